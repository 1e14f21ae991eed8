//! Files that nobody should send: each gets an answer soon, and none a panic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::{
    fs,
    time::{Duration, Instant},
};

use formats::{Format, Limits, Presentation, ReadError, read, write};

/// Far above what any of these takes even in an unoptimised build on a busy machine.
const DEADLINE: Duration = Duration::from_secs(20);

fn take(format: Format, bytes: &[u8]) -> Result<usize, ReadError> {
    let start = Instant::now();
    let taken = read(format, bytes, &Limits::default()).map(|reading| {
        assert_eq!(reading.document.defects(), []);
        reading.document.blocks.len()
    });
    assert!(
        start.elapsed() < DEADLINE,
        "{format}: took {:?}",
        start.elapsed()
    );
    taken
}

fn check_refused(format: Format, bytes: &[u8], part: &str) {
    let error = take(format, bytes).unwrap_err().to_string();
    assert!(error.contains(part), "{error:?} should name {part:?}");
}

/// Takes it or refuses it, in time and without a panic.
fn check_survives(format: Format, text: &str) {
    let _ = take(format, text.as_bytes());
}

#[test]
fn no_document_at_all() {
    for format in [Format::Markdown, Format::Html, Format::Json] {
        check_refused(format, b"", "empty");
    }
    check_refused(Format::Markdown, &[0xFF; 100], "byte 1");
    check_refused(Format::Html, b"<p>abc\xC3\x28", "byte 7");
    check_refused(Format::Markdown, b"\x7fELF\x01\x01\x01\0\0\0\0", "binary");
    check_refused(Format::Json, b"{}", "missing field");
    check_refused(Format::Json, &b"[".repeat(100_000), "json");
    check_refused(Format::Text, b"text", "cannot be read");
    check_refused(Format::Markdown, &vec![b'a'; 60 << 20], "too large");
    check_refused(Format::Html, &vec![b'a'; 60 << 20], "too large");
    check_refused(Format::Markdown, &vec![b'a'; 40 << 20], "too large");
}

#[test]
fn characters_that_deceive() {
    check_refused(
        Format::Markdown,
        "long enough a text \0 here".as_bytes(),
        "U+0000",
    );
    check_refused(
        Format::Markdown,
        "a\n\n尾\u{202E}b".as_bytes(),
        "line 3, character 2",
    );
    check_refused(Format::Markdown, b"a &#x202E; b", "U+202E");
    check_refused(Format::Html, b"<p>a &#x202E; b", "U+202E");
    check_refused(Format::Html, b"a\xE2\x80\xAEb", "U+202E");
    check_refused(Format::Markdown, b"\xED\xA0\x80", "byte 1");
    let json =
        r#"{"title":"","language":"en","blocks":[{"id":"a","kind":"paragraph","text":"x\u202e"}]}"#;
    check_refused(Format::Json, json.as_bytes(), "block a, character 2");
    check_refused(
        Format::Json,
        json.replace("202e", "d800").as_bytes(),
        "json",
    );
    let stray = json.replace("202e", "fffc");
    check_refused(Format::Json, stray.as_bytes(), "placeholders");
}

#[test]
fn letters_with_separate_accents_are_joined_and_said_so() {
    let reading = read(
        Format::Markdown,
        "Cafe\u{301} e&#x301;".as_bytes(),
        &Limits::default(),
    );
    let reading = reading.unwrap();
    assert_eq!(reading.document.blocks[0].text, "Café é");
    assert_eq!(reading.problems.len(), 1);
    assert!(reading.problems[0].what.contains("normal form"));
    let json = r#"{"title":"","language":"en","blocks":[{"id":"a","kind":"paragraph","text":"xe\u0301y",
        "marks":[{"start":3,"end":4,"type":"strong"}]}]}"#;
    let reading = read(Format::Json, json.as_bytes(), &Limits::default()).unwrap();
    let block = &reading.document.blocks[0];
    assert_eq!((block.text.as_str(), block.marks[0].start), ("xéy", 2));
    assert_eq!(reading.problems.len(), 1);
}

