//! Comment tables and annotations come in: remarks as comments, changes as suggestions, in one
//! commit. What was here already is known by its id, by what files brought before, or by its words
//! at its place; on what is known, decisions that the file holds are taken over where that is asked.

mod brought;
mod known;
mod settling;
mod sorting;
mod unkept;
mod wording;

use std::{collections::HashMap, sync::Arc};

use document::Document;

pub use brought::{
    Became, BecameWhat, Brought, BroughtDecision, BroughtIn, BroughtItem, BroughtReply,
    BroughtWords, UnkeptReply,
};

use crate::{
    Action, Actor, CommentFilter, CommentQuery, Idempotency, Review, ReviewError, Subject,
    SuggestionFilter, SuggestionQuery,
    intake::Intake,
    may,
    review::{Access, Setback, insist, permit},
};
use known::Known;
use sorting::Sorting;

/// So many are taken from one file.
const MOST: usize = 5_000;
/// More than a guideline has of anything.
const ALL: usize = 1 << 30;

impl Review {
    /// Takes in what a file brings. Decisions in it are taken over only where that is asked, which
    /// only who decides may.
    pub async fn bring(
        &self,
        actor: &Actor,
        slug: &str,
        brought: &Brought,
        once: Option<&Idempotency>,
    ) -> Result<BroughtIn, ReviewError> {
        let count = brought.items.len();
        if count > MOST {
            let what = format!("has {count} comments, more than {MOST}");
            return Err(ReviewError::invalid("file", what));
        }
        insist(|| self.try_bring(actor, slug, brought, once)).await
    }

    async fn try_bring(
        &self,
        actor: &Actor,
        slug: &str,
        brought: &Brought,
        once: Option<&Idempotency>,
    ) -> Result<BroughtIn, Setback> {
        let access = self.access(actor, slug, Action::Suggest).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        if brought.decisions {
            let subject = Subject::Guideline {
                visibility: access.guideline.visibility,
                role: access.membership,
            };
            permit(may(actor, Action::Decide, subject))?;
        }
        let author = self.author(actor).await?;
        let texts = self.texts_of(&access, brought).await?;
        let known = self.known(&access).await?;
        let intake = Intake::new(self, actor, &access, author);
        let mut sorting = Sorting::new(intake, known, brought.decisions);
        let items = brought.items.iter();
        let items = items.map(|item| sorting.item(item, brought.revision, &texts));
        let mut answer = BroughtIn {
            items: items.collect(),
        };
        let sorted = sorting.sorted();
        let mut commit = self
            .settled(actor, &access, brought, sorted, &mut answer)
            .await?;
        commit.receipt = self.receipt(actor, once, &answer)?;
        if commit.receipt.is_some() || !commit.changes.is_empty() {
            self.store.commit(commit).await?;
        }
        Ok(answer)
    }

    async fn texts_of(
        &self,
        access: &Access,
        brought: &Brought,
    ) -> Result<HashMap<String, Arc<Document>>, ReviewError> {
        let mut texts = HashMap::new();
        for item in &brought.items {
            if !texts.contains_key(&item.language) {
                let language = &item.language;
                let text = self.written_in(&access.guideline, brought.revision, language);
                texts.insert(language.clone(), text.await?);
            }
        }
        Ok(texts)
    }

    /// Everything that is here.
    async fn known(&self, access: &Access) -> Result<Known, ReviewError> {
        let guideline = &access.guideline.id;
        let (any, every) = (CommentFilter::default(), SuggestionFilter::default());
        let comments = self.store.comments(CommentQuery {
            guideline,
            viewer: None,
            filter: &any,
            after: 0,
            limit: ALL,
        });
        let suggestions = self.store.suggestions(SuggestionQuery {
            guideline,
            viewer: None,
            filter: &every,
            after: 0,
            limit: ALL,
        });
        let comments = comments.await?.into_iter().map(|(_, it)| it).collect();
        let suggestions = suggestions.await?.into_iter().map(|(_, it)| it).collect();
        let imports = self.store.imports(guideline).await?.into_iter().collect();
        Ok(Known::new(comments, suggestions, imports))
    }
}
