//! The commands that need a database or serve.

mod accounts;
mod desk;
mod http;
mod program;
mod serving;
