//! Remarks in the margin: range marks in the text, and the parts that hold what is said.

use std::{collections::HashMap, fmt::Write as _};

use super::{
    attribution,
    runs::Line,
    writer::{self, Writer},
};
use crate::{MarginComment, Presentation, docx::markup};

/// The remarks of a redline by the block that they are on.
#[derive(Debug)]
pub(super) struct Comments<'p> {
    notes: &'p [MarginComment],
    /// For each remark, the id of its first comment; replies follow.
    first_ids: Vec<u32>,
    count: u32,
    by_block: HashMap<usize, Vec<Spot>>,
}

/// Where a range begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    offset: usize,
    side: Edge,
    note: usize,
}

/// In this order at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    End,
    Begin,
    /// The end of a range without text.
    EmptyEnd,
}

impl<'p> Comments<'p> {
    pub(super) fn new(presentation: &'p Presentation) -> Self {
        let mut comments = Self {
            notes: &presentation.notes,
            first_ids: Vec::new(),
            count: 0,
            by_block: HashMap::new(),
        };
        for (index, note) in presentation.notes.iter().enumerate() {
            comments.first_ids.push(comments.count);
            comments.count += 1 + u32::try_from(note.replies.len()).unwrap_or(0);
            let spots = comments.by_block.entry(note.block).or_default();
            let empty = note.start >= note.end;
            let edge = |offset, side| Spot {
                offset,
                side,
                note: index,
            };
            spots.push(edge(note.start, Edge::Begin));
            spots.push(match empty {
                true => edge(note.start, Edge::EmptyEnd),
                false => edge(note.end, Edge::End),
            });
        }
        for spots in comments.by_block.values_mut() {
            spots.sort_unstable();
        }
        comments
    }

    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// How many ids the comments take.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Offsets in a block at which ranges begin or end.
    pub(super) fn spots(&self, block: usize) -> impl Iterator<Item = usize> {
        let spots = self.by_block.get(&block).into_iter().flatten();
        spots.map(|spot| spot.offset)
    }

    /// `comments.xml` and `commentsExtended.xml`: what is said, and what answers what.
    pub(super) fn parts(&self) -> (String, String) {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        let (mut main, mut extended) = (
            format!("{head}<w:comments"),
            format!("{head}<w15:commentsEx"),
        );
        writer::declare(&mut main);
        writer::declare(&mut extended);
        main.push('>');
        extended.push('>');
        for (note, &id) in self.notes.iter().zip(&self.first_ids) {
            comment(
                &mut main,
                id,
                &note.author,
                &note.initials,
                &note.date,
                &note.body,
            );
            entry(&mut extended, id, None, note.resolved);
            for (reply, at) in note.replies.iter().zip(id + 1..) {
                comment(
                    &mut main,
                    at,
                    &reply.author,
                    &reply.initials,
                    &reply.date,
                    &reply.body,
                );
                entry(&mut extended, at, Some(id), note.resolved);
            }
        }
        main.push_str("</w:comments>");
        extended.push_str("</w15:commentsEx>");
        (main, extended)
    }
}

/// `w14:paraId` of a comment's last paragraph: below 0x80000000 and not zero (MS-DOCX, 2.2.4).
fn paragraph_id(comment: u32) -> String {
    format!("{:08X}", 0x1000_0000 + comment)
}

fn comment(out: &mut String, id: u32, author: &str, initials: &str, date: &str, body: &str) {
    let _ = write!(
        out,
        "<w:comment w:id=\"{id}\"{} w:initials=\"{}\">",
        attribution::attributes(author, date),
        markup::escaped(initials)
    );
    let count = body.split('\n').count();
    for (at, line) in body.split('\n').enumerate() {
        out.push_str("<w:p");
        if at + 1 == count {
            let _ = write!(out, " w14:paraId=\"{}\"", paragraph_id(id));
        }
        out.push_str("><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
        if at == 0 {
            out.push_str(
                "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>",
            );
        }
        let _ = write!(
            out,
            "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            markup::escaped(line)
        );
    }
    out.push_str("</w:comment>");
}

fn entry(out: &mut String, id: u32, parent: Option<u32>, done: bool) {
    let _ = write!(out, "<w15:commentEx w15:paraId=\"{}\"", paragraph_id(id));
    if let Some(parent) = parent {
        let _ = write!(out, " w15:paraIdParent=\"{}\"", paragraph_id(parent));
    }
    let _ = write!(out, " w15:done=\"{}\"/>", u8::from(done));
}

impl Writer<'_, '_> {
    /// How much of a block's text has been written already.
    pub(super) fn comment_base(&mut self, block: Option<usize>) -> usize {
        if block.is_some() && self.comment_at.block != block {
            self.comment_at = writer::CommentAt {
                block,
                ..Default::default()
            };
        }
        self.comment_at.offset
    }

    /// Writes the edges of ranges up to an offset of a block.
    pub(super) fn comments_at(&mut self, block: usize, offset: usize, line: &mut Line) {
        let Some(spots) = self.comments.by_block.get(&block) else {
            return;
        };
        while let Some(spot) = spots.get(self.comment_at.done) {
            if spot.offset > offset {
                break;
            }
            self.comment_at.done += 1;
            self.leave_wrappers(line);
            self.edge(*spot);
        }
    }

    /// Writes what is left of the ranges of a block at its end.
    pub(super) fn end_comments(&mut self, block: usize, line: &mut Line) {
        self.comment_base(Some(block));
        self.comments_at(block, usize::MAX, line);
    }

    fn edge(&mut self, spot: Spot) {
        let first = self.comments.first_ids[spot.note];
        let replies = self.comments.notes[spot.note].replies.len();
        let ids = first..=first + u32::try_from(replies).unwrap_or(0);
        for id in ids.clone() {
            let name = if spot.side == Edge::Begin {
                "Start"
            } else {
                "End"
            };
            let _ = write!(self.out, "<w:commentRange{name} w:id=\"{id}\"/>");
        }
        if spot.side == Edge::Begin {
            return;
        }
        for id in ids {
            let _ = write!(
                self.out,
                "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                 <w:commentReference w:id=\"{id}\"/></w:r>"
            );
        }
    }
}
