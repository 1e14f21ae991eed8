//! The first pass: which blocks of the two documents belong together.
//!
//! Units (blocks, or rows of tables) that are equal or alike are candidates; the heaviest chain of
//! candidates in order on both sides stays in place, what is left of them moved. Neighbours that
//! share what a pair lacks make it a split or a merge; what still stands between is filled in order
//! by likeness. Rows are then aligned by cells. Every step has a budget of work, so that texts that
//! have nothing in common cost little more than equal ones.

mod bag;
mod candidate;
mod chain;
mod cross;
mod exact;
mod fit;
mod gap;
mod group;
mod moves;
mod pairing;
mod row;
mod unit;

use document::Document;

use crate::{Ids, Options, plan::Link};
use bag::Bags;
use candidate::Candidate;
use pairing::Pairing;
use unit::Units;

/// Which blocks of the two documents belong together. Those in place are in order on both sides.
pub(crate) fn align(old: &Document, new: &Document, options: &Options<'_>) -> Vec<Link> {
    let units = Units::of(&old.blocks, &new.blocks);
    let mut bags = Bags::new(&units);
    let candidates = candidates(&units, &mut bags, options.ids == Ids::Trust);
    let mut pairing = Pairing::new(&units);
    for pair in chain::heaviest(&candidates) {
        pairing.place(pair.old, pair.new);
    }
    moves::accept(&candidates, &mut pairing);
    bags.fill(&units, pairing.free_old(), pairing.free_new());
    group::find(&units, &bags, &mut pairing);
    gap::fill(&units, &bags, &mut pairing);
    group::find(&units, &bags, &mut pairing);
    group::gather(&units, &bags, &mut pairing);
    gap::replace(&units, options.ids, &mut pairing);
    let mut links = row::links(&units, &pairing);
    links.extend(cross::links(&units, &pairing));
    links.sort_by_key(|link| link.old.start);
    links
}

/// Units that are equal or alike, by old and new unit.
fn candidates<'a>(units: &Units<'a>, bags: &mut Bags<'a>, trust_ids: bool) -> Vec<Candidate> {
    let mut candidates = exact::pairs(units);
    let mut old_known = vec![false; units.old.len()];
    let mut new_known = vec![false; units.new.len()];
    for pair in &candidates {
        (old_known[pair.old], new_known[pair.new]) = (true, true);
    }
    let unknown = |known: Vec<bool>| (0..known.len()).filter(move |&unit| !known[unit]);
    bags.fill(units, unknown(old_known), unknown(new_known));
    let mut clear = if trust_ids {
        Vec::new()
    } else {
        candidate::between(units, bags, &candidates)
    };
    candidates.extend(candidate::alike(units, bags, &clear, trust_ids));
    candidates.append(&mut clear);
    candidates.sort_unstable_by_key(|pair| (pair.old, pair.new));
    candidates
}
