//! A redline as a sequence of blocks to show: what every rendering of it has in common.

use std::{collections::HashMap, ops::Range};

use document::{Block, Cell};
use redline::{Change, Op, Redline, Segment};

/// One block of a redline as a reader meets it.
#[derive(Debug, Clone)]
pub(crate) struct Shown<'a> {
    /// What it is part of.
    pub(crate) change: &'a Change<'a>,
    /// The block of the newer text, or of the older one where it is gone.
    pub(crate) block: &'a Block,
    /// Its text, with the paragraph end that closes it where a split gained that.
    pub(crate) segments: &'a [Segment<'a>],
    /// Only the older text has it, or has it here.
    pub(crate) gone: bool,
    /// Its place among the rows of the newer text.
    pub(crate) cell: Option<Cell>,
    /// Where its text starts in the older and in the newer text, as a block and an offset; `None`
    /// where that text does not stand here.
    pub(crate) starts: [Option<(usize, usize)>; 2],
}

/// The blocks of the newer text in its order, deletions where they stood.
pub(crate) fn shown<'a>(redline: &'a Redline<'a>) -> Vec<Shown<'a>> {
    let rows = Rows::of(redline);
    let changes = redline.changes.iter();
    changes
        .flat_map(|change| of_change(redline, change, &rows))
        .collect()
}

fn of_change<'a>(redline: &'a Redline<'a>, change: &'a Change<'a>, rows: &Rows) -> Vec<Shown<'a>> {
    let new = redline.new_blocks(change);
    let old = redline
        .old_blocks(change)
        .first()
        .filter(|_| new.is_empty());
    let gone = old.map(|block| Shown {
        change,
        block,
        segments: &change.segments,
        gone: true,
        cell: block.cell.as_ref().map(|cell| rows.place(cell)),
        starts: [Some((change.old.start, 0)), None],
    });
    let mut old = (!change.old.is_empty()).then_some((change.old.start, 0));
    let present = new.iter().zip(pieces(change)).enumerate();
    let present = present.map(|(index, (block, piece))| {
        let segments = &change.segments[piece];
        let start = old;
        old = old.map(|place| segments.iter().fold(place, pass_old));
        Shown {
            change,
            block,
            segments,
            gone: false,
            cell: block.cell.clone(),
            starts: [start, Some((change.new.start + index, 0))],
        }
    });
    gone.into_iter().chain(present).collect()
}

/// Where the older text goes on behind a segment.
fn pass_old(place: (usize, usize), segment: &Segment<'_>) -> (usize, usize) {
    pass(place, segment, Op::Insert)
}

/// Where the text of one side goes on behind a segment; `other` is what that side has not.
pub(crate) fn pass(place: (usize, usize), segment: &Segment<'_>, other: Op) -> (usize, usize) {
    match segment.op == other {
        true => place,
        false if segment.paragraph_break => (place.0 + 1, 0),
        false => (place.0, place.1 + segment.text.chars().count()),
    }
}

/// The segments of each new block of a change: all of them, or what lies between the paragraph ends
/// that a split gained, each with the end that closes it.
fn pieces(change: &Change<'_>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (index, segment) in change.segments.iter().enumerate() {
        if segment.paragraph_break && segment.op == Op::Insert {
            pieces.push(start..index + 1);
            start = index + 1;
        }
    }
    pieces.push(start..change.segments.len());
    pieces
}

/// Where the rows of the older text's tables stand among those of the newer text.
#[derive(Default)]
struct Rows {
    rows: HashMap<(String, u32), (String, u32)>,
    tables: HashMap<String, String>,
}

impl Rows {
    fn of(redline: &Redline<'_>) -> Self {
        let mut found = Self::default();
        for change in &redline.changes {
            let old = redline.old_blocks(change).first();
            let new = redline.new_blocks(change).first();
            let old = old.and_then(|block| block.cell.as_ref());
            let new = new.and_then(|block| block.cell.as_ref());
            if let (Some(old), Some(new)) = (old, new) {
                let key = (old.table.clone(), old.row);
                let place = (new.table.clone(), new.row);
                found.rows.entry(key).or_insert(place);
                let table = found.tables.entry(old.table.clone());
                table.or_insert_with(|| new.table.clone());
            }
        }
        found
    }

    /// The place of a deleted cell: in its row where that is still there, else in a row of its own,
    /// whose number no row of the newer text has.
    fn place(&self, cell: &Cell) -> Cell {
        let mut place = cell.clone();
        match self.rows.get(&(cell.table.clone(), cell.row)) {
            Some((table, row)) => (place.table, place.row) = (table.clone(), *row),
            None => {
                place.row = u32::MAX - cell.row;
                if let Some(table) = self.tables.get(&cell.table) {
                    place.table.clone_from(table);
                }
            }
        }
        place.column = u32::MAX - cell.column;
        place
    }
}
