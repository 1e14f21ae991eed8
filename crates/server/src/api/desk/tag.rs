use axum::{Json, extract::State};
use review::ContributionId;

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{CommentJson, SuggestionJson, TagJson},
};

/// List the tags of a guideline
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/tags", tag = "decisions",
    params(("slug" = String, Path)), responses((status = 200, body = Vec<TagJson>)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
) -> Result<Json<Vec<TagJson>>, Problem> {
    let tags = server.review.tags(&actor, &slug).await?;
    Ok(Json(tags.into_iter().map(Into::into).collect()))
}

/// Say which tags a guideline has
///
/// In order. One that goes is taken from all that bear it.
#[utoipa::path(put, path = "/api/v1/guidelines/{slug}/tags", tag = "decisions",
    params(("slug" = String, Path)), request_body = Vec<TagJson>,
    responses((status = 200, body = Vec<TagJson>)))]
pub(crate) async fn set(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    extract::Json(request): extract::Json<Vec<TagJson>>,
) -> Result<Json<Vec<TagJson>>, Problem> {
    let tags = request.into_iter().map(Into::into).collect();
    let tags = server.review.set_tags(&actor, &slug, tags).await?;
    Ok(Json(tags.into_iter().map(Into::into).collect()))
}

/// Say which tags a comment bears
#[utoipa::path(put, path = "/api/v1/comments/{id}/tags", tag = "decisions",
    params(("id" = String, Path)), request_body = Vec<String>,
    responses((status = 200, body = CommentJson)))]
pub(crate) async fn comment(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(tags): extract::Json<Vec<String>>,
) -> Result<Json<CommentJson>, Problem> {
    let contribution = ContributionId::Comment(id.as_str().into());
    let review = &server.review;
    review.tag(&actor, &contribution, &tags).await?;
    let comment = review.comment(&actor, &id.into(), None).await?;
    Ok(Json(comment.into()))
}

/// Say which tags a suggestion bears
#[utoipa::path(put, path = "/api/v1/suggestions/{id}/tags", tag = "decisions",
    params(("id" = String, Path)), request_body = Vec<String>,
    responses((status = 200, body = SuggestionJson)))]
pub(crate) async fn suggestion(
    State(server): State<Server>,
    Who(actor): Who,
    Path(id): Path<String>,
    extract::Json(tags): extract::Json<Vec<String>>,
) -> Result<Json<SuggestionJson>, Problem> {
    let contribution = ContributionId::Suggestion(id.as_str().into());
    let review = &server.review;
    review.tag(&actor, &contribution, &tags).await?;
    let found = review.suggestion(&actor, &id.into()).await?;
    server.heavily(move || Json(found.into())).await
}
