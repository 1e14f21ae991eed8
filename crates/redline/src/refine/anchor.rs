use super::strand::Token;
use crate::{chain::longest_rising, map::Map};

/// Shared text of this many scalar values is no coincidence, however large the texts.
const CERTAIN: u32 = 16;

/// A run of equal tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) length: usize,
}

/// Long runs of tokens that stand once on either side and in the same order on both, as far as they
/// reach (after Bram Cohen's patience diff, with runs of tokens in the place of lines).
pub(super) fn matches(old: &[Token], new: &[Token]) -> Vec<Match> {
    let mut places = places(old);
    for (run, at) in runs(new) {
        if let Some(place) = places.get_mut(&run) {
            place.in_new(at);
        }
    }
    let mut pairs: Vec<(usize, usize)> = places.into_values().filter_map(Place::single).collect();
    pairs.sort_unstable();
    let mut found: Vec<Match> = Vec::new();
    for at in longest_rising(pairs.iter().map(|pair| pair.1)) {
        let (from, to) = pairs[at];
        let (old_end, new_end) = found.last().map_or((0, 0), Match::end);
        if from >= old_end && to >= new_end {
            found.extend(grown(old, new, (old_end, new_end), (from, to)));
        }
    }
    found
}

impl Match {
    fn end(&self) -> (usize, usize) {
        (self.old + self.length, self.new + self.length)
    }
}

/// The run of equal tokens around a pair of places, not beyond where the last one ended.
fn grown(
    old: &[Token],
    new: &[Token],
    (old_from, new_from): (usize, usize),
    (from, to): (usize, usize),
) -> Option<Match> {
    let equal = |(a, b): &(&Token, &Token)| a.id == b.id;
    let before = old[old_from..from].iter().rev();
    let before = before.zip(new[new_from..to].iter().rev());
    let before = before.take_while(equal).count();
    let after = old[from..].iter().zip(&new[to..]).take_while(equal).count();
    let weight: u32 = old[from..from + after]
        .iter()
        .map(|token| token.weight)
        .sum();
    // two different runs may have the same number
    (weight >= CERTAIN).then_some(Match {
        old: from - before,
        new: to - before,
        length: before + after,
    })
}

/// Where a run stands: in the old text, and in the new one once it is found there.
enum Place {
    Old(usize),
    Both(usize, usize),
    Several,
}

impl Place {
    fn in_new(&mut self, new: usize) {
        *self = match self {
            Self::Old(old) => Self::Both(*old, new),
            _ => Self::Several,
        };
    }

    fn single(self) -> Option<(usize, usize)> {
        match self {
            Self::Both(old, new) => Some((old, new)),
            _ => None,
        }
    }
}

fn places(old: &[Token]) -> Map<u64, Place> {
    let mut places: Map<u64, Place> = Map::default();
    for (run, at) in runs(old) {
        let place = places
            .entry(run)
            .and_modify(|place| *place = Place::Several);
        place.or_insert(Place::Old(at));
    }
    places
}

/// The shortest certain run of tokens from each place on, as a number that equal runs share.
fn runs(tokens: &[Token]) -> impl Iterator<Item = (u64, usize)> {
    (0..tokens.len()).filter_map(|start| {
        let (mut weight, mut run) = (0, 0u64);
        for token in tokens[start..].iter().take(MOST_TOKENS) {
            run = (run.rotate_left(5) ^ u64::from(token.id)).wrapping_mul(ODD);
            weight += token.weight;
            if weight >= CERTAIN {
                return Some((run, start));
            }
        }
        None
    })
}

/// Tokens of a run; more of them have too little text to tell anything.
const MOST_TOKENS: usize = 16;
/// Spreads numbers over the whole type (the golden ratio).
const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

#[cfg(test)]
mod tests {
    use super::{super::strand::tests::tokens, *};

    fn check(old: &str, new: &str, expect: &[&str]) {
        let (a, b) = tokens(old, new);
        let found: Vec<&str> = matches(&a, &b)
            .into_iter()
            .map(|found| {
                let last = &a[found.old + found.length - 1];
                &old[a[found.old].span.bytes.start..last.span.bytes.end]
            })
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn long_runs_that_stand_once_are_certain() {
        let (one, other) = ("operators shall avoid harm", "rivers are monitored daily");
        check(one, other, &[]);
        check("so", "so", &[]);
        check(
            &format!("a {one} b {other} c"),
            &format!("x {one} y y {other} z"),
            &[&format!(" {one} "), &format!(" {other} ")],
        );
        check(
            &format!("a {one} b {other} c"),
            &format!("x {other} y {one} z"),
            &[&format!(" {other} ")],
        );
        check(&format!("{one} b {one} c"), &format!("{one} y"), &[]);
    }
}
