use axum::{Json, extract::State};

use crate::{access::Who, extract::Path, problem::Problem, state::Server, wire::SupportJson};

/// No longer support a comment
#[utoipa::path(delete, path = "/api/v1/comments/{id}/support", tag = "comments",
    params(("id" = String, Path)), responses((status = 200, body = SupportJson)))]
pub(crate) async fn withdraw(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<Json<SupportJson>, Problem> {
    let support = server.review.support(&actor, &id.into(), false).await?;
    Ok(Json(support.into()))
}
