//! A suggestion on its way into a draft.

use std::collections::{BTreeMap, HashSet};

use document::{Block, BlockId, Cell};

use crate::{
    BlockChange, Clash, Conflict, Dispute, Patch,
    gap::Gap,
    intent::{Intent, Item, Place, Source},
    merge, tables,
    text::Text,
};

/// Names a block of the outcome: those of the draft by their place there, then the new ones.
pub(crate) type Slot = usize;

pub(crate) struct Laying<'a> {
    pub(crate) origin: &'a Text<'a>,
    pub(crate) draft: &'a Text<'a>,
    pub(crate) intent: &'a Intent<'a>,
    fresh: &'a mut dyn FnMut(&Block) -> BlockId,
    /// The outcome, as far as it is known.
    pub(crate) order: Vec<Slot>,
    /// Which blocks of the draft stand where the origin has them.
    pub(crate) settled: Vec<bool>,
    /// Blocks of the origin that the suggestion moves.
    pub(crate) leaving: HashSet<usize>,
    /// Blocks of the draft that are a new block of the suggestion, or were moved by it.
    pub(crate) arrived: HashSet<Slot>,
    pub(crate) replaced: BTreeMap<Slot, Block>,
    pub(crate) new: Vec<Block>,
    pub(crate) steps: Vec<Step>,
    pub(crate) conflicts: Vec<Conflict>,
    /// The tables that the suggestion changes, and whether they stand as in the origin.
    pub(crate) tables: BTreeMap<String, bool>,
}

pub(crate) enum Step {
    Insert { after: Option<Slot>, slot: Slot },
    Move { after: Option<Slot>, slot: Slot },
    Remove(Slot),
}

impl<'a> Laying<'a> {
    pub(crate) fn new(
        origin: &'a Text<'a>,
        draft: &'a Text<'a>,
        intent: &'a Intent<'a>,
        fresh: &'a mut dyn FnMut(&Block) -> BlockId,
    ) -> Self {
        let leaving = intent.leaving();
        Self {
            origin,
            draft,
            intent,
            fresh,
            order: (0..draft.blocks.len()).collect(),
            settled: draft.settled(origin, &leaving),
            leaving,
            arrived: HashSet::new(),
            replaced: BTreeMap::new(),
            new: Vec::new(),
            steps: Vec::new(),
            conflicts: Vec::new(),
            tables: tables::changed(origin, draft, intent),
        }
    }

    /// Merges what the suggestion says of the blocks that live on.
    pub(crate) fn merge_kept(&mut self, glossary: &[String]) {
        let intent = self.intent;
        for item in intent.places.iter().flat_map(|place| &place.items) {
            let Some(base) = item.source.base() else {
                continue;
            };
            let base_block = self.origin.blocks[base];
            match self.slot_of(base) {
                Some(slot) => self.merge_block(slot, base_block, &item.block, glossary),
                None if item.source == Source::Kept(base)
                    && reads_like(&item.block, base_block) => {}
                None => {
                    let theirs = Some(&item.block);
                    let gone = Conflict::about(Dispute::Gone, base_block, None, theirs);
                    self.conflicts.push(gone);
                }
            }
        }
    }

    fn merge_block(&mut self, slot: Slot, base: &Block, theirs: &Block, glossary: &[String]) {
        let ours = self.draft.blocks[slot];
        let theirs = &*self.with_steady_row(base, theirs);
        let merged = if theirs == base {
            return;
        } else if ours == base {
            Ok(theirs.clone())
        } else {
            merge(base, ours, theirs, glossary)
        };
        match merged {
            Ok(merged) if merged == *ours => {}
            Ok(merged) => {
                self.replaced.insert(slot, merged);
            }
            Err(conflict) => self.conflicts.push(*conflict),
        }
    }

    /// Puts what is new and what is moved where it belongs.
    pub(crate) fn place_all(&mut self) {
        let intent = self.intent;
        for place in &intent.places {
            self.place(place);
        }
    }

    fn place(&mut self, place: &Place<'a>) {
        // Behind which block of the outcome the next one stands, and whether that one continues there.
        let mut behind: Option<(Slot, bool)> = None;
        for item in &place.items {
            if let Source::Kept(base) = item.source {
                let slot = self.slot_of(base);
                let changed = item.block.text != self.origin.blocks[base].text;
                behind = slot.map(|slot| (slot, changed)).or(behind);
                continue;
            }
            let gap = match behind {
                Some((slot, first)) => self.gap_behind(slot, first),
                None => self.gap_of(place),
            };
            let Some(gap) = gap else {
                let block = &item.block;
                let nowhere = Conflict::about(Dispute::Place, block, None, Some(block));
                self.conflicts.push(nowhere);
                continue;
            };
            let placed = match item.source.base() {
                Some(base) => self.move_here(base, item, &gap),
                None => Some(self.insert_here(place, item, &gap)),
            };
            behind = placed.map(|slot| (slot, true)).or(behind);
        }
    }

    fn insert_here(&mut self, place: &Place<'_>, item: &Item, gap: &Gap) -> Slot {
        if let Some(slot) = self.standing(&item.block, gap) {
            self.arrived.insert(slot);
            return slot;
        }
        self.miss_replaced(place, item);
        let id = self.fresh_id(&item.block);
        let slot = self.draft.blocks.len() + self.new.len();
        self.new.push(Block {
            id,
            ..item.block.clone()
        });
        let at = if gap.first { gap.start } else { gap.end };
        self.steps.push(Step::Insert {
            after: at.checked_sub(1).map(|before| self.order[before]),
            slot,
        });
        self.order.insert(at, slot);
        slot
    }

