use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::Path,
    once::Once,
    problem::Problem,
    state::Server,
    wire::{
        AssignmentsRequest, BulkJson, ConfirmationsRequest, Contributions, DecisionsRequest,
        TaggingsRequest,
    },
};

/// Decide on many at once
///
/// On all that fit a filter of the list or on those that are named, all or none. What is decided
/// already is left as it is unless `include_decided`; so is, always, what stands, and the one that
/// the others are duplicates of. Of suggestions the open ones are decided; what is accepted goes into
/// the draft, and where one of them cannot, none does.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/decisions", tag = "decisions",
    params(("slug" = String, Path)), request_body = DecisionsRequest,
    responses((status = 200, body = BulkJson)))]
pub(crate) async fn decide(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    once: Once<DecisionsRequest>,
) -> Result<Json<BulkJson>, Problem> {
    let (mut wish, key) = (once.wish, once.key.as_ref());
    let (review, chosen) = (&server.review, wish.chosen()?);
    let done = if wish.contributions == Contributions::Suggestions {
        let ruling = wish.ruling();
        let done = review.decide_suggestions(&actor, &slug, &chosen, ruling, key);
        done.await?
    } else {
        let (include, new) = (wish.include_decided, wish.decision()?);
        let done = review.decide_many_comments(&actor, &slug, &chosen, &new, include, key);
        done.await?
    };
    Ok(Json(done.into()))
}

/// Confirm what other editors proposed to decide on many
///
/// On all that fit a filter of the list or on those that are named, all or none. What is not
/// proposed is left as it is; so is what you proposed yourself, and a suggestion that leaves no room
/// for one on which something is decided. What is accepted goes into the draft, and where one of them
/// cannot, none is confirmed.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/confirmations", tag = "decisions",
    params(("slug" = String, Path)), request_body = ConfirmationsRequest,
    responses((status = 200, body = BulkJson)))]
pub(crate) async fn confirm(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    once: Once<ConfirmationsRequest>,
) -> Result<Json<BulkJson>, Problem> {
    let (mut wish, key) = (once.wish, once.key.as_ref());
    let (review, chosen) = (&server.review, wish.chosen()?);
    let done = review.confirm_many(&actor, &slug, &chosen, key).await?;
    Ok(Json(done.into()))
}

/// Say for many who is to decide on them
///
/// On all that fit a filter of the list or on those that are named, all or none.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/assignments", tag = "decisions",
    params(("slug" = String, Path)), request_body = AssignmentsRequest,
    responses((status = 200, body = BulkJson)))]
pub(crate) async fn assign(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    once: Once<AssignmentsRequest>,
) -> Result<Json<BulkJson>, Problem> {
    let (mut wish, key) = (once.wish, once.key.as_ref());
    let (review, chosen, new) = (&server.review, wish.chosen()?, wish.assignment()?);
    let done = review.assign_many(&actor, &slug, &chosen, new.as_ref(), key);
    Ok(Json(done.await?.into()))
}

/// Put tags on many, and take others off
///
/// On all that fit a filter of the list or on those that are named, all or none.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/taggings", tag = "decisions",
    params(("slug" = String, Path)), request_body = TaggingsRequest,
    responses((status = 200, body = BulkJson)))]
pub(crate) async fn tag(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    once: Once<TaggingsRequest>,
) -> Result<Json<BulkJson>, Problem> {
    let (mut wish, key) = (once.wish, once.key.as_ref());
    let (review, chosen, change) = (&server.review, wish.chosen()?, wish.change());
    let done = review.tag_many(&actor, &slug, &chosen, &change, key);
    Ok(Json(done.await?.into()))
}
