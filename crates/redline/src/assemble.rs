use std::{iter::Peekable, ops::Range};

use document::{Block, Document, Mark, MarkKind};

use crate::{
    Change, ChangeKind, Op, Segment,
    plan::{Pair, Plan},
    stretch::segments,
};

/// Spells a plan out in reading order of the newer document, deletions where they stood.
pub(crate) fn changes<'a>(old: &'a Document, new: &'a Document, plan: &Plan) -> Vec<Change<'a>> {
    let mut assembly = Assembly::new(old, new, plan);
    for pair in plan.pairs.iter().filter(|pair| !pair.link.moved) {
        assembly.old_until(pair.link.old.start);
        assembly.new_until(pair.link.new.start);
        assembly.in_place(pair);
    }
    assembly.old_until(old.blocks.len());
    assembly.new_until(new.blocks.len());
    assembly.changes
}

struct Assembly<'a, 'p> {
    old: &'a Document,
    new: &'a Document,
    /// Moves by where they come from and by where they go, with their numbers.
    leaving: Peekable<std::vec::IntoIter<(u32, &'p Pair)>>,
    arriving: Peekable<std::vec::IntoIter<(u32, &'p Pair)>>,
    old_at: usize,
    new_at: usize,
    changes: Vec<Change<'a>>,
}

impl<'a, 'p> Assembly<'a, 'p> {
    fn new(old: &'a Document, new: &'a Document, plan: &'p Plan) -> Self {
        let mut arriving: Vec<&Pair> = plan.pairs.iter().filter(|pair| pair.link.moved).collect();
        arriving.sort_by_key(|pair| pair.link.new.start);
        let arriving: Vec<(u32, &Pair)> = (1..).zip(arriving).collect();
        let mut leaving = arriving.clone();
        leaving.sort_by_key(|(_, pair)| pair.link.old.start);
        Self {
            old,
            new,
            leaving: leaving.into_iter().peekable(),
            arriving: arriving.into_iter().peekable(),
            old_at: 0,
            new_at: 0,
            changes: Vec::with_capacity(new.blocks.len()),
        }
    }

    fn old_until(&mut self, end: usize) {
        for index in self.old_at..end {
            let block = &self.old.blocks[index];
            let moved = self
                .leaving
                .next_if(|(_, pair)| pair.link.old.start == index);
            let (kind, op) = match moved {
                Some((move_id, _)) => (ChangeKind::MovedFrom { move_id }, Op::Same),
                None => (ChangeKind::Deleted, Op::Delete),
            };
            self.changes.push(Change {
                kind,
                old: index..index + 1,
                new: self.new_at..self.new_at,
                segments: whole(block, op),
            });
        }
        self.old_at = end.max(self.old_at);
    }

    fn new_until(&mut self, end: usize) {
        for index in self.new_at..end {
            let block = &self.new.blocks[index];
            let moved = self
                .arriving
                .next_if(|(_, pair)| pair.link.new.start == index);
            let (kind, segments) = match moved {
                Some((move_id, pair)) => (
                    ChangeKind::MovedTo { move_id },
                    segments(self.old, self.new, &pair.script),
                ),
                None => (ChangeKind::Inserted, whole(block, Op::Insert)),
            };
            self.changes.push(Change {
                kind,
                old: self.old_at..self.old_at,
                new: index..index + 1,
                segments,
            });
        }
        self.new_at = end.max(self.new_at);
    }

    fn in_place(&mut self, pair: &Pair) {
        let segments = segments(self.old, self.new, &pair.script);
        let (old, new) = (pair.link.old.clone(), pair.link.new.clone());
        (self.old_at, self.new_at) = (old.end, new.end);
        self.changes.push(Change {
            kind: self.kind(&old, &new, &segments),
            old,
            new,
            segments,
        });
    }

    fn kind(&self, old: &Range<usize>, new: &Range<usize>, segments: &[Segment<'_>]) -> ChangeKind {
        if old.len() < new.len() {
            return ChangeKind::Split;
        }
        if old.len() > new.len() {
            return ChangeKind::Merged;
        }
        if segments.iter().any(|segment| segment.op != Op::Same) {
            return ChangeKind::Edited;
        }
        let (old, new) = (&self.old.blocks[old.start], &self.new.blocks[new.start]);
        if same_form(old, new) && segments.iter().all(same_marks) {
            ChangeKind::Same
        } else {
            ChangeKind::Reformatted
        }
    }
}

/// Whether the marks differ in nothing but the keys of notes: a reference that stayed is to the
/// same note.
fn same_marks(segment: &Segment<'_>) -> bool {
    fn seen(marks: &[Mark]) -> impl Iterator<Item = &Mark> {
        marks
            .iter()
            .filter(|mark| !matches!(mark.kind, MarkKind::Note { .. }))
    }
    segment
        .old_marks
        .as_ref()
        .is_none_or(|old| seen(old).eq(seen(&segment.marks)))
}

/// Whether two blocks look alike to a reader: everything but text, marks and what numbering gives.
fn same_form(old: &Block, new: &Block) -> bool {
    let cell = |block: &Block| {
        block
            .cell
            .as_ref()
            .map(|cell| (cell.row_span, cell.column_span, cell.header))
    };
    old.kind == new.kind
        && old.level == new.level
        && old.ordered == new.ordered
        && old.info == new.info
        && cell(old) == cell(new)
}

fn whole(block: &Block, op: Op) -> Vec<Segment<'_>> {
    if block.text.is_empty() {
        return Vec::new();
    }
    vec![Segment {
        op,
        text: &block.text,
        marks: block.marks.clone(),
        old_marks: None,
        atoms: block.atoms.clone(),
        paragraph_break: false,
    }]
}
