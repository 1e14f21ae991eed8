use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
};
use utoipa::ToSchema;

use crate::{
    access::Who,
    arrivals::{Form, Upload, answer, take_markup},
    extract::Path,
    problem::Problem,
    state::Server,
    wire::TakenBackJson,
};

/// The parts of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a multipart form")]
pub(crate) struct ReturnForm {
    /// A DOCX that left here, with tracked changes and comments, or edited without tracking.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// The revision it was made from; only for a file that does not say so itself.
    revision: Option<u32>,
    /// The language of its text; only for a file that does not say so itself.
    language: Option<String>,
}

const FORM: Form = Form {
    deed: "A file is brought back",
    parts: "file, revision and language",
    decisions: false,
};

/// Bring a marked-up file back
///
/// Each change in it becomes a suggestion, each comment a comment, a reply to a comment that is
/// here a reply to it. Answers 200 instead of 201 when the file brought nothing new.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/returns", tag = "suggestions",
    params(("slug" = String, Path)),
    request_body(content = ReturnForm, content_type = "multipart/form-data"),
    responses((status = 201, body = TakenBackJson), (status = 200, body = TakenBackJson)))]
pub(crate) async fn take(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<TakenBackJson>), Problem> {
    let upload = Upload::of_form(&server, &actor, &slug, request, &FORM).await?;
    let taken = take_markup(&server, &actor, &slug, upload).await?;
    Ok(answer(taken.is_empty(), taken))
}
