//! Tables: rows and cells of two sides laid over each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use document::{Block, Cell};

use super::{
    flow::{self, Fate, GridCell, Merge, Place, Row, Table},
    script::{self, Script},
};
use crate::docx::read::{COLUMN_SPAN, ROW_SPAN};

/// Row and first column of a cell.
type Key = (u32, u32);

/// One side of a table.
#[derive(Default)]
struct Side<'a> {
    cells: BTreeMap<Key, SideCell<'a>>,
    /// What stands in each row, from left to right.
    rows: BTreeMap<u32, Vec<Piece>>,
}

struct SideCell<'a> {
    cell: &'a Cell,
    /// Changes that touch the cell's blocks.
    changes: Vec<usize>,
}

/// A cell, or a part of one, in one row.
#[derive(Clone, Copy)]
struct Piece {
    column: u32,
    span: u32,
    key: Key,
    first: bool,
}

/// Which rows and cells of the two sides correspond.
#[derive(Default)]
struct Pairs {
    rows: HashMap<u32, u32>,
    cells: HashMap<Key, Key>,
}

/// The table with these names on the two sides.
pub(super) fn table<'a>(
    script: &Script<'_, 'a>,
    old: Option<&'a str>,
    new: Option<&'a str>,
) -> Table<'a> {
    let redline = script.redline;
    let blocks = |cells: &HashMap<&'a str, Vec<usize>>, table: Option<&'a str>| {
        let found = table.and_then(|table| cells.get(table));
        found.cloned().unwrap_or_default()
    };
    let old = blocks(&script.old_cells, old);
    let new = blocks(&script.new_cells, new);
    let old = Side::of(&redline.old.blocks, &old, &script.change_of_old);
    let new = Side::of(&redline.new.blocks, &new, &script.change_of_new);
    let pairs = pair(script, &old, &new);
    let mut builder = Builder {
        script,
        old: &old,
        new: &new,
        pairs: &pairs,
        rows: Vec::new(),
    };
    builder.merge_rows();
    let wide = |row: &Row<'_>| row.cells.iter().map(|cell| cell.span).sum();
    Table {
        columns: builder.rows.iter().map(wide).max().unwrap_or(1),
        rows: builder.rows,
    }
}

impl<'a> Side<'a> {
    fn of(blocks: &'a [Block], indices: &[usize], changes: &[usize]) -> Self {
        let mut side = Self::default();
        for &index in indices {
            let Place::Cell(cell) = flow::place(&blocks[index]) else {
                continue;
            };
            let entry = side.cells.entry((cell.row, cell.column));
            let known = entry.or_insert(SideCell {
                cell,
                changes: Vec::new(),
            });
            known.changes.push(changes[index]);
        }
        side.lay_out();
        side
    }

    fn lay_out(&mut self) {
        for (&key, side) in &self.cells {
            let span = side.cell.row_span.clamp(1, ROW_SPAN);
            for row in key.0..key.0.saturating_add(span) {
                self.rows.entry(row).or_default().push(Piece {
                    column: key.1,
                    span: side.cell.column_span.clamp(1, COLUMN_SPAN),
                    key,
                    first: row == key.0,
                });
            }
        }
        for row in self.rows.values_mut() {
            row.sort_by_key(|piece| piece.column);
        }
    }

    fn header(&self, row: u32) -> bool {
        let pieces = self.rows.get(&row).into_iter().flatten();
        pieces
            .filter(|piece| piece.first)
            .any(|piece| self.cells[&piece.key].cell.header)
    }
}

/// Rows correspond where cells that stayed in place say so, and stay in order; cells likewise
/// within their row. Cells that are left over pair by column: their text was rewritten.
fn pair(script: &Script<'_, '_>, old: &Side<'_>, new: &Side<'_>) -> Pairs {
    let mut pairs = Pairs::default();
    let mut paired_new: HashMap<u32, u32> = HashMap::new();
    let mut last_row: Option<Key> = None;
    let mut last_column: HashMap<u32, Key> = HashMap::new();
    for (from, to) in in_place(script, old, new) {
        let fresh = !pairs.rows.contains_key(&from.0) && !paired_new.contains_key(&to.0);
        if fresh && last_row.is_none_or(|last| from.0 > last.0 && to.0 > last.1) {
            pairs.rows.insert(from.0, to.0);
            paired_new.insert(to.0, from.0);
            last_row = Some((from.0, to.0));
        }
        let in_row = pairs.rows.get(&from.0) == Some(&to.0);
        let after = last_column.get(&to.0);
        if in_row && after.is_none_or(|last| from.1 > last.0 && to.1 > last.1) {
            pairs.cells.insert(from, to);
            last_column.insert(to.0, (from.1, to.1));
        }
    }
    pair_leftovers(&mut pairs, old, new);
    release_misfits(&mut pairs, old, new);
    pairs
}

