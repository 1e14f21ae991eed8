//! A sheet, row by row.

use std::io::BufRead;

use super::{
    book::Book,
    local,
    value::{date, rich_text, unescaped},
};
use crate::{
    ReadError,
    docx::{
        names::Ns,
        tree::Element,
        xml::{Source, Step},
    },
    intake,
    tables::{
        clean::clean,
        format::TableError,
        grid::{self, Budget, Grid, GridRow, Merge},
    },
};

/// Merged areas that are heeded.
const MERGES: usize = 20_000;
/// Rows that are passed over because nothing is in them, before it is no table any more.
const EMPTY_ROWS: usize = 1_100_000;

/// What is counted over all sheets.
pub(super) struct Reading<'b> {
    pub(super) book: &'b Book,
    pub(super) budget: Budget,
    /// Why no more is taken; streams know only their own errors.
    pub(super) refused: Option<TableError>,
}

/// What is noted of a sheet as it streams by.
#[derive(Default)]
struct Noted {
    formulas: usize,
    first_formula: String,
    dropped: usize,
    beyond: bool,
    row: usize,
    empty: usize,
}

impl Reading<'_> {
    pub(super) fn sheet<R: BufRead>(
        &mut self,
        source: &mut Source<R>,
        name: &str,
    ) -> Result<Grid, ReadError> {
        let mut grid = Grid {
            name: name.to_owned(),
            ours: self.book.ours,
            imprint: self.book.imprint.clone(),
            ..Grid::default()
        };
        let mut noted = Noted::default();
        loop {
            match source.step()? {
                Step::End => break,
                Step::Close => {}
                Step::Open => match local(source.head()) {
                    "row" => self.row(source, &mut grid, &mut noted)?,
                    "mergeCell" => grid.merges.extend(merge(source.head())),
                    "worksheet" | "sheetData" | "mergeCells" => {}
                    _ => source.skip()?,
                },
            }
            if self.refused.is_some() || grid.merges.len() > MERGES {
                break;
            }
        }
        grid.rows.sort_by_key(|row| row.number);
        noted.list(&mut grid);
        Ok(grid)
    }

    fn row<R: BufRead>(
        &mut self,
        source: &mut Source<R>,
        grid: &mut Grid,
        noted: &mut Noted,
    ) -> Result<(), ReadError> {
        let number = source.head().attribute(Ns::None, "r");
        noted.row = number
            .and_then(|it| it.parse().ok())
            .unwrap_or(noted.row + 1);
        let mut row = GridRow {
            number: noted.row,
            cells: Vec::new(),
        };
        let mut next = 0;
        loop {
            match source.step()? {
                Step::Open if local(source.head()) == "c" => {
                    let tree = source.tree()?;
                    self.cell(tree.root(), &mut row, &mut next, noted);
                }
                Step::Open => source.skip()?,
                Step::Close | Step::End => break,
            }
        }
        noted.empty += usize::from(row.is_empty());
        if noted.empty > EMPTY_ROWS {
            return Err(ReadError::TooLarge(format!(
                "more than {EMPTY_ROWS} empty rows"
            )));
        }
        match self.budget.spend(&row) {
            Err(error) => self.refused = Some(error),
            Ok(()) if !row.is_empty() => grid.rows.push(row),
            Ok(()) => {}
        }
        Ok(())
    }

    fn cell(&self, cell: Element<'_>, row: &mut GridRow, next: &mut usize, noted: &mut Noted) {
        let reference = cell.attribute(Ns::None, "r").and_then(column_of);
        let column = reference.unwrap_or(*next);
        *next = column.saturating_add(1);
        if cell.children().any(|it| local(it) == "f") {
            noted.formulas += 1;
            if noted.formulas == 1 {
                noted.first_formula = format!("{} of row {}", letters(column), row.number);
            }
        }
        let text = self.value(cell);
        if text.is_empty() {
            return;
        }
        if column >= grid::COLUMNS {
            noted.beyond = true;
            return;
        }
        let (text, unwelcome) = clean(&text);
        noted.dropped += usize::from(unwelcome);
        row.set(column, text);
    }

    fn value(&self, cell: Element<'_>) -> String {
        let part = |name| cell.children().find(|it| local(*it) == name);
        let value = part("v").map(|it| it.text());
        let value = value.as_deref().unwrap_or_default();
        match cell.attribute(Ns::None, "t") {
            Some("s") => {
                let index = value.parse().ok();
                let text = index.and_then(|index: usize| self.book.strings.get(index));
                text.cloned().unwrap_or_default()
            }
            Some("inlineStr") => part("is").map(rich_text).unwrap_or_default(),
            Some("str") => unescaped(value.to_owned()),
            Some("b") => match value {
                "1" => "TRUE".to_owned(),
                _ => "FALSE".to_owned(),
            },
            Some("e" | "d") => value.to_owned(),
            _ => self.number(cell, value),
        }
    }

    fn number(&self, cell: Element<'_>, value: &str) -> String {
        let Ok(number) = value.trim().parse::<f64>() else {
            return value.to_owned();
        };
        let look = cell.attribute(Ns::None, "s").and_then(|it| it.parse().ok());
        let dated = look.is_some_and(|look: usize| self.book.dates.get(look) == Some(&true));
        if dated && let Some(date) = date(number, self.book.since_1904) {
            return date;
        }
        // spreadsheets keep 4.2 as 4.2000000000000002
        let rounded = format!("{number:.10}");
        let short = rounded.trim_end_matches('0').trim_end_matches('.');
        short.to_owned()
    }
}

impl Noted {
    fn list(&self, grid: &mut Grid) {
        if self.formulas > 0 {
            let what = format!(
                "{} formulas, the first in {}, were not computed; their last values were taken as text",
                self.formulas, self.first_formula
            );
            grid.problems.push(intake::whole_file(what));
        }
        if self.beyond {
            let what = format!("cells beyond the {}th column were left out", grid::COLUMNS);
            grid.problems.push(intake::whole_file(what));
        }
        grid.list_dropped(self.dropped);
    }
}

/// The index of the column of a reference such as `AB12`.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0_usize;
    let mut any = false;
    for letter in letters.take(4) {
        any = true;
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    any.then(|| column - 1)
}

fn letters(column: usize) -> String {
    let mut out = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        out.push(char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    out.iter().rev().collect()
}

fn merge(element: Element<'_>) -> Option<Merge> {
    let (first, last) = element.attribute(Ns::None, "ref")?.split_once(':')?;
    let row = |reference: &str| -> Option<usize> {
        let digits = reference.trim_start_matches(|it: char| it.is_ascii_alphabetic());
        digits.parse().ok()
    };
    Some(Merge {
        first_row: row(first)?,
        last_row: row(last)?,
        first_column: column_of(first)?,
        last_column: column_of(last)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_columns() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("AB12"), Some(27));
        assert_eq!(column_of("12"), None);
        assert_eq!(letters(27), "AB");
        assert_eq!(letters(0), "A");
    }
}
