use review::anchor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{HandlingJson, PersonJson, WrittenByJson, mirror};

mirror! {
    /// What a comment is about.
    CommentKind = review::CommentKind { General, Technical, Editorial, Translation }
}

mirror! {
    /// Whether the editors have decided on a comment or a suggestion.
    Status = review::Status {
        /// Not yet.
        Open,
        /// One has, and a second is to confirm it.
        Proposed,
        /// Yes.
        Decided,
    }
}

/// A remark with its replies.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CommentJson {
    pub(crate) id: String,
    /// The revision it was made on.
    pub(crate) revision: u32,
    /// The language of the text it was made on.
    pub(crate) language: String,
    /// Null: on the guideline as a whole.
    #[schema(required)]
    pub(crate) block_id: Option<String>,
    /// First Unicode scalar value of the block's text; null: on the whole block.
    #[schema(required)]
    pub(crate) start: Option<usize>,
    /// One past the last.
    #[schema(required)]
    pub(crate) end: Option<usize>,
    /// What stood there; empty for the guideline as a whole.
    pub(crate) quote: String,
    pub(crate) kind: CommentKind,
    /// Empty when deleted.
    pub(crate) body: String,
    pub(crate) author: PersonJson,
    /// Under whose name it stood in the file that the author brought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written_by: Option<WrittenByJson>,
    /// RFC 3339, UTC.
    pub(crate) created_at: String,
    #[schema(required)]
    pub(crate) edited_at: Option<String>,
    pub(crate) status: Status,
    #[serde(flatten)]
    pub(crate) handling: HandlingJson,
    pub(crate) deleted: bool,
    pub(crate) replies: Vec<ReplyJson>,
    pub(crate) support: SupportJson,
    /// Where it stands in the revision asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) placement: Option<PlacementJson>,
}

/// An answer to a comment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplyJson {
    pub(crate) id: String,
    pub(crate) author: PersonJson,
    /// Under whose name it stood in the file that the author brought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written_by: Option<WrittenByJson>,
    /// Empty when deleted.
    pub(crate) body: String,
    /// RFC 3339, UTC.
    pub(crate) created_at: String,
    #[schema(required)]
    pub(crate) edited_at: Option<String>,
    pub(crate) deleted: bool,
}

/// Who else wants what a comment says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SupportJson {
    pub(crate) count: u32,
    /// Whether the asker is one of them.
    pub(crate) mine: bool,
}

/// Where a comment stands in a revision, and how sure that is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlacementJson {
    pub(crate) state: PlacementState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) block_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<usize>,
    /// Why, in a word for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// Where it might stand, in reading order, while it has no place: the places that fit equally
    /// well, or the paragraph in which it stood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) candidates: Vec<CandidateJson>,
}

/// A place where a comment might stand.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CandidateJson {
    pub(crate) block_id: String,
    /// First Unicode scalar value; left out, with `end`: the whole block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start: Option<usize>,
    /// One past the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<usize>,
}

mirror! {
    /// How sure a placement is.
    PlacementState = anchor::State { Exact, Shifted, Fuzzy, Ambiguous, Orphaned }
}

/// A new comment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommentRequest {
    /// The revision that the person reads.
    pub(crate) revision: u32,
    /// The guideline's if left out.
    pub(crate) language: Option<String>,
    /// Left out: on the guideline as a whole.
    pub(crate) block_id: Option<String>,
    /// Left out, with `end`: on the whole block.
    pub(crate) start: Option<usize>,
    pub(crate) end: Option<usize>,
    /// What the person saw there; refused if the text says otherwise.
    pub(crate) quote: Option<String>,
    pub(crate) kind: CommentKind,
    /// 1 to 10,000 characters.
    pub(crate) body: String,
}

/// What to change of a comment; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommentChange {
    /// 1 to 10,000 characters.
    pub(crate) body: Option<String>,
    pub(crate) kind: Option<CommentKind>,
}

/// A new reply.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplyRequest {
    /// 1 to 10,000 characters.
    pub(crate) body: String,
}

