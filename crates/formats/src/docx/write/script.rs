//! From a redline to a flow: which paragraphs, tables and notes the file has, and what became of
//! each piece of them.
//!
//! Pairs that the file cannot show as one piece (a paragraph that became a cell, cells of rows that
//! do not correspond) fall apart into a deletion and an insertion; both sides stay exact.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use document::{Block, MarkKind};
use redline::{Change, ChangeKind, Op, Redline, Segment};

use super::{
    fates::{Fates, end_of_moved, set_whole},
    flow::{self, Fate, Flow, Paragraph, Place, Span, Standing},
    grid, stretch,
};
use crate::Side;

/// A redline with what is needed to find one's way in it.
pub(super) struct Script<'r, 'a> {
    pub(super) redline: &'r Redline<'a>,
    /// The change of each block of the older and of the newer side.
    pub(super) change_of_old: Vec<usize>,
    pub(super) change_of_new: Vec<usize>,
    /// Moves of which both halves are paragraphs of the body, and which change each arrives by.
    moves: HashMap<u32, usize>,
    /// Tables that correspond: new by old, and old by new.
    tables: HashMap<&'a str, &'a str>,
    old_tables: HashMap<&'a str, &'a str>,
    /// The blocks of each table of the older and of the newer side.
    pub(super) old_cells: HashMap<&'a str, Vec<usize>>,
    pub(super) new_cells: HashMap<&'a str, Vec<usize>>,
    /// The blocks of each note of the older and of the newer side.
    old_notes: HashMap<&'a str, Vec<usize>>,
    new_notes: HashMap<&'a str, Vec<usize>>,
}

impl<'r, 'a> Script<'r, 'a> {
    pub(super) fn new(redline: &'r Redline<'a>) -> Self {
        let mut script = Self {
            redline,
            change_of_old: vec![0; redline.old.blocks.len()],
            change_of_new: vec![0; redline.new.blocks.len()],
            moves: moves(redline),
            tables: HashMap::new(),
            old_tables: HashMap::new(),
            old_cells: group(&redline.old.blocks, table_of),
            new_cells: group(&redline.new.blocks, table_of),
            old_notes: group(&redline.old.blocks, note_of),
            new_notes: group(&redline.new.blocks, note_of),
        };
        for (index, change) in redline.changes.iter().enumerate() {
            script.change_of_old[change.old.clone()].fill(index);
            script.change_of_new[change.new.clone()].fill(index);
            script.pair_tables(change);
        }
        script
    }

    fn pair_tables(&mut self, change: &Change<'a>) {
        let table = |blocks: &'a [Block]| table_of(blocks.first()?);
        let old = table(self.redline.old_blocks(change));
        let new = table(self.redline.new_blocks(change));
        if let (Some(old), Some(new)) = (old, new)
            && !self.tables.contains_key(old)
            && !self.old_tables.contains_key(new)
        {
            self.tables.insert(old, new);
            self.old_tables.insert(new, old);
        }
    }

