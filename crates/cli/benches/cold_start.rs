//! From starting the program on an existing database to its first answer: the goal is 100 ms.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const ROUNDS: usize = 20;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the database");
    start(folder.path());
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| start(folder.path())).collect();
    times.sort_unstable();
    report(&times);
}

/// Starts the server, waits for its first answer, and stops it again.
fn start(folder: &Path) -> Duration {
    let begun = Instant::now();
    let mut server = Server(serve(folder));
    let address = server.address();
    let answer = ask(&address);
    let time = begun.elapsed();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    time
}

struct Server(Child);

impl Server {
    /// The address that the server prints once it listens.
    fn address(&mut self) -> String {
        let output = self.0.stdout.take().expect("standard output is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let place = lines.find_map(|line| Some(line.split_once("http://")?.1.to_owned()));
        place.expect("the server says where it listens")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(folder: &Path) -> Child {
    let database = format!("sqlite://{}", folder.join("cold.db").display());
    Command::new(env!("CARGO_BIN_EXE_understory"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database", &database])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

fn ask(address: &str) -> String {
    let address = address.trim().trim_end_matches('/');
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .expect("the request goes out");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .expect("the answer comes in");
    answer
}

#[expect(clippy::print_stdout, reason = "a benchmark reports to the terminal")]
fn report(times: &[Duration]) {
    let milliseconds = |at: usize| times[at].as_secs_f64() * 1000.0;
    println!(
        "cold start to the first answer over {} starts: min {:.1} ms, median {:.1} ms, max {:.1} ms",
        times.len(),
        milliseconds(0),
        milliseconds(times.len() / 2),
        milliseconds(times.len() - 1),
    );
}
