use std::{iter::zip, ops::Range};

use document::Block;

use super::{
    bag::Bags,
    fit::fit,
    pairing::Pairing,
    unit::{Region, Units, column},
};
use crate::plan::Link;

/// What two cells or two paragraphs of a cell are worth for being a pair at all, so that a figure
/// that was replaced is an edit of its cell.
const PAIR: u32 = 4;

/// Spells pairs of units out as links of blocks, rows cell by cell.
pub(crate) fn links(units: &Units<'_>, pairing: &Pairing) -> Vec<Link> {
    let mut links = Vec::new();
    for pair in pairing.pairs() {
        let (old_units, new_units) = (&units.old[pair.old.clone()], &units.new[pair.new.clone()]);
        let (old_last, new_last) = (old_units.len() - 1, new_units.len() - 1);
        let whole = Link {
            old: old_units[0].blocks.start..old_units[old_last].blocks.end,
            new: new_units[0].blocks.start..new_units[new_last].blocks.end,
            moved: pair.moved,
        };
        if old_units[0].region == Region::Table {
            Row {
                units,
                link: &whole,
            }
            .cells(&mut links);
        } else {
            links.push(whole);
        }
    }
    links
}

/// A pair of rows.
struct Row<'r, 'a> {
    units: &'r Units<'a>,
    link: &'r Link,
}

impl Row<'_, '_> {
    fn cells(&self, links: &mut Vec<Link>) {
        let old = cells(self.units.old_blocks, &self.link.old);
        let new = cells(self.units.new_blocks, &self.link.new);
        let pairs = self.pairs(&old, &new, |old, new| {
            u32::from(column(&self.units.old_blocks[old]) == column(&self.units.new_blocks[new]))
        });
        for (old, new) in pairs {
            self.paragraphs(&old, &new, links);
        }
    }

    fn paragraphs(&self, old: &Range<usize>, new: &Range<usize>, links: &mut Vec<Link>) {
        let single = |blocks: &Range<usize>| -> Vec<Range<usize>> {
            blocks.clone().map(|block| block..block + 1).collect()
        };
        for (old, new) in self.pairs(&single(old), &single(new), |_, _| 0) {
            links.push(Link {
                old,
                new,
                moved: self.link.moved,
            });
        }
    }

    /// Pairs runs of blocks in order, by likeness and by what else speaks for a pair.
    fn pairs(
        &self,
        old: &[Range<usize>],
        new: &[Range<usize>],
        bonus: impl Fn(usize, usize) -> u32,
    ) -> Vec<(Range<usize>, Range<usize>)> {
        if old.len() * new.len() > MOST_CELLS {
            return zip(old.iter().cloned(), new.iter().cloned()).collect();
        }
        let bags = Bags::of_parts(self.units, old, new);
        let score = |i: usize, j: usize| {
            let (old_bag, new_bag) = (&bags.old[i], &bags.new[j]);
            let alike = bags.common(old_bag, new_bag) * 40 / (old_bag.weight + new_bag.weight + 1);
            PAIR + alike + bonus(old[i].start, new[j].start)
        };
        fit(old.len(), new.len(), score)
            .into_iter()
            .map(|(i, j)| (old[i].clone(), new[j].clone()))
            .collect()
    }
}

/// Pairs of cells beyond which a row is paired by place alone.
const MOST_CELLS: usize = 10_000;

/// The blocks of a row by cell.
fn cells(blocks: &[Block], row: &Range<usize>) -> Vec<Range<usize>> {
    let mut start = row.start;
    blocks[row.clone()]
        .chunk_by(|a, b| column(a) == column(b))
        .map(|cell| {
            let range = start..start + cell.len();
            start = range.end;
            range
        })
        .collect()
}
