use axum::{Json, extract::State, http::StatusCode};

use crate::{
    access::Who,
    once::Once,
    problem::Problem,
    state::Server,
    wire::{GuidelineJson, GuidelineRequest},
};

/// Create a guideline
///
/// Who creates it becomes its editor.
#[utoipa::path(post, path = "/api/v1/guidelines", tag = "guidelines",
    request_body = GuidelineRequest, responses((status = 201, body = GuidelineJson)))]
pub(crate) async fn create(
    State(server): State<Server>,
    Who(actor): Who,
    once: Once<GuidelineRequest>,
) -> Result<(StatusCode, Json<GuidelineJson>), Problem> {
    let wish = once.wish.into();
    let created = server
        .review
        .create_guideline(&actor, wish, once.key.as_ref());
    Ok((StatusCode::CREATED, Json(created.await?.into())))
}
