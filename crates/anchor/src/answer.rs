//! Placements from what the witnesses say.

use std::ops::Range;

use crate::{
    Candidate, Placement, Placer, Reason, State,
    passage::{Lead, Passage},
    placer::FateKind,
    prepared::Place,
};

/// More candidates than this help nobody.
const MOST_CANDIDATES: usize = 8;

impl Placer<'_> {
    /// The same words away from where the redline leads; their paragraph's id tells how far away.
    pub(crate) fn found(&self, passage: &Passage<'_>, place: &Place) -> Placement {
        if self.target.id(place.block) != self.origin.id(passage.block) {
            return self.at(State::Shifted, place, Some(Reason::Moved));
        }
        if place.start == passage.start {
            return self.at(State::Exact, place, None);
        }
        self.at(State::Shifted, place, Some(Reason::TextBefore))
    }

    pub(crate) fn same_words(&self, passage: &Passage<'_>, lead: &Lead) -> Placement {
        let kind = self.fates[passage.block].kind;
        if !lead.moved && lead.place.start == passage.start {
            return self.at(State::Exact, &lead.place, None);
        }
        let reason = match kind {
            FateKind::Split => Reason::Split,
            FateKind::Merged => Reason::Merged,
            _ if lead.moved => Reason::Moved,
            _ => Reason::TextBefore,
        };
        self.at(State::Shifted, &lead.place, Some(reason))
    }

    /// Nowhere; the paragraph that the passage stood in is offered if it is still there.
    pub(crate) fn orphaned(&self, block: usize, range: Range<usize>) -> Placement {
        let fate = self.fates[block];
        let gap = fate.partner.map(|partner| self.gap(partner, block, range));
        let reason = match gap.map(|gap| self.target.text(&gap)) {
            _ if fate.kind == FateKind::Deleted => Reason::ParagraphDeleted,
            Some(text) if !text.contains(char::is_alphanumeric) => Reason::Deleted,
            _ => Reason::Rewritten,
        };
        let whole = fate.partner.map(|partner| self.whole(partner));
        Placement {
            candidates: whole.iter().map(|place| self.candidate(place)).collect(),
            ..Placement::nowhere(State::Orphaned, Some(reason))
        }
        .without_ranges()
    }

    /// What now stands between the neighbours of a range of an old block.
    fn gap(&self, partner: usize, block: usize, range: Range<usize>) -> Place {
        let now = |range| {
            self.map
                .map(block, range)
                .filter(|now| now.block == partner)
        };
        let before = now(0..range.start);
        let after = now(range.end..self.origin.length(block));
        let start = before.map_or(0, |before| before.range.end);
        let end = after.map_or(self.target.length(partner), |after| after.range.start);
        Place::new(partner, &(start..end.max(start)))
    }

    pub(crate) fn ambiguous(&self, places: &[Place]) -> Placement {
        let candidates = places.iter().take(MOST_CANDIDATES);
        Placement {
            candidates: candidates.map(|place| self.candidate(place)).collect(),
            ..Placement::nowhere(State::Ambiguous, Some(Reason::Repeated))
        }
    }

    pub(crate) fn at(&self, state: State, place: &Place, reason: Option<Reason>) -> Placement {
        Placement {
            state,
            reason,
            block_id: Some(self.target.id(place.block).clone()),
            start: Some(place.start),
            end: Some(place.end),
            candidates: Vec::new(),
        }
    }

    pub(crate) fn at_block(&self, state: State, block: usize, reason: Option<Reason>) -> Placement {
        self.at(state, &self.whole(block), reason).without_ranges()
    }

    pub(crate) fn candidate(&self, place: &Place) -> Candidate {
        Candidate {
            block_id: self.target.id(place.block).clone(),
            start: Some(place.start),
            end: Some(place.end),
        }
    }

    pub(crate) fn whole(&self, block: usize) -> Place {
        Place::new(block, &(0..self.target.length(block)))
    }

    /// A whole block that has got other text besides its own is not the same block as it was.
    pub(crate) fn only_alone(&self, block: usize, mut placement: Placement) -> Placement {
        let same = |state| matches!(state, State::Exact | State::Shifted);
        let Some(id) = placement
            .block_id
            .as_ref()
            .filter(|_| same(placement.state))
        else {
            return placement;
        };
        let found = self.target.find(id).map(|found| self.target.length(found));
        if found != Some(self.origin.length(block)) {
            placement.state = State::Fuzzy;
            placement.reason = Some(match (self.fates[block].kind, placement.reason) {
                (FateKind::Merged, _) => Reason::Merged,
                (_, Some(Reason::Moved)) => Reason::MovedAndReworded,
                _ => Reason::Reworded,
            });
        }
        placement
    }
}
