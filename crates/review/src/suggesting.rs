//! Suggestions: read.

use std::sync::Arc;

use document::Document;

use crate::{
    Action, Actor, Page, PageRequest, Review, ReviewError, Suggestion, SuggestionFilter,
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
}

impl Review {
    /// The suggestions of a guideline that fit the filter, in the order of their coming.
    pub async fn suggestions(
        &self,
        actor: &Actor,
        slug: &str,
        filter: &SuggestionFilter,
        page: &PageRequest,
    ) -> Result<Page<SuggestionInText>, ReviewError> {
        let after = place_in_list(page)?.unwrap_or(0);
        let access = self.access(actor, slug, Action::Read).await?;
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
        let items = self.in_their_texts(&access.guideline, suggestions).await?;
        Ok(Page { items, next_cursor })
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
        guideline: &crate::Guideline,
        suggestions: Vec<Suggestion>,
    ) -> Result<Vec<SuggestionInText>, ReviewError> {
        let glossary: Arc<[String]> = guideline.glossary.clone().into();
        let mut found = Vec::with_capacity(suggestions.len());
        for suggestion in suggestions {
            let language = &suggestion.language;
            let text = self
                .document(guideline, suggestion.revision, language)
                .await?;
            found.push(SuggestionInText {
                text: text.unwrap_or_default(),
                suggestion,
                glossary: Arc::clone(&glossary),
            });
        }
        Ok(found)
    }
}
