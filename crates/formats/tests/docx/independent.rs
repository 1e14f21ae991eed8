//! Other programs as readers: pandoc accepts and rejects what we write, and no word of what pandoc
//! writes is lost. With CI set, a missing program fails instead of skipping.

use std::{
    fs,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use document::{AtomKind, Block, Document, Kind, MarkKind, PLACEHOLDER};
use formats::{Format, Limits, Presentation, docx};
use serde_json::Value;

use crate::{redlines, support::*};

/// Runs pandoc over bytes; `None` where it is not installed and need not be.
pub(crate) fn pandoc(arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let spawned = Command::new("pandoc")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) if std::env::var_os("CI").is_some() => panic!("pandoc is needed: {error}"),
        Err(error) => {
            eprintln!("SKIPPED: pandoc cannot be run: {error}");
            return None;
        }
    };
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || pipe.write_all(&input));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap().unwrap();
    assert!(output.status.success(), "pandoc {arguments:?}");
    Some(output.stdout)
}

/// The lines that pandoc sees on one side of a redline: paragraphs, headings, items, cells in order,
/// then notes.
fn lines_by_pandoc(bytes: &[u8], side: &str) -> Option<Vec<String>> {
    let track = format!("--track-changes={side}");
    let json = pandoc(&["-f", "docx", "-t", "json", &track], bytes)?;
    let tree: Value = serde_json::from_slice(&json).unwrap();
    let mut seen = Seen::default();
    seen.visit(&tree["blocks"]);
    let mut next = 0;
    while next < seen.notes.len() {
        let note = seen.notes[next].clone();
        seen.visit(&note);
        next += 1;
    }
    let lines = seen.lines.iter().flat_map(|line| plain(line));
    Some(lines.collect())
}

#[derive(Default)]
struct Seen {
    lines: Vec<String>,
    line: String,
    notes: Vec<Value>,
}

impl Seen {
    fn visit(&mut self, value: &Value) {
        if let Some(list) = value.as_array() {
            list.iter().for_each(|item| self.visit(item));
            return;
        }
        if !value.is_object() {
            return;
        }
        let content = &value["c"];
        match value["t"].as_str().unwrap_or_default() {
            "Str" => self.line.push_str(content.as_str().unwrap()),
            "Space" | "SoftBreak" => self.line.push(' '),
            "LineBreak" => self.line.push('\n'),
            "Code" => self.line.push_str(content[1].as_str().unwrap()),
            "Note" => self.notes.push(content.clone()),
            "Image" | "Math" => {}
            "CodeBlock" => self.lines.push(content[1].as_str().unwrap().to_owned()),
            "Para" | "Plain" | "Header" => {
                self.visit(content);
                self.lines.push(std::mem::take(&mut self.line));
            }
            _ => self.visit(content),
        }
    }
}

/// Lines of a text without what pandoc shows otherwise: objects, and white space at its own taste.
fn plain(text: &str) -> Vec<String> {
    let text = text.replace(['\u{AD}', PLACEHOLDER], "");
    let lines = text.split('\n').map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.join(" ")
    });
    lines.filter(|line| !line.is_empty()).collect()
}

/// The text of a block with what stands in it as source for lack of anything better.
fn shown(block: &Block) -> String {
    let mut atoms = block.atoms.iter().peekable();
    let mut text = String::new();
    for (at, character) in block.text.chars().enumerate() {
        match atoms
            .next_if(|atom| atom.at == at)
            .map(|atom| (&atom.kind, &atom.alt))
        {
            Some((AtomKind::Object { source, .. }, _)) => text.push_str(source),
            Some((AtomKind::RemoteImage { href }, alt)) => text.extend([alt, " ", href]),
            _ => text.push(character),
        }
    }
    text
}

/// Where pandoc joins two paragraphs it puts a space, which does not matter between words but
/// stands out in Chinese.
fn alike(seen: &str, line: &str) -> bool {
    let chinese = line
        .chars()
        .any(|it| ('\u{3400}'..='\u{9FFF}').contains(&it));
    seen == line || chinese && dense(seen) == dense(line)
}

/// The same lines as the document has them; a label may stand before a block's first line.
fn check_side(bytes: &[u8], side: &str, document: &Document, name: &str) {
    let Some(found) = lines_by_pandoc(bytes, side) else {
        return;
    };
    let mut found = found.into_iter();
    for block in &document.blocks {
        for (at, line) in plain(&shown(block)).iter().enumerate() {
            let label = block.number.as_deref().filter(|_| at == 0);
            let labelled = label.map(|label| format!("{} {line}", plain(label).join(" ")));
            let seen = found.next().unwrap_or_default();
            let right = alike(&seen, line) || labelled.is_some_and(|it| alike(&seen, &it));
            assert!(
                right,
                "{name}, {side}: pandoc sees {seen:?} where {line:?} stands"
            );
        }
    }
    assert_eq!(
        found.collect::<Vec<_>>(),
        Vec::<String>::new(),
        "{name}, {side}: more lines"
    );
}

