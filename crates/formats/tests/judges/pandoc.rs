//! Pandoc, which accepts and rejects all tracked changes as it reads.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use document::{AtomKind, Block, Document, PLACEHOLDER};
use serde_json::Value;

/// Runs pandoc over bytes; `None` where it is not installed and need not be.
pub(crate) fn run(arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let spawned = Command::new("pandoc")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) => {
            super::skip(&format!("pandoc cannot be run: {error}"));
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
fn lines(bytes: &[u8], side: &str) -> Option<Vec<String>> {
    let track = format!("--track-changes={side}");
    let json = run(&["-f", "docx", "-t", "json", &track], bytes)?;
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

/// Where the lines that pandoc sees are not those of the document; a label may stand before a block's
/// first line. `None` where pandoc cannot be run.
pub(crate) fn differences(bytes: &[u8], side: &str, document: &Document) -> Option<Vec<String>> {
    let mut found = lines(bytes, side)?.into_iter();
    let mut differences = Vec::new();
    for block in &document.blocks {
        for (at, line) in plain(&shown(block)).iter().enumerate() {
            let label = block.number.as_deref().filter(|_| at == 0);
            let labelled = label.map(|label| format!("{} {line}", plain(label).join(" ")));
            let seen = found.next().unwrap_or_default();
            if !alike(&seen, line) && !labelled.is_some_and(|it| alike(&seen, &it)) {
                differences.push(format!("{seen:?} where {line:?} stands"));
            }
        }
    }
    differences.extend(found.map(|line| format!("{line:?} after the end")));
    Some(differences)
}

fn dense(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace();
    text.chars().filter(kept).collect()
}
