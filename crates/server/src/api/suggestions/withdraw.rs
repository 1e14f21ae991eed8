use axum::{extract::State, http::StatusCode};

use crate::{access::Who, extract::Path, problem::Problem, state::Server};

/// Take an own suggestion back
///
/// It stays to be read, decided as withdrawn.
#[utoipa::path(delete, path = "/api/v1/suggestions/{id}", tag = "suggestions",
    params(("id" = String, Path)), responses((status = 204)))]
pub(crate) async fn withdraw(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    server
        .review
        .withdraw_suggestion(&actor, &id.into())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
