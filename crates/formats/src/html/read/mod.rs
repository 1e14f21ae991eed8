//! Reads a page: its text, and nothing of what it would do in a browser.

mod inline;
mod place;
mod table;
mod walk;

use super::tree::Tree;
use crate::{Format, Limits, ReadError, Reading, intake, language, settle::settle};

/// Ampersands of a page; ten megabytes of real pages have 100,000.
const MOST_REFERENCES: usize = 2_000_000;

/// Reads a document. What a page does beyond holding text (scripts, styles, forms, frames) is
/// dropped and listed.
///
/// # Errors
/// When the bytes are no text, hold characters that may not stand in a reviewed text, or are
/// beyond the limits.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    let (text, mut problems) = intake::text(Format::Html, bytes, limits)?;
    check_references(&text)?;
    let tree = Tree::parse(&text, limits)?;
    let mut reading = read_tree(&tree, limits)?;
    problems.append(&mut reading.problems);
    reading.problems = problems;
    describe(&tree, &mut reading);
    intake::check_blocks(&reading.document.blocks)?;
    reading.problems.extend(settle(&mut reading.document));
    reading.document.number_blocks();
    Ok(reading)
}

/// Resolving them is the dearest thing that a parser does: half a second a million.
fn check_references(text: &str) -> Result<(), ReadError> {
    if text.bytes().filter(|byte| *byte == b'&').count() > MOST_REFERENCES {
        let why = format!("more than {MOST_REFERENCES} character references");
        return Err(ReadError::TooLarge(why));
    }
    Ok(())
}

/// Reads a piece of HTML that stands in another format; blocks and resources only.
pub(crate) fn read_fragment(html: &str, limits: &Limits) -> Result<Reading, ReadError> {
    read_tree(&Tree::parse(html, limits)?, limits)
}

fn read_tree(tree: &Tree, limits: &Limits) -> Result<Reading, ReadError> {
    let mut walker = walk::Walker::new(tree, limits);
    walker.page()?;
    let mut reading = walker.finish();
    reading.document.number_blocks();
    Ok(reading)
}

/// Title and language, from the head of the page or from its text.
fn describe(tree: &Tree, reading: &mut Reading) {
    let document = &mut reading.document;
    let title = tree
        .find(tree.root(), "title")
        .map(|title| tree.text(title));
    let title = title
        .unwrap_or_default()
        .replace(::document::PLACEHOLDER, "");
    document.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if document.title.is_empty() {
        document.title = intake::first_heading(&document.blocks);
    }
    let html = tree.find(tree.root(), "html");
    let language = html.and_then(|html| tree.attribute(html, "lang"));
    document.language = match language {
        Some(tag) if language::is_tag(tag) => tag.to_owned(),
        _ => language::guess(document),
    };
}
