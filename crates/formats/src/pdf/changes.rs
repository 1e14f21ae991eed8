//! A redline as what is laid out.

use std::{collections::HashMap, ops::Range};

use document::Kind;
use redline::{Change, ChangeKind, Redline, Segment};

use super::{
    credits::{Credits, once},
    nest::{Part, nest},
    remarks::{Lit, Remarks},
    runs::{Pen, Stretch},
    sheet::{Line, Note, Op, Run},
    text::{Text, label, unreferred},
};
use crate::{
    Side,
    note_numbers::NoteNumbers,
    shown::{Shown, shown},
};

/// The changes with the remarks on them: the newer text in its order, deletions where they stood.
pub(super) fn changes(
    redline: &Redline<'_>,
    remarks: &mut Remarks<'_>,
    credits: &Credits,
    pen: &mut Pen,
) -> Text {
    let shown = shown(redline);
    let mut notes = number_notes(redline, &shown, pen);
    let mut writer = Writer {
        redline,
        remarks,
        credits,
        pen,
        place: None,
    };
    let mut parts = Vec::new();
    for item in &shown {
        let line = writer.line(item);
        match note_of(item, writer.pen) {
            Some(note) => notes[note].lines.push(line),
            None if moved_note(item) => {}
            None => {
                let mut part = Part::new(item.block, line);
                part.cell.clone_from(&item.cell);
                parts.push(part);
            }
        }
    }
    let mut body = nest(parts);
    body.extend(unreferred(&mut notes, pen));
    Text { body, notes }
}

struct Writer<'a, 'r> {
    redline: &'a Redline<'a>,
    remarks: &'a mut Remarks<'r>,
    credits: &'a Credits,
    pen: &'a mut Pen,
    place: Option<Place<'a>>,
}

/// How far a change has been told.
struct Place<'a> {
    change: &'a Change<'a>,
    /// Block and offset in the newer and in the older text.
    at: [Option<(usize, usize)>; 2],
}

impl<'a> Place<'a> {
    fn start(change: &'a Change<'a>) -> Self {
        let first = |blocks: &Range<usize>| (!blocks.is_empty()).then_some((blocks.start, 0));
        Self {
            change,
            at: [first(&change.new), first(&change.old)],
        }
    }

    /// The parts of both texts that this segment is, and steps over it.
    fn step(&mut self, segment: &Segment<'_>) -> Vec<(Side, usize, Range<usize>)> {
        let length = segment.text.chars().count();
        let mut parts = Vec::new();
        for (side, other) in [
            (Side::New, redline::Op::Delete),
            (Side::Old, redline::Op::Insert),
        ] {
            let at = &mut self.at[usize::from(side == Side::Old)];
            let Some((block, offset)) = at.as_mut().filter(|_| segment.op != other) else {
                continue;
            };
            if segment.paragraph_break {
                (*block, *offset) = (*block + 1, 0);
            } else {
                parts.push((side, *block, *offset..*offset + length));
                *offset += length;
            }
        }
        parts
    }
}

impl<'a> Writer<'a, '_> {
    fn line(&mut self, shown: &Shown<'a>) -> Line {
        let change = shown.change;
        let mut place = match self.place.take() {
            Some(place) if std::ptr::eq(place.change, change) => place,
            _ => Place::start(change),
        };
        let before = place.at;
        let mut runs = move_sign(change.kind, shown.gone);
        for segment in shown.segments {
            runs.extend(self.segment(segment, &mut place, shown));
        }
        runs.extend(self.rest(before[0], Side::New));
        let over = place.at[0].is_none_or(|(block, _)| block + 1 >= change.new.end);
        if over {
            for block in change.old.clone() {
                runs.extend(self.remarks.rest(Side::Old, block));
            }
        }
        self.place = Some(place);
        Line {
            changed: self.is_changed(shown),
            gone: shown.gone,
            label: self.label(shown),
            runs: once(runs),
            ..Line::default()
        }
    }

    fn rest(&mut self, at: Option<(usize, usize)>, side: Side) -> Vec<Run> {
        at.map_or_else(Vec::new, |(block, _)| self.remarks.rest(side, block))
    }

    fn segment(
        &mut self,
        segment: &Segment<'_>,
        place: &mut Place<'_>,
        shown: &Shown<'_>,
    ) -> Vec<Run> {
        let parts = place.step(segment);
        let op = op(segment, shown.change.kind);
        if segment.paragraph_break {
            return vec![Run::plain("¶", op)];
        }
        let mut lit = Lit::default();
        let mut by = Vec::new();
        for (side, block, range) in parts {
            if side_of(op) == Some(side) {
                by.extend(self.credits.ends(side, block, range.clone()));
            }
            let found = self.remarks.over(side, block, range);
            lit.ranges.extend(found.ranges);
            lit.ends.extend(found.ends);
        }
        let document = match segment.op {
            redline::Op::Delete => self.redline.old,
            _ if shown.gone => self.redline.old,
            _ => self.redline.new,
        };
        self.pen.runs(&Stretch {
            document,
            text: segment.text,
            marks: &segment.marks,
            atoms: &segment.atoms,
            op,
            lit,
            by,
            code: shown.block.kind == Kind::Code,
        })
    }

    fn is_changed(&self, shown: &Shown<'_>) -> bool {
        shown.change.kind != ChangeKind::Same || self.redline.relabelled(shown.change).is_some()
    }

    /// The label, after the one that the block had; only the first block of a split was relabelled.
    fn label(&self, shown: &Shown<'_>) -> Vec<Run> {
        let first = self.redline.new_blocks(shown.change).first();
        let is_first = first.is_some_and(|first| std::ptr::eq(first, shown.block));
        let relabelled = self.redline.relabelled(shown.change).filter(|_| is_first);
        let Some((old, new)) = relabelled else {
            return label(shown.block, whole(shown));
        };
        let run = |number: Option<&str>, op| number.map(|number| Run::plain(number, op));
        let both = [run(old, Op::Delete), run(new, Op::Insert)];
        both.into_iter().flatten().collect()
    }
}

