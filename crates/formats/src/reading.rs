use document::{Document, Unwelcome};
use serde::Serialize;

use crate::Format;

/// What came of reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Well formed: `document.defects()` is empty. Its blocks carry the ids the file had for them,
    /// or fresh sequential ones.
    pub document: Document,
    /// What could not be represented, in reading order.
    pub problems: Vec<Problem>,
}

/// Something in a file that did not come through as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: a line, a paragraph, a part of the file, in words a person can follow.
    pub place: String,
    /// What, and what became of it, as one sentence.
    pub what: String,
}

/// How much a reader takes in before it refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Bytes of all parts of an archive once unpacked.
    pub unpacked_bytes: usize,
    /// Entries of an archive.
    pub entries: usize,
    /// Blocks of the document.
    pub blocks: usize,
    /// Depth of nested elements or constructs.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 50 << 20,
            unpacked_bytes: 128 << 20,
            entries: 4096,
            blocks: 200_000,
            depth: 256,
        }
    }
}

/// Why a file is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Beyond one of [`Limits`]; says which.
    #[error("the file is too large: {0}")]
    TooLarge(String),
    /// Not of the format it claims to be, or damaged; says how that showed.
    #[error("this is no readable {format} file: {why}")]
    Malformed {
        /// The format it was read as.
        format: Format,
        /// One clause.
        why: String,
    },
    /// A character that may not stand in a reviewed text.
    #[error("{place}: {what} may not stand in a text under review; remove it and try again")]
    Unwelcome {
        /// Where in the file.
        place: String,
        /// Which character.
        what: Unwelcome,
    },
    /// A format that is only written.
    #[error("{0} files cannot be read, only written")]
    WriteOnly(Format),
}

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The format is not written for this.
    #[error("{what} cannot be written as {format}")]
    Unsupported {
        /// The document or the redline.
        what: &'static str,
        /// The format asked for.
        format: Format,
    },
    /// The template is no document whose looks could be taken; says why.
    #[error("the template cannot be used: {0}")]
    Template(ReadError),
    /// The program was built without this format.
    #[error("this program was built without {0}; build it with the feature of that name")]
    NotBuilt(Format),
    /// No font has the letters of the text.
    #[error(
        "the text has Chinese, Japanese or Korean characters and no font here has them; install one \
         (on Debian: fonts-noto-cjk) or name a folder that holds one with --font-dir"
    )]
    NoFont,
    /// More than is laid out at once.
    #[error("the text is too large to be written as {format}")]
    TooLarge {
        /// The format asked for.
        format: Format,
    },
    /// The archive or markup could not be produced.
    #[error("writing {format} failed: {why}")]
    Failed {
        /// The format asked for.
        format: Format,
        /// What the writer said.
        why: String,
    },
}
