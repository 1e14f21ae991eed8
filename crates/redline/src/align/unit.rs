use std::ops::Range;

use document::{Atom, Block, Kind};

use crate::map::Map;

/// What is aligned as one: a block, or the cells of one row of a table.
pub(crate) struct Unit {
    pub(crate) blocks: Range<usize>,
    pub(crate) region: Region,
    /// Equal for units of equal text, and for no others.
    pub(crate) content: u32,
}

/// The streams of a document that text does not leave while it stays the same paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Region {
    Body,
    Table,
    Notes,
}

/// The units of both sides.
pub(crate) struct Units<'a> {
    pub(crate) old_blocks: &'a [Block],
    pub(crate) new_blocks: &'a [Block],
    pub(crate) old: Vec<Unit>,
    pub(crate) new: Vec<Unit>,
}

impl<'a> Units<'a> {
    pub(crate) fn of(old_blocks: &'a [Block], new_blocks: &'a [Block]) -> Self {
        let mut contents = Contents::default();
        Self {
            old_blocks,
            new_blocks,
            old: contents.units(old_blocks),
            new: contents.units(new_blocks),
        }
    }

    /// The first block of an old unit.
    pub(crate) fn old_first(&self, unit: usize) -> &'a Block {
        &self.old_blocks[self.old[unit].blocks.start]
    }

    /// The first block of a new unit.
    pub(crate) fn new_first(&self, unit: usize) -> &'a Block {
        &self.new_blocks[self.new[unit].blocks.start]
    }

    /// The texts of an old unit.
    pub(crate) fn old_texts(&self, unit: usize) -> impl Iterator<Item = &'a str> {
        texts(&self.old_blocks[self.old[unit].blocks.clone()])
    }

    /// The texts of a new unit.
    pub(crate) fn new_texts(&self, unit: usize) -> impl Iterator<Item = &'a str> {
        texts(&self.new_blocks[self.new[unit].blocks.clone()])
    }
}

/// The texts of blocks.
pub(crate) fn texts(blocks: &[Block]) -> impl Iterator<Item = &str> {
    blocks.iter().map(|block| block.text.as_str())
}

impl Region {
    pub(crate) fn of(block: &Block) -> Self {
        match block.kind {
            Kind::Cell => Self::Table,
            Kind::Footnote => Self::Notes,
            _ => Self::Body,
        }
    }
}

/// Numbers contents; a map rather than a hash, so that no two texts are ever taken for equal.
#[derive(Default)]
struct Contents<'a> {
    blocks: Map<Content<'a>, u32>,
    rows: Map<Vec<(u32, u32)>, u32>,
    next: u32,
}

/// Blocks without text are told apart by their kind alone.
type Content<'a> = (Region, Option<Kind>, &'a str, &'a [Atom]);

impl<'a> Contents<'a> {
    fn units(&mut self, blocks: &'a [Block]) -> Vec<Unit> {
        let mut units = Vec::with_capacity(blocks.len());
        let mut start = 0;
        for row in blocks.chunk_by(same_row) {
            let range = start..start + row.len();
            start = range.end;
            units.push(Unit {
                region: Region::of(&row[0]),
                content: self.content(row),
                blocks: range,
            });
        }
        units
    }

    fn content(&mut self, row: &'a [Block]) -> u32 {
        if row[0].cell.is_none() {
            return self.of_block(&row[0]);
        }
        let cells = row
            .iter()
            .map(|block| (column(block), self.of_block(block)))
            .collect();
        let next = &mut self.next;
        *self.rows.entry(cells).or_insert_with(|| take(next))
    }

    fn of_block(&mut self, block: &'a Block) -> u32 {
        let kind = block.text.is_empty().then_some(block.kind);
        let content = (Region::of(block), kind, &*block.text, &*block.atoms);
        let next = &mut self.next;
        *self.blocks.entry(content).or_insert_with(|| take(next))
    }
}

fn take(next: &mut u32) -> u32 {
    *next += 1;
    *next - 1
}

fn same_row(a: &Block, b: &Block) -> bool {
    match (&a.cell, &b.cell) {
        (Some(a), Some(b)) => (&a.table, a.row) == (&b.table, b.row),
        _ => false,
    }
}

/// The grid column of a cell.
pub(crate) fn column(block: &Block) -> u32 {
    block.cell.as_ref().map_or(0, |cell| cell.column)
}
