//! A redline with remarks goes out, LibreOffice saves it again, and everything is still in its place.

use std::fs;

use document::{Block, Document, Kind, Mark, MarkKind};
use formats::{
    Imprint, Limits, MarginComment, MarginReply, Presentation, Side,
    docx::{self, Markup},
};
use redline::{Options, compare};
use serde_json::json;

use crate::{judges::cases::Case, office, real};

/// Every so many blocks there is a remark.
const EVERY: usize = 7;
const DATE: &str = "2026-11-23T12:00:00Z";

/// Remarks on words of the newer text: early in a block, with an answer each, each second one decided.
fn remarks(document: &Document) -> Vec<MarginComment> {
    let blocks = document.blocks.iter().enumerate().step_by(EVERY);
    let body = blocks.filter(|(_, block)| block.kind != Kind::Footnote);
    let long_enough = body.filter(|(_, block)| block.length() > 12);
    let remarks = long_enough
        .enumerate()
        .map(|(count, (at, block))| MarginComment {
            id: format!("c{at}"),
            author: "Wei Chen".to_owned(),
            initials: "WC".to_owned(),
            date: DATE.to_owned(),
            side: Side::New,
            block: at,
            block_id: block.id.clone(),
            start: 2,
            end: 10,
            body: format!("Remark {at}: 请说明理由。"),
            replies: vec![MarginReply {
                id: format!("r{at}"),
                author: "Ana Souza".to_owned(),
                initials: "AS".to_owned(),
                date: "2026-11-23T13:00:00Z".to_owned(),
                body: format!("Answer {at}."),
                ..MarginReply::default()
            }],
            resolved: count % 2 == 1,
            ..MarginComment::default()
        });
    remarks.collect()
}

fn written((_, old, new): &Case, notes: &[MarginComment]) -> Vec<u8> {
    let presentation = Presentation {
        author: "Understory".to_owned(),
        date: DATE.to_owned(),
        notes: notes.to_vec(),
        imprint: Imprint {
            guideline: "mining".to_owned(),
            language: "en".to_owned(),
            revision: Some(2),
            compared_with: Some(1),
            address: String::new(),
        },
        ..Presentation::default()
    };
    let redline = compare(old, new, &Options::default());
    docx::write_redline(&redline, &presentation).unwrap()
}

