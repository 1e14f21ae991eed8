use axum::{Json, extract::State};
use review::CommentFilter;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    extract::{Path, Query},
    list::Stretch,
    problem::Problem,
    state::Server,
    wire::{CommentJson, CommentKind, Outcome, PageJson, Status},
};

/// Which comments; what is left out does not matter.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Gives each comment's placement in this revision.
    revision: Option<u32>,
    /// Those that stand in this block: in `revision` if given, else where they were made.
    block_id: Option<String>,
    status: Option<Status>,
    kind: Option<CommentKind>,
    /// Those by people of this organisation, by its id.
    organisation: Option<String>,
    /// Those by this person, by the person's id.
    author: Option<String>,
    /// Those with this text in body or quote.
    q: Option<String>,
    /// Those decided in this way.
    outcome: Option<Outcome>,
    /// Those that this editor is to decide, by the person's id.
    assignee: Option<String>,
    /// Those bearing this tag.
    tag: Option<String>,
    /// Those of this group of comments that say the same.
    group: Option<String>,
    /// Those whose authors are satisfied with the decision, or are not.
    satisfied: Option<bool>,
}

/// List the comments on a guideline
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/comments", tag = "comments",
    params(("slug" = String, Path), Which, Stretch),
    responses((status = 200, body = PageJson<CommentJson>)))]
pub(crate) async fn list(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(which): Query<Which>,
    Query(stretch): Query<Stretch>,
) -> Result<Json<PageJson<CommentJson>>, Problem> {
    let (filter, stretch) = (which.into(), stretch.into());
    let page = server
        .review
        .comments(&actor, &slug, &filter, &stretch)
        .await?;
    Ok(Json(PageJson::of(page)))
}

impl From<Which> for CommentFilter {
    fn from(which: Which) -> Self {
        Self {
            revision: which.revision,
            block_id: which.block_id.map(Into::into),
            status: which.status.map(Into::into),
            kind: which.kind.map(Into::into),
            organisation: which.organisation.map(Into::into),
            author: which.author.map(Into::into),
            q: which.q,
            outcome: which.outcome.map(Into::into),
            assignee: which.assignee.map(Into::into),
            tag: which.tag,
            group: which.group,
            satisfied: which.satisfied,
        }
    }
}
