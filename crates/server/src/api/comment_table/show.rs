use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, Response, header},
};
use formats::tables::{Layout, TableFormat};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    api::comments::list::Which,
    deliver::attach,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
    tables::{Of, TableWish, write_table},
};

/// In whose columns and as what.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// `iso`, `ipcc`, `ipbes`, `cn`, `cn_result` or `full`, which is the usual.
    layout: Option<String>,
    /// `xlsx`, which is the usual, `csv` or `docx`.
    format: Option<String>,
    /// The language of headings and outcomes: `en`, `zh` or `pt`; the guideline's if left out.
    language: Option<String>,
    /// Comments, suggestions, or both.
    #[param(inline)]
    of: Option<Of>,
}

/// Download comments and suggestions as a table
///
/// In the columns of ISO/IEC/CEN, of the IPCC, of the IPBES, of Chinese agencies, or all of them. Pages
/// and lines are those of the PDF of the revision; they are empty where this server has no PDF.
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/comment-table", tag = "tables",
    params(("slug" = String, Path), Which, How),
    responses((status = 200, content(
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ))))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(which): Query<Which>,
    Query(how): Query<How>,
) -> Result<Response<Body>, Problem> {
    let layout = how.layout.as_deref().unwrap_or("full");
    let layout: Layout = layout.parse().map_err(malformed)?;
    let format = how.format.as_deref().unwrap_or("xlsx");
    let format: TableFormat = format.parse().map_err(malformed)?;
    let wish = TableWish {
        filter: which.into(),
        of: how.of.unwrap_or_default(),
        layout,
        format,
        language: how.language,
    };
    let file = write_table(&server, &actor, &slug, wish).await?;
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static(format.media_type());
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    attach(&mut response, &file.name);
    Ok(response)
}

fn malformed(error: impl std::fmt::Display) -> Problem {
    Problem::malformed(format!("{error}."))
}
