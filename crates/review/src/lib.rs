//! The work itself: people, guidelines, revisions, comments, events, and the use cases on them.
//!
//! A use case loads, decides in memory by pure functions, and commits once through the [`Store`]
//! port; what an actor may do is decided by [`may`] alone. This crate does no IO of its own: the
//! clock and fresh names come through ports, too.

mod access;
mod check;
mod comment;
mod commenting;
mod correspondence;
mod error;
mod event;
mod guideline;
mod guidelines;
mod id;
mod identity;
mod members;
mod page;
mod person;
mod placing;
mod ports;
mod profile;
mod publishing;
mod reading;
mod replying;
mod review;
mod revision;
mod store;
mod texts;

pub use access::{Action, Actor, Role, Subject, Verdict, may, role_in};
pub use comment::{
    Comment, CommentFilter, CommentKind, CommentPatch, NewComment, NewPlacement, Place, Reply,
    Status, Support,
};
pub use error::{Conflict, FieldError, ReviewError};
pub use event::{Event, Happening};
pub use guideline::{
    Guideline, GuidelinePatch, GuidelineView, Invitee, Member, NewGuideline, Visibility,
};
pub use id::{CommentId, GuidelineId, OrganisationId, PersonId, ReplyId};
pub use identity::revision_digest;
pub use page::{Page, PageRequest};
pub use person::{
    NewOrganisation, Organisation, Person, PersonRef, ProfilePatch, StakeholderGroup,
};
pub use ports::{Clock, Ids, Timestamp};
pub use review::{Idempotency, Review};
pub use revision::{
    BlockCounts, PlacementCounts, Publish, Published, Revision, RevisionProblem, RevisionText,
};
pub use store::{
    AddComment, Change, CommentQuery, Commit, CommitError, Head, NewEvent, NewRevision, Receipt,
    Store, StoreError, Unplaced, Viewer,
};
// What this room hands over is spoken of in the words of these two.
pub use {anchor, document, redline};
