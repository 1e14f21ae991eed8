use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{Path, Query},
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{PageJson, RevisionJson},
};

/// List the revisions of a guideline, newest first
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/revisions", tag = "revisions",
    params(("slug" = String, Path), Stretch),
    responses((status = 200, body = PageJson<RevisionJson>)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(stretch): Query<Stretch>,
) -> Result<Json<PageJson<RevisionJson>>, Problem> {
    let page = server
        .review
        .revisions(&actor, &slug, &stretch.into())
        .await?;
    Ok(Json(PageJson::of(page)))
}
