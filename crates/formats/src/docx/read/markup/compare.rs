//! What was made anew held against the text: the stretch where they differ is what a change does.

use std::ops::Range;

use document::{Block, BlockId, Kind};

use super::{
    alternatives::{Maker, Outcome},
    remake::Remade,
};
use crate::docx::Replacement;

impl Maker<'_, '_> {
    /// Holds what was made anew against the text, and notes the stretch where they differ.
    pub(super) fn compare(&self, old: Range<usize>, mut remade: Remade, outcome: &mut Outcome) {
        self.drop_emptied(&mut remade);
        let Remade {
            mut blocks,
            traces,
            lives,
        } = remade;
        let same = |new: usize, index: usize| {
            let block = self.blocks.get(index);
            let counted =
                traces[new].counted && self.trace(index).is_some_and(|trace| trace.counted);
            lives[new] == Some(index)
                && block.is_some_and(|block| reads_same(block, &blocks[new], counted))
        };
        let (mut first, mut last) = (0, 0);
        while first < blocks.len() && first < old.len() && same(first, old.start + first) {
            first += 1;
        }
        while last + first < blocks.len()
            && last + first < old.len()
            && same(blocks.len() - 1 - last, old.end - 1 - last)
        {
            last += 1;
        }
        let kept = blocks.len() - last;
        blocks.truncate(kept);
        blocks.drain(..first);
        let range = old.start + first..old.end - last;
        if range.is_empty() && blocks.is_empty() {
            return;
        }
        let living: Vec<usize> = lives.into_iter().flatten().collect();
        let gone = range.clone().filter(|index| !living.contains(index));
        outcome.gone.extend(gone);
        outcome
            .replacements
            .push(Replacement { old: range, blocks });
    }

    /// A paragraph that lost all its text is gone, though its end is still in the file.
    fn drop_emptied(&self, remade: &mut Remade) {
        let mut at = 0;
        while at < remade.blocks.len() {
            let block = &remade.blocks[at];
            let before = remade.lives[at].and_then(|index| self.blocks.get(index));
            let emptied = block.text.is_empty()
                && before.is_some_and(|before| !before.text.is_empty())
                && block.kind != Kind::Rule;
            let alone = block.cell.is_some()
                && remade
                    .blocks
                    .iter()
                    .filter(|it| it.cell == block.cell)
                    .count()
                    == 1;
            if emptied && !alone {
                remade.blocks.remove(at);
                remade.traces.remove(at);
                remade.lives.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Blocks that moved keep their ids: those of equal text, then the others in order.
    pub(super) fn carry_ids(&self, outcome: &mut Outcome) {
        let mut gone = outcome.gone.clone();
        let mut new: Vec<&mut Block> = outcome
            .replacements
            .iter_mut()
            .flat_map(|replacement| &mut replacement.blocks)
            .filter(|block| block.id.as_str().is_empty())
            .collect();
        for block in &mut new {
            let equal = |index: &usize| self.blocks[*index].text == block.text;
            if let Some(at) = gone.iter().position(equal) {
                block.id = self.blocks[gone.remove(at)].id.clone();
            }
        }
        new.retain(|block| block.id.as_str().is_empty());
        if new.len() == gone.len() {
            for (block, index) in new.into_iter().zip(gone) {
                block.id = self.blocks[index].id.clone();
            }
        }
    }
}

/// Whether two blocks are the same but for what counting gives them.
fn reads_same(old: &Block, new: &Block, counted: bool) -> bool {
    let plain = |block: &Block| {
        let mut block = block.clone();
        block.id = BlockId::default();
        if counted {
            block.number = None;
        }
        if let Some(cell) = &mut block.cell {
            (cell.row, cell.table) = (0, String::new());
        }
        block
    };
    old.text == new.text && plain(old) == plain(new)
}

/// Makes one of replacements that follow each other.
pub(super) fn join_adjacent(replacements: &mut Vec<Replacement>) {
    let mut joined: Vec<Replacement> = Vec::with_capacity(replacements.len());
    for replacement in replacements.drain(..) {
        match joined.last_mut() {
            Some(last) if last.old.end == replacement.old.start => {
                last.old.end = replacement.old.end;
                last.blocks.extend(replacement.blocks);
            }
            _ => joined.push(replacement),
        }
    }
    *replacements = joined;
}
