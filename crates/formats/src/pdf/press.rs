//! Typst as a library: a world that holds one fixed template and the data of one sheet, and nothing
//! else. It serves no file, no package, no network and no clock.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, LazyLock, OnceLock},
};

use serde::Deserialize;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    ecow::EcoVec,
    foundations::{Array, Bytes, Datetime, Dict, Duration, Smart, Value},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use super::{fonts::Fonts, sheet::Sheet};
use crate::{Format, WriteError};

const TEMPLATE: &str = include_str!("template.typ");

/// The template, parsed once.
static MAIN: LazyLock<Option<Source>> = LazyLock::new(|| {
    let path = VirtualPath::new("main.typ").ok()?;
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    Some(Source::new(id, TEMPLATE.to_owned()))
});

/// The pages of a sheet.
pub(super) fn pages(
    sheet: &Sheet,
    pictures: Vec<Bytes>,
    fonts: Arc<Fonts>,
) -> Result<PagedDocument, WriteError> {
    guarded(|| {
        let world = Desk::new(inputs(sheet, pictures)?, fonts)?;
        let laid_out = typst::compile::<PagedDocument>(&world);
        laid_out.output.map_err(|errors| complaint(&errors))
    })
}

/// The bytes of these pages.
pub(super) fn print(pages: &PagedDocument, date: &str) -> Result<Vec<u8>, WriteError> {
    let options = PdfOptions {
        creator: Smart::Custom(Some("Understory".to_owned())),
        timestamp: timestamp(date),
        ..PdfOptions::default()
    };
    guarded(|| typst_pdf::pdf(pages, &options).map_err(|errors| complaint(&errors)))
}

/// Runs work of Typst's and forgets what it remembered. A mistake in so large a library must not be
/// more than a failed file.
fn guarded<T>(work: impl FnOnce() -> Result<T, WriteError>) -> Result<T, WriteError> {
    let outcome = catch_unwind(AssertUnwindSafe(work));
    typst::comemo::evict(0);
    outcome.unwrap_or_else(|_| Err(failed("the typesetter gave up on it".to_owned())))
}

fn failed(why: String) -> WriteError {
    WriteError::Failed {
        format: Format::Pdf,
        why,
    }
}

fn complaint(errors: &EcoVec<SourceDiagnostic>) -> WriteError {
    let first = errors.first().map(|error| error.message.to_string());
    failed(first.unwrap_or_default())
}

/// What the template reads: strings are values there, never markup.
fn inputs(sheet: &Sheet, pictures: Vec<Bytes>) -> Result<Dict, WriteError> {
    let json = serde_json::to_value(sheet).map_err(|error| failed(error.to_string()))?;
    let value = Value::deserialize(json).map_err(|error| failed(error.to_string()))?;
    let pictures: Array = pictures.into_iter().map(Value::Bytes).collect();
    let mut inputs = Dict::new();
    inputs.insert("sheet".into(), value);
    inputs.insert("pictures".into(), Value::Array(pictures));
    Ok(inputs)
}

/// The world of one sheet.
struct Desk {
    library: LazyHash<Library>,
    main: Source,
    fonts: Arc<Fonts>,
    read: Vec<OnceLock<Option<Font>>>,
}

impl Desk {
    fn new(inputs: Dict, fonts: Arc<Fonts>) -> Result<Self, WriteError> {
        let main = MAIN.clone();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            main: main.ok_or_else(|| failed("there is no template".to_owned()))?,
            read: (0..fonts.count()).map(|_| OnceLock::new()).collect(),
            fonts,
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        let slot = self.read.get(index)?;
        slot.get_or_init(|| self.fonts.read(index)).clone()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// An RFC 3339 time in UTC, to the second.
fn timestamp(date: &str) -> Option<Timestamp> {
    let part = |range: std::ops::Range<usize>| date.get(range)?.parse::<u8>().ok();
    let year = date.get(0..4)?.parse().ok()?;
    let (month, day) = (part(5..7)?, part(8..10)?);
    let (hour, minute, second) = (part(11..13), part(14..16), part(17..19));
    let time = Datetime::from_ymd_hms(
        year,
        month,
        day,
        hour.unwrap_or(0),
        minute.unwrap_or(0),
        second.unwrap_or(0),
    )?;
    Some(Timestamp::new_utc(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_far_as_they_are_known() {
        assert!(timestamp("2026-11-23T15:00:01Z").is_some());
        assert!(timestamp("2026-11-23").is_some());
        for date in ["", "2026", "2026-13-01", "yesterday", "２０２６-01-01"] {
            assert!(timestamp(date).is_none(), "{date}");
        }
    }

    #[test]
    fn the_world_holds_nothing_but_the_template() {
        let desk = Desk::new(Dict::new(), Arc::new(Fonts::ours())).unwrap();
        let path = VirtualPath::new("/etc/passwd").unwrap();
        let other = RootedPath::new(VirtualRoot::Project, path).intern();
        assert!(desk.file(other).is_err());
        assert!(desk.file(desk.main()).is_err());
        assert!(desk.source(other).is_err());
        assert!(desk.today(None).is_none());
    }
}
