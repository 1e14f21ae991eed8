//! The two cookies: the refresh token, and the mark of a browser that has signed in before.

use auth::{Devices, Email, Grant};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

use crate::{config::Config, problem::Problem, state::Server};

const REFRESH: &str = "understory_refresh";
const DEVICE: &str = "understory_device";
const PATH: &str = "/api/v1/auth";

/// The cookie that carries a refresh token.
pub(crate) fn refresh(config: &Config, grant: &Grant) -> Cookie<'static> {
    ours(
        config,
        REFRESH,
        grant.refresh_token.reveal(),
        grant.refresh_for,
    )
}

/// The same, emptied.
pub(crate) fn no_refresh(config: &Config) -> Cookie<'static> {
    ours(config, REFRESH, String::new(), 0)
}

/// The refresh token that a request brought.
pub(crate) fn refresh_token(jar: &CookieJar) -> Option<String> {
    let token = jar.get(REFRESH)?.value();
    (!token.is_empty()).then(|| token.to_owned())
}

/// Names the browser, if somebody has signed in to the account of this address from it.
pub(crate) fn device_of(server: &Server, jar: &CookieJar, email: &str) -> Option<String> {
    let email = Email::parse(email).ok()?;
    let token = jar.get(DEVICE)?.value();
    server.devices.recognise(token, &email, server.now().0)
}

/// Marks the browser as one from which somebody has signed in to the account of this address.
pub(crate) fn remember_device(
    server: &Server,
    jar: CookieJar,
    email: &str,
) -> Result<CookieJar, Problem> {
    let (Ok(email), None) = (Email::parse(email), device_of(server, &jar, email)) else {
        return Ok(jar);
    };
    let token = server.devices.remember(&email, server.now().0);
    let token = token.map_err(|error| Problem::internal(&error))?;
    Ok(jar.add(ours(&server.config, DEVICE, token, Devices::LIFETIME)))
}

fn ours(config: &Config, name: &'static str, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build((name, value))
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(config.is_https())
        .path(PATH)
        .max_age(time::Duration::seconds(seconds))
        .build()
}
