use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;

use super::{TokenJson, granted};
use crate::{client::SameOrigin, cookie, problem::Problem, state::Server};

/// Exchange the refresh token
///
/// Reads the cookie `understory_refresh` and sets it anew. A token that was exchanged before ends
/// its session, unless its successor was never used.
#[utoipa::path(post, path = "/api/v1/auth/refresh", tag = "auth",
    responses((status = 200, body = TokenJson)))]
pub(crate) async fn refresh(
    State(server): State<Server>,
    _: SameOrigin,
    jar: CookieJar,
) -> Result<(CookieJar, Json<TokenJson>), Response> {
    let token = cookie::refresh_token(&jar).ok_or_else(|| signed_out(&server, jar.clone()))?;
    match server.door.refresh(&token, server.now().0).await {
        Ok(grant) => Ok(granted(&server, jar, grant)),
        Err(auth::DoorError::Refused) => Err(signed_out(&server, jar)),
        Err(error) => Err(Problem::from(error).into_response()),
    }
}

/// 401, and the cookies that are no good are taken back.
fn signed_out(server: &Server, jar: CookieJar) -> Response {
    let jar = cookie::taken_back(&server.config, jar);
    (jar, Problem::sign_in_needed()).into_response()
}
