use rustc_hash::FxHashMap;

use super::{
    candidate::Candidate,
    unit::{Unit, Units},
};

/// How often a content may stand on a side to be told apart by where it stands.
const FEW: usize = 4;

/// Units of equal content that belong together: those that stand once on either side, the
/// neighbours of such pairs as far as they are equal too (after Heckel, "A technique for isolating
/// differences between files", 1978), and every combination of contents that stand a few times.
pub(crate) fn pairs(units: &Units<'_>) -> Vec<Candidate> {
    let mut exact = Exact {
        units,
        new_of: vec![None; units.old.len()],
        old_of: vec![None; units.new.len()],
    };
    exact.ends();
    let places = exact.places();
    for (old, new) in places
        .values()
        .filter(|(old, new)| old.len() == 1 && new.len() == 1)
    {
        exact.pair(old[0], new[0]);
    }
    exact.spread();
    let mut found = exact.found();
    for (old, new) in exact.few(&places) {
        found.push(Candidate::exact(units, old, new));
    }
    found.sort_unstable_by_key(|pair| (pair.old, pair.new));
    found
}

struct Exact<'a, 'u> {
    units: &'a Units<'u>,
    new_of: Vec<Option<usize>>,
    old_of: Vec<Option<usize>>,
}

/// Where a content stands on either side.
type Places = FxHashMap<u32, (Vec<usize>, Vec<usize>)>;

impl Exact<'_, '_> {
    fn pair(&mut self, old: usize, new: usize) {
        self.new_of[old] = Some(new);
        self.old_of[new] = Some(old);
    }

    fn equal(&self, old: usize, new: usize) -> bool {
        self.units.old[old].content == self.units.new[new].content
    }

    fn free(&self, old: usize, new: usize) -> bool {
        self.new_of[old].is_none() && self.old_of[new].is_none() && self.equal(old, new)
    }

    /// What both documents begin and end with.
    fn ends(&mut self) {
        let (old, new) = (self.units.old.len(), self.units.new.len());
        let shorter = old.min(new);
        let prefix = (0..shorter).take_while(|&at| self.equal(at, at)).count();
        let suffix = (1..=shorter - prefix)
            .take_while(|back| self.equal(old - back, new - back))
            .count();
        (0..prefix).for_each(|at| self.pair(at, at));
        (1..=suffix).for_each(|back| self.pair(old - back, new - back));
    }

    fn places(&self) -> Places {
        let mut places = Places::default();
        let free = |units: &[Unit], taken: &[Option<usize>]| -> Vec<(u32, usize)> {
            let free = (0..units.len()).filter(|&at| taken[at].is_none());
            free.map(|at| (units[at].content, at)).collect()
        };
        for (content, at) in free(&self.units.old, &self.new_of) {
            places.entry(content).or_default().0.push(at);
        }
        for (content, at) in free(&self.units.new, &self.old_of) {
            places.entry(content).or_default().1.push(at);
        }
        places
    }

    /// Pairs equal neighbours of pairs, downwards and upwards.
    fn spread(&mut self) {
        for old in 0..self.new_of.len().saturating_sub(1) {
            if let Some(new) = self.new_of[old]
                && new + 1 < self.old_of.len()
                && self.free(old + 1, new + 1)
            {
                self.pair(old + 1, new + 1);
            }
        }
        for old in (1..self.new_of.len()).rev() {
            if let Some(new) = self.new_of[old]
                && new > 0
                && self.free(old - 1, new - 1)
            {
                self.pair(old - 1, new - 1);
            }
        }
    }

    fn found(&self) -> Vec<Candidate> {
        let pairs = self.new_of.iter().enumerate();
        pairs
            .filter_map(|(old, new)| Some(Candidate::exact(self.units, old, (*new)?)))
            .collect()
    }

    fn few(&self, places: &Places) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (old, new) in places.values() {
            if old.len() > FEW || new.len() > FEW {
                continue;
            }
            for &old in old {
                pairs.extend(
                    new.iter()
                        .filter(|&&new| self.free(old, new))
                        .map(|&new| (old, new)),
                );
            }
        }
        pairs
    }
}
