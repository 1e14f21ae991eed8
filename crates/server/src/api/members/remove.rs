use axum::{extract::State, http::StatusCode};

use crate::{access::Who, extract::Path, problem::Problem, state::Server};

/// End a membership
#[utoipa::path(delete, path = "/api/v1/guidelines/{slug}/members/{user_id}", tag = "members",
    params(("slug" = String, Path), ("user_id" = String, Path)), responses((status = 204)))]
pub(crate) async fn remove(
    State(server): State<Server>,
    Who(actor): Who,
    Path((slug, user_id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let person = user_id.into();
    server.review.remove_member(&actor, &slug, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}
