//! The commands that need no database: what they answer, and how they refuse.

mod commands;
mod corpora;
mod files;
mod run;
