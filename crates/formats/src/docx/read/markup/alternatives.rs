//! What the text becomes when one change is accepted: the blocks around it are made anew and held
//! against those of the text.

use std::{collections::BTreeMap, ops::Range};

use document::{Block, BlockId, Cell, Kind};

use super::{
    groups::{Group, Groups},
    windows::{Ground, Window},
};
use crate::{
    ReadError,
    docx::{
        Replacement, TrackedChange,
        read::{
            Context, Found,
            assembly::{Assembly, StoryKind, Trace},
            notes,
            script::{Script, StoryRange},
            table::Tables,
            tracking::{Accepted, Tag},
        },
    },
};

/// Scalar values of all results together. Each change inside a giant paragraph is told with all of
/// that paragraph, so that hostile files could ask for any amount.
const BUDGET: usize = 48 << 20;

/// What results are made from.
pub(super) struct Maker<'m, 'p> {
    pub(super) context: &'m Context<'p>,
    pub(super) found: &'m mut Found,
    pub(super) script: &'m Script,
    pub(super) groups: &'m Groups,
    /// The blocks of the text.
    pub(super) blocks: &'m [Block],
    /// The keys of notes by the order of first mentions.
    pub(super) keys: &'m [String],
    /// For each paragraph the block that it is part of, and where it starts in it.
    pub(super) base: &'m [Option<(usize, usize)>],
    budget: usize,
}

/// What came of accepting a change.
#[derive(Debug, Default)]
struct Outcome {
    replacements: Vec<Replacement>,
    /// Blocks of the text that do not live on.
    gone: Vec<usize>,
}

/// Blocks as they are when something is accepted.
struct Remade {
    blocks: Vec<Block>,
    traces: Vec<Trace>,
    /// The block of the text that each of them continues.
    lives: Vec<Option<usize>>,
}

impl<'m, 'p> Maker<'m, 'p> {
    pub(super) fn new(
        context: &'m Context<'p>,
        found: &'m mut Found,
        (script, groups): (&'m Script, &'m Groups),
        (blocks, keys): (&'m [Block], &'m [String]),
        base: &'m [Option<(usize, usize)>],
    ) -> Self {
        Self {
            context,
            found,
            script,
            groups,
            blocks,
            keys,
            base,
            budget: BUDGET,
        }
    }

    /// All changes. Windows are visited in the order of the text, so that lists count as they do
    /// there.
    pub(super) fn changes(mut self) -> Result<Vec<TrackedChange>, ReadError> {
        let ground = Ground::new(self.script);
        let chosen: Vec<Vec<u32>> = (0..self.groups.list.len())
            .map(|g| self.chosen(g))
            .collect();
        let mut windows = Vec::new();
        for (group, chosen) in chosen.iter().enumerate() {
            for window in self.windows(&ground, chosen) {
                windows.push((ground.start(&window), group, window));
            }
        }
        windows.sort_by_key(|(start, group, _)| (*start, *group));
        let mut windows = windows.into_iter().peekable();
        let mut outcomes: Vec<Outcome> = chosen.iter().map(|_| Outcome::default()).collect();
        self.found.numbering.reset();
        for (source, ends) in self.ends().into_iter().enumerate() {
            while let Some((_, group, window)) = windows.next_if(|(start, ..)| *start <= source) {
                self.found.numbering.begin_trial();
                let done = self.window(&window, &chosen[group], &mut outcomes[group]);
                self.found.numbering.end_trial();
                done?;
            }
            if ends {
                self.count(source);
            }
        }
        for (group, outcome) in self.groups.list.iter().zip(&mut outcomes) {
            if !group.is_move() {
                join_adjacent(&mut outcome.replacements);
            }
        }
        self.notes(&chosen, &mut outcomes)?;
        Ok(self.finish(outcomes))
    }

    /// A change with the insertions that it stands in.
    fn chosen(&self, group: usize) -> Vec<u32> {
        let own = u32::try_from(group).unwrap_or(u32::MAX);
        let mut chosen = vec![own];
        chosen.extend(&self.groups.list[group].within);
        chosen
    }

