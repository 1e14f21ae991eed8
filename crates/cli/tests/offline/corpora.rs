//! Real revision pairs through the program: both sides of a redline read back exactly, and the
//! other way round too.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::run::{Run, understory};
use serde_json::Value;

/// The folder of the pairs, which are not part of this repository.
fn corpora() -> PathBuf {
    env::var_os("UNDERSTORY_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        PathBuf::from,
    )
}

fn pairs(corpora: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(corpora).into_iter().flatten().flatten();
    let mut pairs: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|folder| folder.join("old.md").exists())
        .collect();
    pairs.sort();
    pairs
}

#[test]
fn real_revisions_read_back_exactly_both_ways() {
    let corpora = corpora();
    let pairs = pairs(&corpora);
    if pairs.is_empty() {
        eprintln!(
            "SKIPPED: no revision pairs in {} (UNDERSTORY_CORPORA)",
            corpora.display()
        );
        return;
    }
    for pair in pairs {
        check(&pair, "old.md", "new.md");
        check(&pair, "new.md", "old.md");
    }
}

fn check(pair: &Path, old: &str, new: &str) {
    let redline = json(pair, &["redline", old, new, "--format", "json"]);
    let told = format!("{}: {old} to {new}", pair.display());
    assert!(
        side(&redline, "delete", "old_index") == text(pair, old),
        "{told}: the old side"
    );
    assert!(
        side(&redline, "insert", "new_index") == text(pair, new),
        "{told}: the new side"
    );
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let run = Run::of(understory(folder).args(arguments));
    assert!(
        matches!(run.code, 0 | 1),
        "{}: {}",
        folder.display(),
        run.stderr
    );
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// All text of a document as the program reads it.
fn text(folder: &Path, name: &str) -> String {
    let document = json(folder, &["convert", name, "-o", "-", "--format", "json"]);
    let blocks = document["blocks"].as_array().expect("blocks").iter();
    blocks
        .map(|block| block["text"].as_str().expect("text"))
        .collect()
}

/// All text of one side of a redline: its changes in the order of that side's index.
fn side(redline: &Value, op: &str, index: &str) -> String {
    let changes = redline["blocks"].as_array().expect("changes").iter();
    let mut pieces: Vec<(u64, String)> = changes
        .filter_map(|change| Some((change[index].as_u64()?, segments(change, op))))
        .collect();
    pieces.sort_by_key(|(index, _)| *index);
    pieces.into_iter().map(|(_, text)| text).collect()
}

fn segments(change: &Value, op: &str) -> String {
    let segments = change["segments"].as_array().expect("segments").iter();
    segments
        .filter(|segment| segment["op"] == "same" || segment["op"] == op)
        .map(|segment| segment["text"].as_str().expect("text"))
        .collect()
}
