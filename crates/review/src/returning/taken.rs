//! What came of a file that was brought back.

use serde::{Deserialize, Serialize};

use super::FileProblem;
use crate::{Comment, CommentId, Reply, Suggestion, Timestamp};

/// What came of a file: what is new because of it, and what became of the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakenBack {
    /// The revision that the file was made from.
    pub revision: u32,
    /// The language of its text.
    pub language: String,
    /// How that is known.
    pub recognised_by: RecognisedBy,
    /// From tracked changes, and from what was changed without tracking.
    pub suggestions: Vec<Suggestion>,
    /// New comments, with their replies.
    pub comments: Vec<Comment>,
    /// New replies to comments that were here before.
    pub replies: Vec<TakenReply>,
    /// What was here already.
    pub known: KnownCounts,
    /// What could not be placed.
    pub left_out: Vec<LeftOut>,
    /// What could not be represented.
    pub problems: Vec<FileProblem>,
}

/// How the revision is known that a file was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecognisedBy {
    /// The file says it.
    Imprint,
    /// Who brought the file says it.
    Request,
    /// The texts are alike.
    Likeness,
}

/// A reply to a comment that was here before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenReply {
    /// To which comment.
    pub comment: CommentId,
    /// The reply.
    pub reply: Reply,
}

/// How much of a file was here already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownCounts {
    /// Changes of the text.
    pub suggestions: u32,
    /// Comments.
    pub comments: u32,
    /// Replies.
    pub replies: u32,
}

/// Something that somebody did or said in a file and that has no place here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What it is.
    pub what: LeftOutKind,
    /// As the file says; empty for what was changed without tracking.
    pub author: String,
    /// As the file says.
    pub date: Option<Timestamp>,
    /// The words: what was proposed or said.
    pub text: String,
    /// The words that it is about.
    pub quote: String,
    /// Why it has no place, as one sentence without a full stop.
    pub reason: String,
}

/// What was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutKind {
    /// A change of the text.
    Change,
    /// A comment.
    Comment,
    /// A reply.
    Reply,
}

impl TakenBack {
    /// Whether the file brought nothing that was not here already.
    pub fn is_empty(&self) -> bool {
        self.suggestions.is_empty() && self.comments.is_empty() && self.replies.is_empty()
    }
}
