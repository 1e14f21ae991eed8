use std::collections::HashMap;

use document::{Block, Document};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{Options, plan::Link};

/// Which blocks of the two documents belong together. Those in place are in order on both sides.
pub(crate) fn align(old: &Document, new: &Document, _options: &Options<'_>) -> Vec<Link> {
    let mut numbers = HashMap::new();
    let mut keys = |blocks: &'_ [Block]| -> Vec<usize> {
        blocks
            .iter()
            .map(|block| {
                let next = numbers.len();
                *numbers
                    .entry((block.text.clone(), block.kind))
                    .or_insert(next)
            })
            .collect()
    };
    let (old_keys, new_keys) = (keys(&old.blocks), keys(&new.blocks));
    capture_diff_slices(Algorithm::Patience, &old_keys, &new_keys)
        .into_iter()
        .flat_map(|op| {
            let old = op.old_range();
            let new = op.new_range();
            let paired = matches!(op, DiffOp::Equal { .. }) || old.len() == new.len();
            old.zip(new).filter(move |_| paired)
        })
        .map(|(old, new)| Link {
            old: old..old + 1,
            new: new..new + 1,
            moved: false,
        })
        .collect()
}
