use std::ops::Range;

use super::unit::Units;

/// Which units are paired so far.
pub(crate) struct Pairing {
    /// By the old unit that was paired first; neighbours joined it later.
    pairs: Vec<Option<Paired>>,
    old_taken: Vec<bool>,
    new_taken: Vec<bool>,
}

/// Units that are the same paragraph; several on one side in a split or merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paired {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
    pub(crate) moved: bool,
}

/// Free units of both sides between two pairs that stay in place.
#[derive(Debug, Default)]
pub(crate) struct Gap {
    pub(crate) old: Vec<usize>,
    pub(crate) new: Vec<usize>,
}

impl Pairing {
    pub(crate) fn new(units: &Units<'_>) -> Self {
        Self {
            pairs: vec![None; units.old.len()],
            old_taken: vec![false; units.old.len()],
            new_taken: vec![false; units.new.len()],
        }
    }

    pub(crate) fn place(&mut self, old: usize, new: usize) {
        self.pair(old, old..old + 1, new..new + 1, false);
    }

    pub(crate) fn place_moved(&mut self, old: usize, new: usize) {
        self.pair(old, old..old + 1, new..new + 1, true);
    }

    /// Takes free neighbours into the pair of an old unit that stays in place.
    pub(crate) fn widen(&mut self, at: usize, old: Range<usize>, new: Range<usize>) {
        self.pair(at, old, new, false);
    }

    fn pair(&mut self, at: usize, old: Range<usize>, new: Range<usize>, moved: bool) {
        self.old_taken[old.clone()].fill(true);
        self.new_taken[new.clone()].fill(true);
        self.pairs[at] = Some(Paired { old, new, moved });
    }

    pub(crate) fn old_is_free(&self, old: usize) -> bool {
        self.old_taken.get(old) == Some(&false)
    }

    pub(crate) fn new_is_free(&self, new: usize) -> bool {
        self.new_taken.get(new) == Some(&false)
    }

    /// Where an old unit moved to.
    pub(crate) fn moved_to(&self, old: usize) -> Option<usize> {
        let pair = self.pairs.get(old)?.as_ref()?;
        pair.moved.then_some(pair.new.start)
    }

    /// All pairs in order of their old units.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = &Paired> {
        self.pairs.iter().flatten()
    }

    pub(crate) fn free_old(&self) -> impl Iterator<Item = usize> {
        (0..self.old_taken.len()).filter(|&unit| !self.old_taken[unit])
    }

    pub(crate) fn free_new(&self) -> impl Iterator<Item = usize> {
        (0..self.new_taken.len()).filter(|&unit| !self.new_taken[unit])
    }

    /// The gaps that have free units on both sides.
    pub(crate) fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let (mut old_at, mut new_at) = (0, 0);
        let end = (self.old_taken.len(), self.new_taken.len());
        let end = Paired {
            old: end.0..end.0,
            new: end.1..end.1,
            moved: false,
        };
        for pair in self.pairs().filter(|pair| !pair.moved).chain([&end]) {
            let old = (old_at..pair.old.start).filter(|&unit| self.old_is_free(unit));
            let new = (new_at..pair.new.start).filter(|&unit| self.new_is_free(unit));
            let (old, new): (Vec<usize>, Vec<usize>) = (old.collect(), new.collect());
            if !old.is_empty() && !new.is_empty() {
                gaps.push(Gap { old, new });
            }
            (old_at, new_at) = (pair.old.end, pair.new.end);
        }
        gaps
    }
}