#[test]
fn markdown_nested_without_end() {
    for unit in [">", "> ", "- ", "1. ", "* > "] {
        check_refused(
            Format::Markdown,
            format!("{}x", unit.repeat(100_000)).as_bytes(),
            "nested",
        );
    }
    for unit in [
        "[", "[a](", "![", "*", "*a ", "*a **b ", "`", "<", "<a ", "<!-- ", "&", "&#1", "<u>",
        "[^", "[^a]: ", "~~a", "|", "\\", "\n>", "```\n", "a\n\n", "[a]: b\n", "<x>",
    ] {
        check_survives(Format::Markdown, &unit.repeat(100_000));
    }
    let pictures = format!("{}x{}", "![".repeat(50_000), "](u)".repeat(50_000));
    check_survives(Format::Markdown, &pictures);
    let table = format!(
        "{}|\n{}|\n{}",
        "|a".repeat(5000),
        "|-".repeat(5000),
        "|b|\n".repeat(2000)
    );
    check_survives(Format::Markdown, &table);
    let stairs: String = (0..1000)
        .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
        .collect();
    check_survives(Format::Markdown, &stairs);
}

#[test]
fn html_nested_without_end() {
    for unit in [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<blockquote>",
        "<template>",
    ] {
        check_refused(Format::Html, unit.repeat(100_000).as_bytes(), "nested");
    }
    for unit in [
        "<p>",
        "<a href=x>",
        "<option>",
        "<br>",
        "<!--",
        "<select>",
        "&amp",
        "<svg>",
        "<h1>",
    ] {
        check_survives(Format::Html, &unit.repeat(100_000));
    }
    let fonts: String = (0..250)
        .map(|color| format!("<font color=a{color}>"))
        .collect();
    check_survives(Format::Html, &format!("{fonts}{}", "<p>x".repeat(10_000)));
    let attributes: String = (0..100_000).map(|name| format!(" a{name}=1")).collect();
    check_refused(
        Format::Html,
        format!("<p{attributes}>x").as_bytes(),
        "attributes",
    );
    let spans = "<tr><td rowspan=65000 colspan=1000>x".repeat(1000);
    check_survives(Format::Html, &format!("<table>{spans}</table>"));
    check_survives(Format::Html, &format!("<table>{}", "x<tr>".repeat(10_000)));
}

/// Bytes from a fixed seed (xorshift64*), so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let rolled = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(rolled).unwrap() % sides
    }

    /// Flips, cuts, doubles or swaps a few pieces.
    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut damaged = bytes.to_vec();
        for _ in 0..=self.roll(4) {
            let start = self.roll(damaged.len().max(1)).min(damaged.len());
            let end = (start + 1 + self.roll(200)).min(damaged.len());
            match self.roll(5) {
                0 => damaged
                    .iter_mut()
                    .skip(start)
                    .take(1)
                    .for_each(|byte| *byte ^= 0x11),
                1 => drop(damaged.drain(start..end)),
                2 => {
                    let piece = damaged[start..end].to_vec();
                    damaged.splice(start..start, piece);
                }
                3 => damaged.truncate(end.max(1)),
                _ => {
                    let signs = b"*_`[]()<>|#-\n \t&!\\~{}\"";
                    let sign = signs[self.roll(signs.len())];
                    damaged.insert(start, sign);
                }
            }
        }
        damaged
    }
}

/// Damaged real files are refused, or read as well-formed documents that every format can write.
#[test]
fn damaged_files_never_panic() {
    let mut dice = Dice(0x5EED);
    for (name, path, _) in support::pairs() {
        let bytes = fs::read(&path).unwrap();
        let bytes = &bytes[..bytes.len().min(12_000)];
        let whole = String::from_utf8_lossy(bytes);
        let document = read(Format::Markdown, whole.as_bytes(), &Limits::default())
            .unwrap()
            .document;
        for format in [Format::Markdown, Format::Html, Format::Json] {
            let bytes = write(format, &document, &Presentation::default()).unwrap();
            for round in 0..6 {
                let damaged = dice.damage(&bytes);
                let Ok(reading) = read(format, &damaged, &Limits::default()) else {
                    continue;
                };
                assert_eq!(reading.document.defects(), [], "{name} {format} {round}");
                for target in [Format::Markdown, Format::Html, Format::Json] {
                    write(target, &reading.document, &Presentation::default()).unwrap();
                }
            }
        }
    }
}
