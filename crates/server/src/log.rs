//! What the log says of a request: the method and the route, never the address as it came, so that
//! neither tokens nor people's words nor line breaks get in.

use axum::{body::Body, extract::MatchedPath, http::Request};
use tracing::Span;

/// Goes around everything that is said while a request is answered.
pub(crate) fn span(request: &Request<Body>) -> Span {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("other", MatchedPath::as_str);
    let id = auth::fresh_id();
    tracing::info_span!("request", method = %request.method(), route, id = &id[..12])
}
