//! Real texts: every one is read, written and read again, and compared both ways.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::{fs, path::Path, thread};

use document::{Block, Document, Kind, join_label, split_paragraph_label};
use formats::{Format, Limits, Presentation, json, read, write, write_redline};
use redline::{Options, Redline, compare};
use serde_json::Value;
use support::critic::{Verdict, resolve};

fn load(path: &Path) -> Document {
    let bytes = fs::read(path).unwrap();
    let reading = read(Format::Markdown, &bytes, &Limits::default()).unwrap();
    assert_eq!(reading.document.defects(), [], "{}", path.display());
    reading.document
}

/// Blocks one by one, so that a failure names the first that differs.
fn assert_same(found: &Document, expected: &Document, name: &str) {
    for (index, (one, other)) in found.blocks.iter().zip(&expected.blocks).enumerate() {
        assert_eq!(one, other, "{name}: block {index}");
    }
    assert_eq!(
        found.blocks.len(),
        expected.blocks.len(),
        "{name}: number of blocks"
    );
    assert_eq!(found, expected, "{name}");
}

#[test]
fn markdown_is_read_back_as_it_was() {
    for (name, old, new) in support::pairs() {
        for path in [old, new] {
            let document = load(&path);
            let written = write(Format::Markdown, &document, &Presentation::default()).unwrap();
            let again = read(Format::Markdown, &written, &Limits::default()).unwrap();
            assert_same(&again.document, &document, &name);
        }
    }
}

/// The text of each block, as the redline's two sides must give it back.
fn texts(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect()
}

/// The text of the changes that have this side, in its order.
fn side(redline: &Value, index: &str, ops: [&str; 2], without: [&str; 2]) -> String {
    let mut pieces: Vec<(u64, String)> = Vec::new();
    for change in redline["blocks"].as_array().unwrap() {
        if without.contains(&change["change"].as_str().unwrap()) {
            continue;
        }
        let segments = change["segments"].as_array().unwrap().iter();
        let here = segments.filter(|segment| ops.contains(&segment["op"].as_str().unwrap()));
        let text = here
            .map(|segment| segment["text"].as_str().unwrap())
            .collect();
        pieces.push((change[index].as_u64().unwrap(), text));
    }
    pieces.sort_by_key(|piece| piece.0);
    pieces.into_iter().map(|piece| piece.1).collect()
}

fn check_sides(redline: &Redline<'_>, name: &str) {
    let bytes = json::write_redline(redline, &[], &[]).unwrap();
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    let before = side(
        &value,
        "old_index",
        ["same", "delete"],
        ["inserted", "moved_to"],
    );
    assert_eq!(before, texts(redline.old).concat(), "{name}: old");
    let after = side(
        &value,
        "new_index",
        ["same", "insert"],
        ["deleted", "moved_from"],
    );
    assert_eq!(after, texts(redline.new).concat(), "{name}: new");
}

/// Each rendering of a real redline holds together: the page can be read back, nothing of it would
/// run, and nothing panics.
fn check_renderings(redline: &Redline<'_>, name: &str) {
    for format in [Format::Html, Format::Markdown, Format::Text] {
        let bytes = write_redline(format, redline, &Presentation::default()).unwrap();
        assert!(!bytes.is_empty(), "{name}: {format}");
        if format == Format::Markdown {
            check_resolved(redline, &String::from_utf8(bytes.clone()).unwrap(), name);
        }
        if format == Format::Html {
            let page = String::from_utf8(bytes).unwrap();
            assert!(!page.contains("<script"), "{name}");
            assert!(
                read(format, page.as_bytes(), &Limits::default()).is_ok(),
                "{name}"
            );
        }
    }
}

/// CriticMarkup accepted and rejected gives both texts to the byte.
fn check_resolved(redline: &Redline<'_>, written: &str, name: &str) {
    for (verdict, document) in [
        (Verdict::Accept, redline.new),
        (Verdict::Reject, redline.old),
    ] {
        let plain = write(Format::Markdown, document, &Presentation::default()).unwrap();
        assert!(
            resolve(written, verdict).into_bytes() == plain,
            "{name}: {verdict:?}"
        );
    }
}

/// Both texts are read back from the JSON of each redline, in both directions.
#[test]
fn redlines_of_real_texts_are_exact() {
    let pairs = support::pairs();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for share in 0..threads {
            let pairs = pairs.iter().skip(share).step_by(threads);
            scope.spawn(move || {
                for (name, old, new) in pairs {
                    let (old, new) = (load(old), load(new));
                    let redline = compare(&old, &new, &Options::default());
                    check_sides(&redline, name);
                    check_renderings(&redline, name);
                    check_sides(&compare(&new, &old, &Options::default()), name);
                }
            });
        }
    });
}

