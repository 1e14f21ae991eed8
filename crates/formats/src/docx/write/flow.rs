//! What is to be written, before it is markup: paragraphs and tables with what became of each piece.
//! A plain document is the flow in which everything stayed.

use document::{Atom, Block, Cell, Kind, Mark, MarkKind};

use super::labels::Numbers;

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Flow<'a> {
    /// One paragraph.
    Paragraph(Box<Paragraph<'a>>),
    /// One table.
    Table(Table<'a>),
}

/// What became of a piece of text, a paragraph mark, a row or a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stands on both sides.
    #[default]
    Same,
    /// Only the newer side has it.
    Inserted,
    /// Only the older side has it.
    Deleted,
    /// It stood here and moved away.
    MovedFrom(u32),
    /// It stands here now, moved.
    MovedTo(u32),
    /// It moved here and was deleted on the way: on neither side, shown to readers.
    MovedAndDeleted(u32),
}

impl Fate {
    pub(super) fn on_old(self) -> bool {
        matches!(self, Self::Same | Self::Deleted | Self::MovedFrom(_))
    }

    pub(super) fn on_new(self) -> bool {
        matches!(self, Self::Same | Self::Inserted | Self::MovedTo(_))
    }
}

/// A paragraph of the file. Where marks were inserted or deleted, several of these make up one
/// block of one side.
#[derive(Debug, Default)]
pub(super) struct Paragraph<'a> {
    /// The block of the older side whose paragraph mark this has.
    pub(super) old: Option<&'a Block>,
    /// The same for the newer side.
    pub(super) new: Option<&'a Block>,
    pub(super) spans: Vec<Span<'a>>,
    /// What became of the paragraph mark.
    pub(super) end: Fate,
    /// The text of which block of the newer side this is part of.
    pub(super) new_index: Option<usize>,
    /// How the labels of both sides are written.
    pub(super) numbers: Numbers,
    /// Labels as text before this paragraph.
    pub(super) typed: Typed<'a>,
}

/// Labels that are written as text, each where the text of its block begins.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Typed<'a> {
    pub(super) old: Option<(&'a str, Fate)>,
    pub(super) new: Option<(&'a str, Fate)>,
}

/// Text of one fate.
#[derive(Debug, Clone)]
pub(super) struct Span<'a> {
    pub(super) fate: Fate,
    pub(super) text: &'a str,
    pub(super) marks: Vec<Mark>,
    pub(super) old_marks: Option<Vec<Mark>>,
    pub(super) atoms: Vec<Atom>,
}

/// A table of the file.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) columns: u32,
    pub(super) rows: Vec<Row<'a>>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) fate: Fate,
    pub(super) header: bool,
    /// The same on the older side, for a row that both sides have.
    pub(super) old_header: Option<bool>,
    pub(super) cells: Vec<GridCell<'a>>,
}

/// A cell of a row, or its part in a row further down.
#[derive(Debug)]
pub(super) struct GridCell<'a> {
    pub(super) fate: Fate,
    pub(super) span: u32,
    pub(super) merge: Merge,
    /// Empty for a part of a cell that began above, and for a place without a cell.
    pub(super) paragraphs: Vec<Paragraph<'a>>,
}

/// How a cell stands to the one below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    None,
    Start,
    Continue,
}

impl<'a> Span<'a> {
    /// The whole text of a block.
    pub(super) fn of_block(block: &'a Block, fate: Fate) -> Self {
        Self {
            fate,
            text: &block.text,
            marks: block.marks.clone(),
            old_marks: None,
            atoms: block.atoms.clone(),
        }
    }
}

impl<'a> Paragraph<'a> {
    /// A block of the older side only.
    pub(super) fn deleted(block: &'a Block, fate: Fate) -> Self {
        Self {
            old: Some(block),
            spans: vec![Span::of_block(block, fate)],
            end: fate,
            ..Self::default()
        }
    }

    /// A block of the newer side only.
    pub(super) fn inserted(block: &'a Block, index: usize, fate: Fate) -> Self {
        Self {
            new: Some(block),
            spans: vec![Span::of_block(block, fate)],
            end: fate,
            new_index: Some(index),
            ..Self::default()
        }
    }
}

/// To which story a block belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place<'a> {
    Body,
    Cell(&'a Cell),
    Note(&'a str),
}

/// Where a block stands.
pub(super) fn place(block: &Block) -> Place<'_> {
    match (&block.cell, block.kind, &block.note) {
        (Some(cell), Kind::Cell, _) => Place::Cell(cell),
        (_, Kind::Footnote, Some(note)) => Place::Note(note),
        _ => Place::Body,
    }
}

