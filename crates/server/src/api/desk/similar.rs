use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
    wire::{AlikeJson, ProposedGroupJson},
};

/// What somebody is writing.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Writing {
    /// Up to 2,000 characters.
    text: String,
    /// On which block.
    block_id: Option<String>,
    /// Only among comments on the text in this language.
    language: Option<String>,
}

/// Find open comments that say much the same
///
/// While one writes: up to five, likest first.
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/similar", tag = "comments",
    params(("slug" = String, Path), Writing),
    responses((status = 200, body = Vec<AlikeJson>)))]
pub(crate) async fn similar(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(writing): Query<Writing>,
) -> Result<Json<Vec<AlikeJson>>, Problem> {
    let new = review::Unwritten {
        text: writing.text,
        block_id: writing.block_id.map(Into::into),
        language: writing.language,
    };
    let found = server.review.similar(&actor, &slug, &new).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// See which undecided comments could be put together
///
/// Those that say the same and belong to no group yet, the largest groups first.
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/groups/proposed", tag = "decisions",
    params(("slug" = String, Path)),
    responses((status = 200, body = Vec<ProposedGroupJson>)))]
pub(crate) async fn proposed(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
) -> Result<Json<Vec<ProposedGroupJson>>, Problem> {
    let found = server.review.proposed_groups(&actor, &slug).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}
