//! Spreadsheets that want something else than to be read.

use std::fmt::Write;

use formats::{
    Limits,
    tables::{CommentTable, Layout, Row, TableError, TableFormat, write},
};

use crate::support::{sheet, sheet_of, table, take};

#[track_caller]
fn refused(format: TableFormat, bytes: &[u8], part: &str) {
    let error = take(format, bytes).unwrap_err().to_string();
    assert!(error.contains(part), "{error:?} should name {part:?}");
}

#[test]
fn nothing_that_is_written_is_a_formula() {
    let table = table(Layout::Full, "en");
    let csv = String::from_utf8(write(&table, TableFormat::Csv).unwrap()).unwrap();
    for line in csv
        .trim_start_matches('\u{FEFF}')
        .split("\r\n")
        .filter(|it| !it.is_empty())
    {
        for cell in line.split(',') {
            let bare = cell.trim_start_matches('"');
            assert!(!bare.starts_with(['=', '+', '@', '\t']), "{cell}");
        }
    }
    assert!(csv.contains("'=cmd|' /C calc'!A0"));
    let xlsx = write(&table, TableFormat::Xlsx).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(xlsx)).unwrap();
    let mut sheet = String::new();
    let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut sheet).unwrap();
    assert!(!sheet.contains("<f"), "a formula");
    assert!(!sheet.contains("hyperlink"), "a link");
}

#[test]
fn formulas_are_not_computed() {
    let cells = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>No</v></c><c r=\"B1\" t=\"str\"><v>Comment</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><f>1+1</f><v>2</v></c>\
        <c r=\"B2\" t=\"str\"><f>cmd|'/C calc'!A0</f><v>looks harmless</v></c></row></sheetData>";
    let links = (
        "xl/externalLinks/externalLink1.xml",
        "<externalLink><ddeLink/></externalLink>",
    );
    let table = take(TableFormat::Xlsx, &sheet_of(cells, &[links])).unwrap();
    assert_eq!(table.rows[0].row.number, "2");
    assert_eq!(table.rows[0].row.body, "looks harmless");
    let what: Vec<&str> = table.problems.iter().map(|it| it.what.as_str()).collect();
    assert!(
        what.iter()
            .any(|it| it.contains("2 formulas, the first in A of row 2")),
        "{what:?}"
    );
    assert!(
        what.iter().any(|it| it.contains("links to other files")),
        "{what:?}"
    );
}

#[test]
fn other_kinds_of_spreadsheets_are_refused_in_words() {
    let old = [
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
        &[0; 600],
    ]
    .concat();
    refused(TableFormat::Xlsx, &old, "encrypted or in an old format");
    refused(TableFormat::Docx, &old, "encrypted or in an old format");
    let macros = sheet_of("<sheetData/>", &[("xl/vbaProject.bin", "x")]);
    refused(TableFormat::Xlsx, &macros, "macros");
    let binary = sheet_of("<sheetData/>", &[("xl/workbook.bin", "x")]);
    refused(TableFormat::Xlsx, &binary, ".xlsb");
    let open = sheet_of("<sheetData/>", &[("content.xml", "x")]);
    refused(TableFormat::Xlsx, &open, "OpenDocument");
    refused(TableFormat::Xlsx, b"PK", "cut off");
    refused(TableFormat::Xlsx, b"No,Comment", "not a zip");
    refused(TableFormat::Csv, b"", "empty");
    refused(TableFormat::Csv, b"\0\0\0\0\0\x01\x02", "binary");
    refused(TableFormat::Csv, b"a,b\n1,2\n", "no comment table");
    refused(
        TableFormat::Xlsx,
        &sheet(&[&["weather", "sun"]], ""),
        "no comment table",
    );
}

