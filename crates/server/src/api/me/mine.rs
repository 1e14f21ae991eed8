use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{Path, Query},
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{ContributionJson, PageJson},
};

/// See what became of your comments and suggestions
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/mine", tag = "me",
    params(("slug" = String, Path), Stretch),
    responses((status = 200, body = PageJson<ContributionJson>)))]
pub(crate) async fn mine(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(stretch): Query<Stretch>,
) -> Result<Json<PageJson<ContributionJson>>, Problem> {
    let page = server.review.mine(&actor, &slug, &stretch.into()).await?;
    server.heavily(move || Json(PageJson::of(page))).await
}
