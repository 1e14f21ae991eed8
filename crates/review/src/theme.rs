//! Tags and groups: what comments are about, and which say the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CommentId, Timestamp};

/// A tag of a guideline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Small letters, digits and hyphens.
    pub tag: String,
    /// What people read, by language.
    pub labels: BTreeMap<String, String>,
}

/// Comments that say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Names it.
    pub id: String,
    /// What they say, in a few words.
    pub title: String,
    /// Which they are, in the order of their coming.
    pub comments: Vec<CommentId>,
    /// When they were put together.
    pub created_at: Timestamp,
}
