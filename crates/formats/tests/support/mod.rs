//! What the tests of this crate share.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "each test file uses a part; skipping is said aloud"
)]

pub(crate) mod critic;
pub(crate) mod generate;

use std::path::{Path, PathBuf};

/// The folder of real revision pairs, where it is there: `UNDERSTORY_CORPORA`, or `shared/corpora`
/// beside the project. Says so, loudly, where it is not.
pub(crate) fn corpora() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let folder = std::env::var_os("UNDERSTORY_CORPORA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "SKIPPED: no corpora at {}; set UNDERSTORY_CORPORA",
        folder.display()
    );
    None
}

/// Every pair of old and new text, with its name.
pub(crate) fn pairs() -> Vec<(String, PathBuf, PathBuf)> {
    let Some(folder) = corpora() else {
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the corpora can be listed") {
        let path = entry.expect("the corpora can be listed").path();
        let (old, new) = (path.join("old.md"), path.join("new.md"));
        if old.is_file() && new.is_file() {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            pairs.push((name.unwrap_or_default(), old, new));
        }
    }
    pairs.sort();
    pairs
}
