//! Which notes a file has. They are found in the flow before it is written: of several references to a
//! note the first in the file may be one that only one side has, and its own reference must be one that
//! every side has on which the note stands. The others become cross-references to that one.

use std::collections::{HashMap, HashSet};

use document::{Document, Mark, MarkKind};

use super::{
    flow::{self, Fate, Flow, Paragraph, Span},
    format::Sweep,
    script::Script,
};
use crate::{Side, docx::roman};

/// What a note is called on each side that has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// The notes of a file in the order of first mentions.
#[derive(Debug, Default)]
pub(super) struct NoteList {
    list: Vec<Keys>,
    /// Which of the list a key means on the older and on the newer side.
    of: [HashMap<String, usize>; 2],
    /// The keys of endnotes on the older and on the newer side.
    ends: [HashSet<String>; 2],
    /// Notes that nothing refers to.
    lone: Vec<usize>,
    /// Notes whose own reference is written.
    referred: HashSet<usize>,
}

const OLD: usize = 0;
const NEW: usize = 1;

fn index(side: Side) -> usize {
    match side {
        Side::Old => OLD,
        Side::New => NEW,
    }
}

impl Keys {
    fn of(side: Side, key: &str) -> Self {
        let (mut old, mut new) = (None, None);
        match side {
            Side::Old => old = Some(key.to_owned()),
            Side::New => new = Some(key.to_owned()),
        }
        Self { old, new }
    }

    /// What became of the note as a whole.
    pub(super) fn fate(&self) -> Fate {
        match (&self.old, &self.new) {
            (Some(_), None) => Fate::Deleted,
            (None, Some(_)) => Fate::Inserted,
            _ => Fate::Same,
        }
    }

    /// Whether what has this fate stands on every side on which the note stands.
    fn within(&self, fate: Fate) -> bool {
        (self.old.is_none() || fate.on_old()) && (self.new.is_none() || fate.on_new())
    }
}

impl NoteList {
    pub(super) fn new(script: &Script<'_, '_>, body: &[Flow<'_>]) -> Self {
        let ends = |document: &Document| {
            let ends = document.blocks.iter().filter(|block| block.is_endnote());
            ends.filter_map(|block| block.note.clone()).collect()
        };
        let mut list = Self {
            ends: [ends(script.redline.old), ends(script.redline.new)],
            ..Self::default()
        };
        let mut references = Vec::new();
        for flow in body {
            gather_in(flow, &mut references);
        }
        list.take(&references);
        list.follow(script, 0);
        list.add_lone(script);
        list
    }

    /// Takes in references in the order of the file. Two keys are of one note where a reference that
    /// stayed says so first.
    fn take(&mut self, references: &[Keys]) {
        let mut pairs: HashMap<&str, &str> = HashMap::new();
        let mut paired = HashSet::new();
        for keys in references {
            if let (Some(old), Some(new)) = (&keys.old, &keys.new)
                && self.may_pair(old, new)
                && !pairs.contains_key(old.as_str())
                && paired.insert(new)
            {
                pairs.insert(old, new);
            }
        }
        let back: HashMap<&str, &str> = pairs.iter().map(|(old, new)| (*new, *old)).collect();
        for keys in references {
            let of_old = keys
                .old
                .as_deref()
                .map(|old| (Side::Old, old, pairs.get(old)));
            let of_new = keys
                .new
                .as_deref()
                .map(|new| (Side::New, new, back.get(new)));
            for (side, key, other) in of_old.into_iter().chain(of_new) {
                let mut keys = Keys::of(side, key);
                match side {
                    Side::Old => keys.new = other.map(|key| (*key).to_owned()),
                    Side::New => keys.old = other.map(|key| (*key).to_owned()),
                }
                if self.number(side, key).is_none() {
                    self.add(keys);
                }
            }
        }
    }

    fn may_pair(&self, old: &str, new: &str) -> bool {
        let free = !self.of[OLD].contains_key(old) && !self.of[NEW].contains_key(new);
        free && self.ends[OLD].contains(old) == self.ends[NEW].contains(new)
    }

    fn add(&mut self, keys: Keys) -> usize {
        let note = self.list.len();
        for (side, key) in [(OLD, &keys.old), (NEW, &keys.new)] {
            if let Some(key) = key {
                self.of[side].insert(key.clone(), note);
            }
        }
        self.list.push(keys);
        note
    }

    /// Notes may refer to further notes.
    fn follow(&mut self, script: &Script<'_, '_>, from: usize) {
        if !script.has_notes_in_notes() {
            return;
        }
        let mut next = from;
        while let Some(keys) = self.list.get(next).cloned() {
            next += 1;
            let mut references = Vec::new();
            for paragraph in &script.note(keys.old.as_deref(), keys.new.as_deref()) {
                gather(paragraph, &mut references);
            }
            self.take(&references);
        }
    }

    /// Adds the notes that nothing refers to, in the order of both sides.
    fn add_lone(&mut self, script: &Script<'_, '_>) {
        let pairs = script.notes_in_place();
        let old = script.note_keys(Side::Old);
        let mut left = old.as_slice();
        for new in script.note_keys(Side::New) {
            let mut keys = Keys::of(Side::New, new);
            let pair = pairs.get(new).copied();
            let at = pair.and_then(|old| left.iter().position(|it| *it == old));
            if let (Some(old), Some(at)) = (pair, at)
                && self.may_pair(old, new)
            {
                for gone in &left[..at] {
                    self.add_one_lone(Keys::of(Side::Old, gone), script);
                }
                left = &left[at + 1..];
                keys.old = self.may_pair(old, new).then(|| old.to_owned());
            }
            self.add_one_lone(keys, script);
        }
        for gone in left {
            self.add_one_lone(Keys::of(Side::Old, gone), script);
        }
        // what a pair left over
        for gone in old {
            self.add_one_lone(Keys::of(Side::Old, gone), script);
        }
    }

    fn add_one_lone(&mut self, keys: Keys, script: &Script<'_, '_>) {
        let known = |side: usize, key: &Option<String>| {
            key.as_ref()
                .is_some_and(|key| self.of[side].contains_key(key))
        };
        if !known(OLD, &keys.old) && !known(NEW, &keys.new) {
            let note = self.add(keys);
            self.lone.push(note);
            self.follow(script, note);
        }
    }

    /// Which note a key means on a side.
    pub(super) fn number(&self, side: Side, key: &str) -> Option<usize> {
        self.of[index(side)].get(key).copied()
    }

    pub(super) fn all(&self) -> &[Keys] {
        &self.list
    }

    /// Notes that nothing refers to.
    pub(super) fn lone(&self) -> &[usize] {
        &self.lone
    }

    /// Whether a reference of this fate is to be the note's own; only the first is.
    pub(super) fn takes(&mut self, note: usize, fate: Fate) -> bool {
        self.list[note].within(fate) && self.referred.insert(note)
    }

    /// The number that word processors give to a note on the newest side that has it.
    pub(super) fn label(&self, note: usize) -> String {
        let keys = &self.list[note];
        let kind = self.kind(keys);
        let beside =
            |other: &&Keys| self.kind(other) == kind && (keys.new.is_none() || other.new.is_some());
        let number = self.list[..=note].iter().filter(beside).count();
        match kind {
            "endnote" => roman(u32::try_from(number).unwrap_or(u32::MAX)),
            _ => number.to_string(),
        }
    }

    /// What the elements of a note are called.
    pub(super) fn kind(&self, keys: &Keys) -> &'static str {
        let end = match (&keys.new, &keys.old) {
            (Some(new), _) => self.ends[NEW].contains(new),
            (None, Some(old)) => self.ends[OLD].contains(old),
            (None, None) => false,
        };
        if end { "endnote" } else { "footnote" }
    }
}

