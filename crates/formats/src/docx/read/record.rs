//! What a story keeps of itself where all sides are wanted.

use super::{
    line::Edge,
    script::{Row, RowCell, Source, StoryRange},
    story::Story,
    table::{CellTraits, RowTraits},
    tracking::Tag,
};
use crate::docx::{names::Ns, tree::Element};

impl Story<'_> {
    /// Notes where the story begins and ends among all paragraphs that are kept.
    pub(super) fn keep(&mut self, note: Option<usize>) -> Option<usize> {
        let script = self.found.script.as_mut()?;
        script.stories.push(StoryRange {
            sources: self.first..script.sources.len(),
            note,
            first_block: self.assembly.is_body().then_some(0),
            traces: std::mem::take(&mut self.assembly.traces),
        });
        Some(script.stories.len() - 1)
    }

    pub(super) fn fresh_container(&mut self) {
        if let Some(script) = &mut self.found.script {
            self.container = script.container();
        }
    }

    pub(super) fn record(&mut self, mut source: Source, number: usize) {
        let Some(script) = &mut self.found.script else {
            return;
        };
        source.container = self.container;
        for (edge, comment) in self.edges.drain(..) {
            script.spot(edge, &comment, number, 0);
        }
        for spot in std::mem::take(&mut source.line.spots) {
            script.spot(spot.edge, &spot.comment, number, spot.at);
        }
        script.sources.push(source);
    }

    /// A comment begins or ends between paragraphs.
    pub(super) fn edge(&mut self, element: Element<'_>) {
        let Some(script) = &mut self.found.script else {
            return;
        };
        let comment = element.w("id").unwrap_or_default();
        let starts = element.is(Ns::W, "commentRangeStart");
        match script.sources.last() {
            Some(last) if !starts => {
                let (source, at) = (script.sources.len() - 1, last.line.length());
                script.spot(Edge::End, comment, source, at);
            }
            _ => {
                let edge = if starts { Edge::Start } else { Edge::End };
                self.edges.push((edge, comment.to_owned()));
            }
        }
    }

    pub(super) fn keep_row(&mut self) {
        let blocks = self.assembly.blocks.len();
        let tables = &self.assembly.tables;
        if let Some(script) = self.found.script.as_mut().filter(|_| tables.counts()) {
            let first = script.sources.len();
            script.rows.push(Row {
                table: script.tables,
                number: tables.rows(),
                sources: first..first,
                blocks: blocks..blocks,
                ..Default::default()
            });
        }
    }

    pub(super) fn end_row(&mut self) {
        let blocks = self.assembly.blocks.len();
        if let Some((row, sources)) = self.row() {
            row.sources.end = sources;
            row.blocks.end = blocks;
        }
    }

    pub(super) fn describe_row(&mut self, traits: RowTraits, tag: Tag) {
        if let Some((row, _)) = self.row() {
            (row.traits, row.tag) = (traits, tag);
        }
    }

    pub(super) fn keep_cell(&mut self) {
        if let Some((row, sources)) = self.row() {
            row.cells.push(RowCell {
                sources: sources..sources,
                traits: CellTraits {
                    span: 1,
                    ..CellTraits::default()
                },
                ..Default::default()
            });
        }
    }

    pub(super) fn end_cell(&mut self) {
        if let Some((row, sources)) = self.row()
            && let Some(cell) = row.cells.last_mut()
        {
            cell.sources.end = sources;
        }
    }

    pub(super) fn describe_cell(&mut self, traits: CellTraits, tag: Tag) {
        if let Some((row, _)) = self.row()
            && let Some(cell) = row.cells.last_mut()
        {
            (cell.traits, cell.tag) = (traits, tag);
        }
    }

    /// The row that is open in a table of the document, and the number of paragraphs so far.
    fn row(&mut self) -> Option<(&mut Row, usize)> {
        if !self.assembly.tables.counts() {
            return None;
        }
        let script = self.found.script.as_mut()?;
        let sources = script.sources.len();
        script.rows.last_mut().map(|row| (row, sources))
    }
}
