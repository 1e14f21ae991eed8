//! The work itself: people, guidelines, revisions, comments, events, and the use cases on them.
//!
//! A use case loads, decides in memory by pure functions, and commits once through the [`Store`]
//! port; what an actor may do is decided by [`may`] alone. This crate does no IO of its own: the
//! clock and fresh names come through ports, too.

mod access;
mod answering;
mod assigning;
mod base_revision;
mod bringing;
mod bulk;
mod change;
mod check;
mod comment;
mod commenting;
mod confirming;
mod conflicting;
mod contributed;
mod correspondence;
mod deciding;
mod deciding_comments;
mod decision;
mod deed;
mod draft;
mod drafting;
mod drafts;
mod error;
mod event;
mod grouping;
mod guideline;
mod guidelines;
mod id;
mod identity;
mod intake;
mod last_read;
mod likeness;
mod likening;
mod members;
mod mine;
mod notice;
mod notices;
mod page;
mod person;
mod placing;
mod ports;
mod profile;
mod proposing;
mod provenance;
mod publishing;
mod reading;
mod releasing;
mod replying;
mod returning;
mod review;
mod revision;
mod ruling;
mod statistics;
mod store;
mod suggesting;
mod suggestion;
mod tagging;
mod taking_back;
mod texts;
mod theme;
mod wish;
mod written_by;

pub use access::{Action, Actor, Role, Subject, Verdict, may, role_in};
pub use answering::NewAnswer;
pub use assigning::NewAssignment;
pub use bringing::{
    Became, BecameWhat, Brought, BroughtDecision, BroughtIn, BroughtItem, BroughtReply,
    BroughtWords, UnkeptReply,
};
pub use bulk::{BulkDone, Selection, TagChange};
pub use change::{
    AddComment, AddSuggestion, Change, Commit, Decide, Head, NewEvent, NewRevision, Receipt,
    ReviseSuggestion,
};
pub use comment::{
    Comment, CommentFilter, CommentKind, CommentPatch, NewComment, NewPlacement, Place, Reply,
    Status, Support,
};
pub use conflicting::{Contender, Dispute};
pub use deciding::NewDecision;
pub use decision::{
    Answer, Assignment, ContributionId, Decision, Handling, Outcome, Standing, Wording,
};
pub use draft::{DraftState, DraftVersion, NewStep, Step};
pub use drafting::{DraftEdit, DraftText, Drafted};
pub use drafts::Draft;
pub use error::{Clashing, Conflict, FieldError, ReviewError};
pub use event::{Event, Happening};
pub use grouping::NewGroup;
pub use guideline::{
    Guideline, GuidelinePatch, GuidelineView, Invitee, ListedGuideline, Member, NewGuideline,
    Visibility,
};
pub use id::{CommentId, GuidelineId, OrganisationId, PersonId, ReplyId, SuggestionId};
pub use identity::revision_digest;
pub use likening::{Alike, ProposedGroup, Unwritten};
pub use mine::Contribution;
pub use notice::{Notice, NoticeKind, NoticePlace};
pub use notices::Notices;
pub use page::{Page, PageRequest};
pub use person::{
    NewOrganisation, Organisation, Person, PersonRef, ProfilePatch, StakeholderGroup,
};
pub use ports::{Clock, Ids, Timestamp};
pub use proposing::SuggestionPatch;
pub use provenance::{Authorship, Origin, Provenance};
pub use reading::Moment;
pub use releasing::{Known, PublishDraft, Undecided, Waiting};
pub use returning::{
    FileProblem, KnownCounts, LeftOut, LeftOutKind, RecognisedBy, ReturnedChange, ReturnedFile,
    ReturnedImprint, ReturnedPlace, ReturnedRemark, ReturnedReplacement, ReturnedReply, TakenBack,
    TakenReply,
};
pub use review::{Idempotency, Review, permit};
pub use revision::{
    BlockCounts, PlacementCounts, Publish, Published, Revision, RevisionProblem, RevisionText,
};
pub use ruling::Ruling;
pub use statistics::{
    Answers, ClauseTally, Counted, CountedContribution, CountedDecision, CountedWhat, DayTally,
    EditorTally, GroupTally, KindTally, OperationTally, OrganisationTally, OutcomeTally, Scope,
    Statistics, Tally, Voices,
};
pub use store::{
    CommentQuery, CommitError, Gist, Saying, Store, StoreError, SuggestionQuery, Unplaced, Viewer,
};
pub use suggesting::{SuggestionInText, Target};
pub use suggestion::{Operation, Suggestion, SuggestionFilter};
pub use taking_back::WhichRevision;
pub use theme::{Group, Tag};
pub use wish::{NewSuggestion, NewWording, Wish};
pub use written_by::WrittenBy;
// What this room hands over is spoken of in the words of these two.
pub use merge::Part;
pub use {anchor, document, merge, redline};
