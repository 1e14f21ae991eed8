use std::{fmt, str::FromStr};

use crate::ReadError;

/// As what a comment table is written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFormat {
    /// Office Open XML SpreadsheetML.
    Xlsx,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// A table in a Word document.
    Docx,
}

/// No table format has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no format of comment tables; these are xlsx, csv and docx")]
pub struct UnknownTableFormat(pub String);

/// Why a file is no comment table, or could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Beyond a limit; says which.
    #[error("the file is too large: {0}")]
    TooLarge(String),
    /// Not of the format it claims to be, or damaged; says how that showed.
    #[error("this is no readable {format} file: {why}")]
    Malformed {
        /// As what it was read.
        format: TableFormat,
        /// One clause.
        why: String,
    },
    /// A kind of file that is not taken; says what to do.
    #[error("{0}")]
    Refused(&'static str),
    /// No table in it has the headings of a comment table.
    #[error(
        "no comment table was found: a row of headings must name at least the comment or the proposed \
         change, and one more column"
    )]
    NoTable,
    /// The file could not be produced.
    #[error("writing {format} failed: {why}")]
    Failed {
        /// As what it was written.
        format: TableFormat,
        /// What the writer said.
        why: String,
    },
}

impl TableError {
    pub(super) fn of(error: ReadError, format: TableFormat) -> Self {
        match error {
            ReadError::Empty => Self::Empty,
            ReadError::TooLarge(why) => Self::TooLarge(why),
            ReadError::Malformed { why, .. } => Self::Malformed { format, why },
            other => Self::Malformed {
                format,
                why: other.to_string(),
            },
        }
    }
}

impl TableFormat {
    /// What the bytes are, by how they begin; anything that is no archive is taken for CSV.
    pub fn of_bytes(bytes: &[u8], name: &str) -> Self {
        let named = name.rsplit('.').next().and_then(|it| it.parse().ok());
        if let Some(format) = named {
            return format;
        }
        let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        match bytes.starts_with(b"PK") {
            true if has(b"word/document.xml") => Self::Docx,
            true => Self::Xlsx,
            false => Self::Csv,
        }
    }

    /// The ending of file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Docx => "docx",
        }
    }

    /// The media type for HTTP.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

impl FromStr for TableFormat {
    type Err = UnknownTableFormat;

    fn from_str(name: &str) -> Result<Self, UnknownTableFormat> {
        match name.to_ascii_lowercase().as_str() {
            "xlsx" => Ok(Self::Xlsx),
            "csv" => Ok(Self::Csv),
            "docx" => Ok(Self::Docx),
            _ => Err(UnknownTableFormat(name.to_owned())),
        }
    }
}

impl fmt::Display for TableFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.extension())
    }
}
