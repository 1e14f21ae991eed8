use document::Document;
use redline::Redline;

use super::{
    Labels, STYLE, blocks,
    inline::{Notes, escape},
    redline as changes, structure,
};
use crate::{Presentation, WriteError};

/// Writes a document as one page that needs nothing else.
///
/// # Errors
/// None in practice.
pub fn write(document: &Document) -> Result<Vec<u8>, WriteError> {
    let body = format!("<main class=\"text\">\n{}</main>\n", blocks(document));
    Ok(page(&document.language, &document.title, &body).into_bytes())
}

/// Writes a redline as one page that needs nothing else, with the remarks beside what they are on.
///
/// # Errors
/// None in practice.
pub fn write_redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    let labels = Labels::for_language(&redline.new.language);
    let notes = Notes::of(&[redline.new, redline.old]);
    let parts = changes::parts(redline, &labels, &notes, &presentation.notes);
    let body = format!(
        "{}<main class=\"text redline\">\n{}</main>\n",
        header(redline, presentation, &labels),
        structure::write(&parts, &notes)
    );
    let title = format!("{} · {}", redline.new.title, labels.changes);
    Ok(page(&redline.new.language, &title, &body).into_bytes())
}

fn header(redline: &Redline<'_>, presentation: &Presentation, labels: &Labels) -> String {
    let or = |given: &str, default: &str| escape(if given.is_empty() { default } else { given });
    let old = or(&presentation.old_label, &labels.sides.0);
    let new = or(&presentation.new_label, &labels.sides.1);
    let stats = redline.stats();
    let signed: Vec<&str> = [&presentation.author, &presentation.date]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    format!(
        "<header class=\"redline-head\">\n<p class=\"title\">{}</p>\n<p>{}: <del>{old}</del> → <ins>{new}</ins> \
         <span class=\"figures\">+{} −{}</span></p>\n<p>{}</p>\n</header>\n",
        escape(&redline.new.title),
        escape(&labels.changes),
        stats.inserted_chars,
        stats.deleted_chars,
        escape(&signed.join(" · "))
    )
}

fn page(language: &str, title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(language),
        escape(title)
    )
}
