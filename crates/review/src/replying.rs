//! Replies to comments.

use crate::{
    Action, Actor, Change, Comment, CommentId, Commit, ContributionId, Happening, Idempotency,
    NoticeKind, PersonRef, Reply, ReplyId, Review, ReviewError, Timestamp,
    check::Check,
    commenting::LONGEST_BODY,
    deciding::notice,
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
        let reply = self.reply_of(author, body);
        let change = Change::AddReply {
            comment: id.clone(),
            reply: reply.id.clone(),
            author: reply.author.id.clone(),
            written_by: None,
            body: reply.body.clone(),
            at: reply.created_at,
        };
        let added = Happening::ReplyAdded {
            comment: id.clone(),
            reply: reply.id.clone(),
        };
        let event = self.event(actor, added);
        let told = told(&access, actor, &comment, reply.created_at);
        let changes = [change].into_iter().chain(told).collect();
        let mut commit = Commit::to(access.head(), changes, vec![event]);
        commit.receipt = self.receipt(actor, once, &reply)?;
        self.store.commit(commit).await?;
        Ok(reply)
    }

    fn reply_of(&self, author: PersonRef, body: &str) -> Reply {
        Reply {
            id: self.ids.fresh().into(),
            author,
            written_by: None,
            body: body.to_owned(),
            created_at: self.clock.now(),
            edited_at: None,
            deleted: false,
        }
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
