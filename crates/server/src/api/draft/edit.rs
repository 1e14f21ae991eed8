use axum::{Json, extract::State, http::HeaderMap, response::IntoResponse};

use super::{etag, seen};
use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{DraftChange, DraftedJson},
};

/// Edit a block of the draft
///
/// The edit becomes a suggestion that is accepted at once. Needs `If-Match`; a draft that went on
/// since answers 412 with how the block stands now.
#[utoipa::path(patch, path = "/api/v1/guidelines/{slug}/draft/blocks/{block_id}", tag = "draft",
    params(("slug" = String, Path), ("block_id" = String, Path), ("If-Match" = String, Header)),
    request_body = DraftChange, responses((status = 200, body = DraftedJson)))]
pub(crate) async fn edit(
    State(server): State<Server>,
    Who(actor): Who,
    Path((slug, block)): Path<(String, String)>,
    headers: HeaderMap,
    extract::Json(mut change): extract::Json<DraftChange>,
) -> Result<impl IntoResponse, Problem> {
    change.wish.block_id = Some(block);
    let edit = change.edit(seen(&headers)?)?;
    let drafted = server.review.edit_draft(&actor, &slug, edit).await?;
    let tag = etag(&drafted.draft.tag());
    Ok((tag, Json(DraftedJson::from(drafted))))
}
