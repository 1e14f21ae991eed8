use std::ops::Range;

use super::{
    bag::{Bag, Bags},
    pairing::{Paired, Pairing},
    unit::{Region, Units},
};

/// Into how many a block may be split, so that no single change becomes a page.
const PARTS: usize = 8;
/// Weight that a part must share to be one rather than a coincidence.
const MEANINGFUL: u32 = 10;

/// Makes a split or a merge of a pair that lacks what its free neighbours have.
pub(crate) fn find(units: &Units<'_>, bags: &Bags<'_>, pairing: &mut Pairing) {
    let pairs: Vec<Paired> = pairing
        .pairs()
        .filter(|pair| may_grow(units, pair))
        .cloned()
        .collect();
    for Paired { old, new, .. } in pairs {
        let (old_bag, new_bag) = (&bags.old[old.start], &bags.new[new.start]);
        let gained = neighbours(
            &new,
            bags.beyond(old_bag, new_bag),
            &bags.new,
            bags,
            |unit| pairing.new_is_free(unit) && units.new[unit].region == Region::Body,
        );
        if gained != new {
            pairing.widen(old.start, old, gained);
            continue;
        }
        let lost = neighbours(
            &old,
            bags.beyond(new_bag, old_bag),
            &bags.old,
            bags,
            |unit| pairing.old_is_free(unit) && units.old[unit].region == Region::Body,
        );
        if lost != old {
            pairing.widen(old.start, lost, new);
        }
    }
}

fn may_grow(units: &Units<'_>, pair: &Paired) -> bool {
    let (old, new) = (&units.old[pair.old.start], &units.new[pair.new.start]);
    !pair.moved
        && (pair.old.len(), pair.new.len()) == (1, 1)
        && old.content != new.content
        && (old.region, new.region) == (Region::Body, Region::Body)
}

/// Spreads from a unit to free neighbours most of whose words are among those that are missing.
fn neighbours(
    middle: &Range<usize>,
    mut missing: Bag,
    side: &[Bag],
    bags: &Bags<'_>,
    is_free: impl Fn(usize) -> bool,
) -> Range<usize> {
    let mut found = middle.clone();
    let mut is_part = |unit: usize| {
        let shared = bags.common(&side[unit], &missing);
        let part = shared >= MEANINGFUL && shared * 5 >= side[unit].weight * 3;
        if part {
            missing = bags.beyond(&missing, &side[unit]);
        }
        part
    };
    while found.len() < PARTS && is_free(found.end) && is_part(found.end) {
        found.end += 1;
    }
    while found.len() < PARTS
        && found.start > 0
        && is_free(found.start - 1)
        && is_part(found.start - 1)
    {
        found.start -= 1;
    }
    found
}
