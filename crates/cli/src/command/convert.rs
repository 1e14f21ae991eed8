use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use formats::{Format, Presentation};

use super::template::Template;
use crate::{failure::Failure, fonts::FontArgs, input, output::Destination};

/// Convert a document from one format to another.
///
/// Reads .docx, .md, .html and .json, writes the same and .pdf. What did not come through as it was is
/// listed on standard error.
#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// The document to read
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// Where to write; - is standard output
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// docx, md, html, json or pdf [default: what OUT ends in]
    #[arg(long)]
    format: Option<Format>,
    #[command(flatten)]
    template: Template,
    #[command(flatten)]
    fonts: FontArgs,
}

impl Convert {
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        let destination = Destination::of(Some(&self.output));
        let format = match self.format {
            Some(format) => format,
            None => destination.format()?,
        };
        destination.accepts(format)?;
        destination.spares(&[&self.input])?;
        let presentation = Presentation {
            template: self.template.bytes(format)?,
            fonts: self.fonts.folders.clone(),
            ..Presentation::default()
        };
        let document = input::read(&self.input)?;
        let bytes = formats::write(format, &document, &presentation)
            .map_err(|error| self.template.failure(&error, &destination))?;
        destination.write(&bytes)?;
        Ok(ExitCode::SUCCESS)
    }
}
