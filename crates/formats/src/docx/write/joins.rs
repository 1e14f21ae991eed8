//! Where two paragraphs of one side run on as one paragraph of the other.
//!
//! pandoc puts a space there when it takes the tracked paragraph mark away. What only the side without
//! the mark has may stand before or behind it: it stands where that side has a space.

use redline::{Change, ChangeKind, Op, Segment};

use super::parting::holds_note;

/// The same split or merge with its paragraph marks at spaces of the joined text, as far as they can be.
pub(super) fn at_spaces<'a>(change: &Change<'a>) -> Change<'a> {
    let joined = match change.kind {
        ChangeKind::Split => Op::Delete,
        ChangeKind::Merged => Op::Insert,
        _ => return change.clone(),
    };
    let mut change = change.clone();
    for at in 0..change.segments.len() {
        if change.segments[at].paragraph_break {
            shift(&mut change.segments, at, joined);
        }
    }
    change
}

/// Moves what only the joined side has to the other side of the break at this place.
fn shift(segments: &mut [Segment<'_>], at: usize, joined: Op) {
    if spaced(segments, at, joined) {
        return;
    }
    let movable = |segment: &&Segment<'_>| segment.op != Op::Same && !segment.paragraph_break;
    let before = segments[..at].iter().rev().take_while(movable).count();
    let after = segments[at + 1..].iter().take_while(movable).count();
    let (first, last) = (at - before, at + after);
    if may_go(&segments[first..at], joined) && spaced(segments, first, joined) {
        segments[first..=at].sort_by_key(|segment| segment.op == joined);
    } else if may_go(&segments[at + 1..=last], joined) && spaced(segments, last + 1, joined) {
        segments[at..=last].sort_by_key(|segment| segment.op != joined);
    }
}

fn may_go(hunk: &[Segment<'_>], joined: Op) -> bool {
    let mut going = hunk
        .iter()
        .filter(|segment| segment.op == joined)
        .peekable();
    going.peek().is_some() && !going.any(holds_note)
}

/// Whether the joined text has white space before or behind what begins at this place.
fn spaced(segments: &[Segment<'_>], at: usize, joined: Op) -> bool {
    let here = |segment: &&Segment<'_>| {
        (segment.op == Op::Same || segment.op == joined) && !segment.text.is_empty()
    };
    let before = segments[..at].iter().rev().find(here);
    let after = segments[at..].iter().find(here);
    before.is_none_or(|it| it.text.ends_with(char::is_whitespace))
        || after.is_none_or(|it| it.text.starts_with(char::is_whitespace))
}
