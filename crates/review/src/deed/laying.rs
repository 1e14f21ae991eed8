//! Suggestions laid over the draft.

use std::sync::Arc;

use document::{BlockId, Digest, Document};
use merge::Part;

use super::Deed;
use crate::{Clashing, Draft, NewStep, ReviewError, Suggestion, SuggestionId, Wording, wish};

/// A draft that the deed adds to.
pub(super) struct Growing {
    pub(super) draft: Arc<Draft>,
    pub(super) document: Document,
    pub(super) steps: Vec<NewStep>,
}

impl Deed<'_> {
    /// Lays the suggestion, or what was chosen of it, over the draft; `keep` says whether the draft
    /// goes on from there, or it was only to be seen that it goes in.
    pub(super) async fn lay(
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

    pub(super) async fn growing(&mut self, language: &str) -> Result<&mut Growing, ReviewError> {
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
