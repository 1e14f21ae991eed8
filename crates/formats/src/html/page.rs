use document::Document;
use redline::Redline;

use super::{
    Labels, STYLE, blocks,
    inline::{Notes, escape},
    overview, redline as changes,
    remarks::Remarks,
    structure,
};
use crate::{Presentation, WriteError, unchanged::unchanged};

/// What only a page by itself needs.
const PAGE_STYLE: &str = include_str!("page.css");

/// Nothing is loaded and nothing runs, whatever a text tries.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// What is told of where the changes of a redline come from, as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Of all of them.
    pub whole: String,
    /// Of each, by the index of the change; those at the end of which nothing is told may be left out.
    pub changes: Vec<String>,
}

/// Writes a document as one page that needs nothing else, with the remarks behind what they are on.
///
/// # Errors
/// None in practice.
pub fn write(document: &Document, presentation: &Presentation) -> Result<Vec<u8>, WriteError> {
    let redline = unchanged(document);
    let remarks = Remarks::of(&redline, &presentation.notes);
    let text = if presentation.notes.is_empty() {
        blocks(document)
    } else {
        remarked(&redline, &remarks)
    };
    let body = format!(
        "{}<main id=\"text\" class=\"text\">\n{text}{}</main>\n",
        overview::of_document(document, presentation, &remarks),
        remarks.elsewhere()
    );
    Ok(page(&document.language, &document.title, &body).into_bytes())
}

/// The blocks of a text with the remarks behind what they are on.
fn remarked(redline: &Redline<'_>, remarks: &Remarks<'_>) -> String {
    let labels = Labels::for_language(&redline.new.language);
    let notes = Notes::of(&[redline.new]);
    structure::write(&changes::parts(redline, &labels, &notes, remarks), &notes)
}

/// Writes a redline as one page that needs nothing else: what was compared, how to read it, a list
/// of the changes, and the text with the remarks behind what they are on, linked both ways.
///
/// # Errors
/// None in practice.
pub fn write_redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    write_redline_told(redline, presentation, &Told::default())
}

/// The same, with what is told of where the changes come from: of all of them before the text, of
/// each behind it.
///
/// # Errors
/// None in practice.
pub fn write_redline_told(
    redline: &Redline<'_>,
    presentation: &Presentation,
    told: &Told,
) -> Result<Vec<u8>, WriteError> {
    let labels = Labels::for_language(&redline.new.language);
    let notes = Notes::of(&[redline.new, redline.old]);
    let remarks = Remarks::of(redline, &presentation.notes);
    let mut parts = changes::parts(redline, &labels, &notes, &remarks);
    changes::say(redline, &told.changes, &mut parts);
    let body = format!(
        "{}<main id=\"text\" class=\"text redline\">\n{}{}</main>\n",
        overview::of_redline(redline, presentation, &told.whole, (&labels, &remarks)),
        structure::write(&parts, &notes),
        remarks.elsewhere()
    );
    let title = format!("{} · {}", redline.new.title, labels.changes);
    Ok(page(&redline.new.language, &title, &body).into_bytes())
}

fn page(language: &str, title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}{PAGE_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(language),
        escape(title)
    )
}
