use axum::{extract::State, http::StatusCode};

use crate::{access::Who, extract::Path, problem::Problem, state::Server};

/// Take a reply back
#[utoipa::path(delete, path = "/api/v1/comments/{id}/replies/{reply_id}", tag = "comments",
    params(("id" = String, Path), ("reply_id" = String, Path)), responses((status = 204)))]
pub(crate) async fn remove(
    State(server): State<Server>,
    Who(actor): Who,
    Path((id, reply)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let (id, reply) = (id.into(), reply.into());
    server.review.delete_reply(&actor, &id, &reply).await?;
    Ok(StatusCode::NO_CONTENT)
}
