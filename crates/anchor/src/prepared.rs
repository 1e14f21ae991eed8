use std::ops::Range;

use document::{BlockId, Document, Offsets};
use rustc_hash::FxHashMap;

use crate::context;

/// A document with what is asked of it again and again.
pub(crate) struct Prepared<'a> {
    document: &'a Document,
    offsets: Vec<Offsets<'a>>,
    by_id: FxHashMap<&'a BlockId, usize>,
}

/// A range of one block, by index, in scalar values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) block: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Place {
    pub(crate) fn new(block: usize, range: &Range<usize>) -> Self {
        Self {
            block,
            start: range.start,
            end: range.end,
        }
    }

    pub(crate) fn length(&self) -> usize {
        self.end - self.start
    }

    /// How many scalar values two places share.
    pub(crate) fn overlap(&self, other: &Self) -> usize {
        if self.block != other.block {
            return 0;
        }
        self.end
            .min(other.end)
            .saturating_sub(self.start.max(other.start))
    }
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let blocks = &document.blocks;
        Self {
            document,
            offsets: blocks
                .iter()
                .map(|block| Offsets::new(&block.text))
                .collect(),
            by_id: blocks
                .iter()
                .enumerate()
                .map(|(index, block)| (&block.id, index))
                .collect(),
        }
    }

    pub(crate) fn find(&self, id: &BlockId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub(crate) fn id(&self, block: usize) -> &'a BlockId {
        &self.document.blocks[block].id
    }

    pub(crate) fn block_text(&self, block: usize) -> &'a str {
        &self.document.blocks[block].text
    }

    /// The length of a block's text.
    pub(crate) fn length(&self, block: usize) -> usize {
        self.offsets[block].length()
    }

    /// The scalar offset of a byte offset.
    pub(crate) fn scalar(&self, block: usize, byte: usize) -> usize {
        self.offsets[block].scalar(byte)
    }

    pub(crate) fn text(&self, place: &Place) -> &'a str {
        self.offsets[place.block].slice(place.start..place.end)
    }

    /// The characters before a place, nearest first.
    pub(crate) fn before(&self, place: &Place) -> impl Iterator<Item = char> {
        let text = self.offsets[place.block].slice(0..place.start);
        context::before(self.document, place.block, text)
    }

    /// The characters after a place, nearest first.
    pub(crate) fn after(&self, place: &Place) -> impl Iterator<Item = char> {
        let text = self.offsets[place.block].slice(place.end..self.length(place.block));
        context::after(self.document, place.block, text)
    }
}
