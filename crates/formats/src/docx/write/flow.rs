//! What is to be written, before it is markup: paragraphs and tables with what became of each piece.
//! A plain document is the flow in which everything stayed.

use document::{Atom, Block, Cell, Kind, Mark, MarkKind};

use super::{credits::By, labels::Numbers};
use crate::Side;

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
}

impl Fate {
    pub(super) fn on_old(self) -> bool {
        matches!(self, Self::Same | Self::Deleted | Self::MovedFrom(_))
    }

    /// The side that alone has it.
    pub(super) fn only_side(self) -> Option<Side> {
        match self {
            Self::Inserted | Self::MovedTo(_) => Some(Side::New),
            Self::Deleted | Self::MovedFrom(_) => Some(Side::Old),
            Self::Same => None,
        }
    }

    pub(super) fn on(self, side: Side) -> bool {
        match side {
            Side::Old => self.on_old(),
            Side::New => self.on_new(),
        }
    }

    pub(super) fn on_new(self) -> bool {
        matches!(self, Self::Same | Self::Inserted | Self::MovedTo(_))
    }
}

/// What became of a piece, and by whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Touched {
    pub(super) fate: Fate,
    pub(super) by: By,
}

/// A paragraph of the file. Where marks were inserted or deleted, several of these make up one
/// block of one side.
#[derive(Debug, Default)]
pub(super) struct Paragraph<'a> {
    /// The block of the older side whose paragraph mark this has.
    pub(super) old: Option<Standing<'a>>,
    /// The same for the newer side.
    pub(super) new: Option<Standing<'a>>,
    pub(super) spans: Vec<Span<'a>>,
    /// What became of the paragraph mark.
    pub(super) end: Fate,
    /// The text of which blocks this is part of.
    pub(super) part_of: Indices,
    /// How the labels of both sides are written.
    pub(super) numbers: Numbers,
    /// Labels as text before this paragraph.
    pub(super) typed: Typed<'a>,
}

/// A block and where it stands in the document of its side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    pub(super) index: usize,
    pub(super) block: &'a Block,
}

/// Blocks of the two sides, by their index there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Indices {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
}

impl Indices {
    pub(super) fn of(self, side: Side) -> Option<usize> {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }
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
    pub(super) fn deleted(block: &'a Block, index: usize, fate: Fate) -> Self {
        Self {
            old: Some(Standing { index, block }),
            spans: vec![Span::of_block(block, fate)],
            end: fate,
            ..Self::default()
        }
    }

    pub(super) fn old_block(&self) -> Option<&'a Block> {
        self.old.map(|standing| standing.block)
    }

    pub(super) fn new_block(&self) -> Option<&'a Block> {
        self.new.map(|standing| standing.block)
    }

    /// A block of the newer side only.
    pub(super) fn inserted(block: &'a Block, index: usize, fate: Fate) -> Self {
        Self {
            new: Some(Standing { index, block }),
            spans: vec![Span::of_block(block, fate)],
            end: fate,
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
