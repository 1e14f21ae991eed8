//! Decisions on comments: made, confirmed by a second editor, undone.

use std::collections::HashSet;

use crate::{
    Action, Actor, Change, Comment, CommentId, Commit, ContributionId, Decide, Decision,
    GuidelineId, Happening, NewDecision, NoticeKind, Outcome, Review, ReviewError, Standing,
    Timestamp,
    deciding::{
        check_before, check_decision, check_open, confirmed, decision_of, is_repeated, notices_for,
    },
    review::{Access, Setback, insist},
};

impl Review {
    /// Decides on a comment; with two steps, proposes to. What was decided before is replaced only
    /// by who names it, and never once a later revision was published.
    pub async fn decide_comment(
        &self,
        actor: &Actor,
        id: &CommentId,
        new: NewDecision,
    ) -> Result<Comment, ReviewError> {
        insist(|| self.try_decide_comment(actor, id, &new)).await?;
        self.comment(actor, id, None).await
    }

    async fn try_decide_comment(
        &self,
        actor: &Actor,
        id: &CommentId,
        new: &NewDecision,
    ) -> Result<(), Setback> {
        let (access, comment) = self.living(actor, id, Action::Decide).await?;
        check_decision(new)?;
        let by = self.decider(actor).await?;
        let before = comment.handling.decision.as_ref();
        if is_repeated(before, new, by.as_ref()) {
            return Ok(());
        }
        check_before(before, new.replaces, &access.guideline)?;
        self.check_duplicate(&access, new, &HashSet::from([id]))
            .await?;
        let now = self.clock.now();
        let decision = decision_of(new, before, &access.guideline, by, now);
        let deed = OnComment::of(&access, actor, &comment);
        let replaces = before.map(|before| before.at);
        let changes = deed.decided(decision.clone(), replaces);
        let event = self.event(actor, decided(&comment, &decision));
        let commit = Commit::to(head(&access, new), changes, vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// Confirms what another editor proposed; from then on it counts, and the author is told.
    pub async fn confirm_comment_decision(
        &self,
        actor: &Actor,
        id: &CommentId,
    ) -> Result<Comment, ReviewError> {
        insist(|| self.try_confirm_comment_decision(actor, id)).await?;
        self.comment(actor, id, None).await
    }

    async fn try_confirm_comment_decision(
        &self,
        actor: &Actor,
        id: &CommentId,
    ) -> Result<(), Setback> {
        let (access, comment) = self.living(actor, id, Action::Decide).await?;
        let by = self.decider(actor).await?;
        let before = comment.handling.decision.as_ref();
        let decision = confirmed(before, by, self.clock.now())?;
        let deed = OnComment::of(&access, actor, &comment);
        let changes = deed.decided(decision.clone(), Some(decision.at));
        let event = self.event(actor, decided(&comment, &decision));
        let commit = Commit::to(access.head(), changes, vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// Undoes a decision or a proposed one, until a later revision is published: the comment is
    /// open again.
    pub async fn undecide_comment(&self, actor: &Actor, id: &CommentId) -> Result<(), ReviewError> {
        insist(|| self.try_undecide_comment(actor, id)).await
    }

    async fn try_undecide_comment(&self, actor: &Actor, id: &CommentId) -> Result<(), Setback> {
        let (access, comment) = self.living(actor, id, Action::Decide).await?;
        let Some(before) = &comment.handling.decision else {
            return Ok(());
        };
        check_open(Some(before), &access.guideline)?;
        let contribution = ContributionId::Comment(id.clone());
        let undo = Change::Undecide {
            contribution: contribution.clone(),
            seen: before.at,
            standing: before.standing,
        };
        let told = Decision {
            confirmed_at: None,
            at: self.clock.now(),
            ..before.clone()
        };
        let deed = OnComment::of(&access, actor, &comment);
        let notice = deed.notice(&told, NoticeKind::Undone);
        let changes = [undo].into_iter().chain(notice).collect();
        let undone = Happening::DecisionUndone {
            contribution,
            outcome: before.outcome,
        };
        let event = self.event(actor, undone);
        let commit = Commit::to(access.head(), changes, vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    /// Whether what these comments are to be duplicates of is a comment of the guideline, and none
    /// that is, by whatever way, a duplicate of one of them.
    pub(crate) async fn check_duplicate(
        &self,
        access: &Access,
        new: &NewDecision,
        of: &HashSet<&CommentId>,
    ) -> Result<(), ReviewError> {
        let mut next = match (new.outcome, &new.target) {
            (Outcome::Duplicate, Some(target)) => Some(CommentId::from(target.as_str())),
            _ => None,
        };
        let mut seen = HashSet::new();
        while let Some(id) = next {
            if of.contains(&id) {
                let what = "is this one, or decided to be a duplicate of it";
                return Err(ReviewError::invalid("target", what));
            }
            let found = self.store.comment(&id, None, None).await?;
            let found = found.filter(|found| found.guideline == access.guideline.slug);
            next = match found {
                Some(found) if seen.is_empty() && found.deleted => return Err(no_target()),
                Some(found) => duplicate_of(&found),
                None if seen.is_empty() => return Err(no_target()),
                None => None,
            };
            if !seen.insert(id) {
                break;
            }
        }
        Ok(())
    }
}

/// Who decides on which comment where.
pub(crate) struct OnComment<'a> {
    access: &'a Access,
    actor: &'a Actor,
    comment: &'a Comment,
}

impl<'a> OnComment<'a> {
    pub(crate) fn of(access: &'a Access, actor: &'a Actor, comment: &'a Comment) -> Self {
        Self {
            access,
            actor,
            comment,
        }
    }

    /// The decision, and what its author is told.
    pub(crate) fn decided(&self, decision: Decision, replaces: Option<Timestamp>) -> Vec<Change> {
        let notice = self.notice(&decision, NoticeKind::Decided);
        let decide = Change::Decide(Decide {
            contribution: ContributionId::Comment(self.comment.id.clone()),
            guideline: self.guideline(),
            seen: 0,
            replaces,
            decision,
        });
        [decide].into_iter().chain(notice).collect()
    }

    fn notice(&self, decision: &Decision, kind: NoticeKind) -> Option<Change> {
        let id = ContributionId::Comment(self.comment.id.clone());
        let author = &self.comment.author.id;
        notices_for(
            &self.access.guideline,
            &id,
            author,
            self.actor,
            decision,
            kind,
        )
    }

    fn guideline(&self) -> GuidelineId {
        self.access.guideline.id.clone()
    }
}

/// What a decision on a comment compares. Two that make each other duplicates do not see each
/// other's comment, so a duplicate makes all stale who decide at the same time.
pub(crate) fn head(access: &Access, new: &NewDecision) -> crate::Head {
    match new.outcome {
        Outcome::Duplicate => access.moving_head(),
        _ => access.head(),
    }
}

pub(crate) fn decided(comment: &Comment, decision: &Decision) -> Happening {
    Happening::Decided {
        contribution: ContributionId::Comment(comment.id.clone()),
        outcome: decision.outcome,
        proposed: decision.standing == Standing::Proposed,
    }
}

fn duplicate_of(comment: &Comment) -> Option<CommentId> {
    let decision = comment.handling.decision.as_ref()?;
    let target = decision.target.as_deref();
    target
        .filter(|_| decision.outcome == Outcome::Duplicate)
        .map(Into::into)
}

fn no_target() -> ReviewError {
    ReviewError::invalid("target", "is no comment of this guideline")
}
