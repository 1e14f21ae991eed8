//! What holds for suggestions, however they are laid over a draft.

use std::collections::HashSet;

use document::{Block, BlockId, Document};
use merge::{Clash, Part, Patch, Side, Trace, accept, hunks_of, with_hunks, without};
use redline::{Options, compare};

use crate::{Dice, proposals};

/// What leads from one text to another is accepted piece by piece in some order: that gives the
/// other text, each change is credited to its suggestion, and one taken back was never there.
/// Answers how many characters changed, and how many of them are credited. Where there are more
/// suggestions than this, several are made one, by chance.
pub fn suggesting(dice: &mut Dice, old: &Document, new: &Document, most: usize) -> (usize, usize) {
    let mut suggestions: Vec<Vec<Part>> = Vec::new();
    for parts in proposals(old, new) {
        let full = suggestions.len() >= most;
        match suggestions.get_mut(dice.roll(most)).filter(|_| full) {
            Some(other) => other.extend(parts),
            None => suggestions.push(parts),
        }
    }
    let order = dice.shuffled(suggestions.len());
    let (draft, steps) = all_in(old, &suggestions, &order);
    same_texts(&draft, new);
    assert_eq!(draft.defects(), []);
    if let Some(&last) = order.last() {
        let gone = dice.roll(steps.len());
        let rest = without(old, &steps, gone, &[]);
        let rest = rest.unwrap_or_else(|why| unreachable!("step {gone} of {last}: {why:?}"));
        let others: Vec<usize> = order
            .iter()
            .copied()
            .filter(|at| *at != order[gone])
            .collect();
        let mut undone = old.clone();
        rest.iter().for_each(|patch| patch.apply(&mut undone));
        let (never, _) = all_in(old, &suggestions, &others);
        same_texts(&undone, &never);
    }
    crediting(old, &draft, &steps)
}

fn all_in(old: &Document, suggestions: &[Vec<Part>], order: &[usize]) -> (Document, Vec<Patch>) {
    let mut draft = old.clone();
    let mut steps = Vec::with_capacity(order.len());
    for &index in order {
        let patch = lay(old, &draft, &suggestions[index], index);
        let patch = patch.unwrap_or_else(|clash| unreachable!("{clash:#?}"));
        patch.apply(&mut draft);
        steps.push(patch);
    }
    (draft, steps)
}

fn lay(old: &Document, draft: &Document, parts: &[Part], name: usize) -> Result<Patch, Clash> {
    let mut count = 0_usize;
    let mut fresh = || {
        count += 1;
        BlockId::from(format!("s{name}-{count}"))
    };
    accept(old, draft, parts, &mut fresh, &[])
}

/// Nothing is credited to a step that did not touch the block.
fn crediting(old: &Document, new: &Document, steps: &[Patch]) -> (usize, usize) {
    let mut trace = Trace::new(old, &[]);
    for (who, patch) in steps.iter().enumerate() {
        trace.step(patch, who);
    }
    trace.publish(new);
    let redline = compare(old, new, &Options::default());
    let attribution = trace.attribute(&redline);
    let touched: Vec<HashSet<&BlockId>> = steps
        .iter()
        .map(|patch| patch.touches().into_iter().collect())
        .collect();
    let mut credited = 0;
    for credit in &attribution.credits {
        let text = if credit.side == Side::Old { old } else { new };
        assert!(touched[credit.who].contains(&text.blocks[credit.block].id));
        credited += credit.end - credit.start;
    }
    let stats = redline.stats();
    (stats.inserted_chars + stats.deleted_chars, credited)
}

/// Block by block, so that a failure names the first that differs.
fn same_texts(one: &Document, other: &Document) {
    for (at, (one, other)) in one.blocks.iter().zip(&other.blocks).enumerate() {
        assert_eq!(one.text, other.text, "block {at}: {}", one.id);
    }
    assert_eq!(one.blocks.len(), other.blocks.len());
}

/// Whatever is proposed, the draft stays well formed, and choosing none of it changes nothing.
pub fn proposing_anything(dice: &mut Dice, old: &Document, new: &Document) {
    let mut draft = old.clone();
    for round in 0..4 {
        let parts: Vec<Part> = (0..dice.roll(4))
            .map(|_| anything(dice, old, new))
            .collect();
        if let Ok(patch) = lay(old, &draft, &parts, round) {
            patch.apply(&mut draft);
        }
        assert_eq!(draft.defects(), []);
        let hunks = hunks_of(old, &parts, &[]);
        let chosen: Vec<usize> = (0..dice.roll(4))
            .map(|_| dice.roll(hunks.len() + 1))
            .collect();
        let some = with_hunks(old, &parts, &chosen, &[]);
        if let Ok(patch) = lay(old, old, &some, round) {
            let mut outcome = old.clone();
            patch.apply(&mut outcome);
            assert_eq!(outcome.defects(), []);
        }
    }
}

/// A part made of pieces of both texts.
fn anything(dice: &mut Dice, old: &Document, new: &Document) -> Part {
    let stretch = dice.stretch(old.blocks.len(), 4);
    let named = old.blocks.get(stretch).unwrap_or_default();
    let mut proposal: Vec<Block> = Vec::new();
    for _ in 0..dice.roll(4) {
        let text = if dice.roll(2) == 0 { old } else { new };
        let Some(block) = dice.pick(&text.blocks) else {
            continue;
        };
        let mut block = block.clone();
        match dice.roll(4) {
            0 => block.id = BlockId::default(),
            1 => block
                .text
                .truncate(block.text.char_indices().nth(9).map_or(0, |(at, _)| at)),
            2 => block.marks.iter_mut().for_each(|mark| mark.start += 3),
            _ => {}
        }
        proposal.push(block);
    }
    let after = dice.pick(&old.blocks).map(|block| block.id.clone());
    Part {
        blocks: named.iter().map(|block| block.id.clone()).collect(),
        after: after.filter(|_| named.is_empty() || dice.roll(2) == 0),
        proposal,
    }
}
