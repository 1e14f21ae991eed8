use std::collections::{BTreeSet, HashSet};

use document::{Block, BlockId, Document};
use serde::{Deserialize, Serialize};

use crate::{
    BlockChange, Clash, Conflict, Dispute, Part, Patch,
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
    let (one, other) = (names(a.parts), names(b.parts));
    if one.is_disjoint(&other) {
        return None;
    }
    let draft = Text::of(draft);
    let a = Effect::of(&Text::of(a.origin), &draft, a, glossary)?;
    let b = Effect::of(&Text::of(b.origin), &draft, b, glossary)?;
    contradiction(&draft, &a, &b, glossary)
}

/// All pairs of pending suggestions that cannot both go into the draft, in order.
pub fn collisions(
    draft: &Document,
    pending: &[Pending<'_>],
    glossary: &[String],
) -> Vec<Collision> {
    let draft = Text::of(draft);
    let mut origins: Vec<(*const Document, Text<'_>)> = Vec::new();
    let mut effects: Vec<Option<Effect<'_>>> = Vec::with_capacity(pending.len());
    for one in pending {
        let known = |(origin, _): &(*const Document, Text<'_>)| std::ptr::eq(*origin, one.origin);
        let at = origins.iter().position(known).unwrap_or_else(|| {
            origins.push((one.origin, Text::of(one.origin)));
            origins.len() - 1
        });
        effects.push(Effect::of(&origins[at].1, &draft, one, glossary));
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

/// The pairs that change one block or one table.
fn neighbours(effects: &[Option<Effect<'_>>]) -> BTreeSet<(usize, usize)> {
    let mut by_name = Map::<&str, Vec<usize>>::default();
    let mut pairs = BTreeSet::new();
    for (index, effect) in effects.iter().enumerate() {
        let Some(effect) = effect else { continue };
        let blocks = effect.changes.keys().map(BlockId::as_str);
        for name in blocks.chain(effect.tables.iter().map(String::as_str)) {
            let here: &mut Vec<usize> = by_name.entry(name).or_default();
            pairs.extend(here.iter().map(|earlier: &usize| (*earlier, index)));
            here.push(index);
        }
    }
    pairs
}

/// The blocks and tables that parts name.
fn names(parts: &[Part]) -> HashSet<&str> {
    let blocks = parts
        .iter()
        .flat_map(|part| &part.blocks)
        .map(BlockId::as_str);
    let proposed = parts.iter().flat_map(|part| &part.proposal);
    let cells = proposed.filter_map(|block| block.cell.as_ref());
    blocks
        .chain(cells.map(|cell| cell.table.as_str()))
        .collect()
}

/// What a suggestion alone does to the draft, by block.
struct Effect<'a> {
    pending: Pending<'a>,
    patch: Patch,
    changes: Map<BlockId, Fate>,
    /// Tables into which cells come, or from which they go.
    tables: BTreeSet<String>,
}

/// What becomes of a block.
#[derive(Default)]
struct Fate {
    replaced: Option<Block>,
    /// Behind which block it comes to stand.
    moved: Option<Option<BlockId>>,
    removed: bool,
    /// Behind which block that lives on it is to stand.
    target: Option<BlockId>,
    /// The first new block that stands instead of it.
    instead: Option<Block>,
}

impl<'a> Effect<'a> {
    /// Nothing for a suggestion that does not go in.
    fn of(
        origin: &Text<'_>,
        draft: &Text<'_>,
        pending: &Pending<'a>,
        glossary: &[String],
    ) -> Option<Self> {
        let mut count = 0_u64;
        let mut fresh = |_: &Block| {
            count += 1;
            BlockId::from(format!("new-{count}"))
        };
        let patch = lay(origin, draft, pending.parts, &mut fresh, glossary).ok()?;
        let mut effect = Self {
            pending: *pending,
            changes: Map::default(),
            tables: tables(&patch, draft),
            patch: Patch::default(),
        };
        for change in &patch.changes {
            match change {
                BlockChange::Replace { block } => {
                    let base = draft.place(&block.id).map(|at| draft.blocks[at]);
                    let steady = base.map(|base| in_its_row(base, block));
                    if steady.as_ref() != base {
                        effect.on(&block.id).replaced = steady;
                    }
                }
                BlockChange::Move { block, after } => effect.on(block).moved = Some(after.clone()),
                BlockChange::Remove { block } => effect.on(block).removed = true,
                BlockChange::Insert { .. } => {}
            }
        }
        effect.patch = patch;
        let intent = Intent::read(origin, pending.parts);
        for (base, behind) in intent.places.iter().flat_map(Place::moves) {
            let target = behind.map(|behind| origin.blocks[behind].id.clone());
            effect.on(&origin.blocks[base].id).target = target;
        }
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

/// The tables whose cells a patch adds, removes or puts elsewhere.
fn tables(patch: &Patch, draft: &Text<'_>) -> BTreeSet<String> {
    let stood = |id| Some(draft.blocks[draft.place(id)?]);
    let mut tables = BTreeSet::new();
    for change in &patch.changes {
        let (before, after) = match change {
            BlockChange::Replace { block } => (stood(&block.id), Some(block)),
            BlockChange::Insert { block, .. } => (None, Some(block)),
            BlockChange::Remove { block } | BlockChange::Move { block, .. } => (stood(block), None),
        };
        let [before, after] =
            [before, after].map(|block| block.and_then(|block| block.cell.as_ref()));
        if before != after {
            tables.extend(
                [before, after]
                    .into_iter()
                    .flatten()
                    .map(|cell| cell.table.clone()),
            );
        }
    }
    tables
}

fn contradiction(
    draft: &Text<'_>,
    a: &Effect<'_>,
    b: &Effect<'_>,
    glossary: &[String],
) -> Option<Clash> {
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
    if !conflicts.is_empty() {
        return Some(Clash { conflicts });
    }
    let apart = a.tables.is_disjoint(&b.tables);
    if apart {
        None
    } else {
        in_turn(draft, a, b, glossary)
    }
}

/// Why one does not go in after the other; for tables, which are more than their blocks.
fn in_turn(draft: &Text<'_>, a: &Effect<'_>, b: &Effect<'_>, glossary: &[String]) -> Option<Clash> {
    let mut text = Document {
        blocks: draft.blocks.iter().copied().cloned().collect(),
        ..Document::default()
    };
    a.patch.apply(&mut text);
    let mut fresh = |_: &Block| BlockId::from("new");
    let (origin, text) = (Text::of(b.pending.origin), Text::of(&text));
    lay(&origin, &text, b.pending.parts, &mut fresh, glossary).err()
}

/// A cell in the row that it had: rows are counted anew when both are in.
fn in_its_row(base: &Block, block: &Block) -> Block {
    let mut block = block.clone();
    if let (Some(before), Some(cell)) = (&base.cell, &mut block.cell) {
        cell.row = before.row;
    }
    block
}

fn dispute(base: &Block, ours: &Fate, theirs: &Fate, glossary: &[String]) -> Option<Conflict> {
    let about = |dispute, ours, theirs| Some(Conflict::about(dispute, base, ours, theirs));
    if !ours.is_any() || !theirs.is_any() {
        return None;
    }
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
            if ours.goes_elsewhere_than(theirs) {
                return about(Dispute::Place, ours.text(base), theirs.text(base));
            }
            let (ours, theirs) = (ours.replaced.as_ref()?, theirs.replaced.as_ref()?);
            let merged = merge(base, ours, theirs, glossary);
            merged.err().map(|conflict| *conflict)
        }
    }
}

impl Fate {
    fn goes_elsewhere_than(&self, other: &Self) -> bool {
        let both_move = self.moved.is_some() && other.moved.is_some();
        both_move && self.moved != other.moved && self.target != other.target
    }

    fn is_any(&self) -> bool {
        self.removed || self.moved.is_some() || self.replaced.is_some()
    }

    fn text<'a>(&'a self, base: &'a Block) -> Option<&'a Block> {
        Some(self.replaced.as_ref().unwrap_or(base))
    }
}
