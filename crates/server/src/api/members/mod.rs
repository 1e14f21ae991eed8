//! Who belongs to a guideline.

pub(crate) mod invite;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod set;
