use super::{Hunk, strand::Token};

/// What a hunk costs a reader beyond its text, in eighths of a scalar value (a kept token is spared
/// twice, once for each side): an island of text between two hunks must spare more than that to be
/// worth the jump.
const HUNK: i16 = 20;

/// More than any cost, and so far from the end of its type that a hunk can be added.
const NEVER: i16 = i16::MAX / 2;

/// What both sides may cost for sums to stay within their type.
const MOST: u32 = 30_000;

/// The hunks that cost a reader least: the weight of what was deleted and inserted, and a constant
/// for each hunk (Gotoh, "An improved algorithm for matching biological sequences", 1982, with one
/// state for gaps on either side). Counted is what differs between ways: the hunks, less what is
/// kept.
pub(crate) fn lightest(old: &[Token], new: &[Token]) -> Vec<Hunk> {
    Table::fill(old, new).trace()
}

/// Whether the sums for two sequences stay within their type.
pub(crate) fn can_weigh(old: &[Token], new: &[Token]) -> bool {
    let fits = |tokens: &[Token]| tokens.iter().map(Token::cost).sum::<u32>() <= MOST;
    fits(old) || fits(new)
}

/// The least cost of each way that ends inside a hunk, by how many tokens of the two sides are
/// behind it. Narrow numbers in rows, so that the processor works on several cells at once; what
/// else is asked on the way back is reckoned again from these.
struct Table<'t> {
    old: &'t [Token],
    new: &'t [Token],
    inside: Vec<i16>,
    width: usize,
}

impl<'t> Table<'t> {
    fn fill(old: &'t [Token], new: &'t [Token]) -> Self {
        let width = new.len() + 1;
        let ids: Vec<u32> = new.iter().map(|token| token.id).collect();
        let mut inside = vec![HUNK; (old.len() + 1) * width];
        inside[0] = NEVER;
        // the least cost of each way that ends with a match, of the row above and of this one
        let (mut above, mut here) = (vec![NEVER; width], vec![NEVER; width]);
        above[0] = 0;
        for (at, token) in old.iter().enumerate() {
            let (before, row) = inside[at * width..].split_at_mut(width);
            matched(token, &ids, before, &above, &mut here);
            changed(before, &above, &here, &mut row[..width]);
            (above, here) = (here, above);
            here[0] = NEVER;
        }
        Self {
            old,
            new,
            inside,
            width,
        }
    }

    fn inside(&self, i: usize, j: usize) -> i16 {
        self.inside[i * self.width + j]
    }

    /// The least cost of a way that ends with a match here, and how many matches in a row that takes.
    fn matches(&self, i: usize, j: usize) -> (i16, usize) {
        let mut best = (if (i, j) == (0, 0) { 0 } else { NEVER }, 0);
        let mut kept = 0;
        for length in 1..=i.min(j) {
            let (from, to) = (i - length, j - length);
            if self.old[from].id != self.new[to].id {
                break;
            }
            kept += cost(&self.old[from]);
            let start = if (from, to) == (0, 0) {
                0
            } else {
                self.inside(from, to)
            };
            if start - kept <= best.0 {
                best = (start - kept, length);
            }
        }
        best
    }

    fn trace(&self) -> Vec<Hunk> {
        let mut hunks = Vec::new();
        let (mut i, mut j) = (self.old.len(), self.new.len());
        let (at_match, length) = self.matches(i, j);
        if at_match <= self.inside(i, j) {
            (i, j) = (i - length, j - length);
        }
        while (i, j) != (0, 0) {
            let start = self.start_of_hunk(i, j);
            hunks.push(Hunk {
                old: start.0..i,
                new: start.1..j,
            });
            let (_, length) = self.matches(start.0, start.1);
            (i, j) = (start.0 - length, start.1 - length);
        }
        hunks.reverse();
        hunks
    }

    /// Where the hunk begins that ends here, insertions last.
    fn start_of_hunk(&self, mut i: usize, mut j: usize) -> (usize, usize) {
        let cost = self.inside(i, j);
        loop {
            if j > 0 && self.inside(i, j - 1) == cost {
                j -= 1;
            } else if j > 0 && self.matches(i, j - 1).0 + HUNK == cost {
                return (i, j - 1);
            } else if i > 0 && self.inside(i - 1, j) == cost {
                i -= 1;
            } else {
                return (i.saturating_sub(1), j);
            }
        }
    }
}

fn cost(token: &Token) -> i16 {
    i16::try_from(token.cost()).unwrap_or(NEVER)
}

