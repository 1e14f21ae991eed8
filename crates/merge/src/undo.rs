use std::collections::HashSet;

use document::{Block, BlockId, Document};

use crate::{BlockChange, Clash, Conflict, Part, Patch, accept::lay, text::Text};

/// The steps that led from `base` to a draft, with one taken out. Later steps that touch the same
/// blocks are merged again: from the draft as it was before them, theirs is what the step made of it,
/// ours the draft without the one that goes. The others stay as they are; each keeps its place in
/// the list.
///
/// # Errors
/// When later steps build upon what goes: which (as an index into `steps`), and why.
pub fn without(
    base: &Document,
    steps: &[Patch],
    index: usize,
    glossary: &[String],
) -> Result<Vec<Patch>, Vec<(usize, Conflict)>> {
    let Some((before, rest)) = steps.split_at_checked(index) else {
        return Ok(steps.to_vec());
    };
    let Some((gone, later)) = rest.split_first() else {
        return Ok(steps.to_vec());
    };
    let mut was = base.clone();
    before.iter().for_each(|patch| patch.apply(&mut was));
    let mut replay = Replay {
        now: was.clone(),
        was,
        differing: gone.touches().into_iter().cloned().collect(),
    };
    gone.apply(&mut replay.was);
    let mut kept = before.to_vec();
    let mut conflicts = Vec::new();
    for (step, patch) in (index + 1..).zip(later) {
        match replay.step(patch, glossary) {
            Ok(patch) => kept.push(patch),
            Err(clash) => conflicts.extend(clash.conflicts.into_iter().map(|why| (step, why))),
        }
    }
    if conflicts.is_empty() {
        Ok(kept)
    } else {
        Err(conflicts)
    }
}

/// A draft as it was and as it is now, one step after the other.
struct Replay {
    was: Document,
    now: Document,
    /// Blocks in which the two may differ.
    differing: HashSet<BlockId>,
}

impl Replay {
    fn step(&mut self, patch: &Patch, glossary: &[String]) -> Result<Patch, Clash> {
        let apart = patch.mentions().any(|id| self.differing.contains(id));
        if !apart {
            patch.apply(&mut self.was);
            patch.apply(&mut self.now);
            return Ok(patch.clone());
        }
        self.differing.extend(patch.touches().into_iter().cloned());
        let before = self.was.clone();
        patch.apply(&mut self.was);
        let parts = as_parts(patch, &before, &self.was);
        let (origin, draft) = (Text::of(&before), Text::of(&self.now));
        let mut same = |block: &Block| block.id.clone();
        let merged = lay(&origin, &draft, &parts, &mut same, glossary)?;
        merged.apply(&mut self.now);
        Ok(merged)
    }
}

/// What a patch made of a text, as a suggestion whose new blocks have their ids.
fn as_parts(patch: &Patch, before: &Document, after: &Document) -> Vec<Part> {
    let touched = patch.touches();
    let moved: HashSet<&BlockId> = patch.changes.iter().filter_map(moved_block).collect();
    let known: HashSet<&BlockId> = before.blocks.iter().map(|block| &block.id).collect();
    let stands: HashSet<&BlockId> = after.blocks.iter().map(|block| &block.id).collect();
    let leaves =
        |id: &&BlockId| known.contains(*id) && (moved.contains(*id) || !stands.contains(*id));
    let mut parts: Vec<Part> = touched
        .iter()
        .copied()
        .filter(leaves)
        .map(removal)
        .collect();
    let arrives = |block: &Block| !known.contains(&block.id) || moved.contains(&block.id);
    let mut behind: Option<&Block> = None;
    let mut open = false;
    for block in &after.blocks {
        let is_touched = touched.contains(&block.id);
        if is_touched && arrives(block) {
            if !open {
                parts.push(addition(behind));
            }
            if let Some(part) = parts.last_mut() {
                part.proposal.push(block.clone());
            }
            open = true;
            continue;
        }
        open = is_touched;
        if is_touched {
            parts.push(replacement(block));
        }
        behind = Some(block);
    }
    parts
}

fn moved_block(change: &BlockChange) -> Option<&BlockId> {
    match change {
        BlockChange::Move { block, .. } => Some(block),
        _ => None,
    }
}

fn removal(id: &BlockId) -> Part {
    Part {
        blocks: vec![id.clone()],
        after: None,
        proposal: Vec::new(),
    }
}

fn addition(behind: Option<&Block>) -> Part {
    Part {
        blocks: Vec::new(),
        after: behind.map(|block| block.id.clone()),
        proposal: Vec::new(),
    }
}

fn replacement(block: &Block) -> Part {
    Part {
        blocks: vec![block.id.clone()],
        after: None,
        proposal: vec![block.clone()],
    }
}
