//! What operators ask.

use axum::extract::State;

use crate::{problem::Problem, state::Server};

/// Whether the process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// Whether the storage answers, too.
pub(crate) async fn ready(State(server): State<Server>) -> Result<&'static str, Problem> {
    server.review.ready().await?;
    Ok("ready\n")
}
