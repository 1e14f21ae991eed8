//! Laws of Markdown in and out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use document::{Block, Document, Kind, MarkKind};
use formats::{Format, Limits, Presentation, ReadError, read, write};
use proptest::prelude::*;
use support::generate;

fn markdown(document: &Document) -> String {
    String::from_utf8(write(Format::Markdown, document, &Presentation::default()).unwrap()).unwrap()
}

fn parse(text: &str) -> Result<Document, ReadError> {
    let reading = read(Format::Markdown, text.as_bytes(), &Limits::default())?;
    Ok(reading.document)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was read once is written so that it reads the same again.
    #[test]
    fn what_was_read_is_read_back(source in generate::soup()) {
        if let Ok(document) = parse(&source) {
            prop_assert_eq!(document.defects(), []);
            let written = markdown(&document);
            if !written.is_empty() {
                prop_assert_eq!(&parse(&written).unwrap(), &document, "{}", written);
            }
        }
    }

    /// Documents with every kind of block and mark come back with the same text.
    #[test]
    fn what_was_written_is_read_back(document in generate::document()) {
        prop_assert_eq!(document.defects(), []);
        let written = markdown(&document);
        let found = parse(&written).unwrap();
        for (one, other) in found.blocks.iter().zip(&document.blocks) {
            let (mut one, mut other) = (one.clone(), other.clone());
            one.id = other.id.clone();
            strip_label(&mut one, &mut other);
            prop_assert_eq!(&one, &other, "{}", written);
        }
        prop_assert_eq!(found.blocks.len(), document.blocks.len(), "{}", written);
        prop_assert_eq!(&parse(&markdown(&found)).unwrap(), &found);
    }

    #[test]
    fn any_address_comes_back(href in "(https://|javascript:)?[ -~é尾]{1,14}", title in prop::option::of("[ -~尾]{1,5}")) {
        let mut block = Block::new(Kind::Paragraph, "look here now");
        let kind = MarkKind::Link { href, title };
        block.marks.push(document::Mark { start: 5, end: 9, kind });
        let written = markdown(&Document { blocks: vec![block.clone()], ..Document::default() });
        prop_assert_eq!(&parse(&written).unwrap().blocks[0].marks, &block.marks, "{}", written);
    }
}

/// A label that the reader recognised is part of the text again, marks aside; a paragraph that is
/// a picture is a figure.
fn strip_label(one: &mut Block, other: &mut Block) {
    if one.kind == Kind::Figure {
        one.kind = Kind::Paragraph;
    }
    if one.number == other.number {
        return;
    }
    if let Some(number) = one.number.take() {
        one.text = without_space(&format!("{number}{}", one.text));
        other.text = without_space(&other.text);
        one.ordered = other.ordered;
        (one.marks, one.atoms) = (other.marks.clone(), other.atoms.clone());
    }
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

fn check_read_back(source: &str) {
    let document = parse(source).unwrap();
    let written = markdown(&document);
    if !written.is_empty() {
        assert_eq!(
            parse(&written).unwrap(),
            document,
            "{source:?} as {written:?}"
        );
    }
}

/// What random text found once.
#[test]
fn white_space_in_prose_is_one_space() {
    let text = |source| parse(source).unwrap().blocks[0].text.clone();
    assert_eq!(
        text("One.  Two *three  four*."),
        text("One. Two\n*three four*.")
    );
    assert_eq!(text("A `b  c`"), "A b  c");
    assert_eq!(text("    a  b"), "a  b");
    let document = Document {
        blocks: vec![Block::new(Kind::Paragraph, "typed  twice \t tab")],
        ..Document::default()
    };
    assert_eq!(text(&markdown(&document)), "typed  twice \t tab");
}

#[test]
fn corners_are_read_back() {
    check_read_back("\\| a | b |\n| --- | --- |\n");
    check_read_back("[^n]: [^n]\n\n[^n]: ");
    check_read_back("[^n]: [^n]<!-- c -->(b) ");
    check_read_back("[^n]: ```\n\n\n");
    check_read_back("- -    ***\n\t<div>\n");
    check_read_back("\\\n<u>\nx");
    check_read_back("| a |\n| --- |\n| `\\\\|` |\n");
    check_read_back("- a\n\n  \tcode\n\n  ```\n\ttab\n  ```\n");
    check_read_back("1. a\n1) b\n2) c\n\ntext\n\n7. d\n");
    check_read_back("**“尾矿库”**应当 *a*b**c** ~x~ \\*\n");
}
