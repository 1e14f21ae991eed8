//! A suggestion read from start to end, with its changes numbered.

use std::{collections::HashSet, ops::Range};

use document::{Block, normalise_marks};

use crate::{
    Hunk, HunkKind, Part,
    block::{Outcome, Version},
    hunks,
    intent::{Intent, Item, Place, Source},
    marks,
    text::{Map, Text},
};

/// The changes of a suggestion, and what each place is made of.
pub(crate) struct Reading<'a> {
    pub(crate) hunks: Vec<Hunk>,
    /// By part, in reading order.
    pub(crate) places: Vec<(usize, Vec<Entry<'a>>)>,
    revisions: Map<usize, Revision<'a>>,
}

/// One block of a place.
pub(crate) enum Entry<'a> {
    /// A block of the origin that goes.
    Goes { block: &'a Block, hunk: usize },
    /// A new block.
    Comes { block: Box<Block>, hunk: usize },
    /// A block of the origin, in its place.
    Stays { base: usize },
    /// Here stood a block that is moved.
    Leaves { base: usize },
    /// Here stands a block that is moved.
    Arrives { base: usize },
}

/// What becomes of one block that lives on.
#[derive(Default)]
pub(crate) struct Revision<'a> {
    base: Option<&'a Block>,
    side: Block,
    pieces: Vec<Piece>,
    properties: Option<usize>,
    moves: Option<usize>,
}

/// A stretch of both versions; the number of the change if they differ there.
struct Piece {
    base: Range<usize>,
    side: Range<usize>,
    hunk: Option<usize>,
}

impl<'a> Reading<'a> {
    pub(crate) fn of(origin: &Text<'a>, parts: &[Part], glossary: &[String]) -> Self {
        let intent = Intent::read(origin, parts);
        let leaving = intent.leaving();
        let mut reading = Self {
            hunks: Vec::new(),
            places: Vec::new(),
            revisions: Map::default(),
        };
        for place in intent.places {
            let part = place.part;
            let entries = reading.place(origin, &leaving, place, glossary);
            reading.places.push((part, entries));
        }
        reading
    }

    /// A block that lives on.
    pub(crate) fn revised(&self, base: usize) -> &Revision<'a> {
        &self.revisions[&base]
    }

    fn place(
        &mut self,
        origin: &Text<'a>,
        leaving: &HashSet<usize>,
        place: Place<'_>,
        glossary: &[String],
    ) -> Vec<Entry<'a>> {
        let part = place.part;
        let kept = |item: &Item| match item.source {
            Source::Kept(base) => Some(base),
            _ => None,
        };
        let stays: Vec<usize> = place.items.iter().filter_map(kept).collect();
        let mut others = place
            .blocks
            .iter()
            .copied()
            .filter(|at| !stays.contains(at))
            .peekable();
        let mut stays = stays.iter().copied().peekable();
        let mut entries = Vec::new();
        for (at, item) in place.items.into_iter().enumerate() {
            let until = stays.peek().copied().unwrap_or(usize::MAX);
            while let Some(other) = others.next_if(|other| *other < until) {
                entries.push(self.other(origin, leaving, part, other));
            }
            stays.next_if(|_| matches!(item.source, Source::Kept(_)));
            entries.push(self.item(origin, (part, at), item, glossary));
        }
        entries.extend(others.map(|other| self.other(origin, leaving, part, other)));
        entries
    }

    /// A block of the origin that does not stay here.
    fn other(
        &mut self,
        origin: &Text<'a>,
        leaving: &HashSet<usize>,
        part: usize,
        base: usize,
    ) -> Entry<'a> {
        if leaving.contains(&base) {
            return Entry::Leaves { base };
        }
        let block = origin.blocks[base];
        let hunk = self.count(HunkKind::Remove, part, |hunk| {
            hunk.block = Some(block.id.clone());
            hunk.end = block.length();
            hunk.deleted.clone_from(&block.text);
        });
        Entry::Goes { block, hunk }
    }

    fn item(
        &mut self,
        origin: &Text<'a>,
        (part, at): (usize, usize),
        item: Item,
        glossary: &[String],
    ) -> Entry<'a> {
        let (base, moved) = match item.source {
            Source::Kept(base) => (base, false),
            Source::Moved(base) => (base, true),
            Source::New => {
                let block = Box::new(item.block);
                let hunk = self.count(HunkKind::Insert, part, |hunk| {
                    hunk.proposal = Some(at);
                    hunk.inserted.clone_from(&block.text);
                });
                return Entry::Comes { block, hunk };
            }
        };
        let mut revision = Revision {
            base: Some(origin.blocks[base]),
            side: item.block,
            ..Revision::default()
        };
        self.number(&mut revision, (part, at), moved, glossary);
        self.revisions.insert(base, revision);
        if moved {
            Entry::Arrives { base }
        } else {
            Entry::Stays { base }
        }
    }

    /// Finds and numbers the changes of one block.
    fn number(
        &mut self,
        revision: &mut Revision<'a>,
        (part, at): (usize, usize),
        moved: bool,
        glossary: &[String],
    ) {
        let Some(base) = revision.base else { return };
        let side = &revision.side;
        let mut count = |kind, base_range: &Range<usize>, side_range: &Range<usize>| {
            self.count(kind, part, |hunk| {
                hunk.block = Some(base.id.clone());
                hunk.proposal = Some(at);
                (hunk.start, hunk.end) = (base_range.start, base_range.end);
                let slice = |text, range: &Range<usize>| document::char_slice(text, range.clone());
                slice(&base.text, base_range).clone_into(&mut hunk.deleted);
                slice(&side.text, side_range).clone_into(&mut hunk.inserted);
            })
        };
        revision.moves = moved.then(|| count(HunkKind::Move, &(0..0), &(0..0)));
        let differs = properties(base) != properties(side);
        revision.properties = differs.then(|| count(HunkKind::Property, &(0..0), &(0..0)));
        for (kind, base, side) in stretches(base, side, glossary) {
            let hunk = kind.map(|kind| count(kind, &base, &side));
            revision.pieces.push(Piece { base, side, hunk });
        }
    }

    fn count(&mut self, kind: HunkKind, part: usize, fill: impl FnOnce(&mut Hunk)) -> usize {
        let index = self.hunks.len();
        let mut hunk = Hunk {
            index,
            kind,
            part,
            block: None,
            proposal: None,
            start: 0,
            end: 0,
            deleted: String::new(),
            inserted: String::new(),
        };
        fill(&mut hunk);
        self.hunks.push(hunk);
        index
    }
}

