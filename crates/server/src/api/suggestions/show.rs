use axum::{Json, extract::State};

use crate::{access::Who, extract::Path, problem::Problem, state::Server, wire::SuggestionJson};

/// See a suggestion
#[utoipa::path(get, path = "/api/v1/suggestions/{id}", tag = "suggestions",
    params(("id" = String, Path)), responses((status = 200, body = SuggestionJson)))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<Json<SuggestionJson>, Problem> {
    let found = server.review.suggestion(&actor, &id.into()).await?;
    server.heavily(move || Json(found.into())).await
}
