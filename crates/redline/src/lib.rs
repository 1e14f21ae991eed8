//! What changed between two documents.
//!
//! [`compare`] works in three passes: *align* pairs blocks, *refine* compares the text of each pair
//! word by word, *tidy* shifts and joins changes so that they read as prose. The result keeps both
//! sides, so that old and new are projections of it and every renderer reads one value.
//!
//! This crate does no IO, reads no clock, draws no random number and cannot fail on valid documents.

mod model;

pub use model::{Change, ChangeKind, Op, Redline, Segment, Stats};
