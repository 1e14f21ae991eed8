//! Accepting all gives the newer text, rejecting all the older one, whoever does it.

use std::{fs, thread};

use document::{AtomKind, Block, Document, Kind, MarkKind, PLACEHOLDER};
use serde_json::json;

use crate::{
    judges::{cases::Case, pandoc},
    office, real,
};

/// What a program may get wrong in real pairs. In the small cases and the sample it is nothing.
struct Allowance {
    sides: usize,
    lines: usize,
}

/// pandoc 2.17 puts a space where it joins runs of two formats (1 line each in two pairs) and runs on
/// lines of which several were split off one paragraph (10 lines in one pair).
const PANDOC: Allowance = Allowance {
    sides: 5,
    lines: 24,
};
/// LibreOffice 7.4 takes inserted text at the end of a paragraph and an inserted paragraph of another
/// kind after it for one insertion, the paragraph mark between them included; rejecting joins two
/// paragraphs. Its words are all there, in fewer lines.
const LIBREOFFICE: Allowance = Allowance {
    sides: 9,
    lines: 60,
};
/// Paragraphs and cells that LibreOffice 7.4 leaves empty behind: it knows no tracked cells (an
/// inserted column stays, empty, when it is rejected), and a paragraph of several changes may leave its
/// mark. One of them is the paragraph that every file has after a table at its end.
const MOST_EMPTY: usize = 330;
/// Labels that LibreOffice 7.4 counts otherwise: where a paragraph with several changes in it goes, the
/// next one takes over its style.
const MOST_LABELS: usize = 110;

type Line = (String, String);

fn is_real(name: &str) -> bool {
    ["en-", "zh-", "pt-"]
        .iter()
        .any(|language| name.starts_with(language))
}

/// Says what differs by name and side, and holds it to what is allowed.
fn report(judge: &str, all: &[(String, Vec<String>)], allowed: &Allowance) {
    let wrong = all
        .iter()
        .filter(|(_, differences)| !differences.is_empty());
    let (mut sides, mut lines, mut strict) = (0, 0, Vec::new());
    for (name, differences) in wrong {
        let first = &differences[..differences.len().min(2)];
        println!(
            "{judge}, {name}: {} differences\n  {}",
            differences.len(),
            first.join("\n  ")
        );
        sides += 1;
        lines += differences.len();
        strict.extend((!is_real(name)).then_some(name));
    }
    println!(
        "{judge}: {} of {} sides right",
        all.len() - sides,
        all.len()
    );
    assert!(strict.is_empty(), "{judge}: {strict:?}");
    assert!(
        sides <= allowed.sides && lines <= allowed.lines,
        "{judge}: {sides} sides, {lines} lines"
    );
}

#[test]
#[ignore = "make test-word runs it"]
fn pandoc_accepts_and_rejects_whole_texts() {
    if pandoc::run(&["--version"], &[]).is_none() {
        return;
    }
    let cases = real::redlines();
    let half = cases.len() / 2;
    let (one, other) = cases.split_at(half);
    let all = thread::scope(|scope| {
        let one = scope.spawn(|| by_pandoc(one));
        let other = by_pandoc(other);
        [one.join().unwrap(), other].concat()
    });
    report("pandoc", &all, &PANDOC);
}

fn by_pandoc(cases: &[Case]) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for case in cases {
        let bytes = real::write(case);
        for (side, document) in [("accept", &case.2), ("reject", &case.1)] {
            let differences = pandoc::differences(&bytes, side, document).unwrap();
            all.push((format!("{}, {side}", case.0), differences));
        }
    }
    all
}

#[test]
#[ignore = "make test-word runs it"]
fn libreoffice_accepts_and_rejects_whole_texts() {
    if !office::is_there() {
        return;
    }
    let folder = office::folder("sides");
    let cases = real::redlines();
    let mut jobs = Vec::new();
    let mut sides = Vec::new();
    for case in &cases {
        let file = folder.join(format!("{}.docx", case.0));
        fs::write(&file, real::write(case)).unwrap();
        for (side, document) in [("accept", &case.2), ("reject", &case.1)] {
            jobs.push(json!({"do": "lines", "file": file, "side": side}));
            sides.push((format!("{}, {side}", case.0), document));
        }
    }
    let answers = office::ask(&jobs);
    assert_eq!(answers.len(), jobs.len());
    let judged = answers.iter().zip(sides);
    let judged = judged.map(|(answer, (name, document))| (name, by_office(answer, document)));
    settle(judged.collect());
}

