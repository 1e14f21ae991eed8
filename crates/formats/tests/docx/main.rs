//! DOCX in and out: laws over generated documents, tables of cases, hostile files, and other
//! programs as independent readers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]
#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "what is skipped is said aloud"
)]

mod bad_input;
mod credits;
mod dialects;
mod generate;
mod house;
mod independent;
#[path = "../judges/mod.rs"]
mod judges;
mod links;
mod margin;
mod markup;
mod notes;
mod properties;
mod ragged;
mod reading;
mod redlines;
mod remarks;
mod round_trip;
mod support;
mod templates;
mod validity;
mod words;
