use anchor::{Anchor, Placement};
use document::BlockId;
use serde::{Deserialize, Serialize};

use crate::{
    CommentId, Handling, OrganisationId, Outcome, PersonId, PersonRef, ReplyId, Timestamp,
    WrittenBy,
};

/// A remark, anchored to a range of one block, to a whole block, or to the guideline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// Names it.
    pub id: CommentId,
    /// The slug of its guideline.
    pub guideline: String,
    /// In which language's text it was made.
    pub language: String,
    /// Where it was made; written once.
    pub anchor: Anchor,
    /// What it is about.
    pub kind: CommentKind,
    /// The remark; empty when deleted.
    pub body: String,
    /// Whose it is.
    pub author: PersonRef,
    /// Under whose name it stood in the file that the author brought.
    #[serde(default)]
    pub written_by: Option<WrittenBy>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its words last changed.
    pub edited_at: Option<Timestamp>,
    /// Whether the editors have decided on it.
    pub status: Status,
    /// What they did with it.
    #[serde(default)]
    pub handling: Handling,
    /// Taken back or removed; it stands only for the sake of its replies.
    pub deleted: bool,
    /// Oldest first. A deleted one stands only if a later one does not.
    pub replies: Vec<Reply>,
    /// Who else wants this.
    pub support: Support,
    /// Where it stands in the revision that was asked for.
    pub placement: Option<Placement>,
}

/// An answer to a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Names it.
    pub id: ReplyId,
    /// Whose it is.
    pub author: PersonRef,
    /// Under whose name it stood in the file that the author brought.
    #[serde(default)]
    pub written_by: Option<WrittenBy>,
    /// The answer; empty when deleted.
    pub body: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its words last changed.
    pub edited_at: Option<Timestamp>,
    /// Taken back or removed.
    pub deleted: bool,
}

/// What a comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentKind {
    /// The text as a whole.
    General,
    /// Its substance.
    Technical,
    /// Its wording.
    Editorial,
    /// How it was translated.
    Translation,
}

/// Whether the editors have decided on a comment or a suggestion.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not yet.
    #[default]
    Open,
    /// One has, and a second is to confirm it.
    Proposed,
    /// Yes.
    Decided,
}

/// Who else wants what a comment says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// How many.
    pub count: u32,
    /// Whether the reader is one of them.
    pub mine: bool,
}

/// What it takes to comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// The revision that the person reads.
    pub revision: u32,
    /// In which language; the guideline's if not said.
    pub language: Option<String>,
    /// Where.
    pub place: Place,
    /// What the person saw there; refused if the text says otherwise. Only with a range.
    pub quote: Option<String>,
    /// What it is about.
    pub kind: CommentKind,
    /// The remark; 1 to 10,000 characters.
    pub body: String,
}

/// A place in a text, as a request names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// None: the guideline as a whole.
    pub block_id: Option<BlockId>,
    /// First scalar value; none (with `end`): the whole block.
    pub start: Option<usize>,
    /// One past the last scalar value.
    pub end: Option<usize>,
}

/// What a person changes of a comment; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentPatch {
    /// The remark.
    pub body: Option<String>,
    /// What it is about.
    pub kind: Option<CommentKind>,
}

/// Where a person says that a comment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlacement {
    /// In which revision.
    pub revision: u32,
    /// Where in it.
    pub place: Place,
}

/// Which comments; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentFilter {
    /// Gives each comment's placement in this revision, in the comment's own language.
    pub revision: Option<u32>,
    /// Those that stand in this block: in `revision` if given, else where they were made.
    pub block_id: Option<BlockId>,
    /// Open or decided.
    pub status: Option<Status>,
    /// What they are about.
    pub kind: Option<CommentKind>,
    /// Those by people of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Those by this person.
    pub author: Option<PersonId>,
    /// Those with this text in body or quote, whatever its case.
    pub q: Option<String>,
    /// Decided in this way.
    pub outcome: Option<Outcome>,
    /// Assigned to this editor.
    pub assignee: Option<PersonId>,
    /// Bearing this tag.
    pub tag: Option<String>,
    /// Of this group of comments that say the same.
    pub group: Option<String>,
    /// Whether the author is satisfied with the decision.
    pub satisfied: Option<bool>,
}
