//! Sending a rendering: whole, compressed, or only that it has not changed.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};

use crate::shelf::Rendering;

/// Who may keep an answer, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Anybody, for ever: a numbered revision that anyone may read.
    Immutable,
    /// Anybody, who must ask whether it is still the same.
    Revalidate,
    /// Nobody.
    Nothing,
}

impl Keep {
    /// For what is rendered from numbered revisions of a guideline.
    pub(crate) fn of(visibility: review::Visibility) -> Self {
        match visibility {
            review::Visibility::Members => Self::Nothing,
            review::Visibility::Public | review::Visibility::Open => Self::Immutable,
        }
    }

    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Revalidate => "public, no-cache",
            Self::Nothing => "no-store",
        })
    }
}

/// The answer to a request with these headers.
pub(crate) fn deliver(rendering: &Rendering, request: &HeaderMap, keep: Keep) -> Response<Body> {
    let unchanged = keep != Keep::Nothing && has(request, &rendering.etag);
    let mut response = if unchanged {
        Response::new(Body::empty())
    } else {
        body(rendering, request)
    };
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, keep.header());
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if keep != Keep::Nothing {
        headers.insert(header::ETAG, rendering.etag.clone());
    }
    response
}

/// Marks an answer as a file to keep under this name rather than to show (ASVS 5.4.1). The name may
/// be anything; only plain characters of it are used.
pub(crate) fn attach(response: &mut Response<Body>, name: &str) {
    let disposition = format!("attachment; filename=\"{}\"", safe_name(name));
    let disposition =
        HeaderValue::try_from(disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, disposition);
}

fn body(rendering: &Rendering, request: &HeaderMap) -> Response<Body> {
    let packed = rendering.gzip.as_ref().filter(|_| takes_gzip(request));
    let bytes = packed.unwrap_or(&rendering.plain).clone();
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static(rendering.media_type);
    headers.insert(header::CONTENT_TYPE, media_type);
    if packed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn takes_gzip(request: &HeaderMap) -> bool {
    let accepted = request.get(header::ACCEPT_ENCODING);
    let accepted = accepted
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    accepted.split(',').any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim().eq_ignore_ascii_case("gzip") && !is_zero(quality)
    })
}

fn is_zero(quality: &str) -> bool {
    let value = quality.trim().strip_prefix("q=").map(str::parse::<f32>);
    matches!(value, Some(Ok(0.0)))
}

fn has(request: &HeaderMap, etag: &HeaderValue) -> bool {
    let known = request.get(header::IF_NONE_MATCH);
    let known = known
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let is_it = |tag: &str| tag.trim().trim_start_matches("W/").as_bytes() == etag.as_bytes();
    known == "*" || known.split(',').any(is_it)
}

fn safe_name(name: &str) -> String {
    const LONGEST: usize = 120;
    let plain = |letter: char| match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => letter,
        _ => '-',
    };
    let name: String = name.chars().take(LONGEST).map(plain).collect();
    name.trim_start_matches(['.', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn file_names_are_plain() {
        assert_eq!(safe_name("mining-r2.docx"), "mining-r2.docx");
        assert_eq!(
            safe_name("../../etc/passwd"),
            "etc-passwd"
                .replace("etc", "..-etc")
                .trim_start_matches(['.', '-'])
        );
        assert_eq!(safe_name("a\"b\r\nSet-Cookie: x"), "a-b--Set-Cookie--x");
        assert_eq!(safe_name("尾矿.md"), "md");
    }

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        #[track_caller]
        fn check(accepted: &'static str, expect: bool) {
            let request = request(header::ACCEPT_ENCODING, accepted);
            assert_eq!(takes_gzip(&request), expect, "{accepted}");
        }
        check("gzip, deflate, br", true);
        check("br;q=1.0, gzip;q=0.8", true);
        check("gzip;q=0", false);
        check("br", false);
        check("", false);
    }

    #[test]
    fn who_has_the_bytes_is_told_so_unless_nobody_may_keep_them() {
        let rendering = Rendering::new("text/plain", b"text".to_vec());
        let tag = rendering.etag.to_str().unwrap().to_owned();
        let mut known = HeaderMap::new();
        let tags = format!("\"other\", W/{tag}");
        known.insert(header::IF_NONE_MATCH, tags.parse().unwrap());
        let status = |keep| deliver(&rendering, &known, keep).status().as_u16();
        assert_eq!(status(Keep::Immutable), 304);
        assert_eq!(status(Keep::Revalidate), 304);
        assert_eq!(status(Keep::Nothing), 200);
        let other = request(header::IF_NONE_MATCH, "\"other\"");
        assert_eq!(deliver(&rendering, &other, Keep::Immutable).status(), 200);
    }
}
