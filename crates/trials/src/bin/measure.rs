//! How much processor time each hostile or very large file takes, and how much memory, each in a
//! process of its own.
//!
//! `cargo run --release -p trials --bin measure`, or with the name of one file. The peak leaves out
//! what the file itself was made with.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a tool of developers"
)]

use std::{env, fs, process::Command};

use formats::{Limits, read};
use trials::{
    hostile::{HOSTILE, Hostile},
    peak_bytes, processor_seconds,
};

fn main() {
    let mut arguments = env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(name), Some(path)) => try_file(&name, &path),
        (name, _) => all(name.as_deref()),
    }
}

/// Each file that is asked for, in turn.
fn all(name: Option<&str>) {
    let program = env::current_exe().expect("the program knows where it is");
    let folder = env::temp_dir();
    for hostile in HOSTILE
        .iter()
        .filter(|one| name.is_none_or(|name| name == one.name))
    {
        let path = folder.join(format!(
            "understory-{}-{}",
            std::process::id(),
            hostile.name
        ));
        fs::write(&path, hostile.bytes()).expect("room for a temporary file");
        let output = Command::new(&program).arg(hostile.name).arg(&path).output();
        let _ = fs::remove_file(&path);
        let output = output.expect("the program starts itself");
        print!("{}", String::from_utf8_lossy(&output.stdout));
        if !output.status.success() {
            println!("{:22} ended with {}", hostile.name, output.status);
        }
    }
}

fn try_file(name: &str, path: &str) {
    let known = |one: &&Hostile| one.name == name;
    let hostile = HOSTILE.iter().find(known).expect("a known name");
    let bytes = fs::read(path).expect("the file that was just written");
    let start = processor_seconds().unwrap_or(0.0);
    let outcome = read(hostile.format, &bytes, &Limits::default());
    let seconds = processor_seconds().unwrap_or(0.0) - start;
    let outcome = match &outcome {
        Ok(reading) => format!("{} blocks", reading.document.blocks.len()),
        Err(error) => format!("refused: {error}"),
    };
    let (size, peak) = (bytes.len() >> 20, peak_bytes().unwrap_or(0) >> 20);
    println!("{name:22} {size:3} MB {seconds:5.2} s {peak:4} MB  {outcome}");
}
