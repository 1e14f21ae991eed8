//! What the tests share: poppler, and the sample guideline.

use std::{fs, path::Path, process::Command};

use document::{Block, Document, Kind};
use formats::{Limits, MarginComment, MarginReply, Presentation, markdown};

/// What a poppler program says of a PDF; none where it is not there. Where the whole suite must run
/// (`CI=true`), it has to be.
pub(crate) fn poppler(program: &str, options: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("it.pdf");
    fs::write(&file, pdf).unwrap();
    let mut command = Command::new(program);
    command.args(options).arg(&file);
    if program == "pdftotext" {
        command.arg("-");
    }
    let Ok(output) = command.output() else {
        let must = std::env::var("CI").as_deref() == Ok("true");
        assert!(!must, "{program} is missing: apt-get install poppler-utils");
        println!("SKIPPED: {program} is missing: apt-get install poppler-utils");
        return None;
    };
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    // What poppler 22 says of any file marked as tagged without suspects.
    let harmless = |line: &&str| line.contains("Suspects object is wrong type");
    let errors = complaint
        .lines()
        .filter(|line| line.contains("Error") && !harmless(line));
    assert!(
        output.status.success() && errors.count() == 0,
        "{complaint}"
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

/// A revision of the sample guideline.
pub(crate) fn sample(language: &str, number: u32) -> Document {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/sample");
    let path = folder.join(format!("{language}/revision-{number}.md"));
    let reading = markdown::read(&fs::read(path).unwrap(), &Limits::default());
    reading.unwrap().document
}

/// Whether this machine can write Chinese. Where the whole suite must run, it has to.
pub(crate) fn has_chinese() -> bool {
    let text = document("zh", vec![Block::new(Kind::Paragraph, "尾矿库")]);
    let there = formats::pdf::write(&text, &Presentation::default()).is_ok();
    let must = std::env::var("CI").as_deref() == Ok("true");
    assert!(
        there || !must,
        "no Chinese font: apt-get install fonts-noto-cjk"
    );
    if !there {
        println!("SKIPPED: no Chinese font: apt-get install fonts-noto-cjk");
    }
    there
}

/// A document of these blocks.
pub(crate) fn document(language: &str, blocks: Vec<Block>) -> Document {
    let mut document = Document {
        title: "Guidelines".to_owned(),
        language: language.to_owned(),
        blocks,
        ..Document::default()
    };
    document.number_blocks();
    document
}

/// A presentation as the server makes them.
pub(crate) fn presentation() -> Presentation {
    Presentation {
        author: "Ana Souza".to_owned(),
        date: "2026-11-23T15:00:00Z".to_owned(),
        old_label: "Revision 1".to_owned(),
        new_label: "Revision 2".to_owned(),
        ..Presentation::default()
    }
}

/// A remark on this range with one answer.
pub(crate) fn remark(block: usize, start: usize, end: usize, body: &str) -> MarginComment {
    MarginComment {
        id: format!("c{block}-{start}"),
        author: "李雷 Li Lei".to_owned(),
        organisation: "Field Station".to_owned(),
        date: "2026-11-20T08:00:00Z".to_owned(),
        block,
        start,
        end,
        body: body.to_owned(),
        replies: vec![MarginReply {
            author: "Ana Souza".to_owned(),
            organisation: "Secretariat".to_owned(),
            date: "2026-11-21T08:00:00Z".to_owned(),
            body: "Answered here.".to_owned(),
            ..MarginReply::default()
        }],
        resolved: true,
        ..MarginComment::default()
    }
}

/// Only letters and digits: what no line break, hyphen or space between scripts can touch.
pub(crate) fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// Where a piece of text stands, whole or in two pieces with the notes of a page between them.
pub(crate) fn find(text: &str, start: usize, wanted: &str) -> Option<usize> {
    const NOTES: usize = 2_000;
    let whole = text[start..].find(wanted).map(|at| start + at);
    let in_two = |cut: usize| {
        let (head, tail) = wanted.split_at(cut);
        let mut heads = text[start..].match_indices(head);
        heads.find_map(|(at, _)| {
            let behind = start + at + head.len();
            let gap = text[behind..].find(tail)?;
            (gap < NOTES).then_some(start + at)
        })
    };
    let mut cuts = wanted.char_indices().map(|(at, _)| at).skip(1);
    whole.or_else(|| cuts.find_map(in_two))
}
