//! Signing in and out.

pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod refresh;
pub(crate) mod register;

use ::auth::{AccessTokens, Grant};
use axum::Json;
use axum_extra::extract::CookieJar;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{cookie, state::Server};

/// What lets a person in, for a while.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenJson {
    /// For the `Authorization` header.
    access_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// In seconds.
    expires_in: u32,
}

/// The access token goes into the answer, the others into cookies that no script can read.
fn granted(server: &Server, jar: CookieJar, grant: Grant) -> (CookieJar, Json<TokenJson>) {
    let jar = cookie::granted(&server.config, jar, &grant);
    let token = TokenJson {
        access_token: grant.access_token,
        token_type: "Bearer",
        expires_in: AccessTokens::LIFETIME,
    };
    (jar, Json(token))
}
