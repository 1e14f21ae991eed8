//! What people say, as what is kept and what is told: comments, suggestions and replies, open and with
//! nothing said to them yet, whether somebody writes them here or a file brings them.

use document::{Block, Digest};

use crate::{
    Actor, AddComment, AddSuggestion, Change, Comment, CommentId, CommentKind, Commit, Handling,
    Happening, NewEvent, Part, PersonRef, Reply, Review, ReviewError, Status, Suggestion, Support,
    Timestamp, WrittenBy, anchor::Anchor, check::Check, commenting::LONGEST_BODY, placing::exact,
    review::Access,
};

/// The longest proposal that is taken from a file, in characters.
pub(crate) const LONGEST_PROPOSAL: usize = 100_000;

/// What somebody says on one guideline in one deed.
pub(crate) struct Intake<'a> {
    review: &'a Review,
    actor: &'a Actor,
    access: &'a Access,
    author: PersonRef,
    at: Timestamp,
    changes: Vec<Change>,
    events: Vec<NewEvent>,
}

/// What is particular to a comment.
pub(crate) struct Remarked {
    pub(crate) language: String,
    pub(crate) anchor: Anchor,
    pub(crate) kind: CommentKind,
    pub(crate) body: String,
    pub(crate) written_by: Option<WrittenBy>,
}

/// What is particular to a suggestion.
pub(crate) struct Proposed {
    pub(crate) language: String,
    pub(crate) revision: u32,
    pub(crate) parts: Vec<Part>,
    /// The blocks before, for an edit of the draft.
    pub(crate) origin: Option<Vec<Block>>,
    pub(crate) rationale: String,
    pub(crate) written_by: Option<WrittenBy>,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(
        review: &'a Review,
        actor: &'a Actor,
        access: &'a Access,
        author: PersonRef,
    ) -> Self {
        Self {
            review,
            actor,
            access,
            author,
            at: review.clock.now(),
            changes: Vec::new(),
            events: Vec::new(),
        }
    }

    pub(crate) fn suggestion(&mut self, proposed: Proposed) -> Suggestion {
        let author = self.author.clone();
        let suggestion = self.review.proposed(self.access, author, self.at, proposed);
        let (kept, told) = added(self.access, &suggestion);
        self.changes.push(kept);
        self.tell(told);
        suggestion
    }

    pub(crate) fn comment(&mut self, remarked: Remarked) -> Comment {
        let comment = Comment {
            id: self.review.ids.fresh().into(),
            guideline: self.access.guideline.slug.clone(),
            language: remarked.language,
            placement: Some(exact(&remarked.anchor)),
            anchor: remarked.anchor,
            kind: remarked.kind,
            body: remarked.body,
            author: self.author.clone(),
            written_by: remarked.written_by,
            created_at: self.at,
            edited_at: None,
            status: Status::Open,
            handling: Handling::default(),
            deleted: false,
            replies: Vec::new(),
            support: Support::default(),
        };
        self.changes.extend(addition(self.access, &comment));
        self.tell(Happening::CommentAdded {
            comment: comment.id.clone(),
        });
        comment
    }

    pub(crate) fn reply(
        &mut self,
        to: &CommentId,
        body: String,
        written_by: Option<WrittenBy>,
    ) -> Reply {
        let reply = Reply {
            written_by,
            ..self.review.replied(self.author.clone(), self.at, body)
        };
        self.changes.push(Change::AddReply {
            comment: to.clone(),
            reply: reply.id.clone(),
            author: reply.author.id.clone(),
            written_by: reply.written_by.clone(),
            body: reply.body.clone(),
            at: reply.created_at,
        });
        self.tell(Happening::ReplyAdded {
            comment: to.clone(),
            reply: reply.id.clone(),
        });
        reply
    }

    /// By what a thing out of a file is known when the file comes again.
    pub(crate) fn imported(&mut self, fingerprint: Digest, became: &str) {
        self.changes.push(Change::AddImport {
            guideline: self.access.guideline.id.clone(),
            fingerprint,
            became: became.to_owned(),
        });
    }

    fn tell(&mut self, happening: Happening) {
        self.events.push(self.review.event(self.actor, happening));
    }

    /// Everything, to be committed at once.
    pub(crate) fn commit(self) -> Commit {
        Commit::to(self.access.head(), self.changes, self.events)
    }
}

impl Review {
    /// A suggestion of now.
    pub(crate) fn proposed(
        &self,
        access: &Access,
        author: PersonRef,
        at: Timestamp,
        proposed: Proposed,
    ) -> Suggestion {
        Suggestion {
            id: self.ids.fresh().into(),
            guideline: access.guideline.slug.clone(),
            language: proposed.language,
            revision: proposed.revision,
            parts: proposed.parts,
            rationale: proposed.rationale,
            author,
            written_by: proposed.written_by,
            created_at: at,
            edited_at: None,
            version: 1,
            origin: proposed.origin,
            status: Status::Open,
            handling: Handling::default(),
            replies: Vec::new(),
            support: Support::default(),
        }
    }

    /// A reply of now.
    pub(crate) fn replied(&self, author: PersonRef, at: Timestamp, body: String) -> Reply {
        Reply {
            id: self.ids.fresh().into(),
            author,
            written_by: None,
            body,
            created_at: at,
            edited_at: None,
            deleted: false,
        }
    }
}

/// A suggestion as it is kept, and what is told of it.
pub(crate) fn added(access: &Access, suggestion: &Suggestion) -> (Change, Happening) {
    let kept = AddSuggestion {
        id: suggestion.id.clone(),
        guideline: access.guideline.id.clone(),
        language: suggestion.language.clone(),
        revision: suggestion.revision,
        parts: suggestion.parts.clone(),
        origin: suggestion.origin.clone(),
        rationale: suggestion.rationale.clone(),
        author: suggestion.author.id.clone(),
        written_by: suggestion.written_by.clone(),
        created_at: suggestion.created_at,
    };
    let suggestion = suggestion.id.clone();
    let told = Happening::SuggestionAdded { suggestion };
    (Change::AddSuggestion(kept), told)
}

fn addition(access: &Access, comment: &Comment) -> Vec<Change> {
    let placement = comment.placement.clone().map(|placement| Change::Place {
        comment: comment.id.clone(),
        revision: comment.anchor.revision,
        placement,
    });
    let comment = Change::AddComment(AddComment {
        id: comment.id.clone(),
        guideline: access.guideline.id.clone(),
        language: comment.language.clone(),
        anchor: comment.anchor.clone(),
        kind: comment.kind,
        body: comment.body.clone(),
        author: comment.author.id.clone(),
        written_by: comment.written_by.clone(),
        created_at: comment.created_at,
    });
    [comment].into_iter().chain(placement).collect()
}

/// Whether words of a file may be kept as a comment or a reply; a clause says why not.
pub(crate) fn welcome(body: &str) -> Result<(), String> {
    clause(Check::default().text("body", body, LONGEST_BODY))
}

/// What is wrong with a thing in a file, as a clause.
pub(crate) fn clause(check: &mut Check) -> Result<(), String> {
    check.done().map_err(|error| match error {
        ReviewError::Invalid { errors } => {
            let what = errors.first().map_or("", |error| error.what.as_str());
            format!("it {what}")
        }
        error => error.to_string(),
    })
}
