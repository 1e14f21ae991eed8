//! The work itself: people, guidelines, revisions, comments, events, and the use cases on them.
//!
//! A use case loads, decides in memory by pure functions, and commits once through the [`Store`]
//! port; what an actor may do is decided by [`may`] alone. This crate does no IO of its own: the
//! clock and fresh names come through ports, too.

mod access;
mod error;
mod event;
mod guideline;
mod id;
mod page;
mod person;
mod ports;
mod revision;

pub use access::{Action, Actor, Role, Subject, Verdict, may, role_in};
pub use document;
pub use error::{Conflict, FieldError, ReviewError};
pub use event::{Event, Happening};
pub use guideline::{
    Guideline, GuidelinePatch, GuidelineView, Invitee, Member, NewGuideline, Visibility,
};
pub use id::{CommentId, GuidelineId, OrganisationId, PersonId, ReplyId};
pub use page::{Page, PageRequest};
pub use person::{
    NewOrganisation, Organisation, Person, PersonRef, ProfilePatch, StakeholderGroup,
};
pub use ports::{Clock, Ids, Timestamp};
pub use revision::{
    BlockCounts, PlacementCounts, Publish, Published, Revision, RevisionProblem, RevisionText,
};
