//! Decisions taken back, with what they made of the draft.

use super::{Deed, version_of};
use crate::{
    Change, Conflict, ContributionId, Decision, Happening, NoticeKind, Outcome, ReviewError,
    Standing, Suggestion,
};

impl Deed<'_> {
    pub(crate) async fn undo(&mut self, suggestion: &Suggestion) -> Result<(), ReviewError> {
        let decision = suggestion.handling.decision.as_ref();
        let decision = decision.ok_or(ReviewError::Conflict(Conflict::NotDecided))?;
        let latest = self.access.guideline.latest_revision.unwrap_or(0);
        if decision.stands(latest) || decision.outcome == Outcome::Withdrawn {
            return Err(ReviewError::Conflict(Conflict::DecisionStands));
        }
        if decision.standing == Standing::Final && decision.outcome.changes_text() {
            self.take_out(suggestion).await?;
        }
        self.reopen(suggestion, decision);
        for id in &decision.supersedes {
            let other = self.review.store.suggestion(id, None).await?;
            let by_this = |it: &&Decision| {
                it.outcome == Outcome::Superseded
                    && it.target.as_deref() == Some(suggestion.id.as_str())
            };
            if let Some(other) = other
                && let Some(decision) = other.handling.decision.as_ref().filter(by_this)
            {
                self.reopen(&other, decision);
            }
        }
        Ok(())
    }

    /// Takes the step of a suggestion out of the draft.
    async fn take_out(&mut self, suggestion: &Suggestion) -> Result<(), ReviewError> {
        let guideline = &self.access.guideline;
        let language = &suggestion.language;
        let draft = self.review.current_draft(guideline, language).await?;
        let mut steps = draft.steps.iter();
        let Some(index) = steps.position(|step| step.suggestion == suggestion.id) else {
            return Ok(()); // the draft had all of it already
        };
        let base = self
            .review
            .document(guideline, draft.revision, language)
            .await?;
        let patches: Vec<_> = draft.steps.iter().map(|step| step.patch.clone()).collect();
        let kept = merge::without(
            &base.unwrap_or_default(),
            &patches,
            index,
            &guideline.glossary,
        );
        let kept = kept.map_err(|conflicts| {
            let mut by: Vec<_> = conflicts
                .iter()
                .map(|(step, _)| draft.steps[*step].suggestion.clone())
                .collect();
            by.dedup();
            ReviewError::BuiltUpon { by }
        })?;
        let later = draft.steps[index + 1..].iter().zip(&kept[index..]);
        let rewritten = later.filter(|(step, patch)| step.patch != **patch);
        let rewritten = rewritten.map(|(step, patch)| (step.version, patch.clone()));
        self.changes.push(Change::RewriteDraft {
            draft: version_of(&self.access, &draft),
            without: draft.steps[index].version,
            rewritten: rewritten.collect(),
        });
        Ok(())
    }

    /// Leaves a suggestion undecided again.
    pub(crate) fn reopen(&mut self, suggestion: &Suggestion, decision: &Decision) {
        let contribution = ContributionId::Suggestion(suggestion.id.clone());
        self.tell(Happening::DecisionUndone {
            contribution: contribution.clone(),
            outcome: decision.outcome,
        });
        if decision.standing == Standing::Final {
            self.notify(suggestion, NoticeKind::Undone);
        }
        self.changes.push(Change::Undecide {
            contribution,
            seen: decision.at,
            standing: decision.standing,
        });
    }
}
