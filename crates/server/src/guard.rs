//! What every route passes, in this order: a deadline, a bound on the body, the gate.
//!
//! It is one layer rather than three since a layer costs each request about as much as a handler.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    access::{Access, gate},
    bound::refuse_large,
    problem::{Meaning, Problem},
    state::Server,
};

/// What one route asks for.
#[derive(Clone)]
pub(crate) struct Guard {
    /// Knows who asks.
    pub(crate) server: Server,
    /// Who may pass.
    pub(crate) access: Access,
    /// Bytes of a body.
    pub(crate) bytes: usize,
    /// From the head of the request to the head of the answer, body included.
    pub(crate) time: Duration,
}

/// Lets a request pass, or answers it with what is wrong.
pub(crate) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let passage = async {
        let request = refuse_large(request, guard.bytes).await?;
        let request = gate(&guard.server, guard.access, request).await?;
        Ok::<_, Problem>(next.run(request).await)
    };
    match tokio::time::timeout(guard.time, passage).await {
        Ok(answer) => answer.unwrap_or_else(IntoResponse::into_response),
        Err(_) => Problem::new(Meaning::TimedOut, "The request took too long.").into_response(),
    }
}
