//! Decisions on suggestions, and what they make of the draft.

use std::collections::HashSet;

use crate::{
    Action, Actor, BulkDone, Conflict, Idempotency, NewWording, Outcome, Review, ReviewError,
    Selection, Standing, Suggestion, SuggestionFilter, SuggestionId, SuggestionInText,
    SuggestionQuery, Wording,
    bulk::{MOST, check_count, each_once, not_here},
    check::Check,
    commenting::LONGEST_BODY,
    deed::Deed,
    review::{Access, Setback, insist},
};

/// So many suggestions one leaves no room for at most.
const MOST_SUPERSEDED: usize = 500;

/// What an editor decides on suggestions.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruling {
    /// In one word.
    pub outcome: Outcome,
    /// Duplicate: of which; superseded: by which; deferred: to when, in words.
    pub target: Option<String>,
    /// Why; up to 10,000 characters.
    pub reason: String,
    /// What goes into the draft instead of the whole proposal.
    pub wording: Option<Wording>,
    /// The same for a suggestion of one paragraph: what that shall be.
    pub text: Option<NewWording>,
    /// The text or the parts are written onto the draft in this state, see [`Draft::tag`], as an
    /// editor does who settles a conflict; else onto what the suggestion was made on.
    pub onto: Option<String>,
    /// The suggestions that this leaves no room for; they are decided with it.
    pub supersedes: Vec<SuggestionId>,
    /// The wording that the editor read; another one by now is refused.
    pub version: Option<u64>,
}

impl Review {
    /// Decides on a suggestion. One that is accepted goes into the draft by three-way merge; what
    /// does not go in is a [`Clashing`], and nothing is decided.
    pub async fn decide_suggestion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        ruling: Ruling,
    ) -> Result<SuggestionInText, ReviewError> {
        check(&ruling)?;
        insist(|| self.try_decide(actor, id, &ruling)).await?;
        self.suggestion(actor, id).await
    }

    async fn try_decide(
        &self,
        actor: &Actor,
        id: &SuggestionId,
        ruling: &Ruling,
    ) -> Result<(), Setback> {
        let (access, suggestion) = self.proposal(actor, id, Action::Decide).await?;
        if ruling
            .version
            .is_some_and(|seen| seen != suggestion.version)
        {
            return Err(ReviewError::Conflict(Conflict::Reworded).into());
        }
        self.check_target(&access, ruling, &suggestion.id).await?;
        let mut deed = Deed::new(self, actor, access).await?;
        deed.rule(&suggestion, ruling).await?;
        Ok(self.store.commit(deed.commit()).await?)
    }

    /// Decides on many suggestions alike, all in one deed or none.
    pub async fn decide_suggestions(
        &self,
        actor: &Actor,
        slug: &str,
        selection: &Selection,
        ruling: Ruling,
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, ReviewError> {
        check(&ruling)?;
        insist(|| self.try_decide_many(actor, slug, selection, &ruling, once)).await
    }

    async fn try_decide_many(
        &self,
        actor: &Actor,
        slug: &str,
        selection: &Selection,
        ruling: &Ruling,
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, Setback> {
        let access = self.access(actor, slug, Action::Decide).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let chosen = self.suggestions_of(&access, selection).await?;
        let is_target =
            |it: &Suggestion| other_of(ruling).is_some_and(|target| *target == *it.id.as_str());
        let (left, suggestions): (Vec<_>, Vec<_>) = chosen.into_iter().partition(is_target);
        for suggestion in &suggestions {
            self.check_target(&access, ruling, &suggestion.id).await?;
        }
        let mut deed = Deed::new(self, actor, access).await?;
        for suggestion in &suggestions {
            deed.rule(suggestion, ruling).await?;
        }
        let done = BulkDone {
            changed: u32::try_from(suggestions.len()).unwrap_or(u32::MAX),
            left: left.iter().map(|it| it.id.to_string()).collect(),
        };
        let mut commit = deed.commit();
        commit.receipt = self.receipt(actor, once, &done)?;
        self.store.commit(commit).await?;
        Ok(done)
    }

    /// Whether what a suggestion is to be a duplicate of, or superseded by, is another one of the
    /// guideline that does not, by whatever way, lead back to it.
    pub(crate) async fn check_target(
        &self,
        access: &Access,
        ruling: &Ruling,
        id: &SuggestionId,
    ) -> Result<(), ReviewError> {
        let mut next = other_of(ruling).map(SuggestionId::from);
        let mut seen = HashSet::new();
        while let Some(target) = next {
            if target == *id {
                let what = "is this one, or decided to be a duplicate of it";
                return Err(ReviewError::invalid("target", what));
            }
            let found = self.store.suggestion(&target, None).await?;
            let found = found.filter(|found| found.guideline == access.guideline.slug);
            if found.is_none() && seen.is_empty() {
                let what = "is no suggestion of this guideline";
                return Err(ReviewError::invalid("target", what));
            }
            let decision = found.and_then(|found| found.handling.decision);
            next = decision
                .filter(|it| refers(it.outcome))
                .and_then(|it| it.target)
                .map(SuggestionId::from);
            if !seen.insert(target) {
                break;
            }
        }
        Ok(())
    }

    /// The suggestions that are meant: those named, or of those that fit the open ones.
    pub(crate) async fn suggestions_of(
        &self,
        access: &Access,
        selection: &Selection,
    ) -> Result<Vec<Suggestion>, ReviewError> {
        match selection {
            Selection::TheseSuggestions(ids) => {
                check_count(ids.len())?;
                let mut chosen = Vec::with_capacity(ids.len());
                for id in each_once(ids) {
                    let found = self.store.suggestion(id, None).await?;
                    let found = found.filter(|found| found.guideline == access.guideline.slug);
                    chosen.push(found.ok_or_else(|| not_here(id.as_str()))?);
                }
                Ok(chosen)
            }
            Selection::Suggestions(filter) => {
                let filter = SuggestionFilter {
                    status: Some(filter.status.unwrap_or_default()),
                    ..filter.clone()
                };
                let found = self.all_suggestions(access, &filter, MOST + 1).await?;
                check_count(found.len())?;
                Ok(found)
            }
            Selection::Comments(_) | Selection::TheseComments(_) => {
                let what = "are not decided here";
                Err(ReviewError::invalid("contributions", what))
            }
        }
    }

    /// The suggestions that fit, in order, at most so many.
    pub(crate) async fn all_suggestions(
        &self,
        access: &Access,
        filter: &SuggestionFilter,
        most: usize,
    ) -> Result<Vec<Suggestion>, ReviewError> {
        let query = SuggestionQuery {
            guideline: &access.guideline.id,
            viewer: None,
            filter,
            after: 0,
            limit: most,
        };
        let found = self.store.suggestions(query).await?;
        Ok(found
            .into_iter()
            .map(|(_, suggestion)| suggestion)
            .collect())
    }

    /// A second editor confirms what another proposed to decide; now it counts.
    pub async fn confirm_suggestion_decision(
        &self,
        actor: &Actor,
        id: &SuggestionId,
    ) -> Result<SuggestionInText, ReviewError> {
        insist(|| async move {
            let (access, suggestion) = self.proposal(actor, id, Action::Decide).await?;
            let mut deed = Deed::new(self, actor, access).await?;
            deed.confirm(&suggestion).await?;
            Ok(self.store.commit(deed.commit()).await?)
        })
        .await?;
        self.suggestion(actor, id).await
    }

    /// The author takes the own suggestion back while it is open.
    pub async fn withdraw_suggestion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
    ) -> Result<SuggestionInText, ReviewError> {
        insist(|| async move {
            let (access, suggestion) = self.proposal(actor, id, Action::Reword).await?;
            let decision = suggestion.handling.decision.as_ref();
            if decision.is_some_and(|it| it.standing == Standing::Final) {
                return Err(ReviewError::Conflict(Conflict::Decided).into());
            }
            let mut deed = Deed::new(self, actor, access).await?;
            let decision = deed.decision(Outcome::Withdrawn, Standing::Final);
            deed.decide(&suggestion, decision);
            Ok(self.store.commit(deed.commit()).await?)
        })
        .await?;
        self.suggestion(actor, id).await
    }

    /// Undoes a decision until a revision is published with it; what it superseded is open again.
    pub async fn undo_suggestion_decision(
        &self,
        actor: &Actor,
        id: &SuggestionId,
    ) -> Result<SuggestionInText, ReviewError> {
        insist(|| self.try_undo(actor, id)).await?;
        self.suggestion(actor, id).await
    }

    async fn try_undo(&self, actor: &Actor, id: &SuggestionId) -> Result<(), Setback> {
        let (access, suggestion) = self.proposal(actor, id, Action::Decide).await?;
        let mut deed = Deed::new(self, actor, access).await?;
        deed.undo(&suggestion).await?;
        Ok(self.store.commit(deed.commit()).await?)
    }
}

