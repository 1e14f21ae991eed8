//! One deed for many comments or suggestions: all of it happens, or nothing.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    Action, Actor, Change, Comment, CommentFilter, CommentId, CommentQuery, Commit, ContributionId,
    Guideline, Handling, Happening, Idempotency, NewAssignment, NewDecision, Review, ReviewError,
    SuggestionFilter, SuggestionId, SuggestionQuery,
    assigning::{assigned, assignment_of},
    deciding::{check_decision, check_open, decision_of, is_repeated},
    deciding_comments::{OnComment, decided, head},
    review::{Access, Setback, insist},
    tagging::{tagged, tags_changed},
};

/// The most that one deed changes.
pub(crate) const MOST: usize = 5_000;

/// What a deed is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// All comments that fit.
    Comments(CommentFilter),
    /// These comments.
    TheseComments(Vec<CommentId>),
    /// All suggestions that fit.
    Suggestions(SuggestionFilter),
    /// These suggestions.
    TheseSuggestions(Vec<SuggestionId>),
}

/// What came of a deed for many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkDone {
    /// How many changed.
    pub changed: u32,
    /// The ids of those that were left as they are.
    pub left: Vec<String>,
}

/// Tags that are put on and taken off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagChange {
    /// Put on.
    pub add: Vec<String>,
    /// Taken off.
    pub remove: Vec<String>,
}

/// What a deed for many does, put together.
#[derive(Default)]
pub(crate) struct Deeds {
    changes: Vec<Change>,
    happenings: Vec<Happening>,
    done: BulkDone,
}

