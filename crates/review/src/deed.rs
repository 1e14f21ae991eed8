//! A deed on suggestions: decisions, what they make of the draft, and who is told.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use document::{BlockId, Digest, Document};
use merge::Part;

use crate::bulk::each_once;
use crate::{
    Actor, Change, Clashing, Commit, Conflict, ContributionId, Decide, Decision, Draft,
    DraftVersion, Happening, NewEvent, NewStep, NewWording, NoticeKind, Outcome, PersonRef, Review,
    ReviewError, Ruling, Standing, Suggestion, SuggestionId, Timestamp, Wording,
    deciding::confirmed, intake::added, review::Access, wish,
};

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

/// A draft that the deed adds to.
struct Growing {
    draft: Arc<Draft>,
    document: Document,
    steps: Vec<NewStep>,
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

    /// Lays the suggestion, or what was chosen of it, over the draft; `keep` says whether the draft
    /// goes on from there, or it was only to be seen that it goes in.
    async fn lay(
        &mut self,
        suggestion: &Suggestion,
        wording: Option<&Wording>,
        keep: bool,
    ) -> Result<(), ReviewError> {
        let origin = self
            .review
            .origin(&self.access.guideline, suggestion)
            .await?;
        let glossary = self.access.guideline.glossary.clone();
        let growing = self.growing(&suggestion.language).await?;
        let on_draft = match (wording, &suggestion.origin) {
            (Some(Wording::Onto { draft, .. }), _) => {
                growing.check_seen(draft, suggestion)?;
                true
            }
            // Made on the draft as it stands: a place behind any of its blocks is known there.
            (_, Some(_)) => origin_stands(&origin, &growing.document),
            (_, None) => false,
        };
        let origin = match on_draft {
            true => &growing.document,
            false => &*origin,
        };
        let parts = chosen_parts(origin, suggestion, wording, &glossary)?;
        let mut fresh = fresh_ids(&suggestion.id);
        let laid = merge::accept(origin, &growing.document, &parts, &mut fresh, &glossary);
        let patch = match laid {
            Ok(patch) => patch,
            Err(clash) => return Err(growing.clashing(suggestion, clash)),
        };
        if keep && !patch.is_empty() {
            patch.apply(&mut growing.document);
            growing.steps.push(NewStep {
                suggestion: suggestion.id.clone(),
                patch,
            });
        }
        Ok(())
    }

    async fn growing(&mut self, language: &str) -> Result<&mut Growing, ReviewError> {
        if !self.drafts.contains_key(language) {
            let guideline = &self.access.guideline;
            let draft = self.review.current_draft(guideline, language).await?;
            let growing = Growing {
                document: Document::clone(&draft.document),
                draft,
                steps: Vec::new(),
            };
            self.drafts.insert(language.to_owned(), growing);
        }
        self.drafts.get_mut(language).ok_or(ReviewError::NotFound)
    }

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

impl Growing {
    /// What was written onto the draft was written onto this one.
    fn check_seen(&self, seen: &str, suggestion: &Suggestion) -> Result<(), ReviewError> {
        if self.draft.tag() == seen {
            return Ok(());
        }
        let mut named = suggestion.parts.iter().flat_map(|part| &part.blocks);
        let block = named.find_map(|id| self.draft.document.find(id));
        Err(ReviewError::StaleDraft {
            tag: self.draft.tag(),
            block: block.map(|(_, block)| Box::new(block.clone())),
        })
    }

    /// Why the suggestion does not go in, and who was there before.
    fn clashing(&self, suggestion: &Suggestion, clash: merge::Clash) -> ReviewError {
        let blocks: Vec<&BlockId> = clash.conflicts.iter().map(|it| &it.base.id).collect();
        let steps = self
            .draft
            .steps
            .iter()
            .map(|step| (&step.suggestion, &step.patch));
        let steps = steps.chain(
            self.steps
                .iter()
                .map(|step| (&step.suggestion, &step.patch)),
        );
        let mut with: Vec<SuggestionId> = steps
            .filter(|(_, patch)| {
                let touched = patch.touches();
                blocks.iter().any(|block| touched.contains(block))
            })
            .map(|(suggestion, _)| suggestion.clone())
            .collect();
        with.dedup();
        ReviewError::Clash(Box::new(Clashing {
            suggestion: suggestion.id.clone(),
            clash,
            with,
        }))
    }
}

/// What of a suggestion shall go in.
fn chosen_parts(
    origin: &Document,
    suggestion: &Suggestion,
    wording: Option<&Wording>,
    glossary: &[String],
) -> Result<Vec<Part>, ReviewError> {
    match wording {
        None => Ok(suggestion.parts.clone()),
        Some(Wording::Parts(parts) | Wording::Onto { parts, .. }) => {
            wish::check(origin, parts)?;
            Ok(parts.clone())
        }
        Some(Wording::Hunks(hunks)) => {
            let count = merge::hunks_of(origin, &suggestion.parts, glossary).len();
            if hunks.is_empty() || hunks.iter().any(|hunk| *hunk >= count) {
                let what = format!("name some of the changes 0 to {}", count.saturating_sub(1));
                return Err(ReviewError::invalid("hunks", what));
            }
            let parts = &suggestion.parts;
            Ok(merge::with_hunks(origin, parts, hunks, glossary))
        }
    }
}

/// Whether the draft still has what an edit of it found there.
fn origin_stands(origin: &Document, draft: &Document) -> bool {
    let mut blocks = origin.blocks.iter();
    blocks.all(|block| {
        draft
            .find(&block.id)
            .is_some_and(|(_, other)| other == block)
    })
}

pub(crate) fn version_of(access: &Access, draft: &Draft) -> DraftVersion {
    DraftVersion {
        guideline: access.guideline.id.clone(),
        language: draft.language.clone(),
        revision: draft.revision,
        seen: draft.version,
    }
}

/// Ids of the blocks that a suggestion adds: the same whenever it is accepted.
fn fresh_ids(suggestion: &SuggestionId) -> impl FnMut() -> BlockId + use<> {
    let suggestion = suggestion.to_string();
    let mut count = 0_u32;
    move || {
        count += 1;
        let digest = Digest::of_bytes(format!("{suggestion} {count}").as_bytes());
        BlockId::from(format!("d{}", &digest.as_str()[..12]))
    }
}
