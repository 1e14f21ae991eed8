use axum::{Json, extract::State};
use review::{SuggestionFilter, Target};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    extract::{Path, Query},
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{Outcome, PageJson, Status, SuggestionJson},
};

/// Which suggestions; what is left out does not matter.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Those made on this revision.
    revision: Option<u32>,
    /// Those that change this block, or add something behind it.
    block_id: Option<String>,
    /// Those by this person, by the person's id.
    author: Option<String>,
    /// Those by people of this organisation, by its id.
    organisation: Option<String>,
    status: Option<Status>,
    /// Those decided in this way.
    outcome: Option<Outcome>,
    /// Those that this editor is to decide, by the person's id.
    assignee: Option<String>,
    /// Those bearing this tag.
    tag: Option<String>,
    /// Those to the text in this language.
    language: Option<String>,
    /// Says of each that is not decided how it fares in this revision, by number, or in the
    /// `draft`.
    within: Option<String>,
}

/// List the suggestions to a guideline
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/suggestions", tag = "suggestions",
    params(("slug" = String, Path), Which, Stretch),
    responses((status = 200, body = PageJson<SuggestionJson>)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(which): Query<Which>,
    Query(stretch): Query<Stretch>,
) -> Result<Json<PageJson<SuggestionJson>>, Problem> {
    let target = which.within.as_deref().map(target).transpose()?;
    let (filter, stretch) = (which.into(), stretch.into());
    let page = server
        .review
        .suggestions(&actor, &slug, &filter, target, &stretch)
        .await?;
    let compared = move || Json(PageJson::of(page));
    server.heavily(compared).await
}

fn target(within: &str) -> Result<Target, Problem> {
    if within == "draft" {
        return Ok(Target::Draft);
    }
    let number = within.parse().map(Target::Revision);
    number.map_err(|_| Problem::invalid("within", "is the number of a revision, or draft"))
}

impl From<Which> for SuggestionFilter {
    fn from(which: Which) -> Self {
        Self {
            revision: which.revision,
            block_id: which.block_id.map(Into::into),
            author: which.author.map(Into::into),
            organisation: which.organisation.map(Into::into),
            status: which.status.map(Into::into),
            outcome: which.outcome.map(Into::into),
            assignee: which.assignee.map(Into::into),
            tag: which.tag,
            language: which.language,
        }
    }
}
