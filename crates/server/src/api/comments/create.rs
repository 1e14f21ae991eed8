use axum::{Json, extract::State, http::StatusCode};

use crate::{
    access::Who,
    extract::Path,
    once::Once,
    problem::Problem,
    state::Server,
    wire::{CommentJson, CommentRequest},
};

/// Comment on a guideline
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/comments", tag = "comments",
    params(("slug" = String, Path)), request_body = CommentRequest,
    responses((status = 201, body = CommentJson)))]
pub(crate) async fn create(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    once: Once<CommentRequest>,
) -> Result<(StatusCode, Json<CommentJson>), Problem> {
    let wish = once.wish.into();
    let comment = server
        .review
        .add_comment(&actor, &slug, wish, once.key.as_ref());
    Ok((StatusCode::CREATED, Json(comment.await?.into())))
}
