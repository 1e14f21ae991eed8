//! Where comments stand in the text that people worked on.

use std::collections::{HashMap, VecDeque};

use document::Block;
use unicode_normalization::UnicodeNormalization;

use super::comments::{Comment, Threads};
use crate::docx::{
    Remark, RemarkPlace, quoted,
    read::{
        Found,
        line::Edge,
        script::{CommentSpot, Script},
        tracking::Accepted,
    },
};

/// Characters of a quote.
const QUOTE: usize = 1000;
/// Paragraphs of one range that are looked at.
const REACH: usize = 4096;

/// The text and what it was made of.
pub(super) struct Grounds<'g> {
    pub(super) script: &'g Script,
    pub(super) blocks: &'g [Block],
    /// For each paragraph the block that it is part of, and where it starts in it.
    pub(super) base: &'g [Option<(usize, usize)>],
}

/// From where to where a comment is, in paragraphs of the file.
#[derive(Debug, Clone, Copy)]
struct Range {
    start: (usize, usize),
    end: (usize, usize),
}

/// Puts the comments of a file into the text, each with its answers.
pub(super) fn remarks(
    comments: Vec<Comment>,
    threads: &Threads,
    grounds: &Grounds<'_>,
    found: &mut Found,
) -> Vec<Remark> {
    let mut ranges = ranges(&grounds.script.spots);
    let roots = threads.roots(&comments);
    let mut remarks: Vec<Remark> = Vec::new();
    let mut at = HashMap::new();
    let mut said = HashMap::new();
    for (index, comment) in comments.into_iter().enumerate() {
        let range = ranges.get_mut(&comment.id).and_then(VecDeque::pop_front);
        if comment.cleaned {
            let by = by(&comment.said.author);
            let what = format!("a comment {by} had control characters, which were dropped");
            found.problem("whole file", what);
        }
        let resolved = threads.is_done(&comment);
        if let Some(&thread) = at.get(&roots[index]) {
            let remark: &mut Remark = &mut remarks[thread];
            remark.replies.push(comment.said);
            continue;
        }
        at.insert(index, remarks.len());
        let name = quoted::name(&comment.said.author, &comment.said.body, &mut said);
        let words = ranges.get_mut(&name).and_then(VecDeque::pop_front);
        let inside_note = words.map(|range| grounds.locate(range));
        let (place, quote) = inside_note
            .filter(|(place, _)| place.is_some())
            .or_else(|| range.map(|range| grounds.locate(range)))
            .unwrap_or_default();
        if place.is_none() {
            let by = by(&comment.said.author);
            let what = format!("a comment {by} is on no place in the text");
            found.problem("whole file", what);
        }
        remarks.push(Remark {
            author: comment.said.author,
            initials: comment.said.initials,
            date: comment.said.date,
            body: comment.said.body,
            resolved,
            replies: Vec::new(),
            place,
            quote,
        });
    }
    remarks
}

fn by(author: &str) -> String {
    match author {
        "" => "without an author".to_owned(),
        author => format!("by {author}"),
    }
}

/// The ranges by the id of the comment. Where ids repeat, the first range is of the first comment
/// with that id.
fn ranges(spots: &[CommentSpot]) -> HashMap<String, VecDeque<Range>> {
    let mut ranges: HashMap<String, VecDeque<Range>> = HashMap::new();
    let mut open: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut closed: HashMap<&str, usize> = HashMap::new();
    for spot in spots {
        let here = (spot.source, spot.at);
        let all = ranges.entry(spot.comment.clone()).or_default();
        match spot.edge {
            Edge::Start => {
                open.insert(&spot.comment, here);
            }
            Edge::End => {
                if let Some(start) = open.remove(spot.comment.as_str()) {
                    all.push_back(Range { start, end: here });
                    *closed.entry(&spot.comment).or_default() += 1;
                }
            }
            Edge::Reference => {
                let start = open.remove(spot.comment.as_str());
                let done = closed.get_mut(spot.comment.as_str());
                match (start, done) {
                    // a range that ends where the reference stands
                    (Some(start), _) => all.push_back(Range { start, end: here }),
                    (None, Some(count)) if *count > 0 => *count -= 1,
                    (None, _) => all.push_back(Range {
                        start: here,
                        end: here,
                    }),
                }
            }
        }
    }
    for (comment, start) in open {
        if let Some(all) = ranges.get_mut(comment) {
            all.push_back(Range { start, end: start });
        }
    }
    ranges
}

