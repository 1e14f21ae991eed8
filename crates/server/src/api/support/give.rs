use axum::{Json, extract::State};

use crate::{access::Who, extract::Path, problem::Problem, state::Server, wire::SupportJson};

/// Support a comment
#[utoipa::path(put, path = "/api/v1/comments/{id}/support", tag = "comments",
    params(("id" = String, Path)), responses((status = 200, body = SupportJson)))]
pub(crate) async fn give(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<Json<SupportJson>, Problem> {
    let support = server.review.support(&actor, &id.into(), true).await?;
    Ok(Json(support.into()))
}