impl Review {
    /// Decides on many comments alike. What is decided already is left as it is unless
    /// `include_decided`; what stands, and the one that the others are duplicates of, always.
    pub async fn decide_many_comments(
        &self,
        actor: &Actor,
        slug: &str,
        selection: &Selection,
        new: &NewDecision,
        include_decided: bool,
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, ReviewError> {
        insist(|| async move {
            let access = self.access(actor, slug, Action::Decide).await?;
            if let Some(answer) = self.repeated(actor, once).await? {
                return Ok(answer);
            }
            check_decision(new)?;
            let chosen = self.chosen_comments(&access, actor, selection).await?;
            let (chosen, mut deeds) = sifted(&access, chosen, new, include_decided);
            let ids = chosen.iter().map(|comment| &comment.id).collect();
            self.check_duplicate(&access, new, &ids).await?;
            let by = self.decider(actor).await?;
            for comment in &chosen {
                let before = comment.handling.decision.as_ref();
                if is_repeated(before, new, by.as_ref()) {
                    deeds.leave(comment.id.as_str());
                    continue;
                }
                let now = self.clock.now();
                let decision = decision_of(new, before, &access.guideline, by.clone(), now);
                let happening = decided(comment, &decision);
                let replaces = before.map(|before| before.at);
                let deed = OnComment::of(&access, actor, comment);
                deeds.add(deed.decided(decision, replaces), happening);
            }
            let head = head(&access, new);
            self.perform(actor, head, deeds, once).await
        })
        .await
    }

    /// Says for many who is to decide on them; the editor is told of the first.
    pub async fn assign_many(
        &self,
        actor: &Actor,
        slug: &str,
        selection: &Selection,
        new: Option<&NewAssignment>,
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, ReviewError> {
        insist(|| async move {
            let access = self.access(actor, slug, Action::Decide).await?;
            if let Some(answer) = self.repeated(actor, once).await? {
                return Ok(answer);
            }
            self.check_assignee(&access.guideline, new).await?;
            let at = self.clock.now();
            let mut deeds = Deeds::default();
            for (id, _) in self.chosen(&access, actor, selection).await? {
                let mut changes = assigned(&access.guideline, actor, &id, new, at);
                changes.truncate(if deeds.changes.is_empty() { 2 } else { 1 });
                deeds.add(changes, assignment_of(&id, new));
            }
            self.perform(actor, access.head(), deeds, once).await
        })
        .await
    }

    /// Puts tags on many, and takes others off.
    pub async fn tag_many(
        &self,
        actor: &Actor,
        slug: &str,
        selection: &Selection,
        change: &TagChange,
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, ReviewError> {
        insist(|| async move {
            let access = self.access(actor, slug, Action::Decide).await?;
            if let Some(answer) = self.repeated(actor, once).await? {
                return Ok(answer);
            }
            let guideline = &access.guideline;
            self.check_known(guideline, "add", &change.add).await?;
            self.check_known(guideline, "remove", &change.remove)
                .await?;
            let mut deeds = Deeds::default();
            for (id, handling) in self.chosen(&access, actor, selection).await? {
                deeds.tag(guideline, &id, &handling.tags, change);
            }
            self.perform(actor, access.head(), deeds, once).await
        })
        .await
    }

    pub(crate) async fn perform(
        &self,
        actor: &Actor,
        head: crate::Head,
        deeds: Deeds,
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, Setback> {
        let happenings = deeds.happenings.into_iter();
        let events = happenings.map(|happening| self.event(actor, happening));
        let mut commit = Commit::to(head, deeds.changes, events.collect());
        commit.receipt = self.receipt(actor, once, &deeds.done)?;
        self.store.commit(commit).await?;
        Ok(deeds.done)
    }

    /// Which contributions are meant, with what was done with them so far.
    async fn chosen(
        &self,
        access: &Access,
        actor: &Actor,
        selection: &Selection,
    ) -> Result<Vec<(ContributionId, Handling)>, ReviewError> {
        match selection {
            Selection::Comments(_) | Selection::TheseComments(_) => {
                let comments = self.chosen_comments(access, actor, selection).await?;
                let one =
                    |comment: Comment| (ContributionId::Comment(comment.id), comment.handling);
                Ok(comments.into_iter().map(one).collect())
            }
            Selection::Suggestions(filter) => {
                let query = SuggestionQuery {
                    guideline: &access.guideline.id,
                    viewer: actor.person(),
                    filter,
                    after: 0,
                    limit: MOST + 1,
                };
                let found = self.store.suggestions(query).await?;
                check_count(found.len())?;
                let one = |(_, suggestion): (u64, crate::Suggestion)| {
                    let id = ContributionId::Suggestion(suggestion.id);
                    (id, suggestion.handling)
                };
                Ok(found.into_iter().map(one).collect())
            }
            Selection::TheseSuggestions(ids) => self.these_suggestions(access, ids).await,
        }
    }

    async fn these_suggestions(
        &self,
        access: &Access,
        ids: &[SuggestionId],
    ) -> Result<Vec<(ContributionId, Handling)>, ReviewError> {
        check_count(ids.len())?;
        let mut chosen = Vec::with_capacity(ids.len());
        for id in each_once(ids) {
            let found = self.store.suggestion(id, None).await?;
            let found = found.filter(|found| found.guideline == access.guideline.slug);
            let found = found.ok_or_else(|| not_here(id.as_str()))?;
            chosen.push((ContributionId::Suggestion(found.id), found.handling));
        }
        Ok(chosen)
    }

    /// The comments that are meant; deleted ones are not.
    pub(crate) async fn chosen_comments(
        &self,
        access: &Access,
        actor: &Actor,
        selection: &Selection,
    ) -> Result<Vec<Comment>, ReviewError> {
        match selection {
            Selection::Comments(filter) => self.fitting_comments(access, actor, filter).await,
            Selection::TheseComments(ids) => {
                check_count(ids.len())?;
                let mut chosen = Vec::with_capacity(ids.len());
                for id in each_once(ids) {
                    let found = self.store.comment(id, None, None).await?;
                    let here = |found: &Comment| {
                        found.guideline == access.guideline.slug && !found.deleted
                    };
                    let found = found.filter(here);
                    chosen.push(found.ok_or_else(|| not_here(id.as_str()))?);
                }
                Ok(chosen)
            }
            Selection::Suggestions(_) | Selection::TheseSuggestions(_) => {
                let what = "are not decided here";
                Err(ReviewError::invalid("contributions", what))
            }
        }
    }

    async fn fitting_comments(
        &self,
        access: &Access,
        actor: &Actor,
        filter: &CommentFilter,
    ) -> Result<Vec<Comment>, ReviewError> {
        if let Some(revision) = filter.revision {
            self.ensure_placed(&access.guideline, revision).await?;
        }
        let query = CommentQuery {
            guideline: &access.guideline.id,
            viewer: actor.person(),
            filter,
            after: 0,
            limit: MOST + 1,
        };
        let found = self.store.comments(query).await?;
        check_count(found.len())?;
        let comments = found.into_iter().map(|(_, comment)| comment);
        Ok(comments.filter(|comment| !comment.deleted).collect())
    }
}

impl Deeds {
    pub(crate) fn add(&mut self, changes: Vec<Change>, happening: Happening) {
        self.changes.extend(changes);
        self.happenings.push(happening);
        self.done.changed += 1;
    }

    pub(crate) fn leave(&mut self, id: &str) {
        self.done.left.push(id.to_owned());
    }

    fn tag(
        &mut self,
        guideline: &Guideline,
        id: &ContributionId,
        tags: &[String],
        change: &TagChange,
    ) {
        let added = change.add.iter().filter(|tag| !tags.contains(tag));
        let all = tags.iter().chain(added);
        let kept = all.filter(|tag| !change.remove.contains(tag));
        let kept: Vec<String> = kept.cloned().collect();
        if kept == tags {
            self.leave(id.as_str());
        } else {
            self.add(vec![tagged(guideline, id, &kept)], tags_changed(id));
        }
    }
}

/// Those of the comments that may be decided now; the others are left.
fn sifted(
    access: &Access,
    chosen: Vec<Comment>,
    new: &NewDecision,
    include_decided: bool,
) -> (Vec<Comment>, Deeds) {
    let mut deeds = Deeds::default();
    let is_open = |comment: &Comment| {
        let before = comment.handling.decision.as_ref();
        let open = before.is_none() || include_decided;
        let target = new.target.as_deref() == Some(comment.id.as_str());
        open && !target && check_open(before, &access.guideline).is_ok()
    };
    let (open, left): (Vec<_>, Vec<_>) = chosen.into_iter().partition(is_open);
    for comment in left {
        deeds.leave(comment.id.as_str());
    }
    (open, deeds)
}

pub(crate) fn each_once<T: Eq + std::hash::Hash>(ids: &[T]) -> impl Iterator<Item = &T> {
    let mut seen = HashSet::new();
    ids.iter().filter(move |id| seen.insert(*id))
}

pub(crate) fn check_count(count: usize) -> Result<(), ReviewError> {
    if count <= MOST {
        return Ok(());
    }
    let what = format!("means more than {MOST} at once; narrow it");
    Err(ReviewError::invalid("filter", what))
}

pub(crate) fn not_here(id: &str) -> ReviewError {
    ReviewError::invalid("ids", format!("\"{id}\" is not of this guideline"))
}
