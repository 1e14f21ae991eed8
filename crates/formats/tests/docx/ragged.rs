//! Tables whose rows, spans and merges contradict each other.

use std::collections::HashSet;

use document::{Cell, Document};
use formats::{
    Presentation,
    docx::{self, View},
};
use proptest::{collection::vec, prelude::*};
use redline::{Options, compare};

use crate::{
    redlines::{like, presentation, read_as},
    support::*,
    validity, words,
};

fn cell(properties: &str, text: &str) -> String {
    let text = match text {
        "" => String::new(),
        text => format!("<w:r><w:t>{text}</w:t></w:r>"),
    };
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{text}</w:p></w:tc>")
}

fn row(before: u32, cells: &[String]) -> String {
    let before = match before {
        0 => String::new(),
        columns => format!("<w:trPr><w:gridBefore w:val=\"{columns}\"/></w:trPr>"),
    };
    format!("<w:tr>{before}{}</w:tr>", cells.concat())
}

fn table_of(rows: &[String]) -> Vec<u8> {
    let grid = "<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>";
    with_body(&format!("<w:tbl>{grid}{}</w:tbl>", rows.concat()), &[])
}

/// No place is two cells', and no row is empty.
fn assert_apart(document: &Document) {
    let mut places = HashSet::new();
    let mut cells: Vec<&Cell> = document
        .blocks
        .iter()
        .filter_map(|it| it.cell.as_ref())
        .collect();
    cells.dedup();
    let mut rows = HashSet::new();
    for cell in &cells {
        for row in cell.row..cell.row + cell.row_span {
            rows.insert(row);
            for column in cell.column..cell.column + cell.column_span {
                assert!(
                    places.insert((row, column)),
                    "{row}/{column} twice in {cells:?}"
                );
            }
        }
    }
    let count = u32::try_from(rows.len()).unwrap();
    assert_eq!(rows, (0..count).collect());
}

fn check(name: &str, bytes: &[u8]) -> Document {
    let reading = read(bytes);
    words::check(name, bytes, &reading);
    let document = reading.document;
    assert_apart(&document);
    let written = docx::write(&document, &Presentation::default()).unwrap();
    assert_eq!(validity::wrong(&written), Vec::<String>::new(), "{name}");
    assert_eq!(read(&written).document, document, "{name}");
    document
}

fn check_redline(old: &Document, new: &Document) {
    let redline = compare(old, new, &Options::default());
    let bytes = docx::write_redline(&redline, &presentation()).unwrap();
    assert_eq!(validity::wrong(&bytes), Vec::<String>::new());
    assert_eq!(like(read_as(&bytes, View::Accepted), new), *new, "accepted");
    assert_eq!(like(read_as(&bytes, View::Rejected), old), *old, "rejected");
}

const WIDE: &str = "<w:gridSpan w:val=\"2\"/>";
const START: &str = "<w:vMerge w:val=\"restart\"/>";
const MORE: &str = "<w:vMerge/>";
const WIDE_MORE: &str = "<w:gridSpan w:val=\"2\"/><w:vMerge/>";
const LEFT: &str = "<w:hMerge/>";

/// Text, row, column, and how many of both a cell spans.
fn places(rows: &[String]) -> Vec<(String, u32, u32, u32, u32)> {
    let document = check("a table", &table_of(rows));
    let cells = document.blocks.into_iter().map(|block| {
        let cell = block.cell.unwrap();
        (
            block.text,
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
        )
    });
    cells.collect()
}

