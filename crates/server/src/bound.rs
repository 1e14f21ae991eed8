//! Bodies that are too large are refused by what they say of themselves, before anything is kept.

use std::time::Duration;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, header},
};
use futures::StreamExt;

use crate::problem::{Meaning, Problem};

/// Refuses a body that says it has more bytes. Others are cut off by the extractors while they read.
pub(crate) async fn refuse_large(request: Request, most: usize) -> Result<Request, Problem> {
    match said_length(request.headers()) {
        Some(length) if length > most as u64 => {
            let bound = 4 * most;
            // A sender that is cut off while it sends may never see the answer.
            let patience = Duration::from_secs(5);
            let _ = tokio::time::timeout(patience, discard(request.into_body(), bound)).await;
            let detail = format!("The body has {length} bytes; at most {most} are taken here.");
            Err(Problem::new(Meaning::TooLarge, detail))
        }
        _ => Ok(request),
    }
}

async fn discard(body: Body, most: usize) {
    let mut seen = 0;
    let mut pieces = body.into_data_stream();
    while let Some(Ok(piece)) = pieces.next().await {
        seen += piece.len();
        if seen > most {
            return;
        }
    }
}

fn said_length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}
