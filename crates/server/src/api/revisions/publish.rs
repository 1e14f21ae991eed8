use axum::{
    Json,
    extract::{FromRequest, Multipart, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
};
use review::{Action, Actor, GuidelineView, Idempotency, Publish, PublishDraft};
use utoipa::ToSchema;

use super::upload::Upload;
use crate::{
    access::{Who, admit_upload},
    extract::{IdempotencyKey, Path},
    form::multipart,
    once::{Once, idempotency},
    problem::Problem,
    state::Server,
    wire::{PublishedJson, ReleaseRequest},
};

/// The parts of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a multipart form")]
pub(crate) struct PublishForm {
    /// The text in the guideline's language: .docx, .md, .html or .json. A further language comes
    /// as `file_` and its tag, such as `file_zh`.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// What to say about the revision.
    note: Option<String>,
    /// The latest revision that the sender saw, 0 for none; another one by now answers 409.
    expected: Option<u32>,
    /// `true`: says what would happen and stores nothing.
    check: Option<bool>,
}

/// Publish files, or the draft, as the next revision
///
/// Files come as a form, the draft by a JSON body. While comments or suggestions are not decided,
/// the draft is published only with `undecided`, and with `known` only if they are still as many.
/// Answers 200 instead of 201 to a check.
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/revisions", tag = "revisions",
    params(("slug" = String, Path)),
    request_body(content((PublishForm = "multipart/form-data"), (ReleaseRequest = "application/json"))),
    responses((status = 201, body = PublishedJson), (status = 200, body = PublishedJson)))]
pub(crate) async fn publish(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    method: Method,
    address: Uri,
    request: Request,
) -> Result<(StatusCode, Json<PublishedJson>), Problem> {
    if is_json(request.headers()) {
        return publish_draft(&server, &actor, &slug, request).await;
    }
    let guideline = server.review.guideline(&actor, &slug).await?;
    admit_upload(&actor, &guideline, Action::Publish)?;
    let parts = Multipart::from_request(request, &()).await;
    let upload = Upload::receive(multipart(parts, "A revision is published")?).await?;
    let once = key.map(|key| once(key, &method, &address, &upload));
    let publish = read(&server, upload, guideline).await?;
    let check = publish.check;
    let published = server.review.publish(&actor, &slug, publish, once.as_ref());
    let published = published.await?;
    server.front.forget(&slug);
    Ok((status(check), Json(published.into())))
}

async fn publish_draft(
    server: &Server,
    actor: &Actor,
    slug: &str,
    request: Request,
) -> Result<(StatusCode, Json<PublishedJson>), Problem> {
    let Once { wish, key } = Once::<ReleaseRequest>::from_request(request, &()).await?;
    let release = PublishDraft {
        note: wish.note,
        expected: wish.expected,
        undecided: wish.undecided,
        known: wish.known.map(Into::into),
        check: wish.check,
    };
    let published = server
        .review
        .publish_draft(actor, slug, release, key.as_ref())
        .await?;
    server.front.forget(slug);
    Ok((status(wish.check), Json(published.into())))
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    value.starts_with("application/json")
}

fn status(check: bool) -> StatusCode {
    if check {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    }
}

/// Reading a file may take all the time that the limits allow: aside, a few at a time.
async fn read(server: &Server, upload: Upload, view: GuidelineView) -> Result<Publish, Problem> {
    let language = view.guideline.language;
    server.heavily(move || upload.read(&language)).await?
}

fn once(key: String, method: &Method, address: &Uri, upload: &Upload) -> Idempotency {
    let digests = upload.digests();
    let digests: Vec<&str> = digests.iter().map(String::as_str).collect();
    idempotency(key, method, address, &digests)
}
