use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};

use super::{etag, seen};
use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{DraftChange, DraftedJson},
};

/// Add, remove, move or edit blocks of the draft
///
/// The change becomes a suggestion that is accepted at once. Needs `If-Match`, as an edit does.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/draft/changes", tag = "draft",
    params(("slug" = String, Path), ("If-Match" = String, Header)),
    request_body = DraftChange, responses((status = 201, body = DraftedJson)))]
pub(crate) async fn change(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    headers: HeaderMap,
    extract::Json(change): extract::Json<DraftChange>,
) -> Result<impl IntoResponse, Problem> {
    let edit = change.edit(seen(&headers)?)?;
    let drafted = server.review.edit_draft(&actor, &slug, edit).await?;
    let tag = etag(&drafted.draft.tag());
    Ok((StatusCode::CREATED, tag, Json(DraftedJson::from(drafted))))
}
