use document::BlockId;
use serde::Serialize;

/// How a redline is presented: under whose name, between which two texts, with which remarks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Presentation {
    /// Whose changes these are shown as.
    pub author: String,
    /// When, RFC 3339 in UTC; given from outside since nothing here reads a clock.
    pub date: String,
    /// What the older text is called, such as `Revision 1`; may be empty.
    pub old_label: String,
    /// What the newer text is called; may be empty.
    pub new_label: String,
    /// Remarks beside the text of the newer document.
    pub notes: Vec<MarginComment>,
}

/// A remark in the margin of the newer document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MarginComment {
    /// Opaque; unique among the remarks of one file.
    pub id: String,
    /// Whose remark it is.
    pub author: String,
    /// The author's initials, as Word shows them.
    pub initials: String,
    /// RFC 3339 in UTC.
    pub date: String,
    /// Index of the block in the newer document.
    pub block: usize,
    /// That block's id.
    pub block_id: BlockId,
    /// First scalar value of the range in the block's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What is remarked; line breaks separate paragraphs.
    pub body: String,
    /// Answers, oldest first.
    pub replies: Vec<MarginReply>,
    /// Decided upon.
    pub resolved: bool,
}

/// An answer to a remark.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MarginReply {
    /// Opaque; unique among the remarks of one file.
    pub id: String,
    /// Whose answer it is.
    pub author: String,
    /// The author's initials.
    pub initials: String,
    /// RFC 3339 in UTC.
    pub date: String,
    /// What is answered.
    pub body: String,
}
