//! Decisions on suggestions, with all that follows from them.

use merge::Part;

use super::Deed;
use crate::{
    Conflict, Decision, NewWording, Outcome, ReviewError, Ruling, Standing, Suggestion,
    SuggestionId, Wording, bulk::each_once, deciding::confirmed,
};

impl Deed<'_> {
    /// Decides as the editor says; where two editors are needed, only proposes to.
    pub(crate) async fn rule(
        &mut self,
        suggestion: &Suggestion,
        ruling: &Ruling,
    ) -> Result<(), ReviewError> {
        self.check_open(suggestion)?;
        let standing = match self.access.guideline.two_step {
            true => Standing::Proposed,
            false => Standing::Final,
        };
        let wording = self.wording(suggestion, ruling).await?;
        let decision = Decision {
            target: ruling.target.clone(),
            reason: ruling.reason.clone(),
            wording,
            supersedes: each_once(&ruling.supersedes).cloned().collect(),
            ..self.decision(ruling.outcome, standing)
        };
        self.settle(suggestion, decision).await
    }

    /// What shall go in, where that is not the whole proposal.
    async fn wording(
        &mut self,
        suggestion: &Suggestion,
        ruling: &Ruling,
    ) -> Result<Option<Wording>, ReviewError> {
        let parts = match (&ruling.text, &ruling.wording) {
            (Some(text), _) => self.in_other_words(suggestion, text, ruling).await?,
            (None, Some(Wording::Parts(parts))) => parts.clone(),
            (None, wording) => return Ok(wording.clone()),
        };
        Ok(Some(match &ruling.onto {
            Some(draft) => Wording::Onto {
                draft: draft.clone(),
                parts,
            },
            None => Wording::Parts(parts),
        }))
    }

    /// The one paragraph of a suggestion in other words.
    async fn in_other_words(
        &mut self,
        suggestion: &Suggestion,
        text: &NewWording,
        ruling: &Ruling,
    ) -> Result<Vec<Part>, ReviewError> {
        let mut parts = suggestion.parts.clone();
        let proposed = match &mut *parts {
            [part] => part.proposal.as_mut_slice(),
            _ => &mut [],
        };
        let [block] = proposed else {
            let what = "goes only with a suggestion that proposes one paragraph; send parts";
            return Err(ReviewError::invalid("text", what));
        };
        if ruling.onto.is_some() {
            let growing = self.growing(&suggestion.language).await?;
            if let Some((_, stands)) = growing.document.find(&block.id) {
                block.clone_from(stands);
            }
        }
        *block = text
            .clone()
            .applied(block, &self.access.guideline.glossary)?;
        Ok(parts)
    }

    /// Makes what another editor proposed count.
    pub(crate) async fn confirm(&mut self, suggestion: &Suggestion) -> Result<(), ReviewError> {
        let before = suggestion.handling.decision.as_ref();
        let decision = confirmed(before, self.by.clone(), self.at)?;
        self.settle(suggestion, decision).await
    }

    /// Keeps the decision with all that follows from it.
    async fn settle(
        &mut self,
        suggestion: &Suggestion,
        decision: Decision,
    ) -> Result<(), ReviewError> {
        let counts = decision.standing == Standing::Final;
        if decision.outcome.changes_text() {
            self.lay(suggestion, decision.wording.as_ref(), counts)
                .await?;
        }
        let superseded = decision.supersedes.clone();
        self.decide(suggestion, decision);
        for id in superseded.iter().filter(|_| counts) {
            self.supersede(id, &suggestion.id).await?;
        }
        Ok(())
    }

    async fn supersede(&mut self, id: &SuggestionId, by: &SuggestionId) -> Result<(), ReviewError> {
        let found = self.review.store.suggestion(id, None).await?;
        let ours = |other: &Suggestion| other.guideline == self.access.guideline.slug;
        let Some(other) = found.filter(ours).filter(|_| id != by) else {
            let what = format!("name no other suggestion to this guideline: {id}");
            return Err(ReviewError::invalid("supersedes", what));
        };
        self.check_open(&other)?;
        if !self.superseded.insert(other.id.clone()) {
            return Ok(());
        }
        let decision = Decision {
            target: Some(by.to_string()),
            ..self.decision(Outcome::Superseded, Standing::Final)
        };
        self.decide(&other, decision);
        Ok(())
    }

    /// Whether nothing is decided on what this decision leaves no room for.
    pub(crate) async fn has_room(&self, decision: &Decision) -> Result<bool, ReviewError> {
        for id in &decision.supersedes {
            let other = self.review.store.suggestion(id, None).await?;
            if other.is_some_and(|other| self.check_open(&other).is_err()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether there is something to decide: nothing is decided, or it was only put off. The decision
    /// itself says so, which is read last: the status beside it may be older.
    fn check_open(&self, suggestion: &Suggestion) -> Result<(), ReviewError> {
        let decision = suggestion.handling.decision.as_ref();
        if decision.is_none_or(|it| it.outcome == Outcome::Deferred) {
            return Ok(());
        }
        Err(ReviewError::Conflict(Conflict::Decided))
    }
}
