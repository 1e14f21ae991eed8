//! A text as a redline in which nothing changed, for what writes both alike.

use document::Document;
use redline::{Change, ChangeKind, Op, Redline, Segment};

/// The redline of a document that did not change.
pub(crate) fn unchanged(document: &Document) -> Redline<'_> {
    let changes = document
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| Change {
            kind: ChangeKind::Same,
            old: index..index + 1,
            new: index..index + 1,
            segments: vec![Segment {
                op: Op::Same,
                text: &block.text,
                marks: block.marks.clone(),
                old_marks: None,
                atoms: block.atoms.clone(),
                paragraph_break: false,
            }],
        });
    Redline {
        old: document,
        new: document,
        changes: changes.collect(),
    }
}