    /// The body: paragraphs and tables in order.
    pub(super) fn body(&self) -> Vec<Flow<'a>> {
        let mut body = Body::default();
        for change in &self.redline.changes {
            let old = self.redline.old_blocks(change);
            let new = self.redline.new_blocks(change);
            if old
                .iter()
                .chain(new)
                .all(|block| flow::place(block) == Place::Body)
            {
                body.stretch.extend(self.paragraphs(change));
                continue;
            }
            let is_body = |block: &Block| flow::place(block) == Place::Body;
            body.stretch.extend(self.apart(change, is_body, is_body));
            for (old, new) in self.tables_at(old, new) {
                let key = (old.unwrap_or_default(), new.unwrap_or_default());
                if body.placed.insert(key) {
                    body.end_stretch();
                    body.flow.push(Flow::Table(grid::table(self, old, new)));
                }
            }
        }
        body.end_stretch();
        body.flow
    }

    /// The tables that are to stand where a change of cells stands: a table that corresponds to
    /// one of the other side waits for the first cell that does.
    fn tables_at(
        &self,
        old: &'a [Block],
        new: &'a [Block],
    ) -> Vec<(Option<&'a str>, Option<&'a str>)> {
        let names = |blocks: &'a [Block]| blocks.iter().filter_map(table_of);
        let mut found = Vec::new();
        for old in names(old) {
            match self.tables.get(old) {
                None => found.push((Some(old), None)),
                Some(&pair) if names(new).any(|new| new == pair) => {
                    found.push((Some(old), Some(pair)));
                }
                Some(_) => {}
            }
        }
        let unpaired = names(new).filter(|new| !self.old_tables.contains_key(new));
        found.extend(unpaired.map(|new| (None, Some(new))));
        found
    }

    /// The paragraphs of a change whose sides belong together.
    pub(super) fn paragraphs(&self, change: &Change<'a>) -> Vec<Paragraph<'a>> {
        let fates = Fates::of_change(change.kind, &self.moves);
        let mut sides = Sides {
            old: self.redline.old_blocks(change),
            new: self.redline.new_blocks(change),
            old_index: change.old.start,
            new_index: change.new.start,
        };
        let mut paragraphs = Vec::new();
        let mut current = Paragraph::default();
        for segment in self.segments(change).iter() {
            if segment.paragraph_break {
                let mut done = std::mem::take(&mut current);
                match segment.op {
                    Op::Delete => sides.take_old(&mut done),
                    _ => sides.take_new(&mut done),
                }
                done.end = fates.of(segment.op);
                paragraphs.push(done);
            } else if let Some(fate) = fates.of_text(segment.op) {
                current.spans.push(span(segment, fate));
            }
        }
        if !sides.old.is_empty() {
            sides.take_old(&mut current);
        }
        if !sides.new.is_empty() {
            sides.take_new(&mut current);
        }
        current.end = match (current.old, current.new) {
            (Some(_), Some(_)) => Fate::Same,
            (Some(_), None) => fates.whole_old,
            _ => fates.whole_new,
        };
        if current.end != Fate::Same {
            set_whole(&mut current);
            current.end = end_of_moved(&current);
        }
        paragraphs.push(current);
        paragraphs
    }

    /// The pieces of a change. A text that moves away shows what does not go with it.
    fn segments(&self, change: &'r Change<'a>) -> Cow<'r, [Segment<'a>]> {
        let arrival = match change.kind {
            ChangeKind::MovedFrom { move_id } => self.moves.get(&move_id),
            _ => None,
        };
        let Some(&arrival) = arrival else {
            return Cow::Borrowed(&change.segments);
        };
        let pieces = self.redline.changes[arrival].segments.iter();
        let stood_here = pieces.filter(|piece| piece.op != Op::Insert).cloned();
        let before = stood_here.map(|mut piece| {
            piece.marks = piece.old_marks.take().unwrap_or(piece.marks);
            piece
        });
        Cow::Owned(before.collect())
    }

    /// A change as deletions and insertions of whole blocks, as far as they belong to a place.
    pub(super) fn apart(
        &self,
        change: &Change<'a>,
        old_here: impl Fn(&Block) -> bool,
        new_here: impl Fn(&Block) -> bool,
    ) -> Vec<Paragraph<'a>> {
        let old = change.old.clone().zip(self.redline.old_blocks(change));
        let new = change.new.clone().zip(self.redline.new_blocks(change));
        let deleted = old
            .filter(|(_, block)| old_here(block))
            .map(|(index, block)| Paragraph::deleted(block, index, Fate::Deleted));
        let inserted = new
            .filter(|(_, block)| new_here(block))
            .map(|(index, block)| Paragraph::inserted(block, index, Fate::Inserted));
        deleted.chain(inserted).collect()
    }

    /// The paragraphs of a note that has these keys on the two sides.
    pub(super) fn note(&self, old: Option<&str>, new: Option<&str>) -> Vec<Paragraph<'a>> {
        let of = |notes: &HashMap<&'a str, Vec<usize>>, key: Option<&str>, changes: &[usize]| {
            let blocks = key.and_then(|key| notes.get(key)).into_iter().flatten();
            blocks.map(|&block| changes[block]).collect::<Vec<_>>()
        };
        let mut touched = of(&self.old_notes, old, &self.change_of_old);
        touched.extend(of(&self.new_notes, new, &self.change_of_new));
        touched.sort_unstable();
        touched.dedup();
        let here = |block: &Block, key: Option<&str>| {
            key.is_some_and(|key| flow::place(block) == Place::Note(key))
        };
        let mut stretch = self.gather(&touched, |block| here(block, old), |block| here(block, new));
        finish(&mut stretch, true);
        stretch
    }

    /// The keys of the notes of a side in their order.
    pub(super) fn note_keys(&self, side: Side) -> Vec<&'a str> {
        let blocks = match side {
            Side::Old => &self.redline.old.blocks,
            Side::New => &self.redline.new.blocks,
        };
        let mut met = HashSet::new();
        let keys = blocks.iter().filter_map(note_of);
        keys.filter(|key| met.insert(*key)).collect()
    }

    /// Notes of the older side by those of the newer side whose text they became.
    pub(super) fn notes_in_place(&self) -> HashMap<&'a str, &'a str> {
        let note = |blocks: &'a [Block]| note_of(blocks.first()?);
        let mut pairs = HashMap::new();
        for change in &self.redline.changes {
            let old = note(self.redline.old_blocks(change));
            let new = note(self.redline.new_blocks(change));
            if let (Some(old), Some(new)) = (old, new) {
                pairs.entry(new).or_insert(old);
            }
        }
        pairs
    }

    /// Whether a note refers to a note.
    pub(super) fn has_notes_in_notes(&self) -> bool {
        let sides = self
            .redline
            .old
            .blocks
            .iter()
            .chain(&self.redline.new.blocks);
        let mut notes = sides.filter(|block| note_of(block).is_some());
        notes.any(|block| {
            let mut marks = block.marks.iter();
            marks.any(|mark| matches!(mark.kind, MarkKind::Note { .. }))
        })
    }

    /// The paragraphs of one container from the changes that touch it.
    pub(super) fn gather(
        &self,
        changes: &[usize],
        old_here: impl Fn(&Block) -> bool,
        new_here: impl Fn(&Block) -> bool,
    ) -> Vec<Paragraph<'a>> {
        let mut stretch = Vec::new();
        for &index in changes {
            let change = &self.redline.changes[index];
            let old = self.redline.old_blocks(change);
            let new = self.redline.new_blocks(change);
            let whole = old.iter().all(&old_here) && new.iter().all(&new_here);
            let in_place = !old.is_empty() && !new.is_empty();
            if whole && in_place {
                stretch.extend(self.paragraphs(change));
            } else {
                stretch.extend(self.apart(change, &old_here, &new_here));
            }
        }
        stretch
    }
}

