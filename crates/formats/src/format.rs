use std::{fmt, path::Path, str::FromStr};

/// The file formats that this crate reads or writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Office Open XML WordprocessingML (ECMA-376, transitional).
    Docx,
    /// CommonMark with GFM tables, strikethrough and footnotes.
    Markdown,
    /// HTML.
    Html,
    /// Our own JSON.
    Json,
    /// PDF; written only, and only by programs built with it.
    Pdf,
    /// Plain text; written only.
    Text,
}

/// No format has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no format known here; known are docx, md, html, json, pdf and text")]
pub struct UnknownFormat(pub String);

impl Format {
    /// The format that a file name's ending tells.
    pub fn of_path(path: &Path) -> Option<Self> {
        path.extension()?.to_str()?.parse().ok()
    }

    /// Whether this program can write the format at all.
    pub fn is_built(self) -> bool {
        self != Self::Pdf || cfg!(feature = "pdf")
    }

    /// Whether the format is bytes that no terminal can show.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Docx | Self::Pdf)
    }

    /// The ending of file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Pdf => "pdf",
            Self::Text => "txt",
        }
    }

    /// The media type for HTTP.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        match name.to_ascii_lowercase().as_str() {
            "docx" => Ok(Self::Docx),
            "md" | "markdown" => Ok(Self::Markdown),
            "html" | "htm" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            "pdf" => Ok(Self::Pdf),
            "text" | "txt" => Ok(Self::Text),
            _ => Err(UnknownFormat(name.to_owned())),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.extension())
    }
}
