//! Where a change reaches: the paragraphs around it that it can join or part, the rows around it
//! that share cells.

use std::ops::Range;

use crate::docx::read::{
    script::Script,
    table::Merge,
    tracking::{Accepted, Tag},
};

/// What has to be made anew when a change is accepted.
#[derive(Debug, Clone)]
pub(super) enum Window {
    /// Paragraphs of one container.
    Paragraphs(Vec<usize>),
    /// Rows of one table.
    Rows(Range<usize>),
}

/// The paragraphs of a script, and which of them are nothing unless something is accepted.
pub(super) struct Ground<'s> {
    script: &'s Script,
    /// For each paragraph the next one before and after it that is something.
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
}

impl<'s> Ground<'s> {
    pub(super) fn new(script: &'s Script) -> Self {
        let something = |index: &usize| !script.sources[*index].is_void(Accepted::Nothing);
        let solid: Vec<bool> = (0..script.sources.len())
            .map(|index| something(&index))
            .collect();
        let mut last = None;
        let before = (0..solid.len()).map(|index| {
            let found = last;
            last = if solid[index] { Some(index) } else { last };
            found
        });
        let before: Vec<_> = before.collect();
        let mut next = None;
        let after = (0..solid.len()).rev().map(|index| {
            let found = next;
            next = if solid[index] { Some(index) } else { next };
            found
        });
        let mut after: Vec<_> = after.collect();
        after.reverse();
        Self {
            script,
            before,
            after,
        }
    }

    /// The windows of a change that touches these paragraphs and rows, in order.
    pub(super) fn windows(
        &self,
        touched: &[usize],
        rows: &[usize],
        accepted: Accepted<'_>,
    ) -> Vec<Window> {
        let mut windows: Vec<Window> = Vec::new();
        let mut rows = self.row_ranges(rows).into_iter().peekable();
        let mut end = 0;
        for &first in touched {
            while let Some(range) = rows.next_if(|range| self.sources(range).start <= first) {
                end = end.max(self.sources(&range).end);
                windows.push(Window::Rows(range));
            }
            if first < end {
                continue;
            }
            let chain = self.chain(first, touched, accepted);
            end = chain.last().map_or(end, |last| last + 1);
            windows.push(Window::Paragraphs(chain));
        }
        windows.extend(rows.map(Window::Rows));
        windows
    }

    /// The first paragraph of a window.
    pub(super) fn start(&self, window: &Window) -> usize {
        match window {
            Window::Paragraphs(sources) => sources.first().copied().unwrap_or(0),
            Window::Rows(rows) => self.sources(rows).start,
        }
    }

    fn sources(&self, rows: &Range<usize>) -> Range<usize> {
        let first = self.script.rows[rows.start].sources.start;
        first..self.script.rows[rows.end - 1].sources.end
    }

    /// Paragraphs that are one with the touched one, or would be.
    fn chain(&self, first: usize, touched: &[usize], accepted: Accepted<'_>) -> Vec<usize> {
        let sources = &self.script.sources;
        let container = sources[first].container;
        let mut chain = vec![first];
        let mut at = first;
        while let Some(before) = self.before[at] {
            let source = &sources[before];
            if source.container != container || !source.joins_next(Accepted::Nothing) {
                break;
            }
            chain.push(before);
            at = before;
        }
        chain.reverse();
        let gone = |tag: Tag| !tag.shown(Accepted::Nothing) || !tag.shown(accepted);
        let mut at = first;
        while gone(sources[at].mark) {
            let later = touched.partition_point(|&index| index <= at);
            let next = [self.after[at], touched.get(later).copied()];
            let Some(next) = next.into_iter().flatten().min() else {
                break;
            };
            if sources[next].container != container {
                break;
            }
            chain.push(next);
            at = next;
        }
        chain
    }

    /// Rows next to each other, with those that share cells with them.
    fn row_ranges(&self, rows: &[usize]) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for &row in rows {
            let range = self.sharing(row);
            match ranges.last_mut() {
                Some(last) if range.start <= last.end && self.same_table(last.start, row) => {
                    last.end = last.end.max(range.end);
                }
                _ => ranges.push(range),
            }
        }
        ranges
    }

    fn same_table(&self, one: usize, other: usize) -> bool {
        self.script.rows[one].table == self.script.rows[other].table
    }

    fn sharing(&self, row: usize) -> Range<usize> {
        let rows = &self.script.rows;
        let continues = |row: usize| {
            let mut cells = rows[row].cells.iter();
            cells.any(|cell| cell.traits.merge == Merge::Continue)
        };
        let (mut start, mut end) = (row, row + 1);
        while start > 0 && continues(start) && self.same_table(start - 1, row) {
            start -= 1;
        }
        while end < rows.len() && self.same_table(end, row) && continues(end) {
            end += 1;
        }
        start..end
    }
}
