use axum::{Json, extract::State};

use crate::{access::Who, extract::Path, problem::Problem, state::Server, wire::SupportJson};

/// Support a suggestion
#[utoipa::path(put, path = "/api/v1/suggestions/{id}/support", tag = "suggestions",
    params(("id" = String, Path)), responses((status = 200, body = SupportJson)))]
pub(crate) async fn give(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<Json<SupportJson>, Problem> {
    let id = id.into();
    let support = server.review.support_suggestion(&actor, &id, true);
    Ok(Json(support.await?.into()))
}

/// No longer support a suggestion
#[utoipa::path(delete, path = "/api/v1/suggestions/{id}/support", tag = "suggestions",
    params(("id" = String, Path)), responses((status = 200, body = SupportJson)))]
pub(crate) async fn withdraw(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<Json<SupportJson>, Problem> {
    let id = id.into();
    let support = server.review.support_suggestion(&actor, &id, false);
    Ok(Json(support.await?.into()))
}
