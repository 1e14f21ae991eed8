use axum::{
    Json,
    body::Bytes,
    extract::{Multipart, State, multipart::Field},
    http::{Method, StatusCode, Uri},
};
use formats::Limits;
use review::{
    Action, Actor, GuidelineView, ReturnedFile, Subject, TakenBack, WhichRevision,
    document::Digest, may, permit,
};
use utoipa::ToSchema;

use crate::{
    access::Who,
    extract::{IdempotencyKey, Path},
    form::{broken, text},
    once::idempotency,
    problem::{Meaning, Problem},
    returned::returned_file,
    state::Server,
    wire::{SuggestionJson, TakenBackJson},
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

/// What a form brought, not yet read.
#[derive(Debug, Default)]
struct Upload {
    file: Option<Bytes>,
    which: WhichRevision,
}

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
    IdempotencyKey(key): IdempotencyKey,
    method: Method,
    address: Uri,
    parts: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<(StatusCode, Json<TakenBackJson>), Problem> {
    let guideline = server.review.guideline(&actor, &slug).await?;
    admit(&actor, &guideline)?;
    let (bytes, which) = Upload::receive(parts.map_err(|_| not_a_form())?).await?;
    let once = key.map(|key| {
        let file = Digest::of_bytes(&bytes);
        let wish = format!("{which:?}");
        idempotency(key, &method, &address, &[file.as_str(), &wish])
    });
    let file = read(&server, bytes).await?;
    let review = &server.review;
    let taken = review.take_back(&actor, &slug, file, &which, once.as_ref());
    let taken = taken.await?;
    let status = if taken.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let answer = shown(&server, &guideline, taken).await?;
    Ok((status, Json(answer)))
}

impl Upload {
    async fn receive(mut parts: Multipart) -> Result<(Bytes, WhichRevision), Problem> {
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
            upload.take(part).await?;
        }
        let missing = || Problem::invalid("file", "is missing");
        Ok((upload.file.ok_or_else(missing)?, upload.which))
    }

    async fn take(&mut self, part: Field<'_>) -> Result<(), Problem> {
        match part.name().unwrap_or_default() {
            "revision" => self.which.revision = Some(number(&text(part).await?)?),
            "language" => self.which.language = Some(text(part).await?.trim().to_owned()),
            "file" if self.file.is_some() => {
                return Err(Problem::invalid("file", "comes twice"));
            }
            "file" => {
                let bytes = part.bytes().await.map_err(|error| broken(&error))?;
                self.file = Some(bytes);
            }
            _ => {
                let known = "the form takes file, revision and language";
                return Err(Problem::invalid("form", known));
            }
        }
        Ok(())
    }
}

/// Before fifty megabytes are taken in and read; taking them asks again.
pub(crate) fn admit(actor: &Actor, view: &GuidelineView) -> Result<(), Problem> {
    let subject = Subject::Guideline {
        visibility: view.guideline.visibility,
        role: view.my_role,
    };
    Ok(permit(may(actor, Action::Suggest, subject))?)
}

/// Reading a file may take all the time that the limits allow: aside, a few at a time.
async fn read(server: &Server, bytes: Bytes) -> Result<ReturnedFile, Problem> {
    let read = move || returned_file(&bytes, &Limits::default());
    let read = server.heavily(read).await?;
    read.map_err(|error| Problem::from(error).with("field", "file".into()))
}

async fn shown(
    server: &Server,
    view: &GuidelineView,
    mut taken: TakenBack,
) -> Result<TakenBackJson, Problem> {
    let suggestions = std::mem::take(&mut taken.suggestions);
    let found = server.review.in_their_texts(&view.guideline, suggestions);
    let found = found.await?;
    let show = move || {
        let suggestions = found.into_iter().map(SuggestionJson::from).collect();
        TakenBackJson::new(taken, suggestions)
    };
    server.heavily(show).await
}

fn number(text: &str) -> Result<u32, Problem> {
    let number = text.trim().parse();
    number.map_err(|_| Problem::invalid("revision", "is the number of a revision"))
}

fn not_a_form() -> Problem {
    let detail = "A file is brought back by a multipart/form-data body with a part named file.";
    Problem::new(Meaning::UnsupportedMediaType, detail)
}
