use document::{BlockId, Document};

use crate::{ChangeKind, Detail, Options, Redline, compare, position::PositionMap};

/// Gives each newer block the id of the older block that it is: that stayed, was edited, moved,
/// split (the part with most of the text keeps the id) or merged (the id of the part that gave
/// most). The others get fresh ids, which must differ from all ids of both documents.
pub fn carry_ids(
    old: &Document,
    new: &mut Document,
    options: &Options<'_>,
    fresh: &mut dyn FnMut() -> BlockId,
) {
    let options = Options {
        detail: Detail::Words,
        ..*options
    };
    let heirs = heirs(&compare(old, new, &options));
    for (block, heir) in new.blocks.iter_mut().zip(heirs) {
        block.id = heir.map_or_else(&mut *fresh, |index| old.blocks[index].id.clone());
    }
}

/// For each newer block the older block that it is.
fn heirs(redline: &Redline<'_>) -> Vec<Option<usize>> {
    let mut heirs: Vec<Option<usize>> = vec![None; redline.new.blocks.len()];
    let map = PositionMap::new(redline);
    let mut weights = vec![0; redline.new.blocks.len()];
    for change in redline
        .changes
        .iter()
        .filter(|change| !change.old.is_empty())
    {
        for old in change.old.clone() {
            let place = map.map(old, 0..usize::MAX);
            let found = match change.kind {
                ChangeKind::Deleted => None,
                _ => place.map(|place| (place.block, place.kept)),
            };
            let alone = (change.old.len() == 1 && change.new.len() == 1)
                .then_some((change.new.start, usize::MAX));
            if let Some((new, weight)) = found.or(alone)
                && (heirs[new].is_none() || weights[new] < weight)
            {
                (heirs[new], weights[new]) = (Some(old), weight);
            }
        }
    }
    heirs
}
