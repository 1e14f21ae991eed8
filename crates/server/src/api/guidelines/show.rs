use axum::{Json, extract::State};

use crate::{access::Who, extract::Path, problem::Problem, state::Server, wire::GuidelineJson};

/// See a guideline
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}", tag = "guidelines",
    params(("slug" = String, Path)), responses((status = 200, body = GuidelineJson)))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
) -> Result<Json<GuidelineJson>, Problem> {
    let guideline = server.review.guideline(&actor, &slug).await?;
    Ok(Json(guideline.into()))
}
