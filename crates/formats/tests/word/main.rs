//! Other word processors have the last word: pandoc and LibreOffice accept all and reject all tracked
//! changes of whole redlines, and must come to the newer and the older text.
//!
//! Minutes rather than seconds, so these are ignored by default: `make test-word` runs them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]
#![allow(clippy::print_stdout, reason = "what was judged is said aloud")]

#[path = "../judges/mod.rs"]
mod judges;
mod known;
mod office;
mod real;
mod returning;
mod sides;
#[path = "../docx/support.rs"]
#[allow(dead_code, reason = "shared with the tests of DOCX")]
mod support;
