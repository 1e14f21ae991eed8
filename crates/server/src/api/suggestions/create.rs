use axum::{Json, extract::State, http::StatusCode};

use crate::{
    access::Who,
    extract::Path,
    once::Once,
    problem::Problem,
    state::Server,
    wire::{SuggestionJson, SuggestionRequest},
};

/// Propose wording
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/suggestions", tag = "suggestions",
    params(("slug" = String, Path)), request_body = SuggestionRequest,
    responses((status = 201, body = SuggestionJson)))]
pub(crate) async fn create(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    once: Once<SuggestionRequest>,
) -> Result<(StatusCode, Json<SuggestionJson>), Problem> {
    let (wish, key) = (once.wish.suggestion()?, once.key);
    let made = server
        .review
        .suggest(&actor, &slug, wish, key.as_ref())
        .await?;
    let json = server.heavily(move || Json(made.into())).await?;
    Ok((StatusCode::CREATED, json))
}
