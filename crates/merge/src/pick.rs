use std::collections::HashSet;

use document::{Block, BlockId, Document};
use serde::{Deserialize, Serialize};

use crate::{
    Part,
    reading::{Entry, Reading},
    text::Text,
};

/// One change of a suggestion, small enough to be decided by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hunk {
    /// Counts the hunks of a suggestion in reading order, from 0.
    pub index: usize,
    /// What it does.
    pub kind: HunkKind,
    /// In which part.
    pub part: usize,
    /// To which block of the revision; none for a new one.
    pub block: Option<BlockId>,
    /// To which proposed block of the part; none for one that goes.
    pub proposal: Option<usize>,
    /// First scalar value that changes, in the text of the revision.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words that go, or whose formatting changes.
    pub deleted: String,
    /// The words that come, or whose formatting changes.
    pub inserted: String,
}

/// What a hunk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HunkKind {
    /// Changes words of a block.
    Text,
    /// Changes the formatting of words.
    Marks,
    /// Changes what the block is: kind, level, label, place in a table.
    Property,
    /// Adds a block.
    Insert,
    /// Removes a block.
    Remove,
    /// Puts a block elsewhere.
    Move,
}

/// The changes of a suggestion one by one.
pub fn hunks_of(origin: &Document, parts: &[Part], glossary: &[String]) -> Vec<Hunk> {
    Reading::of(&Text::of(origin), parts, glossary).hunks
}

/// The suggestion with these changes alone; without a part that then changes nothing. Takes the
/// numbers of [`hunks_of`]; one that is none of them counts for nothing.
pub fn with_hunks(
    origin: &Document,
    parts: &[Part],
    chosen: &[usize],
    glossary: &[String],
) -> Vec<Part> {
    let origin = Text::of(origin);
    let reading = Reading::of(&origin, parts, glossary);
    let chosen: HashSet<usize> = chosen.iter().copied().collect();
    let mut outcome = parts.to_vec();
    for (part, entries) in &reading.places {
        let proposal = entries.iter().filter_map(|entry| match entry {
            Entry::Goes { block, hunk } => (!chosen.contains(hunk)).then(|| (*block).clone()),
            Entry::Comes { block, hunk } => chosen.contains(hunk).then(|| Block::clone(block)),
            Entry::Stays { base } => Some(reading.revised(*base).with(&chosen)),
            Entry::Leaves { base } => reading.revised(*base).unless_moved(&chosen),
            Entry::Arrives { base } => reading.revised(*base).if_moved(&chosen),
        });
        outcome[*part].proposal = proposal.collect();
    }
    let kept = outcome.into_iter().zip(parts);
    kept.filter(|(part, before)| part == *before || !is_idle(&origin, part))
        .map(|(part, _)| part)
        .collect()
}

fn is_idle(origin: &Text<'_>, part: &Part) -> bool {
    let stands = part.blocks.iter().filter_map(|id| origin.place(id));
    let stands = stands.map(|at| origin.blocks[at]);
    stands.eq(&part.proposal)
}
