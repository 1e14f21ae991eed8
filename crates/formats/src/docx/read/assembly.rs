//! From lines to blocks: paragraphs whose mark is gone join the next one, cells learn where they
//! stand, and each block gets its kind and label.

use document::{Block, Kind};

use super::{
    Context, Found,
    line::{Line, Names},
    paragraph::{self, Traits},
    table::Tables,
};
use crate::ReadError;

/// The blocks of one story so far.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    pub(super) blocks: Vec<Block>,
    /// For each block what it was made of, where that is wanted.
    pub(super) traces: Vec<Trace>,
    traced: bool,
    /// What problems call the place, where that is not counted.
    called: Option<String>,
    pub(super) tables: Tables,
    /// What its paragraphs are part of, tables aside.
    pub(super) story: StoryKind,
    /// For notes: the key that the file states, and whether the note is only a stand-in.
    pub(super) names: Names,
    /// A line whose paragraph mark is gone: it joins the next paragraph.
    pending: Option<Pending>,
}

/// What a story is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum StoryKind {
    #[default]
    Body,
    /// Paragraphs of one cell whose place is known from elsewhere.
    Cell,
    Note,
}

/// What a block was made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Trace {
    /// The paragraphs of the file; the last one is whose mark ends the block.
    pub(super) parts: Vec<Part>,
    /// Scalar values that its text lost at the start to its label.
    pub(super) cut: usize,
    /// Its text was brought to normal form.
    pub(super) composed: bool,
    /// Its label is computed.
    pub(super) counted: bool,
}

/// A paragraph of the file inside a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Which.
    pub(super) source: usize,
    /// Where it starts in the text as it was read.
    pub(super) start: usize,
}

#[derive(Debug)]
struct Pending {
    line: Line,
    parts: Vec<Part>,
}

impl Assembly {
    pub(super) fn new(story: StoryKind, called: Option<String>, traced: bool) -> Self {
        Self {
            story,
            called,
            traced,
            ..Self::default()
        }
    }

    /// Whether this is the text itself and not a note.
    pub(super) fn is_body(&self) -> bool {
        self.story == StoryKind::Body
    }

    /// Whether the last paragraph waits for the next one.
    pub(super) fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Takes in a paragraph of the file; `source` is its number.
    pub(super) fn take(
        &mut self,
        (context, found): (&Context<'_>, &mut Found),
        (line, source): (Line, usize),
        traits: &Traits,
        joins_next: bool,
    ) -> Result<(), ReadError> {
        let mut pending = self.pending.take().unwrap_or_else(|| Pending {
            line: Line::default(),
            parts: Vec::new(),
        });
        let start = pending.line.length();
        if self.traced {
            pending.parts.push(Part { source, start });
        }
        if start == 0 && pending.line.is_blank() {
            pending.line = line;
        } else {
            pending.line.join(line);
        }
        if joins_next {
            self.pending = Some(pending);
            return Ok(());
        }
        self.block((context, found), pending, traits)
    }

    /// Ends the paragraph that waits for a next one where none comes.
    pub(super) fn flush(
        &mut self,
        (context, found): (&Context<'_>, &mut Found),
    ) -> Result<(), ReadError> {
        match self.pending.take() {
            Some(pending) if !pending.line.is_empty() => {
                self.block((context, found), pending, &Traits::default())
            }
            _ => Ok(()),
        }
    }

    fn block(
        &mut self,
        (context, found): (&Context<'_>, &mut Found),
        Pending { mut line, parts }: Pending,
        traits: &Traits,
    ) -> Result<(), ReadError> {
        let names = std::mem::take(&mut line.names);
        let side = context.named_by();
        self.names.note = self.names.note.take().or(names.note(side));
        if names.filler && line.is_only_notes() {
            self.names.filler = true;
            self.tables.saw_filler();
            return Ok(());
        }
        let id = names.id(side);
        let needed = id.is_some() || self.in_cell() || traits.stands_empty();
        if line.is_empty() && !line.is_labelled() && !needed {
            return Ok(());
        }
        if traits.is_contents() && id.is_none() {
            found.contents_lines += 1;
            return Ok(());
        }
        if self.blocks.len() >= context.limits.blocks {
            return Err(ReadError::TooLarge(format!(
                "more than {} paragraphs",
                context.limits.blocks
            )));
        }
        self.shape(found, (line, parts), traits, id)
    }

    fn shape(
        &mut self,
        found: &mut Found,
        (mut line, parts): (Line, Vec<Part>),
        traits: &Traits,
        id: Option<String>,
    ) -> Result<(), ReadError> {
        let label = line.take_label();
        let length = line.length();
        let (mut block, composed) = line.into_block().map_err(|what| ReadError::Unwelcome {
            place: self.place(),
            what,
        })?;
        found.composed += usize::from(composed);
        let length = if composed { block.length() } else { length };
        let counted = label.is_none() && traits.list().is_some();
        paragraph::shape(&mut block, traits, label, id, &mut found.numbering);
        if self.traced {
            self.traces.push(Trace {
                parts,
                cut: length - block.length(),
                composed,
                counted,
            });
        }
        if self.story == StoryKind::Note {
            block.kind = Kind::Footnote;
        } else if self.in_cell() {
            block.kind = Kind::Cell;
            self.tables.saw_block(self.blocks.len());
        }
        self.blocks.push(block);
        Ok(())
    }

    pub(super) fn in_cell(&self) -> bool {
        self.story == StoryKind::Cell || self.tables.in_cell()
    }

    /// The cell that was open is complete.
    pub(super) fn close_cell(&mut self) {
        self.tables.close_cell(&mut self.blocks);
        if self.traced {
            self.traces.resize_with(self.blocks.len(), Trace::default);
        }
    }

    pub(super) fn close_table(&mut self) {
        self.tables.close(&mut self.blocks);
    }

    /// Where the next block will stand, in words.
    pub(super) fn place(&self) -> String {
        let known = self.called.clone().or_else(|| self.tables.place());
        known.unwrap_or_else(|| format!("paragraph {}", self.blocks.len() + 1))
    }
}
