//! Comments and suggestions as rows and as annotations, and back.

mod annotations;
mod exchange;
mod gather;
mod printed;
mod rows;
mod sheet;
mod take;

pub(crate) use annotations::{annotations, placed_annotations};
pub use exchange::{
    Incoming, NotExchanged, TableFile, TableWish, bring_annotations, bring_table, comment_table,
    written_annotations,
};
pub(crate) use exchange::{Stretch, take_annotations, take_table, write_annotations, write_table};
pub use gather::Of;
pub(crate) use gather::{Gathered, gather};
pub(crate) use printed::{Layouts, printed};
pub(crate) use rows::{Texts, rows};
pub(crate) use sheet::{Pages, Sheet, pages};
pub(crate) use take::{Placed, Taken, placed_rows};
