use std::collections::{BTreeMap, HashMap, HashSet};

use document::{Block, BlockId, Document};

pub(crate) type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// Blocks in order, found by id; of several that share an id, the first.
pub(crate) struct Text<'a> {
    pub(crate) blocks: Vec<&'a Block>,
    places: Map<&'a BlockId, usize>,
}

impl<'a> Text<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        Self::new(document.blocks.iter().collect())
    }

    pub(crate) fn new(blocks: Vec<&'a Block>) -> Self {
        let backwards = blocks.iter().enumerate().rev();
        Self {
            places: backwards.map(|(at, block)| (&block.id, at)).collect(),
            blocks,
        }
    }

    pub(crate) fn place(&self, id: &BlockId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The first of these places, in their order, whose block the other text has, too; as its place
    /// there.
    pub(crate) fn first_common(
        &self,
        mut places: impl Iterator<Item = usize>,
        other: &Text<'_>,
    ) -> Option<usize> {
        places.find_map(|at| other.place(&self.blocks.get(at)?.id))
    }

    /// For each block whether it stands where the order of the origin puts it: whether it is in the
    /// origin, and was not moved. The others are measured by those that do not leave their place now.
    pub(crate) fn settled(&self, origin: &Text<'_>, leaving: &HashSet<usize>) -> Vec<bool> {
        let place = |(at, block): (usize, &&Block)| Some((at, origin.place(&block.id)?));
        let common = self.blocks.iter().enumerate().filter_map(place);
        let (leaving, staying): (Vec<_>, Vec<_>) = common.partition(|(_, at)| leaving.contains(at));
        let origins: Vec<usize> = staying.iter().map(|(_, in_origin)| *in_origin).collect();
        let weights: Vec<usize> = staying
            .iter()
            .map(|(at, _)| self.blocks[*at].text.len() + 1)
            .collect();
        let rise = heaviest_rise(&origins, &weights).into_iter();
        let rise: Vec<(usize, usize)> = rise.map(|index| staying[index]).collect();
        let fits = |(at, in_origin): &(usize, usize)| {
            let here = rise.partition_point(|(other, _)| other < at);
            here == rise.partition_point(|(_, other)| other < in_origin)
        };
        let mut settled = vec![false; self.blocks.len()];
        for (at, _) in rise.iter().chain(leaving.iter().filter(|one| fits(one))) {
            settled[*at] = true;
        }
        settled
    }
}

/// The indices of a longest strictly increasing selection.
pub(crate) fn longest_rise(values: &[usize]) -> Vec<usize> {
    heaviest_rise(values, &vec![1; values.len()])
}

/// The indices of the strictly increasing selection with the greatest sum of weights.
fn heaviest_rise(values: &[usize], weights: &[usize]) -> Vec<usize> {
    if values.is_sorted_by(|one, next| one < next) {
        return (0..values.len()).collect();
    }
    // Selections by the value that they end with; a heavier one is never before a lighter one.
    let mut ends: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, (value, weight)) in values.iter().zip(weights).enumerate() {
        let best = ends.range(..value).next_back().map(|(_, best)| *best);
        let sum = best.map_or(0, |(sum, _)| sum) + weight;
        before.push(best.map(|(_, index)| index));
        if ends.get(value).is_some_and(|(other, _)| *other >= sum) {
            continue;
        }
        let lighter = ends
            .range(value..)
            .take_while(|(_, (other, _))| *other <= sum);
        let lighter: Vec<usize> = lighter.map(|(end, _)| *end).collect();
        lighter.iter().for_each(|end| {
            ends.remove(end);
        });
        ends.insert(*value, (sum, index));
    }
    let mut chosen = Vec::new();
    let mut next = ends.last_key_value().map(|(_, (_, index))| *index);
    while let Some(index) = next {
        chosen.push(index);
        next = before[index];
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rise_is_found() {
        let check = |values: &[usize], expect: &[usize]| {
            let rise: Vec<usize> = longest_rise(values).iter().map(|&at| values[at]).collect();
            assert_eq!(rise, expect);
        };
        check(&[], &[]);
        check(&[1, 2, 5], &[1, 2, 5]);
        check(&[5, 1, 2, 3, 4], &[1, 2, 3, 4]);
        check(&[1, 4, 2, 3, 5], &[1, 2, 3, 5]);
        check(&[3, 3, 3], &[3]);
        assert_eq!(heaviest_rise(&[2, 0, 1], &[9, 2, 3]), [0]);
        assert_eq!(heaviest_rise(&[2, 0, 1, 3], &[4, 2, 3, 1]), [1, 2, 3]);
    }
}
