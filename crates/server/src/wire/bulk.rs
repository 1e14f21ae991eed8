//! What editors ask for about many comments or suggestions at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    CommentKind, Outcome, Status,
    desk::{AssignmentRequest, DecisionRequest},
};
use crate::problem::Problem;

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

/// A second editor's word on many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmationsRequest {
    /// `comments` if left out.
    #[serde(default)]
    pub(crate) contributions: Contributions,
    /// All that fit, in all pages of the list; up to 5,000. Without `status` those on which something
    /// is proposed; `{}` means all of these.
    pub(crate) filter: Option<WhichRequest>,
    /// Instead of a filter: these.
    pub(crate) ids: Option<Vec<String>>,
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

/// What is meant; a filter and a list at once, or neither, is refused, so that a name that is left
/// out by mistake does not mean everything.
fn selection(
    contributions: Contributions,
    filter: Option<WhichRequest>,
    ids: Option<Vec<String>>,
) -> Result<review::Selection, Problem> {
    use review::Selection as Of;
    let what = "or filter is needed, and not both";
    match (contributions, filter, ids) {
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

/// A deed for many says which in the same words, whatever it does with them.
macro_rules! chosen {
    ($($request:ident),+) => {
        $(impl $request {
            /// Which comments or suggestions are meant; taken out of the request.
            pub(crate) fn chosen(&mut self) -> Result<review::Selection, Problem> {
                selection(self.contributions, self.filter.take(), self.ids.take())
            }
        })+
    };
}

chosen!(
    DecisionsRequest,
    AssignmentsRequest,
    ConfirmationsRequest,
    TaggingsRequest
);

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

impl DecisionsRequest {
    /// What is decided on comments.
    pub(crate) fn decision(self) -> Result<review::NewDecision, Problem> {
        let alike = DecisionRequest {
            outcome: self.outcome,
            reason: self.reason,
            target: self.target,
            replaces: None,
        };
        alike.decision()
    }

    /// The same for suggestions, which are taken whole or not at all.
    pub(crate) fn ruling(self) -> review::Ruling {
        review::Ruling {
            target: self.target,
            reason: self.reason,
            ..review::Ruling::plain(self.outcome.into())
        }
    }
}

impl AssignmentsRequest {
    /// Who is to decide; nobody in particular where nobody is named.
    pub(crate) fn assignment(self) -> Result<Option<review::NewAssignment>, Problem> {
        let due_at = self.due_at;
        let named = self
            .editor
            .map(|editor| AssignmentRequest { editor, due_at });
        named.map(AssignmentRequest::assignment).transpose()
    }
}

impl TaggingsRequest {
    /// What is put on and taken off.
    pub(crate) fn change(self) -> review::TagChange {
        review::TagChange {
            add: self.add,
            remove: self.remove,
        }
    }
}
