use axum::{Json, extract::State, http::StatusCode};
use review::ContributionId;

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{AssignmentRequest, CommentJson, SuggestionJson},
};

/// Say who is to decide on a comment
#[utoipa::path(put, path = "/api/v1/comments/{id}/assignment", tag = "decisions",
    params(("id" = String, Path)), request_body = AssignmentRequest,
    responses((status = 200, body = CommentJson)))]
pub(crate) async fn comment(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(request): extract::Json<AssignmentRequest>,
) -> Result<Json<CommentJson>, Problem> {
    let contribution = ContributionId::Comment(id.as_str().into());
    let (review, new) = (&server.review, Some(request.assignment()?));
    review.assign(&actor, &contribution, new).await?;
    let comment = review.comment(&actor, &id.into(), None).await?;
    Ok(Json(comment.into()))
}

/// Leave a comment to all editors
#[utoipa::path(delete, path = "/api/v1/comments/{id}/assignment", tag = "decisions",
    params(("id" = String, Path)), responses((status = 204)))]
pub(crate) async fn release_comment(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    release(&server, &actor, ContributionId::Comment(id.into())).await
}

/// Say who is to decide on a suggestion
#[utoipa::path(put, path = "/api/v1/suggestions/{id}/assignment", tag = "decisions",
    params(("id" = String, Path)), request_body = AssignmentRequest,
    responses((status = 200, body = SuggestionJson)))]
pub(crate) async fn suggestion(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(request): extract::Json<AssignmentRequest>,
) -> Result<Json<SuggestionJson>, Problem> {
    let contribution = ContributionId::Suggestion(id.as_str().into());
    let (review, new) = (&server.review, Some(request.assignment()?));
    review.assign(&actor, &contribution, new).await?;
    let found = review.suggestion(&actor, &id.into()).await?;
    server.heavily(move || Json(found.into())).await
}

/// Leave a suggestion to all editors
#[utoipa::path(delete, path = "/api/v1/suggestions/{id}/assignment", tag = "decisions",
    params(("id" = String, Path)), responses((status = 204)))]
pub(crate) async fn release_suggestion(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    release(&server, &actor, ContributionId::Suggestion(id.into())).await
}

async fn release(
    server: &Server,
    actor: &review::Actor,
    id: ContributionId,
) -> Result<StatusCode, Problem> {
    server.review.assign(actor, &id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
