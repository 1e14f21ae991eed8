//! Requests that create something, safe to repeat by an `Idempotency-Key`.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{Method, StatusCode, Uri},
};
use review::{Idempotency, document::Digest};
use serde::de::DeserializeOwned;

use crate::{
    extract::{IdempotencyKey, Json},
    problem::{Meaning, Problem},
};

/// A JSON body that creates something, and the key under which the answer is kept.
pub(crate) struct Once<T> {
    /// What shall be created.
    pub(crate) wish: T,
    /// Set if the sender wants to be able to repeat the request.
    pub(crate) key: Option<Idempotency>,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Once<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let IdempotencyKey(key) = IdempotencyKey::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts.clone(), body);
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| cut_off(rejection.status()))?;
        let key = key.map(|key| {
            let digest = Digest::of_bytes(&bytes);
            idempotency(key, &parts.method, &parts.uri, &[digest.as_str()])
        });
        let request = Request::from_parts(parts, bytes.into());
        let Json(wish) = Json::from_request(request, state).await?;
        Ok(Self { wish, key })
    }
}

/// The body did not come in whole.
pub(crate) fn cut_off(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = "The body is larger than is taken here.";
        return Problem::new(Meaning::TooLarge, detail);
    }
    Problem::malformed("The body did not arrive whole.")
}

/// The key of a request for these things at this address.
pub(crate) fn idempotency(
    key: String,
    method: &Method,
    address: &Uri,
    contents: &[&str],
) -> Idempotency {
    let request = format!("{method} {}\n{}", address.path(), contents.join("\n"));
    Idempotency {
        key,
        request: Digest::of_bytes(request.as_bytes()),
    }
}
