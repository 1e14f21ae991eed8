use std::{path::PathBuf, sync::Arc};

use clap::Args;
use formats::{Format, Limits, WriteError};

use crate::{failure::Failure, input, output::Destination};

/// The house's own looks.
#[derive(Debug, Args)]
pub(crate) struct Template {
    /// A DOCX whose styles, page set-up, headers and footers the written DOCX takes; its text,
    /// macros and links stay behind
    #[arg(long, value_name = "FILE.docx")]
    template: Option<PathBuf>,
}

impl Template {
    /// The bytes of the template, where there is one.
    pub(crate) fn bytes(&self, format: Format) -> Result<Option<Arc<[u8]>>, Failure> {
        let Some(path) = &self.template else {
            return Ok(None);
        };
        if format != Format::Docx {
            return Err(Failure::of_file(path, "a template is for docx only"));
        }
        let bytes = input::bytes(path, Limits::default().file_bytes)?;
        Ok(Some(bytes.into()))
    }

    /// A failure to write: of the template where it is the reason.
    pub(crate) fn failure(&self, error: &WriteError, destination: &Destination) -> Failure {
        match (&self.template, error) {
            (Some(path), WriteError::Template(_)) => Failure::of_file(path, error),
            _ => destination.failure(error),
        }
    }
}
