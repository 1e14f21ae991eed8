use axum::{extract::State, http::StatusCode};
use axum_extra::extract::CookieJar;

use crate::{client::SameOrigin, cookie, problem::Problem, state::Server};

/// Sign out
///
/// Ends the session of the cookie `understory_refresh`; its access tokens end with it.
#[utoipa::path(post, path = "/api/v1/auth/logout", tag = "auth", responses((status = 204)))]
pub(crate) async fn logout(
    State(server): State<Server>,
    _: SameOrigin,
    jar: CookieJar,
) -> Result<(CookieJar, StatusCode), Problem> {
    if let Some(token) = cookie::refresh_token(&jar) {
        server.door.sign_out(&token, server.now().0).await?;
    }
    let jar = cookie::taken_back(&server.config, jar);
    Ok((jar, StatusCode::NO_CONTENT))
}
