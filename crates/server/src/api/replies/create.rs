use axum::{Json, extract::State, http::StatusCode};

use crate::{
    access::Who,
    extract::Path,
    once::Once,
    problem::Problem,
    state::Server,
    wire::{ReplyJson, ReplyRequest},
};

/// Reply to a comment
#[utoipa::path(post, path = "/api/v1/comments/{id}/replies", tag = "comments",
    params(("id" = String, Path)), request_body = ReplyRequest,
    responses((status = 201, body = ReplyJson)))]
pub(crate) async fn create(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    once: Once<ReplyRequest>,
) -> Result<(StatusCode, Json<ReplyJson>), Problem> {
    let (comment, body) = (id.into(), once.wish.body);
    let reply = server
        .review
        .reply(&actor, &comment, body, once.key.as_ref());
    Ok((StatusCode::CREATED, Json(reply.await?.into())))
}
