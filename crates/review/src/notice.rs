//! What people are told of what happened to what they said.

use serde::{Deserialize, Serialize};

use crate::{ContributionId, Happening, Timestamp};

/// What a person is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The slug of the guideline.
    pub guideline: String,
    /// The guideline's title.
    pub title: String,
    /// Of what.
    pub contribution: ContributionId,
    /// What happened to it.
    pub kind: NoticeKind,
    /// The event that tells it.
    pub happening: Happening,
    /// When.
    pub at: Timestamp,
    /// When the person read it.
    pub read_at: Option<Timestamp>,
}

/// Why somebody is told something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// What the person said was decided on.
    Decided,
    /// A decision on it was undone.
    Undone,
    /// The person is to decide on it.
    Assigned,
    /// The author answered the person's decision.
    Answered,
    /// Somebody replied to it.
    Replied,
}
