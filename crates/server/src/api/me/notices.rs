use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{self, Query},
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{NoticesJson, ReadRequest, UnreadJson, moment},
};

/// See what you were told
///
/// What happened to your comments and suggestions, what you are to decide, and what authors
/// answered to your decisions.
#[utoipa::path(get, path = "/api/v1/me/notices", tag = "me", params(Stretch),
    responses((status = 200, body = NoticesJson)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Query(stretch): Query<Stretch>,
) -> Result<Json<NoticesJson>, Problem> {
    let notices = server.review.notices(&actor, &stretch.into()).await?;
    Ok(Json(notices.into()))
}

/// Say up to when you have read what you were told
#[utoipa::path(put, path = "/api/v1/me/notices/read", tag = "me", request_body = ReadRequest,
    responses((status = 200, body = UnreadJson)))]
pub(crate) async fn read(
    State(server): State<Server>,
    Who(actor): Who,
    extract::Json(request): extract::Json<ReadRequest>,
) -> Result<Json<UnreadJson>, Problem> {
    let until = moment("until", Some(request.until))?.unwrap_or(server.now());
    let unread = server.review.read_notices(&actor, until).await?;
    Ok(Json(UnreadJson { unread }))
}
