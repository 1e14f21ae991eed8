//! Tables as a grid in which every cell has a place of its own, whatever the source says.

use std::collections::BTreeSet;

use document::Cell;

use super::{
    nest::Part,
    sheet::{Field, Line, Node},
};

/// All parts of one table.
pub(super) fn table(parts: Vec<Part>) -> Node {
    let rows = rows(parts);
    let names: Vec<u32> = rows.iter().map(|row| row[0].place.row).collect();
    let columns = columns(&rows);
    let head = rows.iter().take_while(|row| row[0].place.header).count();
    let head = if head < rows.len() { head } else { 0 };
    let mut grid = Grid::new(rows.len(), head);
    let mut fields = Vec::new();
    for (y, row) in rows.into_iter().enumerate() {
        for cell in row {
            let (x, wide) = span(&columns, cell.place.column, cell.place.column_span);
            let last = cell.place.row.saturating_add(cell.place.row_span.max(1));
            let high = names[y..].iter().take_while(|row| **row < last).count();
            fields.push(grid.put(y, (x, wide), high.max(1), cell.lines));
        }
    }
    let (head, rows) = fields.into_iter().partition(|field| field.y < head);
    Node::Table {
        columns: grid.width().max(1),
        head,
        rows,
    }
}

struct Written {
    place: Cell,
    lines: Vec<Line>,
}

/// Rows of cells of paragraphs; a row starts where the number changes.
fn rows(parts: Vec<Part>) -> Vec<Vec<Written>> {
    let mut rows: Vec<Vec<Written>> = Vec::new();
    for part in parts {
        let place = part.cell.unwrap_or_else(nowhere);
        let row = rows.last_mut().filter(|row| row[0].place.row == place.row);
        let Some(row) = row else {
            let lines = vec![part.line];
            rows.push(vec![Written { place, lines }]);
            continue;
        };
        match row.last_mut() {
            Some(cell) if cell.place.column == place.column => cell.lines.push(part.line),
            _ => row.push(Written {
                place,
                lines: vec![part.line],
            }),
        }
    }
    rows
}

fn nowhere() -> Cell {
    Cell {
        table: String::new(),
        row: 0,
        column: 0,
        row_span: 1,
        column_span: 1,
        header: false,
    }
}

/// The columns at which cells start; columns that only spans cover need no place.
fn columns(rows: &[Vec<Written>]) -> Vec<u32> {
    let starts: BTreeSet<u32> = rows
        .iter()
        .flatten()
        .map(|cell| cell.place.column)
        .collect();
    starts.into_iter().collect()
}

/// Index of the first column and how many of them a cell covers.
fn span(columns: &[u32], start: u32, span: u32) -> (usize, usize) {
    let end = start.saturating_add(span.max(1));
    let first = columns.partition_point(|&column| column < start);
    let last = columns.partition_point(|&column| column < end);
    (first, (last - first).max(1))
}

/// Which places are taken, by row.
struct Grid {
    taken: Vec<Vec<bool>>,
    head: usize,
}

impl Grid {
    fn new(rows: usize, head: usize) -> Self {
        Self {
            taken: vec![Vec::new(); rows],
            head,
        }
    }

    /// Puts a cell at the first free place from where it wants to be, as large as it fits.
    fn put(&mut self, y: usize, (x, wide): (usize, usize), high: usize, lines: Vec<Line>) -> Field {
        let x = (x..).find(|&x| self.is_free(y, x)).unwrap_or(x);
        let wide = (x..x + wide).take_while(|&x| self.is_free(y, x)).count();
        let end = if y < self.head {
            self.head
        } else {
            self.taken.len()
        };
        let fits = |row: &usize| (x..x + wide).all(|x| self.is_free(*row, x));
        let high = (y..end.min(y + high)).take_while(fits).count();
        for row in &mut self.taken[y..y + high] {
            row.resize(row.len().max(x + wide), false);
            row[x..x + wide].fill(true);
        }
        Field {
            x,
            y,
            columns: wide,
            rows: high,
            lines,
        }
    }

    fn is_free(&self, y: usize, x: usize) -> bool {
        !self.taken[y].get(x).copied().unwrap_or(false)
    }

    fn width(&self) -> usize {
        self.taken.iter().map(Vec::len).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use document::{Block, Kind};

    use super::*;

    fn part((row, column, row_span, column_span): (u32, u32, u32, u32), header: bool) -> Part {
        let mut block = Block::new(Kind::Cell, "");
        block.cell = Some(Cell {
            table: "t1".into(),
            row,
            column,
            row_span,
            column_span,
            header,
        });
        Part::new(&block, Line::default())
    }

    #[track_caller]
    fn check(cells: &[(u32, u32, u32, u32)], expect: &[(usize, usize, usize, usize)]) {
        let parts = cells.iter().map(|&cell| part(cell, false)).collect();
        let Node::Table { rows, .. } = table(parts) else {
            panic!("a table");
        };
        let found: Vec<_> = rows
            .iter()
            .map(|field| (field.y, field.x, field.rows, field.columns))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn spans_are_kept() {
        check(
            &[(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)],
            &[(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)],
        );
        check(
            &[(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)],
            &[(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)],
        );
    }

    #[test]
    fn impossible_places_become_possible_ones() {
        let most = u32::MAX;
        check(&[(0, 0, most, most)], &[(0, 0, 1, 1)]);
        check(
            &[(0, 0, 2, 2), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)],
            &[(0, 0, 2, 2), (0, 2, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1)],
        );
        check(
            &[(most, most, 1, 1), (7, 3, 1, 1)],
            &[(0, 1, 1, 1), (1, 0, 1, 1)],
        );
    }

    #[test]
    fn a_head_is_not_the_whole_table() {
        let Node::Table { head, rows, .. } = table(vec![part((0, 0, 9, 1), true)]) else {
            panic!("a table");
        };
        assert_eq!((head.len(), rows.len()), (0, 1));
        let parts = vec![part((0, 0, 9, 1), true), part((1, 0, 1, 1), false)];
        let Node::Table { head, rows, .. } = table(parts) else {
            panic!("a table");
        };
        assert_eq!((head[0].rows, rows[0].x), (1, 0));
    }
}
