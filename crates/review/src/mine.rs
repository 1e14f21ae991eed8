//! What became of what a person said.

use crate::{
    Action, Actor, Comment, CommentFilter, CommentQuery, Page, PageRequest, Review, ReviewError,
    SuggestionFilter, SuggestionInText, SuggestionQuery, last_read::reader, page::place_in_list,
};

/// Something that a person said.
#[derive(Debug, Clone, PartialEq)]
pub enum Contribution {
    /// A comment, with its place in the latest revision.
    Comment(Box<Comment>),
    /// A suggestion.
    Suggestion(Box<SuggestionInText>),
}

impl Review {
    /// The actor's own comments and suggestions, in the order of their coming.
    pub async fn mine(
        &self,
        actor: &Actor,
        slug: &str,
        page: &PageRequest,
    ) -> Result<Page<Contribution>, ReviewError> {
        let after = place_in_list(page)?.unwrap_or(0);
        let author = reader(actor)?;
        let access = self.access(actor, slug, Action::Read).await?;
        let guideline = &access.guideline;
        if let Some(latest) = guideline.latest_revision {
            self.ensure_placed(guideline, latest).await?;
        }
        let (guideline, limit) = (&guideline.id, page.size() + 1);
        let viewer = Some(author);
        let filter = CommentFilter {
            revision: access.guideline.latest_revision,
            author: Some(author.clone()),
            ..CommentFilter::default()
        };
        let comments = self.store.comments(CommentQuery {
            guideline,
            viewer,
            filter: &filter,
            after,
            limit,
        });
        let comments = comments.await?;
        let filter = SuggestionFilter {
            author: Some(author.clone()),
            ..SuggestionFilter::default()
        };
        let suggestions = self.store.suggestions(SuggestionQuery {
            guideline,
            viewer,
            filter: &filter,
            after,
            limit,
        });
        let (places, suggestions): (Vec<u64>, Vec<_>) = suggestions.await?.into_iter().unzip();
        let suggestions = self.in_their_texts(&access.guideline, suggestions).await?;
        let suggestions = places.into_iter().zip(suggestions);
        let suggestions = suggestions
            .map(|(place, suggestion)| (place, Contribution::Suggestion(suggestion.into())));
        let comments = comments
            .into_iter()
            .map(|(place, comment)| (place, Contribution::Comment(comment.into())));
        let mut all: Vec<_> = comments.chain(suggestions).collect();
        all.sort_by_key(|(place, _)| *place);
        let found = Page::cut(all, page.size(), |(place, _)| place.to_string());
        Ok(found.map(|(_, contribution)| contribution))
    }
}
