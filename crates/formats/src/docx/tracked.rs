//! A file with everything that people did to it, change by change and remark by remark.

use std::ops::Range;

use document::{Block, Document};

use crate::{Imprint, Problem};

/// A DOCX with what people did to it kept apart from the text that they worked on.
#[derive(Debug, Clone, PartialEq)]
pub struct Markup {
    /// Which revision of which guideline the file says that it holds.
    pub imprint: Option<Imprint>,
    /// The text that people worked on: their tracked changes rejected; those of a redline that we
    /// wrote accepted. Blocks that the file names by bookmarks keep their ids.
    pub text: Document,
    /// What was changed with tracking on, in document order.
    pub changes: Vec<TrackedChange>,
    /// The comments, in the order of the file.
    pub remarks: Vec<Remark>,
    /// What could not be represented.
    pub problems: Vec<Problem>,
}

/// One tracked change as a person sees it: text deleted and text inserted side by side by one author
/// is one change, and so are several paragraphs inserted in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackedChange {
    /// The name that the file states; may be empty.
    pub author: String,
    /// RFC 3339.
    pub date: Option<String>,
    /// One as a rule. A move has two: gone there, here now. A footnote that comes or goes with its
    /// reference is one more.
    pub replacements: Vec<Replacement>,
}

/// These adjacent blocks of the text become these: one to one is an edit, none to some an insertion,
/// some to none a deletion, one to two a split, two to one a merge.
///
/// Each change stands for itself: the blocks are the result of accepting only this one. A change
/// inside the insertion of another person includes that insertion.
#[derive(Debug, Clone, PartialEq)]
pub struct Replacement {
    /// Indices into the blocks of the text; empty for an insertion before the block of that index.
    pub old: Range<usize>,
    /// A block that lives on keeps its id, also where it moved to; a new one has an empty id. Cells
    /// of a table that is new have a name for it that no table of the text has.
    pub blocks: Vec<Block>,
}

/// A comment with its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// Whose remark it is.
    pub author: String,
    /// As the file states them; may be empty.
    pub initials: String,
    /// RFC 3339.
    pub date: Option<String>,
    /// Its paragraphs, separated by line breaks.
    pub body: String,
    /// Marked as done.
    pub resolved: bool,
    /// Oldest first, as the file has them.
    pub replies: Vec<RemarkReply>,
    /// Where it stands in the text; `None` when the text of the file does not refer to it.
    pub place: Option<RemarkPlace>,
    /// The words at that place; where it was put on text that is not there yet, or no longer, that
    /// text. At most a thousand characters.
    pub quote: String,
}

/// A range in one block of the text; of a range over several blocks, its part in the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemarkPlace {
    /// Index of the block.
    pub block: usize,
    /// First scalar value of the range in the block's text.
    pub start: usize,
    /// One past the last; equal to the start where the comment is on a point, or on text that the
    /// text does not have.
    pub end: usize,
}

/// An answer to a comment.
#[derive(Debug, Clone, PartialEq)]
pub struct RemarkReply {
    /// Whose answer it is.
    pub author: String,
    /// As the file states them; may be empty.
    pub initials: String,
    /// RFC 3339.
    pub date: Option<String>,
    /// Its paragraphs, separated by line breaks.
    pub body: String,
}
