use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    arrivals::{Incoming, Upload, answer, take_annotations},
    extract::{Path, Query},
    problem::Problem,
    state::Server,
    wire::TableTakenJson,
};

/// In which text places are looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// The latest if left out.
    revision: Option<u32>,
    /// The guideline's if left out; the others are looked through, too.
    language: Option<String>,
}

/// Bring Web Annotations in
///
/// A collection with its first page, a page, a list or a single annotation becomes comments, those that
/// edit suggestions, answers replies. Nothing is fetched. Answers 200 instead of 201 when nothing was new.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/annotations", tag = "tables",
    params(("slug" = String, Path), Where),
    request_body(content = serde_json::Value, content_type = "application/ld+json"),
    responses((status = 201, body = TableTakenJson), (status = 200, body = TableTakenJson)))]
pub(crate) async fn take(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(place): Query<Where>,
    request: Request,
) -> Result<(StatusCode, Json<TableTakenJson>), Problem> {
    let said = Incoming {
        revision: place.revision,
        language: place.language,
        ..Incoming::default()
    };
    let upload = Upload::of_body(&server, &actor, &slug, request, said).await?;
    let taken = take_annotations(&server, &actor, &slug, upload).await?;
    Ok(answer(taken.is_empty(), taken))
}
