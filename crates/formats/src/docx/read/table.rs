//! Tables: which row, column and span each paragraph of a cell has.

use std::collections::HashMap;

use document::{Block, Cell, Kind};

use crate::docx::{names::Ns, tree::Element};

/// The table that is open, and how deep tables are nested.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Tables that were completed and had a cell.
    count: usize,
    depth: usize,
    table: Table,
}

#[derive(Debug, Default)]
struct Table {
    cells: Vec<Placed>,
    /// Vertical merges that go on, by first column: index of the cell where each began.
    merges: HashMap<u32, usize>,
    rows: u32,
    column: u32,
    row: RowTraits,
    cell: Option<Open>,
    /// The cell that stands left of the next one.
    left: Option<usize>,
    /// The open row has a cell, or a part of one.
    filled: bool,
}

/// What the properties of a row say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowTraits {
    pub(super) header: bool,
    /// Columns left free before the first cell.
    pub(super) before: u32,
    /// Not there on the side that is read.
    pub(super) dropped: bool,
}

/// What the properties of a cell say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellTraits {
    pub(super) span: u32,
    pub(super) merge: Merge,
    /// Not there on the side that is read.
    pub(super) dropped: bool,
}

/// A cell whose place is known.
#[derive(Debug)]
struct Placed {
    first_block: usize,
    end_block: usize,
    cell: Cell,
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct Open {
    traits: CellTraits,
    first_block: Option<usize>,
    filler: bool,
}

/// How a cell is one with others.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    Start,
    Continue,
    /// The older horizontal merge: belongs to the cell on the left.
    Left,
}

/// Columns that a row may have; what stands further right belongs to the last cell.
const COLUMNS: u32 = 4096;
/// Columns that Word allows a table (its published limit); no cell spans more.
pub(in crate::docx) const COLUMN_SPAN: u32 = 63;
/// Rows that a cell may span; hostile merges end here.
pub(in crate::docx) const ROW_SPAN: u32 = 1000;

impl Tables {
    /// A table begins; says whether inside a cell of another.
    pub(super) fn open(&mut self) -> bool {
        self.depth += 1;
        if self.depth == 1 {
            self.table = Table::default();
        }
        self.depth > 1
    }

    /// Goes on in a table that has so many rows already.
    pub(super) fn resume(rows: u32) -> Self {
        let table = Table {
            rows,
            ..Table::default()
        };
        Self {
            count: 0,
            depth: 1,
            table,
        }
    }

    /// Whether cells of the table that is open are cells of the document: a table inside a cell only
    /// gives that cell more paragraphs.
    pub(super) fn counts(&self) -> bool {
        self.depth == 1
    }

    /// The number of rows that the open table has so far.
    pub(super) fn rows(&self) -> u32 {
        self.table.rows
    }

    pub(super) fn open_row(&mut self) {
        if self.depth == 1 {
            self.table.column = 0;
            self.table.row = RowTraits::default();
            self.table.left = None;
            self.table.filled = false;
        }
    }

    pub(super) fn row_traits(&mut self, traits: RowTraits) {
        if self.depth == 1 {
            self.table.row = traits;
            self.table.column = (self.table.column + traits.before).min(COLUMNS - 1);
        }
    }

    pub(super) fn open_cell(&mut self) {
        if self.depth == 1 {
            let traits = CellTraits {
                span: 1,
                dropped: self.table.row.dropped,
                ..CellTraits::default()
            };
            self.table.cell = Some(Open {
                traits,
                ..Open::default()
            });
        }
    }

    pub(super) fn cell_traits(&mut self, traits: CellTraits) {
        let Some(open) = self.table.cell.as_mut().filter(|_| self.depth == 1) else {
            return;
        };
        let dropped = traits.dropped || open.traits.dropped;
        open.traits = CellTraits { dropped, ..traits };
    }

    pub(super) fn in_cell(&self) -> bool {
        self.table.cell.is_some()
    }

    /// The cell that is open, in words.
    pub(super) fn place(&self) -> Option<String> {
        self.table.cell.as_ref().map(|_| {
            format!(
                "table {}, row {}, column {}",
                self.count + 1,
                self.table.rows + 1,
                self.table.column + 1
            )
        })
    }

    /// A block of the open cell is about to be added at this index.
    pub(super) fn saw_block(&mut self, index: usize) {
        if let Some(open) = &mut self.table.cell {
            open.first_block.get_or_insert(index);
        }
    }

    pub(super) fn saw_filler(&mut self) {
        if let Some(open) = &mut self.table.cell {
            open.filler = true;
        }
    }

    pub(super) fn close_cell(&mut self, blocks: &mut Vec<Block>) {
        if self.depth != 1 {
            return;
        }
        let Some(open) = self.table.cell.take().filter(|open| !open.traits.dropped) else {
            return;
        };
        self.table.place(&open, blocks);
    }

    /// A row without cells is none.
    pub(super) fn close_row(&mut self) {
        if self.depth == 1 && self.table.filled {
            self.table.rows += 1;
        }
    }

