use std::collections::HashMap;

use document::{Block, char_slice};
use redline::{ChangeKind, Op, Redline, Segment};

use super::{
    Labels,
    inline::{self, Notes, Stretch, escape},
    part::Part,
};
use crate::{
    MarginComment,
    shown::{Shown, shown},
};

/// The changes as parts: those of the newer text in its order, deletions where they stood.
pub(super) fn parts(
    redline: &Redline<'_>,
    labels: &Labels,
    notes: &Notes,
    remarks: &[MarginComment],
) -> Vec<Part> {
    let writer = Writer {
        redline,
        labels,
        notes,
        halves: halves(redline),
    };
    let shown = shown(redline);
    let mut parts: Vec<Part> = shown.iter().map(|shown| writer.part(shown)).collect();
    for part in &mut parts {
        part.remarks = self::remarks(redline, &part.id, remarks);
    }
    parts
}

struct Writer<'a> {
    redline: &'a Redline<'a>,
    labels: &'a Labels,
    notes: &'a Notes,
    /// The element ids of the two halves of each move.
    halves: HashMap<u32, (String, String)>,
}

impl Writer<'_> {
    fn part(&self, shown: &Shown<'_>) -> Part {
        let mut part = Part::frame(shown.block);
        part.class = class(shown.change.kind).to_owned();
        part.cell.clone_from(&shown.cell);
        if shown.gone {
            part.id = old_id(shown.block);
        }
        if let Some((Some(before), _)) = self.redline.relabelled(shown.change) {
            let formerly = self.spoken(&format!("{} ", self.labels.formerly));
            let was = format!("<span class=\"was\">{formerly}{}</span> ", escape(before));
            part.number.push_str(&was);
        }
        let inner = match shown.change.kind {
            ChangeKind::MovedFrom { .. } => {
                let text: String = shown
                    .segments
                    .iter()
                    .map(|segment| self.stretch(segment))
                    .collect();
                format!(
                    "<del>{}{text}{}</del>",
                    self.spoken(&self.labels.deleted),
                    self.end()
                )
            }
            _ => self.segments(shown.segments),
        };
        let before = match shown.change.kind {
            ChangeKind::Reformatted => self.spoken(&self.labels.reformatted),
            kind => self.move_link(kind),
        };
        part.inner = format!("{before}{inner}");
        part
    }

    fn segments(&self, segments: &[Segment<'_>]) -> String {
        segments
            .iter()
            .map(|segment| self.segment(segment))
            .collect()
    }

    fn stretch(&self, segment: &Segment<'_>) -> String {
        let document = match segment.op {
            Op::Delete => self.redline.old,
            _ => self.redline.new,
        };
        let stretch = Stretch {
            text: segment.text,
            marks: &segment.marks,
            atoms: &segment.atoms,
        };
        inline::write(document, stretch, self.notes)
    }

    fn segment(&self, segment: &Segment<'_>) -> String {
        if segment.paragraph_break {
            return self.paragraph_break(segment.op);
        }
        let text = self.stretch(segment);
        if text.is_empty() {
            return text;
        }
        match segment.op {
            Op::Insert => format!(
                "<ins>{}{text}{}</ins>",
                self.spoken(&self.labels.inserted),
                self.end()
            ),
            Op::Delete => format!(
                "<del>{}{text}{}</del>",
                self.spoken(&self.labels.deleted),
                self.end()
            ),
            Op::Same if segment.old_marks.is_some() => format!(
                "<span class=\"reformatted\">{}{text}{}</span>",
                self.spoken(&self.labels.reformatted),
                self.end()
            ),
            Op::Same => text,
        }
    }

    fn paragraph_break(&self, op: Op) -> String {
        match op {
            Op::Insert => format!(
                "<ins class=\"break\">{}¶</ins>",
                self.spoken(&self.labels.split)
            ),
            _ => format!(
                "<del class=\"break\">{}¶</del> ",
                self.spoken(&self.labels.merged)
            ),
        }
    }

    /// Words that are heard but not seen.
    fn spoken(&self, words: &str) -> String {
        format!("<span class=\"spoken\">{}</span>", escape(words))
    }

    fn end(&self) -> String {
        self.spoken(&format!(" {} ", self.labels.end))
    }

    /// The link between the two halves of a move.
    fn move_link(&self, kind: ChangeKind) -> String {
        let (target, words, arrow) = match kind {
            ChangeKind::MovedFrom { move_id } => {
                let Some((_, to)) = self.halves.get(&move_id) else {
                    return String::new();
                };
                (to, &self.labels.moved_away, "⇢")
            }
            ChangeKind::MovedTo { move_id } => {
                let Some((from, _)) = self.halves.get(&move_id) else {
                    return String::new();
                };
                (from, &self.labels.moved_here, "⇠")
            }
            _ => return String::new(),
        };
        format!(
            "<a class=\"move\" href=\"#{}\" title=\"{2}\"><span aria-hidden=\"true\">{arrow}</span>{1}</a> ",
            escape(target),
            self.spoken(words),
            escape(words)
        )
    }
}