/// Settles a stretch and says which text belongs to which block.
pub(super) fn finish(stretch: &mut Vec<Paragraph<'_>>, must_keep: bool) {
    stretch::settle(stretch, must_keep);
    stretch::write_on(stretch);
    stretch.retain(|paragraph| !stretch::is_gone(paragraph));
}

#[derive(Default)]
struct Body<'a> {
    flow: Vec<Flow<'a>>,
    stretch: Vec<Paragraph<'a>>,
    placed: HashSet<(&'a str, &'a str)>,
}

impl Body<'_> {
    fn end_stretch(&mut self) {
        finish(&mut self.stretch, false);
        let stretch = self.stretch.drain(..);
        self.flow
            .extend(stretch.map(|paragraph| Flow::Paragraph(Box::new(paragraph))));
    }
}

/// Blocks of both sides that still wait for their paragraph mark.
struct Sides<'a> {
    old: &'a [Block],
    new: &'a [Block],
    old_index: usize,
    new_index: usize,
}

impl<'a> Sides<'a> {
    fn take_old(&mut self, paragraph: &mut Paragraph<'a>) {
        if let Some((block, rest)) = self.old.split_first() {
            let index = self.old_index;
            paragraph.old = Some(Standing { index, block });
            self.old_index += 1;
            self.old = rest;
        }
    }

    fn take_new(&mut self, paragraph: &mut Paragraph<'a>) {
        if let Some((block, rest)) = self.new.split_first() {
            let index = self.new_index;
            paragraph.new = Some(Standing { index, block });
            self.new_index += 1;
            self.new = rest;
        }
    }
}

fn span<'a>(segment: &Segment<'a>, fate: Fate) -> Span<'a> {
    Span {
        fate,
        text: segment.text,
        marks: segment.marks.clone(),
        old_marks: segment.old_marks.clone(),
        atoms: segment.atoms.clone(),
    }
}

/// Moves whose halves are both plain paragraphs: word processors know no other.
fn moves(redline: &Redline<'_>) -> HashMap<u32, usize> {
    let mut leaving = HashSet::new();
    let mut arriving = HashMap::new();
    for (index, change) in redline.changes.iter().enumerate() {
        let body = |blocks: &[Block]| blocks.iter().all(|block| flow::place(block) == Place::Body);
        match change.kind {
            ChangeKind::MovedFrom { move_id } if body(redline.old_blocks(change)) => {
                leaving.insert(move_id);
            }
            ChangeKind::MovedTo { move_id } if body(redline.new_blocks(change)) => {
                arriving.insert(move_id, index);
            }
            _ => {}
        }
    }
    arriving.retain(|id, _| leaving.contains(id));
    arriving
}

fn table_of(block: &Block) -> Option<&str> {
    match flow::place(block) {
        Place::Cell(cell) => Some(&cell.table),
        _ => None,
    }
}

fn note_of(block: &Block) -> Option<&str> {
    match flow::place(block) {
        Place::Note(key) => Some(key),
        _ => None,
    }
}

/// Indices of blocks by a name that they share.
fn group<'a>(
    blocks: &'a [Block],
    name: impl Fn(&'a Block) -> Option<&'a str>,
) -> HashMap<&'a str, Vec<usize>> {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, block) in blocks.iter().enumerate() {
        if let Some(name) = name(block) {
            groups.entry(name).or_default().push(index);
        }
    }
    groups
}
