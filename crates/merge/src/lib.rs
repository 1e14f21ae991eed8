//! Changes to one text by several hands.
//!
//! [`TextEdits`] is what somebody did to a text: disjoint and sorted by construction. It applies,
//! inverts, composes and unites; what cannot stand together is handed back rather than guessed.
//! [`merge`] brings two changed versions of one block together, text and marks, or answers a
//! [`Conflict`] that can be stored, shown and resolved later.
//!
//! A suggestion is a list of [`Part`]s. [`accept`] lays it over a draft and answers a [`Patch`], or a
//! [`Clash`]; [`without`] takes a step of a draft back; [`carry`] says how a suggestion fares in the
//! next revision; [`hunks_of`] and [`with_hunks`] let some of its changes be chosen; [`collisions`]
//! finds suggestions that cannot both go in. A [`Trace`] follows who wrote what.
//!
//! This crate does no IO, reads no clock and draws no random number.

mod accept;
mod block;
mod carry;
mod collide;
mod compose;
mod credit;
mod edits;
mod gap;
mod hunks;
mod intent;
mod laying;
mod marks;
mod names;
mod part;
mod patch;
mod pick;
mod reading;
mod rows;
mod source;
mod tables;
mod text;
mod trace;
mod undo;
mod walk;
mod weave;

pub use accept::{Clash, accept};
pub use block::{Conflict, Dispute, Property, Span, merge};
pub use carry::{Carried, carry};
pub use collide::{Collision, Pending, collide, collisions};
pub use credit::{Attribution, Credit, Side};
pub use edits::{Misfit, Overlap, TextEdit, TextEdits};
pub use part::Part;
pub use patch::{BlockChange, Patch};
pub use pick::{Hunk, HunkKind, hunks_of, with_hunks};
pub use trace::Trace;
pub use undo::without;
