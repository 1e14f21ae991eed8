use axum::{Json, extract::State, response::IntoResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::etag;
use crate::{
    access::Who,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
    wire::DraftJson,
};

/// In which language, and how much of it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// The guideline's if left out.
    language: Option<String>,
    /// `true`: with what changed since the revision.
    #[serde(default)]
    redline: bool,
}

/// Read the draft of the next revision
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/draft", tag = "draft",
    params(("slug" = String, Path), How), responses((status = 200, body = DraftJson)))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(how): Query<How>,
) -> Result<impl IntoResponse, Problem> {
    let language = how.language.as_deref();
    let text = server.review.draft(&actor, &slug, language).await?;
    let tag = etag(&text.draft.tag());
    let provenance = match how.redline {
        true => Some(server.review.draft_provenance(&text).await?),
        false => None,
    };
    let json = server.heavily(move || Json(DraftJson::of(&text, provenance.as_ref())));
    Ok((tag, json.await?))
}
