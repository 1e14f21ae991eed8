//! Uploads that bring contributions: admitted before their body is taken in, and safe to repeat.

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Request, multipart::Field},
    http::{Method, StatusCode, Uri},
};
use review::{Action, Actor, Idempotency, document::Digest};

use super::Incoming;
use crate::{
    access::admit_upload,
    extract::IdempotencyKey,
    form::{file, multipart, next_part, number, text, truth},
    once::{cut_off, idempotency},
    problem::Problem,
    state::Server,
};

/// What a request brings, and the key under which the answer to it is kept.
pub(crate) struct Upload {
    pub(crate) incoming: Incoming,
    pub(crate) once: Option<Idempotency>,
}

/// The form by which a kind of file comes.
pub(crate) struct Form {
    /// What is done by it, for who sends none.
    pub(crate) deed: &'static str,
    /// Which parts it takes, as a list in words.
    pub(crate) parts: &'static str,
    /// Whether it may ask for the decisions in the file.
    pub(crate) decisions: bool,
}

/// What a request says beside its body.
struct Envelope {
    key: Option<String>,
    method: Method,
    address: Uri,
}

impl Upload {
    /// Takes a form in, from somebody who may bring something.
    pub(crate) async fn of_form(
        server: &Server,
        actor: &Actor,
        slug: &str,
        request: Request,
        form: &Form,
    ) -> Result<Self, Problem> {
        let (envelope, request) = admitted(server, actor, slug, request).await?;
        let parts = multipart(Multipart::from_request(request, &()).await, form.deed)?;
        Ok(envelope.with(form.receive(parts).await?))
    }

    /// Takes a body in that is the file itself, from somebody who may bring something.
    pub(crate) async fn of_body(
        server: &Server,
        actor: &Actor,
        slug: &str,
        request: Request,
        said: Incoming,
    ) -> Result<Self, Problem> {
        let (envelope, request) = admitted(server, actor, slug, request).await?;
        let bytes = Bytes::from_request(request, &()).await;
        let bytes = bytes.map_err(|rejection| cut_off(rejection.status()))?;
        Ok(envelope.with(Incoming {
            bytes: bytes.into(),
            ..said
        }))
    }
}

impl From<Incoming> for Upload {
    fn from(incoming: Incoming) -> Self {
        Self {
            incoming,
            once: None,
        }
    }
}

/// Turns away whoever may not, before fifty megabytes are taken in and read.
async fn admitted(
    server: &Server,
    actor: &Actor,
    slug: &str,
    request: Request,
) -> Result<(Envelope, Request), Problem> {
    let (mut parts, body) = request.into_parts();
    let IdempotencyKey(key) = IdempotencyKey::from_request_parts(&mut parts, server).await?;
    let guideline = server.review.guideline(actor, slug).await?;
    admit_upload(actor, &guideline, Action::Suggest)?;
    let envelope = Envelope {
        key,
        method: parts.method.clone(),
        address: parts.uri.clone(),
    };
    Ok((envelope, Request::from_parts(parts, body)))
}

impl Envelope {
    fn with(self, incoming: Incoming) -> Upload {
        let once = self.key.map(|key| {
            let Incoming {
                bytes,
                revision,
                language,
                decisions,
                ..
            } = &incoming;
            let file = Digest::of_bytes(bytes);
            let wish = format!("{revision:?} {language:?} {decisions}");
            let contents = [file.as_str(), &wish];
            idempotency(key, &self.method, &self.address, &contents)
        });
        Upload { incoming, once }
    }
}

impl Form {
    async fn receive(&self, mut parts: Multipart) -> Result<Incoming, Problem> {
        let mut incoming = Incoming::default();
        let mut seen = false;
        while let Some(part) = next_part(&mut parts).await? {
            seen |= self.take(part, seen, &mut incoming).await?;
        }
        match seen {
            true => Ok(incoming),
            false => Err(Problem::invalid("file", "is missing")),
        }
    }

    /// Takes a part in; answers whether it was the file.
    async fn take(
        &self,
        part: Field<'_>,
        seen: bool,
        incoming: &mut Incoming,
    ) -> Result<bool, Problem> {
        match part.name().unwrap_or_default() {
            "revision" => {
                incoming.revision = Some(number(part, "is the number of a revision").await?);
            }
            "language" => incoming.language = Some(text(part).await?.trim().to_owned()),
            "decisions" if self.decisions => incoming.decisions = truth(part).await?,
            "file" if seen => return Err(Problem::invalid("file", "comes twice")),
            "file" => {
                let (bytes, name) = file(part).await?;
                (incoming.bytes, incoming.name) = (bytes.into(), name);
                return Ok(true);
            }
            _ => {
                let known = format!("the form takes {}", self.parts);
                return Err(Problem::invalid("form", known));
            }
        }
        Ok(false)
    }
}

/// The answer to who brought a file: 201 where something came of it that was not here already.
pub(crate) fn answer<T>(nothing_new: bool, taken: T) -> (StatusCode, Json<T>) {
    let status = match nothing_new {
        true => StatusCode::OK,
        false => StatusCode::CREATED,
    };
    (status, Json(taken))
}
