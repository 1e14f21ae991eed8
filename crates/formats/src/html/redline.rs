use std::{collections::HashMap, ops::Range};

use document::{Atom, Block, char_slice, slice_marks};
use redline::{Change, ChangeKind, Op, Redline, Segment};

use super::{
    Labels,
    inline::{self, Notes, Stretch, escape},
    part::Part,
    remarks::{Place, Remarks},
};
use crate::{
    Side,
    shown::{Shown, pass, shown},
};

/// The changes as parts: those of the newer text in its order, deletions where they stood.
pub(super) fn parts(
    redline: &Redline<'_>,
    labels: &Labels,
    notes: &Notes,
    remarks: &Remarks<'_>,
) -> Vec<Part> {
    let writer = Writer {
        redline,
        labels,
        notes,
        remarks,
        halves: halves(redline),
    };
    shown(redline)
        .iter()
        .map(|shown| writer.part(shown))
        .collect()
}

/// Adds to the last part of each change what is said of it.
pub(super) fn say(redline: &Redline<'_>, asides: &[String], parts: &mut [Part]) {
    let shown = shown(redline);
    let mut changes = redline.changes.iter().zip(asides);
    for (index, (it, part)) in shown.iter().zip(parts).enumerate() {
        let next = shown.get(index + 1);
        if next.is_some_and(|next| std::ptr::eq(next.change, it.change)) {
            continue;
        }
        let here = |(change, _): &(&Change<'_>, &String)| std::ptr::eq(*change, it.change);
        if let Some((_, said)) = changes.find(here) {
            part.remarks.push_str(said);
        }
    }
}

struct Writer<'a> {
    redline: &'a Redline<'a>,
    labels: &'a Labels,
    notes: &'a Notes,
    remarks: &'a Remarks<'a>,
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
        let before = match shown.change.kind {
            ChangeKind::Reformatted => self.spoken(&self.labels.reformatted),
            kind => self.move_link(kind),
        };
        let mut met = self.on_whole(shown);
        let references: String = met
            .iter()
            .map(|index| self.remarks.reference(*index))
            .collect();
        let inner = match shown.change.kind {
            ChangeKind::MovedFrom { .. } => self.gone(shown, &mut met),
            _ => self.segments(shown, &mut met),
        };
        part.inner = format!("{before}{references}{inner}");
        part.remarks = met
            .into_iter()
            .map(|index| self.remarks.aside(index))
            .collect();
        part
    }

    /// The remarks on a block as a whole, where the block begins.
    fn on_whole(&self, shown: &Shown<'_>) -> Vec<usize> {
        let sides = [Side::Old, Side::New].into_iter().zip(shown.starts);
        let begins = sides.filter_map(|(side, start)| match start {
            Some((block, 0)) => Some((side, block)),
            _ => None,
        });
        begins
            .flat_map(|(side, block)| self.remarks.on_whole(side, block))
            .collect()
    }

    /// What stood here before it moved.
    fn gone(&self, shown: &Shown<'_>, met: &mut Vec<usize>) -> String {
        let mut place = shown.starts[0];
        let mut text = String::new();
        for segment in shown.segments {
            text.push_str(&self.pieces(segment, [place, None], met));
            place = place.map(|place| pass(place, segment, Op::Insert));
        }
        self.framed("del", &self.labels.deleted, &text)
    }

    fn segments(&self, shown: &Shown<'_>, met: &mut Vec<usize>) -> String {
        let [mut old, mut new] = shown.starts;
        let mut text = String::new();
        for segment in shown.segments {
            let here = [
                old.filter(|_| segment.op != Op::Insert),
                new.filter(|_| segment.op != Op::Delete),
            ];
            text.push_str(&self.segment(segment, here, met));
            old = old.map(|place| pass(place, segment, Op::Insert));
            new = new.map(|place| pass(place, segment, Op::Delete));
        }
        text
    }

    /// The text of a segment, its remarked passages marked and followed by links to the remarks.
    fn pieces(
        &self,
        segment: &Segment<'_>,
        here: [Option<(usize, usize)>; 2],
        met: &mut Vec<usize>,
    ) -> String {
        let sides = [Side::Old, Side::New].into_iter().zip(here);
        let places = sides.filter_map(|(side, place)| place.map(|(block, at)| (side, block, at)));
        let places: Vec<Place> = places.collect();
        let length = segment.text.chars().count();
        let borders = self.remarks.borders(&places, length);
        let mut out = String::new();
        for pair in borders.windows(2) {
            let range = pair[0]..pair[1];
            let text = self.stretch(&slice(segment, range.clone()));
            if self.remarks.covers(&places, &range) {
                out.push_str(&format!("<span class=\"passage\">{text}</span>"));
            } else {
                out.push_str(&text);
            }
            let ending = self.remarks.ending(&places, pair[1]);
            out.extend(ending.iter().map(|index| self.remarks.reference(*index)));
            met.extend(ending);
        }
        out
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

    fn segment(
        &self,
        segment: &Segment<'_>,
        here: [Option<(usize, usize)>; 2],
        met: &mut Vec<usize>,
    ) -> String {
        if segment.paragraph_break {
            return self.paragraph_break(segment.op);
        }
        let text = self.pieces(segment, here, met);
        if text.is_empty() {
            return text;
        }
        match segment.op {
            Op::Insert => self.framed("ins", &self.labels.inserted, &text),
            Op::Delete => self.framed("del", &self.labels.deleted, &text),
            Op::Same if segment.old_marks.is_some() => format!(
                "<span class=\"reformatted\">{}{text}{}</span>",
                self.spoken(&self.labels.reformatted),
                self.end()
            ),
            Op::Same => text,
        }
    }

    /// A change with the words that say so to those who do not see it.
    fn framed(&self, element: &str, label: &str, text: &str) -> String {
        let (label, end) = (self.spoken(label), self.end());
        format!("<{element}>{label}{text}{end}</{element}>")
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

pub(super) fn old_id(block: &Block) -> String {
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

/// A part of a segment.
fn slice<'s>(segment: &Segment<'s>, range: Range<usize>) -> Segment<'s> {
    let inside = |atom: &&Atom| range.contains(&atom.at);
    let shifted = |atom: &Atom| Atom {
        at: atom.at - range.start,
        ..atom.clone()
    };
    Segment {
        op: segment.op,
        text: char_slice(segment.text, range.clone()),
        marks: slice_marks(&segment.marks, range.clone()),
        old_marks: None,
        atoms: segment.atoms.iter().filter(inside).map(shifted).collect(),
        paragraph_break: false,
    }
}
