//! Remarks on the text.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod place;
pub(crate) mod remove;
pub(crate) mod show;
