//! What is written is read back, in each layout and format.

use formats::tables::{CommentTable, Layout, Row, TableFormat, write};
use proptest::prelude::*;

use crate::support::{table, take};

const FORMATS: [TableFormat; 3] = [TableFormat::Xlsx, TableFormat::Csv, TableFormat::Docx];

#[track_caller]
fn check(table: &CommentTable, format: TableFormat) {
    let layout = table.layout.unwrap();
    let bytes = write(table, format).unwrap();
    let read = take(format, &bytes).unwrap();
    assert_eq!(read.layout, Some(layout), "{layout} {format}");
    let rows: Vec<&Row> = read.rows.iter().map(|it| &it.row).collect();
    let expect: Vec<Row> = table.rows.iter().map(|row| row.seen_in(layout)).collect();
    for (row, expect) in rows.iter().zip(&expect) {
        assert_eq!(*row, expect, "{layout} {format} {}", table.language);
    }
    assert_eq!(rows.len(), expect.len(), "{layout} {format}");
    assert_eq!(read.problems, [], "{layout} {format}");
    if format != TableFormat::Csv {
        let imprint = read.imprint.unwrap();
        assert_eq!(
            (imprint.guideline.as_str(), imprint.revision),
            ("mining", Some(2))
        );
    }
}

#[test]
fn each_layout_in_each_format_and_language() {
    for layout in Layout::ALL {
        for format in FORMATS {
            for language in ["en", "zh", "pt-BR"] {
                check(&table(layout, language), format);
            }
        }
    }
}

/// What a layout has a column for comes back as it was.
#[test]
fn the_full_layout_keeps_everything() {
    for mut row in crate::support::rows() {
        row.span = row.span.completed();
        assert_eq!(row.seen_in(Layout::Full), row);
    }
}

#[test]
fn other_layouts_keep_what_they_show() {
    let rows = crate::support::rows();
    let [comment, suggestion, ..] = &rows[..] else {
        panic!("two rows");
    };
    let ipbes = suggestion.seen_in(Layout::Ipbes);
    assert_eq!(ipbes.proposed, suggestion.proposed);
    assert_eq!(ipbes.body, suggestion.body);
    assert_eq!(ipbes.author, suggestion.author);
    assert_eq!(ipbes.organisation, suggestion.organisation);
    assert_eq!(ipbes.outcome, suggestion.outcome);
    assert_eq!(ipbes.response, suggestion.response);
    assert_eq!(ipbes.span, suggestion.span);
    let iso = comment.seen_in(Layout::Iso);
    assert_eq!((iso.member.as_str(), iso.kind), ("BR", comment.kind));
    assert_eq!((iso.span, &iso.place), (comment.span, &comment.place));
    assert_eq!(
        (iso.outcome, &iso.response),
        (comment.outcome, &comment.response)
    );
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    for format in FORMATS {
        let table = table(Layout::Iso, "en");
        let first = write(&table, format).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert!(first == write(&table, format).unwrap(), "{format}");
    }
}

#[test]
fn an_empty_table_is_a_table() {
    for format in FORMATS {
        let mut table = table(Layout::Cn, "zh");
        table.rows.clear();
        let bytes = write(&table, format).unwrap();
        let read = take(format, &bytes).unwrap();
        assert_eq!((read.layout, read.rows.len()), (Some(Layout::Cn), 0));
    }
}

/// Excel's cells hold 32,767 characters.
#[test]
fn a_text_that_no_cell_holds_is_cut_aloud() {
    let mut table = table(Layout::Iso, "en");
    table.rows[0].body = "尾𠮷 ".repeat(20_000);
    let bytes = write(&table, TableFormat::Xlsx).unwrap();
    let body = &take(TableFormat::Xlsx, &bytes).unwrap().rows[0].row.body;
    assert!(body.encode_utf16().count() <= 32_767);
    assert!(body.ends_with("cut: a cell holds no more]"));
}

/// What cuts the lines into most cells is not what stands between them.
#[test]
fn the_commas_of_a_comment_part_no_cells() {
    for layout in Layout::ALL {
        let mut table = table(layout, "en");
        table.rows = vec![Row {
            quote: "，，，，，，，，，，，，".to_owned(),
            body: "，；，；，；，；".to_owned(),
            proposed: "a\na；；；；；；；；；".to_owned(),
            ..Row::default()
        }];
        let bytes = write(&table, TableFormat::Csv).unwrap();
        let read = take(TableFormat::Csv, &bytes).unwrap();
        assert_eq!(read.rows[0].row, table.rows[0].seen_in(layout), "{layout}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 ,;\"'=+@/-]{0,20}",
        "[\\u4e00-\\u4fff，。“”（）]{0,12}",
        "[a-z\\n]{0,12}",
        "(1\\) [a-z]{1,5}\n2\\) [a-z]{1,5})?",
    ]
    .prop_map(|text| text.trim().to_owned())
}

fn row() -> impl Strategy<Value = Row> {
    (text(), text(), text(), text(), text(), 0..40_u32).prop_map(
        |(clause, quote, body, proposed, response, page)| Row {
            clause,
            quote,
            body,
            proposed,
            response,
            span: crate::support::span(page + 1, page + 2, page + 3, 9),
            ..Row::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_row_comes_back(rows in prop::collection::vec(row(), 1..5)) {
        for layout in Layout::ALL {
            for format in FORMATS {
                let mut table = table(layout, "en");
                table.rows.clone_from(&rows);
                // a row of nothing at all is no row
                table.rows.retain(|row| row.seen_in(layout) != Row::default());
                let bytes = write(&table, format).unwrap();
                let read = take(format, &bytes).unwrap();
                let found: Vec<Row> = read.rows.into_iter().map(|it| it.row).collect();
                let expect: Vec<Row> = table.rows.iter().map(|it| it.seen_in(layout)).collect();
                prop_assert_eq!(found, expect, "{} {}", layout, format);
            }
        }
    }
}
