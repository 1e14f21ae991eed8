//! Everything that a table or a list of annotations is about.

use std::collections::HashMap;

use review::{
    Actor, Comment, CommentFilter, PageRequest, RevisionText, SuggestionFilter, SuggestionInText,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{problem::Problem, state::Server};

/// Of what the rows are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Comments and suggestions.
    #[default]
    All,
    /// Comments alone.
    Comments,
    /// Suggestions alone.
    Suggestions,
}

/// What was found, and the texts that it stands in.
pub(crate) struct Gathered {
    /// The revision's text in the guideline's language.
    pub(crate) main: RevisionText,
    /// Its texts by language.
    pub(crate) texts: HashMap<String, RevisionText>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) suggestions: Vec<SuggestionInText>,
}

/// Loads all comments and suggestions that fit, placed in the revision of the filter, else in the
/// latest.
pub(crate) async fn gather(
    server: &Server,
    actor: &Actor,
    slug: &str,
    mut filter: CommentFilter,
    of: Of,
) -> Result<Gathered, Problem> {
    let review = &server.review;
    let main = match filter.revision {
        Some(number) => review.revision(actor, slug, number, None).await?,
        None => review.latest(actor, slug, None).await?,
    };
    filter.revision = Some(main.revision.number);
    let comments = match of {
        Of::Suggestions => Vec::new(),
        _ => comments(server, actor, slug, &filter).await?,
    };
    let suggestions = match of {
        Of::Comments => Vec::new(),
        _ => suggestions(server, actor, slug, &filter).await?,
    };
    let mut texts = HashMap::new();
    for language in &main.revision.languages {
        let number = main.revision.number;
        let text = review.revision(actor, slug, number, Some(language)).await?;
        texts.insert(language.clone(), text);
    }
    Ok(Gathered {
        main,
        texts,
        comments,
        suggestions,
    })
}

async fn comments(
    server: &Server,
    actor: &Actor,
    slug: &str,
    filter: &CommentFilter,
) -> Result<Vec<Comment>, Problem> {
    let mut stretch = whole_pages();
    let mut found = Vec::new();
    loop {
        let page = server.review.comments(actor, slug, filter, &stretch);
        let page = page.await?;
        found.extend(page.items.into_iter().filter(|comment| !comment.deleted));
        stretch.cursor = page.next_cursor;
        if stretch.cursor.is_none() {
            return Ok(found);
        }
    }
}

/// Suggestions have no kind and belong to no group: who asks for either asks for comments.
async fn suggestions(
    server: &Server,
    actor: &Actor,
    slug: &str,
    filter: &CommentFilter,
) -> Result<Vec<SuggestionInText>, Problem> {
    if filter.kind.is_some() || filter.group.is_some() {
        return Ok(Vec::new());
    }
    let which = SuggestionFilter {
        revision: None,
        block_id: filter.block_id.clone(),
        author: filter.author.clone(),
        organisation: filter.organisation.clone(),
        status: filter.status,
        outcome: filter.outcome,
        assignee: filter.assignee.clone(),
        tag: filter.tag.clone(),
        language: None,
    };
    let mut stretch = whole_pages();
    let mut found = Vec::new();
    loop {
        let page = server
            .review
            .suggestions(actor, slug, &which, None, &stretch);
        let page = page.await?;
        found.extend(page.items.into_iter().filter(|it| fits(it, filter)));
        stretch.cursor = page.next_cursor;
        if stretch.cursor.is_none() {
            return Ok(found);
        }
    }
}

/// What the list of suggestions cannot be asked for.
fn fits(found: &SuggestionInText, filter: &CommentFilter) -> bool {
    let suggestion = &found.suggestion;
    let decision = suggestion.handling.decision.as_ref();
    let answer = decision.and_then(|decision| decision.answer.as_ref());
    let satisfied = filter
        .satisfied
        .is_none_or(|wanted| answer.is_some_and(|answer| answer.satisfied == wanted));
    let made = filter
        .revision
        .is_none_or(|number| suggestion.revision <= number);
    let says = filter.q.as_ref().is_none_or(|q| {
        let q = q.to_lowercase();
        let proposals = suggestion.parts.iter().flat_map(|part| &part.proposal);
        let texts = proposals.map(|block| block.text.as_str());
        texts
            .chain([suggestion.rationale.as_str()])
            .any(|text| text.to_lowercase().contains(&q))
    });
    satisfied && made && says
}

fn whole_pages() -> PageRequest {
    PageRequest {
        limit: PageRequest::MOST,
        cursor: None,
    }
}
