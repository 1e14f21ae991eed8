use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Response},
};

use super::show::{Asked, Place, show};
use crate::{
    extract::{Path, Query},
    problem::Problem,
    state::Server,
};

/// The page of a revision, or of what changed between two.
pub(crate) async fn numbered(
    State(server): State<Server>,
    Path((slug, place)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let place = Place::parse(&place);
    Ok(show(&server, slug, place, &asked, &headers).await)
}
