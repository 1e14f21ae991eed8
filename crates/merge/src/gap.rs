//! Where in a draft something stands that the origin has a place for.

use crate::{
    intent::{Anchor, Place},
    laying::{Laying, Slot},
};

/// Where the next arriving block stands: what arrived there before, as places in the order.
pub(crate) struct Gap {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The end, if what the suggestion moves is taken to have arrived there already.
    pub(crate) reach: usize,
    /// Whether it stands before those that arrived before, rather than behind them.
    pub(crate) first: bool,
}

impl Laying<'_> {
    pub(crate) fn position(&self, slot: Slot) -> usize {
        let found = self.order.iter().position(|other| *other == slot);
        found.unwrap_or(self.order.len())
    }

    /// The gap in which a proposal begins: before the first block whose place it takes; behind the
    /// block that it names; else, where that is gone, behind what the origin has before it.
    pub(crate) fn gap_of(&self, place: &Place<'_>) -> Option<Gap> {
        let leaves = |base: &usize| self.leaving.contains(base);
        let mut own = place.blocks.iter().filter(|base| !leaves(base));
        if let Some(slot) = own.find_map(|base| self.slot_of(*base)) {
            return Some(self.gap_before(slot));
        }
        let from = match place.anchor {
            Anchor::Start => 0,
            Anchor::Behind(at) => at + 1,
            Anchor::Unknown(id) => return self.gap_behind(self.draft.place(id)?, false),
        };
        let is_named = |base: usize| place.blocks.is_empty() && base + 1 == from;
        let stands = (0..from).rev().find_map(|base| {
            let slot = self.slot_of(base)?;
            let holds = is_named(base) || self.settled[slot];
            (holds && !leaves(&base)).then_some(slot)
        });
        match stands {
            Some(slot) => self.gap_behind(slot, false),
            None => Some(self.gap(0, self.draft_place_of_next(0), false)),
        }
    }

    /// What arrived before this block.
    fn gap_before(&self, slot: Slot) -> Gap {
        let end = self.position(slot);
        let before = self.order[..end].iter().rev();
        let arrivals = before.take_while(|slot| self.has_arrived(**slot)).count();
        Gap {
            start: end - arrivals,
            end,
            reach: end,
            first: false,
        }
    }

    /// Whether a block came to where it stands after the origin, or comes there now.
    fn has_arrived(&self, slot: Slot) -> bool {
        let base = self
            .draft
            .blocks
            .get(slot)
            .map(|block| self.origin.place(&block.id));
        self.arrived.contains(&slot)
            || base.is_none_or(|base| base.is_none_or(|base| self.was_moved(base, slot)))
    }

    /// Whether the draft has the block elsewhere than the origin. Of two neighbours that changed
    /// places nobody can tell which was moved, so neither is.
    pub(crate) fn was_moved(&self, base: usize, slot: Slot) -> bool {
        if self.settled[slot] {
            return false;
        }
        let before = self.origin.first_common((0..base).rev(), self.draft);
        let next = self.draft_place_of_next(base + 1);
        let here_before = (0..slot).rev().find(|at| self.is_common(*at));
        let here_next = (slot + 1..self.draft.blocks.len()).find(|at| self.is_common(*at));
        let stays = before == here_before || (next.is_some() && next == here_next);
        let swapped = here_next.is_some() && here_next == before
            || here_before.is_some() && here_before == next;
        !stays && !swapped
    }

    fn is_common(&self, slot: Slot) -> bool {
        let block = self.draft.blocks[slot];
        self.origin.place(&block.id).is_some()
    }

    /// The first block of the origin from here on that the draft has.
    fn draft_place_of_next(&self, base: usize) -> Option<Slot> {
        self.origin
            .first_common(base..self.origin.blocks.len(), self.draft)
    }

    pub(crate) fn gap_behind(&self, slot: Slot, first: bool) -> Option<Gap> {
        let id = &self.block(slot).id;
        let next = self.origin.place(id);
        let next = next.and_then(|base| self.draft_place_of_next(base + 1));
        Some(self.gap(self.position(slot) + 1, next, first))
    }

    /// What arrived from this place of the order on, up to what the origin has there.
    fn gap(&self, start: usize, next: Option<Slot>, first: bool) -> Gap {
        let start = start.min(self.order.len());
        let arrived = |slot: &&Slot| {
            let comes = self.arrived.contains(*slot);
            comes || (Some(**slot) != next && self.has_arrived(**slot))
        };
        let moved = |slot: &&Slot| {
            let block = self.draft.blocks.get(**slot);
            let base = block.and_then(|block| self.origin.place(&block.id));
            base.is_some_and(|base| self.leaving.contains(&base))
        };
        let rest = self.order[start..].iter();
        let arrivals = rest.clone().take_while(arrived).count();
        let reach = rest.take_while(|slot| arrived(slot) || moved(slot)).count();
        Gap {
            start,
            end: start + arrivals,
            reach: start + reach,
            first,
        }
    }
}