/// Costs at matches with one more old token.
fn matched(token: &Token, ids: &[u32], inside: &[i16], above: &[i16], here: &mut [i16]) {
    let (id, cost) = (token.id, cost(token));
    let diagonal = inside.iter().zip(above);
    for ((cell, other), (inside, above)) in here[1..].iter_mut().zip(ids).zip(diagonal) {
        let kept = *inside.min(above) - cost;
        *cell = if *other == id { kept } else { NEVER };
    }
}

/// Costs inside hunks with one more old token: by deleting it, or by inserting at its place.
fn changed(above: &[i16], matched_above: &[i16], matched: &[i16], row: &mut [i16]) {
    let deleted = above[1..].iter().zip(&matched_above[1..]);
    for ((cell, (inside, above)), left) in row[1..].iter_mut().zip(deleted).zip(matched) {
        *cell = (*inside).min((*above).min(*left) + HUNK);
    }
    least_so_far(row);
}

/// Makes each number the least of those up to it, eight at a time.
fn least_so_far(row: &mut [i16]) {
    let mut least = i16::MAX;
    let (eights, rest) = row.as_chunks_mut::<8>();
    for eight in eights {
        let mut found = lesser(*eight, shifted::<1>(*eight));
        found = lesser(found, shifted::<2>(found));
        found = lesser(found, shifted::<4>(found));
        *eight = lesser(found, [least; 8]);
        least = eight[7];
    }
    for cell in rest {
        least = least.min(*cell);
        *cell = least;
    }
}

fn lesser(a: [i16; 8], b: [i16; 8]) -> [i16; 8] {
    std::array::from_fn(|at| a[at].min(b[at]))
}

/// The numbers moved on by some places.
fn shifted<const BY: usize>(numbers: [i16; 8]) -> [i16; 8] {
    std::array::from_fn(|at| if at < BY { i16::MAX } else { numbers[at - BY] })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::strand::tests::tokens, *};

    /// What hunks cost a reader, in quarters of a scalar value.
    fn cost_of(old: &[Token], new: &[Token], hunks: &[Hunk]) -> u32 {
        let cost = |tokens: &[Token]| tokens.iter().map(Token::cost).sum::<u32>();
        let of_hunk = |hunk: &Hunk| {
            2 * u32::from(HUNK.unsigned_abs())
                + cost(&old[hunk.old.clone()])
                + cost(&new[hunk.new.clone()])
        };
        hunks.iter().map(of_hunk).sum()
    }

    /// The least cost of changing one into the other, tried out.
    fn least(old: &[Token], new: &[Token]) -> u32 {
        const OPEN: u32 = 2 * HUNK.unsigned_abs() as u32;
        let far = u32::MAX / 2;
        let mut best = vec![vec![[far; 2]; new.len() + 1]; old.len() + 1];
        best[0][0][0] = 0;
        for i in 0..=old.len() {
            for j in 0..=new.len() {
                let step = |[kept, inside]: [u32; 2], token: &Token| {
                    inside.min(kept + OPEN) + token.cost()
                };
                if i > 0 {
                    best[i][j][1] = best[i][j][1].min(step(best[i - 1][j], &old[i - 1]));
                }
                if j > 0 {
                    best[i][j][1] = best[i][j][1].min(step(best[i][j - 1], &new[j - 1]));
                }
                if i > 0 && j > 0 && old[i - 1].id == new[j - 1].id {
                    let [kept, inside] = best[i - 1][j - 1];
                    best[i][j][0] = kept.min(inside);
                }
            }
        }
        let [kept, inside] = best[old.len()][new.len()];
        kept.min(inside)
    }

    proptest! {
        #[test]
        fn no_way_is_lighter((old, new) in ("[a-d ,.]{0,40}", "[a-d ,.]{0,40}")) {
            let (old, new) = tokens(&old, &new);
            let hunks = lightest(&old, &new);
            prop_assert_eq!(cost_of(&old, &new, &hunks), least(&old, &new));
            let (mut i, mut j) = (0, 0);
            for hunk in hunks.iter().chain([&Hunk { old: old.len()..old.len(), new: new.len()..new.len() }]) {
                let ids = |tokens: &[Token]| tokens.iter().map(|token| token.id).collect::<Vec<_>>();
                prop_assert_eq!(ids(&old[i..hunk.old.start]), ids(&new[j..hunk.new.start]));
                (i, j) = (hunk.old.end, hunk.new.end);
            }
        }
    }
}
