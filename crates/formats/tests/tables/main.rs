//! Comment tables, the places that their rows name, and Web Annotations.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod annotation;
mod golden;
mod hostile;
mod placing;
mod reading;
mod round_trip;
mod support;
