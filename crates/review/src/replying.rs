//! Replies to comments.

use crate::{
    Action, Actor, Change, Comment, CommentId, Commit, ContributionId, Happening, Idempotency,
    NoticeKind, Reply, ReplyId, Review, ReviewError, Timestamp,
    check::Check,
    commenting::LONGEST_BODY,
    deciding::notice,
    intake::Intake,
    review::{Access, Setback, insist},
};

impl Review {
    /// Replies to a comment; a deleted one that stands for its replies takes more of them.
    pub async fn reply(
        &self,
        actor: &Actor,
        id: &CommentId,
        body: String,
        once: Option<&Idempotency>,
    ) -> Result<Reply, ReviewError> {
        check(&body)?;
        insist(|| self.try_reply(actor, id, &body, once)).await
    }

    async fn try_reply(
        &self,
        actor: &Actor,
        id: &CommentId,
        body: &str,
        once: Option<&Idempotency>,
    ) -> Result<Reply, Setback> {
        let (access, comment) = self.contribution(actor, id, Action::TakePart).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let author = self.author(actor).await?;
        let mut intake = Intake::new(self, actor, &access, author);
        let reply = intake.reply(id, body.to_owned(), None);
        let mut commit = intake.commit();
        let told = told(&access, actor, &comment, reply.created_at);
        commit.changes.extend(told);
        commit.receipt = self.receipt(actor, once, &reply)?;
        self.store.commit(commit).await?;
        Ok(reply)
    }

    /// Changes the words of the own reply.
    pub async fn edit_reply(
        &self,
        actor: &Actor,
        id: &CommentId,
        reply: &ReplyId,
        body: String,
    ) -> Result<Reply, ReviewError> {
        check(&body)?;
        insist(|| self.try_edit_reply(actor, id, reply, &body)).await
    }

    async fn try_edit_reply(
        &self,
        actor: &Actor,
        id: &CommentId,
        reply: &ReplyId,
        body: &str,
    ) -> Result<Reply, Setback> {
        let (access, mut found) = self.own_reply(actor, id, reply, Action::Reword).await?;
        let at = self.clock.now();
        body.clone_into(&mut found.body);
        found.edited_at = Some(at);
        let change = Change::EditReply {
            reply: reply.clone(),
            body: body.to_owned(),
            at,
        };
        let edited = Happening::ReplyEdited {
            comment: id.clone(),
            reply: reply.clone(),
        };
        let event = self.event(actor, edited);
        let commit = Commit::to(access.head(), vec![change], vec![event]);
        self.store.commit(commit).await?;
        Ok(found)
    }

    /// Takes a reply back, or removes it as an editor.
    pub async fn delete_reply(
        &self,
        actor: &Actor,
        id: &CommentId,
        reply: &ReplyId,
    ) -> Result<(), ReviewError> {
        insist(|| self.try_delete_reply(actor, id, reply)).await
    }

    async fn try_delete_reply(
        &self,
        actor: &Actor,
        id: &CommentId,
        reply: &ReplyId,
    ) -> Result<(), Setback> {
        let (access, _) = self.own_reply(actor, id, reply, Action::Withdraw).await?;
        let at = self.clock.now();
        let change = Change::DeleteReply {
            reply: reply.clone(),
            at,
        };
        let deleted = Happening::ReplyDeleted {
            comment: id.clone(),
            reply: reply.clone(),
        };
        let event = self.event(actor, deleted);
        let commit = Commit::to(access.head(), vec![change], vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// The reply, if it is not deleted and the actor may do this to it.
    async fn own_reply(
        &self,
        actor: &Actor,
        id: &CommentId,
        reply: &ReplyId,
        action: Action,
    ) -> Result<(Access, Reply), ReviewError> {
        let (access, comment) = self.contribution(actor, id, Action::Read).await?;
        let found = living_reply(comment, reply).ok_or(ReviewError::NotFound)?;
        access.permit_on(actor, action, &found.author)?;
        Ok((access, found))
    }
}

fn living_reply(comment: Comment, id: &ReplyId) -> Option<Reply> {
    let mut replies = comment.replies.into_iter();
    replies.find(|reply| reply.id == *id && !reply.deleted)
}

/// Whose comment it is learns that somebody replied.
fn told(access: &Access, actor: &Actor, comment: &Comment, at: Timestamp) -> Option<Change> {
    let id = ContributionId::Comment(comment.id.clone());
    let author = &comment.author.id;
    let kind = NoticeKind::Replied;
    notice(&access.guideline, &id, author, actor, kind, at)
}

fn check(body: &str) -> Result<(), ReviewError> {
    Check::default().text("body", body, LONGEST_BODY).done()
}
