//! The guideline as a value.
//!
//! A [`Document`] is a flat list of [`Block`]s; nesting (list depth, table cell, footnote) is an
//! attribute, so that every piece of text can be addressed, commented, compared and suggested on in
//! the same way. What is not text (an image, an equation) is an [`Atom`]: one placeholder character
//! in the text, its bytes kept beside it. Offsets count Unicode scalar values.
//!
//! This crate does no IO, reads no clock, draws no random number and knows no file format.

mod atom;
mod block;
mod both;
mod brackets;
mod defect;
mod digest;
mod label;
mod mark;
mod offset;
mod text;

pub use atom::{Atom, AtomKind, PLACEHOLDER, Resource, ResourceId};
pub use block::{Block, BlockId, Cell, ENDNOTE, Kind};
pub use both::both;
pub use brackets::in_brackets;
pub use defect::Defect;
pub use digest::Digest;
pub use label::{join_label, split_label, split_paragraph_label};
pub use mark::{Mark, MarkKind, normalise_marks, slice_marks};
pub use offset::{Offsets, char_slice};
pub use text::{Unwelcome, unwelcome_character};

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

/// A text in one language, as an ordered list of blocks with the bytes its atoms refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The title of the work; may be empty.
    pub title: String,
    /// BCP 47 tag such as `en`, `zh` or `pt`.
    pub language: String,
    /// The blocks in reading order; footnotes stand at the end in the order of their references.
    pub blocks: Vec<Block>,
    /// Bytes of images and other objects, by the digest of their content.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub resources: BTreeMap<ResourceId, Resource>,
}

impl Document {
    /// The block with this id and its index in reading order.
    pub fn find(&self, id: &BlockId) -> Option<(usize, &Block)> {
        self.blocks
            .iter()
            .enumerate()
            .find(|(_, block)| block.id == *id)
    }

    /// Gives every block a fresh sequential id (`b1`, `b2`, ...): what readers of files without
    /// ids do last.
    pub fn number_blocks(&mut self) {
        for (index, block) in self.blocks.iter_mut().enumerate() {
            block.id = BlockId::from(format!("b{}", index + 1));
        }
    }

    /// A digest of everything that a reader can see or an importer must keep: title, language and
    /// blocks with their ids. Resources count through the atoms that name them.
    pub fn digest(&self) -> Digest {
        let mut hasher = digest::Hasher::new("document");
        hasher
            .text(&self.title)
            .text(&self.language)
            .count(self.blocks.len());
        let mut of_block = digest::Hasher::new(Block::DOMAIN);
        for block in &self.blocks {
            block.feed(&mut of_block);
            hasher
                .text(block.id.as_str())
                .digest_of(&mut of_block, Block::DOMAIN);
        }
        hasher.finish()
    }

    /// Everything in which this document is not well formed; empty for documents from our readers.
    pub fn defects(&self) -> Vec<Defect> {
        let mut seen = HashSet::new();
        let mut defects = Vec::new();
        for block in &self.blocks {
            if !seen.insert(&block.id) {
                defects.push(Defect::RepeatedId(block.id.clone()));
            }
            defects.extend(defect::of_block(block));
        }
        defects
    }
}
