//! A document as what is laid out.

use document::{Block, Document, Kind};

use super::{
    nest::{Part, nest},
    remarks::Remarks,
    runs::{Pen, Stretch},
    sheet::{Line, Node, Note, Op, Run},
};
use crate::{Side, note_numbers::NoteNumbers};

/// The text itself: what stands in it, and the notes that it refers to.
pub(super) struct Text {
    pub(super) body: Vec<Node>,
    pub(super) notes: Vec<Note>,
}

/// The blocks of a document with the remarks on them.
pub(super) fn text(document: &Document, remarks: &mut Remarks<'_>, pen: &mut Pen) -> Text {
    let mut notes = number_notes(document, pen);
    let mut parts = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let line = line(document, (index, block), remarks, pen);
        match note_of(block, pen) {
            Some(note) => notes[note].lines.push(line),
            None => parts.push(Part::new(block, line)),
        }
    }
    let mut body = nest(parts);
    body.extend(unreferred(&mut notes, pen));
    Text { body, notes }
}

/// One note for each key, in the order of the notes.
fn number_notes(document: &Document, pen: &mut Pen) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut counted = NoteNumbers::default();
    for block in document.blocks.iter().filter(|it| is_note(it)) {
        let key = block.note.clone().unwrap_or_default();
        pen.keys[0].entry(key).or_insert_with(|| {
            let end = block.is_endnote();
            notes.push(Note {
                number: counted.next(end),
                end,
                ..Note::default()
            });
            notes.len() - 1
        });
    }
    pen.referred = vec![false; notes.len()];
    notes
}

fn is_note(block: &Block) -> bool {
    block.kind == Kind::Footnote
}

fn note_of(block: &Block, pen: &Pen) -> Option<usize> {
    let key = block.note.as_deref().unwrap_or_default();
    is_note(block).then(|| pen.keys[0].get(key).copied())?
}

fn line(
    document: &Document,
    (index, block): (usize, &Block),
    remarks: &mut Remarks<'_>,
    pen: &mut Pen,
) -> Line {
    let stretch = Stretch {
        by: Vec::new(),
        document,
        text: &block.text,
        marks: &block.marks,
        atoms: &block.atoms,
        op: Op::Same,
        lit: remarks.over(Side::New, index, 0..block.length()),
        code: block.kind == Kind::Code,
    };
    let mut runs = pen.runs(&stretch);
    runs.extend(remarks.rest(Side::New, index));
    Line {
        at: Some(index),
        label: label(block, Op::Same),
        runs,
        ..Line::default()
    }
}

/// The label of a block; items that bear none have a sign for their depth.
pub(super) fn label(block: &Block, op: Op) -> Vec<Run> {
    let bullet = match (block.kind, block.ordered, block.level) {
        (Kind::ListItem, Some(true), _) => "",
        (Kind::ListItem, _, None | Some(0 | 1)) => "•",
        (Kind::ListItem, ..) => "–",
        _ => "",
    };
    let label = block.number.as_deref().unwrap_or(bullet);
    let given = (!label.is_empty()).then(|| Run::plain(label, op));
    given.into_iter().collect()
}

/// Notes that nothing refers to, as paragraphs.
pub(super) fn unreferred(notes: &mut [Note], pen: &Pen) -> Vec<Node> {
    let lost = notes.iter_mut().zip(&pen.referred);
    lost.filter(|(_, referred)| !**referred)
        .map(|(note, _)| Node::Note {
            label: note.number.clone(),
            lines: std::mem::take(&mut note.lines),
        })
        .collect()
}
