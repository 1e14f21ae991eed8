//! The interface over HTTP, told as stories: a real server on loopback over a real database.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod bad_input;
mod contract;
mod deciding;
mod house;
mod matrix;
mod office;
mod package;
mod provenance;
mod repeated;
mod replay;
mod responses;
mod returns;
mod review;
mod rulings;
mod sessions;
mod statistics;
mod tables;
mod whole_path;
mod word;

#[path = "../../../store/tests/support/postgres.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    clippy::print_stderr,
    reason = "made for the tests of the store"
)]
mod postgres;
