//! Where a comment stands in another revision, and how sure we are.
//!
//! An [`Anchor`] is written once, against the revision that a person was reading, and never
//! rewritten. A [`Placer`] is prepared once for that revision and another one, and then answers for
//! each anchor with a [`Placement`]: exact, shifted, fuzzy, ambiguous or orphaned, and why. It asks
//! several witnesses and believes none of them unverified:
//!
//! 1. the redline: where the very words went, in place or with a moved paragraph;
//! 2. the block id: the same words in the block that bears it;
//! 3. the quote with its surroundings, among what is new in the other revision;
//! 4. most of the quote, where the redline leads;
//! 5. most of the quote, among what is new.
//!
//! Since a placement always follows from the two revisions alone, restoring a text restores the
//! placements on it. This crate does no IO, reads no clock and draws no random number.

mod anchor;
mod answer;
mod context;
mod evidence;
mod fresh;
mod grams;
mod likeness;
mod passage;
mod placement;
mod placer;
mod prepared;
mod witnesses;

pub use anchor::{Anchor, AnchorError, CONTEXT, Target, write_anchor};
pub use likeness::{FUZZY, survival};
pub use placement::{Candidate, Placement, Reason, State};
pub use placer::Placer;
