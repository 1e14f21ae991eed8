use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
    wire::CommentJson,
};

/// As seen from where.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// Gives the comment's placement in this revision.
    revision: Option<u32>,
}

/// See a comment
#[utoipa::path(get, path = "/api/v1/comments/{id}", tag = "comments",
    params(("id" = String, Path), Where), responses((status = 200, body = CommentJson)))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    Query(from): Query<Where>,
) -> Result<Json<CommentJson>, Problem> {
    let comment = server
        .review
        .comment(&actor, &id.into(), from.revision)
        .await?;
    Ok(Json(comment.into()))
}
