use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, Response, header},
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    closing::{self, ClosingWish},
    deliver::attach,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
};

/// What is in the package.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// The earlier revision that it is compared with, and from which on comments and suggestions
    /// are in it; the one before if left out.
    from: Option<u32>,
    /// The languages of the text, with commas between them; all if left out.
    language: Option<String>,
    /// The layouts of the comment table beside the full one, with commas between them: `iso`, `ipcc`,
    /// `ipbes`, `cn`, `cn_result`.
    layout: Option<String>,
}

/// Download the closing package of a revision
///
/// One ZIP with the text, what changed, all comments and suggestions with what was decided, who took
/// part, statistics, checksums and a manifest. The same state gives the same bytes. What cannot be
/// written here, such as PDF without fonts, is listed in the manifest as `left_out`.
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/revisions/{number}/package", tag = "revisions",
    params(("slug" = String, Path), ("number" = u32, Path), How),
    responses((status = 200, content((String = "application/zip")))))]
pub(crate) async fn package(
    State(server): State<Server>,
    Who(actor): Who,
    Path((slug, number)): Path<(String, u32)>,
    Query(how): Query<How>,
) -> Result<Response<Body>, Problem> {
    let wish = how.wish(number)?;
    let closed = closing::make(&server, &actor, &slug, &wish).await?;
    let mut response = Response::new(Body::from(closed.bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static("application/zip");
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    attach(&mut response, &closed.name);
    Ok(response)
}

impl How {
    fn wish(self, number: u32) -> Result<ClosingWish, Problem> {
        let layouts = named(self.layout.as_deref()).map(|name| {
            let layout = name.parse();
            layout.map_err(|error| Problem::malformed(format!("{error}.")))
        });
        Ok(ClosingWish {
            revision: Some(number),
            from: self.from,
            languages: named(self.language.as_deref()).map(str::to_owned).collect(),
            layouts: layouts.collect::<Result<_, _>>()?,
        })
    }
}

/// What stands between commas.
fn named(list: Option<&str>) -> impl Iterator<Item = &str> {
    let names = list.unwrap_or_default().split(',').map(str::trim);
    names.filter(|name| !name.is_empty())
}
