//! Spreadsheets read as tables of text. Nothing is computed and nothing fetched: of a formula, the
//! value that the file has for it is taken.
//!
//! The archive is opened with the same limits as a Word file's; a sheet streams by row by row, so that
//! memory follows what is in its cells and not what it claims to span.

mod book;
mod sheet;
mod value;

use self::{book::Book, sheet::Reading};
use super::{
    format::{TableError, TableFormat},
    grid::{Budget, Grid},
};
use crate::{
    Limits,
    docx::{package::Package, tree::Element},
    intake,
};

/// The first bytes of an OLE compound file (MS-CFB, section 2.2).
pub(super) const COMPOUND_FILE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Sheets that are looked at.
const SHEETS: usize = 16;

pub(super) fn compound_file() -> TableError {
    TableError::Refused(
        "this file is encrypted or in an old format of Office (.xls, .doc); save it as .xlsx or .docx \
         without a password",
    )
}

/// The sheets of a file that are not empty.
pub(super) fn grids(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, TableError> {
    if bytes.starts_with(&COMPOUND_FILE) {
        return Err(compound_file());
    }
    let wrong = |error| TableError::of(error, TableFormat::Xlsx);
    let package = Package::open(bytes, limits).map_err(wrong)?;
    refuse_others(&package)?;
    let book = Book::open(&package).map_err(wrong)?;
    let mut grids = Vec::new();
    let mut reading = Reading {
        book: &book,
        budget: Budget::default(),
        refused: None,
    };
    for (name, part) in book.sheets.iter().take(SHEETS) {
        let read = package.stream(part, |source| reading.sheet(source, name));
        if let Some(refused) = reading.refused.take() {
            return Err(refused);
        }
        grids.extend(read.map_err(wrong)?);
    }
    if let Some(first) = grids.first_mut() {
        first.problems.extend(beside(&package));
    }
    Ok(grids)
}

/// Files that hold more than a table: what they could do, nobody here wants done.
fn refuse_others(package: &Package<'_>) -> Result<(), TableError> {
    let macros = |part: &&str| part.ends_with("vbaproject.bin") || part.contains("/macrosheets/");
    if package.parts().iter().any(macros) {
        return Err(TableError::Refused(
            "this spreadsheet has macros; save it as .xlsx without them",
        ));
    }
    if package.has("xl/workbook.bin") {
        return Err(TableError::Refused(
            "this is a binary spreadsheet (.xlsb); save it as .xlsx",
        ));
    }
    if package.has("content.xml") {
        return Err(TableError::Refused(
            "this is an OpenDocument spreadsheet; save it as .xlsx or .csv",
        ));
    }
    Ok(())
}

/// Parts that are passed over.
fn beside(package: &Package<'_>) -> Vec<crate::Problem> {
    let has = |name: &str| package.parts().iter().any(|part| part.contains(name));
    let mut problems = Vec::new();
    for (part, what) in [
        (
            "externallinks/",
            "links to other files were not followed; the values that this file has were taken",
        ),
        (
            "connections.xml",
            "connections to other data were not followed",
        ),
        ("querytables/", "queries were not run"),
        ("embeddings/", "embedded files were left out"),
        ("drawings/", "drawings and pictures were left out"),
        ("comments", "notes on cells were left out"),
    ] {
        if has(part) {
            problems.push(intake::whole_file(what.to_owned()));
        }
    }
    problems
}

fn local<'t>(element: Element<'t>) -> &'t str {
    element.name().1
}
