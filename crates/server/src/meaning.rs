//! What can go wrong, by meaning.

use axum::http::StatusCode;

/// What can go wrong. One meaning has one status, one title and one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The request cannot be understood.
    Malformed,
    /// Signing in is needed, or the token is not valid.
    SignInNeeded,
    /// Not yours to do.
    Forbidden,
    /// From a page of another site.
    CrossSite,
    /// There is no such thing, or none that the asker may know of.
    NotFound,
    /// The address has no such method.
    MethodNotAllowed,
    /// The request took too long to arrive or to answer.
    TimedOut,
    /// Somebody was faster.
    Stale,
    /// What is changed is no longer as it was read.
    PreconditionFailed,
    /// It must be said what was read.
    PreconditionNeeded,
    /// Not in the present state.
    Conflict,
    /// More bytes than are taken.
    TooLarge,
    /// A body of another type than is read here.
    UnsupportedMediaType,
    /// Understood, but it does not make sense; `errors` says where.
    Invalid,
    /// The file is no document.
    UnreadableFile,
    /// The idempotency key was used for another request.
    KeyReused,
    /// Too often.
    TooManyRequests,
    /// A mistake of ours.
    Internal,
    /// The storage does not answer.
    Unavailable,
    /// Not on this server, which was built or set up without it.
    NotHere,
}

impl Meaning {
    /// The status of the answer.
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::SignInNeeded => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Stale | Self::Conflict => StatusCode::CONFLICT,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::PreconditionNeeded => StatusCode::PRECONDITION_REQUIRED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid | Self::UnreadableFile | Self::KeyReused => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotHere => StatusCode::NOT_IMPLEMENTED,
        }
    }

    /// The end of the address that names the kind of problem, and its title.
    pub(crate) const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Malformed => ("malformed", "Malformed request"),
            Self::SignInNeeded => ("sign-in-needed", "Signing in needed"),
            Self::Forbidden => ("forbidden", "Not yours to do"),
            Self::CrossSite => ("cross-site", "Request from another site"),
            Self::NotFound => ("not-found", "Not found"),
            Self::MethodNotAllowed => ("method-not-allowed", "Method not allowed"),
            Self::TimedOut => ("timed-out", "Request timed out"),
            Self::Stale => ("stale-revision", "Stale revision"),
            Self::PreconditionFailed => ("changed-since", "Changed since it was read"),
            Self::PreconditionNeeded => ("if-match-needed", "If-Match needed"),
            Self::Conflict => ("conflict", "Conflict"),
            Self::TooLarge => ("too-large", "Too large"),
            Self::UnsupportedMediaType => ("unsupported-media-type", "Unsupported media type"),
            Self::Invalid => ("invalid", "Invalid request"),
            Self::UnreadableFile => ("unreadable-file", "Unreadable file"),
            Self::KeyReused => ("key-reused", "Idempotency key reused"),
            Self::TooManyRequests => ("too-many-requests", "Too many requests"),
            Self::Internal => ("internal", "Internal error"),
            Self::Unavailable => ("unavailable", "Temporarily unavailable"),
            Self::NotHere => ("not-here", "Not offered here"),
        }
    }

    /// What an answer made elsewhere, by a layer of a library, must have meant.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::SignInNeeded,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::TimedOut,
            StatusCode::CONFLICT => Self::Conflict,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::UNPROCESSABLE_ENTITY => Self::Invalid,
            StatusCode::TOO_MANY_REQUESTS => Self::TooManyRequests,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            _ if status.is_client_error() => Self::Malformed,
            _ => Self::Internal,
        }
    }
}
