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

/// The page of a revision, or of what changed between two.
pub(crate) async fn numbered(
    State(server): State<Server>,
    Who(actor): Who,
    uri: Uri,
    Path((slug, place)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let place = Place::parse(&place);
    let reader = Reader {
        actor: &actor,
        uri: &uri,
        headers: &headers,
    };
    Ok(show(&server, slug, place, &asked, &reader).await)
}
