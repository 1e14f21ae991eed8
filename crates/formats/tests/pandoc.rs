//! Pandoc as an independent reader of what we write: the same words in the same order.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by it; skipping is said aloud"
)]

mod support;

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
    thread,
};

use document::{Block, Document, Kind, join_label};
use formats::{Format, Limits, Presentation, read, write};
use serde_json::Value;

/// Whether pandoc can be asked. Where the whole suite must run (`CI=true`), it has to be there.
fn has_pandoc() -> bool {
    let there = Command::new("pandoc").arg("--version").output().is_ok();
    assert!(
        there || std::env::var("CI").as_deref() != Ok("true"),
        "pandoc is missing: apt-get install pandoc"
    );
    if !there {
        println!("SKIPPED: pandoc is missing: apt-get install pandoc");
    }
    there
}

fn pandoc(from: &str, source: Vec<u8>) -> Value {
    let mut child = Command::new("pandoc")
        .args(["-f", from, "-t", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = thread::spawn(move || input.write_all(&source));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The letters of pandoc's tree, those of notes apart.
#[derive(Default)]
struct Letters {
    body: String,
    notes: String,
    in_note: bool,
}

impl Letters {
    fn add(&mut self, text: &str) {
        let letters = text.chars().filter(|character| character.is_alphabetic());
        if self.in_note {
            &mut self.notes
        } else {
            &mut self.body
        }
        .extend(letters);
    }

    fn walk(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(item)),
            Value::Object(node) => self.node(node.get("t").and_then(Value::as_str), &value["c"]),
            _ => {}
        }
    }

    fn node(&mut self, kind: Option<&str>, content: &Value) {
        match kind {
            Some("Str") => self.add(content.as_str().unwrap()),
            Some("CodeBlock") if content[0][1][0] == "raw:html" => {}
            Some("Code" | "CodeBlock") => self.add(content[1].as_str().unwrap()),
            Some("RawBlock" | "RawInline" | "Image") => {}
            Some("Link" | "Span") if content[0][1][0] == "remote" => {} // stands for a picture
            Some("Note") => {
                let outer = std::mem::replace(&mut self.in_note, true);
                self.walk(content);
                self.in_note = outer;
            }
            _ => self.walk(content),
        }
    }
}

/// The letters of our document, where `raw` says whether kept HTML is shown.
fn letters(document: &Document, raw: bool) -> String {
    let shown = |block: &&Block| raw || block.info.as_deref() != Some("raw:html");
    let texts = document.blocks.iter().filter(shown);
    let texts = texts.filter(|block| raw || block.info.as_deref() != Some("raw:yaml"));
    let texts = texts.map(|block| join_label(block.number.as_deref(), &block.text));
    texts
        .collect::<String>()
        .chars()
        .filter(|character| character.is_alphabetic())
        .collect()
}

/// Pandoc puts pictures' descriptions into the text of figures, so texts with figures are left out.
fn documents() -> Vec<(String, Document)> {
    let load = |(name, old, _): (String, std::path::PathBuf, std::path::PathBuf)| {
        let bytes = fs::read(old).unwrap();
        let document = read(Format::Markdown, &bytes, &Limits::default())
            .unwrap()
            .document;
        (name, document)
    };
    let plain = |document: &Document| {
        document
            .blocks
            .iter()
            .all(|block| block.kind != Kind::Figure)
    };
    let pairs = support::pairs().into_iter().map(load);
    pairs.filter(|(_, document)| plain(document)).collect()
}

/// What we wrote, without the head of an HTML page, which is no part of the text.
fn written(format: Format, document: &Document) -> Vec<u8> {
    let bytes = write(format, document, &Presentation::default()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    match (text.split_once("<header"), text.split_once("</header>")) {
        (Some((before, _)), Some((_, after))) if format == Format::Html => {
            format!("{before}{after}").into_bytes()
        }
        _ => text.into_bytes(),
    }
}

fn check(format: Format, from: &str, raw: bool) {
    if !has_pandoc() {
        return;
    }
    for (name, document) in documents() {
        let mut found = Letters::default();
        found.walk(&pandoc(from, written(format, &document))["blocks"]);
        let found = found.body + &found.notes;
        let expected = letters(&document, raw);
        let differs = found
            .chars()
            .zip(expected.chars())
            .position(|(one, other)| one != other);
        if let Some(at) = differs.or((found.len() != expected.len()).then_some(0)) {
            let near = |text: &str| {
                text.chars()
                    .skip(at.saturating_sub(30))
                    .take(80)
                    .collect::<String>()
            };
            panic!(
                "{name}: pandoc reads {:?} where we wrote {:?}",
                near(&found),
                near(&expected)
            );
        }
    }
}

#[test]
fn pandoc_reads_our_markdown() {
    check(
        Format::Markdown,
        "commonmark+pipe_tables+footnotes+strikeout+yaml_metadata_block",
        false,
    );
}

#[test]
fn pandoc_reads_our_html() {
    check(Format::Html, "html", true);
}