    /// The table ends: its blocks learn where they stand.
    pub(super) fn close(&mut self, blocks: &mut [Block]) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        let table = std::mem::take(&mut self.table);
        if !table.cells.is_empty() {
            self.count += 1;
        }
        for placed in table.cells {
            for block in &mut blocks[placed.first_block..placed.end_block] {
                block.cell = Some(Cell {
                    table: format!("t{}", self.count),
                    ..placed.cell.clone()
                });
            }
        }
    }
}

impl Table {
    fn place(&mut self, open: &Open, blocks: &mut Vec<Block>) {
        let column = self.column;
        let span = open.traits.span.min(COLUMNS.saturating_sub(column));
        self.column = column + span;
        if let Some(began) = self.began(open, column, blocks) {
            self.filled = true;
            self.left = Some(began);
            self.continue_cell(began, open, blocks);
            return;
        }
        let merges_on = self.merges.remove(&column).is_some();
        let continues = merges_on && open.traits.merge == Merge::Continue;
        self.left = None;
        if open.first_block.is_none() && open.filler {
            return;
        }
        if continues || open.traits.merge == Merge::Start {
            self.merges.insert(column, self.cells.len());
        }
        self.add(open, (column, span), blocks);
    }

    fn add(&mut self, open: &Open, (column, span): (u32, u32), blocks: &mut Vec<Block>) {
        let first_block = open.first_block.unwrap_or_else(|| {
            blocks.push(Block::new(Kind::Cell, ""));
            blocks.len() - 1
        });
        self.filled = true;
        self.left = Some(self.cells.len());
        self.cells.push(Placed {
            first_block,
            end_block: blocks.len(),
            cell: Cell {
                table: String::new(),
                row: self.rows,
                column,
                row_span: 1,
                column_span: span,
                header: self.row.header,
            },
        });
    }

    /// The cell that this one is a part of. Only where both agree: merges that contradict each other
    /// would lay cells over each other, so there the merged cell ends and another begins. So it does
    /// where a part has text, which then stands in its own row.
    fn began(&self, open: &Open, column: u32, blocks: &[Block]) -> Option<usize> {
        if column >= COLUMNS {
            return self.left;
        }
        match open.traits.merge {
            Merge::Continue => {
                let began = *self.merges.get(&column)?;
                let cell = &self.cells[began].cell;
                let below = cell.row + cell.row_span == self.rows && cell.row_span < ROW_SPAN;
                let fits = below && cell.column_span == open.traits.span;
                (fits && open.is_empty(blocks)).then_some(began)
            }
            Merge::Left => {
                let began = self.left?;
                let cell = &self.cells[began].cell;
                let beside = cell.row == self.rows && cell.column + cell.column_span == column;
                let fits = cell.column_span + open.traits.span <= COLUMN_SPAN;
                (beside && fits).then_some(began)
            }
            Merge::None | Merge::Start => None,
        }
    }

    /// More of a merged cell, as a rule empty.
    fn continue_cell(&mut self, began: usize, open: &Open, blocks: &mut Vec<Block>) {
        let column = self.column;
        let rows = self.rows;
        let placed = &mut self.cells[began];
        let cell = &mut placed.cell;
        if open.traits.merge == Merge::Left && cell.row == rows {
            cell.column_span = column - cell.column;
        } else if cell.row < rows {
            cell.row_span = rows - cell.row + 1;
        }
        let Some(first_block) = open.first_block else {
            return;
        };
        if open.is_empty(blocks) {
            blocks.truncate(first_block);
        } else {
            placed.end_block = blocks.len();
        }
    }
}

impl Open {
    fn is_empty(&self, blocks: &[Block]) -> bool {
        let own = self.first_block.and_then(|first| blocks.get(first..));
        own.unwrap_or_default()
            .iter()
            .all(|block| block.text.is_empty())
    }
}

impl RowTraits {
    /// From `w:trPr`, of which `stated` is the side that counts.
    pub(super) fn of(properties: Element<'_>, stated: Option<Element<'_>>) -> Self {
        Self {
            header: stated.and_then(|stated| stated.toggle("tblHeader")) == Some(true),
            before: span(properties.value_of("gridBefore")).unwrap_or(0),
            dropped: false,
        }
    }
}

impl CellTraits {
    /// From `w:tcPr`.
    pub(super) fn of(properties: Element<'_>) -> Self {
        let merge = |name| {
            let merge = properties.child(Ns::W, name)?;
            Some(merge.w("val") == Some("restart"))
        };
        Self {
            span: span(properties.value_of("gridSpan"))
                .unwrap_or(1)
                .clamp(1, COLUMN_SPAN),
            merge: match (merge("vMerge"), merge("hMerge")) {
                (_, Some(false)) => Merge::Left,
                (Some(true), _) => Merge::Start,
                (Some(false), _) => Merge::Continue,
                (None, _) => Merge::None,
            },
            dropped: false,
        }
    }
}

fn span(value: Option<&str>) -> Option<u32> {
    Some(value?.parse::<u32>().ok()?.min(COLUMNS))
}
