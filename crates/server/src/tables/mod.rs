//! Comments and suggestions as rows and as annotations, and back.

mod annotations;
mod gather;
mod printed;
mod rows;
mod sheet;
mod take;

pub(crate) use annotations::{annotations, placed_annotations};
pub(crate) use gather::{Gathered, Of, gather};
pub(crate) use printed::{Layouts, printed};
pub(crate) use rows::{Texts, rows};
pub(crate) use sheet::{Pages, Sheet, pages};
pub(crate) use take::{Placed, Taken, placed_rows};
