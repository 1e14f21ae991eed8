//! What a suggestion does, looked at as a whole.

use std::collections::HashSet;

use document::{Block, BlockId};

use crate::{
    Part,
    part::mended,
    text::{Map, Text, longest_rise},
};

/// The places of a suggestion in reading order, and what goes.
pub(crate) struct Intent<'a> {
    pub(crate) places: Vec<Place<'a>>,
    /// Blocks of the origin that stand in no proposal.
    pub(crate) removed: Vec<usize>,
}

/// One part, read.
pub(crate) struct Place<'a> {
    /// Which part.
    pub(crate) part: usize,
    /// What the proposal stands behind.
    pub(crate) anchor: Anchor<'a>,
    /// The blocks of the origin that it is about, in order.
    pub(crate) blocks: Vec<usize>,
    pub(crate) items: Vec<Item>,
}

#[derive(Clone, Copy)]
pub(crate) enum Anchor<'a> {
    Start,
    /// A block of the origin.
    Behind(usize),
    /// A block that the origin does not have.
    Unknown(&'a BlockId),
}

/// One proposed block.
pub(crate) struct Item {
    pub(crate) source: Source,
    pub(crate) block: Block,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// This block of the origin, in its place.
    Kept(usize),
    /// This block of the origin, from elsewhere.
    Moved(usize),
    New,
}

impl Source {
    pub(crate) fn base(self) -> Option<usize> {
        match self {
            Self::Kept(base) | Self::Moved(base) => Some(base),
            Self::New => None,
        }
    }
}

impl<'a> Intent<'a> {
    pub(crate) fn read(origin: &Text<'_>, parts: &'a [Part]) -> Self {
        let owners = owners(origin, parts);
        let mut kept = HashSet::new();
        let mut places: Vec<Place<'a>> = parts
            .iter()
            .enumerate()
            .map(|(index, part)| Place::read(origin, &owners, &mut kept, (index, part)))
            .collect();
        places.sort_by_key(Place::gap);
        let mut removed: Vec<usize> = owners.into_keys().filter(|at| !kept.contains(at)).collect();
        removed.sort_unstable();
        Self { places, removed }
    }

    /// The blocks of the origin that leave their place for another.
    pub(crate) fn leaving(&self) -> HashSet<usize> {
        let items = self.places.iter().flat_map(|place| &place.items);
        let moved = items.filter_map(|item| match item.source {
            Source::Moved(base) => Some(base),
            _ => None,
        });
        moved.collect()
    }
}

/// Which part each block belongs to; where several name it, the first.
fn owners(origin: &Text<'_>, parts: &[Part]) -> Map<usize, usize> {
    let mut owners = Map::default();
    for (index, part) in parts.iter().enumerate() {
        for at in part.blocks.iter().filter_map(|id| origin.place(id)) {
            owners.entry(at).or_insert(index);
        }
    }
    owners
}

impl<'a> Place<'a> {
    fn read(
        origin: &Text<'_>,
        owners: &Map<usize, usize>,
        kept: &mut HashSet<usize>,
        (index, part): (usize, &'a Part),
    ) -> Self {
        let named = part.blocks.iter().filter_map(|id| origin.place(id));
        let owned = |at: &usize| owners.get(at) == Some(&index);
        let mut blocks: Vec<usize> = named.clone().filter(owned).collect();
        blocks.sort_unstable();
        blocks.dedup();
        let mut item = |block: &Block| {
            let base = origin.place(&block.id).filter(|at| owners.contains_key(at));
            let source = match base.filter(|at| kept.insert(*at)) {
                Some(base) if owned(&base) => Source::Kept(base),
                Some(base) => Source::Moved(base),
                None => Source::New,
            };
            let block = mended(block);
            Item { source, block }
        };
        let mut items: Vec<Item> = part.proposal.iter().map(&mut item).collect();
        tell_moved(&mut items);
        Self {
            part: index,
            anchor: anchor(origin, part, named.min()),
            blocks,
            items,
        }
    }
}

impl Place<'_> {
    /// The first block, and what stands instead, where no block lives on.
    pub(crate) fn instead(&self) -> Option<(usize, &Block)> {
        let replaced = self.items.iter().all(|item| item.source == Source::New);
        let new = self.items.first().filter(|_| replaced)?;
        Some((*self.blocks.first()?, &new.block))
    }

    /// What moves here, and behind which block that lives on.
    pub(crate) fn moves(&self) -> Vec<(usize, Option<usize>)> {
        let mut behind = match self.anchor {
            Anchor::Behind(at) => Some(at),
            Anchor::Start | Anchor::Unknown(_) => None,
        };
        let mut moves = Vec::new();
        for item in &self.items {
            if let Source::Moved(base) = item.source {
                moves.push((base, behind));
            }
            behind = item.source.base().or(behind);
        }
        moves
    }

    /// Where it comes in reading order; what is only added comes before what takes a block's place.
    fn gap(&self) -> (usize, bool) {
        let at = match self.anchor {
            Anchor::Start => 0,
            Anchor::Behind(at) => at + 1,
            Anchor::Unknown(_) => usize::MAX,
        };
        (at, !self.blocks.is_empty())
    }
}

/// Of blocks that change places within one part, as few as possible are moved.
fn tell_moved(items: &mut [Item]) {
    let kept = |(index, item): (usize, &Item)| match item.source {
        Source::Kept(base) => Some((index, base)),
        _ => None,
    };
    let kept: Vec<(usize, usize)> = items.iter().enumerate().filter_map(kept).collect();
    let bases: Vec<usize> = kept.iter().map(|(_, base)| *base).collect();
    let staying: HashSet<usize> = longest_rise(&bases).into_iter().collect();
    for (rank, (index, base)) in kept.into_iter().enumerate() {
        if !staying.contains(&rank) {
            items[index].source = Source::Moved(base);
        }
    }
}

fn anchor<'a>(origin: &Text<'_>, part: &'a Part, first: Option<usize>) -> Anchor<'a> {
    match (first, &part.after) {
        (Some(0), _) | (None, None) => Anchor::Start,
        (Some(first), _) => Anchor::Behind(first - 1),
        (None, Some(after)) => origin
            .place(after)
            .map_or(Anchor::Unknown(after), Anchor::Behind),
    }
}
