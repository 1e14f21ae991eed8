//! Three-way merge of formatting over text that all three versions share.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use document::{Mark, MarkKind};

/// On how many of one version's marks a place stands, for base, ours and theirs.
type Cover = [i32; 3];

/// The marks over text that stands in all three versions. Each property is decided by itself at each
/// place: it is what the side says that changed it.
pub(crate) fn merge(base: &[Mark], ours: &[Mark], theirs: &[Mark]) -> Vec<Mark> {
    let mut borders: BTreeMap<&MarkKind, Vec<(usize, usize, i32)>> = BTreeMap::new();
    for (side, marks) in [base, ours, theirs].into_iter().enumerate() {
        for mark in marks.iter().filter(|mark| !is_note(mark)) {
            let of_kind = borders.entry(&mark.kind).or_default();
            of_kind.push((mark.start, side, 1));
            of_kind.push((mark.end, side, -1));
        }
    }
    let decided = borders.into_iter().flat_map(|(kind, mut borders)| {
        borders.sort_unstable();
        sweep(kind, &borders)
    });
    decided.chain(notes(ours, theirs)).collect()
}

/// Notes belong to their placeholders: text that all versions share has the same ones in each.
fn notes(ours: &[Mark], theirs: &[Mark]) -> Vec<Mark> {
    let mut notes: Vec<Mark> = ours
        .iter()
        .chain(theirs)
        .filter(|mark| is_note(mark))
        .cloned()
        .collect();
    notes.sort();
    notes.dedup();
    notes
}

pub(crate) fn is_note(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Note { .. })
}

fn sweep(kind: &MarkKind, borders: &[(usize, usize, i32)]) -> Vec<Mark> {
    let mut cover: Cover = [0; 3];
    let mut marks = Vec::new();
    let mut start = None;
    for (index, &(at, side, step)) in borders.iter().enumerate() {
        cover[side] += step;
        if borders.get(index + 1).is_some_and(|next| next.0 == at) {
            continue;
        }
        match (start, stands(cover)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                marks.push(Mark {
                    start: from,
                    end: at,
                    kind: kind.clone(),
                });
                start = None;
            }
            _ => {}
        }
    }
    marks
}

fn stands([base, ours, theirs]: Cover) -> bool {
    let (base, ours, theirs) = (base > 0, ours > 0, theirs > 0);
    if ours == base { theirs } else { ours }
}

/// Whether two links lie over one place.
pub(crate) fn links_collide(marks: &[Mark]) -> bool {
    let mut end = 0;
    marks
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Link { .. }))
        .any(|link| {
            let collides = link.start < end;
            end = end.max(link.end);
            collides
        })
}

/// The stretches of a text of this length on which two sets of marks agree or differ throughout.
pub(crate) fn differences(
    one: &[Mark],
    other: &[Mark],
    length: usize,
) -> Vec<(bool, Range<usize>)> {
    let all = one.iter().chain(other);
    let mut borders: Vec<usize> = all.flat_map(|mark| [mark.start, mark.end]).collect();
    borders.extend([0, length]);
    borders.sort_unstable();
    borders.dedup();
    let mut stretches: Vec<(bool, Range<usize>)> = Vec::new();
    for border in borders.windows(2) {
        let range = border[0]..border[1];
        let differs = one != other && over(one, &range) != over(other, &range);
        match stretches.last_mut() {
            Some((before, last)) if *before == differs => last.end = range.end,
            _ => stretches.push((differs, range)),
        }
    }
    stretches
}

/// What lies over all of a range that no mark begins or ends in.
fn over<'a>(marks: &'a [Mark], range: &Range<usize>) -> BTreeSet<&'a MarkKind> {
    let lies = |mark: &&Mark| mark.start <= range.start && range.end <= mark.end;
    marks.iter().filter(lies).map(|mark| &mark.kind).collect()
}
