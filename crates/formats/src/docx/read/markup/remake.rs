//! Blocks made anew with something accepted, each with the block of the text that it continues.

use std::{cmp::Reverse, collections::HashSet, ops::Range};

use document::{Block, BlockId, Cell};

use super::alternatives::Maker;
use crate::{
    ReadError,
    docx::read::{
        assembly::{Assembly, StoryKind, Trace},
        notes,
        script::StoryRange,
        table::Tables,
        tracking::Accepted,
    },
};

/// Blocks as they are when something is accepted.
pub(super) struct Remade {
    pub(super) blocks: Vec<Block>,
    pub(super) traces: Vec<Trace>,
    /// The block of the text that each of them continues.
    pub(super) lives: Vec<Option<usize>>,
}

impl<'m> Maker<'m, '_> {
    pub(super) fn paragraphs(
        &mut self,
        sources: &[usize],
        story: &StoryRange,
        accepted: Accepted<'_>,
    ) -> Result<Remade, ReadError> {
        let cell = sources.first().and_then(|first| self.cell(*first));
        let kind = match (story.note, &cell) {
            (Some(_), _) => StoryKind::Note,
            (None, Some(_)) => StoryKind::Cell,
            (None, None) => StoryKind::Body,
        };
        let mut assembly = Assembly::new(kind, Some("a tracked change".to_owned()), true);
        for &source in sources {
            self.take(&mut assembly, source, accepted)?;
        }
        assembly.flush((self.context, self.found))?;
        let mut remade = self.remade(assembly, accepted);
        for block in &mut remade.blocks {
            block.cell.clone_from(&cell);
            block.note = story.note.and_then(|note| self.keys.get(note).cloned());
            if let Some(note) = story.note {
                self.found.references.tell_end(note, block);
            }
        }
        Ok(remade)
    }

    fn take(
        &mut self,
        assembly: &mut Assembly,
        number: usize,
        accepted: Accepted<'_>,
    ) -> Result<(), ReadError> {
        let source = &self.script.sources[number];
        if !source.around.shown(accepted) {
            return Ok(());
        }
        let line = source.line.under(accepted);
        let (traits, joins) = (source.traits(accepted), source.joins_next(accepted));
        assembly.take((self.context, self.found), (line, number), traits, joins)
    }

    /// The cell that a paragraph of the text stands in.
    fn cell(&self, source: usize) -> Option<Cell> {
        let rows = &self.script.rows;
        let after = rows.partition_point(|row| row.sources.start <= source);
        let row = rows[..after]
            .iter()
            .rfind(|row| row.sources.contains(&source))?;
        let cell = row
            .cells
            .iter()
            .find(|cell| cell.sources.contains(&source))?;
        let mut blocks = cell.sources.clone().filter_map(|source| self.base[source]);
        blocks.find_map(|(block, _)| self.blocks.get(block)?.cell.clone())
    }

    pub(super) fn rows(
        &mut self,
        range: Range<usize>,
        story: &StoryRange,
        accepted: Accepted<'_>,
    ) -> Result<Remade, ReadError> {
        let kind = match story.note {
            Some(_) => StoryKind::Note,
            None => StoryKind::Body,
        };
        let script = self.script;
        let mut assembly = Assembly::new(kind, Some("a tracked change".to_owned()), true);
        assembly.tables = Tables::resume(script.rows[range.start].number);
        for row in &script.rows[range.clone()] {
            assembly.tables.open_row();
            let mut traits = row.traits;
            traits.dropped = !row.tag.shown(accepted);
            assembly.tables.row_traits(traits);
            for cell in &row.cells {
                assembly.tables.open_cell();
                let mut traits = cell.traits;
                traits.dropped = !cell.tag.shown(accepted);
                assembly.tables.cell_traits(traits);
                self.cell_paragraphs(&mut assembly, cell.sources.clone(), accepted)?;
                assembly.close_cell();
            }
            assembly.tables.close_row();
        }
        assembly.close_table();
        let name = self.table_name(range.start, story);
        let mut remade = self.remade(assembly, accepted);
        for cell in remade
            .blocks
            .iter_mut()
            .filter_map(|block| block.cell.as_mut())
        {
            cell.table.clone_from(&name);
        }
        Ok(remade)
    }

    fn cell_paragraphs(
        &mut self,
        assembly: &mut Assembly,
        sources: Range<usize>,
        accepted: Accepted<'_>,
    ) -> Result<(), ReadError> {
        let mut container = None;
        for source in sources {
            let own = Some(self.script.sources[source].container);
            if std::mem::replace(&mut container, own) != own {
                assembly.flush((self.context, self.found))?;
            }
            self.take(assembly, source, accepted)?;
        }
        assembly.flush((self.context, self.found))
    }

    /// What the table of a row is called; a new one bears a name that none in the text has.
    fn table_name(&self, row: usize, story: &StoryRange) -> String {
        let table = self.script.rows[row].table;
        let start = story.first_block.unwrap_or(0);
        let rows = &self.script.rows;
        let from = rows.partition_point(|row| row.table < table);
        let mut cells = rows[from..]
            .iter()
            .take_while(|row| row.table == table)
            .flat_map(|row| row.blocks.clone())
            .filter_map(|block| self.blocks.get(start + block)?.cell.as_ref());
        cells
            .next()
            .map_or_else(|| format!("new{table}"), |cell| cell.table.clone())
    }

    /// Blocks with the ids of those that they continue: of several, the one that keeps most of the
    /// text.
    fn remade(&self, assembly: Assembly, accepted: Accepted<'_>) -> Remade {
        let Assembly {
            mut blocks, traces, ..
        } = assembly;
        notes::rename(&mut blocks, self.keys);
        let mut claims = Vec::new();
        for (index, trace) in traces.iter().enumerate() {
            let last = trace.parts.last().map(|part| part.source);
            for part in &trace.parts {
                let Some((block, _)) = self.base[part.source] else {
                    continue;
                };
                let ends = Some(part.source) == last && self.ends_block(block, part.source);
                let worth = 2 * self.kept(part.source, accepted) + usize::from(ends);
                claims.push((worth, block, index));
            }
        }
        claims.sort_by_key(|&(worth, block, index)| (Reverse(worth), block, index));
        let mut lives = vec![None; blocks.len()];
        let mut taken = HashSet::new();
        for (worth, block, index) in claims {
            if worth > 0 && lives[index].is_none() && taken.insert(block) {
                lives[index] = Some(block);
            }
        }
        for (block, lives) in blocks.iter_mut().zip(&lives) {
            let living = lives.and_then(|index| self.blocks.get(index));
            block.id = living.map_or_else(BlockId::default, |living| living.id.clone());
        }
        Remade {
            blocks,
            traces,
            lives,
        }
    }

    /// Whether a block of the text ends with this paragraph.
    fn ends_block(&self, block: usize, source: usize) -> bool {
        self.trace(block)
            .and_then(|trace| trace.parts.last())
            .is_some_and(|part| part.source == source)
    }

    pub(super) fn trace(&self, block: usize) -> Option<&'m Trace> {
        let stories = self.script.stories.iter();
        stories
            .filter_map(|story| story.traces.get(block.checked_sub(story.first_block?)?))
            .find(|trace| {
                let first = trace.parts.first();
                first.is_some_and(|part| self.base[part.source].is_some_and(|it| it.0 == block))
            })
    }

    /// How much of a paragraph's text is there with and without the changes.
    fn kept(&self, source: usize, accepted: Accepted<'_>) -> usize {
        let pieces = self.script.sources[source].line.pieces();
        pieces
            .filter(|piece| {
                let tag = piece.dress.tag;
                tag.shown(accepted) && tag.shown(Accepted::Nothing)
            })
            .map(|piece| piece.end - piece.start)
            .sum()
    }
}
