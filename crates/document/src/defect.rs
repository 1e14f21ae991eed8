use crate::{Block, BlockId, Kind, MarkKind, PLACEHOLDER};

/// In what a document is not well formed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// Two blocks share an id.
    #[error("block {0}: the id stands twice")]
    RepeatedId(BlockId),
    /// A mark is empty or reaches beyond the text.
    #[error("block {0}: a mark lies outside the text")]
    MarkOutside(BlockId),
    /// A placeholder stands for nothing, or an atom has no placeholder.
    #[error("block {0}: placeholders and atoms do not match")]
    Placeholder(BlockId),
    /// A cell without a place in a table, or a place on something else.
    #[error("block {0}: a cell needs a place in a table, and only a cell has one")]
    CellPlace(BlockId),
    /// A heading without a depth from 1 to 9, or any other block of depth 0.
    #[error("block {0}: its level is none that a {kind} has", kind = .1.name())]
    Level(BlockId, Kind),
    /// A paragraph of a note that names no note, or another block that does.
    #[error("block {0}: a paragraph of a note names its note, and only it does")]
    NoteKey(BlockId),
    /// A thematic break with text.
    #[error("block {0}: a rule has no text")]
    RuleText(BlockId),
}

pub(crate) fn of_block(block: &Block) -> Vec<Defect> {
    let mut defects = Vec::new();
    let length = block.length();
    if block
        .marks
        .iter()
        .any(|mark| mark.start >= mark.end || mark.end > length)
    {
        defects.push(Defect::MarkOutside(block.id.clone()));
    }
    if placeholders(block) != stand_ins(block) {
        defects.push(Defect::Placeholder(block.id.clone()));
    }
    if (block.kind == Kind::Cell) != block.cell.is_some() {
        defects.push(Defect::CellPlace(block.id.clone()));
    }
    if !has_fitting_level(block) {
        defects.push(Defect::Level(block.id.clone(), block.kind));
    }
    if (block.kind == Kind::Footnote) != block.note.is_some() {
        defects.push(Defect::NoteKey(block.id.clone()));
    }
    if block.kind == Kind::Rule && !block.text.is_empty() {
        defects.push(Defect::RuleText(block.id.clone()));
    }
    defects
}

fn has_fitting_level(block: &Block) -> bool {
    match (block.kind, block.level) {
        (Kind::Heading, level) => level.is_some_and(|level| (1..=9).contains(&level)),
        (_, level) => level != Some(0),
    }
}

fn placeholders(block: &Block) -> Vec<usize> {
    block
        .text
        .chars()
        .enumerate()
        .filter_map(|(at, character)| (character == PLACEHOLDER).then_some(at))
        .collect()
}

fn stand_ins(block: &Block) -> Vec<usize> {
    let notes = block
        .marks
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Note { .. }))
        .map(|mark| mark.start);
    let mut places: Vec<usize> = block
        .atoms
        .iter()
        .map(|atom| atom.at)
        .chain(notes)
        .collect();
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Mark};

    #[test]
    fn each_defect_is_found() {
        let mut stray = Block::new(Kind::Paragraph, "a\u{FFFC}");
        stray.id = "b1".into();
        let mut outside = Block::new(Kind::Cell, "text");
        outside.id = "b1".into();
        outside.marks = vec![Mark {
            start: 2,
            end: 9,
            kind: MarkKind::Strong,
        }];
        let of = |kind, text: &str| {
            let mut block = Block::new(kind, text);
            block.id = format!("{}-{text}", block.kind.name()).into();
            block
        };
        let mut deep = of(Kind::Heading, "deep");
        deep.level = Some(10);
        let mut flat = of(Kind::ListItem, "flat");
        flat.level = Some(0);
        let mut named = of(Kind::Paragraph, "named");
        named.note = Some("1".to_owned());
        let more = [
            deep,
            of(Kind::Heading, ""),
            flat,
            named,
            of(Kind::Footnote, ""),
            of(Kind::Rule, "x"),
        ];
        let document = Document {
            blocks: [vec![stray, outside], more.to_vec()].concat(),
            ..Document::default()
        };
        let id = || BlockId::from("b1");
        assert_eq!(
            document.defects(),
            [
                Defect::Placeholder(id()),
                Defect::RepeatedId(id()),
                Defect::MarkOutside(id()),
                Defect::CellPlace(id()),
                Defect::Level("heading-deep".into(), Kind::Heading),
                Defect::Level("heading-".into(), Kind::Heading),
                Defect::Level("list_item-flat".into(), Kind::ListItem),
                Defect::NoteKey("paragraph-named".into()),
                Defect::NoteKey("footnote-".into()),
                Defect::RuleText("rule-x".into()),
            ]
        );
    }
}
