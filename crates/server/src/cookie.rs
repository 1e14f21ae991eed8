//! The cookies: the refresh token, the token for pages without script, and the mark of a browser
//! that has signed in before.

use auth::{AccessTokens, Devices, Email, Grant};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

use crate::{config::Config, problem::Problem, state::Server};

const REFRESH: &str = "understory_refresh";
const DEVICE: &str = "understory_device";
const PAGES: &str = "understory_pages";
const PATH: &str = "/api/v1/auth";
const PAGES_PATH: &str = "/g";

/// The cookies of who comes in: a refresh token, and a token for the pages without script.
pub(crate) fn granted(config: &Config, jar: CookieJar, grant: &Grant) -> CookieJar {
    let refresh = grant.refresh_token.reveal();
    let pages_for = grant.refresh_for.min(AccessTokens::PAGES_LIFETIME.into());
    jar.add(ours(config, REFRESH, refresh, grant.refresh_for))
        .add(for_pages(config, grant.pages_token.clone(), pages_for))
}

/// The same, emptied.
pub(crate) fn taken_back(config: &Config, jar: CookieJar) -> CookieJar {
    jar.add(ours(config, REFRESH, String::new(), 0))
        .add(for_pages(config, String::new(), 0))
}

/// The token for pages that a request brought.
pub(crate) fn pages_token(jar: &CookieJar) -> Option<&str> {
    let token = jar.get(PAGES)?.value();
    (!token.is_empty()).then_some(token)
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

/// Sent also when somebody follows a link from a letter: with it pages are shown, nothing is done.
fn for_pages(config: &Config, token: String, seconds: i64) -> Cookie<'static> {
    let mut cookie = ours(config, PAGES, token, seconds);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_path(PAGES_PATH);
    cookie
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
