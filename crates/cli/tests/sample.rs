//! The sample guideline is one text in two formats and two languages.

use std::{fs, path::PathBuf};

use formats::{Format, Limits, read};
use redline::{ChangeKind, Options, compare};

const LANGUAGES: [&str; 2] = ["en", "zh"];
const REVISIONS: [u32; 3] = [1, 2, 3];

fn sample(language: &str, number: u32, format: Format) -> document::Document {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("sample")
        .join(language)
        .join(format!("revision-{number}.{format}"));
    let bytes = fs::read(&path).expect("a file of the sample");
    let reading = read(format, &bytes, &Limits::default()).expect("a readable one");
    assert_eq!(reading.problems, [], "{}", path.display());
    reading.document
}

#[test]
fn word_and_markdown_hold_the_same_text() {
    for language in LANGUAGES {
        for number in REVISIONS {
            let markdown = sample(language, number, Format::Markdown);
            let word = sample(language, number, Format::Docx);
            assert_eq!(word, markdown, "{language} {number}");
        }
    }
}

#[test]
fn both_languages_have_the_same_structure() {
    for number in REVISIONS {
        let [english, chinese] =
            LANGUAGES.map(|language| sample(language, number, Format::Markdown));
        let shape = |document: &document::Document| -> Vec<_> {
            let blocks = document.blocks.iter();
            blocks
                .map(|block| (block.kind, block.level, block.cell.clone()))
                .collect()
        };
        assert_eq!(shape(&english), shape(&chinese), "revision {number}");
        assert!(english.blocks.len() >= 90);
    }
}

#[test]
fn the_edits_are_those_that_editors_make() {
    for language in LANGUAGES {
        let [first, second, third] =
            REVISIONS.map(|number| sample(language, number, Format::Markdown));
        let mut kinds = kinds(&first, &second);
        kinds.extend(self::kinds(&second, &third));
        for expected in ["edited", "inserted", "deleted", "moved", "split", "merged"] {
            assert!(
                kinds.contains(&expected),
                "{language}: nothing was {expected}"
            );
        }
    }
}

fn kinds(old: &document::Document, new: &document::Document) -> Vec<&'static str> {
    let redline = compare(old, new, &Options::default());
    assert_eq!(redline.new_texts().concat(), texts(new));
    assert_eq!(redline.old_texts().concat(), texts(old));
    redline
        .changes
        .iter()
        .map(|change| name(change.kind))
        .collect()
}

fn texts(document: &document::Document) -> String {
    document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect()
}

fn name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Same => "same",
        ChangeKind::Edited => "edited",
        ChangeKind::Inserted => "inserted",
        ChangeKind::Deleted => "deleted",
        ChangeKind::MovedFrom { .. } | ChangeKind::MovedTo { .. } => "moved",
        ChangeKind::Split => "split",
        ChangeKind::Merged => "merged",
        ChangeKind::Reformatted => "reformatted",
    }
}
