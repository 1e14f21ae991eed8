//! A file as a comment table.

use super::{
    column::Column,
    csv,
    format::{TableError, TableFormat},
    grid::{Grid, GridRow},
    guard,
    headings::Headings,
    layout::Layout,
    row::Row,
    split,
    words::Tongue,
    xlsx,
};
use crate::{Imprint, Limits, Problem, docx, intake};

/// What a file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadTable {
    /// The layout that its columns have; `None` for one of its own.
    pub layout: Option<Layout>,
    /// Which revision of which guideline it says that it is on.
    pub imprint: Option<Imprint>,
    /// The comments in the order of the file.
    pub rows: Vec<ReadRow>,
    /// What did not come through as it was.
    pub problems: Vec<Problem>,
}

/// A comment and where in the file it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadRow {
    /// The number of the row, from 1; of the line, in CSV.
    pub at: usize,
    /// What it says.
    pub row: Row,
}

/// Reads a comment table. Headings may be renamed, translated and moved; what has no column with us
/// is kept as notes.
///
/// # Errors
/// When the bytes are no such file, beyond the limits, or hold no comment table.
pub fn read(format: TableFormat, bytes: &[u8], limits: &Limits) -> Result<ReadTable, TableError> {
    let grids = match format {
        TableFormat::Xlsx => xlsx::grids(bytes, limits)?,
        TableFormat::Csv => vec![csv::grid(bytes, limits)?],
        TableFormat::Docx => docx_grids(bytes, limits)?,
    };
    let mut found: Option<(Headings, Grid)> = None;
    let mut passed = Vec::new();
    let mut problems = Vec::new();
    for mut grid in grids {
        problems.append(&mut grid.problems);
        grid.spread_headings();
        match Headings::find(&grid.rows) {
            Some(headings) if found.is_none() => found = Some((headings, grid)),
            _ if grid.rows.is_empty() => {}
            _ => passed.push(grid.name),
        }
    }
    let (headings, grid) = found.ok_or(TableError::NoTable)?;
    for name in passed {
        let what = format!("the table \"{name}\" was not read: one table of comments is");
        problems.push(intake::whole_file(what));
    }
    let mut table = Reader::new(&headings, grid).read();
    problems.append(&mut table.problems);
    table.problems = problems;
    Ok(table)
}

