use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::ReadingJson,
};

/// See which revision you last read
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/reading", tag = "me",
    params(("slug" = String, Path)), responses((status = 200, body = ReadingJson)))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
) -> Result<Json<ReadingJson>, Problem> {
    let revision = server.review.last_read(&actor, &slug).await?;
    Ok(Json(ReadingJson { revision }))
}

/// Say which revision you have read
#[utoipa::path(put, path = "/api/v1/guidelines/{slug}/reading", tag = "me",
    params(("slug" = String, Path)), request_body = ReadingJson,
    responses((status = 200, body = ReadingJson)))]
pub(crate) async fn set(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    extract::Json(request): extract::Json<ReadingJson>,
) -> Result<Json<ReadingJson>, Problem> {
    let revision = request.revision.unwrap_or(0);
    let review = &server.review;
    review.set_last_read(&actor, &slug, revision).await?;
    Ok(Json(request))
}
