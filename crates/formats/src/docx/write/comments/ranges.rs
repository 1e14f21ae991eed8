//! Comment ranges in the text. A range begins with the first character that it is on and ends right
//! after the last, so that what was deleted or inserted beside it stays out of it.

use std::fmt::Write as _;

use super::{Edge, Spot};
use crate::{
    Side,
    docx::write::{
        flow::{Fate, Indices, Touched},
        line::Line,
        writer::{Part, Writer},
    },
};

/// How far the ranges of a file are written.
#[derive(Debug, Default)]
pub(in crate::docx::write) struct Remarks {
    old: Progress,
    new: Progress,
    /// Ranges that have begun and not ended, with what became of all text in them so far.
    open: Vec<(usize, Option<Touched>)>,
    /// Bookmarks inside notes that have begun and not ended, and their ids.
    quotes: Vec<(usize, u32)>,
    /// The remarks that have ended; the same note may be written twice.
    done: Vec<usize>,
}

/// How far the text of a block has been written.
#[derive(Debug, Default)]
pub(in crate::docx::write) struct Progress {
    block: Option<usize>,
    pub(in crate::docx::write) offset: usize,
    spots: usize,
}

/// Where a span stands on one side.
#[derive(Debug, Clone, Copy)]
pub(in crate::docx::write) struct Place {
    pub(in crate::docx::write) side: Side,
    pub(in crate::docx::write) block: usize,
    /// How much of the block's text stands before it.
    pub(in crate::docx::write) base: usize,
}

impl Writer<'_, '_> {
    /// Where a span of this fate stands, on each side that has it.
    pub(in crate::docx::write) fn places(&mut self, fate: Fate, part_of: Indices) -> Vec<Place> {
        let mut places = Vec::new();
        for side in [Side::Old, Side::New] {
            if let Some(block) = part_of.of(side).filter(|_| fate.on(side)) {
                let base = self.progress_in(side, block).offset;
                places.push(Place { side, block, base });
            }
        }
        places
    }

    pub(in crate::docx::write) fn progress(&mut self, side: Side) -> &mut Progress {
        match side {
            Side::Old => &mut self.remarks.old,
            Side::New => &mut self.remarks.new,
        }
    }

    fn progress_in(&mut self, side: Side, block: usize) -> &mut Progress {
        let progress = self.progress(side);
        if progress.block != Some(block) {
            *progress = Progress {
                block: Some(block),
                ..Progress::default()
            };
        }
        progress
    }

    /// Begins the ranges that reach to what comes next.
    pub(in crate::docx::write) fn begin_comments(
        &mut self,
        places: &[Place],
        at: usize,
        line: &mut Line,
    ) {
        for place in places {
            let here = |spot: &Spot| spot.offset <= place.base + at;
            self.edges(place.side, place.block, here, line);
        }
    }

    /// Ends the ranges that reach no further than what was written.
    pub(in crate::docx::write) fn end_comments_at(
        &mut self,
        places: &[Place],
        at: usize,
        line: &mut Line,
    ) {
        for place in places {
            let end = place.base + at;
            let here =
                |spot: &Spot| spot.offset < end || spot.offset == end && spot.edge == Edge::End;
            self.edges(place.side, place.block, here, line);
        }
    }

    /// Writes what is left of the ranges of a block at its end.
    pub(in crate::docx::write) fn end_comments(
        &mut self,
        side: Side,
        block: usize,
        line: &mut Line,
    ) {
        self.progress_in(side, block);
        self.edges(side, block, |_| true, line);
    }

    fn edges(&mut self, side: Side, block: usize, here: impl Fn(&Spot) -> bool, line: &mut Line) {
        let Some(spots) = self.comments.by_block.get(&(side, block)) else {
            return;
        };
        while let Some(spot) = spots.get(self.progress(side).spots).filter(|it| here(it)) {
            self.progress(side).spots += 1;
            match (spot.edge, self.part) {
                (Edge::Begin, Part::Document) => self.begin_comment(spot.note, line),
                (_, Part::Document) => self.end_comment(spot.note, line),
                (Edge::Begin, _) => self.begin_quote(spot.note),
                (_, _) => self.end_quote(spot.note),
            }
        }
    }

    fn begin_quote(&mut self, note: usize) {
        let id = self.fresh_id();
        let name = &self.comments.quoted[note];
        let _ = write!(
            self.out,
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"
        );
        self.remarks.quotes.push((note, id));
    }

    fn end_quote(&mut self, note: usize) {
        let quotes = &mut self.remarks.quotes;
        if let Some(at) = quotes.iter().position(|(open, _)| *open == note) {
            let (_, id) = quotes.swap_remove(at);
            let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{id}\"/>");
        }
    }

    /// Takes note of what became of text that was written.
    pub(in crate::docx::write) fn cover(&mut self, touched: Touched) {
        for (_, seen) in &mut self.remarks.open {
            *seen = Some(match *seen {
                Some(before) if before != touched => Touched::default(),
                _ => touched,
            });
        }
    }

    fn begin_comment(&mut self, note: usize, line: &mut Line) {
        self.leave_wrappers(line);
        self.remarks.open.push((note, None));
        for id in self.comments.ids(note) {
            let _ = write!(self.out, "<w:commentRangeStart w:id=\"{id}\"/>");
        }
    }

    /// The reference goes with the text: where all of that was inserted, or deleted, so was it.
    fn end_comment(&mut self, note: usize, line: &mut Line) {
        let open = &mut self.remarks.open;
        let Some(at) = open.iter().position(|(open, _)| *open == note) else {
            return;
        };
        let (_, touched) = open.swap_remove(at);
        self.remarks.done.push(note);
        self.leave_wrappers(line);
        for id in self.comments.ids(note) {
            let _ = write!(self.out, "<w:commentRangeEnd w:id=\"{id}\"/>");
        }
        self.enter(line, touched.unwrap_or_default(), None);
        for id in self.comments.ids(note) {
            let _ = write!(
                self.out,
                "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                 <w:commentReference w:id=\"{id}\"/></w:r>"
            );
        }
    }

    /// The remarks on a note that are not in the file yet.
    pub(in crate::docx::write) fn begin_note_comments(
        &mut self,
        keys: (Option<&str>, Option<&str>),
        line: &mut Line,
    ) -> Vec<usize> {
        if self.part != Part::Document {
            return Vec::new();
        }
        let mut notes = self.comments.on_note(keys.0, keys.1);
        let remarks = &self.remarks;
        let begun = |note: &usize| remarks.open.iter().any(|(open, _)| open == note);
        notes.retain(|note| !remarks.done.contains(note) && !begun(note));
        for &note in &notes {
            self.begin_comment(note, line);
        }
        notes
    }

    pub(in crate::docx::write) fn end_note_comments(&mut self, notes: &[usize], line: &mut Line) {
        for &note in notes {
            self.end_comment(note, line);
        }
    }

    /// Puts remarks whose place the file does not have on an empty paragraph at its end.
    pub(in crate::docx::write) fn stray_comments(&mut self) {
        let count = self.comments.notes.len();
        let strays: Vec<usize> = (0..count)
            .filter(|note| !self.remarks.done.contains(note))
            .collect();
        if strays.is_empty() {
            return;
        }
        self.begin_filler();
        let mut line = Line::default();
        for note in strays {
            if !self.remarks.open.iter().any(|(open, _)| *open == note) {
                self.begin_comment(note, &mut line);
            }
            self.end_comment(note, &mut line);
        }
        self.push("</w:p>");
    }
}
