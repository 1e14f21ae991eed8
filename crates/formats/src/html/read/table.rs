use document::{Block, Cell, Kind};

use super::{super::tree::NodeId, place::Place, walk::Walker};
use crate::ReadError;

/// Rows or columns that one cell may cover, as in the HTML standard.
const MOST_COLUMNS: u32 = 1000;

/// The grid of a table: up to which row each column is covered by cells that began before.
#[derive(Default)]
struct Grid {
    covered: Vec<u32>,
    row: u32,
    column: u32,
}

impl Grid {
    /// The next free place of the row.
    fn next(&mut self) -> u32 {
        while self
            .covered
            .get(self.column as usize)
            .is_some_and(|&until| until > self.row)
        {
            self.column += 1;
        }
        self.column
    }

    /// How many columns a cell may cover here.
    fn room(&self) -> u32 {
        MOST_COLUMNS.saturating_sub(self.column).max(1)
    }

    /// Covers the places of a cell.
    fn cover(&mut self, cell: &Cell) {
        let (start, end) = (
            cell.column as usize,
            (cell.column + cell.column_span) as usize,
        );
        if cell.row_span > 1 {
            self.covered.resize(self.covered.len().max(end), 0);
            self.covered[start..end].fill(cell.row + cell.row_span);
        }
        self.column = cell.column + cell.column_span;
    }
}

impl Walker<'_> {
    /// Reads a table; one inside a cell or a note becomes paragraphs of it.
    pub(super) fn table(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        self.flush(place);
        let nested = !place.is_open();
        if nested {
            self.problem("a table inside a cell or note became paragraphs".to_owned());
        } else {
            self.tables += 1;
        }
        let mut grid = Grid::default();
        let tree = self.tree;
        for &child in tree.children(node) {
            match tree.name(child) {
                "thead" => self.rows(child, true, &mut grid, place)?,
                "tbody" | "tfoot" => self.rows(child, false, &mut grid, place)?,
                "caption" => self.children(child, place)?,
                _ => {}
            }
            self.flush(place);
        }
        Ok(())
    }

    fn rows(
        &mut self,
        node: NodeId,
        head: bool,
        grid: &mut Grid,
        place: &Place,
    ) -> Result<(), ReadError> {
        let tree = self.tree;
        for &row in tree.children(node) {
            if tree.name(row) != "tr" {
                continue;
            }
            let fields = tree.children(row).iter().copied();
            let fields: Vec<NodeId> = fields
                .filter(|&field| matches!(tree.name(field), "td" | "th"))
                .collect();
            let all_heads = fields.iter().all(|&field| tree.name(field) == "th");
            let header = head || grid.row == 0 && all_heads && !fields.is_empty();
            grid.column = 0;
            for field in fields {
                self.field(field, header, grid, place)?;
            }
            grid.row += 1;
        }
        Ok(())
    }

    fn field(
        &mut self,
        node: NodeId,
        header: bool,
        grid: &mut Grid,
        place: &Place,
    ) -> Result<(), ReadError> {
        let mut inside = place.deeper();
        if place.is_open() {
            let cell = Cell {
                table: format!("t{}", self.tables),
                row: grid.row,
                column: grid.next(),
                row_span: self.span(node, "rowspan"),
                column_span: self.span(node, "colspan").min(grid.room()),
                header,
            };
            grid.cover(&cell);
            inside.cell = Some(cell);
        }
        let before = self.document.blocks.len();
        self.children(node, &inside)?;
        self.flush(&inside);
        if self.document.blocks.len() == before && inside.cell.is_some() && place.is_open() {
            let mut empty = Block::new(Kind::Cell, "");
            empty.level = inside.level();
            empty.cell = inside.cell;
            self.emit(empty);
        }
        Ok(())
    }

    fn span(&self, node: NodeId, name: &str) -> u32 {
        let span = self
            .tree
            .attribute(node, name)
            .and_then(|span| span.parse().ok());
        span.unwrap_or(1).clamp(1, MOST_COLUMNS)
    }
}
