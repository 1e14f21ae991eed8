use std::{path::PathBuf, sync::Arc};

use document::BlockId;
use serde::Serialize;

/// How a text or a redline is presented: under whose name, between which two texts, with which
/// remarks. The default presents nothing but the text.
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
    /// Remarks beside the text.
    pub notes: Vec<MarginComment>,
    /// Which revision of which guideline this is.
    pub imprint: Imprint,
    /// Who wrote which changes, where that is known; all others are `author`'s.
    pub credits: Vec<Credit>,
    /// For each change of the redline whose it is, if it is one's alone; empty when nobody knows.
    pub changes: Vec<Option<Whose>>,
    /// For each block of the newer text whose its new form is, if it is one's alone: its kind, and what
    /// its words look like. Empty when nobody knows.
    pub forms: Vec<Option<Whose>>,
    /// A DOCX whose styles, page set-up, headers and footers a written DOCX takes.
    #[serde(skip)]
    pub template: Option<Arc<[u8]>>,
    /// Folders with fonts for a PDF, beside those of the system.
    #[serde(skip)]
    pub fonts: Vec<PathBuf>,
}

/// Which revision of which guideline a file holds: a DOCX carries it, so that the file is known when
/// it comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imprint {
    /// The guideline's slug; empty when the text is of none.
    pub guideline: String,
    /// The tag of the language that the text is in; may be empty.
    pub language: String,
    /// The number of the revision, of the newer one in a redline.
    pub revision: Option<u32>,
    /// The number of the older revision, in a redline.
    pub compared_with: Option<u32>,
    /// Where the revision is read; may be empty.
    pub address: String,
}

/// One of the two texts of a redline; a text alone is the newer one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The older.
    Old,
    /// The newer.
    #[default]
    New,
}

/// Who wrote a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Credit {
    /// `New`: the range was inserted; `Old`: it was deleted.
    pub side: Side,
    /// Index of the block in the document of that side.
    pub block: usize,
    /// First scalar value of the range in the block's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Whose change it is.
    pub author: String,
    /// RFC 3339 in UTC.
    pub date: String,
    /// The id of the suggestion that it came from; empty when it came from none.
    pub suggestion: String,
    /// The number of the revision that came as a file with it.
    pub import: Option<u32>,
}

/// Whose a change is as a whole: also one that is not about words, such as a move.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Whose {
    /// Whose change it is.
    pub author: String,
    /// RFC 3339 in UTC.
    pub date: String,
    /// The id of the suggestion that it came from; empty when it came from none.
    pub suggestion: String,
    /// The number of the revision that came as a file with it.
    pub import: Option<u32>,
}

/// A remark in the margin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MarginComment {
    /// Opaque; unique among the remarks of one file.
    pub id: String,
    /// Whose remark it is.
    pub author: String,
    /// The author's initials, as Word shows them.
    pub initials: String,
    /// For which body the author speaks; may be empty.
    pub organisation: String,
    /// RFC 3339 in UTC.
    pub date: String,
    /// In which text it stands.
    pub side: Side,
    /// Index of the block in the document of that side.
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
    /// For which body the author speaks; may be empty.
    pub organisation: String,
    /// RFC 3339 in UTC.
    pub date: String,
    /// What is answered.
    pub body: String,
}
