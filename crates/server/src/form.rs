//! Multipart forms, part by part.

use axum::{
    extract::multipart::{Field, MultipartError},
    http::StatusCode,
};

use crate::problem::{Meaning, Problem};

/// A part that is text.
pub(crate) async fn text(part: Field<'_>) -> Result<String, Problem> {
    part.text().await.map_err(|error| broken(&error))
}

/// The form did not come in whole, or is none.
pub(crate) fn broken(error: &MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            Meaning::TooLarge,
            "The upload is larger than is taken here.",
        ),
        _ => Problem::malformed(error.body_text()),
    }
}
