//! Files that broke a law once.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use document::{Document, Kind};
use formats::{Format, Limits, Presentation, read, write};

fn parse(format: Format, text: &str) -> Document {
    read(format, text.as_bytes(), &Limits::default())
        .unwrap()
        .document
}

fn texts(document: &Document) -> Vec<(Kind, &str)> {
    let blocks = document.blocks.iter();
    blocks
        .map(|block| (block.kind, block.text.as_str()))
        .collect()
}

/// Every format holds what was read.
fn check_kept(from: Format, text: &str, expect: &[(Kind, &str)]) {
    let document = parse(from, text);
    assert_eq!(texts(&document), expect);
    for format in [Format::Docx, Format::Markdown, Format::Html, Format::Json] {
        let written = write(format, &document, &Presentation::default()).unwrap();
        let again = read(format, &written, &Limits::default()).unwrap();
        assert_eq!(texts(&again.document), expect, "{format}");
    }
}

/// Word has no notes without a reference: they vanished from DOCX.
#[test]
fn notes_that_nothing_refers_to_are_text() {
    let expect = [
        (Kind::Paragraph, "a"),
        (Kind::Paragraph, "lost"),
        (Kind::ListItem, "x"),
    ];
    check_kept(Format::Markdown, "a\n\n[^1]: lost\n\n    - x\n", &expect);
    let html = "<p>a</p><section class=footnotes><p data-note=1>lost</p></section>";
    check_kept(Format::Html, html, &expect[..2]);
    let json = r#"{"title":"","language":"en","blocks":[{"id":"a","kind":"paragraph","text":"a"},
        {"id":"b","kind":"footnote","note":"1","text":"lost"}]}"#;
    check_kept(Format::Json, json, &expect[..2]);
}

/// What no text may hold came in as a label or an address, and no other reader took it again.
#[test]
fn labels_and_addresses_hold_what_texts_may_hold() {
    let text = [(Kind::Paragraph, "a")];
    check_kept(
        Format::Html,
        "<p><span class=number>&#x10FFFF;</span> a</p>",
        &text,
    );
    check_kept(Format::Html, "<p><a href='x&#x202E;y'>a</a></p>", &text);
    check_kept(Format::Html, "<p><span class=number>  </span> a</p>", &text);
}

/// The last empty line of code went missing each time that it was written as HTML.
#[test]
fn code_keeps_its_last_lines() {
    check_kept(Format::Html, "<pre>a\n\n\n</pre>", &[(Kind::Code, "a\n\n")]);
}
