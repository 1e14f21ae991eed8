use axum::{Json, extract::State, http::StatusCode};

use crate::{
    access::Who,
    extract::{self, Path},
    once::Once,
    problem::Problem,
    state::Server,
    wire::{ReplyChange, ReplyJson, ReplyRequest},
};

/// Reply to a suggestion
#[utoipa::path(post, path = "/api/v1/suggestions/{id}/replies", tag = "suggestions",
    params(("id" = String, Path)), request_body = ReplyRequest,
    responses((status = 201, body = ReplyJson)))]
pub(crate) async fn reply(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    once: Once<ReplyRequest>,
) -> Result<(StatusCode, Json<ReplyJson>), Problem> {
    let (id, body) = (id.into(), once.wish.body);
    let reply = server
        .review
        .discuss_suggestion(&actor, &id, body, once.key.as_ref());
    Ok((StatusCode::CREATED, Json(reply.await?.into())))
}

/// Change a reply to a suggestion
#[utoipa::path(patch, path = "/api/v1/suggestions/{id}/replies/{reply_id}", tag = "suggestions",
    params(("id" = String, Path), ("reply_id" = String, Path)), request_body = ReplyChange,
    responses((status = 204)))]
pub(crate) async fn change(
    State(server): State<Server>,
    Who(actor): Who,
    Path((id, reply)): Path<(String, String)>,
    extract::Json(change): extract::Json<ReplyChange>,
) -> Result<StatusCode, Problem> {
    let (id, reply, body) = (id.into(), reply.into(), Some(change.body));
    server
        .review
        .edit_discussion(&actor, &id, &reply, body)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a reply to a suggestion back
#[utoipa::path(delete, path = "/api/v1/suggestions/{id}/replies/{reply_id}", tag = "suggestions",
    params(("id" = String, Path), ("reply_id" = String, Path)), responses((status = 204)))]
pub(crate) async fn remove(
    State(server): State<Server>,
    Who(actor): Who,
    Path((id, reply)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let (id, reply) = (id.into(), reply.into());
    server
        .review
        .edit_discussion(&actor, &id, &reply, None)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
