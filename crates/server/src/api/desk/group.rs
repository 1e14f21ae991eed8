use axum::{Json, extract::State, http::StatusCode};

use crate::{
    access::Who,
    extract::{self, Path},
    once::Once,
    problem::Problem,
    state::Server,
    wire::{GroupJson, GroupRequest},
};

/// List the groups of comments that say the same
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/groups", tag = "decisions",
    params(("slug" = String, Path)), responses((status = 200, body = Vec<GroupJson>)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
) -> Result<Json<Vec<GroupJson>>, Problem> {
    let groups = server.review.groups(&actor, &slug).await?;
    Ok(Json(groups.into_iter().map(Into::into).collect()))
}

/// Put comments together that say the same
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/groups", tag = "decisions",
    params(("slug" = String, Path)), request_body = GroupRequest,
    responses((status = 201, body = GroupJson)))]
pub(crate) async fn create(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    once: Once<GroupRequest>,
) -> Result<(StatusCode, Json<GroupJson>), Problem> {
    let (new, key) = (once.wish.into(), once.key.as_ref());
    let group = server.review.add_group(&actor, &slug, new, key).await?;
    Ok((StatusCode::CREATED, Json(group.into())))
}

/// Say which comments belong to a group, and what it is called
#[utoipa::path(put, path = "/api/v1/guidelines/{slug}/groups/{group}", tag = "decisions",
    params(("slug" = String, Path), ("group" = String, Path)), request_body = GroupRequest,
    responses((status = 200, body = GroupJson)))]
pub(crate) async fn set(
    State(server): State<Server>,
    Who(actor): Who,
    Path((slug, group)): Path<(String, String)>,
    extract::Json(request): extract::Json<GroupRequest>,
) -> Result<Json<GroupJson>, Problem> {
    let new = request.into();
    let group = server.review.set_group(&actor, &slug, &group, new).await?;
    Ok(Json(group.into()))
}

/// Take a group apart
#[utoipa::path(delete, path = "/api/v1/guidelines/{slug}/groups/{group}", tag = "decisions",
    params(("slug" = String, Path), ("group" = String, Path)), responses((status = 204)))]
pub(crate) async fn dissolve(
    State(server): State<Server>,
    Who(actor): Who,
    Path((slug, group)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    server.review.dissolve_group(&actor, &slug, &group).await?;
    Ok(StatusCode::NO_CONTENT)
}
