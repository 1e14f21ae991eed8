//! Comments and suggestions as rows and as annotations.

mod annotations;
mod exchange;
mod gather;
mod printed;
mod rows;
mod sheet;

pub(crate) use annotations::annotations;
pub use exchange::{NotExchanged, TableFile, TableWish, comment_table, written_annotations};
pub(crate) use exchange::{Stretch, write_annotations, write_table};
pub use gather::Of;
pub(crate) use gather::{Gathered, gather};
pub(crate) use printed::{Layouts, printed};
pub(crate) use rows::{Texts, rows};
pub(crate) use sheet::{Pages, Sheet, pages};