/// How often rows are looked at before all of them are released.
const ROUNDS: usize = 16;

/// A row can be shown as one only where both sides have the same spans in it; others become a
/// deleted row and an inserted one. That may take the beginning of a tall cell from a row below,
/// so rows are looked at again.
fn release_misfits(pairs: &mut Pairs, old: &Side<'_>, new: &Side<'_>) {
    for _ in 0..ROUNDS {
        let back: HashMap<Key, Key> = pairs.cells.iter().map(|(old, new)| (*new, *old)).collect();
        let misfits: Vec<u32> = pairs
            .rows
            .iter()
            .filter(|(from, to)| {
                let seen_old = seen(old, **from, |key| {
                    pairs.cells.contains_key(&key).then_some(key)
                });
                let seen_new = seen(new, **to, |key| back.get(&key).copied());
                seen_old.is_none() || seen_old != seen_new
            })
            .map(|(from, _)| *from)
            .collect();
        if misfits.is_empty() {
            return;
        }
        for row in misfits {
            pairs.rows.remove(&row);
            pairs.cells.retain(|old, _| old.0 != row);
        }
    }
    *pairs = Pairs::default();
}

/// The pieces of a row that both sides can have, by the older key of their cell; `None` where a
/// place is empty or a cell from above has no counterpart.
fn seen(
    side: &Side<'_>,
    row: u32,
    old_key: impl Fn(Key) -> Option<Key>,
) -> Option<Vec<(Key, u32, bool)>> {
    let mut seen = Vec::new();
    let mut column = 0;
    for piece in &side.rows[&row] {
        if piece.column != column {
            return None;
        }
        column += piece.span;
        match old_key(piece.key) {
            Some(key) => seen.push((key, piece.span, piece.first)),
            None if piece.first => {}
            None => return None,
        }
    }
    Some(seen)
}

/// The cells of both sides that a change in place connects, in the order of the newer side.
fn in_place(script: &Script<'_, '_>, old: &Side<'_>, new: &Side<'_>) -> Vec<(Key, Key)> {
    let mut found = Vec::new();
    let touched: BTreeSet<usize> = new
        .cells
        .values()
        .flat_map(|cell| cell.changes.iter().copied())
        .collect();
    for index in touched {
        let change = &script.redline.changes[index];
        let from = only_cell(script.redline.old_blocks(change));
        let to = only_cell(script.redline.new_blocks(change));
        if let (Some(from), Some(to)) = (from, to)
            && old.is_of(from)
            && new.is_of(to)
        {
            found.push(((from.row, from.column), (to.row, to.column)));
        }
    }
    found
}

impl Side<'_> {
    fn is_of(&self, cell: &Cell) -> bool {
        let known = self.cells.get(&(cell.row, cell.column));
        known.is_some_and(|known| known.cell.table == cell.table)
    }
}

/// The cell that all these blocks stand in.
fn only_cell(blocks: &[Block]) -> Option<&Cell> {
    let Place::Cell(first) = flow::place(blocks.first()?) else {
        return None;
    };
    let same = |block: &Block| {
        matches!(flow::place(block), Place::Cell(cell)
            if (cell.row, cell.column) == (first.row, first.column) && cell.table == first.table)
    };
    blocks.iter().all(same).then_some(first)
}

fn pair_leftovers(pairs: &mut Pairs, old: &Side<'_>, new: &Side<'_>) {
    let taken: BTreeSet<Key> = pairs.cells.values().copied().collect();
    for (&from, &to) in &pairs.rows {
        let columns = |side: &Side<'_>, row| -> Vec<u32> {
            let pieces = side.rows.get(&row).into_iter().flatten();
            let own = pieces.filter(|piece| piece.first);
            own.map(|piece| piece.column).collect()
        };
        // only where the row has the same columns on both sides is the column a safe guide
        if columns(old, from) != columns(new, to) {
            continue;
        }
        for column in columns(old, from) {
            let free = !pairs.cells.contains_key(&(from, column)) && !taken.contains(&(to, column));
            if free {
                pairs.cells.insert((from, column), (to, column));
            }
        }
    }
}

struct Builder<'s, 'r, 'a> {
    script: &'s Script<'r, 'a>,
    old: &'s Side<'a>,
    new: &'s Side<'a>,
    pairs: &'s Pairs,
    rows: Vec<Row<'a>>,
}

impl<'a> Builder<'_, '_, 'a> {
    fn merge_rows(&mut self) {
        let old_of: HashMap<u32, u32> = self.pairs.rows.iter().map(|(o, n)| (*n, *o)).collect();
        let mut olds = self.old.rows.keys().copied().peekable();
        for &row in self.new.rows.keys() {
            let Some(&from) = old_of.get(&row) else {
                self.one_sided(row, Fate::Inserted);
                continue;
            };
            while let Some(gone) = olds.next_if(|&old| old < from) {
                self.one_sided(gone, Fate::Deleted);
            }
            olds.next_if_eq(&from);
            self.paired(from, row);
        }
        for gone in olds {
            self.one_sided(gone, Fate::Deleted);
        }
    }