fn check(name: &str, old: &Document, new: &Document) {
    let bytes = redlines::write(old, new);
    check_side(&bytes, "accept", new, name);
    check_side(&bytes, "reject", old, name);
}

const A: &str = "The operator shall avoid areas of high biodiversity value wherever possible.";
const B: &str = "Tailings facilities shall be monitored at least once every month.";
const C: &str = "Affected communities take part in the monitoring from the first day.";
const D: &str = "Offsets are the last resort and start before the impact.";

#[test]
fn pandoc_accepts_and_rejects_each_kind_of_change() {
    let texts = |texts: &[&str]| -> Vec<Block> { texts.iter().map(|t| paragraph(t)).collect() };
    let case = |name: &str, old: Vec<Block>, new: Vec<Block>| {
        let (old, new) = (document(old), document(new));
        check(name, &old, &new);
        check(&format!("{name}, turned"), &new, &old);
    };
    let both = format!("{A} {B}");
    let monthly = B.replace("month", "week");
    case("edit", texts(&[A, B]), texts(&[A, &monthly]));
    case("insert", texts(&[A, B]), texts(&[A, C, B]));
    case("at the end", texts(&[A, B]), texts(&[A, B, C]));
    case("all", texts(&[A, B]), texts(&[C, D]));
    case("split", texts(&[&both, C]), texts(&[A, B, C]));
    case("split at the end", texts(&[C, &both]), texts(&[C, A, B]));
    case("move", texts(&[A, B, C, D]), texts(&[C, A, B, D]));
    let edited = A.replace("high", "very high");
    case(
        "move and edit",
        texts(&[A, B, C, D]),
        texts(&[B, C, D, &edited]),
    );
    case(
        "chinese",
        texts(&["尾矿库应当每月监测一次。"]),
        texts(&["尾矿库应当每周监测两次。"]),
    );
    case("emoji", texts(&["a 👩‍👩‍👧 b"]), texts(&["a 👩‍👧 b 😀"]));
    let strong = marked(paragraph(A), vec![mark(4, 12, MarkKind::Strong)]);
    case("marks only", texts(&[A]), vec![strong]);
    let list = |items: &[&str]| items.iter().map(|text| item(1, None, text)).collect();
    case("items", list(&[A, B]), list(&[A, C, B]));
    let numbered = |labels: &[(&str, &str)]| -> Vec<Block> {
        labels
            .iter()
            .map(|(label, text)| heading(1, Some(label), text))
            .collect()
    };
    case(
        "labels",
        numbered(&[("I", A), ("3bis", B)]),
        numbered(&[("I", A), ("3ter", B)]),
    );
}

#[test]
fn pandoc_accepts_and_rejects_tables_and_notes() {
    let case = |name: &str, old: Vec<Block>, new: Vec<Block>| {
        let (old, new) = (document(old), document(new));
        check(name, &old, &new);
        check(&format!("{name}, turned"), &new, &old);
    };
    let head: &[&str] = &["Phase", "Measure"];
    let two = table(&[head, &["Design", A], &["Closure", B]]);
    case(
        "a row",
        two.clone(),
        table(&[head, &["Design", A], &["Works", C], &["Closure", B]]),
    );
    case(
        "a cell",
        two.clone(),
        table(&[
            head,
            &["Design", A],
            &["Closure", &B.replace("month", "week")],
        ]),
    );
    case(
        "a table",
        vec![paragraph(C), paragraph(D)],
        [vec![paragraph(C)], two, vec![paragraph(D)]].concat(),
    );
    let noted = |text: &str| vec![with_notes(&format!("{A}[1] {C}")), footnote("1", text)];
    case(
        "inside a note",
        noted(B),
        noted(&B.replace("month", "week")),
    );
    case("a note", noted(B), vec![paragraph(&format!("{A} {C}"))]);
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
    check_side(
        &docx::write(&document, &Presentation::default()).unwrap(),
        "accept",
        &document,
        "plain",
    );
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
fn pandoc_accepts_and_rejects_real_revisions() {
    let Some(folder) = corpora() else { return };
    for pair in PAIRS {
        let (old, new) = (
            load(&folder.join(pair).join("old.md")),
            load(&folder.join(pair).join("new.md")),
        );
        check(pair, &old, &new);
    }
}

#[test]
fn pandoc_accepts_and_rejects_the_sample() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/sample");
    for language in ["en", "zh"] {
        let [first, second, third] = [1, 2, 3]
            .map(|number| load(&sample.join(language).join(format!("revision-{number}.md"))));
        check(&format!("{language} 1 to 2"), &first, &second);
        check(&format!("{language} 2 to 3"), &second, &third);
        check(&format!("{language} 3 to 1"), &third, &first);
    }
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
        let Some(bytes) = pandoc(&["-f", "gfm", "-t", "docx", "-o", "-"], &markdown) else {
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