fn settle(judged: Vec<(String, Verdict)>) {
    let empty: usize = judged.iter().map(|(_, verdict)| verdict.empty).sum();
    let labels: usize = judged.iter().map(|(_, verdict)| verdict.labels).sum();
    println!("LibreOffice: {empty} lines left empty, {labels} labels counted otherwise");
    let texts = judged
        .into_iter()
        .map(|(name, verdict)| (name, verdict.text));
    report("LibreOffice", &texts.collect::<Vec<_>>(), &LIBREOFFICE);
    assert!(
        empty <= MOST_EMPTY && labels <= MOST_LABELS,
        "{empty} empty, {labels} labels"
    );
}

/// How far what LibreOffice shows is what the document has.
#[derive(Debug, Default)]
struct Verdict {
    /// Words that are elsewhere, missing or too many.
    text: Vec<String>,
    /// Empty paragraphs that the document does not have.
    empty: usize,
    /// Labels other than the document's.
    labels: usize,
}

/// So many lines further on, a line that is missed is looked for.
const AHEAD: usize = 24;

fn by_office(answer: &office::Answer, document: &Document) -> Verdict {
    let mut verdict = Verdict::default();
    verdict.text.extend(answer.error.clone());
    if answer.left > 0 {
        verdict.text.push(format!("{} changes left", answer.left));
    }
    let mut found = answer.lines.as_slice();
    let mut notes = Vec::new();
    for block in &document.blocks {
        let text = shown(block, &mut notes);
        let near = found.iter().take(AHEAD);
        let Some(at) = near.clone().position(|line| says(line, block, &text)) else {
            verdict
                .text
                .push(format!("{text:?} is not at {:?}", found.first()));
            continue;
        };
        verdict.more(&found[..at]);
        verdict.labels += usize::from(!is_labelled(&found[at], block));
        found = &found[at + 1..];
    }
    verdict.more(found);
    verdict
}

impl Verdict {
    fn more(&mut self, lines: &[Line]) {
        let (empty, words): (Vec<&Line>, Vec<&Line>) =
            lines.iter().partition(|(_, text)| text.is_empty());
        self.empty += empty.len();
        self.text
            .extend(words.iter().map(|line| format!("{line:?} too many")));
    }
}

/// Whether a line has the words of a block; its label may stand before them.
fn says((_, text): &Line, block: &Block, expected: &str) -> bool {
    let typed = |number: &str| text.split_once('\t') == Some((number, expected));
    // the space after the number of a note
    let note = block.kind == Kind::Footnote && text.trim_start() == expected;
    text == expected || note || block.number.as_deref().is_some_and(typed)
}

/// Whether the office counts to the label of a block, or has it as text.
fn is_labelled((label, text): &Line, block: &Block) -> bool {
    let number = block.number.as_deref();
    number.is_none_or(|number| {
        label == number || text.split_once('\t').is_some_and(|it| it.0 == number)
    })
}

/// The text of a block as a word processor shows it: references as the number of their note, formulas
/// and pictures as nothing, what has no form in Word as its source.
fn shown(block: &Block, notes: &mut Vec<String>) -> String {
    let mut atoms = block.atoms.iter().peekable();
    let mut text = String::new();
    for (at, character) in block.text.chars().enumerate() {
        if let Some(atom) = atoms.next_if(|atom| atom.at == at) {
            text.push_str(&source(&atom.kind, &atom.alt));
        } else if let Some(note) = note_at(block, at).filter(|_| character == PLACEHOLDER) {
            text.push_str(&number(note, notes).to_string());
        } else {
            text.push(character);
        }
    }
    text
}

fn source(kind: &AtomKind, alt: &str) -> String {
    let source = match kind {
        AtomKind::Image { .. } => return String::new(),
        AtomKind::RemoteImage { href } => href,
        AtomKind::Equation { source, .. } | AtomKind::Object { source, .. } => source,
    };
    if alt.is_empty() && !source.contains('\t') {
        return source.clone();
    }
    format!("{}\t{source}", alt.replace('\t', " "))
}

fn note_at(block: &Block, at: usize) -> Option<&str> {
    block.marks.iter().find_map(|mark| match &mark.kind {
        MarkKind::Note { note } if (mark.start..mark.end).contains(&at) => Some(note.as_str()),
        _ => None,
    })
}

/// Which note this is, counted by first references.
fn number(note: &str, notes: &mut Vec<String>) -> usize {
    let known = notes.iter().position(|known| known == note);
    let at = known.unwrap_or_else(|| {
        notes.push(note.to_owned());
        notes.len() - 1
    });
    at + 1
}
