//! Splits and merges that not every program reads alike.
//!
//! A split is a tracked paragraph mark between text that stays. pandoc, when it rejects the mark
//! (or accepts a merge), carries the text before it on to the next paragraph, but drops it into
//! the first note that it meets there, and it takes no notice of the marks of headings. Where a
//! later paragraph holds a note or an earlier one is a heading, the text is therefore written as
//! deleted in the one place and inserted in the other, which every program reads alike.

use document::{Block, Kind, Mark, MarkKind};
use redline::{Change, ChangeKind, Op, Redline, Segment};

use super::joins;

/// The same redline without splits and merges that some program reads otherwise.
pub(super) fn without_doubtful_joins<'a>(redline: &Redline<'a>) -> Redline<'a> {
    Redline {
        old: redline.old,
        new: redline.new,
        changes: redline
            .changes
            .iter()
            .flat_map(|it| parted(redline, it))
            .collect(),
    }
}

fn parted<'a>(redline: &Redline<'a>, change: &Change<'a>) -> Vec<Change<'a>> {
    let mut pieces = change.segments.split(|segment| segment.paragraph_break);
    let first = pieces.next().unwrap_or_default();
    let later: Vec<&[Segment<'a>]> = pieces.collect();
    let several = match change.kind {
        ChangeKind::Split => redline.new_blocks(change),
        _ => redline.old_blocks(change),
    };
    let after_heading = several
        .split_last()
        .is_some_and(|(_, earlier)| earlier.iter().any(is_heading));
    if !after_heading && !later.iter().copied().flatten().any(holds_note) {
        return vec![joins::at_spaces(change)];
    }
    match change.kind {
        ChangeKind::Split => retyped(change, first, &later, Op::Delete, Op::Insert),
        ChangeKind::Merged => retyped(change, first, &later, Op::Insert, Op::Delete),
        _ => vec![change.clone()],
    }
}

/// The first paragraph with what the later ones have on the side that is one paragraph, then each
/// later one with what it has on the side that is several.
fn retyped<'a>(
    change: &Change<'a>,
    first: &[Segment<'a>],
    later: &[&[Segment<'a>]],
    joined: Op,
    parted: Op,
) -> Vec<Change<'a>> {
    let tail = later.iter().flat_map(|piece| side(piece, joined));
    let head = Change {
        kind: ChangeKind::Edited,
        old: change.old.start..change.old.start + 1,
        new: change.new.start..change.new.start + 1,
        segments: first.iter().cloned().chain(tail).collect(),
    };
    let rest = later.iter().zip(1..).map(|(piece, at)| {
        let segments = side(piece, parted).collect();
        alone(change, at, parted, segments)
    });
    std::iter::once(head).chain(rest).collect()
}

/// The paragraph at this place of a split or merge, as one that only one side has.
fn alone<'a>(change: &Change<'a>, at: usize, op: Op, segments: Vec<Segment<'a>>) -> Change<'a> {
    let (old, new) = (change.old.start + at, change.new.start + at);
    let inserted = op == Op::Insert;
    Change {
        kind: if inserted {
            ChangeKind::Inserted
        } else {
            ChangeKind::Deleted
        },
        old: if inserted {
            change.old.end..change.old.end
        } else {
            old..old + 1
        },
        new: if inserted {
            new..new + 1
        } else {
            change.new.end..change.new.end
        },
        segments,
    }
}

/// What stands on one side, as if it stood on no other.
fn side<'a>(piece: &[Segment<'a>], op: Op) -> impl Iterator<Item = Segment<'a>> {
    let here = piece
        .iter()
        .filter(move |segment| segment.op == Op::Same || segment.op == op);
    here.cloned().map(move |mut segment| {
        let old_marks = segment.old_marks.take();
        if op == Op::Delete && segment.op == Op::Same {
            segment.marks = old_marks.unwrap_or(segment.marks);
        }
        segment.op = op;
        segment
    })
}

fn is_heading(block: &Block) -> bool {
    block.kind == Kind::Heading
}

pub(super) fn holds_note(segment: &Segment<'_>) -> bool {
    let is_note = |mark: &Mark| matches!(mark.kind, MarkKind::Note { .. });
    segment
        .marks
        .iter()
        .chain(segment.old_marks.iter().flatten())
        .any(is_note)
}
