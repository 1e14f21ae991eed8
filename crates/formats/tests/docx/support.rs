//! What the tests share: documents in short form, packages by hand, reading without ceremony.

use std::io::{Cursor, Read as _, Write};

use document::{Block, Document, Kind, Mark, MarkKind};
use formats::{Limits, Reading, docx};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A document of these blocks with ids b1, b2, ...
pub(crate) fn document(blocks: Vec<Block>) -> Document {
    let mut document = Document {
        title: "Guidelines".to_owned(),
        language: "en".to_owned(),
        blocks,
        ..Document::default()
    };
    document.number_blocks();
    document
}

pub(crate) fn paragraph(text: &str) -> Block {
    Block::new(Kind::Paragraph, text)
}

pub(crate) fn heading(level: u8, number: Option<&str>, text: &str) -> Block {
    Block {
        level: Some(level),
        number: number.map(String::from),
        ..Block::new(Kind::Heading, text)
    }
}

pub(crate) fn item(level: u8, number: Option<&str>, text: &str) -> Block {
    Block {
        level: Some(level),
        ordered: Some(number.is_some()),
        number: number.map(String::from),
        ..Block::new(Kind::ListItem, text)
    }
}

pub(crate) fn cell(row: u32, column: u32, text: &str) -> Block {
    Block {
        cell: Some(document::Cell {
            table: "t1".to_owned(),
            row,
            column,
            row_span: 1,
            column_span: 1,
            header: row == 0,
        }),
        ..Block::new(Kind::Cell, text)
    }
}

/// A table of one header row and further rows.
pub(crate) fn table(rows: &[&[&str]]) -> Vec<Block> {
    let cells = rows.iter().zip(0..).flat_map(|(row, at)| {
        let columns = row.iter().zip(0..);
        columns.map(move |(text, column)| cell(at, column, text))
    });
    cells.collect()
}

pub(crate) fn footnote(key: &str, text: &str) -> Block {
    Block {
        note: Some(key.to_owned()),
        ..Block::new(Kind::Footnote, text)
    }
}

pub(crate) fn mark(start: usize, end: usize, kind: MarkKind) -> Mark {
    Mark { start, end, kind }
}

pub(crate) fn marked(mut block: Block, marks: Vec<Mark>) -> Block {
    block.marks = marks;
    let length = block.length();
    document::normalise_marks(&mut block.marks, length);
    block
}

/// `[1]` in a text becomes a reference to the note with key 1.
pub(crate) fn with_notes(text: &str) -> Block {
    let mut block = paragraph("");
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let (key, after) = after.split_once(']').expect("a closing bracket");
        block.text.push_str(before);
        let at = block.length();
        let note = key.to_owned();
        block.marks.push(mark(at, at + 1, MarkKind::Note { note }));
        block.text.push('\u{FFFC}');
        rest = after;
    }
    block.text.push_str(rest);
    block
}

pub(crate) fn read(bytes: &[u8]) -> Reading {
    docx::read(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// A package of these parts.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) const NAMESPACES: &str = concat!(
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" ",
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ",
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" ",
    "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" ",
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" ",
    "xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"",
);

/// A document part around this body.
pub(crate) fn body(markup: &str) -> String {
    format!("<w:document {NAMESPACES}><w:body>{markup}<w:sectPr/></w:body></w:document>")
}

/// A package with this body and further parts beside it.
pub(crate) fn with_body(markup: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let document = body(markup);
    let mut parts = vec![("word/document.xml", document.as_str())];
    parts.extend(further);
    package(&parts)
}

/// The text of one part of a package; `None` where it has no such part.
pub(crate) fn part_of(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .ok()?
        .read_to_string(&mut text)
        .unwrap();
    Some(text)
}

/// The text of one part that a package has.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    part_of(bytes, name).unwrap_or_else(|| panic!("no {name}"))
}

/// What stands between two pieces of markup.
pub(crate) fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let (_, after) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("{from} in {text}"));
    let (inside, _) = after
        .split_once(to)
        .unwrap_or_else(|| panic!("{to} in {after}"));
    inside
}

/// The text of runs in a piece of markup, that which was deleted in brackets.
pub(crate) fn run_text(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<').skip(1) {
        let Some((tag, content)) = piece.split_once('>') else {
            continue;
        };
        match tag.split(' ').next().unwrap_or_default() {
            "w:t" => text.push_str(content),
            "w:delText" => text.extend(["[", content, "]"]),
            _ => {}
        }
    }
    text.replace("][", "")
}
