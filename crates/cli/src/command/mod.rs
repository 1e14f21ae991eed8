mod convert;
mod redline;

use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Failure;

/// What the program can be told to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Redline(redline::Redline),
    Convert(convert::Convert),
}

impl Command {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Redline(command) => command.run(),
            Self::Convert(command) => command.run(),
        }
    }
}
