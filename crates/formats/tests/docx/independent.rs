//! Pandoc as a reader of each kind of change, and no word of what pandoc writes is lost. What other
//! programs make of whole texts is in `tests/word`.

use std::{
    fs,
    io::{Cursor, Read},
    path::{Path, PathBuf},
};

use document::{Block, Document, Kind, PLACEHOLDER};
use formats::{Format, Limits, Presentation, docx};

use crate::{
    judges::{
        cases::{self, A, B, C, D},
        pandoc,
    },
    redlines,
    support::*,
};

fn judge(bytes: &[u8], side: &str, document: &Document, name: &str) {
    if let Some(differences) = pandoc::differences(bytes, side, document) {
        assert_eq!(differences, Vec::<String>::new(), "{name}, {side}");
    }
}

#[test]
fn pandoc_accepts_and_rejects_each_kind_of_change() {
    for (name, old, new) in cases::all() {
        let bytes = redlines::write(&old, &new);
        judge(&bytes, "accept", &new, &name);
        judge(&bytes, "reject", &old, &name);
    }
}

#[test]
fn pandoc_reads_a_plain_document() {
    let mut blocks = vec![
        heading(1, Some("1"), "Scope"),
        paragraph(A),
        item(1, Some("(a)"), B),
        item(2, None, C),
        Block {
            level: Some(1),
            ..Block::new(Kind::Quote, D)
        },
        Block {
            info: Some("rust".into()),
            ..Block::new(Kind::Code, "fn main() {\n}")
        },
        with_notes("noted[1]"),
    ];
    blocks.extend(table(&[&["a", "b"], &["c", "d"]]));
    blocks.push(footnote("1", "The note."));
    let document = document(blocks);
    let bytes = docx::write(&document, &Presentation::default()).unwrap();
    judge(&bytes, "accept", &document, "plain");
}

/// The folder of real revision pairs; they stay out of the project's tree.
pub(crate) fn corpora() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let folder = std::env::var_os("UNDERSTORY_CORPORA").map_or(beside, PathBuf::from);
    if !folder.is_dir() {
        eprintln!(
            "SKIPPED: no revision pairs at {}; set UNDERSTORY_CORPORA",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

pub(crate) fn load(path: &Path) -> Document {
    let bytes = fs::read(path).unwrap();
    formats::read(Format::Markdown, &bytes, &Limits::default())
        .unwrap()
        .document
}

pub(crate) const PAIRS: [&str; 8] = [
    "en-govuk-button",
    "en-govuk-passwords",
    "en-public-code-standard-0.7.1-0.8.0",
    "en-rustbook-ch04-rewrite",
    "pt-osguide-leadership",
    "zh-beijing-parking",
    "zh-copywriting-guidelines",
    "zh-shanghai-business-env",
];

/// Real pairs of revisions; none where the folder is not there.
pub(crate) fn real_pairs() -> Vec<(Document, Document)> {
    let Some(folder) = corpora() else {
        return Vec::new();
    };
    let side = |pair: &str, name: &str| load(&folder.join(pair).join(name));
    let pairs = PAIRS
        .iter()
        .map(|pair| (side(pair, "old.md"), side(pair, "new.md")));
    pairs.collect()
}

#[test]
fn real_revisions_come_back_from_word() {
    let Some(folder) = corpora() else { return };
    for pair in PAIRS {
        let (old, new) = (
            load(&folder.join(pair).join("old.md")),
            load(&folder.join(pair).join("new.md")),
        );
        let bytes = redlines::write(&old, &new);
        for (view, side) in [(docx::View::Accepted, &new), (docx::View::Rejected, &old)] {
            let read = redlines::read_as(&bytes, view);
            for (found, expect) in read.blocks.iter().zip(&side.blocks) {
                let kept = (&found.text, &found.number, found.kind, found.level);
                assert_eq!(
                    kept,
                    (&expect.text, &expect.number, expect.kind, expect.level),
                    "{pair}"
                );
            }
            assert_eq!(read.blocks.len(), side.blocks.len(), "{pair}");
        }
    }
}

#[test]
fn no_word_of_what_pandoc_writes_is_lost() {
    let Some(folder) = corpora() else { return };
    for pair in PAIRS {
        let markdown = fs::read(folder.join(pair).join("new.md")).unwrap();
        let Some(bytes) = pandoc::run(&["-f", "gfm", "-t", "docx", "-o", "-"], &markdown) else {
            return;
        };
        let read = read(&bytes).document;
        let mut found = String::new();
        for block in read
            .blocks
            .iter()
            .filter(|block| block.kind != Kind::Footnote)
        {
            found.extend(
                block
                    .number
                    .iter()
                    .filter(|_| block.kind != Kind::ListItem)
                    .cloned(),
            );
            found.push_str(&block.text);
        }
        assert_same_text(&dense(&found), &dense(&source_text(&bytes)), pair);
    }
}

fn assert_same_text(found: &str, expect: &str, name: &str) {
    let same = found
        .chars()
        .zip(expect.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let around = |text: &str| -> String {
        text.chars()
            .skip(same.saturating_sub(40))
            .take(80)
            .collect()
    };
    assert_eq!(around(found), around(expect), "{name}, character {same}");
    assert_eq!(found.len(), expect.len(), "{name}");
}

fn dense(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && *c != PLACEHOLDER && *c != '\u{AD}';
    text.chars().filter(kept).collect()
}

/// What stands between `<w:t>` and `</w:t>` in the document part, by plain search.
fn source_text(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut markup = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut markup)
        .unwrap();
    let mut text = String::new();
    for piece in markup.split("<w:t").skip(1) {
        let Some((head, rest)) = piece.split_once('>') else {
            continue;
        };
        if head.is_empty() || head.starts_with(" xml:space") {
            text.push_str(rest.split("</w:t>").next().unwrap_or_default());
        }
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}
