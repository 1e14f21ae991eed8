use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{StatusCode, request::Parts},
};
use review::document::Digest;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    api::{comment_table::take::status, returns::admit},
    extract::{IdempotencyKey, Path, Query},
    once::idempotency,
    problem::Problem,
    state::Server,
    tables::{Incoming, take_annotations},
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
    IdempotencyKey(key): IdempotencyKey,
    request: Parts,
    bytes: Bytes,
) -> Result<(StatusCode, Json<TableTakenJson>), Problem> {
    let view = server.review.guideline(&actor, &slug).await?;
    admit(&actor, &view)?;
    let once = key.map(|key| {
        let file = Digest::of_bytes(&bytes);
        let wish = format!("{:?} {:?}", place.revision, place.language);
        idempotency(key, &request.method, &request.uri, &[file.as_str(), &wish])
    });
    let incoming = Incoming {
        bytes: bytes.into(),
        revision: place.revision,
        language: place.language,
        ..Incoming::default()
    };
    let taken = take_annotations(&server, &actor, &slug, incoming, once.as_ref()).await?;
    Ok((status(&taken), Json(taken)))
}