    /// A row of one side only.
    fn one_sided(&mut self, row: u32, fate: Fate) {
        let side = if fate == Fate::Deleted {
            self.old
        } else {
            self.new
        };
        let mut cells = Cells::default();
        for piece in &side.rows[&row] {
            cells.fill_to(piece.column);
            let keys = match fate {
                Fate::Deleted => (Some(piece.key), None),
                _ => (None, Some(piece.key)),
            };
            cells.push(self.cell(*piece, keys, Fate::Same), piece.column);
        }
        self.rows.push(Row {
            fate,
            header: side.header(row),
            old_header: None,
            cells: cells.done,
        });
    }

    /// A row that both sides have.
    fn paired(&mut self, from: u32, row: u32) {
        let to_old: HashMap<Key, Key> = self
            .pairs
            .cells
            .iter()
            .filter(|(_, new)| new.0 == row)
            .map(|(old, new)| (*new, *old))
            .collect();
        let is_paired = |piece: &&Piece| self.pairs.cells.contains_key(&piece.key);
        let own = self.old.rows[&from].iter().filter(|piece| piece.first);
        let mut gone = own.filter(|piece| !is_paired(piece)).peekable();
        let mut cells = Cells::default();
        for piece in &self.new.rows[&row] {
            cells.fill_to(piece.column);
            let old = to_old.get(&piece.key).copied().filter(|_| piece.first);
            if let Some(old) = old {
                while let Some(before) = gone.next_if(|gone| gone.column < old.1) {
                    cells.insert(self.cell(*before, (Some(before.key), None), Fate::Deleted));
                }
            }
            let stays = old.is_some() || !piece.first;
            let fate = if stays { Fate::Same } else { Fate::Inserted };
            cells.push(
                self.cell(*piece, (old, Some(piece.key)), fate),
                piece.column,
            );
        }
        for rest in gone {
            cells.insert(self.cell(*rest, (Some(rest.key), None), Fate::Deleted));
        }
        self.rows.push(Row {
            fate: Fate::Same,
            header: self.new.header(row),
            old_header: Some(self.old.header(from)),
            cells: cells.done,
        });
    }

    fn cell(&self, piece: Piece, keys: (Option<Key>, Option<Key>), fate: Fate) -> GridCell<'a> {
        if !piece.first {
            return GridCell {
                fate,
                span: piece.span,
                merge: Merge::Continue,
                paragraphs: Vec::new(),
            };
        }
        let old = keys.0.map(|key| &self.old.cells[&key]);
        let new = keys.1.map(|key| &self.new.cells[&key]);
        let tall = |side: Option<&SideCell<'_>>| side.is_some_and(|side| side.cell.row_span > 1);
        let merge = if tall(old) || tall(new) {
            Merge::Start
        } else {
            Merge::None
        };
        GridCell {
            fate,
            span: piece.span,
            merge,
            paragraphs: self.contents(old, new),
        }
    }

    fn contents(
        &self,
        old: Option<&SideCell<'a>>,
        new: Option<&SideCell<'a>>,
    ) -> Vec<flow::Paragraph<'a>> {
        let mut changes: Vec<usize> = [old, new]
            .into_iter()
            .flatten()
            .flat_map(|side| side.changes.iter().copied())
            .collect();
        changes.sort_unstable();
        changes.dedup();
        let here = |side: Option<&SideCell<'a>>, block: &Block| {
            let cell = side.map(|side| side.cell);
            let own = block.cell.as_ref();
            cell.zip(own).is_some_and(|(cell, own)| {
                (&cell.table, cell.row, cell.column) == (&own.table, own.row, own.column)
            })
        };
        let mut stretch =
            self.script
                .gather(&changes, |block| here(old, block), |block| here(new, block));
        script::finish(&mut stretch, true);
        stretch
    }
}

/// Cells of a row, with the places between them filled.
#[derive(Default)]
struct Cells<'a> {
    done: Vec<GridCell<'a>>,
    column: u32,
}

impl<'a> Cells<'a> {
    fn fill_to(&mut self, column: u32) {
        while column > self.column {
            let span = (column - self.column).min(COLUMN_SPAN);
            self.column += span;
            self.done.push(GridCell {
                fate: Fate::Same,
                span,
                merge: Merge::None,
                paragraphs: Vec::new(),
            });
        }
    }

    fn push(&mut self, cell: GridCell<'a>, column: u32) {
        self.column = column.saturating_add(cell.span);
        self.done.push(cell);
    }

    /// A cell that takes no column of the newer side.
    fn insert(&mut self, cell: GridCell<'a>) {
        self.done.push(cell);
    }
}
