//! Proposed wording.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod decide;
pub(crate) mod discuss;
pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod support;
pub(crate) mod withdraw;
