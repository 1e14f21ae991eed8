use std::sync::Arc;

use anchor::{Anchor, Placement};
use async_trait::async_trait;
use document::{BlockId, Digest, Document, Resource};

use crate::{
    Comment, CommentFilter, CommentId, CommentKind, Event, Guideline, GuidelineId, Happening,
    Member, NewOrganisation, OrganisationId, Part, Person, PersonId, ReplyId, Revision,
    RevisionProblem, Role, Status, Suggestion, SuggestionFilter, SuggestionId, Timestamp,
    WrittenBy,
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

    /// The comments, not deleted, whose placement in this revision is not stored.
    async fn unplaced(
        &self,
        guideline: &GuidelineId,
        revision: u32,
        status: Option<Status>,
    ) -> Result<Vec<Unplaced>, StoreError>;

    /// A suggestion, of whichever guideline.
    async fn suggestion(&self, id: &SuggestionId) -> Result<Option<Suggestion>, StoreError>;

    /// The suggestions that fit, in the order of their coming.
    async fn suggestions(
        &self,
        query: SuggestionQuery<'_>,
    ) -> Result<Vec<(u64, Suggestion)>, StoreError>;

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

/// Changes that happen together.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The guideline that it is about, unless it is about none.
    pub head: Option<Head>,
    /// In this order.
    pub changes: Vec<Change>,
    /// What others are told; needs a `head`.
    pub events: Vec<NewEvent>,
    /// The answer to keep, if the request may come again.
    pub receipt: Option<Receipt>,
}

/// What the decision saw of the guideline: the compare-and-swap, first in the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which guideline.
    pub guideline: GuidelineId,
    /// [`Guideline::head`] as it was seen; another one by now is `Stale`.
    pub seen: u64,
    /// Whether settings, members or revisions change, so that others who saw the same are stale.
    pub moves: bool,
}

/// One change of what is kept.
#[derive(Debug, Clone)]
pub enum Change {
    /// A new guideline; it comes to be before the head is compared.
    CreateGuideline(Guideline),
    /// The settings of the guideline of the head are now these; counters are left alone.
    SetGuideline(Guideline),
    /// A person is a member of this guideline in this role from now on, or no longer.
    SetRole {
        /// Of which guideline.
        guideline: GuidelineId,
        /// Who.
        person: PersonId,
        /// As what; none ends the membership.
        role: Option<Role>,
    },
    /// The next revision.
    AddRevision(NewRevision),
    /// A new comment.
    AddComment(AddComment),
    /// New words or a new kind for a comment that is not deleted.
    EditComment {
        /// Which.
        comment: CommentId,
        /// The words.
        body: String,
        /// The kind.
        kind: CommentKind,
        /// When.
        at: Timestamp,
    },
    /// Empties a comment that is not deleted.
    DeleteComment {
        /// Which.
        comment: CommentId,
        /// When.
        at: Timestamp,
    },
    /// A new reply to a comment.
    AddReply {
        /// To which.
        comment: CommentId,
        /// Names it.
        reply: ReplyId,
        /// Whose.
        author: PersonId,
        /// Under whose name it stood in a file.
        written_by: Option<WrittenBy>,
        /// The words.
        body: String,
        /// When.
        at: Timestamp,
    },
    /// New words for a reply that is not deleted.
    EditReply {
        /// Which.
        reply: ReplyId,
        /// The words.
        body: String,
        /// When.
        at: Timestamp,
    },
    /// Empties a reply that is not deleted.
    DeleteReply {
        /// Which.
        reply: ReplyId,
        /// When.
        at: Timestamp,
    },
    /// A person supports a comment, or no longer does.
    SetSupport {
        /// Which.
        comment: CommentId,
        /// Who.
        person: PersonId,
        /// Whether.
        on: bool,
        /// When.
        at: Timestamp,
    },
    /// Where a comment stands in a revision, as computed; never replaces what a person said.
    Place {
        /// Which comment.
        comment: CommentId,
        /// In which revision.
        revision: u32,
        /// Where.
        placement: Placement,
    },
    /// Where a comment stands in a revision, as a person says; what was computed for later
    /// revisions is forgotten.
    Confirm {
        /// Which comment.
        comment: CommentId,
        /// In which revision.
        revision: u32,
        /// Where.
        placement: Placement,
        /// The same as a witness for later revisions.
        anchor: Anchor,
        /// Who says so.
        by: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// A new suggestion.
    AddSuggestion(AddSuggestion),
    /// What a returned file brought is known from now on; `Taken` if it was already.
    AddImport {
        /// To which guideline.
        guideline: GuidelineId,
        /// Of what the file holds.
        fingerprint: Digest,
        /// The id of what became of it.
        became: String,
    },
    /// The profile of a person.
    SetProfile {
        /// Who.
        person: PersonId,
        /// The name others see.
        display_name: String,
        /// The language the person reads in.
        language: Option<String>,
    },
    /// A person belongs to the organisation of this name; it comes to be with the id if none has
    /// the name.
    JoinOrganisation {
        /// Who.
        person: PersonId,
        /// The id for a new one.
        id: OrganisationId,
        /// What it is called.
        organisation: NewOrganisation,
    },
}

/// A revision to keep.
#[derive(Debug, Clone)]
pub struct NewRevision {
    /// Of which guideline.
    pub guideline: GuidelineId,
    /// Its number.
    pub number: u32,
    /// What the editor said about it.
    pub note: String,
    /// When.
    pub published_at: Timestamp,
    /// By whom.
    pub published_by: Option<PersonId>,
    /// Over the texts of all languages.
    pub sha256: Digest,
    /// What could not be represented.
    pub problems: Vec<RevisionProblem>,
    /// The texts with their resources, the guideline's language first.
    pub documents: Vec<Arc<Document>>,
    /// The guideline's counter of block ids from now on.
    pub block_counter: u64,
}

/// A comment to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct AddComment {
    /// Names it.
    pub id: CommentId,
    /// Of which guideline.
    pub guideline: GuidelineId,
    /// In which language's text it was made.
    pub language: String,
    /// Where.
    pub anchor: Anchor,
    /// What it is about.
    pub kind: CommentKind,
    /// The words.
    pub body: String,
    /// Whose.
    pub author: PersonId,
    /// Under whose name it stood in a file.
    pub written_by: Option<WrittenBy>,
    /// When.
    pub created_at: Timestamp,
}

/// A suggestion to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct AddSuggestion {
    /// Names it.
    pub id: SuggestionId,
    /// Of which guideline.
    pub guideline: GuidelineId,
    /// In which language's text.
    pub language: String,
    /// To which revision.
    pub revision: u32,
    /// Where, and what should stand there.
    pub parts: Vec<Part>,
    /// Why.
    pub rationale: String,
    /// Whose.
    pub author: PersonId,
    /// Under whose name it stood in a file.
    pub written_by: Option<WrittenBy>,
    /// When.
    pub created_at: Timestamp,
}

/// An event that gets its sequence number in the commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Option<PersonId>,
    /// What happened.
    pub happening: Happening,
}

/// The answer to a request that may come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Who asked.
    pub person: PersonId,
    /// The key that came with the request.
    pub key: String,
    /// What was asked.
    pub request: Digest,
    /// What the use case answered, as JSON.
    pub answer: String,
    /// When.
    pub at: Timestamp,
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
