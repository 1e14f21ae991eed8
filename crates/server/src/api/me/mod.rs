//! The signed-in person.

pub(crate) mod change;
pub(crate) mod show;
