//! What a commit may change.

use std::sync::Arc;

use anchor::{Anchor, Placement};
use document::{Block, Digest, Document};
use merge::Patch;

use crate::{
    Answer, CommentId, CommentKind, ContributionId, Decision, DraftVersion, Guideline, GuidelineId,
    Happening, NewOrganisation, NewStep, NoticeKind, OrganisationId, Part, PersonId, ReplyId,
    RevisionProblem, Role, Standing, SuggestionId, Tag, Timestamp, WrittenBy,
};

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
    /// Other words for an open suggestion; `Stale` if others are there by now, or it is decided.
    ReviseSuggestion(ReviseSuggestion),
    /// A new reply to a suggestion.
    AddSuggestionReply {
        /// To which.
        suggestion: SuggestionId,
        /// Names it.
        reply: ReplyId,
        /// Whose.
        author: PersonId,
        /// The words.
        body: String,
        /// When.
        at: Timestamp,
    },
    /// New words for a reply to a suggestion, or none: it is taken back.
    EditSuggestionReply {
        /// Which.
        reply: ReplyId,
        /// The words.
        body: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// A person supports a suggestion, or no longer does.
    SetSuggestionSupport {
        /// Which.
        suggestion: SuggestionId,
        /// Who.
        person: PersonId,
        /// Whether.
        on: bool,
        /// When.
        at: Timestamp,
    },
    /// A decision; `Stale` if what it is about, or what was decided before, is not what was seen.
    Decide(Decide),
    /// Everything is open again; `Stale` if another decision is there by now.
    Undecide {
        /// On what.
        contribution: ContributionId,
        /// When the decision that was seen was made.
        seen: Timestamp,
        /// Whether it counted.
        standing: Standing,
    },
    /// What the author says to the decision of this time; `Stale` if it is another by now.
    AnswerDecision {
        /// On what.
        contribution: ContributionId,
        /// When the decision that was seen was made.
        seen: Timestamp,
        /// What the author says; nothing takes it back.
        answer: Option<Answer>,
    },
    /// Who is to decide.
    Assign {
        /// On what.
        contribution: ContributionId,
        /// Of which guideline.
        guideline: GuidelineId,
        /// Who, if anyone.
        editor: Option<PersonId>,
        /// Until when.
        due_at: Option<Timestamp>,
        /// Who says so.
        by: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// The tags of a guideline are these, in this order; ones that are in use and missing here are
    /// taken from what bore them.
    SetTags {
        /// Of which guideline.
        guideline: GuidelineId,
        /// In order.
        tags: Vec<Tag>,
    },
    /// A contribution bears these of the guideline's tags.
    SetTaggings {
        /// What.
        contribution: ContributionId,
        /// Of which guideline.
        guideline: GuidelineId,
        /// Which.
        tags: Vec<String>,
    },
    /// A new group of comments that say the same, or another title for one.
    AddGroup {
        /// Names it.
        id: String,
        /// Of which guideline.
        guideline: GuidelineId,
        /// What they say, in a few words.
        title: String,
        /// Who put them together.
        by: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// A comment belongs to a group, or to none; a group without comments is gone.
    SetGroup {
        /// Which comment.
        comment: CommentId,
        /// Which group.
        group: Option<String>,
    },
    /// A person is told of the event of this commit that tells of this contribution.
    Notify {
        /// Who.
        person: PersonId,
        /// In which guideline.
        guideline: GuidelineId,
        /// Of what.
        contribution: ContributionId,
        /// What happened to it.
        kind: NoticeKind,
        /// When.
        at: Timestamp,
    },
    /// A person has read the notices up to and with this moment.
    ReadNotices {
        /// Who.
        person: PersonId,
        /// Notices of up to then.
        until: Timestamp,
        /// When they were read.
        at: Timestamp,
    },
    /// Which revision a person has read.
    SetReading {
        /// Who.
        person: PersonId,
        /// Of which guideline.
        guideline: GuidelineId,
        /// Which.
        revision: u32,
        /// When.
        at: Timestamp,
    },
    /// The draft goes on by some steps; `Stale` if it has another version by now.
    ExtendDraft {
        /// Which, and the version that was seen.
        draft: DraftVersion,
        /// In order; each makes the next version.
        steps: Vec<NewStep>,
    },
    /// A step is taken out of the draft, and later ones are as they must be without it; `Stale` if
    /// it has another version by now.
    RewriteDraft {
        /// Which, and the version that was seen.
        draft: DraftVersion,
        /// The version that the step made which is taken out.
        without: u64,
        /// Later steps that are not as they were, by the version that they made.
        rewritten: Vec<(u64, Patch)>,
    },
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
    /// The blocks before, for an edit of the draft.
    pub origin: Option<Vec<Block>>,
    /// Why.
    pub rationale: String,
    /// Whose.
    pub author: PersonId,
    /// Under whose name it stood in a file.
    pub written_by: Option<WrittenBy>,
    /// When.
    pub created_at: Timestamp,
}

/// Other words for a suggestion.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviseSuggestion {
    /// Which.
    pub suggestion: SuggestionId,
    /// [`Suggestion::version`] as it was seen.
    pub seen: u64,
    /// Where, and what should stand there.
    pub parts: Vec<Part>,
    /// Why.
    pub rationale: String,
    /// When.
    pub at: Timestamp,
}

/// A decision to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct Decide {
    /// On what.
    pub contribution: ContributionId,
    /// Of which guideline.
    pub guideline: GuidelineId,
    /// [`Suggestion::version`] as it was seen; for a comment without meaning.
    pub seen: u64,
    /// When the decision was made that this one replaces, or confirms; none if there was none.
    pub replaces: Option<Timestamp>,
    /// What is decided. Its answer is not kept: a new decision has none yet.
    pub decision: Decision,
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
