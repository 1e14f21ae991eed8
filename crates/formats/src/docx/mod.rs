//! Office Open XML WordprocessingML.

use document::Document;
use redline::Redline;

use crate::{Format, Limits, Presentation, ReadError, Reading, WriteError};

/// Reads a document.
///
/// # Errors
/// When the bytes are no readable archive of this kind.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    let _ = (bytes, limits);
    Err(ReadError::WriteOnly(Format::Docx))
}

/// Writes a document.
///
/// # Errors
/// When the archive cannot be produced.
pub fn write(document: &Document) -> Result<Vec<u8>, WriteError> {
    let _ = document;
    Err(unsupported("a document"))
}

/// Writes a redline as tracked changes.
///
/// # Errors
/// When the archive cannot be produced.
pub fn write_redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    let _ = (redline, presentation);
    Err(unsupported("a redline"))
}

fn unsupported(what: &'static str) -> WriteError {
    WriteError::Unsupported {
        what,
        format: Format::Docx,
    }
}
