//! No request takes for ever, neither to arrive nor to be answered.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::problem::{Meaning, Problem};

/// Gives a request so much time, body included.
pub(crate) async fn within(State(time): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(Meaning::TimedOut, "The request took too long.").into_response(),
    }
}
