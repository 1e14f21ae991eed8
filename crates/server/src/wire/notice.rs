//! What people are told, as the interface shows it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::mirror;

mirror! {
    /// Why somebody is told something.
    NoticeKind = review::NoticeKind {
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
}

/// What a person is told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeJson {
    /// The slug of the guideline.
    pub(crate) guideline: String,
    /// The guideline's title.
    pub(crate) title: String,
    pub(crate) kind: NoticeKind,
    /// The comment that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) comment: Option<String>,
    /// The suggestion that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) suggestion: Option<String>,
    /// What happened, with a `type`, as in the guideline's events.
    #[schema(value_type = Object)]
    pub(crate) happening: serde_json::Value,
    /// RFC 3339, UTC.
    pub(crate) at: String,
    /// Null: not read yet.
    #[schema(required)]
    pub(crate) read_at: Option<String>,
}

/// A stretch of what a person was told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticesJson {
    /// Newest first.
    pub(crate) items: Vec<NoticeJson>,
    /// Continues the list as `?cursor=`; null at its end.
    #[schema(required)]
    pub(crate) next_cursor: Option<String>,
    /// How many of all are not read yet.
    pub(crate) unread: u32,
}

/// Up to when notices were read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadRequest {
    /// The `at` of the newest one that was read; RFC 3339.
    pub(crate) until: String,
}

/// How many notices are left unread.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnreadJson {
    pub(crate) unread: u32,
}

impl From<review::Notice> for NoticeJson {
    fn from(notice: review::Notice) -> Self {
        let (comment, suggestion) = match notice.contribution {
            review::ContributionId::Comment(id) => (Some(id.to_string()), None),
            review::ContributionId::Suggestion(id) => (None, Some(id.to_string())),
        };
        Self {
            guideline: notice.guideline,
            title: notice.title,
            kind: notice.kind.into(),
            comment,
            suggestion,
            happening: serde_json::to_value(notice.happening).unwrap_or_default(),
            at: notice.at.to_string(),
            read_at: notice.read_at.map(|at| at.to_string()),
        }
    }
}

impl From<review::Notices> for NoticesJson {
    fn from(notices: review::Notices) -> Self {
        Self {
            items: notices.page.items.into_iter().map(Into::into).collect(),
            next_cursor: notices.page.next_cursor,
            unread: notices.unread,
        }
    }
}
