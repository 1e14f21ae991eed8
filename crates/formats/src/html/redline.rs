use std::{collections::HashMap, ops::Range};

use document::{Block, Cell, char_slice};
use redline::{Change, ChangeKind, Op, Redline, Segment};

use super::{
    Labels,
    inline::{self, Notes, Stretch, escape},
    part::Part,
};
use crate::MarginComment;

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
        rows: Rows::of(redline),
        halves: halves(redline),
    };
    let changes = redline.changes.iter();
    let mut parts: Vec<Part> = changes.flat_map(|change| writer.change(change)).collect();
    for part in &mut parts {
        part.remarks = self::remarks(redline, &part.id, remarks);
    }
    parts
}

struct Writer<'a> {
    redline: &'a Redline<'a>,
    labels: &'a Labels,
    notes: &'a Notes,
    rows: Rows,
    /// The element ids of the two halves of each move.
    halves: HashMap<u32, (String, String)>,
}

impl Writer<'_> {
    fn change(&self, change: &Change<'_>) -> Vec<Part> {
        let new = self.redline.new_blocks(change);
        let class = class(change.kind);
        if new.is_empty() {
            let old = self.redline.old_blocks(change);
            return old
                .first()
                .map(|block| self.gone(change, block, class))
                .into_iter()
                .collect();
        }
        let pieces = pieces(change);
        let blocks = new.iter().zip(pieces);
        blocks
            .map(|(block, piece)| self.present(change, block, &change.segments[piece], class))
            .collect()
    }

    /// A block that only the older text has, or had here.
    fn gone(&self, change: &Change<'_>, block: &Block, class: &str) -> Part {
        let mut part = Part::frame(block);
        part.id = old_id(block);
        part.class = class.to_owned();
        part.cell = block.cell.as_ref().map(|cell| self.rows.place(cell));
        let inner: String = match change.kind {
            ChangeKind::MovedFrom { .. } => {
                let text = self.stretches(&change.segments);
                format!(
                    "<del>{}{text}{}</del>",
                    self.spoken(&self.labels.deleted),
                    self.end()
                )
            }
            _ => self.segments(&change.segments),
        };
        part.inner = format!("{}{inner}", self.move_link(change.kind));
        part
    }

    fn present(
        &self,
        change: &Change<'_>,
        block: &Block,
        segments: &[Segment<'_>],
        class: &str,
    ) -> Part {
        let mut part = Part::frame(block);
        part.class = class.to_owned();
        if let Some((Some(before), _)) = self.redline.relabelled(change) {
            let formerly = self.spoken(&format!("{} ", self.labels.formerly));
            let was = format!("<span class=\"was\">{formerly}{}</span> ", escape(before));
            part.number.push_str(&was);
        }
        part.inner = format!("{}{}", self.move_link(change.kind), self.segments(segments));
        part
    }

    fn segments(&self, segments: &[Segment<'_>]) -> String {
        segments
            .iter()
            .map(|segment| self.segment(segment))
            .collect()
    }

    fn stretches(&self, segments: &[Segment<'_>]) -> String {
        segments
            .iter()
            .map(|segment| self.stretch(segment))
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

/// The segments of each new block of a change: all of them, or what lies between the paragraph ends
/// that a split gained, each with the end that closes it.
fn pieces(change: &Change<'_>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (index, segment) in change.segments.iter().enumerate() {
        if segment.paragraph_break && segment.op == Op::Insert {
            pieces.push(start..index + 1);
            start = index + 1;
        }
    }
    pieces.push(start..change.segments.len());
    pieces
}

/// Where the rows of the older text's tables stand among those of the newer text.
#[derive(Default)]
struct Rows {
    rows: HashMap<(String, u32), (String, u32)>,
    tables: HashMap<String, String>,
}

impl Rows {
    fn of(redline: &Redline<'_>) -> Self {
        let mut found = Self::default();
        for change in &redline.changes {
            let old = redline.old_blocks(change).first();
            let new = redline.new_blocks(change).first();
            let cells = (
                old.and_then(|old| old.cell.as_ref()),
                new.and_then(|new| new.cell.as_ref()),
            );
            if let (Some(old), Some(new)) = cells {
                let key = (old.table.clone(), old.row);
                found
                    .rows
                    .entry(key)
                    .or_insert((new.table.clone(), new.row));
                found
                    .tables
                    .entry(old.table.clone())
                    .or_insert(new.table.clone());
            }
        }
        found
    }

    /// The place of a deleted cell: in its row where that is still there, else in a row of its own,
    /// whose number no row of the newer text has.
    fn place(&self, cell: &Cell) -> Cell {
        let mut place = cell.clone();
        match self.rows.get(&(cell.table.clone(), cell.row)) {
            Some((table, row)) => (place.table, place.row) = (table.clone(), *row),
            None => {
                place.row = u32::MAX - cell.row;
                if let Some(table) = self.tables.get(&cell.table) {
                    place.table.clone_from(table);
                }
            }
        }
        place.column = u32::MAX - cell.column;
        place
    }
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
