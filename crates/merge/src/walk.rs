//! A redline, stretch by stretch, with places counted in both texts.

use redline::{Change, ChangeKind, Op, Redline};

use crate::text::Map;

/// A place in one of the two texts: a block and an offset in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct At {
    pub(crate) block: usize,
    pub(crate) offset: usize,
}

/// A stretch of one change. Of a deletion only the old place counts, of an insertion the new one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// Index of the change.
    pub(crate) change: usize,
    pub(crate) op: Op,
    pub(crate) old: At,
    pub(crate) new: At,
    pub(crate) length: usize,
}

/// Every stretch of text in the order of the changes, that of a moved block where it stands now.
pub(crate) fn walk(redline: &Redline<'_>, take: &mut dyn FnMut(Stretch)) {
    let mut homes: Map<u32, usize> = Map::default();
    for change in &redline.changes {
        if let ChangeKind::MovedFrom { move_id } = change.kind {
            homes.insert(move_id, change.old.start);
        }
    }
    for (index, change) in redline.changes.iter().enumerate() {
        let old = match change.kind {
            ChangeKind::MovedFrom { .. } => continue,
            ChangeKind::MovedTo { move_id } => homes.get(&move_id).copied(),
            _ => None,
        };
        walk_change(index, change, old.unwrap_or(change.old.start), take);
    }
}

fn walk_change(index: usize, change: &Change<'_>, old: usize, take: &mut dyn FnMut(Stretch)) {
    let start = |block| At { block, offset: 0 };
    let (mut old, mut new) = (start(old), start(change.new.start));
    for segment in &change.segments {
        let length = segment.text.chars().count();
        take(Stretch {
            change: index,
            op: segment.op,
            old,
            new,
            length,
        });
        for (at, other) in [(&mut old, Op::Insert), (&mut new, Op::Delete)] {
            if segment.op == other {
                continue;
            }
            at.offset += length;
            if segment.paragraph_break {
                *at = start(at.block + 1);
            }
        }
    }
}
