//! What the people of the sample said, and what was decided on it, as its files tell.

use serde::Deserialize;
use server::review::{CommentKind, Outcome};

use super::broken;
use crate::failure::Failure;

/// A comment with its replies.
#[derive(Debug, Deserialize)]
pub(super) struct Remark {
    pub(super) author: String,
    pub(super) revision: u32,
    pub(super) language: String,
    /// Literal text of one block; without it the remark is on the block or on the guideline.
    pub(super) quote: Option<String>,
    /// How the text of the block starts.
    pub(super) in_block: Option<String>,
    pub(super) kind: CommentKind,
    pub(super) body: String,
    /// The stages of the mitigation hierarchy that it is about.
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) replies: Vec<Reply>,
    pub(super) decision: Option<Decided>,
    pub(super) answer: Option<Answer>,
}

/// A suggestion on the latest revision.
#[derive(Debug, Deserialize)]
pub(super) struct Proposal {
    pub(super) author: String,
    pub(super) language: String,
    #[serde(default)]
    pub(super) op: Op,
    /// How the text of the block starts that it changes, or stands behind.
    pub(super) block: String,
    /// Words of the block; without them the whole of it.
    pub(super) old: Option<String>,
    /// What shall stand instead.
    #[serde(default)]
    pub(super) new: String,
    /// How the text of the block starts that a moved one shall stand behind.
    #[serde(default)]
    pub(super) after: String,
    pub(super) rationale: String,
    pub(super) supporters: Vec<String>,
    pub(super) replies: Vec<Reply>,
    pub(super) decision: Option<Decided>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Op {
    #[default]
    Edit,
    InsertAfter,
    Delete,
    Move,
}

#[derive(Debug, Deserialize)]
pub(super) struct Reply {
    pub(super) author: String,
    pub(super) body: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Decided {
    pub(super) by: String,
    pub(super) outcome: Outcome,
    pub(super) reason: String,
    pub(super) target: Option<String>,
}

/// What the author says to the decision.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) satisfied: bool,
    pub(super) note: String,
}

pub(super) fn remarks() -> Result<Vec<Remark>, Failure> {
    serde_json::from_str(include_str!("../../sample/comments.json")).map_err(broken)
}

pub(super) fn proposals() -> Result<Vec<Proposal>, Failure> {
    serde_json::from_str(include_str!("../../sample/suggestions.json")).map_err(broken)
}
