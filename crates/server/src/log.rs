//! What the log says of a request: the method and the route, never the address as it came, so that
//! neither tokens nor people's words nor line breaks get in.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::{body::Body, extract::MatchedPath, http::Request};
use tracing::Span;

/// Tells the requests of one process apart.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Goes around everything that is said while a request is answered.
pub(crate) fn span(request: &Request<Body>) -> Span {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("other", MatchedPath::as_str);
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    tracing::info_span!("request", method = %request.method(), route, id)
}
