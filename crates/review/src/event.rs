use serde::{Deserialize, Serialize};

use crate::{CommentId, ContributionId, Outcome, PersonId, ReplyId, Role, SuggestionId, Timestamp};

/// Something that happened in a guideline, stored in the same commit as what it tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Counts the guideline's events from 1 in the order of the commits, without gaps.
    pub sequence: u64,
    /// When.
    pub at: Timestamp,
    /// Who did it; nobody when it came from the console.
    pub actor: Option<PersonId>,
    /// What happened.
    pub happening: Happening,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Happening {
    /// The guideline was created.
    GuidelineCreated,
    /// Its title, visibility, language or glossary changed.
    GuidelineChanged,
    /// Somebody became a member or got another role; without a role, left.
    MemberChanged {
        /// Who.
        person: PersonId,
        /// As what, from now on.
        role: Option<Role>,
    },
    /// A revision was published.
    RevisionPublished {
        /// Its number.
        number: u32,
    },
    /// Somebody commented.
    CommentAdded {
        /// Which comment.
        comment: CommentId,
    },
    /// The words or the kind of a comment changed.
    CommentEdited {
        /// Which comment.
        comment: CommentId,
    },
    /// A comment was taken back or removed.
    CommentDeleted {
        /// Which comment.
        comment: CommentId,
    },
    /// Somebody said where a comment stands.
    CommentPlaced {
        /// Which comment.
        comment: CommentId,
        /// In which revision.
        revision: u32,
    },
    /// Somebody supports a comment, or no longer does.
    SupportChanged {
        /// Which comment.
        comment: CommentId,
    },
    /// Somebody replied.
    ReplyAdded {
        /// To which comment.
        comment: CommentId,
        /// Which reply.
        reply: ReplyId,
    },
    /// The words of a reply changed.
    ReplyEdited {
        /// To which comment.
        comment: CommentId,
        /// Which reply.
        reply: ReplyId,
    },
    /// A reply was taken back or removed.
    ReplyDeleted {
        /// To which comment.
        comment: CommentId,
        /// Which reply.
        reply: ReplyId,
    },
    /// Somebody proposed wording.
    SuggestionAdded {
        /// Which suggestion.
        suggestion: SuggestionId,
    },
    /// The wording or the reason of a suggestion changed.
    SuggestionEdited {
        /// Which suggestion.
        suggestion: SuggestionId,
    },
    /// Somebody supports a suggestion, or no longer does.
    SuggestionSupported {
        /// Which suggestion.
        suggestion: SuggestionId,
    },
    /// The discussion of a suggestion went on: a reply came, changed or went.
    SuggestionDiscussed {
        /// Which suggestion.
        suggestion: SuggestionId,
        /// Which reply.
        reply: ReplyId,
    },
    /// It was decided, or proposed to be.
    Decided {
        /// On what.
        contribution: ContributionId,
        /// How.
        outcome: Outcome,
        /// Whether a second editor is still to confirm it.
        proposed: bool,
    },
    /// A decision was undone: all is open again.
    DecisionUndone {
        /// On what.
        contribution: ContributionId,
        /// How it had been decided.
        outcome: Outcome,
    },
    /// The author said what to think of the decision.
    DecisionAnswered {
        /// On what.
        contribution: ContributionId,
        /// Whether the author can live with it.
        satisfied: bool,
    },
    /// An editor is to decide, or no longer is.
    Assigned {
        /// On what.
        contribution: ContributionId,
        /// Who, if anyone.
        editor: Option<PersonId>,
    },
    /// The tags of a contribution, or the guideline's own, changed.
    TagsChanged {
        /// Of what; nothing: the guideline's.
        contribution: Option<ContributionId>,
    },
    /// Comments that say the same were put together, or taken apart.
    GroupChanged {
        /// Which group.
        group: String,
    },
}
