//! Decisions and what belongs to them, as the interface shows them.

use review::{Handling, Part, document::Block};
use serde::Serialize;
use utoipa::ToSchema;

use super::{PersonJson, mirror, revision::BlockJson};

mirror! {
    /// What the editors decided, in one word.
    Outcome = review::Outcome {
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
}

mirror! {
    /// Whether a decision counts already, or a second editor is to confirm it.
    Standing = review::Standing { Proposed, Final }
}

/// An outcome and its reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionJson {
    pub(crate) outcome: Outcome,
    /// `duplicate`: the id of which; `superseded`: by which; `deferred`: to when, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) target: Option<String>,
    /// Why; may be empty.
    pub(crate) reason: String,
    /// The numbers of the hunks that were accepted, where not all were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hunks: Option<Vec<usize>>,
    /// What went in instead of what was proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Vec<BlockJson>>>)]
    pub(crate) proposal: Option<Vec<Vec<Block>>>,
    /// The suggestions that this one leaves no room for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) supersedes: Vec<String>,
    /// The latest revision when it was decided, 0 for none; once a later one is published, the
    /// decision stands.
    pub(crate) revision: u32,
    /// Null: the console.
    #[schema(required)]
    pub(crate) decided_by: Option<PersonJson>,
    /// RFC 3339, UTC.
    pub(crate) decided_at: String,
    pub(crate) standing: Standing,
    /// The second editor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) confirmed_by: Option<PersonJson>,
    /// RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) confirmed_at: Option<String>,
    /// What the author says to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answer: Option<AnswerJson>,
}

/// What an author says to a decision.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnswerJson {
    pub(crate) satisfied: bool,
    /// Why, or why not; may be empty.
    pub(crate) note: String,
    /// RFC 3339, UTC.
    pub(crate) at: String,
}

/// Which editor is to decide.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AssignmentJson {
    pub(crate) editor: PersonJson,
    /// Until when; RFC 3339, UTC.
    #[schema(required)]
    pub(crate) due_at: Option<String>,
}

/// What the editors did with a comment or a suggestion so far.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandlingJson {
    /// What was decided, or is proposed to be; null while it is open.
    #[schema(required)]
    pub(crate) decision: Option<DecisionJson>,
    /// Who is to decide.
    #[schema(required)]
    pub(crate) assignment: Option<AssignmentJson>,
    /// The guideline's tags that it bears.
    pub(crate) tags: Vec<String>,
    /// The group of comments that say the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) group: Option<String>,
}

impl From<Handling> for HandlingJson {
    fn from(handling: Handling) -> Self {
        Self {
            decision: handling.decision.map(Into::into),
            assignment: handling.assignment.map(|assignment| AssignmentJson {
                editor: assignment.editor.into(),
                due_at: assignment.due_at.map(|due| due.to_string()),
            }),
            tags: handling.tags,
            group: handling.group,
        }
    }
}

impl From<review::Decision> for DecisionJson {
    fn from(decision: review::Decision) -> Self {
        let (hunks, proposal) = match decision.wording {
            Some(review::Wording::Hunks(hunks)) => (Some(hunks), None),
            Some(review::Wording::Parts(parts) | review::Wording::Onto { parts, .. }) => {
                (None, Some(proposals(parts)))
            }
            None => (None, None),
        };
        let supersedes = decision.supersedes.iter().map(ToString::to_string);
        Self {
            outcome: decision.outcome.into(),
            target: decision.target,
            reason: decision.reason,
            hunks,
            proposal,
            supersedes: supersedes.collect(),
            revision: decision.revision,
            decided_by: decision.by.map(Into::into),
            decided_at: decision.at.to_string(),
            standing: decision.standing.into(),
            confirmed_by: decision.confirmed_by.map(Into::into),
            confirmed_at: decision.confirmed_at.map(|at| at.to_string()),
            answer: decision.answer.map(|answer| AnswerJson {
                satisfied: answer.satisfied,
                note: answer.note,
                at: answer.at.to_string(),
            }),
        }
    }
}

fn proposals(parts: Vec<Part>) -> Vec<Vec<Block>> {
    parts.into_iter().map(|part| part.proposal).collect()
}
