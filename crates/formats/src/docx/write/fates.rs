//! What became of the pieces of a change, and of the paragraph mark at its end.

use std::collections::HashMap;

use document::{Mark, MarkKind};
use redline::{ChangeKind, Op};

use super::flow::{Fate, Paragraph, Span};

/// What the operations of a change mean for its pieces.
pub(super) struct Fates {
    same: Fate,
    insert: Fate,
    delete: Fate,
    pub(super) whole_old: Fate,
    pub(super) whole_new: Fate,
    /// It came from elsewhere: what was deleted on the way is shown there.
    arrives: bool,
}

impl Default for Fates {
    fn default() -> Self {
        Self {
            same: Fate::Same,
            insert: Fate::Inserted,
            delete: Fate::Deleted,
            whole_old: Fate::Deleted,
            whole_new: Fate::Inserted,
            arrives: false,
        }
    }
}

impl Fates {
    /// What a change of this kind means; `moves` are those that the file can show.
    pub(super) fn of_change(kind: ChangeKind, moves: &HashMap<u32, usize>) -> Self {
        match kind {
            ChangeKind::MovedFrom { move_id } if moves.contains_key(&move_id) => Self {
                whole_old: Fate::MovedFrom(move_id),
                ..Self::default()
            },
            ChangeKind::MovedTo { move_id } if moves.contains_key(&move_id) => Self {
                whole_new: Fate::MovedTo(move_id),
                same: Fate::MovedTo(move_id),
                arrives: true,
                ..Self::default()
            },
            ChangeKind::MovedTo { .. } => Self {
                same: Fate::Inserted,
                arrives: true,
                ..Self::default()
            },
            _ => Self::default(),
        }
    }

    pub(super) fn of(&self, op: Op) -> Fate {
        match op {
            Op::Same => self.same,
            Op::Insert => self.insert,
            Op::Delete => self.delete,
        }
    }

    pub(super) fn of_text(&self, op: Op) -> Option<Fate> {
        (op != Op::Delete || !self.arrives).then(|| self.of(op))
    }
}

/// A moved paragraph that ends in an edit ends with that edit: some readers take the mark for what
/// stands before it. Where a link moves, `LibreOffice` leaves a moved mark behind when it takes the move
/// back, but not an inserted one.
pub(super) fn end_of_moved(paragraph: &Paragraph<'_>) -> Fate {
    let last = paragraph.spans.last().map(|span| span.fate);
    let links = paragraph.spans.iter().any(holds_link);
    match (paragraph.end, last) {
        (Fate::MovedFrom(_), last) if links || last == Some(Fate::Deleted) => Fate::Deleted,
        (Fate::MovedTo(_), last) if links || last == Some(Fate::Inserted) => Fate::Inserted,
        (end, _) => end,
    }
}

fn holds_link(span: &Span<'_>) -> bool {
    let is_link = |mark: &Mark| matches!(mark.kind, MarkKind::Link { .. });
    let before = span.old_marks.iter().flatten();
    span.marks.iter().chain(before).any(is_link)
}

/// In a paragraph of one side no text is on both.
pub(super) fn set_whole(paragraph: &mut Paragraph<'_>) {
    let end = paragraph.end;
    for span in &mut paragraph.spans {
        if span.fate == Fate::Same {
            span.fate = end;
        }
    }
}
