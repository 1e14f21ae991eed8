use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Response, Uri},
};

use super::show::{Asked, Place, Reader, show};
use crate::{
    access::Who,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
};

/// The page of the latest revision.
pub(crate) async fn latest(
    State(server): State<Server>,
    Who(actor): Who,
    uri: Uri,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let reader = Reader {
        actor: &actor,
        uri: &uri,
        headers: &headers,
    };
    Ok(show(&server, slug, Place::Latest, &asked, &reader).await)
}
