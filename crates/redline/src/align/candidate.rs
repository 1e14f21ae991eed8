use rustc_hash::FxHashMap;

use super::{
    bag::{Bag, Bags, weigh},
    unit::{Unit, Units},
};

/// In how many new units a word may stand to point at one.
const RARE: usize = 24;
/// How many partners a unit is compared with in full.
const PARTNERS: usize = 6;
/// Shared words that make a long part of a short one's partner a likely origin.
const MEANINGFUL: u32 = 20;

/// Units that may be the same paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) old: usize,
    pub(crate) new: usize,
    /// What keeping it spares a reader, in letters.
    pub(crate) score: u32,
    /// Of 100, how much of both is shared.
    pub(crate) percent: u32,
}

impl Candidate {
    pub(crate) fn exact(units: &Units<'_>, old: usize, new: usize) -> Self {
        Self {
            old,
            new,
            score: units.old_texts(old).map(weigh).sum::<u32>() + 1,
            percent: 100,
        }
    }

    /// Compares the words of two units.
    pub(crate) fn estimate(units: &Units<'_>, bags: &Bags<'_>, old: usize, new: usize) -> Self {
        if units.old[old].content == units.new[new].content {
            return Self::exact(units, old, new);
        }
        let (a, b) = (&bags.old[old], &bags.new[new]);
        let score = if units.old[old].region == units.new[new].region {
            bags.common(a, b)
        } else {
            0
        };
        Self {
            old,
            new,
            score,
            percent: (u64::from(score) * 200 / u64::from((a.weight + b.weight).max(1))) as u32,
        }
    }

    /// Whether the shorter unit is nearly all in the longer one.
    pub(crate) fn contained(&self, bags: &Bags<'_>) -> bool {
        let shorter = bags.old[self.old].weight.min(bags.new[self.new].weight);
        self.score >= MEANINGFUL && self.score * 4 >= shorter * 3
    }
}

/// Candidates among the units that have no equal: those that share words which few others have.
pub(crate) fn alike(units: &Units<'_>, bags: &Bags<'_>, trust_ids: bool) -> Vec<Candidate> {
    let postings = postings(bags);
    let ids = if trust_ids {
        ids(units)
    } else {
        FxHashMap::default()
    };
    let mut found = Vec::new();
    let mut scores = Scores::new(units.new.len());
    for (old, bag) in bags.old.iter().enumerate() {
        let mut partners = scores.partners(bag, &postings, &bags.weights);
        partners.extend(same_id(units, &ids, old));
        partners.sort_unstable();
        partners.dedup();
        for new in partners {
            let mut pair = Candidate::estimate(units, bags, old, new);
            let trusted = same_id(units, &ids, old) == Some(new);
            if trusted && pair.percent >= 10 {
                pair.score = pair.score * 2 + 1;
                found.push(pair);
            } else if pair.percent >= 40 || pair.contained(bags) {
                found.push(pair);
            }
        }
    }
    found
}

/// Old and new bags that share words which few others have.
pub(crate) fn partners(bags: &Bags<'_>) -> Vec<(usize, usize)> {
    let postings = postings(bags);
    let mut scores = Scores::new(bags.new.len());
    let mut found = Vec::new();
    for (old, bag) in bags.old.iter().enumerate() {
        let partners = scores.partners(bag, &postings, &bags.weights);
        found.extend(partners.into_iter().map(|new| (old, new)));
    }
    found
}

/// For each word the new units that have it, where they are few.
fn postings(bags: &Bags<'_>) -> Vec<Vec<u32>> {
    let mut postings = vec![Vec::new(); bags.weights.len()];
    for (unit, bag) in (0..).zip(&bags.new) {
        for &(word, _) in &bag.words {
            let units = &mut postings[word as usize];
            if units.len() <= RARE {
                units.push(unit);
            }
        }
    }
    for units in &mut postings {
        if units.len() > RARE {
            units.clear();
        }
    }
    postings
}

/// Adds up the weight of rare shared words by new unit.
struct Scores {
    by_unit: Vec<u32>,
    touched: Vec<u32>,
}

impl Scores {
    fn new(units: usize) -> Self {
        Self {
            by_unit: vec![0; units],
            touched: Vec::new(),
        }
    }

    /// The new units that share most with a bag.
    fn partners(&mut self, bag: &Bag, postings: &[Vec<u32>], weights: &[u32]) -> Vec<usize> {
        for &(word, _) in &bag.words {
            for &unit in &postings[word as usize] {
                let score = &mut self.by_unit[unit as usize];
                if *score == 0 {
                    self.touched.push(unit);
                }
                *score += weights[word as usize].max(1);
            }
        }
        let by_unit = &mut self.by_unit;
        self.touched
            .sort_unstable_by_key(|&unit| (std::cmp::Reverse(by_unit[unit as usize]), unit));
        let best = self
            .touched
            .iter()
            .take(PARTNERS)
            .map(|&unit| unit as usize);
        let best = best.collect();
        for unit in self.touched.drain(..) {
            by_unit[unit as usize] = 0;
        }
        best
    }
}

fn ids<'a>(units: &Units<'a>) -> FxHashMap<&'a str, usize> {
    let single = units
        .new
        .iter()
        .enumerate()
        .filter(|(_, unit)| is_single(unit));
    single
        .map(|(at, unit)| (units.new_blocks[unit.blocks.start].id.as_str(), at))
        .collect()
}

fn same_id(units: &Units<'_>, ids: &FxHashMap<&str, usize>, old: usize) -> Option<usize> {
    let unit = &units.old[old];
    let id = units.old_blocks[unit.blocks.start].id.as_str();
    ids.get(id).copied().filter(|_| is_single(unit))
}

fn is_single(unit: &Unit) -> bool {
    unit.blocks.len() == 1
}
