//! CommonMark 0.31 with GitHub's tables and strikethrough, footnotes and YAML front matter.

mod blocks;
mod critic;
mod cuts;
mod escape;
mod front_matter;
mod inlines;
mod line;
mod lists;
mod parse;
mod tables;
mod tags;
mod write;

use ::redline::Redline;
use document::Document;

use crate::{
    Format, Limits, Presentation, Problem, ReadError, Reading, WriteError, intake, language, settle,
};

/// Reads a document. Its title is that of the front matter, or its first heading of level 1.
///
/// # Errors
/// When the bytes are no text, hold characters that may not stand in a reviewed text, or are
/// beyond the limits.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    let (text, mut problems) = intake::text(Format::Markdown, bytes, limits)?;
    let front = front_matter::split(&text);
    let (document, more) = blocks::read(front.body, front.lines, limits)?;
    problems.extend(more);
    let reading = finish(document, &front, problems);
    // only an entity can bring into a text what the bytes of the file did not show
    if text.contains('&') {
        intake::check_blocks(&reading.document.blocks)?;
    }
    Ok(reading)
}

/// Writes a document; [`read`] gives it back, block ids aside, if a reader of Markdown made it.
/// Tables that Markdown cannot hold are written as HTML, objects as tags that [`read`] knows.
///
/// # Errors
/// None in practice.
pub fn write(document: &Document) -> Result<Vec<u8>, WriteError> {
    Ok(write::write(document).into_bytes())
}

/// Writes a redline with CriticMarkup: `{--deleted--}`, `{++inserted++}`, `{==passage==}` and
/// `{>>remark<<}`. Accepting every change gives what [`write`] makes of the newer document, rejecting
/// every change what it makes of the older one, byte for byte; a sign of CriticMarkup in the text
/// itself is kept apart by an empty remark. What moved stands at both places.
///
/// # Errors
/// None in practice.
pub fn write_redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    Ok(critic::write(redline, presentation).into_bytes())
}

fn finish(
    mut document: Document,
    front: &front_matter::FrontMatter<'_>,
    mut problems: Vec<Problem>,
) -> Reading {
    document.title = front
        .title
        .clone()
        .unwrap_or_else(|| intake::first_heading(&document.blocks));
    document.language = match &front.language {
        Some(language) => language.clone(),
        None => language::guess(&document),
    };
    if let Some(block) = front.kept() {
        document.blocks.insert(0, block);
    }
    problems.extend(settle::clean(&mut document));
    document.number_blocks();
    Reading { document, problems }
}
