//! Comments: made, read, reworded, taken back, supported.

use crate::{
    Action, Actor, Change, Comment, CommentFilter, CommentId, CommentPatch, CommentQuery, Commit,
    Happening, Idempotency, NewComment, Page, PageRequest, Review, ReviewError, Support,
    anchor::Anchor,
    check::Check,
    intake::{Intake, Remarked},
    page::place_in_list,
    placing::anchor_at,
    review::{Access, Setback, insist},
};

/// The longest comment or reply, in characters.
pub(crate) const LONGEST_BODY: usize = 10_000;

impl Review {
    /// The comments of a guideline that fit the filter, in the order of their coming.
    pub async fn comments(
        &self,
        actor: &Actor,
        slug: &str,
        filter: &CommentFilter,
        page: &PageRequest,
    ) -> Result<Page<Comment>, ReviewError> {
        let after = place_in_list(page)?.unwrap_or(0);
        if let Some(q) = &filter.q {
            Check::default().note("q", q, 200).done()?;
        }
        let access = self.access(actor, slug, Action::Read).await?;
        let guideline = &access.guideline;
        if let Some(revision) = filter.revision {
            if !(1..=guideline.latest_revision.unwrap_or(0)).contains(&revision) {
                let what = format!("there is no revision {revision}");
                return Err(ReviewError::invalid("revision", what));
            }
            self.ensure_placed(guideline, revision).await?;
        }
        let query = CommentQuery {
            guideline: &guideline.id,
            viewer: actor.person(),
            filter,
            after,
            limit: page.size() + 1,
        };
        let found = self.store.comments(query).await?;
        let found = Page::cut(found, page.size(), |(place, _)| place.to_string());
        Ok(found.map(|(_, comment)| comment))
    }

    /// One comment, with its placement in a revision if one is named.
    pub async fn comment(
        &self,
        actor: &Actor,
        id: &CommentId,
        revision: Option<u32>,
    ) -> Result<Comment, ReviewError> {
        let (access, comment) = self.contribution(actor, id, Action::Read).await?;
        let latest = access.guideline.latest_revision.unwrap_or(0);
        match revision {
            None => Ok(comment),
            Some(number) if (1..=latest).contains(&number) => {
                self.ensure_placed(&access.guideline, number).await?;
                let found = self.store.comment(id, actor.person(), revision).await?;
                found.ok_or(ReviewError::NotFound)
            }
            Some(number) => {
                let what = format!("there is no revision {number}");
                Err(ReviewError::invalid("revision", what))
            }
        }
    }

    /// Comments on a passage, a block or the guideline. The anchor is written now and never again.
    pub async fn add_comment(
        &self,
        actor: &Actor,
        slug: &str,
        new: NewComment,
        once: Option<&Idempotency>,
    ) -> Result<Comment, ReviewError> {
        Check::default()
            .text("body", &new.body, LONGEST_BODY)
            .done()?;
        insist(|| self.try_add_comment(actor, slug, &new, once)).await
    }

    async fn try_add_comment(
        &self,
        actor: &Actor,
        slug: &str,
        new: &NewComment,
        once: Option<&Idempotency>,
    ) -> Result<Comment, Setback> {
        let access = self.access(actor, slug, Action::TakePart).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let guideline = &access.guideline;
        let language = new.language.as_ref().unwrap_or(&guideline.language);
        let text = self.written_in(guideline, new.revision, language).await?;
        let anchor = anchor_at(&text, new.revision, &new.place)?;
        check_quote(&anchor, new)?;
        let author = self.author(actor).await?;
        let mut intake = Intake::new(self, actor, &access, author);
        let comment = intake.comment(Remarked {
            language: language.clone(),
            anchor,
            kind: new.kind,
            body: new.body.clone(),
            written_by: None,
        });
        let mut commit = intake.commit();
        commit.receipt = self.receipt(actor, once, &comment)?;
        self.store.commit(commit).await?;
        Ok(comment)
    }

