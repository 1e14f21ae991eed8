use axum::{
    Json,
    body::Bytes,
    extract::{Multipart, State, multipart::Field},
    http::{Method, StatusCode, Uri},
};
use review::document::Digest;
use utoipa::ToSchema;

use crate::{
    access::Who,
    api::returns::admit,
    extract::{IdempotencyKey, Path},
    form::{broken, text},
    once::idempotency,
    problem::{Meaning, Problem},
    state::Server,
    tables::{Incoming, take_table},
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

#[derive(Debug, Default)]
struct Upload {
    file: Option<(Bytes, String)>,
    revision: Option<u32>,
    language: Option<String>,
    decisions: bool,
}

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
    IdempotencyKey(key): IdempotencyKey,
    method: Method,
    address: Uri,
    parts: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<(StatusCode, Json<TableTakenJson>), Problem> {
    let guideline = server.review.guideline(&actor, &slug).await?;
    admit(&actor, &guideline)?;
    let upload = Upload::receive(parts.map_err(|_| not_a_form())?).await?;
    let incoming = upload.incoming()?;
    let once = key.map(|key| {
        let file = Digest::of_bytes(&incoming.bytes);
        let Incoming {
            revision,
            language,
            decisions,
            ..
        } = &incoming;
        let wish = format!("{revision:?} {language:?} {decisions}");
        idempotency(key, &method, &address, &[file.as_str(), &wish])
    });
    let taken = take_table(&server, &actor, &slug, incoming, once.as_ref()).await?;
    Ok((status(&taken), Json(taken)))
}

/// Whether something was made.
pub(crate) fn status(taken: &TableTakenJson) -> StatusCode {
    match taken.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::CREATED,
    }
}

impl Upload {
    async fn receive(mut parts: Multipart) -> Result<Self, Problem> {
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
            upload.take(part).await?;
        }
        Ok(upload)
    }

    async fn take(&mut self, part: Field<'_>) -> Result<(), Problem> {
        match part.name().unwrap_or_default() {
            "revision" => {
                let number = text(part).await?.trim().parse();
                let wrong = |_| Problem::invalid("revision", "is the number of a revision");
                self.revision = Some(number.map_err(wrong)?);
            }
            "language" => self.language = Some(text(part).await?.trim().to_owned()),
            "decisions" => {
                let said = text(part).await?;
                let wrong = |_| Problem::invalid("decisions", "is true or false");
                self.decisions = said.trim().parse().map_err(wrong)?;
            }
            "file" if self.file.is_some() => return Err(Problem::invalid("file", "comes twice")),
            "file" => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let bytes = part.bytes().await.map_err(|error| broken(&error))?;
                self.file = Some((bytes, name));
            }
            _ => {
                let known = "the form takes file, revision, language and decisions";
                return Err(Problem::invalid("form", known));
            }
        }
        Ok(())
    }

    fn incoming(self) -> Result<Incoming, Problem> {
        let missing = || Problem::invalid("file", "is missing");
        let (bytes, name) = self.file.ok_or_else(missing)?;
        Ok(Incoming {
            bytes: bytes.into(),
            name,
            revision: self.revision,
            language: self.language,
            decisions: self.decisions,
        })
    }
}

fn not_a_form() -> Problem {
    let detail = "A table is brought in by a multipart/form-data body with a part named file.";
    Problem::new(Meaning::UnsupportedMediaType, detail)
}
