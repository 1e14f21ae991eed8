//! HTML: a document or a redline as one self-contained, semantic page without script, and the same
//! blocks for pages that others build.

mod inline;
mod labels;
mod overview;
mod page;
mod part;
mod read;
mod redline;
mod remarks;
mod structure;
mod table;
mod tree;
mod url;
mod words;

pub use labels::Labels;
pub use page::{Told, write, write_redline, write_redline_told};
pub use read::read;

pub(crate) use read::read_fragment;
pub(crate) use table::write as table;
pub(crate) use url::is_safe_link;

use ::document::Document;
use ::redline::Redline;

/// The style sheet that the blocks are made for; print included.
pub const STYLE: &str = include_str!("style.css");

/// The blocks of a document as HTML, each with its id.
pub fn blocks(document: &Document) -> String {
    let notes = inline::Notes::of(&[document]);
    structure::write(&part::of_document(document, &notes), &notes)
}

/// The changes of a redline as HTML: each block with its new id, or `old-` and its old id where it
/// is only in the older document; `ins` and `del` inside, the two halves of a move linked. Behind
/// each change stands what is said of it, HTML by the index of the change; what has none may be left
/// out at the end.
pub fn redline_blocks(redline: &Redline<'_>, labels: &Labels, asides: &[String]) -> String {
    let notes = inline::Notes::of(&[redline.new, redline.old]);
    let remarks = remarks::Remarks::of(redline, &[]);
    let mut parts = redline::parts(redline, labels, &notes, &remarks);
    redline::say(redline, asides, &mut parts);
    structure::write(&parts, &notes)
}
