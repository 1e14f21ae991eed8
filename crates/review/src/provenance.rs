//! Where changed words between two revisions come from.

use std::{collections::HashMap, sync::Arc};

use document::Document;
use merge::{Credit, Trace};
use redline::{Detail, Redline};

use crate::{
    DraftText, Guideline, PersonRef, Review, ReviewError, RevisionText, Step, Suggestion,
    SuggestionId, Timestamp, review::aside,
};

/// Over so many revisions changed words are followed.
const MOST_REVISIONS: u32 = 20;

/// What was done to the text between two revisions, in order.
#[derive(Debug, Clone, Default)]
pub struct Provenance {
    trace: Option<Arc<Trace>>,
    origins: Vec<Origin>,
}

/// One thing that was done to the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A suggestion went in.
    Suggestion(Box<Suggestion>),
    /// A file became this revision.
    Import {
        /// Its number.
        revision: u32,
        /// Who published it; nobody when it came from the console.
        by: Option<PersonRef>,
        /// When.
        at: Timestamp,
    },
}

/// Whose what a redline shows is, as far as that is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Authorship<'a> {
    /// Inserted and deleted words, each with where they come from.
    pub words: Vec<(Credit, &'a Origin)>,
    /// For each change of the redline where it comes from, if from one origin alone; so moves,
    /// splits and forms have one, too. Empty when nothing is known.
    pub changes: Vec<Option<&'a Origin>>,
    /// For each block of the newer text where its form comes from, if it changed by one origin alone.
    pub forms: Vec<Option<&'a Origin>>,
}

/// How one revision became the next.
enum Becoming {
    Steps(Vec<Step>),
    File,
}

impl Review {
    /// What was done to the text from one revision to a later one; empty for any other pair.
    pub async fn provenance(
        &self,
        old: &RevisionText,
        new: &RevisionText,
    ) -> Result<Provenance, ReviewError> {
        let (from, to) = (old.revision.number, new.revision.number);
        if from >= to || to - from > MOST_REVISIONS || old.language != new.language {
            return Ok(Provenance::default());
        }
        let guideline = &new.guideline;
        let mut texts = vec![Arc::clone(&old.document)];
        let mut becomings = Vec::new();
        for number in from..to {
            let text = self.document(guideline, number + 1, &new.language).await?;
            let Some(text) = text else {
                return Ok(Provenance::default());
            };
            becomings.push(self.becoming(guideline, number, &new.language).await?);
            texts.push(text);
        }
        let mut origins = Origins::default();
        let mut done = Vec::new();
        for (at, becoming) in becomings.into_iter().enumerate() {
            let number = from + u32::try_from(at).unwrap_or(0) + 1;
            done.push(match becoming {
                Becoming::Steps(steps) if comes_to(&texts[at], &steps, &texts[at + 1]) => {
                    let mut patches = Vec::with_capacity(steps.len());
                    for step in steps {
                        let who = origins.suggestion(self, &step.suggestion).await?;
                        patches.push((step.patch, who));
                    }
                    Ok(patches)
                }
                _ => Err(origins.import(self, guideline, number).await?),
            });
        }
        let glossary = guideline.glossary.clone();
        let trace = aside(move || {
            let mut trace = Trace::new(&texts[0], &glossary);
            for (how, text) in done.into_iter().zip(&texts[1..]) {
                match how {
                    Ok(patches) => {
                        for (patch, who) in patches {
                            trace.step(&patch, who);
                        }
                        trace.publish(text);
                    }
                    Err(who) => trace.import(text, who),
                }
            }
            trace
        });
        Ok(Provenance {
            trace: Some(Arc::new(trace.await?)),
            origins: origins.list,
        })
    }