impl Revision<'_> {
    /// The block with these of its changes.
    pub(crate) fn with(&self, chosen: &HashSet<usize>) -> Block {
        let is_chosen = |hunk: Option<usize>| hunk.is_some_and(|hunk| chosen.contains(&hunk));
        let Some(base) = self.base else {
            return self.side.clone();
        };
        let form = if is_chosen(self.properties) {
            &self.side
        } else {
            base
        };
        let mut outcome = Outcome {
            block: properties(form),
            length: 0,
        };
        outcome.block.id = base.id.clone();
        let (base, side) = (Version::new(base), Version::new(&self.side));
        for piece in &self.pieces {
            let (from, range) = if is_chosen(piece.hunk) {
                (&side, &piece.side)
            } else {
                (&base, &piece.base)
            };
            outcome.append(from, range, from.marks(range));
        }
        let Outcome { mut block, length } = outcome;
        normalise_marks(&mut block.marks, length);
        block
    }

    /// The block where it stands, unless it is to move.
    pub(crate) fn unless_moved(&self, chosen: &HashSet<usize>) -> Option<Block> {
        self.if_moved(chosen).is_none().then(|| self.with(chosen))
    }

    /// The block where it goes to, if it is to move.
    pub(crate) fn if_moved(&self, chosen: &HashSet<usize>) -> Option<Block> {
        let moves = self.moves.is_some_and(|hunk| chosen.contains(&hunk));
        moves.then(|| self.with(chosen))
    }
}

/// A block without its name and its text.
fn properties(block: &Block) -> Block {
    Block {
        kind: block.kind,
        level: block.level,
        ordered: block.ordered,
        number: block.number.clone(),
        cell: block.cell.clone(),
        note: block.note.clone(),
        info: block.info.clone(),
        ..Block::default()
    }
}

type Stretch = (Option<HunkKind>, Range<usize>, Range<usize>);

/// Both versions in stretches that are the same, or changed in text or in marks.
fn stretches(base: &Block, side: &Block, glossary: &[String]) -> Vec<Stretch> {
    let length = base.length();
    let mut stretches = Vec::new();
    let (mut base_at, mut side_at) = (0, 0);
    for changed in hunks::between(base, side, glossary) {
        shared(
            &mut stretches,
            (base, side),
            base_at..changed.base.start,
            side_at,
        );
        (base_at, side_at) = (changed.base.end, changed.side.end);
        stretches.push((Some(HunkKind::Text), changed.base, changed.side));
    }
    shared(&mut stretches, (base, side), base_at..length, side_at);
    stretches
}

/// Cuts a stretch of shared text where its marks begin or cease to differ.
fn shared(
    stretches: &mut Vec<Stretch>,
    (base, side): (&Block, &Block),
    range: Range<usize>,
    side_at: usize,
) {
    let there = |range: &Range<usize>| range.start + side_at..range.end + side_at;
    let from = range.start;
    let length = range.len();
    let before = document::slice_marks(&base.marks, range);
    let after = document::slice_marks(&side.marks, there(&(0..length)));
    for (differs, range) in marks::differences(&before, &after, length) {
        let kind = differs.then_some(HunkKind::Marks);
        stretches.push((kind, range.start + from..range.end + from, there(&range)));
    }
}
