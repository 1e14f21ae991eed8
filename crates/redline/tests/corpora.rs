//! Real pairs of revisions, both ways. They live outside the project; where they are missing this
//! test says so and checks nothing.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

use document::{Block, Document, Kind};
use redline::{Options, compare};

fn corpora() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let path = std::env::var_os("UNDERSTORY_CORPORA").map_or(beside, PathBuf::from);
    path.is_dir().then_some(path)
}

/// Paragraphs at blank lines, lines joined: enough to compare, without a reader of Markdown.
fn read(path: &Path) -> Document {
    let text = fs::read_to_string(path).expect("a corpus file is readable");
    let blocks = text
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| Block::new(Kind::Paragraph, paragraph))
        .collect();
    let mut document = Document {
        blocks,
        ..Document::default()
    };
    document.number_blocks();
    document
}

fn check(name: &str, old: &Document, new: &Document) {
    let redline = compare(old, new, &Options::default());
    let (rejected, accepted) = common::sides(&redline);
    assert!(
        rejected == common::normalised(old),
        "{name}: rejecting gives the old text"
    );
    assert!(
        accepted == common::normalised(new),
        "{name}: accepting gives the new text"
    );
}

#[test]
fn every_pair_is_read_back_both_ways() {
    let Some(root) = corpora() else {
        println!(
            "SKIPPED: no corpora at ../shared/corpora; set UNDERSTORY_CORPORA to check real revisions"
        );
        return;
    };
    let mut pairs = 0;
    for entry in fs::read_dir(root).expect("the corpora are readable") {
        let folder = entry.expect("the corpora are readable").path();
        let name = folder.display().to_string();
        if !folder.join("old.md").exists() {
            continue;
        }
        let (old, new) = (read(&folder.join("old.md")), read(&folder.join("new.md")));
        check(&name, &old, &new);
        check(&name, &new, &old);
        pairs += 1;
    }
    println!("{pairs} pairs read back exactly, both ways");
}
