//! Decisions on what people said, and what they say to them.

pub(crate) mod answer;
pub(crate) mod comment;
pub(crate) mod many;
