//! Files into documents, never taking in more than the limits allow.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use document::{Document, both};
use formats::{Format, Limits, ReadError, Reading};

use crate::{failure::Failure, output::complain};

/// Reads a document in the format that the file's ending tells, and lists on standard error what did
/// not come through.
pub(crate) fn read(path: &Path) -> Result<Document, Failure> {
    Ok(reading(path)?.document)
}

/// The same with the list of what did not come through.
pub(crate) fn reading(path: &Path) -> Result<Reading, Failure> {
    told(path, Source::open(path)?.understand())
}

/// Bytes of a file that make up for the start of a thread.
const WORTH_A_THREAD: usize = 200_000;

/// Reads two documents, large ones at the same time.
pub(crate) fn read_both(old: &Path, new: &Path) -> Result<(Document, Document), Failure> {
    let sources = (Source::open(old)?, Source::open(new)?);
    let smaller = sources.0.bytes.len().min(sources.1.bytes.len());
    let readings = if smaller < WORTH_A_THREAD {
        (sources.0.understand(), sources.1.understand())
    } else {
        both(|| sources.0.understand(), || sources.1.understand())
    };
    let old = told(old, readings.0)?.document;
    Ok((old, told(new, readings.1)?.document))
}

/// The bytes of a file that is to be a document.
struct Source {
    format: Format,
    bytes: Vec<u8>,
}

impl Source {
    fn open(path: &Path) -> Result<Self, Failure> {
        let format = Format::of_path(path).ok_or_else(|| {
            Failure::of_file(
                path,
                "its ending does not tell the format; known are .docx, .md, .html and .json",
            )
        })?;
        let bytes = bytes(path, Limits::default().file_bytes)?;
        Ok(Self { format, bytes })
    }

    fn understand(&self) -> Result<Reading, ReadError> {
        formats::read(self.format, &self.bytes, &Limits::default())
    }
}

/// Lists what did not come through, or says why nothing did.
fn told(path: &Path, reading: Result<Reading, ReadError>) -> Result<Reading, Failure> {
    let reading = reading.map_err(|error| Failure::of_file(path, error))?;
    for problem in &reading.problems {
        complain(&format!(
            "{}: {}: {}",
            path.display(),
            problem.place,
            problem.what
        ));
    }
    Ok(reading)
}

/// The lines of a file of terms.
pub(crate) fn terms(path: &Path) -> Result<Vec<String>, Failure> {
    let bytes = bytes(path, MOST_TERMS)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::of_file(path, "it is not UTF-8 text, one term a line"))?;
    let lines = text.trim_start_matches('\u{FEFF}').lines().map(str::trim);
    Ok(lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Bytes of a glossary; those of the largest dictionaries of a field are a tenth of it.
const MOST_TERMS: usize = 1 << 20;

/// The bytes of a file. One that is too large is refused by its size before it is read; one that
/// does not tell its size (a pipe, a device) as soon as it has given too much.
pub(crate) fn bytes(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let trouble = |error: io::Error| Failure::of_file(path, plain(&error));
    let too_large = |size: &str| {
        let size = format!("{size} where at most {most} bytes are taken");
        Failure::of_file(path, ReadError::TooLarge(size))
    };
    let file = File::open(path).map_err(trouble)?;
    let size = file.metadata().map_err(trouble)?.len();
    let room = most as u64;
    if size > room {
        return Err(too_large(&format!("{size} bytes")));
    }
    let mut bytes = Vec::new();
    file.take(room + 1)
        .read_to_end(&mut bytes)
        .map_err(trouble)?;
    if bytes.len() > most {
        return Err(too_large("more to come"));
    }
    Ok(bytes)
}

/// The reason without Rust's "(os error 2)".
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut letters = text[..end].chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => text,
    }
}
