//! The web interface, built into the program.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header},
    response::IntoResponse,
};
use rust_embed::{Embed, EmbeddedFile};

use crate::problem::{Meaning, Presentable, Problem};

/// What `make web` built; empty but for a placeholder until then.
#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// Answers whatever no route is for: a file of the web interface, its one page for the addresses
/// that it knows, and else that there is no such thing.
pub(crate) async fn serve(method: Method, address: Uri, headers: HeaderMap) -> Response<Body> {
    let path = address.path();
    if path == "/api" || path.starts_with("/api/") {
        return Problem::not_found().into_response();
    }
    if !matches!(method, Method::GET | Method::HEAD) {
        let detail = "Only GET is known here.";
        let mut response = Problem::new(Meaning::MethodNotAllowed, detail).into_response();
        let allow = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allow);
        return response;
    }
    let name = path.trim_start_matches('/');
    if let Some(response) = file(name, &headers) {
        return response;
    }
    page(path, &headers)
}

/// The file itself, or the form of it that was compressed when it was built.
fn file(name: &str, headers: &HeaderMap) -> Option<Response<Body>> {
    let is_plain = |part: &str| !part.is_empty() && !part.starts_with('.');
    if !name.split('/').all(is_plain) {
        return None;
    }
    let plain = Dist::get(name)?;
    let (coding, file) = compressed(name, headers).unwrap_or(("identity", plain));
    Some(answer(name, coding, file, headers))
}

fn compressed(name: &str, headers: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let codings = [("br", "br"), ("gzip", "gz")];
    codings.into_iter().find_map(|(coding, ending)| {
        let taken = accepted.split(',').any(|one| one.trim() == coding);
        let file = taken.then(|| Dist::get(&format!("{name}.{ending}")))??;
        Some((coding, file))
    })
}

fn answer(
    name: &str,
    coding: &'static str,
    file: EmbeddedFile,
    asked: &HeaderMap,
) -> Response<Body> {
    let etag = etag(&file);
    let media_type = mime_guess::from_path(name).first_or_octet_stream();
    let known = asked.get(header::IF_NONE_MATCH) == Some(&etag);
    let mut response = Response::new(if known {
        Body::empty()
    } else {
        Body::from(file.data.into_owned())
    });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    let media_type = HeaderValue::try_from(with_charset(media_type.as_ref()))
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, keep(name));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ETAG, etag);
    if coding != "identity" {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// The one page, for the addresses that it knows; for others it says so itself, to people.
fn page(path: &str, headers: &HeaderMap) -> Response<Body> {
    let accepted = headers.get(header::ACCEPT).and_then(|it| it.to_str().ok());
    let for_people = accepted.is_some_and(|accepted| accepted.contains("text/html"));
    let known = is_known(path);
    if !known && !for_people {
        return Problem::not_found().into_response();
    }
    let Some(index) = Dist::get("index.html") else {
        let detail = "The web interface was not built into this program; run make web.";
        return Problem::new(Meaning::NotFound, detail).into_response();
    };
    let mut response = answer("index.html", "identity", index, headers);
    if !known {
        *response.status_mut() = StatusCode::NOT_FOUND;
        response.extensions_mut().insert(Presentable);
    }
    response
}

/// Whether the web interface has a view at this address.
fn is_known(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] | ["sign-in" | "register" | "me" | "notices"] => true,
        ["guidelines", _] => true,
        [
            "guidelines",
            _,
            "revisions" | "upload" | "members" | "returns" | "suggestions" | "conflicts" | "draft"
            | "mine" | "triage" | "since" | "tables" | "statistics" | "groups",
        ] => true,
        ["guidelines", _, "revisions", number] => number.parse::<u32>().is_ok(),
        ["guidelines", _, "redline", range] => {
            let numbers = range.split_once("..");
            numbers
                .is_some_and(|(from, to)| from.parse::<u32>().is_ok() && to.parse::<u32>().is_ok())
        }
        _ => false,
    }
}

/// Names with a hash of the content never change what they name.
fn keep(name: &str) -> HeaderValue {
    HeaderValue::from_static(if name.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    })
}

fn with_charset(media_type: &str) -> String {
    if media_type.starts_with("text/") {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}

fn etag(file: &EmbeddedFile) -> HeaderValue {
    let hash = file.metadata.sha256_hash();
    let digits: String = hash[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    HeaderValue::try_from(format!("\"{digits}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_the_web_interface_are_known() {
        #[track_caller]
        fn check(path: &str, expect: bool) {
            assert_eq!(is_known(path), expect, "{path}");
        }
        check("/", true);
        check("/sign-in", true);
        check("/me", true);
        check("/guidelines/mining", true);
        check("/guidelines/mining/revisions", true);
        check("/guidelines/mining/revisions/2", true);
        check("/guidelines/mining/revisions/two", false);
        check("/guidelines/mining/redline/1..2", true);
        check("/guidelines/mining/redline/1", false);
        check("/guidelines/mining/members", true);
        check("/guidelines/mining/conflicts", true);
        check("/guidelines/mining/statistics", true);
        check("/notices", true);
        check("/nowhere", false);
    }

    #[tokio::test]
    async fn what_is_no_file_is_not_found() {
        let none = HeaderMap::new();
        for path in [
            "/../Cargo.toml",
            "/.keep",
            "/assets/../../x",
            "/api/v1/none",
        ] {
            let uri: Uri = path.parse().unwrap();
            let response = serve(Method::GET, uri, none.clone()).await;
            assert_eq!(response.status(), 404, "{path}");
        }
    }
}
