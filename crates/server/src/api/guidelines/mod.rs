//! The works under review.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod show;
