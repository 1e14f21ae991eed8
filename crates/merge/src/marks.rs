//! Three-way merge of formatting over text that all three versions share.

use std::collections::BTreeMap;

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
