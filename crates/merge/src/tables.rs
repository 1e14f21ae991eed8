//! Keeps the tables of a draft whole when rows come and go.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use document::{Block, Cell};

use crate::{
    Conflict, Dispute, Property,
    intent::{Intent, Source},
    laying::{Laying, Slot, Step},
    rows::{self, Entry, State},
    text::{Map, Text},
};

/// The tables whose cells come, go or change places, and whether they stand as in the origin.
pub(crate) fn changed(
    origin: &Text<'_>,
    draft: &Text<'_>,
    intent: &Intent<'_>,
) -> BTreeMap<String, bool> {
    let mut names = BTreeSet::new();
    for item in intent.places.iter().flat_map(|place| &place.items) {
        let before = item.source.base().map(|base| origin.blocks[base]);
        let stays = matches!(item.source, Source::Kept(_))
            && before.is_some_and(|before| before.cell == item.block.cell);
        if !stays {
            names.extend(before.and_then(table));
            names.extend(table(&item.block));
        }
    }
    names.extend(
        intent
            .removed
            .iter()
            .filter_map(|base| table(origin.blocks[*base])),
    );
    let standing = |name: &str| {
        let (here, there) = (cells(origin, name), cells(draft, name));
        here.eq(there)
    };
    names
        .into_iter()
        .map(|name| (name.to_owned(), standing(name)))
        .collect()
}

fn table(block: &Block) -> Option<&str> {
    block.cell.as_ref().map(|cell| cell.table.as_str())
}

/// What a table is made of: names and places.
fn cells<'a>(
    text: &'a Text<'_>,
    name: &'a str,
) -> impl Iterator<Item = (&'a document::BlockId, Option<&'a Cell>)> {
    let here = text
        .blocks
        .iter()
        .filter(move |block| table(block) == Some(name));
    here.map(|block| (&block.id, block.cell.as_ref()))
}

