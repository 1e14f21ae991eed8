use std::collections::BTreeSet;

use document::{Block, BlockId, Document};
use serde::{Deserialize, Serialize};

use crate::{
    BlockChange, Clash, Conflict, Dispute, Part,
    accept::lay,
    intent::{Intent, Place},
    merge,
    text::{Map, Text},
};

/// A pending suggestion, with the text that it was made against.
#[derive(Debug, Clone, Copy)]
pub struct Pending<'a> {
    /// The text that its parts count in.
    pub origin: &'a Document,
    /// What it proposes.
    pub parts: &'a [Part],
}

/// Two pending suggestions that cannot both go in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collision {
    /// Which one.
    pub first: usize,
    /// With which other, that comes later in the list.
    pub second: usize,
    /// Over what. `base` is the draft, `ours` the first, `theirs` the second.
    pub clash: Clash,
}

/// Whether two pending suggestions cannot both go into the draft; over what, if so: `base` is the
/// draft, `ours` is `a`, `theirs` is `b`. What does not even go in alone collides with the draft,
/// not with the other: see [`crate::accept`].
pub fn collide(
    draft: &Document,
    a: &Pending<'_>,
    b: &Pending<'_>,
    glossary: &[String],
) -> Option<Clash> {
    let named: BTreeSet<&BlockId> = named(a.parts).collect();
    if !self::named(b.parts).any(|id| named.contains(id)) {
        return None;
    }
    let draft = Text::of(draft);
    let effect = |who, pending: &Pending<'_>| {
        Effect::of(&Text::of(pending.origin), &draft, (who, pending), glossary)
    };
    contradiction(&draft, &effect(0, a)?, &effect(1, b)?, glossary)
}

/// All pairs of pending suggestions that cannot both go into the draft, in order.
pub fn collisions(
    draft: &Document,
    pending: &[Pending<'_>],
    glossary: &[String],
) -> Vec<Collision> {
    let draft = Text::of(draft);
    let mut origins: Vec<(*const Document, Text<'_>)> = Vec::new();
    let mut effects: Vec<Option<Effect>> = Vec::with_capacity(pending.len());
    for (who, one) in pending.iter().enumerate() {
        let known = |(origin, _): &(*const Document, Text<'_>)| std::ptr::eq(*origin, one.origin);
        let at = origins.iter().position(known).unwrap_or_else(|| {
            origins.push((one.origin, Text::of(one.origin)));
            origins.len() - 1
        });
        effects.push(Effect::of(&origins[at].1, &draft, (who, one), glossary));
    }
    let collision = |(first, second): (usize, usize)| {
        let (a, b) = (effects[first].as_ref()?, effects[second].as_ref()?);
        let clash = contradiction(&draft, a, b, glossary)?;
        Some(Collision {
            first,
            second,
            clash,
        })
    };
    neighbours(&effects)
        .into_iter()
        .filter_map(collision)
        .collect()
}

/// The pairs that change one block.
fn neighbours(effects: &[Option<Effect>]) -> BTreeSet<(usize, usize)> {
    let mut by_block = Map::<&BlockId, Vec<usize>>::default();
    let mut pairs = BTreeSet::new();
    for (index, effect) in effects.iter().enumerate() {
        let Some(effect) = effect else { continue };
        for id in effect.changes.keys() {
            let here: &mut Vec<usize> = by_block.entry(id).or_default();
            pairs.extend(here.iter().map(|earlier: &usize| (*earlier, index)));
            here.push(index);
        }
    }
    pairs
}

fn named(parts: &[Part]) -> impl Iterator<Item = &BlockId> {
    parts.iter().flat_map(|part| &part.blocks)
}

/// What a suggestion alone does to the draft, by block.
struct Effect {
    changes: Map<BlockId, Fate>,
}

/// What becomes of a block.
#[derive(Default)]
struct Fate {
    replaced: Option<Block>,
    moved: Option<Option<BlockId>>,
    removed: bool,
    /// The first new block that stands instead of it.
    instead: Option<Block>,
}

impl Effect {
    /// Nothing for a suggestion that does not go in.
    fn of(
        origin: &Text<'_>,
        draft: &Text<'_>,
        (who, pending): (usize, &Pending<'_>),
        glossary: &[String],
    ) -> Option<Self> {
        let mut count = 0_u64;
        let mut fresh = |_: &Block| {
            count += 1;
            BlockId::from(format!("new-{who}-{count}"))
        };
        let patch = lay(origin, draft, pending.parts, &mut fresh, glossary).ok()?;
        let changes = Map::default();
        let mut effect = Self { changes };
        for change in patch.changes {
            match change {
                BlockChange::Replace { block } => {
                    let fate = effect.on(&block.id);
                    fate.replaced = Some(block);
                }
                BlockChange::Move { block, after } => effect.on(&block).moved = Some(after),
                BlockChange::Remove { block } => effect.on(&block).removed = true,
                BlockChange::Insert { .. } => {}
            }
        }
        let intent = Intent::read(origin, pending.parts);
        for (base, new) in intent.places.iter().filter_map(Place::instead) {
            let id = &origin.blocks[base].id;
            effect.on(id).instead = Some(new.clone());
        }
        Some(effect)
    }

    fn on(&mut self, id: &BlockId) -> &mut Fate {
        self.changes.entry(id.clone()).or_default()
    }
}

fn contradiction(draft: &Text<'_>, a: &Effect, b: &Effect, glossary: &[String]) -> Option<Clash> {
    let shared = a.changes.keys().filter(|id| b.changes.contains_key(*id));
    let mut places: Vec<usize> = shared.filter_map(|id| draft.place(id)).collect();
    places.sort_unstable();
    let conflict = |at: usize| {
        let block = draft.blocks[at];
        dispute(
            block,
            &a.changes[&block.id],
            &b.changes[&block.id],
            glossary,
        )
    };
    let conflicts: Vec<Conflict> = places.into_iter().filter_map(conflict).collect();
    (!conflicts.is_empty()).then_some(Clash { conflicts })
}

fn dispute(base: &Block, ours: &Fate, theirs: &Fate, glossary: &[String]) -> Option<Conflict> {
    let about = |dispute, ours, theirs| Some(Conflict::about(dispute, base, ours, theirs));
    match (ours.removed, theirs.removed) {
        (true, true) => {
            let words = |fate: &Fate| fate.instead.as_ref().map(|block| block.text.clone());
            let differ = words(ours) != words(theirs);
            let (one, other) = (ours.instead.as_ref(), theirs.instead.as_ref());
            differ.then(|| Conflict::about(Dispute::Gone, base, one, other))
        }
        (true, false) => about(Dispute::Gone, None, theirs.text(base)),
        (false, true) => about(Dispute::Removed, ours.text(base), None),
        (false, false) => {
            let both_move = ours.moved.is_some() && theirs.moved.is_some();
            if both_move && ours.moved != theirs.moved {
                return about(Dispute::Place, ours.text(base), theirs.text(base));
            }
            let (ours, theirs) = (ours.replaced.as_ref()?, theirs.replaced.as_ref()?);
            let merged = merge(base, ours, theirs, glossary);
            merged.err().map(|conflict| *conflict)
        }
    }
}

impl Fate {
    fn text<'a>(&'a self, base: &'a Block) -> Option<&'a Block> {
        Some(self.replaced.as_ref().unwrap_or(base))
    }
}
