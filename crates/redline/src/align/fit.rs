/// Pairs two lists in order so that the scores of the pairs add up to the most; a score of 0 is no
/// pair. Costs the product of the lengths.
pub(crate) fn fit(
    old: usize,
    new: usize,
    mut score: impl FnMut(usize, usize) -> u32,
) -> Vec<(usize, usize)> {
    let width = new + 1;
    let mut scores = vec![0; old * new];
    // best[i * width + j]: of the first i and the first j
    let mut best = vec![0u64; (old + 1) * width];
    for i in 0..old {
        for j in 0..new {
            let own = score(i, j);
            scores[i * new + j] = own;
            let paired = if own > 0 {
                best[i * width + j] + u64::from(own)
            } else {
                0
            };
            let skipped = best[i * width + j + 1].max(best[(i + 1) * width + j]);
            best[(i + 1) * width + j + 1] = paired.max(skipped);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (old, new);
    while i > 0 && j > 0 {
        let here = best[i * width + j];
        if here == best[(i - 1) * width + j] {
            i -= 1;
        } else if here == best[i * width + j - 1] {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        }
    }
    pairs.reverse();
    pairs
}
