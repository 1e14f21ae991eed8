//! Runs the program.

use std::{path::Path, process::Command, time::Duration};

/// A bad file is refused, a heavy one taken, in two seconds; unoptimised code may take longer.
pub(crate) const PATIENCE: Duration =
    Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
/// Address space of a process with a bad file, in KiB: more than what it may use of memory.
#[cfg(target_os = "linux")]
const ROOM: u32 = 320 << 10;

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        Self::within(Duration::from_secs(60), command)
    }

    /// Killed when it takes longer; its code is then -1.
    pub(crate) fn within(patience: Duration, command: &mut Command) -> Self {
        let mut command =
            assert_cmd::Command::from_std(std::mem::replace(command, Command::new("")));
        let output = command
            .timeout(patience)
            .output()
            .expect("the program starts");
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The program, in a folder.
pub(crate) fn understory(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("understory"));
    command.current_dir(folder);
    command
}

/// The same with a bound on its memory.
#[cfg(target_os = "linux")]
pub(crate) fn bounded(folder: &Path) -> Command {
    let mut command = Command::new("sh");
    let limited = format!("ulimit -v {ROOM}; exec \"$0\" \"$@\"");
    command.args(["-c", &limited]);
    command.arg(assert_cmd::cargo::cargo_bin!("understory"));
    command.current_dir(folder);
    command
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn bounded(folder: &Path) -> Command {
    understory(folder)
}
