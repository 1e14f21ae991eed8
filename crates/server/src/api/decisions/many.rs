use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract::Path,
    once::Once,
    problem::Problem,
    state::Server,
    wire::{
        AssignmentRequest, AssignmentsRequest, BulkJson, Chosen, Contributions, DecisionRequest,
        DecisionsRequest, TaggingsRequest,
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
    let wish = once.wish;
    let chosen = Chosen {
        contributions: wish.contributions,
        filter: wish.filter,
        ids: wish.ids,
    };
    let new = DecisionRequest {
        outcome: wish.outcome,
        reason: wish.reason,
        target: wish.target,
        replaces: None,
    };
    let key = once.key.as_ref();
    let review = &server.review;
    if chosen.contributions == Contributions::Suggestions {
        let (chosen, new) = (chosen.selection()?, new.ruling());
        let done = review.decide_suggestions(&actor, &slug, &chosen, new, key);
        return Ok(Json(done.await?.into()));
    }
    let (chosen, new) = (chosen.selection()?, new.decision()?);
    let include = wish.include_decided;
    let done = review.decide_many_comments(&actor, &slug, &chosen, &new, include, key);
    Ok(Json(done.await?.into()))
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
    let wish = once.wish;
    let chosen = Chosen {
        contributions: wish.contributions,
        filter: wish.filter,
        ids: wish.ids,
    };
    let due_at = wish.due_at;
    let new = wish
        .editor
        .map(|editor| AssignmentRequest { editor, due_at }.assignment())
        .transpose()?;
    let (chosen, key) = (chosen.selection()?, once.key.as_ref());
    let review = &server.review;
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
    let wish = once.wish;
    let chosen = Chosen {
        contributions: wish.contributions,
        filter: wish.filter,
        ids: wish.ids,
    };
    let change = review::TagChange {
        add: wish.add,
        remove: wish.remove,
    };
    let (chosen, key) = (chosen.selection()?, once.key.as_ref());
    let review = &server.review;
    let done = review
        .tag_many(&actor, &slug, &chosen, &change, key)
        .await?;
    Ok(Json(done.into()))
}
