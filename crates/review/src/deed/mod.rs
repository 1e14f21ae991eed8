//! A deed on suggestions: decisions, what they make of the draft, and who is told.

mod laying;
mod ruling;
mod undoing;

use std::collections::{HashMap, HashSet};

use crate::{
    Actor, Change, Commit, ContributionId, Decide, Decision, Draft, DraftVersion, Happening,
    NewEvent, NoticeKind, Outcome, PersonRef, Review, ReviewError, Standing, Suggestion,
    SuggestionId, Timestamp, intake::added, review::Access,
};
use laying::Growing;

/// A deed on suggestions of one guideline as it grows, all of which is committed at once.
pub(crate) struct Deed<'r> {
    review: &'r Review,
    actor: &'r Actor,
    pub(crate) access: Access,
    pub(crate) by: Option<PersonRef>,
    at: Timestamp,
    changes: Vec<Change>,
    events: Vec<NewEvent>,
    /// By language.
    drafts: HashMap<String, Growing>,
    /// Those that left no room were named by an earlier one of the same deed.
    superseded: HashSet<SuggestionId>,
}

impl<'r> Deed<'r> {
    pub(crate) async fn new(
        review: &'r Review,
        actor: &'r Actor,
        access: Access,
    ) -> Result<Self, ReviewError> {
        let by = match actor.person() {
            Some(_) => Some(review.author(actor).await?),
            None => None,
        };
        Ok(Self {
            review,
            actor,
            access,
            by,
            at: review.clock.now(),
            changes: Vec::new(),
            events: Vec::new(),
            drafts: HashMap::new(),
            superseded: HashSet::new(),
        })
    }

    /// A decision of now.
    pub(crate) fn decision(&self, outcome: Outcome, standing: Standing) -> Decision {
        Decision {
            outcome,
            target: None,
            reason: String::new(),
            wording: None,
            supersedes: Vec::new(),
            revision: self.access.guideline.latest_revision.unwrap_or(0),
            by: self.by.clone(),
            at: self.at,
            standing,
            confirmed_by: None,
            confirmed_at: None,
            answer: None,
        }
    }

    pub(crate) fn decide(&mut self, suggestion: &Suggestion, decision: Decision) {
        let contribution = ContributionId::Suggestion(suggestion.id.clone());
        let proposed = decision.standing == Standing::Proposed;
        self.tell(Happening::Decided {
            contribution: contribution.clone(),
            outcome: decision.outcome,
            proposed,
        });
        if !proposed {
            self.notify(suggestion, NoticeKind::Decided);
        }
        let replaces = suggestion.handling.decision.as_ref();
        self.changes.push(Change::Decide(Decide {
            contribution,
            guideline: self.access.guideline.id.clone(),
            seen: suggestion.version,
            replaces: replaces.map(|before| before.at),
            decision,
        }));
    }

    /// Adds a suggestion that is decided in the same deed.
    pub(crate) fn add(&mut self, suggestion: &Suggestion) {
        let (kept, told) = added(&self.access, suggestion);
        self.changes.push(kept);
        self.tell(told);
    }

    fn notify(&mut self, suggestion: &Suggestion, kind: NoticeKind) {
        if self.actor.person() == Some(&suggestion.author.id) {
            return;
        }
        self.changes.push(Change::Notify {
            person: suggestion.author.id.clone(),
            guideline: self.access.guideline.id.clone(),
            contribution: ContributionId::Suggestion(suggestion.id.clone()),
            kind,
            at: self.at,
        });
    }

    fn tell(&mut self, happening: Happening) {
        self.events.push(self.review.event(self.actor, happening));
    }

    /// Everything, to be committed at once.
    pub(crate) fn commit(mut self) -> Commit {
        let mut languages: Vec<_> = self.drafts.into_iter().collect();
        languages.sort_by(|a, b| a.0.cmp(&b.0));
        for (_, growing) in languages {
            if !growing.steps.is_empty() {
                self.changes.push(Change::ExtendDraft {
                    draft: version_of(&self.access, &growing.draft),
                    steps: growing.steps,
                });
            }
        }
        Commit::to(self.access.head(), self.changes, self.events)
    }

    /// The changes and events so far, for a commit that does more.
    pub(crate) fn into_changes(self) -> (Vec<Change>, Vec<NewEvent>) {
        (self.changes, self.events)
    }
}

pub(crate) fn version_of(access: &Access, draft: &Draft) -> DraftVersion {
    DraftVersion {
        guideline: access.guideline.id.clone(),
        language: draft.language.clone(),
        revision: draft.revision,
        seen: draft.version,
    }
}