fn many_rows(count: usize, row: &str) -> Vec<u8> {
    let mut data = String::from(
        "<sheetData><row><c t=\"str\"><v>No</v></c><c t=\"str\"><v>Comment</v></c></row>",
    );
    for number in 2..count {
        let _ = write!(data, "<row r=\"{number}\">{row}</row>");
    }
    data.push_str("</sheetData>");
    sheet_of(&data, &[])
}

#[test]
fn a_million_rows() {
    let said = many_rows(20_100, "<c><v>1</v></c><c t=\"str\"><v>x</v></c>");
    refused(TableFormat::Xlsx, &said, "more than 20000 rows");
    // rows that only have a look are no rows; what repeats like this is a bomb or near it
    match take(TableFormat::Xlsx, &many_rows(1_000_000, "<c s=\"1\"/>")) {
        Ok(table) => assert_eq!(table.rows, []),
        Err(error) => assert!(matches!(error, TableError::TooLarge(_)), "{error}"),
    }
    let csv = format!("No,Comment\n{}", "1,x\n".repeat(20_001));
    refused(TableFormat::Csv, csv.as_bytes(), "more than 20000 rows");
}

#[test]
fn one_text_in_many_cells_counts_in_each() {
    let text = "x".repeat(90_000);
    let strings = format!(
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>{text}</t></si></sst>"
    );
    let mut data = String::from(
        "<sheetData><row><c t=\"str\"><v>No</v></c><c t=\"str\"><v>Comment</v></c></row>",
    );
    for _ in 0..2000 {
        data.push_str("<row><c><v>1</v></c><c t=\"s\"><v>0</v></c></row>");
    }
    data.push_str("</sheetData>");
    let bytes = sheet_of(&data, &[("xl/sharedStrings.xml", &strings)]);
    refused(TableFormat::Xlsx, &bytes, "hold more than");
}

#[test]
fn a_sheet_that_claims_to_span_everything() {
    let cells = "<dimension ref=\"A1:XFD1048576\"/><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"str\"><v>No</v></c><c r=\"B1\" t=\"str\"><v>Comment</v></c></row>\
        <row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c><c r=\"B1048576\" t=\"str\"><v>far down</v></c>\
        <c r=\"XFD1048576\"><v>7</v></c></row>\
        <row r=\"99999999999999999999\"><c r=\"ZZZZZZZZ1\"><v>1</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    let table = take(TableFormat::Xlsx, &sheet_of(cells, &[])).unwrap();
    assert_eq!(table.rows[0].at, 1_048_576);
    assert!(
        table
            .problems
            .iter()
            .any(|it| it.what.contains("256th column"))
    );
}

#[test]
fn bombs_do_not_go_off() {
    let zeros = format!("<sheetData>{}</sheetData>", " ".repeat(60 << 20));
    refused(TableFormat::Xlsx, &sheet_of(&zeros, &[]), "unpack");
    let deep = format!("<sheetData>{}", "<row>".repeat(100_000));
    refused(TableFormat::Xlsx, &sheet_of(&deep, &[]), "deep");
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>";
    let bytes = sheet_of("<sheetData/>", &[("xl/sharedStrings.xml", entities)]);
    refused(TableFormat::Xlsx, &bytes, "document type");
    let limits = Limits {
        entries: 3,
        ..Limits::default()
    };
    let many = sheet(&[&["No", "Comment"]], "");
    assert!(formats::tables::read(TableFormat::Xlsx, &many, &limits).is_err());
}

/// Whatever is done to a good file: an answer, or a refusal in words.
#[test]
fn damaged_files_are_answered() {
    let table = CommentTable {
        layout: Some(Layout::Iso),
        rows: vec![Row {
            body: "Say what a net gain is.".into(),
            clause: "4.2".into(),
            ..Row::default()
        }],
        ..CommentTable::default()
    };
    for format in [TableFormat::Xlsx, TableFormat::Csv, TableFormat::Docx] {
        let bytes = write(&table, format).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 150 + 1) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            let _ = take(format, &damaged);
            let _ = take(format, &bytes[..at]);
        }
    }
}
