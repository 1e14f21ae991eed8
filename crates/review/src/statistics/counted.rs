use document::BlockId;

use crate::{
    CommentKind, Operation, Outcome, PersonId, PersonRef, Standing, Status, Timestamp, WrittenBy,
};

/// What statistics count, as the storage gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Comments that are not deleted and suggestions.
    pub contributions: Vec<CountedContribution>,
    /// Everybody whom they name.
    pub people: Vec<PersonRef>,
}

/// A comment or a suggestion without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedContribution {
    /// What it is.
    pub what: CountedWhat,
    /// The revision that it was made on.
    pub revision: u32,
    /// In which language's text.
    pub language: String,
    /// The first block that it is about; none: a comment on the guideline as a whole, or a
    /// suggestion to begin with something.
    pub block: Option<BlockId>,
    /// Who made it, or brought the file that it stood in.
    pub author: PersonId,
    /// Under whose name it stood in the file.
    pub written_by: Option<WrittenBy>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether the editors have decided.
    pub status: Status,
    /// What was decided, or is proposed to be.
    pub decision: Option<CountedDecision>,
    /// Who is to decide, and until when.
    pub assigned: Option<(PersonId, Option<Timestamp>)>,
    /// How many others want it.
    pub supports: u32,
}

/// What a contribution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedWhat {
    /// A comment about this.
    Comment(CommentKind),
    /// A suggestion.
    Suggestion {
        /// What it does.
        operation: Operation,
        /// Whether it is an edit of the draft by an editor.
        draft: bool,
    },
}

/// A decision without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDecision {
    /// In one word.
    pub outcome: Outcome,
    /// Whether it counts already.
    pub standing: Standing,
    /// Who decided; nobody: the console.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// The second editor.
    pub confirmed_by: Option<PersonId>,
    /// When.
    pub confirmed_at: Option<Timestamp>,
    /// Whether the author is satisfied.
    pub satisfied: Option<bool>,
}
