//! Real texts: every one is read, written and read again, and compared both ways.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::{fs, path::Path};

use document::Document;
use formats::{Format, Limits, read, write};

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
            let written = write(Format::Markdown, &document).unwrap();
            let again = read(Format::Markdown, &written, &Limits::default()).unwrap();
            assert_same(&again.document, &document, &name);
        }
    }
}

#[test]
fn json_is_read_back_as_it_was() {
    for (name, old, _) in support::pairs() {
        let document = load(&old);
        let written = write(Format::Json, &document).unwrap();
        let again = read(Format::Json, &written, &Limits::default()).unwrap();
        assert_same(&again.document, &document, &name);
    }
}
