use rustc_hash::FxHashMap;

use super::{candidate::Candidate, pairing::Pairing};

/// Letters below which text that stands elsewhere is a coincidence rather than a move.
const LONG: u32 = 24;
/// Of 100, how much an edited block must share to have moved rather than been written anew.
const ALIKE: u32 = 50;

/// Makes moves of candidates that did not stay in place: of long ones, of runs of neighbours that
/// are long together, and of their short neighbours.
pub(crate) fn accept(candidates: &[Candidate], pairing: &mut Pairing) {
    let mut left: Vec<Candidate> = candidates
        .iter()
        .filter(|pair| pair.percent >= ALIKE && is_free(pairing, pair))
        .copied()
        .collect();
    let runs = run_weights(&left);
    let weight = |pair: &Candidate| runs[&(pair.old, pair.new)];
    let mut seeds = left.clone();
    seeds.retain(|pair| weight(pair) >= LONG);
    seeds.sort_by_key(|pair| (std::cmp::Reverse(weight(pair)), pair.old, pair.new));
    for pair in seeds {
        place(pairing, &pair);
    }
    spread(&left, pairing, |at| at.wrapping_sub(1));
    left.reverse();
    spread(&left, pairing, |at| at + 1);
}

fn is_free(pairing: &Pairing, pair: &Candidate) -> bool {
    pairing.old_is_free(pair.old) && pairing.new_is_free(pair.new)
}

fn place(pairing: &mut Pairing, pair: &Candidate) {
    if is_free(pairing, pair) {
        pairing.place_moved(pair.old, pair.new);
    }
}

/// Takes along what stands next to a move on both sides.
fn spread(candidates: &[Candidate], pairing: &mut Pairing, neighbour: fn(usize) -> usize) {
    for pair in candidates {
        let (old, new) = (neighbour(pair.old), neighbour(pair.new));
        if pairing.moved_to(old) == Some(new) {
            place(pairing, pair);
        }
    }
}

/// The weight of the run of neighbouring pairs that each pair is in.
fn run_weights(sorted: &[Candidate]) -> FxHashMap<(usize, usize), u32> {
    let mut weights: FxHashMap<(usize, usize), u32> = FxHashMap::default();
    for pair in sorted {
        let before = pair
            .old
            .checked_sub(1)
            .zip(pair.new.checked_sub(1))
            .and_then(|place| weights.get(&place))
            .map_or(0, |weight| *weight);
        weights.insert((pair.old, pair.new), before + pair.score);
    }
    for pair in sorted.iter().rev() {
        if let Some(&after) = weights.get(&(pair.old + 1, pair.new + 1)) {
            weights.insert((pair.old, pair.new), after);
        }
    }
    weights
}
