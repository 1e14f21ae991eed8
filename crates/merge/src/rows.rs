//! Rows of a table into which rows came and from which rows went.

use std::collections::{BTreeSet, HashSet};

use document::Cell;

/// A block of a table, in the order of the text.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Row and span of a block that the table had before.
    pub(crate) before: Option<(u32, u32)>,
    /// Row and column as the suggestion has it, which may count otherwise than the draft.
    pub(crate) wanted: Option<(u32, u32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Row {
    Before(u32),
    New(usize),
}

/// The row of each block, given those that the table had. None where rows would be torn apart.
pub(crate) fn number(entries: &[Entry], had: &BTreeSet<u32>) -> Option<Vec<u32>> {
    let rows = rows(entries);
    let mut order: Vec<Row> = rows.clone();
    order.dedup();
    if order.iter().collect::<HashSet<_>>().len() != order.len() {
        return None;
    }
    let numbers = numbers(&order, had);
    let new_number = |row: Row| {
        let at = order.iter().position(|other| *other == row);
        at.and_then(|at| numbers.get(at).copied())
    };
    let keeps_span = |entry: &Entry| {
        let Some((row, span)) = entry.before else {
            return true;
        };
        let covered = had.range(row..row.saturating_add(span));
        let start = new_number(Row::Before(row));
        covered.into_iter().all(|other| {
            let expect = start.map(|start| start + (other - row));
            new_number(Row::Before(*other)) == expect
        })
    };
    if !entries.iter().all(keeps_span) {
        return None;
    }
    rows.into_iter().map(new_number).collect()
}

fn rows(entries: &[Entry]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let row = match entry.before {
            Some((row, _)) => Row::Before(row),
            None => joined(entries, &rows, at).unwrap_or(Row::New(at)),
        };
        rows.push(row);
    }
    rows
}

/// The row of a neighbour that an arriving block comes to stand in.
fn joined(entries: &[Entry], rows: &[Row], at: usize) -> Option<Row> {
    let (row, column) = entries[at].wanted?;
    if let Some((before, (its_row, its_column))) = known_before(entries, at)
        && its_row == row
        && its_column <= column
    {
        return rows.get(before).copied();
    }
    let next = entries[at + 1..]
        .iter()
        .find(|entry| entry.before.is_some())?;
    let (its_row, its_column) = next.wanted?;
    let (number, _) = next.before?;
    (its_row == row && its_column > column).then_some(Row::Before(number))
}

/// The nearest block before this one that the suggestion knows.
fn known_before(entries: &[Entry], at: usize) -> Option<(usize, (u32, u32))> {
    let known = |before: usize| Some((before, entries[before].wanted?));
    (0..at).rev().find_map(known)
}

/// Whether no block came into a cell of another's: those that share a place with the block before
/// them do so in the suggestion, too.
pub(crate) fn keep_apart(entries: &[Entry], places: &[Option<(u32, u32)>]) -> bool {
    let arrived = (1..entries.len()).filter(|at| entries[*at].before.is_none());
    let mut shared = arrived.filter(|at| places[*at] == places[at - 1]);
    shared.all(|at| {
        let known = known_before(entries, at).map(|(_, wanted)| wanted);
        known.is_some() && known == entries[at].wanted
    })
}

/// Rows that stay in order keep their distances, but for what came and went between them.
fn numbers(order: &[Row], had: &BTreeSet<u32>) -> Vec<u32> {
    let stay = |row: &Row| match row {
        Row::Before(number) => Some(*number),
        Row::New(_) => None,
    };
    let staying: Vec<u32> = order.iter().filter_map(stay).collect();
    let in_order = staying.is_sorted();
    let kept: BTreeSet<u32> = staying.into_iter().collect();
    let first = had.first().copied().unwrap_or(0);
    let mut next = first;
    let mut came = 0;
    let mut numbers = Vec::with_capacity(order.len());
    for row in order {
        if let (Row::Before(number), true) = (row, in_order) {
            let went = had
                .range(..number)
                .filter(|row| !kept.contains(row))
                .count();
            let went = u32::try_from(went).unwrap_or(u32::MAX);
            let shifted = number.saturating_add(came).saturating_sub(went);
            next = next.max(shifted);
        } else {
            came += 1;
        }
        numbers.push(next);
        next = next.saturating_add(1);
    }
    numbers
}

/// More cells than this are no table that a person made.
const MOST_CELLS: u64 = 100_000;

/// How well made a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// Cells come row by row, and no row is left out.
    Whole,
    /// Rows are left out.
    Gapped,
    /// Cells lie over each other or come in disorder.
    Broken,
}

pub(crate) fn state<'a>(cells: impl Iterator<Item = &'a Cell>) -> State {
    let mut covered = HashSet::new();
    let mut last: Option<(u32, u32)> = None;
    let mut area = 0_u64;
    for cell in cells {
        let place = (cell.row, cell.column);
        if last == Some(place) {
            continue;
        }
        area += u64::from(cell.row_span) * u64::from(cell.column_span);
        if last.is_some_and(|last| place < last) || area > MOST_CELLS {
            return State::Broken;
        }
        last = Some(place);
        for row in cell.row..cell.row.saturating_add(cell.row_span) {
            for column in cell.column..cell.column.saturating_add(cell.column_span) {
                if !covered.insert((row, column)) {
                    return State::Broken;
                }
            }
        }
    }
    let rows: BTreeSet<u32> = covered.into_iter().map(|(row, _)| row).collect();
    let end = rows.last().map_or(0, |last| u64::from(*last) + 1);
    if rows.len() as u64 == end {
        State::Whole
    } else {
        State::Gapped
    }
}
