//! What editors and authors ask for around decisions.

use std::collections::BTreeMap;

use review::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CommentJson, CommentKind, Outcome, Status, SuggestionJson};
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

/// What a deed for many is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Contributions {
    /// Comments.
    #[default]
    Comments,
    /// Suggestions.
    Suggestions,
}

/// Which comments or suggestions, as their lists are filtered; what is left out does not matter.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhichRequest {
    pub(crate) revision: Option<u32>,
    pub(crate) block_id: Option<String>,
    pub(crate) status: Option<Status>,
    /// Of comments only.
    pub(crate) kind: Option<CommentKind>,
    /// The id of one.
    pub(crate) organisation: Option<String>,
    /// The id of a person.
    pub(crate) author: Option<String>,
    /// Of comments only.
    pub(crate) q: Option<String>,
    pub(crate) outcome: Option<Outcome>,
    /// The id of an editor.
    pub(crate) assignee: Option<String>,
    pub(crate) tag: Option<String>,
    /// Of comments only.
    pub(crate) group: Option<String>,
    /// Of comments only.
    pub(crate) satisfied: Option<bool>,
    /// Of suggestions only.
    pub(crate) language: Option<String>,
}

/// Which contributions a deed is about: either all that fit, or those that are named.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) contributions: Contributions,
    pub(crate) filter: Option<WhichRequest>,
    pub(crate) ids: Option<Vec<String>>,
}

/// A decision on many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionsRequest {
    /// `comments` if left out.
    #[serde(default)]
    pub(crate) contributions: Contributions,
    /// All that fit, in all pages of the list; up to 5,000. `{}` means all.
    pub(crate) filter: Option<WhichRequest>,
    /// Instead of a filter: these.
    pub(crate) ids: Option<Vec<String>>,
    pub(crate) outcome: Outcome,
    /// Up to 10,000 characters.
    #[serde(default)]
    pub(crate) reason: String,
    /// `duplicate`: the id of which, which itself is left out; `deferred`: to when, in words.
    pub(crate) target: Option<String>,
    /// Also those that are decided already, unless the decision stands.
    #[serde(default)]
    pub(crate) include_decided: bool,
}

/// An assignment of many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignmentsRequest {
    /// `comments` if left out.
    #[serde(default)]
    pub(crate) contributions: Contributions,
    /// All that fit, in all pages of the list; up to 5,000. `{}` means all.
    pub(crate) filter: Option<WhichRequest>,
    /// Instead of a filter: these.
    pub(crate) ids: Option<Vec<String>>,
    /// The id of an editor of the guideline; left out: nobody in particular.
    pub(crate) editor: Option<String>,
    /// Until when; RFC 3339.
    pub(crate) due_at: Option<String>,
}

/// Tags for many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaggingsRequest {
    /// `comments` if left out.
    #[serde(default)]
    pub(crate) contributions: Contributions,
    /// All that fit, in all pages of the list; up to 5,000. `{}` means all.
    pub(crate) filter: Option<WhichRequest>,
    /// Instead of a filter: these.
    pub(crate) ids: Option<Vec<String>>,
    /// Tags to put on.
    #[serde(default)]
    pub(crate) add: Vec<String>,
    /// Tags to take off.
    #[serde(default)]
    pub(crate) remove: Vec<String>,
}

/// What came of a deed for many.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BulkJson {
    /// How many changed.
    pub(crate) changed: u32,
    /// The ids of those that were left as they are.
    pub(crate) left: Vec<String>,
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

impl DecisionRequest {
    /// The same for suggestions, which are taken whole or not at all.
    pub(crate) fn ruling(self) -> review::Ruling {
        review::Ruling {
            target: self.target,
            reason: self.reason,
            ..review::Ruling::plain(self.outcome.into())
        }
    }
}

impl Chosen {
    /// What is meant; a filter and a list at once, or neither, is refused, so that a name
    /// that is left out by mistake does not mean everything.
    pub(crate) fn selection(self) -> Result<review::Selection, Problem> {
        use review::Selection as Of;
        let what = "or filter is needed, and not both";
        match (self.contributions, self.filter, self.ids) {
            (Contributions::Comments, Some(filter), None) => Ok(Of::Comments(filter.comments()?)),
            (Contributions::Suggestions, Some(filter), None) => {
                Ok(Of::Suggestions(filter.suggestions()?))
            }
            (Contributions::Comments, None, Some(ids)) => {
                Ok(Of::TheseComments(ids.into_iter().map(Into::into).collect()))
            }
            (Contributions::Suggestions, None, Some(ids)) => Ok(Of::TheseSuggestions(
                ids.into_iter().map(Into::into).collect(),
            )),
            _ => Err(Problem::invalid("ids", what)),
        }
    }
}

impl WhichRequest {
    fn comments(self) -> Result<review::CommentFilter, Problem> {
        if self.language.is_some() {
            return Err(Problem::invalid(
                "filter.language",
                "is for suggestions only",
            ));
        }
        Ok(review::CommentFilter {
            revision: self.revision,
            block_id: self.block_id.map(Into::into),
            status: self.status.map(Into::into),
            kind: self.kind.map(Into::into),
            organisation: self.organisation.map(Into::into),
            author: self.author.map(Into::into),
            q: self.q,
            outcome: self.outcome.map(Into::into),
            assignee: self.assignee.map(Into::into),
            tag: self.tag,
            group: self.group,
            satisfied: self.satisfied,
        })
    }

    fn suggestions(self) -> Result<review::SuggestionFilter, Problem> {
        let of_comments = self.kind.is_some()
            || self.q.is_some()
            || self.group.is_some()
            || self.satisfied.is_some();
        if of_comments {
            let what = "has kind, q, group or satisfied, which are for comments only";
            return Err(Problem::invalid("filter", what));
        }
        Ok(review::SuggestionFilter {
            revision: self.revision,
            block_id: self.block_id.map(Into::into),
            author: self.author.map(Into::into),
            organisation: self.organisation.map(Into::into),
            status: self.status.map(Into::into),
            outcome: self.outcome.map(Into::into),
            assignee: self.assignee.map(Into::into),
            tag: self.tag,
            language: self.language,
        })
    }
}

impl From<review::BulkDone> for BulkJson {
    fn from(done: review::BulkDone) -> Self {
        Self {
            changed: done.changed,
            left: done.left,
        }
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
