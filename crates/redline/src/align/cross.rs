//! Text that left one stream of the document for another: a list that became a table, a table that
//! was written out.

use std::ops::Range;

use super::{
    bag::Bags,
    candidate::partners,
    pairing::Pairing,
    unit::{Region, Units},
};
use crate::plan::Link;

/// Letters that must be shared to be no coincidence.
const LONG: u32 = 24;
/// Of 100, how much of both must be shared.
const ALIKE: u32 = 50;

/// Moves between paragraphs and cells, of blocks that have no other partner.
pub(crate) fn links(units: &Units<'_>, pairing: &Pairing) -> Vec<Link> {
    let old = |region| blocks(pairing.free_old().map(|unit| &units.old[unit]), region);
    let new = |region| blocks(pairing.free_new().map(|unit| &units.new[unit]), region);
    let mut links = between(units, &old(Region::Body), &new(Region::Table));
    links.extend(between(units, &old(Region::Table), &new(Region::Body)));
    links
}

/// The blocks of units of a region, one by one.
fn blocks<'u>(
    units: impl Iterator<Item = &'u super::unit::Unit>,
    region: Region,
) -> Vec<Range<usize>> {
    units
        .filter(|unit| unit.region == region)
        .flat_map(|unit| unit.blocks.clone())
        .map(|block| block..block + 1)
        .collect()
}

fn between(units: &Units<'_>, old: &[Range<usize>], new: &[Range<usize>]) -> Vec<Link> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let bags = Bags::of_parts(units, old, new);
    let mut pairs: Vec<(u32, usize, usize)> = partners(&bags)
        .into_iter()
        .filter_map(|(at, partner)| {
            let (a, b) = (&bags.old[at], &bags.new[partner]);
            let shared = bags.common(a, b);
            let alike =
                u64::from(shared) * 200 >= u64::from(ALIKE) * u64::from(a.weight + b.weight);
            (shared >= LONG && alike).then_some((shared, at, partner))
        })
        .collect();
    pairs.sort_unstable_by_key(|&(shared, at, partner)| (std::cmp::Reverse(shared), at, partner));
    let mut taken = (vec![false; old.len()], vec![false; new.len()]);
    pairs.retain(|&(_, at, partner)| {
        let free = !taken.0[at] && !taken.1[partner];
        if free {
            (taken.0[at], taken.1[partner]) = (true, true);
        }
        free
    });
    pairs
        .into_iter()
        .map(|(_, at, partner)| Link {
            old: old[at].clone(),
            new: new[partner].clone(),
            moved: true,
        })
        .collect()
}
