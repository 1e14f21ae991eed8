use serde::{Deserialize, Serialize};

use crate::{CommentId, Part, PersonId, PersonRef, SuggestionId, Timestamp};

/// A comment or a suggestion: what somebody said, and on which is decided.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum ContributionId {
    /// A comment.
    Comment(CommentId),
    /// A suggestion.
    Suggestion(SuggestionId),
}

/// An outcome and its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// In one word.
    pub outcome: Outcome,
    /// [`Outcome::Duplicate`]: the id of which; [`Outcome::Superseded`]: by which;
    /// [`Outcome::Deferred`]: to when, in words.
    pub target: Option<String>,
    /// Why; may be empty.
    pub reason: String,
    /// How the text changes where it is not as the suggestion proposes.
    pub wording: Option<Wording>,
    /// The suggestions that this one leaves no room for.
    pub supersedes: Vec<SuggestionId>,
    /// The latest revision when it was decided, 0 for none. Once a later one is published, the
    /// decision stands.
    pub revision: u32,
    /// Who decided; nobody: the console.
    pub by: Option<PersonRef>,
    /// When.
    pub at: Timestamp,
    /// Whether it counts already.
    pub standing: Standing,
    /// The second editor, where one confirms.
    pub confirmed_by: Option<PersonRef>,
    /// When.
    pub confirmed_at: Option<Timestamp>,
    /// What the author says to it.
    pub answer: Option<Answer>,
}

/// What the editors decided, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it is.
    Accepted,
    /// In other words.
    AcceptedWithModification,
    /// Some of it.
    PartlyAccepted,
    /// Read, and nothing follows.
    Noted,
    /// No.
    Rejected,
    /// Another one says the same.
    Duplicate,
    /// Not about this text.
    OutOfScope,
    /// Later.
    Deferred,
    /// Taken back by its author.
    Withdrawn,
    /// Another suggestion to the same words was accepted.
    Superseded,
}

/// Whether a decision counts already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A second editor is to confirm it.
    Proposed,
    /// Yes.
    #[default]
    Final,
}

/// What goes into the draft instead of the whole proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// Only these hunks of the suggestion, by number.
    Hunks(Vec<usize>),
    /// Other words, against the text that the suggestion was made on.
    Parts(Vec<Part>),
    /// Other words, against the draft in this state: what an editor wrote to settle a conflict.
    Onto {
        /// See [`crate::Draft::tag`].
        draft: String,
        /// What stands there instead.
        parts: Vec<Part>,
    },
}

/// What the author of a contribution says to the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether the author can live with it.
    pub satisfied: bool,
    /// Why, or why not; may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// Which editor is to decide, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Who.
    pub editor: PersonRef,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// Who said so.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// What the editors did with a contribution so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Handling {
    /// What was decided, or is proposed to be.
    pub decision: Option<Decision>,
    /// Who is to decide.
    pub assignment: Option<Assignment>,
    /// The guideline's tags that it bears, in their order.
    pub tags: Vec<String>,
    /// The group of comments that say the same.
    pub group: Option<String>,
}

impl ContributionId {
    /// The id as text; comments and suggestions have none in common.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Comment(id) => id.as_str(),
            Self::Suggestion(id) => id.as_str(),
        }
    }

    /// `comment` or `suggestion`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Comment(_) => "comment",
            Self::Suggestion(_) => "suggestion",
        }
    }
}

impl Outcome {
    /// Whether a suggestion with this outcome goes into the draft, in whole or in part.
    pub fn changes_text(self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::AcceptedWithModification | Self::PartlyAccepted
        )
    }
}

impl Decision {
    /// Whether it can be changed or undone no more: a later revision was published with it. What
    /// is only proposed or deferred stays open to decision.
    pub fn stands(&self, latest_revision: u32) -> bool {
        self.standing == Standing::Final
            && self.outcome != Outcome::Deferred
            && self.revision < latest_revision
    }
}
