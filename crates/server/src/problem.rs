//! The one desk where errors are made: RFC 9457 problem documents, by meaning.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use review::FieldError;
use serde_json::{Map, Value, json};

pub(crate) use crate::meaning::Meaning;
use crate::wire;

/// What went wrong, for the person who asked. It never says more than that person may know.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    meaning: Meaning,
    detail: String,
    more: Map<String, Value>,
    retry_after: Option<u64>,
}

impl Problem {
    /// A problem of this meaning with one sentence for the person.
    pub(crate) fn new(meaning: Meaning, detail: impl Into<String>) -> Self {
        Self {
            meaning,
            detail: detail.into(),
            more: Map::new(),
            retry_after: None,
        }
    }

    /// The one answer for what does not exist and for what the asker may not know of.
    pub(crate) fn not_found() -> Self {
        Self::new(Meaning::NotFound, "There is no such thing here.")
    }

    /// The request cannot be understood.
    pub(crate) fn malformed(detail: impl Into<String>) -> Self {
        Self::new(Meaning::Malformed, detail)
    }

    /// One field does not make sense.
    pub(crate) fn invalid(field: &str, what: impl Into<String>) -> Self {
        review::ReviewError::invalid(field, what).into()
    }

    /// No or no valid token.
    pub(crate) fn sign_in_needed() -> Self {
        Self::new(Meaning::SignInNeeded, "Sign in and try again.")
    }

    /// A mistake of ours; what it was goes to the log alone.
    pub(crate) fn internal(error: &dyn std::error::Error) -> Self {
        tracing::error!(?error, "internal error");
        Self::new(Meaning::Internal, "Something went wrong on our side.")
    }

    /// The storage does not answer; what it said goes to the log alone.
    pub(crate) fn unavailable(said: &dyn std::fmt::Debug) -> Self {
        tracing::error!(?said, "the storage cannot be reached");
        let detail = "The storage does not answer; nothing was changed. Try again shortly.";
        Self::new(Meaning::Unavailable, detail).retry_after(2)
    }

    /// Others write faster than all of it can be read.
    pub(crate) fn never_still() -> Self {
        let detail =
            "Others are writing just now, so that no one state could be read. Try again shortly.";
        Self::new(Meaning::Unavailable, detail).retry_after(5)
    }

    /// What went wrong, as one sentence.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// Too often; in so many seconds again.
    pub(crate) fn too_many(seconds: u64) -> Self {
        Self::new(
            Meaning::TooManyRequests,
            "Too many attempts; try again later.",
        )
        .retry_after(seconds)
    }

    /// The same with another member in the document.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// What it means.
    pub(crate) fn status(&self) -> StatusCode {
        self.meaning.status()
    }

    fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    fn document(&self) -> wire::ProblemDocument {
        let (slug, title) = self.meaning.name();
        wire::ProblemDocument {
            r#type: format!("/problems/{slug}"),
            title: title.to_owned(),
            status: self.status().as_u16(),
            detail: self.detail.clone(),
            more: self.more.clone(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(self.document())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.meaning == Meaning::SignInNeeded {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<review::ReviewError> for Problem {
    fn from(error: review::ReviewError) -> Self {
        use review::ReviewError as Error;
        let sentence = sentence(&error.to_string());
        match error {
            Error::NotFound => Self::not_found(),
            Error::SignInNeeded => Self::sign_in_needed(),
            Error::Forbidden => {
                tracing::info!("forbidden");
                Self::new(Meaning::Forbidden, sentence)
            }
            Error::Stale { current } => {
                Self::new(Meaning::Stale, sentence).with("current", current.into())
            }
            Error::Invalid { errors } => {
                Self::new(Meaning::Invalid, sentence).with("errors", field_errors(&errors))
            }
            Error::Conflict(_) => Self::new(Meaning::Conflict, sentence),
            Error::Clash(clashing) => {
                let with = json!(clashing.with);
                Self::new(Meaning::Conflict, sentence)
                    .with("suggestion", json!(clashing.suggestion))
                    .with("conflict", json!(clashing.clash.conflicts))
                    .with("with", with)
            }
            Error::BuiltUpon { by } => Self::new(Meaning::Conflict, sentence).with("by", json!(by)),
            Error::StaleDraft { tag, block } => Self::new(Meaning::PreconditionFailed, sentence)
                .with("tag", tag.into())
                .with("block", json!(block)),
            Error::Undecided {
                comments,
                suggestions,
            } => Self::new(Meaning::Conflict, sentence)
                .with("comments", comments.into())
                .with("suggestions", suggestions.into()),
            Error::KeyReused => Self::new(Meaning::KeyReused, sentence),
            Error::Unavailable(said) => Self::unavailable(&said),
        }
    }
}

impl From<auth::DoorError> for Problem {
    fn from(error: auth::DoorError) -> Self {
        use auth::DoorError as Error;
        match error {
            Error::Refused => Self::sign_in_needed(),
            Error::Accounts(error) => Self::unavailable(&error),
            Error::Busy => Self::new(Meaning::Unavailable, "Try again.").retry_after(1),
            Error::Password(_) | Error::Token(_) => Self::internal(&error),
        }
    }
}

impl From<formats::ReadError> for Problem {
    fn from(error: formats::ReadError) -> Self {
        let meaning = match error {
            formats::ReadError::TooLarge(_) => Meaning::TooLarge,
            _ => Meaning::UnreadableFile,
        };
        Self::new(meaning, sentence(&error.to_string()))
    }
}

impl From<formats::tables::TableError> for Problem {
    fn from(error: formats::tables::TableError) -> Self {
        let meaning = match error {
            formats::tables::TableError::TooLarge(_) => Meaning::TooLarge,
            _ => Meaning::UnreadableFile,
        };
        Self::new(meaning, sentence(&error.to_string()))
    }
}

impl From<formats::annotation::AnnotationError> for Problem {
    fn from(error: formats::annotation::AnnotationError) -> Self {
        let meaning = match error {
            formats::annotation::AnnotationError::TooLarge(_) => Meaning::TooLarge,
            _ => Meaning::UnreadableFile,
        };
        Self::new(meaning, sentence(&error.to_string()))
    }
}

impl From<formats::WriteError> for Problem {
    fn from(error: formats::WriteError) -> Self {
        match error {
            formats::WriteError::Unsupported { .. } | formats::WriteError::Template(_) => {
                Self::malformed(sentence(&error.to_string()))
            }
            formats::WriteError::NotBuilt(_) | formats::WriteError::NoFont => {
                Self::new(Meaning::NotHere, sentence(&error.to_string()))
            }
            formats::WriteError::TooLarge { .. } => {
                Self::new(Meaning::Invalid, sentence(&error.to_string()))
            }
            formats::WriteError::Failed { .. } => Self::internal(&error),
        }
    }
}

/// Turns errors that a layer or the router made into problem documents.
pub(crate) fn tidy(response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || is_presentable(&response) {
        return response;
    }
    let problem = Problem::new(Meaning::of_status(status), standard_detail(status));
    let mut tidied = problem.into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            tidied.headers_mut().insert(name, value.clone());
        }
    }
    tidied
}

/// Answers a panic: it was logged where it was caught, and the person learns nothing of it.
pub(crate) fn of_panic(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    tracing::error!("a request panicked");
    Problem::new(Meaning::Internal, "Something went wrong on our side.").into_response()
}

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// In an answer's extensions: it is an error and meant to be no problem document, but a page.
#[derive(Clone, Copy)]
pub(crate) struct Presentable;

fn is_presentable(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE) == Some(&PROBLEM_JSON)
        || response.extensions().get::<Presentable>().is_some()
}

fn standard_detail(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "There is no such thing here.",
        StatusCode::METHOD_NOT_ALLOWED => "This address does not know that method; see Allow.",
        StatusCode::PAYLOAD_TOO_LARGE => "The body is larger than is taken here.",
        StatusCode::REQUEST_TIMEOUT => "The request took too long.",
        _ if status.is_client_error() => "The request cannot be understood.",
        _ => "Something went wrong on our side.",
    }
}

fn field_errors(errors: &[FieldError]) -> Value {
    let rows = errors.iter();
    rows.map(|error| json!({"field": error.field, "what": error.what}))
        .collect()
}

/// With a capital letter and a full stop.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let stop = if clause.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{stop}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(problem: &Problem, status: u16, slug: &str, detail: &str) {
        let document = problem.document();
        assert_eq!(document.status, status);
        assert_eq!(document.r#type, format!("/problems/{slug}"));
        assert_eq!(document.detail, detail);
    }

    #[test]
    fn each_error_of_the_review_has_its_answer() {
        use review::ReviewError as Error;
        check(
            &Error::NotFound.into(),
            404,
            "not-found",
            "There is no such thing here.",
        );
        check(
            &Error::SignInNeeded.into(),
            401,
            "sign-in-needed",
            "Sign in and try again.",
        );
        check(
            &Error::Forbidden.into(),
            403,
            "forbidden",
            "This is not yours to do.",
        );
        let stale = Problem::from(Error::Stale { current: 3 });
        check(
            &stale,
            409,
            "stale-revision",
            "Revision 3 is the latest by now.",
        );
        assert_eq!(stale.document().more["current"], 3);
        let invalid = Problem::invalid("quote", "the text there is another");
        check(
            &invalid,
            422,
            "invalid",
            "Quote: the text there is another.",
        );
        assert_eq!(invalid.document().more["errors"][0]["field"], "quote");
        let full = Problem::from(Error::Unavailable("disk I/O error at /var/x".into()));
        assert_eq!(full.status(), 503);
        assert!(!full.document().detail.contains("disk"));
    }

    #[test]
    fn a_file_that_is_too_large_is_told_from_one_that_is_none() {
        use formats::ReadError as Error;
        assert_eq!(Problem::from(Error::TooLarge("x".into())).status(), 413);
        assert_eq!(Problem::from(Error::Empty).status(), 422);
    }
}
