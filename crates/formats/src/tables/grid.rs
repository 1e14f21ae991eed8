//! The cells of a table before anybody knows what they mean.

use super::{format::TableError, layout::Layout};
use crate::{Imprint, Problem, intake};

/// Columns that are looked at.
pub(super) const COLUMNS: usize = 256;
/// Rows with something in them; a review has fewer.
pub(super) const ROWS: usize = 20_000;
/// Bytes of all cells together. A text that many cells share counts in each of them.
const TEXT: usize = 64 << 20;
/// Bytes of one cell; a spreadsheet's holds a third of it.
const CELL: usize = 100_000;

/// A table as cells.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Those with something in them.
    pub(super) rows: Vec<GridRow>,
    /// What it is called, where there are several.
    pub(super) name: String,
    pub(super) merges: Vec<Merge>,
    /// The layout in which we wrote it.
    pub(super) ours: Option<Layout>,
    pub(super) imprint: Option<Imprint>,
    /// Cells may have an apostrophe before them that says that they are text.
    pub(super) apostrophes: bool,
    /// Begins as our CSV does.
    pub(super) bom: bool,
    pub(super) problems: Vec<Problem>,
}

/// A row of cells.
#[derive(Debug, Default)]
pub(super) struct GridRow {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
}

/// Cells that are one: by numbers of rows, from 1, and indices of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first_row: usize,
    pub(super) last_row: usize,
    pub(super) first_column: usize,
    pub(super) last_column: usize,
}

impl GridRow {
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Puts a text into a cell, wherever it is.
    pub(super) fn set(&mut self, column: usize, text: String) {
        if column >= self.cells.len() {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
    }
}

impl Grid {
    pub(super) fn problem(&mut self, row: usize, what: impl Into<String>) {
        self.problems.push(Problem {
            place: format!("row {row}"),
            what: what.into(),
        });
    }

    pub(super) fn list_dropped(&mut self, cells: usize) {
        if cells > 0 {
            let what = format!(
                "characters that may not stand in a reviewed text were dropped from {cells} cells"
            );
            self.problems.push(intake::whole_file(what));
        }
    }

    /// Copies what merged cells hold into each of them.
    pub(super) fn spread(&mut self, wanted: impl Fn(usize) -> bool) {
        for merge in std::mem::take(&mut self.merges) {
            let columns = merge.first_column..=merge.last_column.min(COLUMNS - 1);
            let from = self
                .rows
                .partition_point(|row| row.number < merge.first_row);
            let to = self
                .rows
                .partition_point(|row| row.number <= merge.last_row);
            let Some(text) = self.rows.get(from).map(|row| row.cell(merge.first_column)) else {
                continue;
            };
            let text = text.to_owned();
            if text.is_empty() || text.len() > CELL {
                continue;
            }
            for row in &mut self.rows[from..to.max(from)] {
                for column in columns.clone().filter(|column| wanted(*column)) {
                    if row.cell(column).is_empty() {
                        row.set(column, text.clone());
                    }
                }
            }
        }
    }
}

/// What may still be taken in.
pub(super) struct Budget {
    rows: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            rows: ROWS,
            text: TEXT,
        }
    }
}

impl Budget {
    /// Counts a row before it is kept.
    pub(super) fn spend(&mut self, row: &GridRow) -> Result<(), TableError> {
        if row.is_empty() {
            return Ok(());
        }
        self.rows = self.rows.checked_sub(1).ok_or_else(|| {
            TableError::TooLarge(format!("more than {ROWS} rows with something in them"))
        })?;
        for cell in &row.cells {
            self.text(cell.len(), row.number)?;
        }
        Ok(())
    }

    fn text(&mut self, bytes: usize, row: usize) -> Result<(), TableError> {
        if bytes > CELL {
            let what = format!("a cell of row {row} holds more than {CELL} bytes");
            return Err(TableError::TooLarge(what));
        }
        self.text = self.text.checked_sub(bytes).ok_or_else(|| {
            TableError::TooLarge(format!("its cells hold more than {TEXT} bytes together"))
        })?;
        Ok(())
    }
}