/// Whether an outcome names another suggestion.
fn refers(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Duplicate | Outcome::Superseded)
}

/// The other suggestion that a ruling names.
fn other_of(ruling: &Ruling) -> Option<&str> {
    let target = ruling.target.as_deref();
    target.filter(|_| refers(ruling.outcome))
}

pub(crate) fn check(ruling: &Ruling) -> Result<(), ReviewError> {
    let mut check = Check::default();
    check.note("reason", &ruling.reason, LONGEST_BODY);
    let target = ruling.target.as_deref();
    check.note("target", target.unwrap_or_default(), 300);
    match ruling.outcome {
        Outcome::Withdrawn => {
            check.refuse("outcome", "is the author's own to say");
        }
        Outcome::Duplicate | Outcome::Superseded if target.is_none() => {
            check.refuse("target", "is missing: which other one");
        }
        Outcome::Deferred if target.is_none_or(|target| target.trim().is_empty()) => {
            check.refuse("target", "is missing: to when is this deferred");
        }
        Outcome::AcceptedWithModification
            if ruling.text.is_none() && !matches!(ruling.wording, Some(Wording::Parts(_))) =>
        {
            check.refuse("text", "is missing: what goes in instead");
        }
        Outcome::PartlyAccepted if !matches!(ruling.wording, Some(Wording::Hunks(_))) => {
            check.refuse("hunks", "are missing: which of the changes go in");
        }
        outcome
            if outcome != Outcome::AcceptedWithModification && ruling.text.is_some()
                || !outcome.changes_text() && ruling.wording.is_some() =>
        {
            check.refuse("outcome", "takes no other wording");
        }
        _ => {}
    }
    if ruling.supersedes.len() > MOST_SUPERSEDED {
        let what = format!("names more than {MOST_SUPERSEDED} suggestions");
        check.refuse("supersedes", what);
    }
    if !ruling.supersedes.is_empty() && !ruling.outcome.changes_text() {
        check.refuse("supersedes", "goes only with a suggestion that is accepted");
    }
    check.done()
}
