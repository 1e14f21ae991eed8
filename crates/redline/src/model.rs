use std::ops::Range;

use document::{Atom, Block, Document, Mark};

/// What changed between two documents, both of which can be read back from it exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redline<'a> {
    /// The older document.
    pub old: &'a Document,
    /// The newer document.
    pub new: &'a Document,
    /// In reading order of the newer document, deletions where they stood.
    pub changes: Vec<Change<'a>>,
}

/// What became of one block, or of the blocks of one split or merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// What became of it.
    pub kind: ChangeKind,
    /// Indices into the older document's blocks; empty for what has no old side.
    pub old: Range<usize>,
    /// Indices into the newer document's blocks; empty for what has no new side.
    pub new: Range<usize>,
    /// The text of both sides in order. A split or merge marks paragraph ends by
    /// [`Segment::paragraph_break`].
    pub segments: Vec<Segment<'a>>,
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Text, marks, kind and level are equal; what numbering gives may differ: the label, the place
    /// in a table, the keys of notes.
    Same,
    /// The text differs.
    Edited,
    /// Only the newer document has it.
    Inserted,
    /// Only the older document has it.
    Deleted,
    /// Where a moved block stood; all its text is `Same`. Has only an old side.
    MovedFrom {
        /// Pairs the two halves.
        move_id: u32,
    },
    /// Where a moved block now stands, with what was edited on the way. Has only a new side;
    /// `Delete` segments hold what the old block had beyond it.
    MovedTo {
        /// Pairs the two halves.
        move_id: u32,
    },
    /// One old block became several adjacent new ones.
    Split,
    /// Several adjacent old blocks became one new one.
    Merged,
    /// The text is equal; marks, kind or level differ.
    Reformatted,
}

/// On which sides a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// On both.
    Same,
    /// Only on the new one.
    Insert,
    /// Only on the old one.
    Delete,
}

/// A piece of text of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<'a> {
    /// On which sides it stands.
    pub op: Op,
    /// The text; empty for a paragraph break.
    pub text: &'a str,
    /// Marks over it, counted from its start: the new ones, or the old ones of a deletion.
    pub marks: Vec<Mark>,
    /// For `Same`: the old marks where they differ from the new ones.
    pub old_marks: Option<Vec<Mark>>,
    /// The atoms among its placeholders, in order; `at` counts from the start of the segment.
    pub atoms: Vec<Atom>,
    /// A paragraph end between two blocks of one side of a split or merge: `Insert` where a split
    /// gained it, `Delete` where a merge lost it, `Same` never.
    pub paragraph_break: bool,
}

/// Figures about a redline, in Unicode scalar values; white space counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Inserted text.
    pub inserted_chars: usize,
    /// Deleted text.
    pub deleted_chars: usize,
    /// Text of moved blocks, counted once.
    pub moved_chars: usize,
    /// Runs of adjacent changed segments.
    pub hunks: usize,
    /// Changes that are not [`ChangeKind::Same`], a move counted once.
    pub blocks_changed: usize,
}

impl<'a> Redline<'a> {
    /// The older blocks of a change.
    pub fn old_blocks(&self, change: &Change<'a>) -> &'a [Block] {
        &self.old.blocks[change.old.clone()]
    }

    /// The newer blocks of a change.
    pub fn new_blocks(&self, change: &Change<'a>) -> &'a [Block] {
        &self.new.blocks[change.new.clone()]
    }

    /// Whether anything that a reader can see differs, labels included.
    pub fn is_empty(&self) -> bool {
        self.changes
            .iter()
            .all(|change| change.kind == ChangeKind::Same && self.relabelled(change).is_none())
    }

    /// The old and the new label of a block that was renumbered in place.
    pub fn relabelled(&self, change: &Change<'a>) -> Option<(Option<&'a str>, Option<&'a str>)> {
        let old = self.old_blocks(change).first()?.number.as_deref();
        let new = self.new_blocks(change).first()?.number.as_deref();
        (old != new).then_some((old, new))
    }
}
