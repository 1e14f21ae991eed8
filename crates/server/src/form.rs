//! Multipart forms, part by part.

use axum::{
    body::Bytes,
    extract::{
        Multipart,
        multipart::{Field, MultipartError, MultipartRejection},
    },
    http::StatusCode,
};

use crate::problem::{Meaning, Problem};

/// A body that is a form; who sends another is told what is done by one.
pub(crate) fn multipart(
    parts: Result<Multipart, MultipartRejection>,
    deed: &str,
) -> Result<Multipart, Problem> {
    parts.map_err(|_| {
        let detail = format!("{deed} by a multipart/form-data body with a part named file.");
        Problem::new(Meaning::UnsupportedMediaType, detail)
    })
}

/// The next part, while there is one.
pub(crate) async fn next_part(parts: &mut Multipart) -> Result<Option<Field<'_>>, Problem> {
    parts.next_field().await.map_err(|error| broken(&error))
}

/// A part that is text.
pub(crate) async fn text(part: Field<'_>) -> Result<String, Problem> {
    part.text().await.map_err(|error| broken(&error))
}

/// A part that is a number; the field named after it says what it should be.
pub(crate) async fn number(part: Field<'_>, what: &str) -> Result<u32, Problem> {
    let field = part.name().unwrap_or_default().to_owned();
    let number = text(part).await?.trim().parse();
    number.map_err(|_| Problem::invalid(&field, what))
}

/// A part that is true or false.
pub(crate) async fn truth(part: Field<'_>) -> Result<bool, Problem> {
    let field = part.name().unwrap_or_default().to_owned();
    let truth = text(part).await?.trim().parse();
    truth.map_err(|_| Problem::invalid(&field, "is true or false"))
}

/// A part that is a file, with its name.
pub(crate) async fn file(part: Field<'_>) -> Result<(Bytes, String), Problem> {
    let name = part.file_name().unwrap_or_default().to_owned();
    let bytes = part.bytes().await.map_err(|error| broken(&error))?;
    Ok((bytes, name))
}

/// The form did not come in whole, or is none.
fn broken(error: &MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            Meaning::TooLarge,
            "The upload is larger than is taken here.",
        ),
        _ => Problem::malformed(error.body_text()),
    }
}
