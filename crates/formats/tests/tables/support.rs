//! Rows to write, and spreadsheets as people make them.

use std::io::{Cursor, Write};

use formats::{
    Limits,
    tables::{
        CommentTable, Form, Kind, Layout, Outcome, ReadTable, Reply, Row, Span, State, TableError,
        TableFormat, read,
    },
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Rows with everything that can go wrong in a cell.
pub(crate) fn rows() -> Vec<Row> {
    vec![plain(), chinese(), dangerous(), listing()]
}

fn plain() -> Row {
    Row {
        number: "1".into(),
        id: "c_01".into(),
        form: Some(Form::Comment),
        kind: Some(Kind::Technical),
        state: Some(State::Decided),
        member: "BR".into(),
        organisation: "ABNT (Brazil)".into(),
        group: "Standards body".into(),
        author: "Ana Souza".into(),
        clause: "4.2 Offsets".into(),
        place: "para 3".into(),
        span: span(4, 12, 4, 14),
        quote: "no net loss, or “better”".into(),
        body: "Say what a net gain is.\n\nIt is used, and \"never\" defined; see 3.1.".into(),
        outcome: Some(Outcome::AcceptedWithModification),
        response: "Defined in 3.1; thank you: done.".into(),
        decided_by: "Li Wei".into(),
        decided: "2026-11-23T10:00:00Z".into(),
        tags: vec!["avoid".into(), "offset, in kind".into()],
        replies: vec![
            Reply {
                author: "Li Wei (editor)".into(),
                date: "2026-11-20T09:00:00Z".into(),
                body: "Which one?\nThe second?".into(),
            },
            Reply {
                author: "Ana".into(),
                date: "2026-11-21T09:00:00Z".into(),
                body: "Yes".into(),
            },
        ],
        support: Some(12),
        satisfied: Some(false),
        answer: "Still too weak.".into(),
        created: "2026-11-19T09:00:00Z".into(),
        revision: Some(2),
        ..Row::default()
    }
}

fn chinese() -> Row {
    Row {
        number: "2".into(),
        id: "s_02".into(),
        form: Some(Form::Suggestion),
        kind: Some(Kind::Editorial),
        state: Some(State::Open),
        member: "SAC".into(),
        organisation: "中国环境科学研究院".into(),
        author: "李伟".into(),
        clause: "第四章第二节 抵消".into(),
        place: "表2".into(),
        span: span(5, 1, 6, 2),
        quote: "矿山企业应当避让尾矿库".into(),
        body: "“应当”改为“必须”，与上位法一致。".into(),
        proposed: "矿山企业必须避让尾矿库。\n第二句。".into(),
        outcome: Some(Outcome::Rejected),
        response: "与现行标准不符：见第三章。".into(),
        ..Row::default()
    }
}

fn dangerous() -> Row {
    Row {
        number: "GB-007".into(),
        id: "c_03".into(),
        form: Some(Form::Comment),
        kind: Some(Kind::General),
        state: Some(State::Proposed),
        member: "@sum".into(),
        organisation: "=HYPERLINK(\"http://x\")".into(),
        author: "-Minus".into(),
        clause: "5".into(),
        quote: "'=quoted".into(),
        body: "=cmd|' /C calc'!A0".into(),
        response: "-1 is no answer".into(),
        ..Row::default()
    }
}

fn listing() -> Row {
    Row {
        number: "4".into(),
        id: "c_04".into(),
        form: Some(Form::Comment),
        kind: Some(Kind::General),
        state: Some(State::Decided),
        member: "CH".into(),
        author: "Zoë Müller".into(),
        body: "1) One, with a tab\there\n2) Two\n- a bullet\n+ a plus, _x000D_ and 'apostrophes'"
            .into(),
        outcome: Some(Outcome::Noted),
        ..Row::default()
    }
}

pub(crate) fn span(from_page: u32, from_line: u32, to_page: u32, to_line: u32) -> Span {
    Span {
        from_page: Some(from_page),
        from_line: Some(from_line),
        to_page: Some(to_page),
        to_line: Some(to_line),
    }
}

pub(crate) fn table(layout: Layout, language: &str) -> CommentTable {
    CommentTable {
        layout: Some(layout),
        language: language.into(),
        title: "Mining & biodiversity".into(),
        guideline: "mining".into(),
        revision: Some(2),
        date: "2026-11-23T10:00:00Z".into(),
        remark: "Lines are those of the PDF.".into(),
        rows: rows(),
    }
}

pub(crate) fn take(format: TableFormat, bytes: &[u8]) -> Result<ReadTable, TableError> {
    read(format, bytes, &Limits::default())
}

/// A spreadsheet of these cells, as a program of strangers writes it; `more` goes behind the rows.
pub(crate) fn sheet(rows: &[&[&str]], more: &str) -> Vec<u8> {
    let mut data = String::new();
    for (row, number) in rows.iter().zip(1..) {
        data.push_str(&format!("<row r=\"{number}\">"));
        for (cell, column) in row.iter().zip('A'..) {
            if !cell.is_empty() {
                let text = cell.replace('&', "&amp;").replace('<', "&lt;");
                data.push_str(&format!(
                    "<c r=\"{column}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                ));
            }
        }
        data.push_str("</row>");
    }
    sheet_of(&format!("<sheetData>{data}</sheetData>{more}"), &[])
}

/// A spreadsheet with this content of its sheet, and further parts.
pub(crate) fn sheet_of(content: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{content}</worksheet>"
    );
    let mut all = vec![
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             <Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    all.extend(parts);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in all {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
