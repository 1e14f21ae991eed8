use std::{fmt, path::Path};

/// Why a command could not be carried out: one sentence that names the thing and the reason.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Failure(String);

impl Failure {
    /// Something else than a file was in the way.
    pub(crate) fn new(reason: impl fmt::Display) -> Self {
        Self(reason.to_string())
    }

    /// This file was in the way.
    pub(crate) fn of_file(path: &Path, reason: impl fmt::Display) -> Self {
        Self(format!("{}: {reason}", path.display()))
    }
}
