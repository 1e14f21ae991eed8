//! Publishing the draft, and what publishing a file means for it.

use std::sync::Arc;

use document::Document;
use merge::Carried;
use serde::{Deserialize, Serialize};

use crate::{
    Action, Actor, Conflict, Guideline, Idempotency, Publish, Published, Review, ReviewError,
    Status,
    check::Check,
    deed::Deed,
    identity::{Identified, revision_digest},
    publishing::{by_language, places, tally},
    review::{Access, Setback, insist},
};

/// What it takes to publish the draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishDraft {
    /// What the editor says about the revision; up to 2,000 characters.
    pub note: String,
    /// The latest revision that the editor saw; another one by now is `Stale`.
    pub expected: Option<u32>,
    /// The editor knows that something is undecided.
    pub undecided: bool,
    /// How much, as far as the editor knows; where it is not as much by now, the knowing does not
    /// count.
    pub known: Option<Known>,
    /// Says what would happen and stores nothing.
    pub check: bool,
}

/// How many comments and suggestions an editor knows to be undecided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Comments.
    pub comments: u32,
    /// Suggestions.
    pub suggestions: u32,
}

/// How much is not decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undecided {
    /// Comments.
    pub comments: Waiting,
    /// Suggestions.
    pub suggestions: Waiting,
}

/// How many wait for what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// For a decision.
    pub open: u32,
    /// For a second editor, to confirm what is proposed.
    pub proposed: u32,
}

impl Undecided {
    /// Comments and suggestions.
    pub fn total(&self) -> u32 {
        self.comments.total() + self.suggestions.total()
    }

    fn is_known(&self, publish: &PublishDraft) -> bool {
        let now = Known {
            comments: self.comments.total(),
            suggestions: self.suggestions.total(),
        };
        self.total() == 0 || publish.undecided && publish.known.is_none_or(|known| known == now)
    }
}

impl Waiting {
    /// For whatever.
    pub fn total(&self) -> u32 {
        self.open + self.proposed
    }
}

impl Review {
    /// Publishes the draft, in all languages of the latest revision, as the next one.
    pub async fn publish_draft(
        &self,
        actor: &Actor,
        slug: &str,
        publish: PublishDraft,
        once: Option<&Idempotency>,
    ) -> Result<Published, ReviewError> {
        Check::default().note("note", &publish.note, 2_000).done()?;
        insist(|| self.try_publish_draft(actor, slug, &publish, once)).await
    }

    async fn try_publish_draft(
        &self,
        actor: &Actor,
        slug: &str,
        publish: &PublishDraft,
        once: Option<&Idempotency>,
    ) -> Result<Published, Setback> {
        let access = self.access(actor, slug, Action::Publish).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let guideline = &access.guideline;
        let latest = guideline.latest_revision.unwrap_or(0);
        if publish.expected.is_some_and(|expected| expected != latest) {
            return Err(ReviewError::Stale { current: latest }.into());
        }
        let undecided = self.undecided(guideline).await?;
        if !publish.check && !undecided.is_known(publish) {
            return Err(undecided.into());
        }
        let identified = self.drafted(guideline).await?;
        let placements = self.placements(guideline, latest + 1, &identified).await?;
        let answer = Published {
            number: latest + 1,
            problems: Vec::new(),
            blocks: identified.blocks,
            placements: tally(&placements),
            sha256: revision_digest(&identified.documents),
            undecided: undecided.total(),
            waiting: undecided,
            reopened: Vec::new(),
        };
        if !publish.check {
            let words = Publish {
                documents: Vec::new(),
                problems: Vec::new(),
                note: publish.note.clone(),
                expected: None,
                check: false,
            };
            let mut commit = self.publication(actor, &access, &words, &answer, identified);
            commit.changes.extend(places(answer.number, placements));
            commit.receipt = self.receipt(actor, once, &answer)?;
            self.store.commit(commit).await?;
        }
        Ok(answer)
    }

    /// The drafts of all languages, as the texts of a revision; their blocks have their ids.
    async fn drafted(&self, guideline: &Guideline) -> Result<Identified, ReviewError> {
        let mut documents = Vec::with_capacity(guideline.languages.len());
        let mut changed = false;
        let mut main: Option<Arc<Document>> = None;
        for language in &guideline.languages {
            let draft = self.current_draft(guideline, language).await?;
            changed |= !draft.steps.is_empty();
            if *language == guideline.language {
                main = self.document(guideline, draft.revision, language).await?;
            }
            documents.push(Arc::clone(&draft.document));
        }
        if !changed {
            return Err(ReviewError::Conflict(Conflict::NothingToPublish));
        }
        documents.sort_by_key(|document| document.language != guideline.language);
        Ok(Identified::of_drafts(
            documents,
            &main.unwrap_or_default(),
            guideline.block_counter,
        ))
    }

    /// How many comments and suggestions are not decided.
    pub(crate) async fn undecided(&self, guideline: &Guideline) -> Result<Undecided, ReviewError> {
        let open = self.store.count(&guideline.id, Status::Open).await?;
        let proposed = self.store.count(&guideline.id, Status::Proposed).await?;
        let waiting = |open, proposed| Waiting { open, proposed };
        Ok(Undecided {
            comments: waiting(open.0, proposed.0),
            suggestions: waiting(open.1, proposed.1),
        })
    }

    /// A file becomes the next revision: what was accepted and is not in it is open again.
    pub(crate) async fn reopen_left_out<'r>(
        &'r self,
        actor: &'r Actor,
        access: Access,
        identified: &Identified,
    ) -> Result<(Deed<'r>, Vec<crate::SuggestionId>), ReviewError> {
        let texts = by_language(&identified.documents);
        let mut deed = Deed::new(self, actor, access).await?;
        let mut reopened = Vec::new();
        let languages = deed.access.guideline.languages.clone();
        let has_revision = deed.access.guideline.latest_revision.is_some();
        for language in languages.iter().filter(|_| has_revision) {
            let guideline = &deed.access.guideline;
            let draft = match self.current_draft(guideline, language).await {
                Err(ReviewError::NotFound) => continue,
                draft => draft?,
            };
            let text = texts.get(language).cloned().unwrap_or_default();
            for step in &draft.steps {
                let found = self.store.suggestion(&step.suggestion, None).await?;
                let Some(suggestion) = found else { continue };
                let origin = self.origin(&deed.access.guideline, &suggestion).await?;
                let glossary = &deed.access.guideline.glossary;
                let fate = merge::carry(&origin, &text, &suggestion.parts, glossary);
                if let (false, Some(decision)) =
                    (fate == Carried::AlreadyDone, &suggestion.handling.decision)
                {
                    deed.reopen(&suggestion, decision);
                    reopened.push(suggestion.id.clone());
                }
            }
        }
        Ok((deed, reopened))
    }
}

impl From<Undecided> for Setback {
    fn from(undecided: Undecided) -> Self {
        Self::Final(ReviewError::Undecided {
            comments: undecided.comments.total(),
            suggestions: undecided.suggestions.total(),
        })
    }
}
