use std::ops::Range;

use super::{
    bag::{Bag, Bags},
    pairing::{Paired, Pairing},
    unit::{Region, Unit, Units},
};

/// Into how many a block may be split, so that no single change becomes a page.
const PARTS: usize = 8;
/// Weight that a part must share to be one rather than a coincidence.
const MEANINGFUL: u32 = 10;
/// The same where all of the part is shared.
const WHOLLY: u32 = 4;
/// Pairs of units of one gap that may be compared.
const MOST_PAIRS: usize = 100;

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
    let mut is_part = |unit: usize| take_part(bags, &mut missing, &side[unit]).is_some();
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

/// Takes a part out of what is missing, if most of its words are among that; says how much is shared.
fn take_part(bags: &Bags<'_>, missing: &mut Bag, part: &Bag) -> Option<u32> {
    let shared = bags.common(part, missing);
    is_part(shared, part).then(|| {
        *missing = bags.beyond(missing, part);
        shared
    })
}

fn is_part(shared: u32, part: &Bag) -> bool {
    let likely = shared >= MEANINGFUL && shared * 5 >= part.weight * 3;
    likely || shared >= WHOLLY && shared == part.weight
}

/// Makes a split or a merge of a unit whose words stand in several of the same gap, none of which
/// has enough of them to be its partner.
pub(crate) fn gather(units: &Units<'_>, bags: &Bags<'_>, pairing: &mut Pairing) {
    for gap in pairing.gaps() {
        if gap.old.len() * gap.new.len() > MOST_PAIRS {
            continue;
        }
        let body = |side: &[Unit], free: &[usize]| -> Vec<usize> {
            let body = free
                .iter()
                .filter(|&&unit| side[unit].region == Region::Body);
            body.copied().collect()
        };
        let (old, new) = (body(&units.old, &gap.old), body(&units.new, &gap.new));
        let split = most_parts((&bags.old, &old), (&bags.new, &new), bags);
        let merge = most_parts((&bags.new, &new), (&bags.old, &old), bags);
        match (split, merge) {
            (Some((shared, one, parts)), merge)
                if merge.as_ref().is_none_or(|(other, ..)| shared >= *other) =>
            {
                pairing.widen(one, one..one + 1, parts);
            }
            (_, Some((_, one, parts))) => pairing.widen(parts.start, parts, one..one + 1),
            (_, None) => {}
        }
    }
}

type Side<'b> = (&'b [Bag], &'b [usize]);

/// The unit most of which stands in several neighbours on the other side, with these and how much
/// they share.
fn most_parts(
    ones: Side<'_>,
    others: Side<'_>,
    bags: &Bags<'_>,
) -> Option<(u32, usize, Range<usize>)> {
    let mut most: Option<(u32, usize, Range<usize>)> = None;
    for &one in ones.1 {
        let bag = &ones.0[one];
        for first in 0..others.1.len() {
            let (shared, parts) = parts(bag, others.0, &others.1[first..], bags);
            let enough = parts.len() > 1 && shared * 5 >= bag.weight * 3;
            if enough && most.as_ref().is_none_or(|(before, ..)| shared > *before) {
                most = Some((shared, one, parts));
            }
        }
    }
    most
}

/// The first of some units and those that follow it, as far as they are parts of a bag.
fn parts(whole: &Bag, side: &[Bag], units: &[usize], bags: &Bags<'_>) -> (u32, Range<usize>) {
    let mut parts = units[0]..units[0];
    let first = &side[units[0]];
    if !is_part(bags.common(first, whole), first) {
        return (0, parts);
    }
    let (mut missing, mut shared) = (whole.clone(), 0);
    for &unit in units
        .iter()
        .take(PARTS)
        .filter(|&&unit| side[unit].weight > 0)
    {
        match take_part(bags, &mut missing, &side[unit]) {
            Some(more) if unit == parts.end => {
                shared += more;
                parts.end += 1;
            }
            _ => break,
        }
    }
    (shared, parts)
}
