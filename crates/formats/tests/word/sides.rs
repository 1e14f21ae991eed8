//! Accepting all gives the newer text, rejecting all the older one, whoever does it.

use std::{fs, thread};

use document::{AtomKind, Block, Document, Kind, MarkKind, PLACEHOLDER};
use serde_json::json;

use crate::{
    judges::{
        cases::{self, Case},
        pandoc,
    },
    known::{self, Judge},
    office, real,
};

type Line = (String, String);

/// Holds what a program gets wrong to what is known of it, exactly where the program is the one that
/// the list was made with: what it gets right meanwhile is struck from the list.
fn report(judge: &Judge, all: &[(String, Verdict)]) {
    let mut unlike = Vec::new();
    for (name, verdict) in all {
        let known = judge.known.iter().find(|known| known.side == name);
        let allowed = known.map_or([0; 3], |known| known.wrong);
        let found = verdict.figures();
        if found != [0; 3] {
            let why = known.map_or("not known", |known| known.why);
            println!("{}, {name}: {found:?}, {why}", judge.name);
        }
        let more = found
            .iter()
            .zip(allowed)
            .any(|(found, allowed)| *found > allowed);
        if more || judge.is_listed_version && found != allowed {
            let first = verdict.text.iter().take(3);
            let first: Vec<&str> = first.map(String::as_str).collect();
            unlike.push(format!(
                "{name}: {found:?}, not {allowed:?}\n  {}",
                first.join("\n  ")
            ));
        }
    }
    let right = all.iter().filter(|(_, verdict)| verdict.text.is_empty());
    println!(
        "{}: the words of {} of {} sides are right",
        judge.name,
        right.count(),
        all.len()
    );
    assert!(unlike.is_empty(), "{}: {}", judge.name, unlike.join("\n"));
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
    report(&known::pandoc(), &all);
}

fn by_pandoc(cases: &[Case]) -> Vec<(String, Verdict)> {
    let mut all = Vec::new();
    for case in cases {
        let bytes = real::write(case);
        for (side, document) in [("accept", &case.2), ("reject", &case.1)] {
            let text = pandoc::differences(&bytes, side, document).unwrap();
            let verdict = Verdict {
                text,
                ..Verdict::default()
            };
            all.push((format!("{}, {side}", case.0), verdict));
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
    let cases = [cases::of_references(), real::redlines()].concat();
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
    report(&known::libreoffice(), &judged.collect::<Vec<_>>());
}

/// How far what a program shows is what the document has.
#[derive(Debug, Default, Clone)]
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
    let mut notes = Notes::of(document);
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
    fn figures(&self) -> [usize; 3] {
        [self.text.len(), self.empty, self.labels]
    }

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
fn shown(block: &Block, notes: &mut Notes<'_>) -> String {
    let mut atoms = block.atoms.iter().peekable();
    let mut text = String::new();
    for (at, character) in block.text.chars().enumerate() {
        if let Some(atom) = atoms.next_if(|atom| atom.at == at) {
            text.push_str(&source(&atom.kind, &atom.alt));
        } else if let Some(note) = note_at(block, at).filter(|_| character == PLACEHOLDER) {
            text.push_str(&notes.number(note));
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

/// Notes counted by first references: 1, 2, 3 at the foot of the page, i, ii, iii at the end of the text.
struct Notes<'d> {
    document: &'d Document,
    seen: [Vec<String>; 2],
}

impl<'d> Notes<'d> {
    fn of(document: &'d Document) -> Self {
        let seen = Default::default();
        Self { document, seen }
    }

    fn number(&mut self, note: &str) -> String {
        let mut blocks = self.document.blocks.iter();
        let end = blocks.any(|block| block.is_endnote() && block.note.as_deref() == Some(note));
        let seen = &mut self.seen[usize::from(end)];
        let known = seen.iter().position(|known| known == note);
        let at = known.unwrap_or_else(|| {
            seen.push(note.to_owned());
            seen.len() - 1
        });
        match end {
            true => ["i", "ii", "iii"][at].to_owned(),
            false => (at + 1).to_string(),
        }
    }
}