/// What became of the block as a whole.
fn whole(shown: &Shown<'_>) -> Op {
    match shown.change.kind {
        ChangeKind::Inserted => Op::Insert,
        ChangeKind::Deleted => Op::Delete,
        ChangeKind::MovedFrom { .. } => Op::MovedFrom,
        ChangeKind::MovedTo { .. } => Op::MovedTo,
        _ => Op::Same,
    }
}

/// The side that alone has a text of which this became; text that stayed is nobody's.
fn side_of(op: Op) -> Option<Side> {
    match op {
        Op::Insert | Op::MovedTo => Some(Side::New),
        Op::Delete | Op::MovedFrom => Some(Side::Old),
        Op::Same | Op::Reformat => None,
    }
}

fn op(segment: &Segment<'_>, kind: ChangeKind) -> Op {
    match (segment.op, kind) {
        (redline::Op::Insert, _) => Op::Insert,
        (redline::Op::Delete, _) => Op::Delete,
        (redline::Op::Same, ChangeKind::MovedFrom { .. }) => Op::MovedFrom,
        (redline::Op::Same, ChangeKind::MovedTo { .. }) => Op::MovedTo,
        (redline::Op::Same, _) if segment.old_marks.is_some() => Op::Reformat,
        (redline::Op::Same, ChangeKind::Reformatted) => Op::Reformat,
        (redline::Op::Same, _) => Op::Same,
    }
}

fn move_sign(kind: ChangeKind, away: bool) -> Vec<Run> {
    match kind {
        ChangeKind::MovedFrom { move_id } | ChangeKind::MovedTo { move_id } => {
            let number = move_id;
            vec![Run::Move { number, away }]
        }
        _ => Vec::new(),
    }
}

/// The older half of a moved note: notes stand where they are referred to, wherever they are listed.
fn moved_note(shown: &Shown<'_>) -> bool {
    shown.block.kind == Kind::Footnote && shown.gone
}

fn note_of(shown: &Shown<'_>, pen: &Pen) -> Option<usize> {
    let moved = matches!(shown.change.kind, ChangeKind::MovedFrom { .. });
    if shown.block.kind != Kind::Footnote || moved {
        return None;
    }
    let key = shown.block.note.as_deref().unwrap_or_default();
    pen.keys[usize::from(shown.gone)].get(key).copied()
}

/// The notes of the newer text under their numbers there, then those that are gone under theirs; a
/// note that stayed has the keys of both sides.
fn number_notes(redline: &Redline<'_>, shown: &[Shown<'_>], pen: &mut Pen) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut moved: HashMap<u32, usize> = HashMap::new();
    for item in shown.iter().filter(|it| is_present_note(it)) {
        let key = item.block.note.clone().unwrap_or_default();
        let note = add(&mut notes, &mut pen.keys[0], key, item);
        if let ChangeKind::MovedTo { move_id } = item.change.kind {
            moved.entry(move_id).or_insert(note);
        }
        for old in redline.old_blocks(item.change) {
            let key = old.note.clone().unwrap_or_default();
            pen.keys[1].entry(key).or_insert(note);
        }
    }
    for item in shown.iter().filter(|it| moved_note(it)) {
        let key = item.block.note.clone().unwrap_or_default();
        let there = match item.change.kind {
            ChangeKind::MovedFrom { move_id } => moved.get(&move_id).copied(),
            _ => None,
        };
        match there {
            Some(note) => drop(pen.keys[1].entry(key).or_insert(note)),
            None => drop(add(&mut notes, &mut pen.keys[1], key, item)),
        }
    }
    number(&mut notes);
    pen.referred = vec![false; notes.len()];
    notes
}

fn is_present_note(shown: &Shown<'_>) -> bool {
    shown.block.kind == Kind::Footnote && !shown.gone
}

fn add(
    notes: &mut Vec<Note>,
    keys: &mut HashMap<String, usize>,
    key: String,
    shown: &Shown<'_>,
) -> usize {
    *keys.entry(key).or_insert_with(|| {
        notes.push(Note {
            gone: shown.gone,
            end: shown.block.is_endnote(),
            ..Note::default()
        });
        notes.len() - 1
    })
}

/// Those of the newer text come first, so the numbers are the ones they have there; what is gone goes
/// on from there.
fn number(notes: &mut [Note]) {
    let mut counted = NoteNumbers::default();
    for note in notes {
        note.number = counted.next(note.end);
    }
}
