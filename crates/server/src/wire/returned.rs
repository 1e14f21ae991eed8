use serde::Serialize;
use utoipa::ToSchema;

use super::{CommentJson, ReplyJson, SuggestionJson, mirror};

mirror! {
    /// How the revision is known that a file was made from.
    RecognisedBy = review::RecognisedBy {
        /// The file says it.
        Imprint,
        /// The request says it.
        Request,
        /// The texts are alike.
        Likeness,
    }
}

mirror! {
    /// What was left out.
    LeftOutKind = review::LeftOutKind { Change, Comment, Reply }
}

/// What came of a file that was brought back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TakenBackJson {
    /// The revision that the file was made from.
    pub(crate) revision: u32,
    /// The language of its text.
    pub(crate) language: String,
    pub(crate) recognised_by: RecognisedBy,
    /// New, in the order of the text: tracked changes, then what was changed without tracking.
    pub(crate) suggestions: Vec<SuggestionJson>,
    /// New, with their replies.
    pub(crate) comments: Vec<CommentJson>,
    /// New replies to comments that were here before.
    pub(crate) replies: Vec<TakenReplyJson>,
    /// How much was here already.
    pub(crate) known: KnownCounts,
    /// What could not be placed.
    pub(crate) unplaced: Vec<LeftOutJson>,
    /// What could not be represented.
    pub(crate) problems: Vec<FileProblemJson>,
}

/// A reply to a comment that was here before.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TakenReplyJson {
    /// The id of the comment.
    pub(crate) comment: String,
    pub(crate) reply: ReplyJson,
}

/// How much of a file was here already.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnownCounts {
    pub(crate) suggestions: u32,
    pub(crate) comments: u32,
    pub(crate) replies: u32,
}

/// Something in a file that has no place here.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeftOutJson {
    pub(crate) what: LeftOutKind,
    /// As the file says; empty for what was changed without tracking.
    pub(crate) author: String,
    /// As the file says; RFC 3339, UTC.
    #[schema(required)]
    pub(crate) date: Option<String>,
    /// What was proposed or said.
    pub(crate) text: String,
    /// What it is about.
    pub(crate) quote: String,
    /// Why it has no place, as a clause.
    pub(crate) reason: String,
}

/// Something in a file that did not come through as it was.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileProblemJson {
    /// Where.
    pub place: String,
    /// What, as a clause.
    pub what: String,
}

impl TakenBackJson {
    /// Whether nothing came of the file that was not here already.
    pub(crate) fn is_empty(&self) -> bool {
        self.suggestions.is_empty() && self.comments.is_empty() && self.replies.is_empty()
    }

    /// The answer, with its suggestions as the interface shows them.
    pub(crate) fn new(taken: review::TakenBack, suggestions: Vec<SuggestionJson>) -> Self {
        Self {
            revision: taken.revision,
            language: taken.language,
            recognised_by: taken.recognised_by.into(),
            suggestions,
            comments: taken.comments.into_iter().map(Into::into).collect(),
            replies: taken.replies.into_iter().map(Into::into).collect(),
            known: KnownCounts {
                suggestions: taken.known.suggestions,
                comments: taken.known.comments,
                replies: taken.known.replies,
            },
            unplaced: taken.left_out.into_iter().map(Into::into).collect(),
            problems: taken.problems.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<review::TakenReply> for TakenReplyJson {
    fn from(taken: review::TakenReply) -> Self {
        Self {
            comment: taken.comment.to_string(),
            reply: taken.reply.into(),
        }
    }
}

impl From<review::LeftOut> for LeftOutJson {
    fn from(left_out: review::LeftOut) -> Self {
        Self {
            what: left_out.what.into(),
            author: left_out.author,
            date: left_out.date.map(|date| date.to_string()),
            text: left_out.text,
            quote: left_out.quote,
            reason: left_out.reason,
        }
    }
}

impl From<review::FileProblem> for FileProblemJson {
    fn from(review::FileProblem { place, what }: review::FileProblem) -> Self {
        Self { place, what }
    }
}

impl From<formats::Problem> for FileProblemJson {
    fn from(formats::Problem { place, what }: formats::Problem) -> Self {
        Self { place, what }
    }
}
