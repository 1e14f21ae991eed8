use std::ops::Range;

use crate::{Change, ChangeKind, Op, Redline};

/// Where text of the older document stands in the newer one. Offsets count scalar values.
#[derive(Debug, Clone)]
pub struct PositionMap {
    /// By old block, in order of the old text.
    kept: Vec<Vec<Kept>>,
}

/// Where a range of an old block stands in the newer document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// Index of the newer block that has most of it.
    pub block: usize,
    /// From the first to the last scalar value of it there, with what was inserted between.
    pub range: Range<usize>,
    /// Scalar values of the old range that survived there.
    pub kept: usize,
    /// Whether it moved, as against staying in place.
    pub moved: bool,
}

/// A stretch of text that both sides have.
#[derive(Debug, Clone)]
struct Kept {
    old: Range<usize>,
    block: usize,
    new_start: usize,
    moved: bool,
}

impl PositionMap {
    /// Prepares the map of a redline.
    pub fn new(redline: &Redline<'_>) -> Self {
        let mut map = Self {
            kept: vec![Vec::new(); redline.old.blocks.len()],
        };
        let sources = move_sources(redline);
        for change in &redline.changes {
            match change.kind {
                ChangeKind::MovedFrom { .. } => {}
                ChangeKind::MovedTo { move_id } => map.follow(change, sources[move_id as usize]),
                _ => map.follow(change, change.old.start),
            }
        }
        map
    }

    /// Where a range of an old block stands now; an empty range is where the text on either side of
    /// it stands. `None` when nothing of it survived.
    pub fn map(&self, old_block: usize, range: Range<usize>) -> Option<Mapped> {
        let kept = self.kept.get(old_block)?;
        if range.is_empty() {
            return map_point(kept, range.start);
        }
        let mut best: Option<Mapped> = None;
        let touched = kept.iter().filter_map(|kept| kept.clip(&range));
        for (block, moved, new) in touched {
            best = Some(match best {
                Some(mut best) if best.block == block => {
                    best.kept += new.len();
                    best.range.end = new.end;
                    best
                }
                Some(best) if best.kept >= new.len() => best,
                _ => Mapped {
                    block,
                    kept: new.len(),
                    range: new,
                    moved,
                },
            });
        }
        best
    }

    fn follow(&mut self, change: &Change<'_>, old_block: usize) {
        let (mut old, mut new) = ((old_block, 0), (change.new.start, 0));
        let moved = matches!(change.kind, ChangeKind::MovedTo { .. });
        for segment in &change.segments {
            let length = segment.text.chars().count();
            if segment.op == Op::Same {
                self.kept[old.0].push(Kept {
                    old: old.1..old.1 + length,
                    block: new.0,
                    new_start: new.1,
                    moved,
                });
            }
            for (place, other) in [(&mut old, Op::Insert), (&mut new, Op::Delete)] {
                if segment.op == other {
                    continue;
                }
                place.1 += length;
                if segment.paragraph_break {
                    *place = (place.0 + 1, 0);
                }
            }
        }
    }
}

impl Kept {
    /// The part of a range that this stretch has.
    fn clip(&self, range: &Range<usize>) -> Option<(usize, bool, Range<usize>)> {
        let start = range.start.max(self.old.start);
        let end = range.end.min(self.old.end);
        let shift = |at: usize| at - self.old.start + self.new_start;
        (start < end).then(|| (self.block, self.moved, shift(start)..shift(end)))
    }
}

/// The old block of each move, by its number.
fn move_sources(redline: &Redline<'_>) -> Vec<usize> {
    let mut sources = vec![0; redline.changes.len() + 1];
    for change in &redline.changes {
        if let ChangeKind::MovedFrom { move_id } = change.kind {
            sources[move_id as usize] = change.old.start;
        }
    }
    sources
}

fn map_point(kept: &[Kept], at: usize) -> Option<Mapped> {
    let stretch = kept
        .iter()
        .find(|kept| kept.old.start <= at && at <= kept.old.end)?;
    let place = at - stretch.old.start + stretch.new_start;
    Some(Mapped {
        block: stretch.block,
        range: place..place,
        kept: 0,
        moved: stretch.moved,
    })
}
