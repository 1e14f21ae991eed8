//! What the text becomes when one change is accepted: the blocks around it are made anew and held
//! against those of the text.

use std::ops::Range;

use document::Block;

use super::{
    compare::join_adjacent,
    groups::{Group, Groups},
    windows::{Ground, Window},
};
use crate::{
    ReadError,
    docx::{
        Replacement, TrackedChange,
        read::{
            Context, Found,
            script::{Script, StoryRange},
            tracking::Accepted,
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
pub(super) struct Outcome {
    pub(super) replacements: Vec<Replacement>,
    /// Blocks of the text that do not live on.
    pub(super) gone: Vec<usize>,
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

    pub(super) fn accepted<'g>(&self, chosen: &'g [u32]) -> Accepted<'g>
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

    pub(super) fn story(&self, source: usize) -> Option<&'m StoryRange> {
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
}
