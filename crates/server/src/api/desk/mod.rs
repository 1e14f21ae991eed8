//! What editors order contributions by: who is to decide, tags, groups.

pub(crate) mod assign;
pub(crate) mod group;
pub(crate) mod similar;
pub(crate) mod tag;