    /// What was done to the text from the revision that a draft goes on from to the draft.
    pub async fn draft_provenance(&self, text: &DraftText) -> Result<Provenance, ReviewError> {
        let mut origins = Origins::default();
        let mut done = Vec::with_capacity(text.draft.steps.len());
        for step in &text.draft.steps {
            let who = origins.suggestion(self, &step.suggestion).await?;
            done.push((Arc::clone(step), who));
        }
        let (old, new) = (Arc::clone(&text.revision), Arc::clone(&text.draft.document));
        let glossary = text.guideline.glossary.clone();
        let trace = aside(move || {
            let mut trace = Trace::new(&old, &glossary);
            for (step, who) in done {
                trace.step(&step.patch, who);
            }
            trace.publish(&new);
            trace
        });
        Ok(Provenance {
            trace: Some(Arc::new(trace.await?)),
            origins: origins.list,
        })
    }

    async fn becoming(
        &self,
        guideline: &Guideline,
        revision: u32,
        language: &str,
    ) -> Result<Becoming, ReviewError> {
        let steps = self
            .store
            .draft_steps(&guideline.id, revision, language, 0)
            .await?;
        Ok(if steps.is_empty() {
            Becoming::File
        } else {
            Becoming::Steps(steps)
        })
    }
}

/// Whether the recorded steps lead from one text to the other. They do not where a file was
/// published over the draft.
fn comes_to(from: &Document, steps: &[Step], to: &Document) -> bool {
    let mut text = Document::clone(from);
    for step in steps {
        step.patch.apply(&mut text);
    }
    text.blocks == to.blocks
}

/// Each origin once.
#[derive(Default)]
struct Origins {
    list: Vec<Origin>,
    suggestions: HashMap<SuggestionId, usize>,
}

impl Origins {
    async fn suggestion(
        &mut self,
        review: &Review,
        id: &SuggestionId,
    ) -> Result<usize, ReviewError> {
        if let Some(known) = self.suggestions.get(id) {
            return Ok(*known);
        }
        let found = review.store.suggestion(id, None).await?;
        let found = found.ok_or(ReviewError::NotFound)?;
        self.list.push(Origin::Suggestion(Box::new(found)));
        self.suggestions.insert(id.clone(), self.list.len() - 1);
        Ok(self.list.len() - 1)
    }

    async fn import(
        &mut self,
        review: &Review,
        guideline: &Guideline,
        number: u32,
    ) -> Result<usize, ReviewError> {
        let found = review.store.revision(&guideline.id, number).await?;
        let found = found.ok_or(ReviewError::NotFound)?;
        self.list.push(Origin::Import {
            revision: number,
            by: found.published_by,
            at: found.published_at,
        });
        Ok(self.list.len() - 1)
    }
}

impl Provenance {
    /// Whether what was done is on record at all; it is not backwards, nor over very many revisions.
    pub fn is_recorded(&self) -> bool {
        self.trace.is_some()
    }

    /// How finely to compare the two texts: where it is known whose a change is, it is not shown
    /// together with another's.
    pub fn detail(&self) -> Detail {
        if self.is_recorded() {
            Detail::Words
        } else {
            Detail::Reading
        }
    }

    /// Whose what the redline between the two texts shows is.
    pub fn authorship(&self, redline: &Redline<'_>) -> Authorship<'_> {
        let Some(trace) = &self.trace else {
            return Authorship::default();
        };
        let attribution = trace.attribute(redline);
        let words = attribution.credits.into_iter();
        let changes = attribution.changes.into_iter();
        let forms = attribution.forms.into_iter();
        Authorship {
            words: words
                .filter_map(|credit| Some((credit.clone(), self.origins.get(credit.who)?)))
                .collect(),
            changes: changes.map(|who| self.origins.get(who?)).collect(),
            forms: forms.map(|who| self.origins.get(who?)).collect(),
        }
    }
}

impl Origin {
    /// Under whose name the words stand.
    pub fn author(&self) -> &str {
        match self {
            Self::Suggestion(suggestion) => match &suggestion.written_by {
                Some(written) => &written.name,
                None => &suggestion.author.display_name,
            },
            Self::Import { by, .. } => by.as_ref().map_or("", |person| &person.display_name),
        }
    }

    /// When they were written.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Suggestion(suggestion) => {
                let written = suggestion.written_by.as_ref();
                let stated = written.and_then(|written| written.date);
                stated.unwrap_or(suggestion.edited_at.unwrap_or(suggestion.created_at))
            }
            Self::Import { at, .. } => *at,
        }
    }
}
