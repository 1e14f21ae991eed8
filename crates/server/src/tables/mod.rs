//! Comments and suggestions as rows and as annotations, and back.

mod annotations;
mod gather;
mod printed;
mod rows;
mod take;

pub(crate) use annotations::{annotations, placed_annotations};
pub(crate) use gather::{Gathered, Of, gather};
pub(crate) use printed::{Pages, printed};
pub(crate) use rows::{Texts, rows};
pub(crate) use take::{Placed, Taken, placed_rows};
