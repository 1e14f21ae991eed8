//! What authors say to decisions on what they said.

use crate::{
    Action, Actor, Answer, Change, Commit, Conflict, ContributionId, Decision, Happening,
    NoticeKind, Review, ReviewError,
    check::Check,
    contributed::Contributed,
    deciding::{LONGEST_REASON, notice},
    review::{Setback, insist},
};

/// Whether a decision satisfies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// Whether the author can live with it.
    pub satisfied: bool,
    /// Why, or why not; up to 10,000 characters.
    pub note: String,
}

impl Review {
    /// The author says what to think of the decision; nothing takes back what was said.
    pub async fn answer_decision(
        &self,
        actor: &Actor,
        id: &ContributionId,
        new: Option<NewAnswer>,
    ) -> Result<(), ReviewError> {
        insist(|| self.try_answer_decision(actor, id, new.as_ref())).await
    }

    async fn try_answer_decision(
        &self,
        actor: &Actor,
        id: &ContributionId,
        new: Option<&NewAnswer>,
    ) -> Result<(), Setback> {
        let found = self.contributed(actor, id, Action::Answer).await?;
        let Some(new) = new else {
            return self.take_answer_back(id, &found).await;
        };
        Check::default()
            .note("note", &new.note, LONGEST_REASON)
            .done()?;
        let decision = found.final_decision();
        let decision = decision.ok_or(ReviewError::Conflict(Conflict::NothingDecided))?;
        let at = self.clock.now();
        let answer = Change::AnswerDecision {
            contribution: id.clone(),
            seen: decision.at,
            answer: Some(Answer {
                satisfied: new.satisfied,
                note: new.note.clone(),
                at,
            }),
        };
        let answered = Happening::DecisionAnswered {
            contribution: id.clone(),
            satisfied: new.satisfied,
        };
        let told = told(actor, id, &found, decision, at);
        let changes = [answer].into_iter().chain(told).collect();
        let event = self.event(actor, answered);
        let commit = Commit::to(found.access.head(), changes, vec![event]);
        Ok(self.store.commit(commit).await?)
    }

    async fn take_answer_back(
        &self,
        id: &ContributionId,
        found: &Contributed,
    ) -> Result<(), Setback> {
        let decision = found.final_decision();
        let Some(decision) = decision.filter(|decision| decision.answer.is_some()) else {
            return Ok(());
        };
        let change = Change::AnswerDecision {
            contribution: id.clone(),
            seen: decision.at,
            answer: None,
        };
        let commit = Commit::to(found.access.head(), vec![change], Vec::new());
        Ok(self.store.commit(commit).await?)
    }
}

/// The editor who decided learns what the author says.
fn told(
    actor: &Actor,
    id: &ContributionId,
    found: &Contributed,
    decision: &Decision,
    at: crate::Timestamp,
) -> Option<Change> {
    let editor = &decision.by.as_ref()?.id;
    let guideline = &found.access.guideline;
    notice(guideline, id, editor, actor, NoticeKind::Answered, at)
}
