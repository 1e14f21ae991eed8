//! PDF: what poppler, as an independent reader, finds in what we write.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]
#![allow(clippy::print_stdout, reason = "what is skipped is said aloud")]

#[path = "../support/generate.rs"]
#[allow(dead_code, reason = "each test file uses a part")]
mod generate;
mod hostile;
mod places;
mod reading;
mod redlines;
mod support;