    /// The block of the draft that reads like this one and arrived in this gap.
    fn standing(&self, block: &Block, gap: &Gap) -> Option<Slot> {
        let arrivals = self.order[gap.start..gap.reach].iter().copied();
        let mut others = arrivals.filter(|slot| !self.arrived.contains(slot));
        others.find(|slot| {
            let candidate = self.draft.blocks.get(*slot);
            candidate.is_some_and(|candidate| {
                self.origin.place(&candidate.id).is_none() && reads_like(candidate, block)
            })
        })
    }

    /// What should stand instead of a block that is gone already disagrees with its going.
    fn miss_replaced(&mut self, place: &Place<'_>, item: &Item) {
        if place.instead().is_none() {
            return;
        }
        let gone = place.blocks.iter().find(|at| self.slot_of(**at).is_none());
        if let Some(&gone) = gone {
            let (base, theirs) = (self.origin.blocks[gone], Some(&item.block));
            let conflict = Conflict::about(Dispute::Gone, base, None, theirs);
            self.conflicts.push(conflict);
        }
    }

    fn fresh_id(&mut self, block: &Block) -> BlockId {
        const PATIENCE: usize = 1000;
        let taken = |id: &BlockId| {
            let id_of = |block: &Block| block.id == *id;
            id.as_str().is_empty()
                || self.draft.place(id).is_some()
                || self.origin.place(id).is_some()
                || self.new.iter().any(id_of)
        };
        let mut id = (self.fresh)(block);
        for _ in 0..PATIENCE {
            if !taken(&id) {
                return id;
            }
            id = (self.fresh)(block);
        }
        let numbered = (1_u64..).map(|number| BlockId::from(format!("{id}-{number}")));
        numbered.into_iter().find(|id| !taken(id)).unwrap_or(id)
    }

    fn move_here(&mut self, base: usize, item: &Item, gap: &Gap) -> Option<Slot> {
        let slot = self.slot_of(base)?;
        let here = self.order[gap.start..gap.end].contains(&slot);
        let at = if gap.first { gap.start } else { gap.end };
        let after = at.checked_sub(1).map(|before| self.order[before]);
        if here || after == Some(slot) || self.order.get(at) == Some(&slot) {
            self.arrived.insert(slot);
            return Some(slot);
        }
        if self.was_moved(base, slot) {
            let (base, ours) = (self.origin.blocks[base], Some(self.draft.blocks[slot]));
            let conflict = Conflict::about(Dispute::Place, base, ours, Some(&item.block));
            self.conflicts.push(conflict);
            return Some(slot);
        }
        self.order.retain(|other| *other != slot);
        let at = after.map_or(0, |after| self.position(after) + 1);
        self.order.insert(at, slot);
        self.arrived.insert(slot);
        self.steps.push(Step::Move { after, slot });
        Some(slot)
    }

    /// Takes out what the suggestion removes.
    pub(crate) fn remove(&mut self) {
        for &base in &self.intent.removed {
            let Some(slot) = self.slot_of(base) else {
                continue;
            };
            let (base, ours) = (self.origin.blocks[base], self.draft.blocks[slot]);
            if reads_like(ours, base) {
                self.steps.push(Step::Remove(slot));
            } else {
                let conflict = Conflict::about(Dispute::Removed, base, Some(ours), None);
                self.conflicts.push(conflict);
            }
        }
    }

    pub(crate) fn finish(mut self) -> Result<Patch, Clash> {
        if !self.conflicts.is_empty() {
            return Err(Clash {
                conflicts: self.conflicts,
            });
        }
        let mut replaced = std::mem::take(&mut self.replaced);
        replaced.retain(|slot, block| block != self.draft.blocks[*slot]);
        let mut changes: Vec<BlockChange> = replaced
            .into_values()
            .map(|block| BlockChange::Replace { block })
            .collect();
        let steps = std::mem::take(&mut self.steps);
        changes.extend(steps.into_iter().map(|step| self.change(&step)));
        Ok(Patch { changes })
    }

    fn change(&mut self, step: &Step) -> BlockChange {
        let id = |slot: &Slot| self.block(*slot).id.clone();
        match step {
            Step::Insert { after, slot } => BlockChange::Insert {
                after: after.as_ref().map(id),
                block: self.block(*slot).clone(),
            },
            Step::Move { after, slot } => BlockChange::Move {
                after: after.as_ref().map(id),
                block: id(slot),
            },
            Step::Remove(slot) => BlockChange::Remove { block: id(slot) },
        }
    }

    pub(crate) fn block(&self, slot: Slot) -> &Block {
        match slot.checked_sub(self.draft.blocks.len()) {
            Some(new) => &self.new[new],
            None => self.draft.blocks[slot],
        }
    }

    pub(crate) fn slot_of(&self, base: usize) -> Option<Slot> {
        self.draft.place(&self.origin.blocks[base].id)
    }
}

/// Whether two blocks are the same but for what names and numbers them.
pub(crate) fn reads_like(one: &Block, other: &Block) -> bool {
    let plain = |block: &Block| Block {
        id: BlockId::default(),
        number: None,
        cell: block.cell.clone().map(|cell| Cell { row: 0, ..cell }),
        ..block.clone()
    };
    one.text == other.text && plain(one) == plain(other)
}