/// The tables of a Word document, as its reader gives them.
fn docx_grids(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, TableError> {
    let wrong = |error| TableError::of(error, TableFormat::Docx);
    if bytes.starts_with(&xlsx::COMPOUND_FILE) {
        return Err(xlsx::compound_file());
    }
    let markup = docx::read_table(bytes, limits).map_err(wrong)?;
    let ours = markup.layout.and_then(|name| name.parse().ok());
    let mut grids: Vec<Grid> = Vec::new();
    let mut tables: Vec<&str> = Vec::new();
    let mut budget = super::grid::Budget::default();
    for block in &markup.document.blocks {
        let Some(cell) = &block.cell else { continue };
        if tables.last() != Some(&cell.table.as_str()) {
            tables.push(&cell.table);
            grids.push(Grid {
                name: cell.table.clone(),
                ours,
                imprint: markup.imprint.clone(),
                ..Grid::default()
            });
        }
        if let Some(grid) = grids.last_mut() {
            grid.paragraph(cell, block.number.as_deref(), &block.text);
        }
    }
    for grid in &mut grids {
        grid.rows.retain(|row| !row.is_empty());
        for row in &grid.rows {
            budget.spend(row)?;
        }
    }
    Ok(grids)
}

impl Grid {
    /// Adds a paragraph of a cell.
    fn paragraph(&mut self, cell: &document::Cell, label: Option<&str>, text: &str) {
        let (row, column) = (cell.row as usize, cell.column as usize);
        if column >= super::grid::COLUMNS {
            return;
        }
        if self.rows.last().is_none_or(|last| last.number != row + 1) {
            self.rows.push(GridRow {
                number: row + 1,
                cells: Vec::new(),
            });
        }
        let Some(last) = self.rows.last_mut() else {
            return;
        };
        if column >= last.cells.len() {
            last.cells.resize(column + 1, String::new());
        }
        let held = &mut last.cells[column];
        let (text, _) = super::clean::clean(text);
        let label = label.map(|it| format!("{it} ")).unwrap_or_default();
        if !held.is_empty() {
            held.push('\n');
        }
        held.extend([label.as_str(), text.as_str()]);
        let spans = (
            cell.row_span.max(1) as usize,
            cell.column_span.max(1) as usize,
        );
        if spans != (1, 1) {
            self.merges.push(super::grid::Merge {
                first_row: row + 1,
                last_row: row + spans.0,
                first_column: column,
                last_column: column + spans.1 - 1,
            });
        }
    }

    /// Headings that span several columns head each of them.
    fn spread_headings(&mut self) {
        let merges = self.merges.clone();
        let top = self.rows.get(8).map_or(usize::MAX, |row| row.number);
        let wide = |it: &super::grid::Merge| {
            it.last_column > it.first_column && it.last_row == it.first_row && it.first_row <= top
        };
        self.merges.retain(wide);
        self.spread(|_| true);
        self.merges = merges;
    }
}

struct Reader {
    headings: Vec<(Option<Column>, String)>,
    columns: Vec<Column>,
    strict: bool,
    grid: Grid,
    first: usize,
    table: ReadTable,
}

impl Reader {
    fn new(headings: &Headings, grid: Grid) -> Self {
        let columns = headings.all();
        let heading = |at: usize| {
            let rows = grid.rows[..headings.rows].iter().rev();
            let mut texts = rows.map(|row| row.cell(at)).filter(|it| !it.is_empty());
            texts.next().unwrap_or_default().to_owned()
        };
        let named = headings.columns.iter().enumerate();
        Self {
            headings: named.map(|(at, column)| (*column, heading(at))).collect(),
            strict: grid.ours.is_some() || is_our_csv(&grid),
            table: ReadTable {
                layout: Layout::of(&columns),
                imprint: grid.imprint.clone(),
                ..ReadTable::default()
            },
            first: headings.rows,
            columns,
            grid,
        }
    }

    fn read(mut self) -> ReadTable {
        let where_or_whose: Vec<bool> = self
            .headings
            .iter()
            .map(|(column, _)| column.is_some_and(|column| !column.is_prose()))
            .collect();
        let header_end = self.grid.rows.get(self.first).map_or(0, |row| row.number);
        self.grid
            .merges
            .retain(|merge| merge.last_row >= header_end);
        self.grid
            .spread(|column| where_or_whose.get(column) == Some(&true));
        for at in self.first..self.grid.rows.len() {
            let row = std::mem::take(&mut self.grid.rows[at]);
            self.row(&row);
        }
        self.table.problems.append(&mut self.grid.problems);
        self.table
    }

    fn row(&mut self, cells: &GridRow) {
        if cells.is_empty() || self.repeats_headings(cells) {
            return;
        }
        if self.continues(cells) {
            self.append(cells);
            return;
        }
        let row = self.taken(cells);
        if row.says_nothing() && !self.strict {
            let has_words = !row.quote.is_empty() || !row.response.is_empty();
            let what = match has_words {
                true => "it says neither what the comment is nor what is proposed; left out",
                false => "it is no comment; left out",
            };
            self.grid.problem(cells.number, what);
            return;
        }
        let parts = if self.strict {
            None
        } else {
            split::split(&row)
        };
        if let Some(parts) = &parts {
            let what = format!("its {} numbered comments were read one by one", parts.len());
            self.grid.problem(cells.number, what);
        }
        let at = cells.number;
        let rows = parts.unwrap_or_else(|| vec![row]);
        let rows = rows.into_iter().map(|row| ReadRow { at, row });
        self.table.rows.extend(rows);
    }

    fn taken(&mut self, cells: &GridRow) -> Row {
        let mut row = Row::default();
        for (at, (column, heading)) in self.headings.iter().enumerate() {
            let text = self.text(cells.cell(at));
            match column {
                Some(column) => row.take(*column, text),
                None if text.is_empty() => {}
                None => row.notes.push((heading.clone(), text.to_owned())),
            }
        }
        row.settle(&self.columns);
        row
    }

    fn text<'t>(&self, cell: &'t str) -> &'t str {
        let guards = self.grid.apostrophes || !self.strict;
        if guards { guard::unguarded(cell) } else { cell }
    }

    /// The headings again, as at the top of each page.
    fn repeats_headings(&self, cells: &GridRow) -> bool {
        let mut same = self.headings.iter().enumerate();
        same.all(|(at, (_, heading))| cells.cell(at) == heading)
    }

    /// Whether a row only goes on with the prose of the one before: it says neither where nor whose,
    /// which the one before said.
    fn continues(&self, cells: &GridRow) -> bool {
        if self.strict || self.table.rows.is_empty() {
            return false;
        }
        let known = self.headings.iter().enumerate();
        let mut told = known.filter_map(|(at, (column, _))| Some((at, (*column)?)));
        let named = self.columns.iter().any(|column| !column.is_prose());
        named
            && told.all(|(at, column)| column.is_prose() || cells.cell(at).is_empty())
            && self
                .table
                .rows
                .last()
                .is_some_and(|last| last.row.is_placed())
    }

    fn append(&mut self, cells: &GridRow) {
        let added = self.taken(cells);
        self.grid
            .problem(cells.number, "it was read as going on with the row before");
        if let Some(last) = self.table.rows.last_mut() {
            last.row.go_on(added);
        }
    }
}

impl Row {
    /// Whether it says where or whose it is.
    fn is_placed(&self) -> bool {
        let texts = [
            &self.number,
            &self.member,
            &self.author,
            &self.organisation,
            &self.clause,
        ];
        texts.into_iter().any(|text| !text.is_empty())
            || !self.span.is_empty()
            || self.kind.is_some()
    }

    fn go_on(&mut self, more: Self) {
        let pairs = [
            (&mut self.body, more.body),
            (&mut self.proposed, more.proposed),
            (&mut self.quote, more.quote),
            (&mut self.response, more.response),
        ];
        for (text, more) in pairs {
            if !text.is_empty() && !more.is_empty() {
                text.push('\n');
            }
            text.push_str(&more);
        }
        self.notes.extend(more.notes);
    }
}

/// CSV says nothing about itself; ours begins with a byte order mark and the headings of a layout.
fn is_our_csv(grid: &Grid) -> bool {
    let Some(first) = grid.rows.first().filter(|_| grid.bom) else {
        return false;
    };
    let mut layouts = Layout::ALL
        .into_iter()
        .flat_map(|layout| Tongue::ALL.map(|tongue| layout.columns(tongue)));
    layouts.any(|columns| {
        let headings = columns.iter().map(|(_, heading)| *heading);
        headings.eq(first.cells.iter().map(String::as_str))
    })
}
