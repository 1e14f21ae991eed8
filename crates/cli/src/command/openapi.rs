use std::process::ExitCode;

use clap::Args;

use crate::{failure::Failure, output::Destination};

/// Print the OpenAPI document of the HTTP interface.
#[derive(Debug, Args)]
pub(crate) struct Openapi {}

impl Openapi {
    #[expect(clippy::unused_self, reason = "every command runs the same way")]
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        let mut document = server::openapi().to_pretty_json().map_err(Failure::new)?;
        document.push('\n');
        Destination::Stdout.write(document.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
