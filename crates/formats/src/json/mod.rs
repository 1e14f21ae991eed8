//! Our own JSON: the document as it is, and the redline as scripts read it.

mod redline;

pub use redline::{RedlineValue, write_redline};

use ::document::Document;

use crate::{Format, Limits, ReadError, Reading, WriteError, intake};

/// Reads a document; its blocks keep their ids.
///
/// # Errors
/// When the bytes are no such document, the document is not well formed, or a text in it holds a
/// character that may not stand in a reviewed text.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    intake::check_size(bytes, limits)?;
    let document: Document =
        serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
    check(&document, limits)?;
    Ok(Reading {
        document,
        problems: Vec::new(),
    })
}

/// Writes a document.
///
/// # Errors
/// None in practice; what the serialiser says.
pub fn write(document: &Document) -> Result<Vec<u8>, WriteError> {
    let mut bytes = serde_json::to_vec_pretty(document).map_err(failed)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn check(document: &Document, limits: &Limits) -> Result<(), ReadError> {
    if document.blocks.len() > limits.blocks {
        return Err(ReadError::TooLarge(format!(
            "{} blocks where at most {} are taken",
            document.blocks.len(),
            limits.blocks
        )));
    }
    intake::check_blocks(&document.blocks)?;
    match document.defects().first() {
        Some(defect) => Err(malformed(defect.to_string())),
        None => Ok(()),
    }
}

fn malformed(why: String) -> ReadError {
    ReadError::Malformed {
        format: Format::Json,
        why,
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the signature that map_err asks for"
)]
fn failed(error: serde_json::Error) -> WriteError {
    WriteError::Failed {
        format: Format::Json,
        why: error.to_string(),
    }
}
