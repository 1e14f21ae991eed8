//! Files that bring contributions in: marked-up DOCX, filled comment tables, Web Annotations.
//!
//! An upload is admitted before its body is taken in (`upload`). A reader for each kind of file says
//! who wrote what; rows and annotations are then placed in the texts of a revision (`placed`).
//! The review recognises what is here already and keeps the rest in one commit. The same over HTTP
//! and at the console.

mod annotations;
mod markup;
mod placed;
mod table;
mod upload;

pub use annotations::bring_annotations;
pub(crate) use annotations::take_annotations;
pub use markup::returned_file;
pub(crate) use markup::take_markup;
pub(crate) use placed::{Placed, Taken};
pub use table::bring_table;
pub(crate) use table::take_table;
pub(crate) use upload::{Form, Upload, answer};

/// A file that somebody brings.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is called: tells a CSV from what is no table.
    pub name: String,
    /// The revision that its places are of, where it does not say so itself; else the latest for a
    /// table or annotations, the one most like it for a marked-up text.
    pub revision: Option<u32>,
    /// The language of its text; for a table, of the text in which places are looked for first.
    pub language: Option<String>,
    /// What it decides is decided; only editors may ask for it.
    pub decisions: bool,
}
