//! The numbered snapshots of a guideline.

pub(crate) mod list;
pub(crate) mod publish;
pub(crate) mod show;
mod upload;
