//! The JSON of the interface, as types: what is sent and what is taken.

mod bulk;
mod comment;
mod conflict;
mod decision;
mod desk;
mod draft;
mod guideline;
mod notice;
mod person;
mod problem;
mod proposal;
mod redline;
mod returned;
mod revision;
mod statistics;
mod suggestion;
mod table;

pub(crate) use bulk::{
    AssignmentsRequest, BulkJson, ConfirmationsRequest, Contributions, DecisionsRequest,
    TaggingsRequest,
};
pub(crate) use comment::{
    CommentChange, CommentJson, CommentKind, CommentRequest, PlacementRequest, ReplyChange,
    ReplyJson, ReplyRequest, Status, SupportJson,
};
pub(crate) use conflict::DisputeJson;
pub(crate) use decision::{HandlingJson, Outcome};
pub(crate) use desk::{
    AlikeJson, AnswerRequest, AssignmentRequest, ContributionJson, DecisionRequest, GroupJson,
    GroupRequest, ProposedGroupJson, ReadingJson, TagJson, moment,
};
pub(crate) use draft::{DraftJson, DraftedJson};
pub(crate) use guideline::{
    GuidelineChange, GuidelineJson, GuidelineRequest, InviteRequest, ListedGuidelineJson,
    MemberJson, RoleRequest,
};
pub(crate) use notice::{NoticesJson, ReadRequest, UnreadJson};
pub(crate) use person::{MeChange, MeJson, OrganisationJson, PersonJson};
pub(crate) use problem::ProblemDocument;
pub(crate) use proposal::{
    DraftChange, ReleaseRequest, RulingRequest, SuggestionChange, SuggestionRequest,
};
pub(crate) use redline::RedlineJson;
pub use returned::FileProblemJson;
pub(crate) use returned::TakenBackJson;
pub(crate) use revision::{PublishedJson, RevisionJson, RevisionTextJson};
pub(crate) use statistics::StatisticsJson;
pub(crate) use suggestion::{SuggestionJson, WrittenByJson};
pub use table::{FoundJson, TableTakenJson, TakenCounts, TakenRowJson};

use serde::Serialize;
use utoipa::ToSchema;

/// A stretch of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageJson<T> {
    /// In the order of the list.
    pub(crate) items: Vec<T>,
    /// Continues the list as `?cursor=`; null at its end.
    #[schema(required)]
    pub(crate) next_cursor: Option<String>,
}

impl<T> PageJson<T> {
    /// A page of the review, with each item as the interface shows it.
    pub(crate) fn of<U: Into<T>>(page: review::Page<U>) -> Self {
        Self {
            items: page.items.into_iter().map(Into::into).collect(),
            next_cursor: page.next_cursor,
        }
    }
}

/// An enumeration of the interface and the one it stands for, both ways.
macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident = $inner:path { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name { $($(#[$variant_doc])* $variant),+ }

        impl From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                match inner { $(<$inner>::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $inner {
            fn from(outer: $name) -> Self {
                match outer { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}
pub(crate) use mirror;
