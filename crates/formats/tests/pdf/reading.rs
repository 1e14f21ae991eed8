//! The text, its order and its structure.

use document::{Block, Kind};
use formats::{Presentation, WriteError, pdf};

use crate::support::{document, find, has_chinese, letters, poppler, presentation, sample};

/// The text of the pages without their margins, where line numbers, heads and feet stand.
const INNER: [&str; 10] = [
    "-x", "80", "-y", "75", "-W", "460", "-H", "690", "-raw", "-nopgbrk",
];

/// Every word of every block stands on the pages, in order; notes stand at the feet of pages, so they
/// are looked for apart.
fn check_words(language: &str, number: u32) {
    let sample = sample(language, number);
    let bytes = pdf::write(&sample, &presentation()).unwrap();
    let Some(found) = poppler("pdftotext", &INNER, &bytes) else {
        return;
    };
    let found = letters(&found);
    let mut from = 0;
    for block in &sample.blocks {
        let note = block.kind == Kind::Footnote;
        for sentence in block.text.split(['\u{FFFC}', '\n', '.', '。', ';', '；']) {
            let wanted = letters(sentence);
            let start = if note { 0 } else { from };
            let at = find(&found, start, &wanted);
            let at = at.unwrap_or_else(|| panic!("{language} {number}: lost {sentence:?}"));
            from = if note { from } else { at };
        }
    }
}

#[test]
fn every_word_of_the_english_sample_is_there_in_order() {
    check_words("en", 2);
    check_words("en", 3);
}

#[test]
fn every_word_of_the_chinese_sample_is_there_in_order() {
    if has_chinese() {
        check_words("zh", 2);
        check_words("zh", 3);
    }
}

#[test]
fn portuguese_words_are_whole() {
    let text = "A recuperação ambiental da barragem de rejeitos será acompanhada por instituições \
                independentes, com participação das comunidades; não haverá exceções."
        .repeat(3);
    let text = document("pt-BR", vec![Block::new(Kind::Paragraph, text)]);
    let bytes = pdf::write(&text, &presentation()).unwrap();
    if let Some(found) = poppler("pdftotext", &INNER, &bytes) {
        assert!(letters(&found).contains(&letters(&text.blocks[0].text)));
    }
    let front = ["-l", "1"];
    if let Some(front) = poppler("pdftotext", &front, &bytes) {
        assert!(front.contains("Como ler este documento"), "{front}");
        assert!(front.contains("Português"), "{front}");
    }
}

#[test]
fn programs_are_told_what_it_is() {
    let bytes = pdf::write(&sample("en", 2), &presentation()).unwrap();
    let Some(told) = poppler("pdfinfo", &["-isodates"], &bytes) else {
        return;
    };
    let line = |name: &str| {
        let line = told.lines().find(|line| line.starts_with(name));
        line.unwrap_or_default()[name.len()..].trim().to_owned()
    };
    assert!(
        line("Title:").starts_with("Guidelines for Biodiversity"),
        "{told}"
    );
    assert_eq!(line("Author:"), "Ana Souza");
    assert_eq!(line("Creator:"), "Understory");
    assert_eq!(line("CreationDate:"), "2026-11-23T15:00:00Z");
    assert_eq!(line("Tagged:"), "yes");
    assert_eq!(line("JavaScript:"), "no");
    assert_eq!(line("Page size:"), "595.276 x 841.89 pts (A4)");
}

#[test]
fn structure_and_bookmarks_follow_the_text() {
    let sample = sample("en", 2);
    let bytes = pdf::write(&sample, &presentation()).unwrap();
    let Some(structure) = poppler("pdfinfo", &["-struct"], &bytes) else {
        return;
    };
    let headings = |level: u8| {
        let is_it = |block: &&Block| block.kind == Kind::Heading && block.level == Some(level);
        sample.blocks.iter().filter(is_it).count()
    };
    let count = |element: &str| {
        let lines = structure.lines().map(str::trim);
        lines
            .filter(|line| line.split_whitespace().next() == Some(element))
            .count()
    };
    assert_eq!(count("H1"), headings(1));
    assert_eq!(count("H2"), headings(2));
    assert!(
        count("L") > 0 && count("LI") > 0 && count("Note") > 0,
        "{structure}"
    );
    let items = sample.blocks.iter().filter(|it| it.kind == Kind::ListItem);
    assert_eq!(count("LI"), items.count());
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/Lang"), "the language is told");
    assert!(text.contains("/Outlines"), "there are bookmarks");
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let sample = sample("en", 2);
    let write = || pdf::write(&sample, &presentation()).unwrap();
    assert!(write() == write());
}

#[test]
fn a_text_that_is_too_large_is_refused_in_a_sentence() {
    let block = Block::new(Kind::Paragraph, "word ".repeat(700_000));
    let refused = pdf::write(&document("en", vec![block]), &Presentation::default());
    assert!(matches!(refused, Err(WriteError::TooLarge { .. })));
}
