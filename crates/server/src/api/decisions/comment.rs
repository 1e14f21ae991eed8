use axum::{Json, extract::State, http::StatusCode};

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{CommentJson, DecisionRequest},
};

/// Decide on a comment
///
/// In a guideline with two steps it is proposed and counts once another editor confirms it. What
/// was decided before is replaced only by who names it; once a later revision is published, it
/// stands.
#[utoipa::path(put, path = "/api/v1/comments/{id}/decision", tag = "decisions",
    params(("id" = String, Path)), request_body = DecisionRequest,
    responses((status = 200, body = CommentJson)))]
pub(crate) async fn decide(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(request): extract::Json<DecisionRequest>,
) -> Result<Json<CommentJson>, Problem> {
    let new = request.decision()?;
    let review = &server.review;
    let decided = review.decide_comment(&actor, &id.into(), new).await?;
    Ok(Json(decided.into()))
}

/// Confirm what another editor proposed to decide
#[utoipa::path(put, path = "/api/v1/comments/{id}/decision/confirmation", tag = "decisions",
    params(("id" = String, Path)), responses((status = 200, body = CommentJson)))]
pub(crate) async fn confirm(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<Json<CommentJson>, Problem> {
    let review = &server.review;
    let confirmed = review.confirm_comment_decision(&actor, &id.into()).await?;
    Ok(Json(confirmed.into()))
}

/// Undo the decision on a comment
#[utoipa::path(delete, path = "/api/v1/comments/{id}/decision", tag = "decisions",
    params(("id" = String, Path)), responses((status = 204)))]
pub(crate) async fn undo(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    server.review.undecide_comment(&actor, &id.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
