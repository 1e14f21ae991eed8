//! Where in a draft something stands that the origin has a place for.

use crate::{
    intent::Anchor,
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

    /// The gap behind what the origin has before the proposal.
    pub(crate) fn gap_at(&self, anchor: Anchor<'_>) -> Option<Gap> {
        let from = match anchor {
            Anchor::Start => 0,
            Anchor::Behind(at) => at + 1,
            Anchor::Unknown(id) => return self.gap_behind(self.draft.place(id)?, false),
        };
        let stands = (0..from).rev().find_map(|at| {
            let slot = self.slot_of(at)?;
            (!self.leaving.contains(&at) && self.holds(at, slot)).then_some(slot)
        });
        match stands {
            Some(slot) => self.gap_behind(slot, false),
            None => Some(self.gap(0, self.draft_place_of_next(0), false)),
        }
    }

    /// Whether something that was put behind this block belongs behind it still: the block, or what
    /// follows it, was not moved away from the other.
    fn holds(&self, base: usize, slot: Slot) -> bool {
        self.settled[slot] || self.has_same_next(base, slot)
    }

    /// Whether the draft has the block elsewhere than the origin.
    pub(crate) fn was_moved(&self, base: usize, slot: Slot) -> bool {
        let before = self.origin.first_common((0..base).rev(), self.draft);
        let mut others = (0..slot).rev().filter(|at| self.is_common(*at));
        !self.settled[slot] && !self.has_same_next(base, slot) && before != others.next()
    }

    fn has_same_next(&self, base: usize, slot: Slot) -> bool {
        let mut others = (slot + 1..self.draft.blocks.len()).filter(|at| self.is_common(*at));
        let next = self.draft_place_of_next(base + 1);
        next.is_some() && next == others.next()
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
            let settled = self.settled.get(**slot) == Some(&true);
            self.arrived.contains(*slot) || (!settled && Some(**slot) != next)
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
