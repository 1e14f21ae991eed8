use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    extract::{Path, Query},
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{DisputeJson, PageJson},
};

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// The guideline's if left out.
    language: Option<String>,
}

/// List where pending proposals collide
///
/// In reading order. Deciding one with `supersedes` decides the others.
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/conflicts", tag = "suggestions",
    params(("slug" = String, Path), How, Stretch),
    responses((status = 200, body = PageJson<DisputeJson>)))]
pub(crate) async fn conflicts(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(how): Query<How>,
    Query(stretch): Query<Stretch>,
) -> Result<Json<PageJson<DisputeJson>>, Problem> {
    let (language, stretch) = (how.language, stretch.into());
    let page = server
        .review
        .disputes(&actor, &slug, language.as_deref(), &stretch)
        .await?;
    server.heavily(move || Json(PageJson::of(page))).await
}