fn gather_in(flow: &Flow<'_>, references: &mut Vec<Keys>) {
    match flow {
        Flow::Paragraph(paragraph) => gather(paragraph, references),
        Flow::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            for paragraph in cells.flat_map(|cell| &cell.paragraphs) {
                gather(paragraph, references);
            }
        }
    }
}

/// The references of a paragraph, each with its key on every side that has it.
fn gather(paragraph: &Paragraph<'_>, references: &mut Vec<Keys>) {
    for span in &paragraph.spans {
        let before = span.old_marks.as_deref().unwrap_or(&span.marks);
        let mut spots: Vec<usize> = spots(&span.marks).chain(spots(before)).collect();
        spots.sort_unstable();
        spots.dedup();
        for at in spots {
            let (old, new) = named(span, at);
            let own = |key: Option<&str>| key.map(str::to_owned);
            let keys = Keys {
                old: own(old.filter(|_| span.fate.on_old())),
                new: own(new.filter(|_| span.fate.on_new())),
            };
            if link(before, at) == link(&span.marks, at) {
                references.push(keys);
            } else {
                // where a link changed, its text goes and comes
                references.push(Keys {
                    new: None,
                    ..keys.clone()
                });
                references.push(Keys { old: None, ..keys });
            }
        }
    }
}

/// The keys on the older and on the newer side of the reference that stands there.
pub(super) fn named<'s>(span: &'s Span<'_>, at: usize) -> (Option<&'s str>, Option<&'s str>) {
    let new = flow::note_at(&span.marks, at);
    let before = span.old_marks.as_deref().unwrap_or(&span.marks);
    (flow::note_at(before, at).or(new), new)
}

fn spots(marks: &[Mark]) -> impl Iterator<Item = usize> {
    let notes = marks
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Note { .. }));
    notes.map(|mark| mark.start)
}

fn link(marks: &[Mark], at: usize) -> Option<super::format::Link> {
    Sweep::new(marks).at(at).link
}
