use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{CommentChange, CommentJson},
};

/// Change a comment
#[utoipa::path(patch, path = "/api/v1/comments/{id}", tag = "comments",
    params(("id" = String, Path)), request_body = CommentChange,
    responses((status = 200, body = CommentJson)))]
pub(crate) async fn change(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(change): extract::Json<CommentChange>,
) -> Result<Json<CommentJson>, Problem> {
    let changed = server
        .review
        .edit_comment(&actor, &id.into(), change.into())
        .await?;
    Ok(Json(changed.into()))
}
