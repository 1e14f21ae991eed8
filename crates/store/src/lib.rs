//! The ports of `review` and `auth` over SQLite and PostgreSQL.
//!
//! One set of statements with `$1` placeholders runs on either engine. All writing goes through one
//! task that owns the writing connection and commits in groups, so that an answered deed is a
//! durable one and yet 150 people at once do not wait for 150 disk syncs.

mod accounts;
mod chunk;
mod clock;
mod comments;
mod counted;
mod database;
mod deed;
mod desk;
mod drafts;
mod engine;
mod guidelines;
mod handling;
mod people;
mod port;
mod proposals;
mod remarks;
mod returns;
mod revisions;
mod suggestions;
mod themes;
mod word;
mod writer;

pub use clock::{RandomIds, SystemClock};
pub use database::{Database, OpenError};
