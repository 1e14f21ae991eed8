//! Remarks and where they stand in the text.

use std::ops::Range;

use super::{
    sheet::{Remark, Run, Voice},
    words::Words,
};
use crate::{MarginComment, Presentation, Side};

/// Which parts of a stretch remarks are on, offsets counted from its start.
#[derive(Debug, Default, Clone)]
pub(super) struct Lit {
    pub(super) ranges: Vec<Range<usize>>,
    /// Where a remark ends, and which.
    pub(super) ends: Vec<(usize, usize)>,
}

/// The remarks of a presentation, numbered as they are met.
pub(super) struct Remarks<'a> {
    given: &'a [MarginComment],
    /// The number under which each was shown, from 0.
    shown: Vec<Option<usize>>,
    order: Vec<usize>,
}

impl<'a> Remarks<'a> {
    pub(super) fn of(presentation: &'a Presentation) -> Self {
        Self {
            given: &presentation.notes,
            shown: vec![None; presentation.notes.len()],
            order: Vec::new(),
        }
    }

    /// What is on this part of a block; those that end in it count as shown.
    pub(super) fn over(&mut self, side: Side, block: usize, part: Range<usize>) -> Lit {
        let mut lit = Lit::default();
        for (index, remark) in self.given.iter().enumerate() {
            if remark.side != side || remark.block != block {
                continue;
            }
            let start = remark.start.max(part.start);
            let end = remark.end.min(part.end);
            if start < end {
                lit.ranges.push(start - part.start..end - part.start);
            }
            let ends_here = part.start < remark.end && remark.end <= part.end;
            if ends_here && self.shown[index].is_none() {
                lit.ends.push((remark.end - part.start, index));
            }
        }
        lit.ends.sort_unstable();
        for end in &mut lit.ends {
            end.1 = self.show(end.1);
        }
        lit
    }

    /// The remarks on this block that have not been shown: those on no text, or beyond it.
    pub(super) fn rest(&mut self, side: Side, block: usize) -> Vec<Run> {
        let on_it = |remark: &MarginComment| remark.side == side && remark.block == block;
        let rest = self.left(on_it);
        let runs = rest.into_iter().map(|index| Run::Remark {
            remark: self.show(index),
        });
        runs.collect()
    }

    /// All that have not been shown.
    pub(super) fn loose(&mut self) -> Vec<usize> {
        let rest = self.left(|_| true);
        rest.into_iter().map(|index| self.show(index)).collect()
    }

    /// The remarks in the order in which they were met.
    pub(super) fn voices(&self, words: &Words) -> Vec<Remark> {
        let ordered = self.order.iter().enumerate();
        ordered
            .map(|(number, &index)| remark(number, &self.given[index], words))
            .collect()
    }

    fn left(&self, wanted: impl Fn(&MarginComment) -> bool) -> Vec<usize> {
        let given = self.given.iter().enumerate();
        given
            .filter(|(index, remark)| self.shown[*index].is_none() && wanted(remark))
            .map(|(index, _)| index)
            .collect()
    }

    fn show(&mut self, index: usize) -> usize {
        let number = self.order.len();
        self.shown[index] = Some(number);
        self.order.push(index);
        number
    }
}

/// What a remark is called on the page.
pub(super) fn label(number: usize, words: &Words) -> String {
    format!("{}{}", words.comment_sign, number + 1)
}

fn remark(number: usize, comment: &MarginComment, words: &Words) -> Remark {
    let state = if comment.resolved { words.resolved } else { "" };
    let mut voices = vec![Voice {
        name: comment.author.clone(),
        about: about(&comment.organisation, &comment.date, state),
        body: paragraphs(&comment.body),
    }];
    voices.extend(comment.replies.iter().map(|reply| Voice {
        name: reply.author.clone(),
        about: about(&reply.organisation, &reply.date, ""),
        body: paragraphs(&reply.body),
    }));
    Remark {
        label: label(number, words),
        voices,
    }
}

fn about(organisation: &str, date: &str, state: &str) -> String {
    let parts = [organisation, day(date), state];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The day of an RFC 3339 time.
pub(super) fn day(date: &str) -> &str {
    date.split('T').next().unwrap_or(date)
}

fn paragraphs(body: &str) -> Vec<String> {
    let lines = body.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
