//! The signed-in person.

pub(crate) mod change;
pub(crate) mod mine;
pub(crate) mod notices;
pub(crate) mod reading;
pub(crate) mod show;
