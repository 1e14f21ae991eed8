//! LibreOffice, asked through `office.py`: one office for a whole list of jobs.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::Deserialize;
use serde_json::Value;

use crate::judges;

/// What the office answers to one job.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Answer {
    /// Label and text of each paragraph.
    #[serde(default)]
    pub(crate) lines: Vec<(String, String)>,
    /// How many tracked changes are left.
    #[serde(default)]
    pub(crate) left: usize,
    /// Why there is no answer.
    pub(crate) error: Option<String>,
}

/// The Python that has Debian's `python3-uno`, whichever stands first in the search path.
fn python() -> String {
    env::var("UNDERSTORY_UNO_PYTHON").unwrap_or_else(|_| "/usr/bin/python3".to_owned())
}

/// Whether there is a LibreOffice that can be asked; says so where not.
pub(crate) fn is_there() -> bool {
    let runs = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        let output = command.args(arguments).output();
        output.is_ok_and(|output| output.status.success())
    };
    let there = runs(&python(), &["-c", "import uno"]) && runs("soffice", &["--version"]);
    if !there {
        judges::skip("LibreOffice is missing: apt-get install libreoffice-writer python3-uno");
    }
    there
}

/// An empty folder for the files that the office reads and writes; they stay there to be looked at.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("word")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The answers to these jobs, in their order.
pub(crate) fn ask(jobs: &[Value]) -> Vec<Answer> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/word/office.py");
    let mut child = Command::new(python())
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let list = serde_json::to_vec(jobs).unwrap();
    child.stdin.take().unwrap().write_all(&list).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "office.py: {}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}
