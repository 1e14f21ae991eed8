use document::{Block, Document};

use super::{cuts::Cuts, escape::Place, line};
use crate::outline::rows;

/// A table with pipes where GitHub's syntax can hold it, else as HTML.
pub(super) fn write(document: &Document, cells: &[&Block], cuts: &Cuts<'_>) -> String {
    let rows = rows(cells);
    if is_simple(&rows) {
        return pipes(document, &rows, cuts);
    }
    cuts.frame_all(cells.len(), crate::html::table(document, cells))
}

/// One head row, one paragraph a cell, no spans, every place filled.
fn is_simple(rows: &[Vec<Vec<&Block>>]) -> bool {
    let width = rows.first().map_or(0, Vec::len);
    rows.iter().enumerate().all(|(row, fields)| {
        let plain = |(column, paragraphs): (usize, &Vec<&Block>)| match paragraphs.as_slice() {
            [block] => is_plain_cell(block, row, column),
            _ => false,
        };
        fields.len() == width && fields.iter().enumerate().all(plain)
    })
}

fn is_plain_cell(block: &Block, row: usize, column: usize) -> bool {
    block.cell.as_ref().is_some_and(|cell| {
        (cell.row as usize, cell.column as usize) == (row, column)
            && (cell.row_span, cell.column_span) == (1, 1)
            && cell.header == (row == 0)
    })
}

fn pipes(document: &Document, rows: &[Vec<Vec<&Block>>], cuts: &Cuts<'_>) -> String {
    let mut lines = Vec::new();
    for (index, fields) in rows.iter().enumerate() {
        let fields = fields.iter().flatten();
        let texts: Vec<String> = fields.map(|block| field(document, block, cuts)).collect();
        lines.push(format!("| {} |", texts.join(" | ")));
        if index == 0 {
            lines.push(format!("|{}", " --- |".repeat(texts.len())));
        }
    }
    lines.join("\n")
}

fn field(document: &Document, block: &Block, cuts: &Cuts<'_>) -> String {
    line::write(document, block, Place::cell(), cuts).replace('|', "\\|")
}
