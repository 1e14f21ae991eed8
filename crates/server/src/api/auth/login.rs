use auth::DoorError;
use axum::{Json, extract::State};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{TokenJson, granted};
use crate::{
    client::{Client, SameOrigin},
    cookie, extract,
    problem::{Meaning, Problem},
    state::Server,
};

/// Who wants to come in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoginRequest {
    email: String,
    password: String,
}

/// Sign in
///
/// The refresh token comes as the cookie `understory_refresh`.
#[utoipa::path(post, path = "/api/v1/auth/login", tag = "auth", request_body = LoginRequest,
    responses((status = 200, body = TokenJson)))]
pub(crate) async fn login(
    State(server): State<Server>,
    client: Client,
    _: SameOrigin,
    jar: CookieJar,
    extract::Json(request): extract::Json<LoginRequest>,
) -> Result<(CookieJar, Json<TokenJson>), Problem> {
    let now = server.now().0;
    let device = cookie::device_of(&server, &jar, &request.email);
    server.limits.sign_in(&client, &request.email, device)?;
    let entry = server.door.sign_in(&request.email, &request.password, now);
    let grant = entry.await.map_err(wrong)?;
    let jar = cookie::remember_device(&server, jar, &request.email)?;
    Ok(granted(&server, jar, grant))
}

/// One answer for everything that can be wrong with an address and a password.
fn wrong(error: DoorError) -> Problem {
    match error {
        DoorError::Refused => Problem::new(
            Meaning::SignInNeeded,
            "The address or the password is wrong.",
        ),
        other => other.into(),
    }
}
