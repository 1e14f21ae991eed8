use std::{mem, path::PathBuf, process::ExitCode};

use clap::Args;
use formats::{Format, Presentation};
use redline::{Options, Redline as Comparison};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::template::Template;
use crate::{
    failure::Failure,
    fonts::FontArgs,
    input,
    output::{Destination, wants_colour},
};

/// Show what changed between two documents.
///
/// Reads .docx, .md, .html and .json. Without -o the redline goes to standard output, as text unless
/// --format says otherwise: in colour on a terminal, else as [-deleted-] and {+inserted+}.
///
/// Exit status, as of diff: 0 without differences, 1 with differences, 2 in trouble.
#[derive(Debug, Args)]
pub(crate) struct Redline {
    /// The older document
    old: PathBuf,
    /// The newer document
    new: PathBuf,
    /// Where to write; - is standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// json, html, md, docx, pdf or text [default: what OUT ends in, else text]
    #[arg(long)]
    format: Option<Format>,
    /// Whose changes they are shown as
    #[arg(long, value_name = "NAME", default_value = "Understory")]
    author: String,
    #[command(flatten)]
    template: Template,
    /// Terms of the field that are never cut in Chinese text, one a line
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
    #[command(flatten)]
    fonts: FontArgs,
}

impl Redline {
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        let destination = Destination::of(self.output.as_deref());
        let format = match self.format {
            Some(format) => format,
            None if destination.is_stdout() => Format::Text,
            None => destination.format()?,
        };
        destination.accepts(format)?;
        destination.spares(&[&self.old, &self.new])?;
        let template = self.template.bytes(format)?;
        let (old, new) = input::read_both(&self.old, &self.new)?;
        let glossary = self.glossary.as_deref().map(input::terms).transpose()?;
        let options = Options {
            glossary: glossary.as_deref().unwrap_or_default(),
            ..Options::default()
        };
        let redline = redline::compare(&old, &new, &options);
        let presentation = Presentation {
            template,
            ..self.presentation()
        };
        let bytes = self.render(format, &redline, &presentation, &destination)?;
        destination.write(&bytes)?;
        let differs = !redline.is_empty();
        // the program ends here; giving large values back piece by piece would only take time
        mem::forget((redline, bytes));
        mem::forget((old, new));
        Ok(ExitCode::from(u8::from(differs)))
    }

    fn render(
        &self,
        format: Format,
        redline: &Comparison<'_>,
        presentation: &Presentation,
        destination: &Destination,
    ) -> Result<Vec<u8>, Failure> {
        if format == Format::Text {
            let colour = destination.is_stdout() && wants_colour();
            return Ok(formats::terminal(redline, colour).into_bytes());
        }
        formats::write_redline(format, redline, presentation)
            .map_err(|error| self.template.failure(&error, destination))
    }

    fn presentation(&self) -> Presentation {
        Presentation {
            author: self.author.clone(),
            date: now(),
            old_label: file_name(&self.old),
            new_label: file_name(&self.new),
            fonts: self.fonts.folders.clone(),
            ..Presentation::default()
        }
    }
}

fn file_name(path: &std::path::Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Whole seconds: what WordprocessingML keeps.
fn now() -> String {
    let now = OffsetDateTime::now_utc();
    now.replace_nanosecond(0)
        .unwrap_or(now)
        .format(&Rfc3339)
        .unwrap_or_default()
}
