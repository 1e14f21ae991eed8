use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{Path, Query},
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{MemberJson, PageJson},
};

/// List the members of a guideline
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/members", tag = "members",
    params(("slug" = String, Path), Stretch),
    responses((status = 200, body = PageJson<MemberJson>)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(stretch): Query<Stretch>,
) -> Result<Json<PageJson<MemberJson>>, Problem> {
    let page = server
        .review
        .members(&actor, &slug, &stretch.into())
        .await?;
    Ok(Json(PageJson::of(page)))
}
