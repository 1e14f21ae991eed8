//! Turning what a file brings into what is kept and what is told.

use document::Digest;

use crate::{
    Actor, AddSuggestion, Change, Comment, CommentId, CommentKind, Commit, Handling, Happening,
    NewEvent, PersonRef, Reply, Review, Status, Suggestion, Support, TakenBack, TakenReply,
    Timestamp,
    base_revision::Base,
    commenting::addition,
    placing::exact,
    returning::{Answer, Proposal, Remark, Sifted},
    review::Access,
};

/// Turns what was sifted into what is kept and what is told.
pub(crate) struct Intake<'a> {
    review: &'a Review,
    access: &'a Access,
    actor: &'a Actor,
    author: PersonRef,
    base: Base,
    at: Timestamp,
    changes: Vec<Change>,
    events: Vec<NewEvent>,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(
        review: &'a Review,
        access: &'a Access,
        actor: &'a Actor,
        author: PersonRef,
        base: Base,
    ) -> Self {
        Self {
            review,
            access,
            actor,
            author,
            base,
            at: review.clock.now(),
            changes: Vec::new(),
            events: Vec::new(),
        }
    }

    pub(crate) fn take(mut self, sifted: Sifted) -> (TakenBack, Commit) {
        let mut suggestions = Vec::with_capacity(sifted.proposals.len());
        for proposal in sifted.proposals {
            suggestions.push(self.suggestion(proposal));
        }
        let mut comments = Vec::with_capacity(sifted.remarks.len());
        for remark in sifted.remarks {
            comments.push(self.comment(remark));
        }
        let mut replies = Vec::with_capacity(sifted.answers.len());
        for (comment, answer) in sifted.answers {
            let reply = self.reply(&comment, answer);
            replies.push(TakenReply { comment, reply });
        }
        let answer = TakenBack {
            revision: self.base.number,
            language: self.base.language,
            recognised_by: self.base.by,
            suggestions,
            comments,
            replies,
            known: sifted.known,
            left_out: sifted.left_out,
            problems: sifted.problems,
        };
        let commit = Commit::to(self.access.head(), self.changes, self.events);
        (answer, commit)
    }

    fn suggestion(&mut self, proposal: Proposal) -> Suggestion {
        let suggestion = Suggestion {
            id: self.review.ids.fresh().into(),
            guideline: self.access.guideline.slug.clone(),
            language: self.base.language.clone(),
            revision: self.base.number,
            parts: proposal.parts,
            rationale: String::new(),
            author: self.author.clone(),
            written_by: proposal.written_by,
            created_at: self.at,
            edited_at: None,
            version: 1,
            origin: None,
            status: Status::Open,
            handling: Handling::default(),
            replies: Vec::new(),
            support: Support::default(),
        };
        self.changes.push(Change::AddSuggestion(AddSuggestion {
            id: suggestion.id.clone(),
            guideline: self.access.guideline.id.clone(),
            language: suggestion.language.clone(),
            revision: suggestion.revision,
            parts: suggestion.parts.clone(),
            origin: None,
            rationale: suggestion.rationale.clone(),
            author: suggestion.author.id.clone(),
            written_by: suggestion.written_by.clone(),
            created_at: suggestion.created_at,
        }));
        self.known(proposal.fingerprint, suggestion.id.as_str());
        self.tell(Happening::SuggestionAdded {
            suggestion: suggestion.id.clone(),
        });
        suggestion
    }

    fn comment(&mut self, remark: Remark) -> Comment {
        let mut comment = Comment {
            id: self.review.ids.fresh().into(),
            guideline: self.access.guideline.slug.clone(),
            language: self.base.language.clone(),
            placement: Some(exact(&remark.anchor)),
            anchor: remark.anchor,
            kind: CommentKind::Technical,
            body: remark.body,
            author: self.author.clone(),
            written_by: Some(remark.written_by),
            created_at: self.at,
            edited_at: None,
            status: Status::Open,
            handling: Handling::default(),
            deleted: false,
            replies: Vec::new(),
            support: Support::default(),
        };
        self.changes.extend(addition(self.access, &comment));
        self.known(remark.fingerprint, comment.id.as_str());
        self.tell(Happening::CommentAdded {
            comment: comment.id.clone(),
        });
        for answer in remark.answers {
            let reply = self.reply(&comment.id, answer);
            comment.replies.push(reply);
        }
        comment
    }

    fn reply(&mut self, comment: &CommentId, answer: Answer) -> Reply {
        let reply = Reply {
            id: self.review.ids.fresh().into(),
            author: self.author.clone(),
            written_by: Some(answer.written_by),
            body: answer.body,
            created_at: self.at,
            edited_at: None,
            deleted: false,
        };
        self.changes.push(Change::AddReply {
            comment: comment.clone(),
            reply: reply.id.clone(),
            author: reply.author.id.clone(),
            written_by: reply.written_by.clone(),
            body: reply.body.clone(),
            at: reply.created_at,
        });
        self.known(answer.fingerprint, reply.id.as_str());
        self.tell(Happening::ReplyAdded {
            comment: comment.clone(),
            reply: reply.id.clone(),
        });
        reply
    }

    fn known(&mut self, fingerprint: Digest, became: &str) {
        self.changes.push(Change::AddImport {
            guideline: self.access.guideline.id.clone(),
            fingerprint,
            became: became.to_owned(),
        });
    }

    fn tell(&mut self, happening: Happening) {
        self.events.push(self.review.event(self.actor, happening));
    }
}
