use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{SuggestionChange, SuggestionJson},
};

/// Change an own suggestion while it is open
#[utoipa::path(patch, path = "/api/v1/suggestions/{id}", tag = "suggestions",
    params(("id" = String, Path)), request_body = SuggestionChange,
    responses((status = 200, body = SuggestionJson)))]
pub(crate) async fn change(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(change): extract::Json<SuggestionChange>,
) -> Result<Json<SuggestionJson>, Problem> {
    let patch = change.patch()?;
    let changed = server
        .review
        .edit_suggestion(&actor, &id.into(), patch)
        .await?;
    server.heavily(move || Json(changed.into())).await
}
