//! Suggestions: made, reworded, withdrawn, supported, discussed.

use std::sync::Arc;

use document::{Block, Document};
use merge::Part;

use crate::{
    Action, Actor, Change, Commit, Conflict, ContributionId, Guideline, Happening, Idempotency,
    NewSuggestion, NoticeKind, Reply, ReplyId, Review, ReviewError, ReviseSuggestion, Status,
    Suggestion, SuggestionId, SuggestionInText, Support, Wish,
    check::Check,
    commenting::LONGEST_BODY,
    intake::{Intake, Proposed},
    review::{Access, Setback, aside, insist},
};

/// What changes of an own suggestion; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SuggestionPatch {
    /// What shall change instead.
    pub wish: Option<Wish>,
    /// Why.
    pub rationale: Option<String>,
    /// The wording that the author saw; another one by now is refused.
    pub version: Option<u64>,
}

impl Review {
    /// Proposes wording against a revision.
    pub async fn suggest(
        &self,
        actor: &Actor,
        slug: &str,
        new: NewSuggestion,
        once: Option<&Idempotency>,
    ) -> Result<SuggestionInText, ReviewError> {
        check_rationale(&new.rationale)?;
        let id = insist(|| self.try_suggest(actor, slug, &new, once)).await?;
        self.suggestion(actor, &id).await
    }

    async fn try_suggest(
        &self,
        actor: &Actor,
        slug: &str,
        new: &NewSuggestion,
        once: Option<&Idempotency>,
    ) -> Result<SuggestionId, Setback> {
        let access = self.access(actor, slug, Action::Suggest).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let guideline = &access.guideline;
        let language = new.language.as_ref().unwrap_or(&guideline.language);
        let text = self.written_in(guideline, new.revision, language).await?;
        let parts = self.parts(&access, new.wish.clone(), text).await?;
        let author = self.author(actor).await?;
        let mut intake = Intake::new(self, actor, &access, author);
        let suggestion = intake.suggestion(Proposed {
            language: language.clone(),
            revision: new.revision,
            parts,
            origin: None,
            rationale: new.rationale.clone(),
            written_by: None,
        });
        let mut commit = intake.commit();
        commit.receipt = self.receipt(actor, once, &suggestion.id)?;
        self.store.commit(commit).await?;
        Ok(suggestion.id)
    }

    /// What a wish means for a text; comparing a long text with another takes a while.
    pub(crate) async fn parts(
        &self,
        access: &Access,
        wish: Wish,
        text: Arc<Document>,
    ) -> Result<Vec<Part>, ReviewError> {
        let glossary = access.guideline.glossary.clone();
        aside(move || wish.parts(&text, &glossary)).await?
    }

