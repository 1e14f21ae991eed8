//! Remarks in the margin: where in the text each of them begins and ends.

mod parts;
mod ranges;

use std::collections::HashMap;

use redline::Redline;

use super::{attribution, flow};
use crate::{MarginComment, Presentation, Side, docx::quoted};

pub(super) use ranges::{Place, Remarks};

/// The remarks of a redline by what they are on.
#[derive(Debug)]
pub(super) struct Comments<'p> {
    notes: &'p [MarginComment],
    /// For each remark, the id of its first comment; replies follow.
    first_ids: Vec<u32>,
    count: u32,
    by_block: HashMap<(Side, usize), Vec<Spot>>,
    /// Word takes no comments inside notes: they stand on the reference, by side and key. Bookmarks
    /// stand on the words that they are about.
    by_note: HashMap<(Side, String), Vec<usize>>,
    /// The names of these bookmarks.
    quoted: Vec<String>,
}

/// Where a range begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    offset: usize,
    edge: Edge,
    note: usize,
}

/// In this order at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    End,
    Begin,
    /// The end of a range without text.
    EmptyEnd,
}

impl<'p> Comments<'p> {
    pub(super) fn new(presentation: &'p Presentation, redline: &Redline<'_>) -> Self {
        let mut comments = Self {
            notes: &presentation.notes,
            first_ids: Vec::new(),
            count: 0,
            by_block: HashMap::new(),
            by_note: HashMap::new(),
            quoted: Vec::new(),
        };
        let mut names = HashMap::new();
        for (index, note) in presentation.notes.iter().enumerate() {
            comments.first_ids.push(comments.count);
            let author = attribution::author(&note.author);
            let name = quoted::name(author, &note.body, &mut names);
            comments.quoted.push(name);
            comments.count += 1 + u32::try_from(note.replies.len()).unwrap_or(0);
            let document = match note.side {
                Side::Old => redline.old,
                Side::New => redline.new,
            };
            if let Some(flow::Place::Note(key)) = document.blocks.get(note.block).map(flow::place) {
                let key = (note.side, key.to_owned());
                comments.by_note.entry(key).or_default().push(index);
            }
            comments.add_range(index, note);
        }
        for spots in comments.by_block.values_mut() {
            spots.sort_unstable();
        }
        comments
    }

    fn add_range(&mut self, index: usize, note: &MarginComment) {
        let spots = self.by_block.entry((note.side, note.block)).or_default();
        let empty = note.start >= note.end;
        let spot = |offset, edge| Spot {
            offset,
            edge,
            note: index,
        };
        spots.push(spot(note.start, Edge::Begin));
        spots.push(match empty {
            true => spot(note.start, Edge::EmptyEnd),
            false => spot(note.end, Edge::End),
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// How many ids the comments take.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Offsets in a block at which ranges begin or end.
    pub(super) fn spots(&self, side: Side, block: usize) -> impl Iterator<Item = usize> {
        let spots = self.by_block.get(&(side, block)).into_iter().flatten();
        spots.map(|spot| spot.offset)
    }

    /// The remarks on the text of the note that has these keys on the two sides.
    fn on_note(&self, old: Option<&str>, new: Option<&str>) -> Vec<usize> {
        let sides = [(Side::Old, old), (Side::New, new)];
        let keys = sides
            .into_iter()
            .filter_map(|(side, key)| Some((side, key?.to_owned())));
        let found = keys.filter_map(|key| self.by_note.get(&key));
        found.flatten().copied().collect()
    }

    /// The ids of a remark and of its replies.
    fn ids(&self, note: usize) -> std::ops::RangeInclusive<u32> {
        let first = self.first_ids[note];
        let replies = self.notes[note].replies.len();
        first..=first + u32::try_from(replies).unwrap_or(0)
    }
}
