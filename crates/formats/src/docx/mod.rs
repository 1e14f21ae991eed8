//! Office Open XML WordprocessingML (ECMA-376, transitional; strict files are read too).
//!
//! Each block carries a hidden bookmark `_u_<id>`, since bookmarks survive word processors that drop
//! or renumber every other identity. Nothing that a file refers to is ever fetched.

mod addresses;
mod counting;
mod look;
mod markup;
pub(crate) mod names;
pub(crate) mod package;
mod quoted;
mod read;
mod tracked;
pub(crate) mod tree;
mod write;
pub(crate) mod xml;

pub use tracked::{Markup, Remark, RemarkPlace, RemarkReply, Replacement, TrackedChange};

use document::Document;
use redline::Redline;

use crate::{Format, Imprint, Limits, Presentation, ReadError, Reading, WriteError};

/// Which side of the tracked changes in a file is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The text as it is once every change is accepted.
    #[default]
    Accepted,
    /// The text as it was: every change rejected.
    Rejected,
}

impl View {
    fn inserted(self) -> bool {
        self == Self::Accepted
    }

    fn deleted(self) -> bool {
        self == Self::Rejected
    }
}

/// Reads a document as it stands once every tracked change in it is accepted.
///
/// # Errors
/// When the bytes are no readable archive of this kind, or beyond the limits.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    read_as(bytes, limits, View::Accepted)
}

/// Reads one side of a document with tracked changes.
///
/// # Errors
/// As [`read`].
pub fn read_as(bytes: &[u8], limits: &Limits, view: View) -> Result<Reading, ReadError> {
    read::read(bytes, limits, view)
}

/// Reads a document with everything that people did to it: tracked changes one by one, comments
/// with their answers.
///
/// # Errors
/// As [`read`].
pub fn read_markup(bytes: &[u8], limits: &Limits) -> Result<Markup, ReadError> {
    read::markup(bytes, limits)
}

/// Writes a document. Reading the result gives the same document, ids included.
///
/// # Errors
/// When the archive cannot be produced.
pub fn write(document: &Document, presentation: &Presentation) -> Result<Vec<u8>, WriteError> {
    write::document(document, presentation)
}

/// Writes a redline as tracked changes: accepting all of them gives the newer document, rejecting
/// all the older one.
///
/// # Errors
/// When the archive cannot be produced.
pub fn write_redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    write::redline(redline, presentation)
}

/// Writes a document on landscape pages, its tables with columns of these shares of the width; the
/// file says that it is a comment table of this layout.
pub(crate) fn write_table(
    document: &Document,
    presentation: &Presentation,
    shares: &[u32],
    layout: &str,
) -> Result<Vec<u8>, WriteError> {
    write::table(document, presentation, shares, layout)
}

/// A document with tables, and what its file says of itself.
pub(crate) struct TableFile {
    /// All tracked changes accepted.
    pub(crate) document: Document,
    pub(crate) imprint: Option<Imprint>,
    /// The layout of the comment table that we wrote there.
    pub(crate) layout: Option<String>,
}

/// Reads a document that may hold a comment table.
pub(crate) fn read_table(bytes: &[u8], limits: &Limits) -> Result<TableFile, ReadError> {
    let reading = read(bytes, limits)?;
    let (imprint, layout) = read::imprint(bytes, limits)?;
    Ok(TableFile {
        document: reading.document,
        imprint,
        layout,
    })
}

/// A number as `i`, `ii`, `iii`.
pub(crate) fn roman(value: u32) -> String {
    counting::Counting::LowerRoman.write(value)
}

pub(crate) fn malformed(why: impl Into<String>) -> ReadError {
    ReadError::Malformed {
        format: Format::Docx,
        why: why.into(),
    }
}
