use document::{Block, Cell, Document, Kind};

use super::{
    inline::Notes,
    part::{Part, of_block},
};

/// A table as HTML without ids, for formats that cannot hold it otherwise; free of empty lines.
pub(crate) fn write(document: &Document, cells: &[&Block]) -> String {
    let notes = Notes::of(&[document]);
    let mut parts: Vec<Part> = cells
        .iter()
        .map(|block| of_block(document, block, &notes))
        .collect();
    for part in &mut parts {
        part.id.clear();
    }
    of_parts(&parts).trim_end().to_owned()
}

/// How many parts from the start are one table.
pub(super) fn extent(parts: &[Part]) -> usize {
    let name = |part: &Part| part.cell.as_ref().map(|cell| cell.table.clone());
    let first = parts.first().and_then(name);
    let same = |part: &&Part| part.kind == Kind::Cell && name(part) == first;
    parts.iter().take_while(same).count().max(1)
}

/// The cells of one table in order; parts with the same place are paragraphs of one cell.
pub(super) fn of_parts(parts: &[Part]) -> String {
    let mut out = String::from("<table>\n");
    let mut before: Option<&Cell> = None;
    let mut rest = parts;
    while let Some(cell) = rest.first().and_then(|part| part.cell.as_ref()) {
        if before.is_none_or(|before| before.row != cell.row) {
            out.push_str(row_border(before, cell));
        }
        let same = |part: &&Part| {
            part.cell
                .as_ref()
                .is_some_and(|other| place(other) == place(cell))
        };
        let taken = rest.iter().take_while(same).count();
        out.push_str(&field(cell, &rest[..taken]));
        before = Some(cell);
        rest = &rest[taken..];
    }
    let end = if before.is_some_and(|cell| cell.header) {
        "</tr>\n</thead>"
    } else {
        "</tr>\n</tbody>"
    };
    out.push_str(end);
    out.push_str("\n</table>\n");
    out
}

fn place(cell: &Cell) -> (u32, u32) {
    (cell.row, cell.column)
}

/// What ends the row before and begins the row of this cell.
fn row_border(before: Option<&Cell>, cell: &Cell) -> &'static str {
    match (before.map(|before| before.header), cell.header) {
        (None, true) => "<thead>\n<tr>\n",
        (None, false) => "<tbody>\n<tr>\n",
        (Some(true), false) => "</tr>\n</thead>\n<tbody>\n<tr>\n",
        (Some(false), true) => "</tr>\n</tbody>\n<thead>\n<tr>\n",
        _ => "</tr>\n<tr>\n",
    }
}

fn field(cell: &Cell, parts: &[Part]) -> String {
    let (name, scope) = if cell.header {
        ("th", " scope=\"col\"")
    } else {
        ("td", "")
    };
    let mut spans = String::new();
    if cell.row_span > 1 {
        spans = format!(" rowspan=\"{}\"", cell.row_span);
    }
    if cell.column_span > 1 {
        spans.push_str(&format!(" colspan=\"{}\"", cell.column_span));
    }
    match parts {
        [part] => format!(
            "<{name}{}{scope}{spans}>{}{}</{name}>\n",
            part.attributes(),
            part.content(),
            part.remarks
        ),
        several => {
            let paragraph = |part: &Part| {
                format!(
                    "<p{}>{}</p>{}",
                    part.attributes(),
                    part.content(),
                    part.remarks
                )
            };
            let inner: String = several.iter().map(paragraph).collect();
            format!("<{name}{scope}{spans}>{inner}</{name}>\n")
        }
    }
}