/// New words for a reply.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplyChange {
    /// 1 to 10,000 characters.
    pub(crate) body: String,
}

/// Where a comment stands, as a person says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlacementRequest {
    /// In which revision.
    pub(crate) revision: u32,
    /// Left out: the guideline as a whole.
    pub(crate) block_id: Option<String>,
    /// Left out, with `end`: the whole block.
    pub(crate) start: Option<usize>,
    pub(crate) end: Option<usize>,
}

impl From<review::Comment> for CommentJson {
    fn from(comment: review::Comment) -> Self {
        let (block_id, start, end) = place_of(&comment.anchor.target);
        Self {
            id: comment.id.to_string(),
            revision: comment.anchor.revision,
            language: comment.language,
            block_id,
            start,
            end,
            quote: comment.anchor.quote,
            kind: comment.kind.into(),
            body: comment.body,
            author: comment.author.into(),
            written_by: comment.written_by.map(Into::into),
            created_at: comment.created_at.to_string(),
            edited_at: comment.edited_at.map(|at| at.to_string()),
            status: comment.status.into(),
            handling: comment.handling.into(),
            deleted: comment.deleted,
            replies: comment.replies.into_iter().map(Into::into).collect(),
            support: comment.support.into(),
            placement: comment.placement.map(Into::into),
        }
    }
}

impl From<review::Support> for SupportJson {
    fn from(support: review::Support) -> Self {
        Self {
            count: support.count,
            mine: support.mine,
        }
    }
}

impl From<review::Reply> for ReplyJson {
    fn from(reply: review::Reply) -> Self {
        Self {
            id: reply.id.to_string(),
            author: reply.author.into(),
            written_by: reply.written_by.map(Into::into),
            body: reply.body,
            created_at: reply.created_at.to_string(),
            edited_at: reply.edited_at.map(|at| at.to_string()),
            deleted: reply.deleted,
        }
    }
}

impl From<anchor::Placement> for PlacementJson {
    fn from(placement: anchor::Placement) -> Self {
        Self {
            state: placement.state.into(),
            block_id: placement.block_id.map(|id| id.to_string()),
            start: placement.start,
            end: placement.end,
            reason: placement.reason.and_then(word),
            candidates: placement.candidates.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<anchor::Candidate> for CandidateJson {
    fn from(candidate: anchor::Candidate) -> Self {
        Self {
            block_id: candidate.block_id.to_string(),
            start: candidate.start,
            end: candidate.end,
        }
    }
}

impl From<CommentRequest> for review::NewComment {
    fn from(request: CommentRequest) -> Self {
        Self {
            revision: request.revision,
            language: request.language,
            place: place(request.block_id, request.start, request.end),
            quote: request.quote,
            kind: request.kind.into(),
            body: request.body,
        }
    }
}

impl From<PlacementRequest> for review::NewPlacement {
    fn from(request: PlacementRequest) -> Self {
        Self {
            revision: request.revision,
            place: place(request.block_id, request.start, request.end),
        }
    }
}

impl From<CommentChange> for review::CommentPatch {
    fn from(change: CommentChange) -> Self {
        Self {
            body: change.body,
            kind: change.kind.map(Into::into),
        }
    }
}

fn place(block_id: Option<String>, start: Option<usize>, end: Option<usize>) -> review::Place {
    review::Place {
        block_id: block_id.map(Into::into),
        start,
        end,
    }
}

/// The word by which a reason is written.
fn word(reason: anchor::Reason) -> Option<String> {
    let value = serde_json::to_value(reason).ok()?;
    value.as_str().map(str::to_owned)
}

fn place_of(target: &anchor::Target) -> (Option<String>, Option<usize>, Option<usize>) {
    match target {
        anchor::Target::Guideline => (None, None, None),
        anchor::Target::Block { block } => (Some(block.to_string()), None, None),
        anchor::Target::Range { block, start, end } => {
            (Some(block.to_string()), Some(*start), Some(*end))
        }
    }
}
