use document::{Block, BlockId, Kind, MarkKind, PLACEHOLDER, normalise_marks};
use serde::{Deserialize, Serialize};

/// One place of a suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Adjacent blocks of the revision, in order; none where something is only added.
    pub blocks: Vec<BlockId>,
    /// Behind which block the proposal stands when it takes no block's place; none: at the start.
    pub after: Option<BlockId>,
    /// What stands there instead. A block that lives on keeps its id, a new one has an empty id.
    pub proposal: Vec<Block>,
}

/// The block without what makes it ill formed, so that no proposal can spoil a text.
pub(crate) fn mended(block: &Block) -> Block {
    let mut block = block.clone();
    let length = block.length();
    normalise_marks(&mut block.marks, length);
    if stand_ins(&block) != placeholders(&block) {
        match_placeholders(&mut block);
    }
    match (block.kind, &block.cell) {
        (Kind::Cell, None) => block.kind = Kind::Paragraph,
        (Kind::Cell, Some(_)) | (_, None) => {}
        (_, Some(_)) => block.cell = None,
    }
    block
}

fn placeholders(block: &Block) -> Vec<usize> {
    let characters = block.text.chars().enumerate();
    let here = characters.filter(|(_, character)| *character == PLACEHOLDER);
    here.map(|(at, _)| at).collect()
}

fn stand_ins(block: &Block) -> Vec<usize> {
    let atoms = block.atoms.iter().map(|atom| atom.at);
    let notes = block.marks.iter();
    let notes = notes.filter(|mark| matches!(mark.kind, MarkKind::Note { .. }));
    let mut places: Vec<usize> = atoms.chain(notes.map(|mark| mark.start)).collect();
    places.sort_unstable();
    places
}

/// Keeps one thing for each placeholder; a placeholder for nothing becomes a space, so that offsets
/// stay.
fn match_placeholders(block: &mut Block) {
    let mut free = placeholders(block);
    let mut take = |at: usize| {
        let found = free.iter().position(|place| *place == at);
        found.map(|index| free.remove(index)).is_some()
    };
    block.atoms.retain(|atom| take(atom.at));
    let is_note = |kind: &MarkKind| matches!(kind, MarkKind::Note { .. });
    block
        .marks
        .retain(|mark| !is_note(&mark.kind) || take(mark.start));
    let characters = block.text.chars().enumerate();
    let blanked =
        characters.map(|(at, character)| if free.contains(&at) { ' ' } else { character });
    block.text = blanked.collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::{Atom, AtomKind, Cell, Document, Mark};

    fn defective() -> Block {
        let mark = |start, end, kind| Mark { start, end, kind };
        let note = || MarkKind::Note {
            note: "1".to_owned(),
        };
        let picture = |at| Atom {
            at,
            kind: AtomKind::RemoteImage {
                href: "a.png".to_owned(),
            },
            alt: String::new(),
        };
        Block {
            marks: vec![
                mark(5, 2, MarkKind::Strong),
                mark(1, 99, MarkKind::Strong),
                mark(1, 2, note()),
            ],
            atoms: vec![picture(1), picture(7)],
            cell: Some(Cell {
                table: "t1".to_owned(),
                row: 0,
                column: 0,
                row_span: 1,
                column_span: 1,
                header: false,
            }),
            ..Block::new(Kind::Paragraph, "a\u{FFFC} b\u{FFFC}")
        }
    }

    #[test]
    fn what_is_ill_formed_is_mended() {
        let block = mended(&defective());
        assert_eq!(block.text, "a\u{FFFC} b ");
        assert_eq!((block.marks.len(), block.atoms.len()), (1, 1));
        assert_eq!(mended(&block), block);
        let document = Document {
            blocks: vec![block],
            ..Document::default()
        };
        assert_eq!(document.defects(), []);
    }
}
