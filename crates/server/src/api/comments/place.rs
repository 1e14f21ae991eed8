use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{CommentJson, PlacementRequest},
};

/// Say where a comment stands in a revision
///
/// Confirms a placement, or re-attaches a comment that lost its place.
#[utoipa::path(put, path = "/api/v1/comments/{id}/placement", tag = "comments",
    params(("id" = String, Path)), request_body = PlacementRequest,
    responses((status = 200, body = CommentJson)))]
pub(crate) async fn place(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(request): extract::Json<PlacementRequest>,
) -> Result<Json<CommentJson>, Problem> {
    let placed = server
        .review
        .place_comment(&actor, &id.into(), request.into())
        .await?;
    Ok(Json(placed.into()))
}
