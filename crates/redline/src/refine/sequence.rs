use super::{Hunk, anchor, strand::Token, weigh};

/// Cells of a table that one pair may cost; about two milliseconds.
const CELLS: usize = 1 << 22;
/// How often what lies between certain matches is searched for more of them.
const DEPTH: usize = 6;

/// What differs between two sequences: the changes that cost a reader least, where the tokens are
/// few enough to weigh all of them; between certain matches where there are more.
pub(crate) fn hunks(old: &[Token], new: &[Token]) -> Vec<Hunk> {
    let mut search = Search {
        old,
        new,
        cells: CELLS,
        hunks: Vec::new(),
    };
    search.region(0..old.len(), 0..new.len(), 0);
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
    fn region(&mut self, old: Range, new: Range, depth: usize) {
        let (old, new) = self.trim(old, new);
        if old.is_empty() || new.is_empty() {
            self.replaced(old, new);
        } else if !self.weigh(&old, &new) {
            self.anchored(old, new, depth);
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
        let (a, b) = (&self.old[old.clone()], &self.new[new.clone()]);
        if cells > self.cells || !weigh::can_weigh(a, b) {
            return false;
        }
        self.cells -= cells;
        let found = weigh::lightest(a, b);
        self.hunks.extend(found.into_iter().map(|hunk| Hunk {
            old: hunk.old.start + old.start..hunk.old.end + old.start,
            new: hunk.new.start + new.start..hunk.new.end + new.start,
        }));
        true
    }

    /// Keeps the matches that are certain and looks into what lies between them. Where nothing is
    /// certain, one takes the place of the other.
    fn anchored(&mut self, old: Range, new: Range, depth: usize) {
        let anchors = match depth {
            0..DEPTH => anchor::matches(&self.old[old.clone()], &self.new[new.clone()]),
            _ => Vec::new(),
        };
        if anchors.is_empty() {
            return self.replaced(old, new);
        }
        let (mut old_at, mut new_at) = (old.start, new.start);
        for anchor in anchors {
            let (old_end, new_end) = (old.start + anchor.old, new.start + anchor.new);
            self.region(old_at..old_end, new_at..new_end, depth + 1);
            (old_at, new_at) = (old_end + anchor.length, new_end + anchor.length);
        }
        self.region(old_at..old.end, new_at..new.end, depth + 1);
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
