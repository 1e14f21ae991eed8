use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::Query,
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{GuidelineJson, PageJson},
};

/// List the guidelines that one may read
#[utoipa::path(get, path = "/api/v1/guidelines", tag = "guidelines", params(Stretch),
    responses((status = 200, body = PageJson<GuidelineJson>)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Query(stretch): Query<Stretch>,
) -> Result<Json<PageJson<GuidelineJson>>, Problem> {
    let page = server.review.guidelines(&actor, &stretch.into()).await?;
    Ok(Json(PageJson::of(page)))
}
