use std::{
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in a folder to its end.
pub(crate) fn run(folder: &Path, line: &str, stdin: &str) -> Run {
    let mut child = start(folder, &line.split_whitespace().collect::<Vec<_>>());
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(stdin.as_bytes()).expect("it listens");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin!("understory"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// The program while it serves; killed when dropped.
pub(crate) struct Serving {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// Such as `127.0.0.1:40513`.
    pub(crate) address: String,
}

impl Serving {
    /// Starts it on a free port and waits until it says where it is.
    pub(crate) fn start(folder: &Path, line: &str) -> Self {
        let mut arguments: Vec<&str> = line.split_whitespace().collect();
        arguments.extend(["--listen", "127.0.0.1:0"]);
        let mut child = start(folder, &arguments);
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut first = String::new();
        stdout.read_line(&mut first).expect("a line");
        let address = first.trim().strip_prefix("Understory is at http://");
        let address = address.expect("the address comes first").to_owned();
        Self {
            child,
            stdout,
            address,
        }
    }

    /// The lines up to this one.
    pub(crate) fn lines_until(&mut self, last: &str) -> Vec<String> {
        let mut lines = Vec::new();
        while !lines
            .last()
            .is_some_and(|line: &String| line.contains(last))
        {
            let mut line = String::new();
            assert!(
                self.stdout.read_line(&mut line).expect("a line") > 0,
                "{lines:?}"
            );
            lines.push(line);
        }
        lines
    }

    /// Asks it to end; its exit code.
    #[cfg(unix)]
    pub(crate) fn terminate(mut self) -> i32 {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.expect("kill runs").success());
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("it ends");
        let status = self.child.wait().expect("it ends");
        status.code().unwrap_or(-1)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
