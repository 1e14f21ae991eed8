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

/// The page of the latest revision.
pub(crate) async fn latest(
    State(server): State<Server>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    Ok(show(&server, slug, Place::Latest, &asked, &headers).await)
}
