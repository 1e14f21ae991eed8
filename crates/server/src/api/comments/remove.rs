use axum::{extract::State, http::StatusCode};

use crate::{access::Who, extract::Path, problem::Problem, state::Server};

/// Take a comment back
///
/// With replies it leaves an empty one, marked as deleted.
#[utoipa::path(delete, path = "/api/v1/comments/{id}", tag = "comments",
    params(("id" = String, Path)), responses((status = 204)))]
pub(crate) async fn remove(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    server.review.delete_comment(&actor, &id.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
