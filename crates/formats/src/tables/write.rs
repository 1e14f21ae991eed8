//! A comment table as a file.

use super::{
    column::Column,
    csv,
    format::{TableError, TableFormat},
    guard,
    layout::{Headed, Layout},
    row::Row,
    words::Tongue,
    workbook,
};
use crate::{Imprint, Presentation, docx};
use document::{Block, Cell, Document, Kind as BlockKind};

/// A comment table to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentTable {
    /// In whose columns; everything if not said.
    pub layout: Option<Layout>,
    /// The tag of the reader's language.
    pub language: String,
    /// The title of the guideline.
    pub title: String,
    /// The guideline's slug.
    pub guideline: String,
    /// The number of the revision that the places are of.
    pub revision: Option<u32>,
    /// When, RFC 3339 in UTC; given from outside since nothing here reads a clock.
    pub date: String,
    /// What is to be known of the table, as a sentence; may be empty.
    pub remark: String,
    /// The comments and suggestions.
    pub rows: Vec<Row>,
}

/// Writes a comment table. The same table gives the same bytes.
///
/// # Errors
/// When the file cannot be produced.
pub fn write(table: &CommentTable, format: TableFormat) -> Result<Vec<u8>, TableError> {
    match format {
        TableFormat::Xlsx => workbook::write(table),
        TableFormat::Csv => Ok(as_csv(table)),
        TableFormat::Docx => as_docx(table),
    }
}

impl CommentTable {
    pub(super) fn tongue(&self) -> Tongue {
        self.layout().tongue(Tongue::of(&self.language))
    }

    pub(super) fn layout(&self) -> Layout {
        self.layout.unwrap_or(Layout::Full)
    }

    pub(super) fn columns(&self) -> Vec<Headed> {
        self.layout().columns(self.tongue())
    }

    /// What file and print call it.
    pub(super) fn heading(&self) -> String {
        let mut parts = vec![self.title.clone()];
        let tongue = self.tongue();
        parts.extend(self.revision.map(|number| tongue.revision(number)));
        parts.push(tongue.title().to_owned());
        parts.retain(|part| !part.is_empty());
        parts.join(" – ")
    }

    /// How the file says what it is, to be known when it comes back.
    pub(super) fn imprint(&self) -> Imprint {
        Imprint {
            guideline: self.guideline.clone(),
            language: self.language.clone(),
            revision: self.revision,
            ..Imprint::default()
        }
    }

    /// The cells of a row in the order of the columns.
    pub(super) fn cells<'t>(
        &'t self,
        row: &'t Row,
        columns: &'t [Headed],
    ) -> impl Iterator<Item = (Column, String)> + 't {
        let (layout, tongue) = (self.layout(), self.tongue());
        columns
            .iter()
            .map(move |(column, _)| (*column, row.cell(*column, layout, tongue)))
    }
}

fn as_csv(table: &CommentTable) -> Vec<u8> {
    let columns = table.columns();
    let mut out = String::from('\u{FEFF}');
    csv::record(
        &mut out,
        columns.iter().map(|(_, heading)| (*heading).to_owned()),
    );
    for row in &table.rows {
        let cells = table
            .cells(row, &columns)
            .map(|(_, text)| guard::guarded(text));
        csv::record(&mut out, cells);
    }
    out.into_bytes()
}

fn as_docx(table: &CommentTable) -> Result<Vec<u8>, TableError> {
    let columns = table.columns();
    let mut document = Document {
        title: table.heading(),
        language: table.language.clone(),
        ..Document::default()
    };
    let mut title = Block::new(BlockKind::Heading, table.heading());
    title.level = Some(1);
    document.blocks.push(title);
    if !table.remark.is_empty() {
        let remark = Block::new(BlockKind::Paragraph, table.remark.as_str());
        document.blocks.push(remark);
    }
    let headings = columns.iter().map(|(_, heading)| (*heading).to_owned());
    push_row(&mut document, 0, headings);
    for (row, number) in table.rows.iter().zip(1..) {
        let cells = table.cells(row, &columns).map(|(_, text)| text);
        push_row(&mut document, number, cells);
    }
    document.number_blocks();
    let presentation = Presentation {
        date: table.date.clone(),
        imprint: table.imprint(),
        ..Presentation::default()
    };
    let shares: Vec<u32> = columns.iter().map(|(column, _)| column.width()).collect();
    let written = docx::write_table(&document, &presentation, &shares, table.layout().name());
    written.map_err(|error| TableError::Failed {
        format: TableFormat::Docx,
        why: error.to_string(),
    })
}

/// A row of cells.
fn push_row(document: &mut Document, row: u32, cells: impl Iterator<Item = String>) {
    for (text, column) in cells.zip(0..) {
        let mut block = Block::new(BlockKind::Cell, text);
        block.cell = Some(Cell {
            table: "t1".to_owned(),
            row,
            column,
            row_span: 1,
            column_span: 1,
            header: row == 0,
        });
        document.blocks.push(block);
    }
}
