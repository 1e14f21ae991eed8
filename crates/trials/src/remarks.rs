//! Comment tables and annotations as people send them: files to start from, and what must hold.

use document::{Block, Document, Kind};
use formats::{
    Limits,
    annotation::{self, Annotation, AnnotationError, AnnotationLimits, Collection, Quote, Target},
    placing::{Places, Sought},
    tables::{self, CommentTable, Form, Kind as RowKind, Layout, Outcome, Row, Span, TableFormat},
};

use crate::{Dice, damage, damage_package, splice};

/// A file that holds comments.
#[derive(Debug, Clone)]
pub struct Remarks {
    /// Its layout.
    pub name: String,
    /// A table, or else annotations.
    pub table: Option<TableFormat>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

const FORMATS: [TableFormat; 3] = [TableFormat::Xlsx, TableFormat::Csv, TableFormat::Docx];

/// Tables of every layout in every format, and a collection of annotations.
pub fn remarks() -> Vec<Remarks> {
    let mut all = Vec::new();
    for layout in Layout::ALL {
        for format in FORMATS {
            let bytes = tables::write(&table(layout), format).unwrap_or_default();
            all.push(Remarks {
                name: format!("{layout}.{format}"),
                table: Some(format),
                bytes,
            });
        }
    }
    all.push(Remarks {
        name: "annotations.json".to_owned(),
        table: None,
        bytes: annotations(),
    });
    all
}

/// A file and what became of it: damaged as bytes, inside where it is an archive, or with the end of
/// another.
pub fn mutate_remarks<'a>(dice: &mut Dice, all: &'a [Remarks]) -> (&'a Remarks, Vec<u8>) {
    let one = &all[dice.roll(all.len())];
    let other = &all[dice.roll(all.len())];
    let is_archive = matches!(one.table, Some(TableFormat::Xlsx | TableFormat::Docx));
    let bytes = match dice.roll(10) {
        0 => splice(dice, &one.bytes, &other.bytes),
        1..8 if is_archive => damage_package(dice, &one.bytes),
        _ => damage(dice, &one.bytes),
    };
    (one, bytes)
}

/// Whatever the bytes are: refused, or comments that can be placed and written again.
pub fn taken(format: Option<TableFormat>, bytes: &[u8]) {
    match format {
        Some(format) => taken_table(format, bytes),
        None => taken_annotations(bytes),
    }
}

fn taken_table(format: TableFormat, bytes: &[u8]) {
    let Ok(read) = tables::read(format, bytes, &Limits::default()) else {
        return;
    };
    for problem in &read.problems {
        assert!(!problem.what.is_empty() && !problem.place.is_empty());
    }
    let text = text();
    let places = Places::new(&text, Vec::new());
    for row in read.rows.iter().map(|it| &it.row) {
        let found = places.find(&Sought {
            clause: &row.clause,
            place: &row.place,
            span: row.span,
            quote: &row.quote,
            body: &row.body,
        });
        if let Some(found) = found {
            let block = &text.blocks[found.index];
            let inside = found.range.is_none_or(|it| it.end <= block.length());
            assert!(inside && found.confidence <= 100);
        }
    }
    let again = CommentTable {
        rows: read.rows.into_iter().map(|it| it.row).collect(),
        ..table(read.layout.unwrap_or(Layout::Full))
    };
    for format in FORMATS {
        let written = tables::write(&again, format);
        assert!(written.is_ok(), "{format}: {written:?}");
    }
}

fn taken_annotations(bytes: &[u8]) {
    let limits = AnnotationLimits::default();
    match annotation::read(bytes, &limits) {
        Ok(read) => {
            assert!(read.items.len() <= limits.items);
            for item in &read.items {
                let text = [&item.annotation.body, &item.annotation.proposed];
                assert!(text.iter().all(|text| text.len() <= limits.text));
            }
        }
        Err(error @ AnnotationError::TooLarge(_)) => assert!(!error.to_string().is_empty()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn table(layout: Layout) -> CommentTable {
    CommentTable {
        layout: Some(layout),
        title: "Mining and biodiversity".to_owned(),
        guideline: "mining".to_owned(),
        revision: Some(2),
        date: "2026-11-23T10:00:00Z".to_owned(),
        remark: "Pages and lines are those of the PDF of this revision.".to_owned(),
        language: "en".to_owned(),
        rows: rows(),
    }
}

fn rows() -> Vec<Row> {
    let row = |number: u32, clause: &str, quote: &str, body: &str| Row {
        number: number.to_string(),
        id: format!("c{number}"),
        form: Some(Form::Comment),
        kind: Some(RowKind::Technical),
        author: "Ana Souza".to_owned(),
        organisation: "ABNT (Brazil)".to_owned(),
        clause: clause.to_owned(),
        place: "para 1".to_owned(),
        span: Span {
            from_page: Some(number),
            from_line: Some(3),
            to_page: Some(number),
            to_line: Some(5),
        },
        quote: quote.to_owned(),
        body: body.to_owned(),
        outcome: Some(Outcome::PartlyAccepted),
        response: "See 3.1: done.".to_owned(),
        created: "2026-11-19T09:00:00Z".to_owned(),
        revision: Some(2),
        ..Row::default()
    };
    let mut change = row(3, "2 Tailings", "every month", "Faster.");
    change.form = Some(Form::Suggestion);
    change.proposed = "every week".to_owned();
    vec![
        row(
            1,
            "1 Avoid",
            "critical habitat",
            "=1+1 is \"no\" reason;\n1) one\n2) two",
        ),
        row(2, "第2章 尾矿", "应当避让", "@“应当”改为“必须”。"),
        change,
    ]
}

fn annotations() -> Vec<u8> {
    let about = Collection {
        id: "https://example.org/api/v1/guidelines/mining/annotations".to_owned(),
        label: "Mining".to_owned(),
        total: 3,
        page_size: 500,
    };
    let items: Vec<Annotation> = rows()
        .into_iter()
        .map(|row| Annotation {
            id: format!("https://example.org/api/v1/comments/{}", row.id),
            creator: row.author,
            created: row.created,
            body: row.body,
            proposed: row.proposed,
            target: Target {
                source: "https://example.org/g/mining/2?language=en".to_owned(),
                block: "p2".to_owned(),
                position: Some((3, 12)),
                quote: Some(Quote {
                    exact: row.quote,
                    ..Quote::default()
                }),
            },
            ..Annotation::default()
        })
        .collect();
    annotation::collection(&about, &items)
        .to_string()
        .into_bytes()
}

fn text() -> Document {
    let mut text = Document::default();
    for (kind, words) in [
        (Kind::Heading, "1 Avoid"),
        (
            Kind::Paragraph,
            "Operators shall avoid impacts on critical habitat.",
        ),
        (Kind::Heading, "2 Tailings"),
        (
            Kind::Paragraph,
            "Facilities shall be monitored every month.",
        ),
        (Kind::Paragraph, "矿山企业应当避让生态保护红线。"),
    ] {
        let mut block = Block::new(kind, words);
        block.level = (kind == Kind::Heading).then_some(1);
        text.blocks.push(block);
    }
    text.number_blocks();
    text
}
