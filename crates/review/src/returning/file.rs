//! A file that somebody marked up, in this room's words.

use std::ops::Range;

use document::{Block, Document};
use serde::{Deserialize, Serialize};

/// A file with everything that people did to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnedFile {
    /// Which revision it says it is of.
    pub imprint: Option<ReturnedImprint>,
    /// The text that people worked on, without their tracked changes; with the ids that the file
    /// still bears.
    pub text: Document,
    /// Tracked changes, in the order of the text.
    pub changes: Vec<ReturnedChange>,
    /// Comments with their answers.
    pub remarks: Vec<ReturnedRemark>,
    /// What could not be represented.
    pub problems: Vec<FileProblem>,
}

/// Which revision of which guideline a file says it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnedImprint {
    /// The guideline's slug; may be empty.
    pub guideline: String,
    /// The language's tag; may be empty.
    pub language: String,
    /// The revision.
    pub revision: Option<u32>,
}

/// One tracked change as a person sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnedChange {
    /// As the file says.
    pub author: String,
    /// As the file says, RFC 3339.
    pub date: Option<String>,
    /// One; two for a move.
    pub replacements: Vec<ReturnedReplacement>,
}

/// These adjacent blocks of the text become those when only this change is accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnedReplacement {
    /// Indices into the blocks of the text; empty for what is only added there.
    pub old: Range<usize>,
    /// The result; a block that lives on keeps its id, a new one has an empty id.
    pub blocks: Vec<Block>,
}

/// A comment with its answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnedRemark {
    /// As the file says.
    pub author: String,
    /// As the file says.
    pub initials: String,
    /// As the file says, RFC 3339.
    pub date: Option<String>,
    /// The words.
    pub body: String,
    /// Marked as done.
    pub resolved: bool,
    /// Oldest first.
    pub replies: Vec<ReturnedReply>,
    /// Where in the text; none when it has no range there.
    pub place: Option<ReturnedPlace>,
    /// The words that it was put on.
    pub quote: String,
}

/// An answer to a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnedReply {
    /// As the file says.
    pub author: String,
    /// As the file says.
    pub initials: String,
    /// As the file says, RFC 3339.
    pub date: Option<String>,
    /// The words.
    pub body: String,
}

/// A range in a block of the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReturnedPlace {
    /// Index of the block.
    pub block: usize,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Something in a file that did not come through as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProblem {
    /// Where in it.
    pub place: String,
    /// What, as one sentence.
    pub what: String,
}