fn expect(rows: &[String], wanted: &[(&str, u32, u32, u32, u32)]) {
    let found = places(rows);
    let found: Vec<_> = found
        .iter()
        .map(|it| (&*it.0, it.1, it.2, it.3, it.4))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn a_merge_ends_where_its_cells_do_not_fit() {
    // wider than what it continues, so that it would lie over the cell beside
    expect(
        &[
            row(0, &[cell(START, "tall"), cell("", "right")]),
            row(0, &[cell(WIDE_MORE, ""), cell("", "end")]),
        ],
        &[
            ("tall", 0, 0, 1, 1),
            ("right", 0, 1, 1, 1),
            ("", 1, 0, 1, 2),
            ("end", 1, 2, 1, 1),
        ],
    );
    // under a row that another cell fills
    expect(
        &[
            row(0, &[cell("", "left"), cell(START, "tall")]),
            row(0, &[cell(WIDE, "wide")]),
            row(1, &[cell(MORE, "")]),
        ],
        &[
            ("left", 0, 0, 1, 1),
            ("tall", 0, 1, 1, 1),
            ("wide", 1, 0, 1, 2),
            ("", 2, 1, 1, 1),
        ],
    );
    // with nothing above, and with a row that has no cell between
    expect(
        &[
            row(0, &[cell(MORE, "one"), cell(LEFT, "two")]),
            row(0, &[]),
            row(0, &[cell(LEFT, "three"), cell(MORE, "four")]),
        ],
        &[
            ("one", 0, 0, 1, 2),
            ("two", 0, 0, 1, 2),
            ("three", 1, 0, 1, 1),
            ("four", 1, 1, 1, 1),
        ],
    );
}

#[test]
fn text_in_a_part_of_a_merged_cell_stays_in_its_row() {
    expect(
        &[
            row(0, &[cell(START, "tall"), cell("", "a")]),
            row(0, &[cell(MORE, "hidden"), cell("", "b")]),
            row(0, &[cell(MORE, ""), cell("", "c")]),
        ],
        &[
            ("tall", 0, 0, 1, 1),
            ("a", 0, 1, 1, 1),
            ("hidden", 1, 0, 2, 1),
            ("b", 1, 1, 1, 1),
            ("c", 2, 1, 1, 1),
        ],
    );
}

#[test]
fn spans_and_rows_beyond_all_bounds() {
    let huge = "<w:gridSpan w:val=\"4000000000\"/>";
    let rows = [
        row(
            4_000_000_000,
            &[cell(huge, "one"), cell(huge, "two"), cell("", "three")],
        ),
        row(70, &[cell(huge, "four"), cell(huge, "five")]),
        row(0, &vec![cell(huge, "many"); 70]),
    ];
    let found = places(&rows);
    assert_eq!(found.len(), 75);
    let mut tall = vec![row(0, &[cell(START, "tall"), cell("", "a")])];
    tall.extend(vec![row(0, &[cell(MORE, ""), cell("", "b")]); 1200]);
    let found = places(&tall);
    assert_eq!((found[0].3, found.len()), (1000, 1203));
}

/// A row of cells: text or none, columns, merge.
fn ragged() -> impl Strategy<Value = Vec<u8>> {
    let merge = prop_oneof![
        3 => Just(""),
        2 => Just(START),
        4 => Just(MORE),
        1 => Just(LEFT),
        1 => Just("<w:hMerge w:val=\"restart\"/>"),
    ];
    let text = prop_oneof![2 => Just(String::new()), 3 => "[a-e]{1,2} [f-i]{3,5} [a-e]{2,4}"];
    let cell = (text, 0_u32..4, merge).prop_map(|(text, span, merge)| {
        let span = match span {
            0 | 1 => String::new(),
            span => format!("<w:gridSpan w:val=\"{span}\"/>"),
        };
        let (wide, other) = match merge.contains("hMerge") {
            true => (merge, ""),
            false => ("", merge),
        };
        cell(&format!("{span}{wide}{other}"), &text)
    });
    let row = (prop_oneof![4 => Just(0), 1 => 1_u32..3], vec(cell, 0..5));
    let rows = vec(
        row.prop_map(|(before, cells)| self::row(before, &cells)),
        1..7,
    );
    rows.prop_map(|rows| table_of(&rows))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn any_table_is_kept_and_compared(one in ragged(), other in ragged()) {
        let (old, mut new) = (check("one", &one), check("other", &other));
        for (index, block) in new.blocks.iter_mut().enumerate() {
            block.id = format!("n{index}").into();
        }
        if !old.blocks.is_empty() && !new.blocks.is_empty() {
            check_redline(&old, &new);
        }
    }
}
