use std::{collections::HashMap, sync::Arc};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, Response, header},
};
use formats::{
    placing::Printed,
    tables::{self, CommentTable, Layout, TableFormat},
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    api::comments::list::Which,
    deliver::attach,
    extract::{Path, Query},
    problem::Problem,
    state::Server,
    tables::{Gathered, Of, Texts, gather, printed, rows},
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
    let of = how.of.unwrap_or_default();
    let gathered = gather(&server, &actor, &slug, which.into(), of).await?;
    let language = how
        .language
        .unwrap_or_else(|| gathered.main.language.clone());
    let pages = match layout.shows_lines() {
        true => pages(&server, &gathered).await?,
        false => HashMap::new(),
    };
    let number = gathered.main.revision.number;
    let date = server.now().to_string();
    let write = move || {
        let table = table(&gathered, &pages, layout, language, date);
        tables::write(&table, format)
    };
    let bytes = server.heavily(write).await?;
    let bytes = bytes.map_err(|error| Problem::internal(&error))?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static(format.media_type());
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    attach(
        &mut response,
        &format!("{slug}-r{number}-{layout}.{format}"),
    );
    Ok(response)
}

/// Where the texts are printed that something stands in.
async fn pages(
    server: &Server,
    gathered: &Gathered,
) -> Result<HashMap<String, Arc<[Printed]>>, Problem> {
    let mut pages = HashMap::new();
    for (language, text) in &gathered.texts {
        let comments = gathered.comments.iter().map(|it| &it.language);
        let suggestions = gathered
            .suggestions
            .iter()
            .map(|it| &it.suggestion.language);
        if comments.chain(suggestions).any(|it| it == language)
            && let Some(places) = printed(server, text).await?
        {
            pages.insert(language.clone(), places);
        }
    }
    Ok(pages)
}

fn table(
    gathered: &Gathered,
    pages: &HashMap<String, Arc<[Printed]>>,
    layout: Layout,
    language: String,
    date: String,
) -> CommentTable {
    let texts = Texts::new(&gathered.texts, pages, &language);
    let main = &gathered.main;
    let rows = rows(gathered, &texts, &main.language);
    let lines = layout
        .shows_lines()
        .then_some(!pages.is_empty() || rows.is_empty());
    CommentTable {
        layout: Some(layout),
        title: main.guideline.title.clone(),
        guideline: main.guideline.slug.clone(),
        revision: Some(main.revision.number),
        date,
        remark: lines
            .map_or("", |known| remark(&language, known))
            .to_owned(),
        language,
        rows,
    }
}

/// Of what the pages and lines are.
fn remark(language: &str, known: bool) -> &'static str {
    match (language.get(..2), known) {
        (Some("zh"), true) => "页码和行号以该版 PDF 为准。",
        (Some("zh"), false) => "本服务器不能生成 PDF，因此页码和行号空缺。",
        (Some("pt"), true) => "Páginas e linhas são as do PDF desta revisão.",
        (Some("pt"), false) => {
            "Este servidor não produz PDF; por isso faltam as páginas e as linhas."
        }
        (_, true) => "Pages and lines are those of the PDF of this revision.",
        (_, false) => "This server writes no PDF, so that pages and lines are not known.",
    }
}

fn malformed(error: impl std::fmt::Display) -> Problem {
    Problem::malformed(format!("{error}."))
}