fn has_all(name: &str, markup: &Markup, new: &Document, notes: &[MarginComment]) {
    assert_eq!(
        markup.imprint.as_ref().and_then(|it| it.revision),
        Some(2),
        "{name}"
    );
    // not the notes: LibreOffice 7.4 empties them as it opens a file that has remarks too
    let body = |document: &Document| -> Vec<(String, String)> {
        let body = document
            .blocks
            .iter()
            .filter(|block| block.kind != Kind::Footnote);
        body.map(|block| (block.id.as_str().to_owned(), block.text.clone()))
            .collect()
    };
    for (found, expected) in body(&markup.text).iter().zip(&body(new)) {
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(body(&markup.text).len(), body(new).len(), "{name}");
    assert!(markup.changes.is_empty(), "{name}: {:?}", markup.changes);
    for note in notes {
        let same = |body: &str| body.trim() == note.body;
        let Some(found) = markup.remarks.iter().find(|it| same(&it.body)) else {
            panic!("{name}: {:?} is lost", note.body);
        };
        let place = found.place.as_ref().unwrap();
        assert_eq!(
            (place.block, place.start, place.end),
            (note.block, note.start, note.end),
            "{name}"
        );
        assert_eq!(
            (&found.author, found.date.as_deref()),
            (&note.author, Some(DATE)),
            "{name}"
        );
        let answered = found
            .replies
            .iter()
            .any(|reply| reply.body.trim() == note.replies[0].body);
        let beside = markup
            .remarks
            .iter()
            .any(|it| it.body.trim() == note.replies[0].body);
        assert!(
            answered || beside,
            "{name}: the answer to {:?} is lost",
            note.body
        );
    }
}

#[test]
#[ignore = "make test-word runs it"]
fn remarks_survive_libreoffice() {
    if !office::is_there() {
        return;
    }
    let folder = office::folder("returning");
    let cases = real::sample();
    let mut jobs = Vec::new();
    for case in &cases {
        let (file, to) = (
            folder.join(format!("{}.docx", case.0)),
            folder.join(format!("{} saved.docx", case.0)),
        );
        fs::write(&file, written(case, &remarks(&case.2))).unwrap();
        jobs.push(json!({"do": "save", "file": file, "to": to}));
    }
    for (answer, case) in office::ask(&jobs).iter().zip(&cases) {
        assert_eq!(answer.error, None, "{}", case.0);
        let bytes = fs::read(folder.join(format!("{} saved.docx", case.0))).unwrap();
        let markup = docx::read_markup(&bytes, &Limits::default()).unwrap();
        has_all(&case.0, &markup, &case.2, &remarks(&case.2));
    }
    println!(
        "LibreOffice kept the remarks and ids of {} redlines",
        cases.len()
    );
}

#[test]
#[ignore = "make test-word runs it"]
fn addresses_that_are_not_linked_survive_libreoffice() {
    if !office::is_there() {
        return;
    }
    let lead = |href: &str| {
        let mut block = Block::new(Kind::Paragraph, "look here now");
        let (href, title) = (href.to_owned(), Some("a tip".to_owned()));
        let kind = MarkKind::Link { href, title };
        let (start, end) = (5, 9);
        block.marks = vec![Mark { start, end, kind }];
        block
    };
    let hrefs = [
        "javascript:a",
        "file:///b c",
        "{{page.url}}",
        "../annex.html",
    ];
    let mut document = Document {
        blocks: hrefs.map(lead).to_vec(),
        ..Document::default()
    };
    document.number_blocks();
    let folder = office::folder("addresses");
    let (file, to) = (folder.join("a.docx"), folder.join("a saved.docx"));
    fs::write(
        &file,
        docx::write(&document, &Presentation::default()).unwrap(),
    )
    .unwrap();
    let answers = office::ask(&[json!({"do": "save", "file": file, "to": to})]);
    assert_eq!(answers[0].error, None);
    let saved = docx::read(&fs::read(to).unwrap(), &Limits::default()).unwrap();
    for (found, expected) in saved.document.blocks.iter().zip(&document.blocks) {
        assert_eq!(found.marks, expected.marks);
    }
}

/// What a reviewer did in LibreOffice (`review.py` made the file), change by change.
#[test]
fn a_text_reviewed_in_libreoffice_comes_back() {
    let bytes = include_bytes!("reviewed-en.docx");
    let markup = docx::read_markup(bytes, &Limits::default()).unwrap();
    let changed = |words: &str| {
        let mut changes = markup
            .changes
            .iter()
            .flat_map(|change| &change.replacements);
        let found = changes.find(|it| it.blocks.iter().any(|block| block.text.contains(words)));
        found.unwrap_or_else(|| panic!("{words:?} is in no change"))
    };
    let edited = |words: &str| {
        let found = changed(words);
        let before = &markup.text.blocks[found.old.start];
        assert_eq!((found.old.len(), found.blocks.len()), (1, 1), "{words}");
        assert_eq!(found.blocks[0].id, before.id, "{words}");
        assert!(!before.text.contains(words), "{words}");
    };
    edited("outside the footprint of the project");
    edited("Plug all boreholes");
    let added = changed("degraded habitat: area that has lost");
    assert!(
        added
            .blocks
            .iter()
            .any(|block| block.id.as_str().is_empty())
    );
    let mut replacements = markup
        .changes
        .iter()
        .flat_map(|change| &change.replacements);
    let gone = replacements.any(|it| {
        let before = &markup.text.blocks[it.old.clone()];
        let after: Vec<&str> = it.blocks.iter().map(|block| block.text.as_str()).collect();
        before
            .iter()
            .any(|block| block.text.starts_with("residual impact: "))
            && !after.concat().contains("residual impact: ")
    });
    assert!(gone, "the deleted paragraph");
}
