use std::sync::OnceLock;

use document::{BlockId, Document};
use redline::{ChangeKind, Detail, Ids, Options, PositionMap, Redline};

use crate::{Anchor, Placement, State, Target, fresh::Fresh, grams::Grams, prepared::Prepared};

/// Places anchors that were written on one document onto another. Prepared once for the pair.
pub struct Placer<'a> {
    pub(crate) origin: Prepared<'a>,
    pub(crate) target: Prepared<'a>,
    pub(crate) map: PositionMap,
    pub(crate) fresh: Fresh,
    /// What became of each block of the origin.
    pub(crate) fates: Vec<Fate>,
    /// Built when a passage is first looked for away from where it stood.
    grams: OnceLock<Grams>,
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fate {
    pub(crate) kind: FateKind,
    /// The block that it is now, where that is one block.
    pub(crate) partner: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FateKind {
    InPlace,
    Moved,
    Split,
    Merged,
    Deleted,
}

impl<'a> Placer<'a> {
    /// For two documents whose block ids were carried over from revision to revision.
    pub fn new(origin: &'a Document, target: &'a Document) -> Self {
        let options = Options {
            ids: Ids::Trust,
            detail: Detail::Words,
            ..Options::default()
        };
        Self::of(&redline::compare(origin, target, &options))
    }

    /// For two documents that were compared already.
    pub fn of(redline: &Redline<'a>) -> Self {
        Self {
            origin: Prepared::new(redline.old),
            target: Prepared::new(redline.new),
            map: PositionMap::new(redline),
            fresh: Fresh::new(redline),
            fates: fates(redline),
            grams: OnceLock::new(),
        }
    }

    /// Where this anchor, written on the origin, stands in the target.
    pub fn place(&self, anchor: &Anchor) -> Placement {
        match &anchor.target {
            Target::Guideline => Placement::nowhere(State::Exact, None),
            Target::Block { block } => self.place_block(block),
            Target::Range { block, start, end } => match self.origin.find(block) {
                Some(index) => self.place_range(anchor, index, *start..*end),
                None => Placement::without_origin(),
            },
        }
    }

    /// Where a whole block stands: where all its text does, if nothing else came to it.
    fn place_block(&self, id: &BlockId) -> Placement {
        match self.origin.find(id) {
            Some(block) if self.origin.length(block) == 0 => self.place_empty(block),
            Some(block) => self.place_whole(block).without_ranges(),
            None => Placement::without_origin(),
        }
    }

    /// What is new in the target, made searchable.
    pub(crate) fn grams(&self) -> &Grams {
        self.grams
            .get_or_init(|| Grams::new(&self.target, self.fresh.blocks()))
    }
}

fn fates(redline: &Redline<'_>) -> Vec<Fate> {
    let deleted = Fate {
        kind: FateKind::Deleted,
        partner: None,
    };
    let mut fates = vec![deleted; redline.old.blocks.len()];
    let mut sources = Vec::new();
    let mut destinations = Vec::new();
    for change in &redline.changes {
        let kind = match change.kind {
            ChangeKind::Same | ChangeKind::Edited | ChangeKind::Reformatted => FateKind::InPlace,
            ChangeKind::Split => FateKind::Split,
            ChangeKind::Merged => FateKind::Merged,
            ChangeKind::Inserted | ChangeKind::Deleted => continue,
            ChangeKind::MovedFrom { move_id } => {
                sources.push((move_id, change.old.start));
                continue;
            }
            ChangeKind::MovedTo { move_id } => {
                destinations.push((move_id, change.new.start));
                continue;
            }
        };
        let partner =
            (kind == FateKind::InPlace || kind == FateKind::Merged).then_some(change.new.start);
        fates[change.old.clone()].fill(Fate { kind, partner });
    }
    sources.sort_unstable();
    destinations.sort_unstable();
    for ((_, old), (_, new)) in sources.into_iter().zip(destinations) {
        fates[old] = Fate {
            kind: FateKind::Moved,
            partner: Some(new),
        };
    }
    fates
}