    /// Changes the own suggestion while it is open.
    pub async fn edit_suggestion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        patch: SuggestionPatch,
    ) -> Result<SuggestionInText, ReviewError> {
        check_rationale(patch.rationale.as_deref().unwrap_or_default())?;
        insist(|| self.try_edit_suggestion(actor, id, &patch)).await?;
        self.suggestion(actor, id).await
    }

    async fn try_edit_suggestion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        patch: &SuggestionPatch,
    ) -> Result<(), Setback> {
        let (access, suggestion) = self.proposal(actor, id, Action::Reword).await?;
        if suggestion.status != Status::Open {
            return Err(ReviewError::Conflict(Conflict::Decided).into());
        }
        if patch.version.is_some_and(|seen| seen != suggestion.version) {
            return Err(ReviewError::Conflict(Conflict::Reworded).into());
        }
        let parts = match &patch.wish {
            Some(wish) => {
                let text = self.origin(&access.guideline, &suggestion).await?;
                self.parts(&access, wish.clone(), text).await?
            }
            None => suggestion.parts,
        };
        let rationale = patch.rationale.clone().unwrap_or(suggestion.rationale);
        let change = Change::ReviseSuggestion(ReviseSuggestion {
            suggestion: id.clone(),
            seen: suggestion.version,
            parts,
            rationale,
            at: self.clock.now(),
        });
        let edited = Happening::SuggestionEdited {
            suggestion: id.clone(),
        };
        let event = self.event(actor, edited);
        let commit = Commit::to(access.head(), vec![change], vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// Says that the actor wants the same, or no longer does; saying it twice changes nothing.
    pub async fn support_suggestion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        on: bool,
    ) -> Result<Support, ReviewError> {
        insist(|| async move {
            let (access, _) = self.proposal(actor, id, Action::TakePart).await?;
            let change = Change::SetSuggestionSupport {
                suggestion: id.clone(),
                person: self.author(actor).await?.id,
                on,
                at: self.clock.now(),
            };
            let suggestion = id.clone();
            let event = self.event(actor, Happening::SuggestionSupported { suggestion });
            let commit = Commit::to(access.head(), vec![change], vec![event]);
            Ok(self.store.commit(commit).await?)
        })
        .await?;
        let found = self.store.suggestion(id, actor.person()).await?;
        Ok(found.ok_or(ReviewError::NotFound)?.support)
    }

    /// Says something to a suggestion.
    pub async fn discuss_suggestion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        body: String,
        once: Option<&Idempotency>,
    ) -> Result<Reply, ReviewError> {
        check_body(&body)?;
        insist(|| self.try_discuss(actor, id, &body, once)).await
    }

    async fn try_discuss(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        body: &str,
        once: Option<&Idempotency>,
    ) -> Result<Reply, Setback> {
        let (access, suggestion) = self.proposal(actor, id, Action::TakePart).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let author = self.author(actor).await?;
        let reply = self.replied(author, self.clock.now(), body.to_owned());
        let mut changes = vec![Change::AddSuggestionReply {
            suggestion: id.clone(),
            reply: reply.id.clone(),
            author: reply.author.id.clone(),
            body: reply.body.clone(),
            at: reply.created_at,
        }];
        if suggestion.author.id != reply.author.id {
            changes.push(Change::Notify {
                person: suggestion.author.id,
                guideline: access.guideline.id.clone(),
                contribution: ContributionId::Suggestion(id.clone()),
                kind: NoticeKind::Replied,
                at: reply.created_at,
            });
        }
        let event = self.event(actor, discussed(id, &reply.id));
        let mut commit = Commit::to(access.head(), changes, vec![event]);
        commit.receipt = self.receipt(actor, once, &reply)?;
        self.store.commit(commit).await?;
        Ok(reply)
    }

    /// Changes the own words in a discussion; with none, takes them back, which an editor may, too.
    pub async fn edit_discussion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        reply: &ReplyId,
        body: Option<String>,
    ) -> Result<(), ReviewError> {
        if let Some(body) = &body {
            check_body(body)?;
        }
        insist(|| self.try_edit_discussion(actor, id, reply, body.as_ref())).await
    }

    async fn try_edit_discussion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        reply: &ReplyId,
        body: Option<&String>,
    ) -> Result<(), Setback> {
        let (access, suggestion) = self.proposal(actor, id, Action::Read).await?;
        let mut replies = suggestion.replies.iter();
        let found = replies.find(|other| other.id == *reply && !other.deleted);
        let found = found.ok_or(ReviewError::NotFound)?;
        let action = match body {
            Some(_) => Action::Reword,
            None => Action::Withdraw,
        };
        access.permit_on(actor, action, &found.author)?;
        let change = Change::EditSuggestionReply {
            reply: reply.clone(),
            body: body.cloned(),
            at: self.clock.now(),
        };
        let event = self.event(actor, discussed(id, reply));
        let commit = Commit::to(access.head(), vec![change], vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// The text that a suggestion was made against: the revision's, or for an edit of the draft the
    /// blocks that stood there.
    pub(crate) async fn origin(
        &self,
        guideline: &Guideline,
        suggestion: &Suggestion,
    ) -> Result<Arc<Document>, ReviewError> {
        if let Some(blocks) = &suggestion.origin {
            return Ok(Arc::new(stood(suggestion, blocks.clone())));
        }
        let language = &suggestion.language;
        let text = self
            .document(guideline, suggestion.revision, language)
            .await?;
        Ok(text.unwrap_or_default())
    }
}

/// A text of the blocks that an edit of the draft found there.
pub(crate) fn stood(suggestion: &Suggestion, blocks: Vec<Block>) -> Document {
    Document {
        language: suggestion.language.clone(),
        blocks,
        ..Document::default()
    }
}

fn discussed(suggestion: &SuggestionId, reply: &ReplyId) -> Happening {
    Happening::SuggestionDiscussed {
        suggestion: suggestion.clone(),
        reply: reply.clone(),
    }
}

pub(crate) fn check_rationale(rationale: &str) -> Result<(), ReviewError> {
    Check::default()
        .note("rationale", rationale, LONGEST_BODY)
        .done()
}

fn check_body(body: &str) -> Result<(), ReviewError> {
    Check::default().text("body", body, LONGEST_BODY).done()
}
