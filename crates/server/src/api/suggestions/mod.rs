//! Proposed wording.

pub(crate) mod list;
pub(crate) mod show;
