use axum::{Json, extract::State, http::StatusCode};
use review::ContributionId;

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{AnswerRequest, CommentJson, SuggestionJson},
};

/// Say what you think of the decision on your comment
#[utoipa::path(put, path = "/api/v1/comments/{id}/answer", tag = "decisions",
    params(("id" = String, Path)), request_body = AnswerRequest,
    responses((status = 200, body = CommentJson)))]
pub(crate) async fn to_comment(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(request): extract::Json<AnswerRequest>,
) -> Result<Json<CommentJson>, Problem> {
    let contribution = ContributionId::Comment(id.as_str().into());
    let (review, new) = (&server.review, Some(request.into()));
    review.answer_decision(&actor, &contribution, new).await?;
    let comment = review.comment(&actor, &id.into(), None).await?;
    Ok(Json(comment.into()))
}

/// Take back what you said to the decision on your comment
#[utoipa::path(delete, path = "/api/v1/comments/{id}/answer", tag = "decisions",
    params(("id" = String, Path)), responses((status = 204)))]
pub(crate) async fn back_from_comment(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    take_back(&server, &actor, ContributionId::Comment(id.into())).await
}

/// Say what you think of the decision on your suggestion
#[utoipa::path(put, path = "/api/v1/suggestions/{id}/answer", tag = "decisions",
    params(("id" = String, Path)), request_body = AnswerRequest,
    responses((status = 200, body = SuggestionJson)))]
pub(crate) async fn to_suggestion(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(request): extract::Json<AnswerRequest>,
) -> Result<Json<SuggestionJson>, Problem> {
    let contribution = ContributionId::Suggestion(id.as_str().into());
    let (review, new) = (&server.review, Some(request.into()));
    review.answer_decision(&actor, &contribution, new).await?;
    let found = review.suggestion(&actor, &id.into()).await?;
    server.heavily(move || Json(found.into())).await
}

/// Take back what you said to the decision on your suggestion
#[utoipa::path(delete, path = "/api/v1/suggestions/{id}/answer", tag = "decisions",
    params(("id" = String, Path)), responses((status = 204)))]
pub(crate) async fn back_from_suggestion(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    take_back(&server, &actor, ContributionId::Suggestion(id.into())).await
}

async fn take_back(
    server: &Server,
    actor: &review::Actor,
    id: ContributionId,
) -> Result<StatusCode, Problem> {
    server.review.answer_decision(actor, &id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
