//! The editors' text towards the next revision.

pub(crate) mod change;
pub(crate) mod edit;
pub(crate) mod show;

use axum::http::{HeaderMap, HeaderValue, header};

use crate::problem::{Meaning, Problem};

/// The state of the draft that the sender saw, from `If-Match`.
fn seen(headers: &HeaderMap) -> Result<String, Problem> {
    let value = headers.get(header::IF_MATCH);
    let value = value.and_then(|value| value.to_str().ok());
    let tag = value.map(|value| value.trim().trim_start_matches("W/").trim_matches('"'));
    let tag = tag.filter(|tag| !tag.is_empty());
    tag.map(str::to_owned).ok_or_else(|| {
        let detail =
            "A change of the draft needs If-Match with the tag of the draft that was read.";
        Problem::new(Meaning::PreconditionNeeded, detail)
    })
}

fn etag(tag: &str) -> [(header::HeaderName, HeaderValue); 1] {
    let value = HeaderValue::from_str(&format!("\"{tag}\""));
    [(
        header::ETAG,
        value.unwrap_or(HeaderValue::from_static("\"\"")),
    )]
}
