use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::Query,
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{ListedGuidelineJson, PageJson},
};

/// List the guidelines that one may read
///
/// Each with the revision of it that one last read.
#[utoipa::path(get, path = "/api/v1/guidelines", tag = "guidelines", params(Stretch),
    responses((status = 200, body = PageJson<ListedGuidelineJson>)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Query(stretch): Query<Stretch>,
) -> Result<Json<PageJson<ListedGuidelineJson>>, Problem> {
    let page = server.review.guidelines(&actor, &stretch.into()).await?;
    Ok(Json(PageJson::of(page)))
}