impl Grounds<'_> {
    fn locate(&self, range: Range) -> (Option<RemarkPlace>, String) {
        let mut place = self.point(range.start);
        let (first, last) = (range.start.0, range.end.0);
        let mut sources = first..=last.min(first.saturating_add(REACH));
        let part = sources.find_map(|source| {
            let from = if source == first { range.start.1 } else { 0 };
            let to = (source == last).then_some(range.end.1);
            self.part(source, from, to)
        });
        if let Some(part) = part {
            place = Some(self.extended(part, range));
        }
        let on_text = place.filter(|place| place.start < place.end);
        let quote = match on_text {
            Some(place) => {
                let text = self.blocks[place.block].text.chars();
                let inside = text.skip(place.start).take(place.end - place.start);
                inside.take(QUOTE).collect()
            }
            None => self.unseen(range),
        };
        (place, quote)
    }

    /// The part of a range in one paragraph, where that has text.
    fn part(&self, source: usize, from: usize, to: Option<usize>) -> Option<RemarkPlace> {
        let line = &self.script.sources[source].line;
        let start = self.point((source, from))?;
        let end = self.point((source, to.unwrap_or_else(|| line.length())))?;
        (start.block == end.block && start.start < end.start).then_some(RemarkPlace {
            end: end.start,
            ..start
        })
    }

    /// Paragraphs that are parts of the same block belong to the same place.
    fn extended(&self, mut part: RemarkPlace, range: Range) -> RemarkPlace {
        let end = self.point(range.end);
        if let Some(end) = end.filter(|end| end.block == part.block) {
            part.end = part.end.max(end.start);
        }
        part
    }

    /// A place in a paragraph as a place in the text; for a paragraph that is not there, the place
    /// where it would stand.
    fn point(&self, (source, at): (usize, usize)) -> Option<RemarkPlace> {
        let at_offset = |block: usize, offset: usize| RemarkPlace {
            block,
            start: offset,
            end: offset,
        };
        let Some((block, start)) = self.base[source] else {
            let story = self.story(source)?;
            let first = story.first_block?;
            let before = first + self.script.sources[source].blocks_before;
            let of_story = first..first + story.traces.len();
            return match before.checked_sub(1) {
                Some(last) if of_story.contains(&last) => {
                    Some(at_offset(last, self.blocks.get(last)?.length()))
                }
                _ => of_story.contains(&before).then(|| at_offset(before, 0)),
            };
        };
        let line = &self.script.sources[source].line;
        let text = self.shown(line, at);
        let raw = start + text.chars().count();
        let trace = self.trace(source, block)?;
        let offset = match trace.composed {
            // what stands before it is composed too, though it may be in other paragraphs
            true => start + text.nfc().count(),
            false => raw,
        };
        let length = self.blocks.get(block)?.length();
        Some(at_offset(
            block,
            offset.saturating_sub(trace.cut).min(length),
        ))
    }

    /// The text of a line before a place, with nothing accepted.
    fn shown(&self, line: &crate::docx::read::line::Line, at: usize) -> String {
        let mut text = String::new();
        for piece in line.pieces().take_while(|piece| piece.start < at) {
            if piece.dress.tag.shown(Accepted::Nothing) {
                text.extend(piece.text.chars().take(at - piece.start));
            }
        }
        text
    }

    /// What a range covers that the text does not have.
    fn unseen(&self, range: Range) -> String {
        let mut text = String::new();
        let mut length = 0;
        let (first, last) = (range.start.0, range.end.0);
        for source in first..=last.min(first.saturating_add(REACH)) {
            let line = &self.script.sources[source].line;
            let from = if source == first { range.start.1 } else { 0 };
            let to = if source == last {
                range.end.1
            } else {
                line.length()
            };
            for piece in line.pieces().take_while(|piece| piece.start < to) {
                let (start, end) = (piece.start.max(from), piece.end.min(to));
                if start < end && length < QUOTE {
                    let inside = piece.text.chars().skip(start - piece.start);
                    let taken: String = inside.take((end - start).min(QUOTE - length)).collect();
                    length += taken.chars().count();
                    text.push_str(&taken);
                }
            }
        }
        text
    }

    fn story(&self, source: usize) -> Option<&crate::docx::read::script::StoryRange> {
        let mut stories = self.script.stories.iter();
        stories.find(|story| story.sources.contains(&source))
    }

    fn trace(&self, source: usize, block: usize) -> Option<&crate::docx::read::assembly::Trace> {
        let story = self.story(source)?;
        story.traces.get(block.checked_sub(story.first_block?)?)
    }
}
