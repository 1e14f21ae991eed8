//! What the tests share.
#![allow(dead_code, reason = "each test uses its part")]
#![allow(unreachable_pub, missing_docs, reason = "for tests only")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "for tests only"
)]

pub mod house;
pub mod postgres;
pub mod text;

use std::path::Path;

/// The address of a database file in a folder.
pub fn sqlite(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("understory.db").display())
}