fn class(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Same => "",
        ChangeKind::Edited => "edited",
        ChangeKind::Inserted => "inserted",
        ChangeKind::Deleted => "deleted",
        ChangeKind::MovedFrom { .. } => "moved-from",
        ChangeKind::MovedTo { .. } => "moved-to",
        ChangeKind::Split => "split",
        ChangeKind::Merged => "merged",
        ChangeKind::Reformatted => "restyled",
    }
}

fn old_id(block: &Block) -> String {
    format!("old-{}", block.id)
}

fn halves(redline: &Redline<'_>) -> HashMap<u32, (String, String)> {
    let mut halves: HashMap<u32, (String, String)> = HashMap::new();
    for change in &redline.changes {
        match change.kind {
            ChangeKind::MovedFrom { move_id } => {
                if let Some(block) = redline.old_blocks(change).first() {
                    halves.entry(move_id).or_default().0 = old_id(block);
                }
            }
            ChangeKind::MovedTo { move_id } => {
                if let Some(block) = redline.new_blocks(change).first() {
                    halves.entry(move_id).or_default().1 = block.id.to_string();
                }
            }
            _ => {}
        }
    }
    halves
}

/// The remarks on the block of this id.
fn remarks(redline: &Redline<'_>, id: &str, remarks: &[MarginComment]) -> String {
    let on_this = |remark: &&MarginComment| {
        let block = redline.new.blocks.get(remark.block);
        block.is_some_and(|block| block.id.as_str() == id)
    };
    remarks
        .iter()
        .filter(on_this)
        .map(|remark| self::remark(redline, remark))
        .collect()
}

fn remark(redline: &Redline<'_>, remark: &MarginComment) -> String {
    let text = redline
        .new
        .blocks
        .get(remark.block)
        .map_or("", |block| block.text.as_str());
    let quote = char_slice(text, remark.start..remark.end);
    let quote = if quote.is_empty() {
        String::new()
    } else {
        format!("<q>{}</q>", escape(quote))
    };
    let replies: String = remark
        .replies
        .iter()
        .map(|reply| spoken_by(&reply.author, &reply.date, &reply.body))
        .collect();
    format!(
        "<aside class=\"remark{}\" role=\"note\" id=\"remark-{}\">{quote}{}{replies}</aside>\n",
        if remark.resolved { " resolved" } else { "" },
        escape(&inline::fragment(&remark.id)),
        spoken_by(&remark.author, &remark.date, &remark.body)
    )
}

fn spoken_by(author: &str, date: &str, body: &str) -> String {
    let body = escape(body).replace('\n', "<br>");
    format!(
        "<p><b>{}</b> <time datetime=\"{1}\">{1}</time><br>{body}</p>",
        escape(author),
        escape(date)
    )
}
