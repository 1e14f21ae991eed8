use super::candidate::Candidate;

/// Of candidates sorted by old and new unit, the chain in order on both sides that spares readers
/// most.
pub(crate) fn heaviest(candidates: &[Candidate]) -> Vec<Candidate> {
    let width = candidates
        .iter()
        .map(|pair| pair.new + 1)
        .max()
        .unwrap_or(0);
    let mut best = Best::new(width);
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    let mut end = 0;
    for row in candidates.chunk_by(|a, b| a.old == b.old) {
        // from the right, so that no two of a row stand in one chain
        for (at, pair) in row.iter().enumerate().rev() {
            let (weight, last) = best.below(pair.new);
            before[end + at] = last;
            best.record(pair.new, weight + u64::from(pair.score), end + at);
        }
        end += row.len();
    }
    let mut chain = Vec::new();
    let mut at = best.below(width).1;
    while let Some(index) = at {
        chain.push(candidates[index]);
        at = before[index];
    }
    chain.reverse();
    chain
}

/// The heaviest chain that ends before a new unit: a binary indexed tree of maxima (Fenwick 1994).
struct Best(Vec<(u64, Option<usize>)>);

impl Best {
    fn new(width: usize) -> Self {
        Self(vec![(0, None); width + 1])
    }

    fn below(&self, new: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut node = new;
        while node > 0 {
            if self.0[node].0 > best.0 {
                best = self.0[node];
            }
            node &= node - 1;
        }
        best
    }

    fn record(&mut self, new: usize, weight: u64, index: usize) {
        let mut node = new + 1;
        while node < self.0.len() {
            if weight > self.0[node].0 {
                self.0[node] = (weight, Some(index));
            }
            node += node & node.wrapping_neg();
        }
    }
}
