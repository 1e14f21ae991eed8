use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{RulingRequest, SuggestionJson},
};

/// Decide on a suggestion
///
/// What is accepted goes into the draft by three-way merge. Where that cannot be, 409 brings the
/// `conflict`: for each block the base, the draft and the proposal, and `with`, the accepted
/// suggestions that were there before.
#[utoipa::path(put, path = "/api/v1/suggestions/{id}/decision", tag = "suggestions",
    params(("id" = String, Path)), request_body = RulingRequest,
    responses((status = 200, body = SuggestionJson)))]
pub(crate) async fn decide(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(ruling): extract::Json<RulingRequest>,
) -> Result<Json<SuggestionJson>, Problem> {
    let decided = server
        .review
        .decide_suggestion(&actor, &id.into(), ruling.ruling()?)
        .await?;
    server.heavily(move || Json(decided.into())).await
}

/// Undo the decision on a suggestion
///
/// Until a revision is published with it. What it superseded is open again.
#[utoipa::path(delete, path = "/api/v1/suggestions/{id}/decision", tag = "suggestions",
    params(("id" = String, Path)), responses((status = 200, body = SuggestionJson)))]
pub(crate) async fn undo(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<Json<SuggestionJson>, Problem> {
    let open = server
        .review
        .undo_suggestion_decision(&actor, &id.into())
        .await?;
    server.heavily(move || Json(open.into())).await
}

/// Confirm what another editor proposed to decide on a suggestion
#[utoipa::path(put, path = "/api/v1/suggestions/{id}/decision/confirmation", tag = "suggestions",
    params(("id" = String, Path)), responses((status = 200, body = SuggestionJson)))]
pub(crate) async fn confirm(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<Json<SuggestionJson>, Problem> {
    let decided = server
        .review
        .confirm_suggestion_decision(&actor, &id.into())
        .await?;
    server.heavily(move || Json(decided.into())).await
}