impl Laying<'_> {
    /// What is proposed for a cell, but in the row that it had: where the draft has other rows than
    /// the origin, rows are counted anew in the end.
    pub(crate) fn with_steady_row<'b>(&self, base: &Block, theirs: &'b Block) -> Cow<'b, Block> {
        let counted_anew = |name: &str| self.tables.get(name) == Some(&false);
        match (&base.cell, &theirs.cell) {
            (Some(before), Some(cell))
                if before.table == cell.table
                    && before.row != cell.row
                    && counted_anew(&cell.table) =>
            {
                let mut steady = theirs.clone();
                let row = before.row;
                steady.cell = Some(Cell {
                    row,
                    ..cell.clone()
                });
                Cow::Owned(steady)
            }
            _ => Cow::Borrowed(theirs),
        }
    }

    /// Counts the rows of changed tables, or disputes that they can be brought together.
    pub(crate) fn settle_tables(&mut self) {
        if self.tables.is_empty() || !self.conflicts.is_empty() {
            return;
        }
        for (name, standing) in std::mem::take(&mut self.tables) {
            let was = rows::state(cells(self.draft, &name).filter_map(|(_, cell)| cell));
            let slots = self.slots(&name);
            if was == State::Broken || (standing && self.state(&slots) <= was) {
                continue;
            }
            let counted = self.count_rows(&slots, &name);
            if counted.is_none() || self.state(&slots) == State::Broken {
                self.dispute_table(&slots);
            }
        }
    }

    /// The blocks of a table in the outcome, in order.
    fn slots(&self, name: &str) -> Vec<Slot> {
        let gone: BTreeSet<Slot> = self.steps.iter().filter_map(removed).collect();
        let stays = |slot: &Slot| !gone.contains(slot) && table(self.content(*slot)) == Some(name);
        self.order.iter().copied().filter(stays).collect()
    }

    /// A block as it will be.
    fn content(&self, slot: Slot) -> &Block {
        self.replaced.get(&slot).unwrap_or_else(|| self.block(slot))
    }

    fn state(&self, slots: &[Slot]) -> State {
        let contents = slots.iter().map(|slot| self.content(*slot));
        rows::state(contents.filter_map(|block| block.cell.as_ref()))
    }

    fn count_rows(&mut self, slots: &[Slot], name: &str) -> Option<()> {
        let had = cells(self.draft, name)
            .filter_map(|(_, cell)| Some(cell?.row))
            .collect();
        let wanted = self.wanted_places();
        let entries: Vec<Entry> = slots
            .iter()
            .map(|slot| self.entry(*slot, name, &wanted))
            .collect();
        let rows = rows::number(&entries, &had)?;
        for (slot, row) in slots.iter().zip(rows) {
            self.set_row(*slot, row);
        }
        let place = |slot: &Slot| {
            let cell = self.content(*slot).cell.as_ref();
            cell.map(|cell| (cell.row, cell.column))
        };
        let places: Vec<_> = slots.iter().map(place).collect();
        rows::keep_apart(&entries, &places).then_some(())
    }

    /// Row and column that the suggestion has for blocks of the origin that stay in their place.
    fn wanted_places(&self) -> Map<usize, (u32, u32)> {
        let items = self.intent.places.iter().flat_map(|place| &place.items);
        let kept = items.filter_map(|item| match (item.source, &item.block.cell) {
            (Source::Kept(base), Some(cell)) => Some((base, (cell.row, cell.column))),
            _ => None,
        });
        kept.collect()
    }

    fn entry(&self, slot: Slot, name: &str, wanted: &Map<usize, (u32, u32)>) -> Entry {
        let place = |block: &Block| block.cell.as_ref().map(|cell| (cell.row, cell.column));
        let stood = self.draft.blocks.get(slot).filter(|_| !self.was_put(slot));
        let stood = stood.filter(|block| table(block) == Some(name));
        let Some(stood) = stood else {
            return Entry {
                before: None,
                wanted: place(self.content(slot)),
            };
        };
        let base = self.origin.place(&stood.id);
        let in_origin = base.and_then(|base| place(self.origin.blocks[base]));
        Entry {
            before: stood.cell.as_ref().map(|cell| (cell.row, cell.row_span)),
            wanted: base
                .and_then(|base| wanted.get(&base).copied())
                .or(in_origin),
        }
    }

    /// Whether the suggestion moves it.
    fn was_put(&self, slot: Slot) -> bool {
        let moves = |step: &Step| matches!(step, Step::Move { slot: moved, .. } if *moved == slot);
        self.steps.iter().any(moves)
    }

    fn set_row(&mut self, slot: Slot, row: u32) {
        let content = self.content(slot);
        if content.cell.as_ref().is_none_or(|cell| cell.row == row) {
            return;
        }
        let mut block = content.clone();
        block.cell = block.cell.map(|cell| Cell { row, ..cell });
        match slot.checked_sub(self.draft.blocks.len()) {
            Some(new) => self.new[new] = block,
            None => {
                self.replaced.insert(slot, block);
            }
        }
    }

    fn dispute_table(&mut self, slots: &[Slot]) {
        let arrived = slots
            .iter()
            .copied()
            .find(|slot| *slot >= self.draft.blocks.len());
        let changed = slots
            .iter()
            .copied()
            .find(|slot| self.replaced.contains_key(slot));
        let gone = self.steps.iter().find_map(removed);
        let Some(slot) = arrived.or(changed).or(gone).or(slots.first().copied()) else {
            return;
        };
        let ours = self.draft.blocks.get(slot).copied();
        let base = ours.and_then(|block| self.origin.place(&block.id));
        let base = base.map_or(self.block(slot), |base| self.origin.blocks[base]);
        let theirs = Some(self.content(slot)).filter(|_| slots.contains(&slot));
        let property = Property::Cell;
        let dispute = Dispute::Property { property };
        let conflict = Conflict::about(dispute, base, ours, theirs);
        self.conflicts.push(conflict);
    }
}

fn removed(step: &Step) -> Option<Slot> {
    match step {
        Step::Remove(slot) => Some(*slot),
        _ => None,
    }
}
