use anchor::Anchor;
use async_trait::async_trait;
use document::{BlockId, Digest, Document, Resource};

use crate::{
    Comment, CommentFilter, CommentId, Commit, Counted, DraftState, Event, Group, Guideline,
    GuidelineId, Member, Notice, NoticePlace, Person, PersonId, PersonRef, Receipt, ReplyId,
    Revision, Role, Status, Step, Suggestion, SuggestionFilter, SuggestionId, Tag, Timestamp,
};

/// Keeps a review. Reading never waits for writing; [`Store::commit`] is the only way to write.
///
/// Lists give each item with its place in the order of the list, from which the next stretch
/// starts, and at most `limit` items.
#[async_trait]
pub trait Store: Send + Sync {
    /// The person with this id.
    async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError>;

    /// The person with this e-mail address, in lower case.
    async fn person_by_email(&self, email: &str) -> Result<Option<Person>, StoreError>;

    /// The guideline with this slug, with the viewer's membership.
    async fn guideline(
        &self,
        slug: &str,
        viewer: Option<&PersonId>,
    ) -> Result<Option<(Guideline, Option<Role>)>, StoreError>;

    /// Guidelines that the viewer may read, by slug, after this slug.
    async fn guidelines(
        &self,
        viewer: Viewer<'_>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(Guideline, Option<Role>)>, StoreError>;

    /// The role of a person in a guideline.
    async fn role(
        &self,
        guideline: &GuidelineId,
        person: &PersonId,
    ) -> Result<Option<Role>, StoreError>;

    /// The members of a guideline, in the order of their coming.
    async fn members(
        &self,
        guideline: &GuidelineId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Member)>, StoreError>;

    /// How many editors a guideline has.
    async fn editors(&self, guideline: &GuidelineId) -> Result<u32, StoreError>;

    /// One revision.
    async fn revision(
        &self,
        guideline: &GuidelineId,
        number: u32,
    ) -> Result<Option<Revision>, StoreError>;

    /// The revisions with a smaller number, newest first.
    async fn revisions(
        &self,
        guideline: &GuidelineId,
        before: Option<u32>,
        limit: usize,
    ) -> Result<Vec<Revision>, StoreError>;

    /// The text of a revision in one language, without its resources' bytes.
    async fn document(
        &self,
        guideline: &GuidelineId,
        number: u32,
        language: &str,
    ) -> Result<Option<Document>, StoreError>;

    /// The number of the latest revision with a text in this language.
    async fn latest_in(
        &self,
        guideline: &GuidelineId,
        language: &str,
    ) -> Result<Option<u32>, StoreError>;

    /// The bytes of a resource, if a revision of the guideline has it.
    async fn resource(
        &self,
        guideline: &GuidelineId,
        digest: &Digest,
    ) -> Result<Option<Resource>, StoreError>;

    /// A comment with its replies, the viewer's support and the stored placement in this revision;
    /// deleted ones too.
    async fn comment(
        &self,
        id: &CommentId,
        viewer: Option<&PersonId>,
        revision: Option<u32>,
    ) -> Result<Option<Comment>, StoreError>;

    /// The comments that fit, in the order of their coming, with the stored placements in the
    /// revision that the filter names. Without deleted ones that have no living reply.
    async fn comments(&self, query: CommentQuery<'_>) -> Result<Vec<(u64, Comment)>, StoreError>;

    /// The comments, not deleted, whose placement in this revision is not stored. What is proposed
    /// to be decided counts as open.
    async fn unplaced(
        &self,
        guideline: &GuidelineId,
        revision: u32,
        status: Option<Status>,
    ) -> Result<Vec<Unplaced>, StoreError>;

    /// A suggestion, of whichever guideline, with its replies and the viewer's support.
    async fn suggestion(
        &self,
        id: &SuggestionId,
        viewer: Option<&PersonId>,
    ) -> Result<Option<Suggestion>, StoreError>;

    /// The suggestions that fit, in the order of their coming.
    async fn suggestions(
        &self,
        query: SuggestionQuery<'_>,
    ) -> Result<Vec<(u64, Suggestion)>, StoreError>;

    /// Who supports these suggestions.
    async fn supporters(
        &self,
        suggestions: &[SuggestionId],
    ) -> Result<Vec<(SuggestionId, PersonRef)>, StoreError>;

    /// How many comments that are not deleted, and how many suggestions, have this status.
    async fn count(
        &self,
        guideline: &GuidelineId,
        status: Status,
    ) -> Result<(u32, u32), StoreError>;

    /// The counters of the draft that follows this revision, in one language.
    async fn draft(
        &self,
        guideline: &GuidelineId,
        revision: u32,
        language: &str,
    ) -> Result<DraftState, StoreError>;

    /// The steps of that draft that made a later version than this one, in order.
    async fn draft_steps(
        &self,
        guideline: &GuidelineId,
        revision: u32,
        language: &str,
        after: u64,
    ) -> Result<Vec<Step>, StoreError>;

    /// The tags of a guideline, in order.
    async fn tags(&self, guideline: &GuidelineId) -> Result<Vec<Tag>, StoreError>;

    /// The groups of comments of a guideline, in the order of their coming.
    async fn groups(&self, guideline: &GuidelineId) -> Result<Vec<Group>, StoreError>;

    /// What the undecided comments of a guideline say, in the order of their coming; without
    /// deleted ones.
    async fn gists(&self, guideline: &GuidelineId) -> Result<Vec<Gist>, StoreError>;

    /// What the statistics of a guideline count, in the order of its coming.
    async fn counted(&self, guideline: &GuidelineId) -> Result<Counted, StoreError>;

    /// What a person was told, newest first, read or not; what comes after this place.
    async fn notices(
        &self,
        person: &PersonId,
        before: Option<&NoticePlace>,
        limit: usize,
    ) -> Result<Vec<(NoticePlace, Notice)>, StoreError>;

    /// How many notices a person has not read, by the slug of the guideline that they are of.
    async fn unread(&self, person: &PersonId) -> Result<Vec<(String, u32)>, StoreError>;

    /// The revision that a person last read.
    async fn reading(
        &self,
        guideline: &GuidelineId,
        person: &PersonId,
    ) -> Result<Option<u32>, StoreError>;

    /// The revision that a person last read of each of these guidelines, where there is one.
    async fn readings(
        &self,
        person: &PersonId,
        guidelines: &[GuidelineId],
    ) -> Result<Vec<(GuidelineId, u32)>, StoreError>;

    /// All comments and replies of a guideline, deleted ones too, in the order of their coming.
    async fn sayings(&self, guideline: &GuidelineId) -> Result<Vec<Saying>, StoreError>;

    /// What returned files brought to a guideline: fingerprints, and the ids of what became of them.
    async fn imports(&self, guideline: &GuidelineId) -> Result<Vec<(Digest, String)>, StoreError>;

    /// Events of a guideline after this sequence number, in order.
    async fn events(
        &self,
        guideline: &GuidelineId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Event>, StoreError>;

    /// The sequence number and the time of the last event of a guideline.
    async fn last_event(
        &self,
        guideline: &GuidelineId,
    ) -> Result<Option<(u64, Timestamp)>, StoreError>;

    /// The answer that was kept for a request.
    async fn receipt(&self, person: &PersonId, key: &str) -> Result<Option<Receipt>, StoreError>;

    /// Makes everything in the commit happen, durably, or nothing.
    async fn commit(&self, commit: Commit) -> Result<(), CommitError>;

    /// Whether the storage answers.
    async fn ready(&self) -> Result<(), StoreError>;
}

/// For whom guidelines are listed.
#[derive(Debug, Clone, Copy)]
pub enum Viewer<'a> {
    /// Nobody we know: what anyone reads.
    Anyone,
    /// A person: also what the person is a member of.
    Person(&'a PersonId),
    /// Everything, with the membership of this person.
    All(Option<&'a PersonId>),
}

/// Which comments, for whom.
#[derive(Debug, Clone, Copy)]
pub struct CommentQuery<'a> {
    /// Of which guideline.
    pub guideline: &'a GuidelineId,
    /// Whose support is `mine`.
    pub viewer: Option<&'a PersonId>,
    /// Which.
    pub filter: &'a CommentFilter,
    /// Those after this place in the order.
    pub after: u64,
    /// At most so many.
    pub limit: usize,
}

/// Which suggestions.
#[derive(Debug, Clone, Copy)]
pub struct SuggestionQuery<'a> {
    /// Of which guideline.
    pub guideline: &'a GuidelineId,
    /// Whose support is `mine`.
    pub viewer: Option<&'a PersonId>,
    /// Which.
    pub filter: &'a SuggestionFilter,
    /// Those after this place in the order.
    pub after: u64,
    /// At most so many.
    pub limit: usize,
}

/// A comment or a reply as somebody may meet it again in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// The comment, or the one that is answered.
    pub comment: CommentId,
    /// The reply, if it is one.
    pub reply: Option<ReplyId>,
    /// Under whose name it leaves in a file.
    pub name: String,
    /// Under which time.
    pub at: Timestamp,
    /// The words; empty when deleted.
    pub body: String,
    /// In which block it was made; empty for replies and for the guideline as a whole.
    pub block: Option<BlockId>,
    /// What it was made on.
    pub quote: String,
    /// Whether it came in a file, under this name and time.
    pub brought: bool,
    /// Whether the words changed since.
    pub edited: bool,
    /// Whether it was taken back or removed.
    pub deleted: bool,
    /// Whether the editors have decided on it; never on a reply.
    pub decided: bool,
}

/// What a comment says, without what is around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gist {
    /// Which comment.
    pub comment: CommentId,
    /// In which language's text it was made.
    pub language: String,
    /// In which block it was made.
    pub block: Option<BlockId>,
    /// The words.
    pub body: String,
    /// When they last changed.
    pub edited_at: Option<Timestamp>,
    /// Whether it belongs to a group.
    pub grouped: bool,
}

/// A comment whose place in some revision is to be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Unplaced {
    /// Which comment.
    pub comment: CommentId,
    /// In which language's texts it stands.
    pub language: String,
    /// Where it was made; or where a person last said that it stands, at that revision or before.
    pub anchor: Anchor,
}

/// The storage does not answer, or is full; says what it said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the storage cannot be reached: {0}")]
pub struct StoreError(pub String);

/// Why nothing of a commit happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// The head moved: load again and decide again.
    #[error("the guideline has changed")]
    Stale,
    /// What is changed, or refers to, is no longer there.
    #[error("what the change is about is gone")]
    Gone,
    /// Something with the same name is there already.
    #[error("the name is taken")]
    Taken,
    /// The request came before: its receipt is there.
    #[error("the request came before")]
    Repeated,
    /// The storage does not answer or is full. Whether the commit happened is known only to a
    /// request with a receipt.
    #[error(transparent)]
    Unavailable(#[from] StoreError),
}
