//! A PostgreSQL of one test's own: started by it on a private socket, stopped after it.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// A running server; dropping it stops it and removes its files.
pub struct Postgres {
    server: Child,
    home: TempDir,
}

impl Postgres {
    /// Starts a server, or says in one line why there is none. With `CI=true` that fails the test.
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "no PostgreSQL here, and CI=true: nothing may be skipped"
            );
            eprintln!(
                "SKIPPED: no PostgreSQL here (apt-get install postgresql); story not told on it"
            );
            return None;
        };
        let home = tempfile::tempdir().unwrap();
        let user = unprivileged(home.path());
        initialise(&programs, home.path(), user);
        let server = serve(&programs, home.path(), user);
        let mut postgres = Self { server, home };
        postgres.wait_until_ready();
        Some(postgres)
    }

    /// The address of its database.
    pub fn url(&self) -> String {
        let socket = self.home.path().display();
        format!("postgres://understory@localhost/postgres?host={socket}")
    }

    /// Stops answering, as after a power cut of that machine.
    pub fn kill(&mut self) {
        signal(&self.server, "-QUIT");
        self.server.wait().unwrap();
    }

    /// Answers again, on the same files.
    pub fn restart(&mut self) {
        let programs = programs().expect("was there before");
        let user = unprivileged(self.home.path());
        self.server = serve(&programs, self.home.path(), user);
        self.wait_until_ready();
    }

    fn wait_until_ready(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        let socket = self.home.path().join(".s.PGSQL.5432");
        while Instant::now() < deadline {
            if std::os::unix::net::UnixStream::connect(&socket).is_ok() && self.answers() {
                return;
            }
            if let Some(status) = self.server.try_wait().unwrap() {
                panic!("PostgreSQL ended with {status}: {}", self.log());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("PostgreSQL did not get ready in a minute: {}", self.log());
    }

    /// The socket is there before the server takes queries; its log says when it does.
    fn answers(&self) -> bool {
        let ready = "database system is ready to accept connections";
        let shut = "database system is shut down";
        let log = self.log();
        log.rfind(ready) > log.rfind(shut)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Ok(None) = self.server.try_wait() {
            signal(&self.server, "-QUIT");
            let _ = self.server.wait();
        }
    }
}

fn signal(server: &Child, signal: &str) {
    let pid = server.id().to_string();
    Command::new("kill").args([signal, &pid]).status().unwrap();
}

fn initialise(programs: &Path, home: &Path, user: Option<(u32, u32)>) {
    let mut initdb = Command::new(programs.join("initdb"));
    initdb.arg("-D").arg(home.join("data")).args([
        "-U",
        "understory",
        "--auth=trust",
        "--no-sync",
        "--encoding=UTF8",
        "--locale=C",
    ]);
    let made = as_user(&mut initdb, user)
        .current_dir(home)
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "initdb: {}",
        String::from_utf8_lossy(&made.stderr)
    );
}

fn serve(programs: &Path, home: &Path, user: Option<(u32, u32)>) -> Child {
    let log = fs::File::create(home.join("log")).unwrap();
    let mut server = Command::new(programs.join("postgres"));
    server
        .arg("-D")
        .arg(home.join("data"))
        .arg("-k")
        .arg(home)
        .args(["-p", "5432", "-c", "listen_addresses="])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log);
    as_user(&mut server, user)
        .current_dir(home)
        .spawn()
        .unwrap()
}

fn as_user(command: &mut Command, user: Option<(u32, u32)>) -> &mut Command {
    match user {
        Some((uid, gid)) => command.uid(uid).gid(gid),
        None => command,
    }
}

/// PostgreSQL refuses to run as root: then `nobody` owns the files and runs it.
fn unprivileged(home: &Path) -> Option<(u32, u32)> {
    // Files made by this process belong to whom it runs as.
    if tempfile::tempfile().unwrap().metadata().unwrap().uid() != 0 {
        return None;
    }
    let id = |flag: &str| -> u32 {
        let id = Command::new("id").args([flag, "nobody"]).output().unwrap();
        String::from_utf8_lossy(&id.stdout).trim().parse().unwrap()
    };
    let (uid, gid) = (id("-u"), id("-g"));
    chown(home, Some(uid), Some(gid)).unwrap();
    Some((uid, gid))
}

/// The folder of `postgres` and `initdb`: of the path, of `pg_config`, of Debian.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(String::from_utf8_lossy(&output.stdout).trim().into());
    }
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    folders.extend(debian.flatten().map(|version| version.path().join("bin")));
    folders
        .into_iter()
        .find(|folder| folder.join("postgres").is_file() && folder.join("initdb").is_file())
}
