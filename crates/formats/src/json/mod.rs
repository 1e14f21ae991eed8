//! Our own JSON: the document as it is, and the redline as scripts read it.

mod credits;
mod redline;

pub use redline::{RedlineValue, write_redline};

use ::document::Document;

use crate::{
    Format, Limits, Problem, ReadError, Reading, WriteError, intake, settle::settle, spans,
};

/// Reads a document; its blocks keep their ids.
///
/// # Errors
/// When the bytes are no such document, the document is not well formed, or a text in it holds a
/// character that may not stand in a reviewed text.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    intake::check_size(bytes, limits)?;
    check_blocks(count_texts(bytes), limits)?;
    let mut document: Document =
        serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
    check(&document)?;
    let mut problems = normalise(&mut document);
    problems.extend(settle(&mut document));
    Ok(Reading { document, problems })
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

/// Refuses more blocks than are taken before there is memory for them.
fn check_blocks(count: usize, limits: &Limits) -> Result<(), ReadError> {
    if count > limits.blocks {
        return Err(ReadError::TooLarge(format!(
            "{count} blocks where at most {} are taken",
            limits.blocks
        )));
    }
    Ok(())
}

/// How often the key stands that each block has once; what is no text at all is refused later.
fn count_texts(bytes: &[u8]) -> usize {
    let source = std::str::from_utf8(bytes).unwrap_or_default();
    let ends = source.match_indices("\"text\"");
    let is_key = |(at, key): (usize, &str)| source[at + key.len()..].trim_start().starts_with(':');
    ends.filter(|found| is_key(*found)).count()
}

fn check(document: &Document) -> Result<(), ReadError> {
    intake::check_blocks(&document.blocks)?;
    match document.defects().first() {
        Some(defect) => Err(malformed(defect.to_string())),
        None => Ok(()),
    }
}

/// Composes letters with separate accents; says so, once, where there were any.
fn normalise(document: &mut Document) -> Vec<Problem> {
    let mut changed = 0;
    for block in &mut document.blocks {
        let before = block.text.len();
        if !intake::is_normal(&block.text) {
            spans::normalise(block);
            changed += usize::from(block.text.len() != before);
        }
    }
    let what = format!("letters with separate accents joined in {changed} blocks");
    let problem = (changed > 0).then(|| intake::whole_file(what));
    problem.into_iter().collect()
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
