//! Taking requests apart; whatever is wrong with them becomes a problem.

use std::error::Error;

use axum::{
    extract::{FromRequest, FromRequestParts, Request, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::problem::{Meaning, Problem};

/// A JSON body, with the bytes it came as.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match axum::Json::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(problem_of_json(&rejection)),
        }
    }
}

/// The parts of the address. One that cannot be read names nothing.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(value)| Self(value))
            .map_err(|_| Problem::not_found())
    }
}

/// What stands behind the question mark.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        query
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|rejection| Problem::malformed(told("The query does not fit", &rejection)))
    }
}

/// The `Idempotency-Key` header, if there is one.
pub(crate) struct IdempotencyKey(pub(crate) Option<String>);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        idempotency_key(&parts.headers).map(Self)
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    const LONGEST: usize = 255;
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= LONGEST => Ok(Some(key.to_owned())),
        _ => Err(Problem::malformed(
            "Idempotency-Key takes 1 to 255 visible ASCII characters.",
        )),
    }
}

fn problem_of_json(rejection: &JsonRejection) -> Problem {
    let meaning = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Meaning::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Meaning::UnsupportedMediaType,
        StatusCode::UNPROCESSABLE_ENTITY => Meaning::Invalid,
        _ => Meaning::Malformed,
    };
    let detail = match rejection {
        JsonRejection::JsonDataError(error) => told("The body does not fit", error),
        JsonRejection::JsonSyntaxError(error) => told("The body is no JSON", error),
        other => other.body_text(),
    };
    Problem::new(meaning, detail)
}

/// What is wrong and where, without the names that our code has for it.
fn told(what: &str, rejection: &dyn Error) -> String {
    match rejection.source() {
        Some(where_and_why) => format!("{what}: {where_and_why}."),
        None => format!("{what}."),
    }
}
