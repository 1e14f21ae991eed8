use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderValue, Response, header},
    response::IntoResponse,
};
use formats::tables;
use review::Statistics;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::Who,
    deliver::attach,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
    wire::StatisticsJson,
};

/// What is counted, and as what it is shown.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct What {
    /// What was said on this revision and later ones.
    from: Option<u32>,
    /// What was said on this revision and earlier ones.
    to: Option<u32>,
    /// What was said on the text in this language.
    language: Option<String>,
    #[param(inline)]
    format: Option<StatisticsFormat>,
}

/// JSON, which is the usual, or one number a row.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StatisticsFormat {
    #[default]
    Json,
    Csv,
}

/// See what was said and what became of it, in numbers
///
/// By clause, kind, stakeholder group, organisation, outcome, editor and day. Whoever stands in a
/// file that somebody brought is counted under the organisation that the file names.
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/statistics", tag = "decisions",
    params(("slug" = String, Path), What),
    responses((status = 200, content(
        (StatisticsJson = "application/json"),
        (String = "text/csv"),
    ))))]
pub(crate) async fn statistics(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(what): Query<What>,
) -> Result<Response<Body>, Problem> {
    let scope = review::Scope {
        from: what.from,
        to: what.to,
        language: what.language,
        at: None,
    };
    let found = server.review.statistics(&actor, &slug, &scope).await?;
    Ok(match what.format.unwrap_or_default() {
        StatisticsFormat::Json => Json(StatisticsJson::from(found)).into_response(),
        StatisticsFormat::Csv => as_csv(&slug, &found),
    })
}

fn as_csv(slug: &str, statistics: &Statistics) -> Response<Body> {
    let mut response = Response::new(Body::from(statistics_csv(statistics)));
    let media_type = HeaderValue::from_static(tables::TableFormat::Csv.media_type());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type);
    attach(&mut response, &format!("{slug}-statistics.csv"));
    response
}

/// The statistics of a guideline as CSV, one number a row; no cell is run as a formula.
pub fn statistics_csv(statistics: &Statistics) -> Vec<u8> {
    let headings = Statistics::COLUMNS.map(str::to_owned).to_vec();
    let records = statistics.records().into_iter();
    tables::csv([headings].into_iter().chain(records.map(Vec::from)))
}
