use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{ReplyChange, ReplyJson},
};

/// Change a reply
#[utoipa::path(patch, path = "/api/v1/comments/{id}/replies/{reply_id}", tag = "comments",
    params(("id" = String, Path), ("reply_id" = String, Path)), request_body = ReplyChange,
    responses((status = 200, body = ReplyJson)))]
pub(crate) async fn change(
    State(server): State<Server>,
    Who(actor): Who,
    Path((id, reply)): Path<(String, String)>,
    extract::Json(change): extract::Json<ReplyChange>,
) -> Result<Json<ReplyJson>, Problem> {
    let (id, reply) = (id.into(), reply.into());
    let changed = server
        .review
        .edit_reply(&actor, &id, &reply, change.body)
        .await?;
    Ok(Json(changed.into()))
}
