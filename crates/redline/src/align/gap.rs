use std::iter::zip;

use document::{Block, Kind};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    bag::{Bags, Tally},
    candidate::Candidate,
    fit::fit,
    pairing::{Gap, Pairing},
    unit::Units,
};
use crate::Ids;

/// Steps of comparing words that one comparison of documents may spend on filling gaps.
const BUDGET: usize = 40_000_000;
/// Of 100, how much of two units in the same place must be shared to be the same paragraph.
const ALIKE: u32 = 30;

/// Pairs what still stands between pairs, in order, by likeness.
pub(crate) fn fill(units: &Units<'_>, bags: &Bags<'_>, pairing: &mut Pairing) {
    let mut budget = BUDGET;
    let mut tally = Tally::default();
    for gap in pairing.gaps() {
        let cost = cost(&gap, bags);
        if cost <= budget.min(BUDGET / 4) {
            budget -= cost;
            fill_one(units, bags, &mut tally, &gap, pairing);
        } else {
            fill_equal(units, &gap, pairing);
        }
    }
}

/// Pairs what stands in the same gap and has the same forms on both sides, each form once: a
/// paragraph that was written anew, a heading with its paragraph.
pub(crate) fn replace(units: &Units<'_>, ids: Ids, pairing: &mut Pairing) {
    for gap in pairing.gaps() {
        let old: Vec<&Block> = gap.old.iter().map(|&unit| units.old_first(unit)).collect();
        let new: Vec<&Block> = gap.new.iter().map(|&unit| units.new_first(unit)).collect();
        let may = |(old, new): (&&Block, &&Block)| {
            form(old) == form(new) && (ids == Ids::Ignore || old.id == new.id)
        };
        if old.len() == new.len() && zip(&old, &new).all(may) && each_once(&old) {
            for (&old, &new) in zip(&gap.old, &gap.new) {
                pairing.place(old, new);
            }
        }
    }
}

/// What tells blocks apart at a glance.
fn form(block: &Block) -> (Kind, Option<u8>) {
    (block.kind, block.level)
}

/// Whether no two have the same form, and none is a note, which is told by what it says.
fn each_once(blocks: &[&Block]) -> bool {
    blocks.iter().enumerate().all(|(at, block)| {
        block.kind != Kind::Footnote && blocks[..at].iter().all(|other| form(other) != form(block))
    })
}

fn cost(gap: &Gap, bags: &Bags<'_>) -> usize {
    let old: usize = gap
        .old
        .iter()
        .map(|&unit| bags.old[unit].words.len() + 1)
        .sum();
    let new: usize = gap
        .new
        .iter()
        .map(|&unit| bags.new[unit].words.len() + 1)
        .sum();
    old * gap.new.len() + new * gap.old.len()
}

fn fill_one(
    units: &Units<'_>,
    bags: &Bags<'_>,
    tally: &mut Tally,
    gap: &Gap,
    pairing: &mut Pairing,
) {
    let score = |old: usize, new: usize| {
        let pair = Candidate::estimate(units, bags, tally, gap.old[old], gap.new[new]);
        if pair.percent >= ALIKE || pair.contained(bags) {
            pair.score
        } else {
            0
        }
    };
    for (old, new) in fit(gap.old.len(), gap.new.len(), score) {
        pairing.place(gap.old[old], gap.new[new]);
    }
}

/// In a gap too large to compare words, finds what is equal.
fn fill_equal(units: &Units<'_>, gap: &Gap, pairing: &mut Pairing) {
    let old: Vec<u32> = gap
        .old
        .iter()
        .map(|&unit| units.old[unit].content)
        .collect();
    let new: Vec<u32> = gap
        .new
        .iter()
        .map(|&unit| units.new[unit].content)
        .collect();
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for at in 0..len {
                pairing.place(gap.old[old_index + at], gap.new[new_index + at]);
            }
        }
    }
}
