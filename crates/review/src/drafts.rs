//! Drafts that were read last, each with the steps that made it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use document::Document;

use crate::{DraftState, Guideline, Review, ReviewError, Step, review::TextKey};

/// So many drafts are kept.
const KEPT: usize = 16;

/// The editors' text towards the next revision, in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// In which language.
    pub language: String,
    /// The revision that it goes on from.
    pub revision: u32,
    /// Counts its changes; 0 while it is the revision's text.
    pub version: u64,
    /// The text.
    pub document: Arc<Document>,
    /// What was accepted, in order.
    pub steps: Vec<Arc<Step>>,
}

/// Kept drafts, the one asked for last first.
#[derive(Debug, Default)]
pub(crate) struct Drafts(Mutex<VecDeque<(TextKey, Arc<Draft>)>>);

impl Drafts {
    fn get(&self, key: &TextKey) -> Option<Arc<Draft>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(other, _)| other == key)?;
        Some(Arc::clone(&found.1))
    }

    fn put(&self, key: TextKey, draft: Arc<Draft>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(other, _)| *other != key);
        kept.push_front((key, draft));
        kept.truncate(KEPT);
    }
}

impl Review {
    /// The draft of a guideline in one language, as it is now; `NotFound` before the first
    /// revision.
    pub(crate) async fn current_draft(
        &self,
        guideline: &Guideline,
        language: &str,
    ) -> Result<Arc<Draft>, ReviewError> {
        let revision = guideline.latest_revision.ok_or(ReviewError::NotFound)?;
        let state = self.store.draft(&guideline.id, revision, language).await?;
        let key = (guideline.id.clone(), revision, language.to_owned());
        let known = self.drafts.get(&key);
        if let Some(known) = known
            .as_ref()
            .filter(|known| known.version == state.version)
        {
            return Ok(Arc::clone(known));
        }
        let base = match known.filter(|known| goes_on(known, state)) {
            Some(known) => Draft::clone(&known),
            None => self.empty_draft(guideline, revision, language).await?,
        };
        let after = base.version;
        let steps = self
            .store
            .draft_steps(&guideline.id, revision, language, after)
            .await?;
        let draft = Arc::new(base.with(steps, state.version));
        self.drafts.put(key, Arc::clone(&draft));
        Ok(draft)
    }

    async fn empty_draft(
        &self,
        guideline: &Guideline,
        revision: u32,
        language: &str,
    ) -> Result<Draft, ReviewError> {
        let text = self.document(guideline, revision, language).await?;
        Ok(Draft {
            language: language.to_owned(),
            revision,
            version: 0,
            document: text.ok_or(ReviewError::NotFound)?,
            steps: Vec::new(),
        })
    }
}

/// Whether only steps were added since.
fn goes_on(known: &Draft, state: DraftState) -> bool {
    known.version < state.version && state.rewritten <= known.version
}

impl Draft {
    fn with(mut self, steps: Vec<Step>, version: u64) -> Self {
        let mut document = Document::clone(&self.document);
        for step in steps.into_iter().filter(|step| step.version <= version) {
            step.patch.apply(&mut document);
            self.steps.push(Arc::new(step));
        }
        self.document = Arc::new(document);
        self.version = version;
        self
    }

    /// Names the state of the draft, for whoever changes it.
    pub fn tag(&self) -> String {
        format!("{}.{}", self.revision, self.version)
    }
}
