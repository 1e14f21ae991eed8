//! What editors and authors ask for around decisions.

use std::collections::BTreeMap;

use review::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CommentJson, Outcome, SuggestionJson};
use crate::problem::Problem;

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionRequest {
    pub(crate) outcome: Outcome,
    /// Up to 10,000 characters; needed for `rejected`, `out_of_scope`, `partly_accepted` and
    /// `accepted_with_modification`.
    #[serde(default)]
    pub(crate) reason: String,
    /// `duplicate`: the id of which; `deferred`: to when, in words.
    pub(crate) target: Option<String>,
    /// `decided_at` of the decision that this one takes the place of; without it nothing is
    /// replaced.
    pub(crate) replaces: Option<String>,
}

/// What an author says to a decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerRequest {
    pub(crate) satisfied: bool,
    /// Up to 10,000 characters.
    #[serde(default)]
    pub(crate) note: String,
}

/// Who is to decide.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignmentRequest {
    /// The id of an editor of the guideline.
    pub(crate) editor: String,
    /// Until when; RFC 3339.
    pub(crate) due_at: Option<String>,
}

/// A tag of a guideline.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TagJson {
    /// 2 to 80 small letters, digits and single hyphens between them.
    pub(crate) tag: String,
    /// What people read, by language; at least one, each of up to 100 characters.
    pub(crate) labels: BTreeMap<String, String>,
}

/// Comments that say the same.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupJson {
    pub(crate) id: String,
    /// What they say, in a few words.
    pub(crate) title: String,
    /// The ids of the comments.
    pub(crate) comments: Vec<String>,
    /// RFC 3339, UTC.
    pub(crate) created_at: String,
}

/// Comments to be put together.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupRequest {
    /// 1 to 200 characters.
    pub(crate) title: String,
    /// The ids of 1 to 1,000 comments; one that belongs to another group leaves it.
    pub(crate) comments: Vec<String>,
}

/// A comment that says much the same.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlikeJson {
    pub(crate) comment: CommentJson,
    /// From 0 to 1.
    pub(crate) likeness: f64,
}

/// Comments that could be put together.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProposedGroupJson {
    /// How the first of them begins.
    pub(crate) title: String,
    pub(crate) comments: Vec<ProposedCommentJson>,
}

/// One of the comments that could be put together.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProposedCommentJson {
    pub(crate) id: String,
    pub(crate) body: String,
    /// How like the first it is, from 0 to 1.
    pub(crate) likeness: f64,
}

/// Which revision somebody last read.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadingJson {
    /// Null: none yet.
    #[schema(required)]
    pub(crate) revision: Option<u32>,
}

/// Something that a person said.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub(crate) enum ContributionJson {
    /// With its place in the latest revision.
    Comment(Box<CommentJson>),
    /// Proposed wording.
    Suggestion(Box<SuggestionJson>),
}

/// The moment that a field names.
pub(crate) fn moment(field: &str, text: Option<String>) -> Result<Option<Timestamp>, Problem> {
    let Some(text) = text else {
        return Ok(None);
    };
    match Timestamp::parse(&text) {
        Some(moment) => Ok(Some(moment)),
        None => Err(Problem::invalid(field, "is no time as in RFC 3339")),
    }
}

impl DecisionRequest {
    pub(crate) fn decision(self) -> Result<review::NewDecision, Problem> {
        Ok(review::NewDecision {
            outcome: self.outcome.into(),
            target: self.target,
            reason: self.reason,
            replaces: moment("replaces", self.replaces)?,
        })
    }
}

impl AssignmentRequest {
    pub(crate) fn assignment(self) -> Result<review::NewAssignment, Problem> {
        Ok(review::NewAssignment {
            editor: self.editor.into(),
            due_at: moment("due_at", self.due_at)?,
        })
    }
}

impl From<AnswerRequest> for review::NewAnswer {
    fn from(request: AnswerRequest) -> Self {
        Self {
            satisfied: request.satisfied,
            note: request.note,
        }
    }
}

impl From<review::Tag> for TagJson {
    fn from(tag: review::Tag) -> Self {
        Self {
            tag: tag.tag,
            labels: tag.labels,
        }
    }
}

impl From<TagJson> for review::Tag {
    fn from(tag: TagJson) -> Self {
        Self {
            tag: tag.tag,
            labels: tag.labels,
        }
    }
}

impl From<review::Group> for GroupJson {
    fn from(group: review::Group) -> Self {
        Self {
            id: group.id,
            title: group.title,
            comments: group.comments.iter().map(ToString::to_string).collect(),
            created_at: group.created_at.to_string(),
        }
    }
}

impl From<review::Alike> for AlikeJson {
    fn from(alike: review::Alike) -> Self {
        Self {
            comment: alike.comment.into(),
            likeness: alike.likeness,
        }
    }
}

impl From<review::ProposedGroup> for ProposedGroupJson {
    fn from(group: review::ProposedGroup) -> Self {
        let comments = group.comments.into_iter();
        let comment =
            |(id, body, likeness): (review::CommentId, String, f64)| ProposedCommentJson {
                id: id.to_string(),
                body,
                likeness,
            };
        Self {
            title: group.title,
            comments: comments.map(comment).collect(),
        }
    }
}

impl From<GroupRequest> for review::NewGroup {
    fn from(request: GroupRequest) -> Self {
        Self {
            title: request.title,
            comments: request.comments.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<review::Contribution> for ContributionJson {
    fn from(contribution: review::Contribution) -> Self {
        match contribution {
            review::Contribution::Comment(comment) => {
                Self::Comment(Box::new(CommentJson::from(*comment)))
            }
            review::Contribution::Suggestion(suggestion) => {
                Self::Suggestion(Box::new(SuggestionJson::from(*suggestion)))
            }
        }
    }
}
