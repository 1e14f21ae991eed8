//! What changed between two documents.
//!
//! [`compare`] works in three passes: *align* pairs blocks, *refine* compares the text of each pair
//! word by word, *tidy* shifts and joins changes so that they read as prose. The result keeps both
//! sides, so that old and new are projections of it and every renderer reads one value.
//!
//! This crate does no IO, reads no clock, draws no random number and cannot fail on valid documents.

mod align;
mod assemble;
mod border;
mod bridge;
mod carry;
mod chain;
mod chinese;
mod dictionary;
mod glue;
mod map;
mod model;
mod note;
mod plan;
mod position;
mod projection;
mod refine;
mod stretch;
mod word;

#[doc(hidden)]
pub mod passes;

pub use carry::carry_ids;
pub use model::{Change, ChangeKind, Op, Redline, Segment, Stats};
pub use position::{Mapped, PositionMap};
pub use word::words;

use document::Document;

/// What the ids of blocks mean to a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ids {
    /// Nothing: each reader counts its blocks afresh.
    #[default]
    Ignore,
    /// The same id on both sides is the same paragraph unless the content contradicts.
    Trust,
}

/// How finely a redline tells what changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// For readers: a few words that stayed between two changes are shown with them.
    #[default]
    Reading,
    /// For what follows words from one text to the other: each word that stayed counts as such.
    Words,
}

/// How to compare.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Whether ids are a hint.
    pub ids: Ids,
    /// How finely to tell what changed.
    pub detail: Detail,
    /// Words of the field that a dictionary lacks (`缓解层级`); never cut in Chinese text.
    pub glossary: &'a [String],
}

/// Finds what changed from the older to the newer document. Total and deterministic.
pub fn compare<'a>(old: &'a Document, new: &'a Document, options: &Options<'_>) -> Redline<'a> {
    Redline {
        old,
        new,
        changes: assemble::changes(old, new, &plan::plan(old, new, options)),
    }
}