    fn accepted<'g>(&self, chosen: &'g [u32]) -> Accepted<'g>
    where
        'm: 'g,
    {
        Accepted::Groups {
            of: &self.groups.of,
            chosen,
        }
    }

    fn windows(&self, ground: &Ground<'_>, chosen: &[u32]) -> Vec<Window> {
        let groups = || {
            chosen
                .iter()
                .map(|group| &self.groups.list[*group as usize])
        };
        let gather = |lists: Vec<&[usize]>| {
            let mut all = lists.concat();
            all.sort_unstable();
            all.dedup();
            all
        };
        let touched = gather(groups().map(|group| group.touched.as_slice()).collect());
        let rows = gather(groups().map(|group| group.rows.as_slice()).collect());
        ground.windows(&touched, &rows, self.accepted(chosen))
    }

    /// Which paragraphs end a block of the text.
    fn ends(&self) -> Vec<bool> {
        let mut ends = vec![false; self.script.sources.len()];
        for trace in self.script.stories.iter().flat_map(|story| &story.traces) {
            if let Some(last) = trace.parts.last() {
                ends[last.source] = true;
            }
        }
        ends
    }

    /// Counts a paragraph in its list as the text does.
    fn count(&mut self, source: usize) {
        let source = &self.script.sources[source];
        let list = source.traits(Accepted::Nothing).list();
        if let Some((list, level)) = list.filter(|_| !source.joins_next(Accepted::Nothing)) {
            self.found.numbering.next(list, level);
        }
    }

    fn story(&self, source: usize) -> Option<&'m StoryRange> {
        let stories = &self.script.stories;
        let after = stories.partition_point(|story| story.sources.start <= source);
        stories[..after]
            .iter()
            .rfind(|story| story.sources.contains(&source))
    }

    fn window(
        &mut self,
        window: &Window,
        chosen: &[u32],
        outcome: &mut Outcome,
    ) -> Result<(), ReadError> {
        let first = match window {
            Window::Paragraphs(sources) => sources.first().copied(),
            Window::Rows(rows) => Some(self.script.rows[rows.start].sources.start),
        };
        let story = first.and_then(|first| self.story(first));
        let Some((story, start)) = story.and_then(|story| Some((story, story.first_block?))) else {
            return Ok(());
        };
        if self.budget == 0 {
            return Ok(());
        }
        let accepted = self.accepted(chosen);
        let (old, remade) = match window {
            Window::Paragraphs(sources) => {
                let old = self.range(sources, start);
                (old, self.paragraphs(sources, story, accepted)?)
            }
            Window::Rows(rows) => {
                let first = self.script.rows[rows.start].blocks.start;
                let last = self.script.rows[rows.end - 1].blocks.end;
                let old = start + first..start + last;
                (old, self.rows(rows.clone(), story, accepted)?)
            }
        };
        let size: usize = remade
            .blocks
            .iter()
            .map(|block| 16 + block.text.len())
            .sum();
        self.budget = self.budget.saturating_sub(size);
        self.compare(old, remade, outcome);
        Ok(())
    }

    /// The blocks of the text that paragraphs are part of; where they are part of none, the place
    /// where they would stand.
    fn range(&self, sources: &[usize], start: usize) -> Range<usize> {
        let parts = || sources.iter().filter_map(|source| self.base[*source]);
        let indices = || parts().map(|(block, _)| block);
        match (indices().min(), indices().max()) {
            (Some(first), Some(last)) => first..last + 1,
            _ => {
                let before = sources
                    .first()
                    .map(|&first| self.script.sources[first].blocks_before);
                let at = (start + before.unwrap_or(0)).min(self.blocks.len());
                at..at
            }
        }
    }

    fn paragraphs(
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

    fn rows(
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
        claims.sort_by_key(|&(worth, block, index)| (std::cmp::Reverse(worth), block, index));
        let mut lives = vec![None; blocks.len()];
        let mut taken = std::collections::HashSet::new();
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

    fn trace(&self, block: usize) -> Option<&'m Trace> {
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

    /// Holds what was made anew against the text, and notes the stretch where they differ.
    fn compare(&self, old: Range<usize>, mut remade: Remade, outcome: &mut Outcome) {
        self.drop_emptied(&mut remade);
        let Remade {
            mut blocks,
            traces,
            lives,
        } = remade;
        let same = |new: usize, index: usize| {
            let block = self.blocks.get(index);
            let counted =
                traces[new].counted && self.trace(index).is_some_and(|trace| trace.counted);
            lives[new] == Some(index)
                && block.is_some_and(|block| reads_same(block, &blocks[new], counted))
        };
        let (mut first, mut last) = (0, 0);
        while first < blocks.len() && first < old.len() && same(first, old.start + first) {
            first += 1;
        }
        while last + first < blocks.len()
            && last + first < old.len()
            && same(blocks.len() - 1 - last, old.end - 1 - last)
        {
            last += 1;
        }
        let kept = blocks.len() - last;
        blocks.truncate(kept);
        blocks.drain(..first);
        let range = old.start + first..old.end - last;
        if range.is_empty() && blocks.is_empty() {
            return;
        }
        let living: Vec<usize> = lives.into_iter().flatten().collect();
        let gone = range.clone().filter(|index| !living.contains(index));
        outcome.gone.extend(gone);
        outcome
            .replacements
            .push(Replacement { old: range, blocks });
    }

    /// A paragraph that lost all its text is gone, though its end is still in the file.
    fn drop_emptied(&self, remade: &mut Remade) {
        let mut at = 0;
        while at < remade.blocks.len() {
            let block = &remade.blocks[at];
            let before = remade.lives[at].and_then(|index| self.blocks.get(index));
            let emptied = block.text.is_empty()
                && before.is_some_and(|before| !before.text.is_empty())
                && block.kind != Kind::Rule;
            let alone = block.cell.is_some()
                && remade
                    .blocks
                    .iter()
                    .filter(|it| it.cell == block.cell)
                    .count()
                    == 1;
            if emptied && !alone {
                remade.blocks.remove(at);
                remade.traces.remove(at);
                remade.lives.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Notes that come or go with their references.
    fn notes(&mut self, chosen: &[Vec<u32>], outcomes: &mut [Outcome]) -> Result<(), ReadError> {
        let mut mentions: BTreeMap<usize, Vec<Tag>> = BTreeMap::new();
        for (note, tag) in std::mem::take(&mut self.found.references.mentions) {
            mentions.entry(note).or_default().push(tag);
        }
        for story in &self.script.stories {
            let Some((note, tags)) = story
                .note
                .and_then(|note| Some((note, mentions.get(&note)?)))
            else {
                continue;
            };
            let mut done: Vec<u32> = Vec::new();
            for tag in tags {
                let change = match story.first_block {
                    Some(_) => tag.deleted,
                    None => tag.inserted,
                };
                let group = change.and_then(|change| self.groups.group(change));
                let Some(group) = group.filter(|group| !done.contains(group)) else {
                    continue;
                };
                done.push(group);
                let chosen = &chosen[group as usize];
                let replacement = self.note(note, story, tags, chosen)?;
                outcomes[group as usize].replacements.extend(replacement);
            }
        }
        Ok(())
    }

    fn note(
        &mut self,
        note: usize,
        story: &StoryRange,
        mentions: &[Tag],
        chosen: &[u32],
    ) -> Result<Option<Replacement>, ReadError> {
        let accepted = self.accepted(chosen);
        let referred = mentions.iter().any(|tag| tag.shown(accepted));
        match story.first_block {
            None if referred => self.new_note(note, story).map(Some),
            Some(first) if !referred => Ok(Some(Replacement {
                old: first..first + story.traces.len().max(1),
                blocks: Vec::new(),
            })),
            _ => Ok(None),
        }
    }

    fn new_note(&mut self, note: usize, story: &StoryRange) -> Result<Replacement, ReadError> {
        let sources: Vec<usize> = story.sources.clone().collect();
        let mut chosen: Vec<u32> = Vec::new();
        for (group, entry) in (0..).zip(&self.groups.list) {
            if entry
                .touched
                .iter()
                .any(|touched| story.sources.contains(touched))
            {
                chosen.push(group);
            }
        }
        let accepted = self.accepted(&chosen);
        let mut blocks = self.paragraphs(&sources, story, accepted)?.blocks;
        if blocks.is_empty() {
            blocks.push(Block {
                note: self.keys.get(note).cloned(),
                ..Block::new(Kind::Footnote, "")
            });
        }
        let later = self
            .script
            .stories
            .iter()
            .filter(|other| other.note > Some(note));
        let at = later.filter_map(|other| other.first_block).min();
        let at = at.unwrap_or(self.blocks.len());
        Ok(Replacement {
            old: at..at,
            blocks,
        })
    }

    fn finish(mut self, outcomes: Vec<Outcome>) -> Vec<TrackedChange> {
        let mut changes = Vec::new();
        let mut without = 0;
        for (group, mut outcome) in self.groups.list.iter().zip(outcomes) {
            let outer = group
                .within
                .iter()
                .map(|outer| &self.groups.list[*outer as usize]);
            if std::iter::once(group).chain(outer).any(Group::is_move) {
                self.carry_ids(&mut outcome);
            }
            if outcome.replacements.is_empty() {
                without += usize::from(self.should_show(&group.touched));
                continue;
            }
            if !group.within.is_empty() {
                self.problem(format!(
                    "a change by {} stands inside an insertion by somebody else; it includes that \
                     insertion",
                    group.author
                ));
            }
            changes.push(TrackedChange {
                author: group.author.to_string(),
                date: group.date.as_deref().map(String::from),
                replacements: outcome.replacements,
            });
        }
        self.list_left_out(without);
        changes
    }

    fn list_left_out(&mut self, without: usize) {
        if self.budget == 0 {
            self.problem(
                "more tracked changes in long paragraphs than can be told apart; the later ones \
                 were left out"
                    .to_owned(),
            );
        } else if without > 0 {
            self.problem(format!(
                "{without} tracked changes of what is not represented (such as spacing, fonts or a \
                 table of contents) were left out"
            ));
        }
    }

    fn problem(&mut self, what: String) {
        self.found.problem("whole file", what);
    }

    /// Whether a change in these paragraphs is one in a text that is shown: the text of a note that
    /// comes with its reference is told with that.
    fn should_show(&self, touched: &[usize]) -> bool {
        touched.iter().any(|&source| {
            let story = self.story(source);
            story.is_some_and(|story| story.first_block.is_some())
        })
    }

    /// Blocks that moved keep their ids: those of equal text, then the others in order.
    fn carry_ids(&self, outcome: &mut Outcome) {
        let mut gone = outcome.gone.clone();
        let mut new: Vec<&mut Block> = outcome
            .replacements
            .iter_mut()
            .flat_map(|replacement| &mut replacement.blocks)
            .filter(|block| block.id.as_str().is_empty())
            .collect();
        for block in &mut new {
            let equal = |index: &usize| self.blocks[*index].text == block.text;
            if let Some(at) = gone.iter().position(equal) {
                block.id = self.blocks[gone.remove(at)].id.clone();
            }
        }
        new.retain(|block| block.id.as_str().is_empty());
        if new.len() == gone.len() {
            for (block, index) in new.into_iter().zip(gone) {
                block.id = self.blocks[index].id.clone();
            }
        }
    }
}

/// Whether two blocks are the same but for what counting gives them.
fn reads_same(old: &Block, new: &Block, counted: bool) -> bool {
    let plain = |block: &Block| {
        let mut block = block.clone();
        block.id = BlockId::default();
        if counted {
            block.number = None;
        }
        if let Some(cell) = &mut block.cell {
            (cell.row, cell.table) = (0, String::new());
        }
        block
    };
    old.text == new.text && plain(old) == plain(new)
}

/// Makes one of replacements that follow each other.
fn join_adjacent(replacements: &mut Vec<Replacement>) {
    let mut joined: Vec<Replacement> = Vec::with_capacity(replacements.len());
    for replacement in replacements.drain(..) {
        match joined.last_mut() {
            Some(last) if last.old.end == replacement.old.start => {
                last.old.end = replacement.old.end;
                last.blocks.extend(replacement.blocks);
            }
            _ => joined.push(replacement),
        }
    }
    *replacements = joined;
}
