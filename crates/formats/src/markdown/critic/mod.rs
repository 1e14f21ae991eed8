//! A redline as Markdown with CriticMarkup: both texts are written as always, cut where the changes
//! begin and end, and the pieces put together again.

mod pieces;
mod script;

use std::ops::Range;

use document::Document;
use redline::{Change, ChangeKind, Op, Redline};

use self::{
    pieces::{Piece, Remarks},
    script::Script,
};
use super::{
    cuts::{self, Cuts, Unit},
    write as writer,
};
use crate::{MarginComment, Presentation, Side, html::Labels};

/// Writes the newer text with the changes in it.
pub(super) fn write(redline: &Redline<'_>, presentation: &Presentation) -> String {
    let remarks = Remarks::of(redline, &presentation.notes);
    let changes = redline.changes.iter();
    let pieces: Vec<Vec<Piece<'_>>> = changes
        .map(|change| pieces::of_change(change, &remarks))
        .collect();
    let cuts = pieces::cuts(redline, &pieces);
    let (old, old_tail) = units(redline.old, &cuts.old);
    let (new, new_tail) = units(redline.new, &cuts.new);
    let mut writer = Writer {
        old,
        new,
        remarks: &remarks,
        labels: Labels::for_language(&redline.new.language),
        heading: heading(presentation),
        script: Script::default(),
    };
    for (change, pieces) in redline.changes.iter().zip(&pieces) {
        writer.change(change, pieces);
    }
    writer.script.both(&old_tail, &new_tail);
    writer.script.finish()
}

fn units(document: &Document, cuts: &[Vec<usize>]) -> (Vec<Unit>, String) {
    cuts::units(&writer::write_cut(document, Cuts::at(cuts)))
}

/// What the two texts are called, if they are called anything.
fn heading(presentation: &Presentation) -> Option<String> {
    let (old, new) = (&presentation.old_label, &presentation.new_label);
    let named = !old.is_empty() || !new.is_empty();
    named.then(|| format!("{old} → {new}"))
}

struct Writer<'a> {
    old: Vec<Unit>,
    new: Vec<Unit>,
    remarks: &'a Remarks<'a>,
    labels: Labels,
    /// Said at the end of the first line of text.
    heading: Option<String>,
    script: Script,
}

/// Where one side of a change has come to.
#[derive(Debug, Clone)]
struct Cursor {
    blocks: Range<usize>,
    piece: usize,
}

impl Cursor {
    fn unit<'u>(&self, units: &'u [Unit]) -> Option<&'u Unit> {
        let inside = !self.blocks.is_empty();
        units.get(self.blocks.start).filter(|_| inside)
    }

    fn next<'u>(&mut self, units: &'u [Unit]) -> &'u str {
        self.piece += 1;
        self.unit(units).map_or("", |unit| unit.piece(self.piece))
    }
}

impl Writer<'_> {
    fn change(&mut self, change: &Change<'_>, pieces: &[Piece<'_>]) {
        let cursor = |blocks: &Range<usize>| Cursor {
            blocks: blocks.clone(),
            piece: 0,
        };
        let (mut old, mut new) = (cursor(&change.old), cursor(&change.new));
        self.opening(&old, &new);
        self.moved(change);
        for piece in pieces {
            if piece.paragraph_break {
                self.paragraph_break(piece.op, &mut old, &mut new);
            } else {
                self.piece(piece, &mut old, &mut new);
            }
        }
        self.closing(&old, &new);
    }

    /// What stands before the text, and the label.
    fn opening(&mut self, old: &Cursor, new: &Cursor) {
        let (old, new) = (old.unit(&self.old), new.unit(&self.new));
        let before = |unit: Option<&Unit>| unit.map_or(String::new(), |unit| unit.before.clone());
        let label =
            |unit: Option<&Unit>| unit.map_or(String::new(), |unit| unit.piece(0).to_owned());
        self.script.both(&before(old), &before(new));
        self.script.both(&label(old), &label(new));
    }

    fn closing(&mut self, old: &Cursor, new: &Cursor) {
        let whole = [old.unit(&self.old), new.unit(&self.new)]
            .into_iter()
            .flatten()
            .all(is_whole);
        if !whole {
            self.say_heading();
        }
        let after = |unit: Option<&Unit>| unit.map_or(String::new(), |unit| unit.after.clone());
        let ends = (after(old.unit(&self.old)), after(new.unit(&self.new)));
        if whole {
            self.script.both(&ends.0, &ends.1);
        }
        self.rest_of_remarks(Side::Old, old);
        self.rest_of_remarks(Side::New, new);
        if !whole {
            self.script.both(&ends.0, &ends.1);
        }
    }

    fn say_heading(&mut self) {
        if let Some(heading) = self.heading.take() {
            self.script.remark(&heading);
        }
    }

    /// Remarks on a block as a whole.
    fn rest_of_remarks(&mut self, side: Side, cursor: &Cursor) {
        if cursor.blocks.is_empty() {
            return;
        }
        for remark in self.remarks.on_whole(side, cursor.blocks.start) {
            self.remark(remark);
        }
    }

    fn moved(&mut self, change: &Change<'_>) {
        let (words, number) = match change.kind {
            ChangeKind::MovedFrom { move_id } => (&self.labels.moved_away, move_id),
            ChangeKind::MovedTo { move_id } => (&self.labels.moved_here, move_id),
            _ => return,
        };
        let words = format!("{words} ({number})");
        self.script.remark(&words);
    }

    fn piece(&mut self, piece: &Piece<'_>, old: &mut Cursor, new: &mut Cursor) {
        match piece.op {
            Op::Same => {
                let (old, new) = (old.next(&self.old), new.next(&self.new));
                if piece.quoted && old == new {
                    self.script.quote(new);
                } else {
                    self.script.both(old, new);
                }
            }
            Op::Delete => self.script.delete(old.next(&self.old)),
            Op::Insert => self.script.insert(new.next(&self.new)),
        }
        for remark in &piece.remarks {
            self.remark(remark);
        }
    }

    /// The end of one block and the start of the next, which only one side has.
    fn paragraph_break(&mut self, op: Op, old: &mut Cursor, new: &mut Cursor) {
        let (side, cursor, units) = match op {
            Op::Insert => (Side::New, new, &self.new),
            _ => (Side::Old, old, &self.old),
        };
        let ended = cursor.clone();
        let mut text = ended
            .unit(units)
            .map_or(String::new(), |unit| unit.after.clone());
        cursor.blocks.start += 1;
        cursor.piece = 0;
        if let Some(unit) = cursor.unit(units) {
            text.push_str(&unit.before);
            text.push_str(unit.piece(0));
        }
        self.rest_of_remarks(side, &ended);
        match op {
            Op::Insert => self.script.insert(&text),
            _ => self.script.delete(&text),
        }
    }

    fn remark(&mut self, remark: &MarginComment) {
        let said = |author: &str, organisation: &str, body: &str| {
            if organisation.is_empty() {
                format!("{author}: {body}")
            } else {
                format!("{author} ({organisation}): {body}")
            }
        };
        let first = said(&remark.author, &remark.organisation, &remark.body);
        self.script.remark(&first);
        for reply in &remark.replies {
            let words = said(&reply.author, &reply.organisation, &reply.body);
            self.script.remark(&words);
        }
    }
}

/// Whether nothing may be put behind the text within its line: code, a rule, a table of HTML.
fn is_whole(unit: &Unit) -> bool {
    unit.pieces.len() < 2
}
