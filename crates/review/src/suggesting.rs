//! Suggestions: read.

use std::{collections::HashMap, sync::Arc};

use document::Document;
use merge::Carried;

use crate::{
    Action, Actor, Guideline, Page, PageRequest, Review, ReviewError, Suggestion, SuggestionFilter,
    SuggestionId, SuggestionQuery, page::place_in_list, review::unless_unavailable,
};

/// A suggestion and the text that it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestionInText {
    /// The suggestion.
    pub suggestion: Suggestion,
    /// The text of its revision, in its language.
    pub text: Arc<Document>,
    /// The guideline's terms that count as one word.
    pub glossary: Arc<[String]>,
    /// How it fares in the text that was asked about, while it is not decided.
    pub carried: Option<Carried>,
}

/// In which text it is asked how suggestions fare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// That of this revision.
    Revision(u32),
    /// The draft; only editors see it.
    Draft,
}

impl Review {
    /// The suggestions of a guideline that fit the filter, in the order of their coming.
    pub async fn suggestions(
        &self,
        actor: &Actor,
        slug: &str,
        filter: &SuggestionFilter,
        target: Option<Target>,
        page: &PageRequest,
    ) -> Result<Page<SuggestionInText>, ReviewError> {
        let after = place_in_list(page)?.unwrap_or(0);
        let action = match target {
            Some(Target::Draft) => Action::Decide,
            _ => Action::Read,
        };
        let access = self.access(actor, slug, action).await?;
        let query = SuggestionQuery {
            guideline: &access.guideline.id,
            viewer: actor.person(),
            filter,
            after,
            limit: page.size() + 1,
        };
        let found = self.store.suggestions(query).await?;
        let found = Page::cut(found, page.size(), |(place, _)| place.to_string());
        let (items, next_cursor) = (found.items, found.next_cursor);
        let suggestions = items
            .into_iter()
            .map(|(_, suggestion)| suggestion)
            .collect();
        let mut items = self.in_their_texts(&access.guideline, suggestions).await?;
        if let Some(target) = target {
            items = self.fare(&access.guideline, target, items).await?;
        }
        Ok(Page { items, next_cursor })
    }

    /// How each suggestion fares in the text of its language.
    async fn fare(
        &self,
        guideline: &Guideline,
        target: Target,
        items: Vec<SuggestionInText>,
    ) -> Result<Vec<SuggestionInText>, ReviewError> {
        let mut texts: HashMap<String, Arc<Document>> = HashMap::new();
        let mut carried = Vec::with_capacity(items.len());
        for item in items {
            let language = item.suggestion.language.clone();
            if !texts.contains_key(&language) {
                let text = match target {
                    Target::Draft => {
                        let draft = self.current_draft(guideline, &language).await?;
                        Arc::clone(&draft.document)
                    }
                    Target::Revision(number) => {
                        self.written_in(guideline, number, &language).await?
                    }
                };
                texts.insert(language.clone(), text);
            }
            let text = texts.get(&language).cloned().unwrap_or_default();
            carried.extend(self.carried(text, vec![item]).await?);
        }
        Ok(carried)
    }

    /// One suggestion.
    pub async fn suggestion(
        &self,
        actor: &Actor,
        id: &SuggestionId,
    ) -> Result<SuggestionInText, ReviewError> {
        let found = self.store.suggestion(id, actor.person()).await?;
        let suggestion = found.ok_or(ReviewError::NotFound)?;
        let access = self
            .access(actor, &suggestion.guideline, Action::Read)
            .await;
        let access = access.map_err(unless_unavailable)?;
        let found = self
            .in_their_texts(&access.guideline, vec![suggestion])
            .await?;
        found.into_iter().next().ok_or(ReviewError::NotFound)
    }

    /// Suggestions with the texts that they are about.
    pub async fn in_their_texts(
        &self,
        guideline: &Guideline,
        suggestions: Vec<Suggestion>,
    ) -> Result<Vec<SuggestionInText>, ReviewError> {
        let glossary: Arc<[String]> = guideline.glossary.clone().into();
        let mut found = Vec::with_capacity(suggestions.len());
        for suggestion in suggestions {
            found.push(SuggestionInText {
                text: self.origin(guideline, &suggestion).await?,
                suggestion,
                glossary: Arc::clone(&glossary),
                carried: None,
            });
        }
        Ok(found)
    }
}
