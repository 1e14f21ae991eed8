use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{GuidelineChange, GuidelineJson},
};

/// Change a guideline
#[utoipa::path(patch, path = "/api/v1/guidelines/{slug}", tag = "guidelines",
    params(("slug" = String, Path)), request_body = GuidelineChange,
    responses((status = 200, body = GuidelineJson)))]
pub(crate) async fn change(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    extract::Json(change): extract::Json<GuidelineChange>,
) -> Result<Json<GuidelineJson>, Problem> {
    let changed = server
        .review
        .change_guideline(&actor, &slug, change.into())
        .await?;
    server.front.forget(&slug);
    Ok(Json(changed.into()))
}
