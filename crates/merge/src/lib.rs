//! Changes to one text by several hands.
//!
//! [`TextEdits`] is what somebody did to a text: disjoint and sorted by construction. It applies,
//! inverts, composes and unites; what cannot stand together is handed back rather than guessed.
//! [`merge`] brings two changed versions of one block together, text and marks, or answers a
//! [`Conflict`] that can be stored, shown and resolved later.
//!
//! This crate does no IO, reads no clock and draws no random number.

mod block;
mod compose;
mod edits;
mod hunks;
mod marks;
mod weave;

pub use block::{Conflict, Dispute, Property, Span, merge};
pub use edits::{Misfit, Overlap, TextEdit, TextEdits};
