//! Bytes to documents, documents and redlines to bytes.
//!
//! Reading is total: a file of a known format gives a document and a list of what was not
//! understood; only a file that is no document at all is an error. Nothing is ever fetched.

mod carried;
mod format;
mod intake;
mod language;
mod note_numbers;
mod outline;
mod picture;
mod presentation;
mod reading;
mod settle;
mod shown;
mod spans;
mod terminal;
mod unchanged;

pub mod annotation;
pub mod docx;
pub mod html;
pub mod json;
pub mod markdown;
pub mod package;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod placing;
pub mod tables;

pub use format::{Format, UnknownFormat};
pub use presentation::{Credit, Imprint, MarginComment, MarginReply, Presentation, Side, Whose};
pub use reading::{Limits, Problem, ReadError, Reading, WriteError};
pub use terminal::terminal;

use document::Document;
use redline::Redline;

/// Reads a file of this format.
///
/// # Errors
/// When the bytes are no document of this format, or beyond the limits.
pub fn read(format: Format, bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    match format {
        Format::Docx => docx::read(bytes, limits),
        Format::Json => json::read(bytes, limits),
        Format::Markdown => markdown::read(bytes, limits),
        Format::Html => html::read(bytes, limits),
        format => Err(ReadError::WriteOnly(format)),
    }
}

/// Writes a document as a file of this format.
///
/// # Errors
/// When the format does not hold documents, or its archive cannot be produced.
pub fn write(
    format: Format,
    document: &Document,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    match format {
        Format::Docx => docx::write(document, presentation),
        Format::Json => json::write(document),
        Format::Markdown => markdown::write(document),
        Format::Html => html::write(document, presentation),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::write(document, presentation),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(WriteError::NotBuilt(format)),
        format => Err(WriteError::Unsupported {
            what: "a document",
            format,
        }),
    }
}

/// Writes a redline as a file of this format.
///
/// # Errors
/// When its archive or markup cannot be produced.
pub fn write_redline(
    format: Format,
    redline: &Redline<'_>,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    match format {
        Format::Docx => docx::write_redline(redline, presentation),
        Format::Json => json::write_redline(redline, &presentation.credits, &presentation.changes),
        Format::Html => html::write_redline(redline, presentation),
        Format::Markdown => markdown::write_redline(redline, presentation),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::write_redline(redline, presentation),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(WriteError::NotBuilt(format)),
        Format::Text => Ok(terminal(redline, false).into_bytes()),
    }
}
