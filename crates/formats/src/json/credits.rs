//! Whose changes the segments of a redline are.

use std::collections::HashMap;

use ::document::{Atom, Offsets, slice_marks};
use ::redline::{Change, ChangeKind, Op, Redline, Segment};

use crate::{Credit, Side};

/// A redline's segments, cut where one's change ends and another's begins.
#[derive(Debug)]
pub(super) struct Credits<'a> {
    by_block: HashMap<(Side, usize), Vec<&'a Credit>>,
    /// By the number of a move, the old block.
    moved: HashMap<u32, usize>,
}

/// A segment, and whose it is.
pub(super) type Credited<'a> = (Segment<'a>, Option<&'a Credit>);

impl<'a> Credits<'a> {
    pub(super) fn new(redline: &Redline<'_>, credits: &'a [Credit]) -> Self {
        let mut by_block: HashMap<_, Vec<&Credit>> = HashMap::new();
        for credit in credits {
            let here = by_block.entry((credit.side, credit.block)).or_default();
            here.push(credit);
        }
        for here in by_block.values_mut() {
            here.sort_by_key(|credit| credit.start);
        }
        let moved = redline
            .changes
            .iter()
            .filter_map(|change| match change.kind {
                ChangeKind::MovedFrom { move_id } => Some((move_id, change.old.start)),
                _ => None,
            });
        Self {
            by_block,
            moved: moved.collect(),
        }
    }

    /// The segments of a change.
    pub(super) fn of(&self, change: &'a Change<'a>) -> Vec<Credited<'a>> {
        let old = match change.kind {
            ChangeKind::MovedTo { move_id } => self.moved.get(&move_id).copied(),
            _ => Some(change.old.start),
        };
        let mut old = (old.unwrap_or(usize::MAX), 0);
        let mut new = (change.new.start, 0);
        let mut cut = Vec::with_capacity(change.segments.len());
        for segment in &change.segments {
            let length = segment.text.chars().count();
            let on = |op: Op| segment.op == Op::Same || segment.op == op;
            match segment.op {
                Op::Insert if length > 0 => self.cut(segment, (Side::New, new.0), new.1, &mut cut),
                Op::Delete if length > 0 => self.cut(segment, (Side::Old, old.0), old.1, &mut cut),
                _ => cut.push((segment.clone(), None)),
            }
            for (place, op) in [(&mut old, Op::Delete), (&mut new, Op::Insert)] {
                if on(op) {
                    place.1 += length;
                    if segment.paragraph_break {
                        *place = (place.0 + 1, 0);
                    }
                }
            }
        }
        cut
    }

    /// Adds the pieces of a segment that stands at this place of a block.
    fn cut(
        &self,
        segment: &Segment<'a>,
        block: (Side, usize),
        at: usize,
        cut: &mut Vec<Credited<'a>>,
    ) {
        let offsets = Offsets::new(segment.text);
        let length = offsets.length();
        let mut done = 0;
        let nothing = Vec::new();
        for credit in self.by_block.get(&block).unwrap_or(&nothing) {
            let start = credit.start.saturating_sub(at).clamp(done, length);
            let end = credit.end.saturating_sub(at).clamp(start, length);
            if start == end {
                continue;
            }
            if start > done {
                cut.push((piece(segment, &offsets, done, start), None));
            }
            cut.push((piece(segment, &offsets, start, end), Some(credit)));
            done = end;
        }
        if done < length {
            cut.push((piece(segment, &offsets, done, length), None));
        }
    }
}

fn piece<'a>(
    segment: &Segment<'a>,
    offsets: &Offsets<'a>,
    start: usize,
    end: usize,
) -> Segment<'a> {
    let atoms = segment.atoms.iter();
    let here = atoms.filter(|atom| (start..end).contains(&atom.at));
    let shifted = here.map(|atom| Atom {
        at: atom.at - start,
        ..atom.clone()
    });
    Segment {
        op: segment.op,
        text: &segment.text[offsets.byte(start)..offsets.byte(end)],
        marks: slice_marks(&segment.marks, start..end),
        old_marks: None,
        atoms: shifted.collect(),
        paragraph_break: segment.paragraph_break && end == offsets.length(),
    }
}
