//! Redlines: both texts, the signs of what became of them, the remarks.

use document::{Block, Kind, Mark, MarkKind};
use formats::{Credit, Presentation, Side, WriteError, pdf};
use redline::{Options, compare};

use crate::support::{document, find, letters, poppler, presentation, remark, sample};

#[test]
fn both_texts_of_the_sample_are_there() {
    let (old, new) = (sample("en", 1), sample("en", 2));
    let redline = compare(&old, &new, &Options::default());
    let bytes = pdf::write_redline(&redline, &presentation()).unwrap();
    let Some(found) = poppler(
        "pdftotext",
        &["-raw", "-x", "80", "-y", "75", "-W", "460", "-H", "690"],
        &bytes,
    ) else {
        return;
    };
    let found = letters(&found);
    for change in &redline.changes {
        for segment in &change.segments {
            for piece in segment.text.split(['\u{FFFC}', '\n', '.', ' ']) {
                let there = find(&found, 0, &letters(piece)).is_some();
                assert!(there, "lost {piece:?}");
            }
        }
    }
}

fn front(pdf: &[u8]) -> Option<String> {
    poppler("pdftotext", &["-layout", "-l", "1"], pdf)
}

#[test]
fn the_title_page_explains_the_signs() {
    let old = document("en", vec![Block::new(Kind::Paragraph, "Old words stay.")]);
    let new = document("en", vec![Block::new(Kind::Paragraph, "New words stay.")]);
    let redline = compare(&old, &new, &Options::default());
    let bytes = pdf::write_redline(&redline, &presentation()).unwrap();
    let Some(front) = front(&bytes) else { return };
    for words in [
        "Guidelines",
        "Revision 1 → Revision 2",
        "Ana Souza",
        "2026-11-23",
        "3 characters inserted, 3 deleted, 0 moved; 1 paragraphs changed",
        "inserted text",
        "deleted text",
        "Cite page and line",
    ] {
        assert!(front.contains(words), "{words} is not in {front}");
    }
}

#[test]
fn the_two_halves_of_a_move_bear_one_number() {
    let long = |word: &str| Block::new(Kind::Paragraph, format!("{word} ").repeat(40).trim());
    let old = document("en", vec![long("alpha"), long("beta"), long("gamma")]);
    let new = document("en", vec![long("gamma"), long("alpha"), long("beta")]);
    let redline = compare(&old, &new, &Options::default());
    let bytes = pdf::write_redline(&redline, &Presentation::default()).unwrap();
    if let Some(found) = poppler("pdftotext", &["-f", "2"], &bytes) {
        let found: String = found.split_whitespace().collect();
        assert!(
            found.contains("→1gamma") && found.contains("←1alpha"),
            "{found}"
        );
    }
}

#[test]
fn remarks_stand_at_the_foot_with_their_people() {
    let old = document(
        "en",
        vec![Block::new(Kind::Paragraph, "The old dam shall stay.")],
    );
    let new = document(
        "en",
        vec![Block::new(Kind::Paragraph, "The dam shall stay here.")],
    );
    let redline = compare(&old, &new, &Options::default());
    let mut on_old = remark(0, 4, 7, "Why was this there?");
    on_old.side = Side::Old;
    let presentation = Presentation {
        notes: vec![
            remark(0, 4, 7, "Which dam?\nSay so."),
            on_old,
            remark(7, 0, 1, "Nowhere to be put."),
        ],
        ..presentation()
    };
    let bytes = pdf::write_redline(&redline, &presentation).unwrap();
    let Some(found) = poppler("pdftotext", &["-raw", "-f", "2"], &bytes) else {
        return;
    };
    let found = found.replace('\n', " ");
    for words in [
        "Which dam? Say so.",
        "Why was this there?",
        "Nowhere to be put.",
        "Comments without a place in this text",
        "Field Station · 2026-11-20 · resolved",
        "Ana Souza · Secretariat · 2026-11-21 Answered here.",
        "C1",
        "C2",
        "C3",
    ] {
        assert!(found.contains(words), "{words} is not in {found}");
    }
}

#[test]
fn a_text_that_no_font_can_show_says_which_to_install() {
    let error = WriteError::NoFont.to_string();
    assert!(
        error.contains("fonts-noto-cjk") && error.contains("--font-dir"),
        "{error}"
    );
}

#[test]
fn endnotes_stand_after_the_text() {
    let text = |words: &str| {
        let mut block = Block::new(Kind::Paragraph, words);
        block.marks.push(Mark {
            start: 3,
            end: 4,
            kind: MarkKind::Note {
                note: "1".to_owned(),
            },
        });
        block
    };
    let note = |words: &str| Block {
        note: Some("1".to_owned()),
        info: Some(document::ENDNOTE.to_owned()),
        ..Block::new(Kind::Footnote, words)
    };
    let last = Block::new(Kind::Paragraph, "The last paragraph.");
    let old = document(
        "en",
        vec![text("Dam\u{FFFC}."), last.clone(), note("Old words.")],
    );
    let new = document("en", vec![text("Dam\u{FFFC}."), last, note("New words.")]);
    let redline = compare(&old, &new, &Options::default());
    let bytes = pdf::write_redline(&redline, &Presentation::default()).unwrap();
    let Some(found) = poppler("pdftotext", &["-raw", "-f", "2"], &bytes) else {
        return;
    };
    let at = |words: &str| {
        let at = found.find(words);
        at.unwrap_or_else(|| panic!("{words} is not in {found}"))
    };
    assert!(at("Dami") < at("last paragraph") && at("last paragraph") < at("words."));
}

#[test]
fn each_change_bears_the_sign_of_who_wrote_it() {
    let paragraph = |text: &str| document("en", vec![Block::new(Kind::Paragraph, text)]);
    let old = paragraph("The dam shall be monitored every month.");
    let new = paragraph("The dam shall be monitored every week by experts.");
    let redline = compare(&old, &new, &Options::default());
    let credit = |side, start, end, author: &str| Credit {
        side,
        start,
        end,
        author: author.to_owned(),
        ..Credit::default()
    };
    let presentation = Presentation {
        credits: vec![
            credit(Side::Old, 33, 38, "Wei Chen"),
            credit(Side::New, 33, 37, "Wei Chen"),
            credit(Side::New, 37, 48, "Ana Souza"),
        ],
        ..presentation()
    };
    let bytes = pdf::write_redline(&redline, &presentation).unwrap();
    let Some(found) = poppler("pdftotext", &["-raw"], &bytes) else {
        return;
    };
    let found = found.replace('\n', " ");
    for words in [
        "Changes by Wei Chen",
        "Changes by Ana Souza",
        "monthweekWC by expertsAS",
    ] {
        assert!(found.contains(words), "{words} is not in {found}");
    }
}
