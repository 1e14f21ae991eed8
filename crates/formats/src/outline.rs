//! The flat list of blocks as writers need it: tables and footnotes together.

use document::{Block, Kind};

/// Blocks that are written as one thing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Group<'a> {
    /// All cells of one table.
    Table(Vec<&'a Block>),
    /// All paragraphs of one footnote, with its key.
    Note(&'a str, Vec<&'a Block>),
    /// Any other block.
    Block(&'a Block),
}

/// Groups neighbouring blocks.
pub(crate) fn groups<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for block in blocks {
        match (groups.last_mut(), block.kind) {
            (Some(Group::Table(cells)), Kind::Cell) if same_table(cells, block) => {
                cells.push(block);
            }
            (Some(Group::Note(key, parts)), Kind::Footnote) if *key == note_key(block) => {
                parts.push(block);
            }
            (_, Kind::Cell) => groups.push(Group::Table(vec![block])),
            (_, Kind::Footnote) => groups.push(Group::Note(note_key(block), vec![block])),
            _ => groups.push(Group::Block(block)),
        }
    }
    groups
}

fn note_key(block: &Block) -> &str {
    block.note.as_deref().unwrap_or("")
}

fn same_table(cells: &[&Block], block: &Block) -> bool {
    fn name(block: &Block) -> Option<&String> {
        block.cell.as_ref().map(|cell| &cell.table)
    }
    cells
        .first()
        .is_some_and(|first| name(first) == name(block))
}

/// The rows of a table, each a list of cells, each a list of its paragraphs.
pub(crate) fn rows<'a>(cells: &[&'a Block]) -> Vec<Vec<Vec<&'a Block>>> {
    let mut rows: Vec<Vec<Vec<&Block>>> = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    for &block in cells {
        let place = block
            .cell
            .as_ref()
            .map_or((0, 0), |cell| (cell.row, cell.column));
        match (last, rows.last_mut()) {
            (Some(before), Some(row)) if before == place => {
                if let Some(cell) = row.last_mut() {
                    cell.push(block);
                }
            }
            (Some((row_before, _)), Some(row)) if row_before == place.0 => row.push(vec![block]),
            _ => rows.push(vec![vec![block]]),
        }
        last = Some(place);
    }
    rows
}
