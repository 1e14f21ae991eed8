//! Hostile and very large files are read, or refused, in little memory. How long they take is told by
//! the `measure` program of this crate, in an optimised build on a quiet machine.

use std::process::Command;

use trials::hostile::HOSTILE;

const MOST_MEGABYTES: u64 = 256;

/// Those that take most memory for their size; the others are tried by `.ci/nightly`.
const NASTIEST: [&str; 5] = [
    "md-emphasis-250k",
    "md-notes-40k",
    "html-attributes",
    "json-blocks-190k",
    "docx-runs-400k",
];

#[test]
fn the_nastiest_files_are_read_in_little_memory() {
    for hostile in HOSTILE.iter().filter(|one| NASTIEST.contains(&one.name)) {
        let program = env!("CARGO_BIN_EXE_measure");
        let output = Command::new(program).arg(hostile.name).output();
        let output = output.expect("the program starts");
        let told = String::from_utf8_lossy(&output.stdout);
        let mut words = told.split_whitespace();
        let peak = words.nth(5).and_then(|word| word.parse::<u64>().ok());
        assert!(peak.is_some_and(|peak| peak < MOST_MEGABYTES), "{told}");
    }
}
