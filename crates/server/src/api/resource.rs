use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, Response, header},
};
use review::document::{Digest, Resource};

use crate::{access::Who, deliver::attach, extract::Path, problem::Problem, state::Server};

/// Types that a browser shows and that cannot run anything; SVG can.
const SHOWN: [&str; 5] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
];

/// Get a picture of a guideline
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/resources/{digest}", tag = "revisions",
    params(("slug" = String, Path), ("digest" = String, Path)),
    responses((status = 200, body = String, content_type = "application/octet-stream")))]
pub(crate) async fn resource(
    State(server): State<Server>,
    Who(actor): Who,
    Path((slug, digest)): Path<(String, Digest)>,
) -> Result<Response<Body>, Problem> {
    let resource = server.review.resource(&actor, &slug, &digest).await?;
    Ok(picture(resource, &digest))
}

/// Shown if it is a picture that cannot run anything, else a file to keep.
fn picture(resource: Resource, digest: &Digest) -> Response<Body> {
    let shown = SHOWN.iter().find(|shown| **shown == resource.media_type);
    let media_type = shown.copied().unwrap_or("application/octet-stream");
    let mut response = Response::new(Body::from(resource.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if shown.is_none() {
        attach(&mut response, digest.as_str());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_run_anything_is_shown() {
        #[track_caller]
        fn check(media_type: &str, shown: bool) {
            let resource = Resource {
                media_type: media_type.to_owned(),
                bytes: b"bytes".to_vec(),
            };
            let digest = resource.id();
            let response = picture(resource, &digest);
            let is_file = response.headers().contains_key(header::CONTENT_DISPOSITION);
            assert_eq!(!is_file, shown, "{media_type}");
        }
        check("image/png", true);
        check("image/svg+xml", false);
        check("text/html", false);
        check("image/png; charset=x", false);
    }
}