/// The key of the note whose reference stands at an offset.
pub(super) fn note_at(marks: &[Mark], at: usize) -> Option<&str> {
    marks.iter().find_map(|mark| match &mark.kind {
        MarkKind::Note { note } if mark.start == at => Some(note.as_str()),
        _ => None,
    })
}

/// Makes the last paragraph mark of a stretch one that stands on both sides. A word processor
/// cannot take away the mark before a table or at the end of a cell; what is deleted or inserted
/// there is the mark before it, and the last one changes its properties.
pub(super) fn settle(stretch: &mut [Paragraph<'_>], must_keep: bool) {
    let Some(last) = stretch.len().checked_sub(1) else {
        return;
    };
    if stretch[last].end == Fate::Same {
        return;
    }
    let find = |test: fn(Fate) -> bool| {
        stretch
            .iter()
            .rposition(|paragraph| test(paragraph.end) && paragraph.end != Fate::Same)
    };
    let kept = stretch
        .iter()
        .rposition(|paragraph| paragraph.end == Fate::Same);
    let after_kept = |at: &usize| kept.is_none_or(|kept| *at > kept);
    let deleted = find(Fate::on_old).filter(after_kept);
    let inserted = find(Fate::on_new).filter(after_kept);
    match (deleted, inserted, kept) {
        (Some(deleted), Some(inserted), _) => join_sides(stretch, deleted, inserted),
        (Some(_), None, Some(kept)) => {
            stretch[last].new = stretch[kept].new.take();
            stretch[last].end = Fate::Same;
            stretch[kept].end = Fate::Deleted;
        }
        (None, Some(_), Some(kept)) => {
            stretch[last].old = stretch[kept].old.take();
            stretch[last].end = Fate::Same;
            stretch[kept].end = Fate::Inserted;
        }
        _ if must_keep => stretch[last].end = Fate::Same,
        _ => {}
    }
}

/// The last deleted and the last inserted mark become one; the text before the earlier of them
/// runs on into the paragraph after it.
fn join_sides(stretch: &mut [Paragraph<'_>], deleted: usize, inserted: usize) {
    let (earlier, last) = (deleted.min(inserted), deleted.max(inserted));
    let mut text = std::mem::take(&mut stretch[earlier].spans);
    let (old, new) = (stretch[earlier].old.take(), stretch[earlier].new.take());
    text.append(&mut stretch[earlier + 1].spans);
    stretch[earlier + 1].spans = text;
    stretch[last].old = stretch[last].old.take().or(old);
    stretch[last].new = stretch[last].new.take().or(new);
    stretch[last].end = Fate::Same;
    // what is left of the earlier one has no text and no mark
    stretch[earlier].end = Fate::MovedAndDeleted(0);
}

/// Whether [`settle`] left nothing of a paragraph.
pub(super) fn is_gone(paragraph: &Paragraph<'_>) -> bool {
    paragraph.old.is_none() && paragraph.new.is_none() && paragraph.spans.is_empty()
}

/// Says for each paragraph of a stretch to which block of the newer side its text belongs, and puts
/// typed labels where the text of their block begins.
pub(super) fn lead<'f, 'a: 'f>(stretch: impl Iterator<Item = &'f mut Paragraph<'a>>) {
    let mut stretch: Vec<&mut Paragraph<'a>> = stretch.collect();
    let (mut old_from, mut new_from) = (0, 0);
    for at in 0..stretch.len() {
        let end = stretch[at].end;
        if let Some(old) = stretch[at].old {
            let typed = stretch[at]
                .numbers
                .old_typed
                .then_some(old.number.as_deref());
            if let Some(label) = typed.flatten() {
                let start = first_text(&stretch[old_from..=at], Fate::on_old);
                stretch[old_from + start].typed.old = Some((label, end));
            }
            old_from = at + 1;
        }
        if let Some(new) = stretch[at].new {
            let index = stretch[at].new_index;
            for paragraph in &mut stretch[new_from..=at] {
                paragraph.new_index = index;
            }
            let typed = stretch[at]
                .numbers
                .new_typed
                .then_some(new.number.as_deref());
            if let Some(label) = typed.flatten() {
                let start = first_text(&stretch[new_from..=at], Fate::on_new);
                stretch[new_from + start].typed.new = Some((label, end));
            }
            new_from = at + 1;
        }
    }
}

/// The first paragraph with text of one side; the last where there is none. Paragraphs before it
/// vanish on that side.
fn first_text(paragraphs: &[&mut Paragraph<'_>], here: fn(Fate) -> bool) -> usize {
    let has_text = |paragraph: &&mut Paragraph<'_>| {
        let mut spans = paragraph.spans.iter();
        spans.any(|span| here(span.fate) && !span.text.is_empty())
    };
    let first = paragraphs.iter().position(has_text);
    first.unwrap_or(paragraphs.len() - 1)
}
