//! The program `understory`: the only place that wires the rooms together, and the only one that
//! speaks to a terminal.

mod command;
mod failure;
mod fonts;
mod house;
mod input;
mod listen;
mod output;
mod publication;
mod sample;
mod token_key;

use std::process::ExitCode;

use clap::Parser;

use crate::command::Command;

/// Review a guideline together: revisions, comments that survive edits, redlines that Word opens.
#[derive(Debug, Parser)]
#[command(
    name = "understory",
    version,
    max_term_width = 100,
    propagate_version = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match Cli::parse().command.run() {
        Ok(code) => code,
        Err(failure) => {
            output::complain(&failure.to_string());
            ExitCode::from(2)
        }
    }
}
