//! The files of a package.

use formats::{
    Format,
    package::PackedFile,
    tables::{self, Layout, TableFormat},
};
use review::{Actor, RevisionText};
use serde::Serialize;

use super::{heard::Heard, left_out::Missing};
use crate::{
    problem::Problem,
    render::{self, Written},
    state::Server,
    tables::Sheet,
};

/// As what texts and redlines are written.
const FORMATS: [Format; 4] = [Format::Docx, Format::Pdf, Format::Html, Format::Markdown];
const TABLES: [TableFormat; 3] = [TableFormat::Xlsx, TableFormat::Csv, TableFormat::Docx];

/// The text in one language.
pub(super) async fn text(
    server: &Server,
    text: &RevisionText,
    files: &mut Vec<PackedFile>,
    missing: &mut Vec<Missing>,
) -> Result<(), Problem> {
    let (slug, number) = (&text.guideline.slug, text.revision.number);
    let written = render::text(server, text, FORMATS.to_vec(), Vec::new()).await?;
    let named = Named {
        stem: format!("text/{slug}-r{number}-{}", text.language),
        what: "text",
        language: &text.language,
    };
    named.put(written, files, missing)
}

/// What changed since an earlier revision, in one language.
pub(super) async fn redline(
    server: &Server,
    actor: &Actor,
    (from, new): (u32, &RevisionText),
    files: &mut Vec<PackedFile>,
    missing: &mut Vec<Missing>,
) -> Result<(), Problem> {
    let (slug, number, language) = (&new.guideline.slug, new.revision.number, &new.language);
    let stem = format!("redline/{slug}-r{from}-r{number}-{language}");
    let old = server.review.revision(actor, slug, from, Some(language));
    let old = old.await?;
    if old.language != *language {
        missing.push(Missing::older_text(stem, from, language));
        return Ok(());
    }
    let written = render::redline(server, (&old, new), FORMATS.to_vec(), Vec::new()).await?;
    let named = Named {
        stem,
        what: "redline",
        language,
    };
    named.put(written, files, missing)
}

/// How the files of one text are called.
struct Named<'a> {
    stem: String,
    what: &'static str,
    language: &'a str,
}

impl Named<'_> {
    fn put(
        self,
        written: Vec<Written>,
        files: &mut Vec<PackedFile>,
        missing: &mut Vec<Missing>,
    ) -> Result<(), Problem> {
        for (format, written) in FORMATS.into_iter().zip(written) {
            let path = format!("{}.{format}", self.stem);
            match written {
                Ok(bytes) => files.push(PackedFile {
                    path,
                    media_type: format.media_type().to_owned(),
                    what: self.what.to_owned(),
                    language: self.language.to_owned(),
                    bytes,
                }),
                Err(error) => missing.push(Missing::file(path, format, error)?),
            }
        }
        Ok(())
    }
}

/// The comment table in each layout.
pub(super) fn tables(
    heard: &Heard,
    sheet: &Sheet<'_>,
    layouts: &[Layout],
) -> Result<Vec<PackedFile>, Problem> {
    let mut files = Vec::new();
    for layout in layouts {
        let table = sheet.table(*layout, heard.moment.at.to_string());
        for format in TABLES {
            let bytes = tables::write(&table, format);
            files.push(PackedFile {
                path: format!("comments/comments-{}.{format}", hyphened(*layout)),
                media_type: format.media_type().to_owned(),
                what: "comments".to_owned(),
                language: table.language.clone(),
                bytes: bytes.map_err(|error| Problem::internal(&error))?,
            });
        }
    }
    Ok(files)
}

fn hyphened(layout: Layout) -> String {
    layout.name().replace('_', "-")
}

/// A value as JSON.
pub(super) fn json(path: &str, what: &str, value: &impl Serialize) -> Result<PackedFile, Problem> {
    let bytes = serde_json::to_vec_pretty(value);
    let mut bytes = bytes.map_err(|error| Problem::internal(&error))?;
    bytes.push(b'\n');
    Ok(file(path, what, Format::Json.media_type(), bytes))
}

/// Lines of cells.
pub(super) fn csv(path: &str, what: &str, bytes: Vec<u8>) -> PackedFile {
    file(path, what, TableFormat::Csv.media_type(), bytes)
}

fn file(path: &str, what: &str, media_type: &str, bytes: Vec<u8>) -> PackedFile {
    PackedFile {
        path: path.to_owned(),
        media_type: media_type.to_owned(),
        what: what.to_owned(),
        language: String::new(),
        bytes,
    }
}
