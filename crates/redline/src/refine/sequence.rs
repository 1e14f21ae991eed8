use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Hunk, strand::Token, weigh};

/// Cells of a table that one pair may cost; about two milliseconds.
const CELLS: usize = 1 << 20;
/// Shared text of this many scalar values is no coincidence, however large the texts.
const CERTAIN: u32 = 16;

/// What differs between two sequences: the changes that cost a reader least, where the tokens are
/// few enough to weigh all of them; between certain matches where there are more.
pub(crate) fn hunks(old: &[Token], new: &[Token]) -> Vec<Hunk> {
    let mut search = Search {
        old,
        new,
        cells: CELLS,
        hunks: Vec::new(),
    };
    search.region(0..old.len(), 0..new.len());
    join(search.hunks)
}

struct Search<'t> {
    old: &'t [Token],
    new: &'t [Token],
    cells: usize,
    hunks: Vec<Hunk>,
}

type Range = std::ops::Range<usize>;

impl Search<'_> {
    fn region(&mut self, old: Range, new: Range) {
        let (old, new) = self.trim(old, new);
        if old.is_empty() || new.is_empty() {
            self.replaced(old, new);
        } else if !self.weigh(&old, &new) {
            self.anchored(old, new);
        }
    }

    fn trim(&self, old: Range, new: Range) -> (Range, Range) {
        let (a, b) = (&self.old[old.clone()], &self.new[new.clone()]);
        let equal = |(a, b): &(&Token, &Token)| a.id == b.id;
        let prefix = a.iter().zip(b).take_while(equal).count();
        let (a, b) = (&a[prefix..], &b[prefix..]);
        let suffix = a.iter().rev().zip(b.iter().rev()).take_while(equal).count();
        (
            old.start + prefix..old.end - suffix,
            new.start + prefix..new.end - suffix,
        )
    }

    fn replaced(&mut self, old: Range, new: Range) {
        if !old.is_empty() || !new.is_empty() {
            self.hunks.push(Hunk { old, new });
        }
    }

    /// Weighs all ways to change one into the other, if that is not too many.
    fn weigh(&mut self, old: &Range, new: &Range) -> bool {
        let cells = (old.len() + 1).saturating_mul(new.len() + 1);
        if cells > self.cells {
            return false;
        }
        self.cells -= cells;
        let found = weigh::lightest(&self.old[old.clone()], &self.new[new.clone()]);
        self.hunks.extend(found.into_iter().map(|hunk| Hunk {
            old: hunk.old.start + old.start..hunk.old.end + old.start,
            new: hunk.new.start + new.start..hunk.new.end + new.start,
        }));
        true
    }

    /// Keeps the matches that are certain and weighs what lies between them, where even that is not
    /// too much; else takes the other matches as they are.
    fn anchored(&mut self, old: Range, new: Range) {
        let matches = self.matches(&old, &new);
        let certain = |(at, _, length): &(usize, usize, usize)| {
            let tokens = &self.old[*at..at + length];
            tokens.iter().map(|token| token.weight).sum::<u32>() >= CERTAIN
        };
        let anchors: Vec<usize> = (0..matches.len())
            .filter(|&at| certain(&matches[at]))
            .collect();
        let (mut old_at, mut new_at, mut first) = (old.start, new.start, 0);
        for anchor in anchors.into_iter().chain([matches.len()]) {
            let end = (old.end, new.end, 0);
            let (old_end, new_end, length) = matches.get(anchor).copied().unwrap_or(end);
            if !self.weigh(&(old_at..old_end), &(new_at..new_end)) {
                self.between(&matches[first..anchor], old_at..old_end, new_at..new_end);
            }
            (old_at, new_at, first) = (old_end + length, new_end + length, anchor + 1);
        }
    }

    fn between(&mut self, matches: &[(usize, usize, usize)], old: Range, new: Range) {
        let (mut old_at, mut new_at) = (old.start, new.start);
        for &(old_start, new_start, length) in matches.iter().chain([&(old.end, new.end, 0)]) {
            self.replaced(old_at..old_start, new_at..new_start);
            (old_at, new_at) = (old_start + length, new_start + length);
        }
    }

    /// Where equal tokens begin on the old and on the new side, and how many there are.
    fn matches(&self, old: &Range, new: &Range) -> Vec<(usize, usize, usize)> {
        let ids = |tokens: &[Token]| -> Vec<u32> { tokens.iter().map(|token| token.id).collect() };
        let (old_ids, new_ids) = (ids(&self.old[old.clone()]), ids(&self.new[new.clone()]));
        capture_diff_slices(Algorithm::Patience, &old_ids, &new_ids)
            .into_iter()
            .filter_map(|op| match op {
                DiffOp::Equal {
                    old_index,
                    new_index,
                    len,
                } => Some((old_index + old.start, new_index + new.start, len)),
                _ => None,
            })
            .collect()
    }
}

/// Makes one of hunks that touch.
pub(crate) fn join(hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        match joined.last_mut() {
            Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => {
                (last.old.end, last.new.end) = (hunk.old.end, hunk.new.end);
            }
            _ => joined.push(hunk),
        }
    }
    joined
}
