//! A story with everything that stands in it on any side, kept so that any choice of accepted
//! changes can be made into blocks without reading again.

use std::ops::Range;

use super::{
    changes::ChangeId,
    line::{Edge, Line},
    paragraph::Traits,
    table::{CellTraits, RowTraits},
    tracking::{Accepted, Tag},
};

/// A paragraph of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    pub(super) line: Line,
    traits: Traits,
    /// What it was as long as a change of format is not accepted.
    before: Option<(Traits, ChangeId)>,
    /// What its paragraph mark depends on.
    pub(super) mark: Tag,
    /// What it depends on as a whole: its row, its cell, its text box.
    pub(super) around: Tag,
    /// Paragraphs of one container can join; those of different ones cannot.
    pub(super) container: u32,
    /// Blocks of its story before it, with nothing accepted.
    pub(super) blocks_before: usize,
}

/// All paragraphs of all stories in the order in which they were read.
#[derive(Debug, Default)]
pub(super) struct Script {
    pub(super) sources: Vec<Source>,
    pub(super) rows: Vec<Row>,
    pub(super) spots: Vec<CommentSpot>,
    pub(super) stories: Vec<StoryRange>,
    containers: u32,
    /// Tables that were met.
    pub(super) tables: usize,
}

/// Where a comment begins or ends.
#[derive(Debug, Clone)]
pub(super) struct CommentSpot {
    pub(super) comment: String,
    pub(super) edge: Edge,
    pub(super) source: usize,
    /// In the line of the source.
    pub(super) at: usize,
}

/// The paragraphs of one story.
#[derive(Debug, Clone)]
pub(super) struct StoryRange {
    pub(super) sources: Range<usize>,
    /// For notes: which one, by the order of first mention.
    pub(super) note: Option<usize>,
    /// The index of its first block in the document; `None` when nothing shows the note yet.
    pub(super) first_block: Option<usize>,
    /// What each of its blocks was made of, with nothing accepted.
    pub(super) traces: Vec<super::assembly::Trace>,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Counts the tables of the file.
    pub(super) table: usize,
    pub(super) tag: Tag,
    pub(super) traits: RowTraits,
    pub(super) cells: Vec<RowCell>,
    pub(super) sources: Range<usize>,
    /// Its blocks in its story, with nothing accepted.
    pub(super) blocks: Range<usize>,
    /// Its number among the rows that are there with nothing accepted.
    pub(super) number: u32,
}

/// A cell of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct RowCell {
    pub(super) tag: Tag,
    pub(super) traits: CellTraits,
    pub(super) sources: Range<usize>,
}

impl Source {
    pub(super) fn new(
        line: Line,
        traits: Traits,
        before: Option<(Traits, ChangeId)>,
        [mark, around]: [Tag; 2],
    ) -> Self {
        Self {
            line,
            traits,
            before,
            mark,
            around,
            ..Self::default()
        }
    }

    /// What its properties say when these changes are accepted.
    pub(super) fn traits(&self, accepted: Accepted<'_>) -> &Traits {
        match &self.before {
            Some((before, change)) if !accepted.has(*change) => before,
            _ => &self.traits,
        }
    }

    /// The change of its properties.
    pub(super) fn reformatted(&self) -> Option<ChangeId> {
        self.before.as_ref().map(|(_, change)| *change)
    }

    /// Whether it joins the next paragraph.
    pub(super) fn joins_next(&self, accepted: Accepted<'_>) -> bool {
        !self.mark.shown(accepted)
    }

    /// Whether nothing of it is there: no text, no end, no name.
    pub(super) fn is_void(&self, accepted: Accepted<'_>) -> bool {
        self.line.names == super::line::Names::default() && self.is_absent(accepted)
    }

    /// Whether it has neither text nor an end.
    pub(super) fn is_absent(&self, accepted: Accepted<'_>) -> bool {
        let shown = |tag: Tag| tag.shown(accepted);
        !shown(self.around)
            || !shown(self.mark)
                && !self.line.label_tags().any(shown)
                && !self.line.pieces().any(|piece| shown(piece.dress.tag))
    }
}

impl Script {
    /// A container that nothing is in yet.
    pub(super) fn container(&mut self) -> u32 {
        self.containers += 1;
        self.containers
    }

    pub(super) fn spot(&mut self, edge: Edge, comment: &str, source: usize, at: usize) {
        self.spots.push(CommentSpot {
            comment: comment.to_owned(),
            edge,
            source,
            at,
        });
    }
}
