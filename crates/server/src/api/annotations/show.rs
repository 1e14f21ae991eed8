use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, Response, header},
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    api::comments::list::Which,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
    tables::{self, Of, write_annotations},
};

/// Which stretch of the collection.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Stretch {
    /// From 0; left out: the collection with its first page.
    page: Option<usize>,
    /// Comments, suggestions, or both.
    #[param(inline)]
    of: Option<Of>,
}

/// Read comments and suggestions as Web Annotations
///
/// An AnnotationCollection of the W3C with its first page, or one of its pages. Offsets are Unicode code
/// points in the text of a block.
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/annotations", tag = "tables",
    params(("slug" = String, Path), Which, Stretch),
    responses((status = 200, content((serde_json::Value = "application/ld+json")))))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(which): Query<Which>,
    Query(stretch): Query<Stretch>,
) -> Result<Response<Body>, Problem> {
    let (of, page) = (
        stretch.of.unwrap_or_default(),
        tables::Stretch::page(stretch.page),
    );
    let bytes = write_annotations(&server, &actor, &slug, which.into(), of, page).await?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let media_type = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
