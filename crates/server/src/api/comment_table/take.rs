use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
};
use utoipa::ToSchema;

use crate::{
    access::Who,
    arrivals::{Form, Upload, answer, take_table},
    extract::Path,
    problem::Problem,
    state::Server,
    wire::TableTakenJson,
};

/// The parts of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a multipart form")]
pub(crate) struct TableForm {
    /// A filled comment table: XLSX, CSV or DOCX, in any layout.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// The revision that its clauses and lines are of; if left out what the file says, else the
    /// latest.
    revision: Option<u32>,
    /// The language of the text in which places are looked for first.
    language: Option<String>,
    /// `true`: the decisions in the file are taken over, too; only editors may ask for it.
    decisions: Option<bool>,
}

const FORM: Form = Form {
    deed: "A table is brought in",
    parts: "file, revision, language and decisions",
    decisions: true,
};

/// Bring a filled comment table in
///
/// Each row becomes a comment at the place that its quoted words, lines and clause lead to, or on the
/// guideline where they lead nowhere; a row that quotes the words it replaces becomes a
/// suggestion. With `decisions=true`, which only editors may send, what the file says of comments and
/// suggestions is decided, as it says; never in the place of a decision that the file does not
/// know, and where its words name no outcome or a suggestion does not go into the draft, the row says
/// why it is not. Answers 200 instead of 201 when the file brought nothing new.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/comment-table", tag = "tables",
    params(("slug" = String, Path)),
    request_body(content = TableForm, content_type = "multipart/form-data"),
    responses((status = 201, body = TableTakenJson), (status = 200, body = TableTakenJson)))]
pub(crate) async fn take(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<TableTakenJson>), Problem> {
    let upload = Upload::of_form(&server, &actor, &slug, request, &FORM).await?;
    let taken = take_table(&server, &actor, &slug, upload).await?;
    Ok(answer(taken.is_empty(), taken))
}