    /// Changes the words or the kind of the own comment.
    pub async fn edit_comment(
        &self,
        actor: &Actor,
        id: &CommentId,
        patch: CommentPatch,
    ) -> Result<Comment, ReviewError> {
        if let Some(body) = &patch.body {
            Check::default().text("body", body, LONGEST_BODY).done()?;
        }
        insist(|| self.try_edit_comment(actor, id, &patch)).await
    }

    async fn try_edit_comment(
        &self,
        actor: &Actor,
        id: &CommentId,
        patch: &CommentPatch,
    ) -> Result<Comment, Setback> {
        let (access, mut comment) = self.living(actor, id, Action::Reword).await?;
        let at = self.clock.now();
        comment.body = patch.body.clone().unwrap_or(comment.body);
        comment.kind = patch.kind.unwrap_or(comment.kind);
        comment.edited_at = Some(at);
        let change = Change::EditComment {
            comment: id.clone(),
            body: comment.body.clone(),
            kind: comment.kind,
            at,
        };
        let edited = Happening::CommentEdited {
            comment: id.clone(),
        };
        let event = self.event(actor, edited);
        let commit = Commit::to(access.head(), vec![change], vec![event]);
        self.store.commit(commit).await?;
        Ok(comment)
    }

    /// Takes a comment back, or removes it as an editor. Its words are gone; while it has replies
    /// it stands without them.
    pub async fn delete_comment(&self, actor: &Actor, id: &CommentId) -> Result<(), ReviewError> {
        insist(|| async move {
            let (access, _) = self.living(actor, id, Action::Withdraw).await?;
            let comment = id.clone();
            let at = self.clock.now();
            let change = Change::DeleteComment { comment, at };
            let comment = id.clone();
            let event = self.event(actor, Happening::CommentDeleted { comment });
            let commit = Commit::to(access.head(), vec![change], vec![event]);
            Ok(self.store.commit(commit).await?)
        })
        .await
    }

    /// Says that the actor wants the same, or no longer does; saying it twice changes nothing.
    pub async fn support(
        &self,
        actor: &Actor,
        id: &CommentId,
        on: bool,
    ) -> Result<Support, ReviewError> {
        insist(|| self.try_support(actor, id, on)).await?;
        let comment = self.store.comment(id, actor.person(), None).await?;
        Ok(comment.ok_or(ReviewError::NotFound)?.support)
    }

    async fn try_support(&self, actor: &Actor, id: &CommentId, on: bool) -> Result<(), Setback> {
        let person = actor.person().ok_or(ReviewError::SignInNeeded);
        let (access, comment) = self.living(actor, id, Action::TakePart).await?;
        if comment.support.mine == on {
            return Ok(());
        }
        let change = Change::SetSupport {
            comment: id.clone(),
            person: person?.clone(),
            on,
            at: self.clock.now(),
        };
        let changed = Happening::SupportChanged {
            comment: id.clone(),
        };
        let event = self.event(actor, changed);
        let commit = Commit::to(access.head(), vec![change], vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// The comment, if it is not deleted and the actor may do this to it.
    pub(crate) async fn living(
        &self,
        actor: &Actor,
        id: &CommentId,
        action: Action,
    ) -> Result<(Access, Comment), ReviewError> {
        let found = self.contribution(actor, id, action).await?;
        if found.1.deleted {
            return Err(ReviewError::NotFound);
        }
        Ok(found)
    }
}

fn check_quote(anchor: &Anchor, new: &NewComment) -> Result<(), ReviewError> {
    match &new.quote {
        None => Ok(()),
        Some(_) if new.place.start.is_none() => Err(ReviewError::invalid(
            "quote",
            "needs the range it was taken from",
        )),
        Some(quote) if *quote == anchor.quote => Ok(()),
        Some(_) => {
            let what = format!("does not match: the range reads \"{}\"", anchor.quote);
            Err(ReviewError::invalid("quote", what))
        }
    }
}