/// What HTML keeps of a text: its blocks and their words.
#[test]
fn html_is_read_back_with_the_same_words() {
    let words = |document: &Document| -> Vec<String> {
        let whole = |block: &Block| join_label(block.number.as_deref(), &block.text);
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        document.blocks.iter().map(whole).map(words).collect()
    };
    for (name, old, _) in support::pairs() {
        let document = load(&old);
        let written = write(Format::Html, &document, &Presentation::default()).unwrap();
        let again = read(Format::Html, &written, &Limits::default()).unwrap();
        for (one, other) in words(&again.document).iter().zip(words(&document)) {
            assert_eq!(*one, other, "{name}");
        }
        assert_eq!(again.document.blocks.len(), document.blocks.len(), "{name}");
    }
}

#[test]
fn json_is_read_back_as_it_was() {
    for (name, old, _) in support::pairs() {
        let document = load(&old);
        let written = write(Format::Json, &document, &Presentation::default()).unwrap();
        let again = read(Format::Json, &written, &Limits::default()).unwrap();
        assert_same(&again.document, &document, &name);
    }
}

/// Pairs with renumbered articles, and how many labels change at least.
const RENUMBERED: [(&str, usize); 4] = [
    ("zh-shanghai-business-env", 50),
    ("zh-beijing-legislation-rules", 50),
    ("zh-document-style-guide", 40),
    ("pt-constituicao-1988-2020", 50),
];

#[test]
fn renumbered_articles_are_relabelled_not_edited() {
    for (name, old, new) in support::pairs() {
        let Some((_, least)) = RENUMBERED.iter().find(|(known, _)| *known == name) else {
            continue;
        };
        let (old, new) = (load(&old), load(&new));
        let redline = compare(&old, &new, &Options::default());
        let in_place = redline
            .changes
            .iter()
            .filter(|change| !change.old.is_empty() && !change.new.is_empty());
        let relabelled = in_place
            .filter(|change| redline.relabelled(change).is_some())
            .count();
        assert!(relabelled >= *least, "{name}: {relabelled} labels changed");
        for block in old
            .blocks
            .iter()
            .chain(&new.blocks)
            .filter(|block| block.kind == Kind::Paragraph)
        {
            let typed = block
                .number
                .is_none()
                .then(|| split_paragraph_label(&block.text));
            assert_eq!(typed.flatten(), None, "{name}: a label is in the text");
        }
    }
}

/// Breaks lines where an author's editor would: at spaces before words, and between Han characters,
/// whose lines are joined without a space.
fn wrapped(text: &str, width: usize) -> String {
    let (mut out, mut length, mut before) = (String::new(), 0, ' ');
    let mut rest = text.chars().peekable();
    while let Some(next) = rest.next() {
        let letter = rest
            .peek()
            .is_some_and(|after| after.is_alphabetic() && *after < '\u{2E80}');
        if length >= width && next == ' ' && before != ' ' && letter {
            out.push('\n');
            length = 0;
        } else if length >= width && is_han(before) && is_han(next) {
            out.extend(['\n', next]);
            length = 1;
        } else {
            out.push(next);
            length += 1;
        }
        before = next;
    }
    out
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

#[test]
fn lines_that_reflow_are_no_change() {
    for (name, _, path) in support::pairs() {
        let mut document = load(&path);
        document.blocks.retain(|block| {
            block.kind == Kind::Paragraph && block.number.is_none() && block.atoms.is_empty()
        });
        document.blocks.truncate(400);
        document.title.clear();
        for block in &mut document.blocks {
            block.marks.clear();
            block.level = None;
        }
        for format in [Format::Markdown, Format::Html] {
            let written = write(format, &document, &Presentation::default()).unwrap();
            let text = String::from_utf8(written).unwrap();
            let read_at = |width| {
                let text = wrapped(&text, width);
                read(format, text.as_bytes(), &Limits::default())
                    .unwrap()
                    .document
            };
            let (narrow, wide) = (read_at(40), read_at(72));
            let redline = compare(&narrow, &wide, &Options::default());
            assert!(
                redline.is_empty(),
                "{name}, {format}: {:?}",
                redline.stats()
            );
        }
    }
}
