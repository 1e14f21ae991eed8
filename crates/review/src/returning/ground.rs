//! The text that people worked on, laid over the revision that it was made from.

use std::{collections::HashMap, ops::Range};

use document::{Block, BlockId, Document};
use redline::{Change, ChangeKind, Detail, Ids, Mapped, Options, PositionMap, Redline, compare};

use super::Misfit;

/// The two texts, and what leads from one to the other.
pub(super) struct Ground<'a> {
    /// From the revision to the text of the file.
    pub(super) redline: Redline<'a>,
    /// From the text of the file to the revision.
    back: PositionMap,
    /// By block of the text.
    homes: Vec<Home>,
    by_id: HashMap<&'a BlockId, usize>,
}

/// Where a block of the file's text is at home in the revision.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Home {
    kind: Stay,
    /// Blocks of the revision.
    blocks: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stay {
    /// It is one block of the revision, in place.
    InPlace,
    /// It is one block of the revision, from elsewhere.
    Moved,
    /// It is part of a split or a join.
    Parted,
    /// The revision does not have it.
    Nowhere,
}

impl<'a> Ground<'a> {
    pub(super) fn new(revision: &'a Document, text: &'a Document, glossary: &[String]) -> Self {
        let options = Options {
            ids: Ids::Trust,
            detail: Detail::Words,
            glossary,
        };
        let redline = compare(revision, text, &options);
        let back = PositionMap::new(&compare(text, revision, &options));
        let homes = homes(&redline);
        let blocks = text.blocks.iter().enumerate().rev();
        let by_id = blocks.map(|(index, block)| (&block.id, index)).collect();
        Self {
            redline,
            back,
            homes,
            by_id,
        }
    }

    /// The blocks of the file's text.
    pub(super) fn text(&self) -> &'a [Block] {
        &self.redline.new.blocks
    }

    /// The blocks of the revision.
    pub(super) fn revision(&self) -> &'a [Block] {
        &self.redline.old.blocks
    }

    /// The blocks of the revision that these adjacent blocks of the text are, one for one.
    pub(super) fn same_blocks(&self, text: Range<usize>) -> Result<Range<usize>, Misfit> {
        let homes = self.homes.get(text).ok_or(Misfit::NoParagraph)?;
        for home in homes {
            match home.kind {
                Stay::InPlace | Stay::Moved => {}
                Stay::Parted => return Err(Misfit::RearrangedUntracked),
                Stay::Nowhere => return Err(Misfit::AddedUntracked),
            }
        }
        let adjacent = homes
            .windows(2)
            .all(|pair| pair[0].blocks.end == pair[1].blocks.start);
        match (homes.first(), homes.last()) {
            (Some(first), Some(last)) if adjacent => Ok(first.blocks.start..last.blocks.end),
            (Some(_), Some(_)) => Err(Misfit::RearrangedUntracked),
            _ => Err(Misfit::NoParagraph),
        }
    }

    /// The block of the revision behind which something stands that is added before this block of
    /// the text; none: at the start.
    pub(super) fn before(&self, block: usize) -> Option<BlockId> {
        let homes = self.homes.get(..block.min(self.homes.len()))?;
        let stays = |home: &&Home| matches!(home.kind, Stay::InPlace | Stay::Parted);
        let home = homes.iter().rev().find(stays)?;
        let last = home.blocks.end.checked_sub(1)?;
        self.revision().get(last).map(|block| block.id.clone())
    }

    /// The id that a block of the revision has whose id in the file is this; empty for a new one.
    pub(super) fn id(&self, in_file: &BlockId) -> BlockId {
        let home = self.by_id.get(in_file).map(|index| &self.homes[*index]);
        let block = home
            .filter(|home| home.kind != Stay::Nowhere)
            .and_then(|home| self.revision().get(home.blocks.start));
        block.map_or_else(BlockId::default, |block| block.id.clone())
    }

    /// Where a range of the text stands in the revision.
    pub(super) fn place(&self, block: usize, range: Range<usize>) -> Option<Mapped> {
        self.back.map(block, range)
    }

    /// The block of the revision that a block of the text is, or is part of.
    pub(super) fn home(&self, block: usize) -> Option<&'a Block> {
        let home = self.homes.get(block)?;
        let home = Some(home).filter(|home| home.kind != Stay::Nowhere)?;
        self.revision().get(home.blocks.start)
    }
}

fn homes(redline: &Redline<'_>) -> Vec<Home> {
    let nowhere = Home {
        kind: Stay::Nowhere,
        blocks: 0..0,
    };
    let mut homes = vec![nowhere; redline.new.blocks.len()];
    let mut sources = HashMap::new();
    for change in &redline.changes {
        if let ChangeKind::MovedFrom { move_id } = change.kind {
            sources.insert(move_id, change.old.clone());
        }
    }
    for change in &redline.changes {
        for home in &mut homes[change.new.clone()] {
            *home = home_of(change, &sources);
        }
    }
    homes
}

fn home_of(change: &Change<'_>, sources: &HashMap<u32, Range<usize>>) -> Home {
    let old = change.old.clone();
    let (kind, blocks) = match change.kind {
        ChangeKind::Same | ChangeKind::Edited | ChangeKind::Reformatted => (Stay::InPlace, old),
        ChangeKind::Split | ChangeKind::Merged => (Stay::Parted, old),
        ChangeKind::MovedTo { move_id } => {
            let source = sources.get(&move_id).cloned();
            source.map_or((Stay::Nowhere, old), |source| (Stay::Moved, source))
        }
        ChangeKind::Inserted | ChangeKind::Deleted | ChangeKind::MovedFrom { .. } => {
            (Stay::Nowhere, old)
        }
    };
    Home { kind, blocks }
}
