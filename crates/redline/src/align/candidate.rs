use rustc_hash::FxHashMap;

use super::{
    bag::{Bag, Bags, Tally, weigh},
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
    pub(crate) fn estimate(
        units: &Units<'_>,
        bags: &Bags<'_>,
        tally: &mut Tally,
        old: usize,
        new: usize,
    ) -> Self {
        if units.old[old].content == units.new[new].content {
            return Self::exact(units, old, new);
        }
        let (a, b) = (&bags.old[old], &bags.new[new]);
        let score = if units.old[old].region == units.new[new].region {
            bags.common_with(tally, old, b)
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

/// Of 100, how much a unit must share with the one that stands alone in its place for no other to
/// be looked for.
const CLEARLY: u32 = 75;

/// Units that stand alone between the same equal neighbours on both sides and are clearly the same.
pub(crate) fn between(units: &Units<'_>, bags: &Bags<'_>, equal: &[Candidate]) -> Vec<Candidate> {
    let mut tally = Tally::default();
    let mut found = Vec::new();
    for pair in equal.windows(2) {
        let (old, new) = (pair[0].old + 1, pair[0].new + 1);
        if (old + 1, new + 1) == (pair[1].old, pair[1].new) {
            found.push(Candidate::estimate(units, bags, &mut tally, old, new));
        }
    }
    found.retain(|pair| pair.percent >= CLEARLY);
    found
}

/// Candidates among the units that have no equal and are not known: those that share words which few
/// others have.
pub(crate) fn alike(
    units: &Units<'_>,
    bags: &Bags<'_>,
    known: &[Candidate],
    trust_ids: bool,
) -> Vec<Candidate> {
    let mut is_known = (vec![false; units.old.len()], vec![false; units.new.len()]);
    for pair in known {
        (is_known.0[pair.old], is_known.1[pair.new]) = (true, true);
    }
    let postings = postings(bags, &|new| is_known.1[new]);
    let ids = if trust_ids {
        ids(units)
    } else {
        FxHashMap::default()
    };
    let mut found = Vec::new();
    let mut scores = Scores::new(units.new.len());
    let mut tally = Tally::default();
    let unknown = bags
        .old
        .iter()
        .enumerate()
        .filter(|(old, _)| !is_known.0[*old]);
    for (old, bag) in unknown {
        let mut partners = scores.partners(bag, &postings, &bags.weights);
        partners.extend(same_id(units, &ids, old));
        partners.sort_unstable();
        partners.dedup();
        for new in partners {
            let mut pair = Candidate::estimate(units, bags, &mut tally, old, new);
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
    let postings = postings(bags, &|_| false);
    let mut scores = Scores::new(bags.new.len());
    let mut found = Vec::new();
    for (old, bag) in bags.old.iter().enumerate() {
        let partners = scores.partners(bag, &postings, &bags.weights);
        found.extend(partners.into_iter().map(|new| (old, new)));
    }
    found
}

/// For each word the new units that have it and are not known, where they are few.
fn postings(bags: &Bags<'_>, is_known: &dyn Fn(usize) -> bool) -> Vec<Vec<u32>> {
    let mut postings = vec![Vec::new(); bags.weights.len()];
    let unknown = (0..)
        .zip(&bags.new)
        .filter(|(unit, _)| !is_known(*unit as usize));
    for (unit, bag) in unknown {
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
        let mut best: Vec<(u32, u32)> = Vec::with_capacity(PARTNERS + 1);
        for unit in self.touched.drain(..) {
            let score = std::mem::take(&mut self.by_unit[unit as usize]);
            let rank = best.partition_point(|&(other, at)| (other, unit) > (score, at));
            if rank < PARTNERS {
                best.insert(rank, (score, unit));
                best.truncate(PARTNERS);
            }
        }
        best.into_iter().map(|(_, unit)| unit as usize).collect()
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

#[cfg(test)]
mod tests {
    use document::{Block, Kind};

    use super::*;
    use crate::align::exact;

    fn blocks(texts: &[&str]) -> Vec<Block> {
        let block = |text: &&str| Block::new(Kind::Paragraph, *text);
        texts.iter().map(block).collect()
    }

    #[test]
    fn what_stands_alone_in_its_place_is_not_searched_for() {
        let edited = "operators shall publish results every year";
        let old = blocks(&[
            "one",
            &format!("{edited} now"),
            "two",
            "three",
            "four",
            "five",
        ]);
        let new = blocks(&["one", edited, "two", "other", "four", "five"]);
        let units = Units::of(&old, &new);
        let mut bags = Bags::new(&units);
        bags.fill(&units, [1, 3].into_iter(), [1, 3].into_iter());
        let equal = exact::pairs(&units);
        let found = between(&units, &bags, &equal);
        let found: Vec<_> = found.iter().map(|pair| (pair.old, pair.new)).collect();
        assert_eq!(found, [(1, 1)]);
    }

    #[test]
    fn few_partners_are_compared_in_full() {
        let texts: Vec<String> = (0..20)
            .map(|at| format!("rare words stand here {at}"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (old, new) = (blocks(&["rare words stand here 7"]), blocks(&texts));
        let units = Units::of(&old, &new);
        let mut bags = Bags::new(&units);
        bags.fill(&units, 0..1, 0..20);
        let partners: Vec<usize> = partners(&bags).into_iter().map(|(_, new)| new).collect();
        assert_eq!(partners, [7, 0, 1, 2, 3, 4]);
    }
}
