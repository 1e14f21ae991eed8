//! Changes under the names of those who made them.

use document::{Document, MarkKind};
use formats::{
    Credit, Presentation, Side, Whose,
    docx::{self, View},
};
use redline::{Options, compare};

use crate::{
    redlines::{like, presentation, read_as},
    support::*,
};

const A: &str = "The operator shall avoid areas of high biodiversity value wherever possible.";
const B: &str = "Tailings facilities shall be monitored at least once every month.";
const C: &str = "Affected communities take part in the monitoring from the first day.";

fn texts(texts: &[&str]) -> Document {
    document(texts.iter().map(|text| paragraph(text)).collect())
}

fn credit(side: Side, block: usize, start: usize, end: usize, author: &str) -> Credit {
    Credit {
        side,
        block,
        start,
        end,
        author: author.to_owned(),
        date: format!("2026-10-0{}T10:00:00Z", author.len()),
        ..Credit::default()
    }
}

fn write(old: &Document, new: &Document, credits: Vec<Credit>) -> String {
    let presentation = Presentation {
        credits,
        ..presentation()
    };
    let redline = compare(old, new, &Options::default());
    let bytes = docx::write_redline(&redline, &presentation).unwrap();
    assert_eq!(like(read_as(&bytes, View::Accepted), new), *new, "accepted");
    assert_eq!(like(read_as(&bytes, View::Rejected), old), *old, "rejected");
    part(&bytes, "word/document.xml")
}

/// Changes of text as (element, author, text), in the order of the file.
fn changes(main: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for name in ["ins", "del", "moveFrom", "moveTo"] {
        for (at, _) in main.match_indices(&format!("<w:{name} ")) {
            let tag = main[at..].split('>').next().unwrap();
            if tag.ends_with('/') {
                continue;
            }
            let inside = between(&main[at..], ">", &format!("</w:{name}>"));
            let author = between(tag, "w:author=\"", "\"");
            found.push((at, name.to_owned(), author.to_owned(), run_text(inside)));
        }
    }
    found.sort();
    found
        .into_iter()
        .map(|(_, name, author, text)| (name, author, text))
        .collect()
}

fn check(main: &str, expect: &[(&str, &str, &str)]) {
    let found = changes(main);
    let found: Vec<_> = found
        .iter()
        .map(|(name, author, text)| (&**name, &**author, &**text))
        .collect();
    assert_eq!(found, expect, "{main}");
}

const OWN: &str = "A. Reviewer &amp; Co";

#[test]
fn runs_part_where_the_name_changes() {
    let new = B.replace("month", "second week");
    let at = new.find("second").unwrap();
    let main = write(
        &texts(&[A, B]),
        &texts(&[A, &new]),
        vec![
            credit(Side::New, 1, at, at + 7, "Ann"),
            credit(Side::Old, 1, at, at + 5, "Bo"),
        ],
    );
    check(
        &main,
        &[
            ("del", "Bo", "[month]"),
            ("ins", "Ann", "second "),
            ("ins", OWN, "week"),
        ],
    );
    assert!(main.contains("w:author=\"Ann\" w:date=\"2026-10-03T10:00:00Z\""));
}

#[test]
fn whole_paragraphs_with_their_marks() {
    let length = |text: &str| text.chars().count();
    let main = write(
        &texts(&[A, B]),
        &texts(&[A, C, B]),
        vec![credit(Side::New, 1, 0, length(C), "Ann")],
    );
    check(&main, &[("ins", "Ann", C)]);
    assert_eq!(
        main.matches("w:author=\"Ann\"").count(),
        2,
        "text and mark: {main}"
    );
    let main = write(
        &texts(&[A, C, B]),
        &texts(&[A, B]),
        vec![credit(Side::Old, 1, 0, length(C), "Ann")],
    );
    check(&main, &[("del", "Ann", &format!("[{C}]"))]);
    assert_eq!(
        main.matches("w:author=\"Ann\"").count(),
        2,
        "text and mark: {main}"
    );
}

#[test]
fn rows_are_theirs_who_wrote_them() {
    let of = |rows: &[&[&str]]| document(table(rows));
    let head: &[&str] = &["Phase", "Measure"];
    let (old, new) = (
        of(&[head, &["Design", A]]),
        of(&[head, &["Works", C], &["Design", A]]),
    );
    let main = write(
        &old,
        &new,
        vec![
            credit(Side::New, 2, 0, 5, "Ann"),
            credit(Side::New, 3, 0, 99, "Bo"),
        ],
    );
    check(&main, &[("ins", "Ann", "Works"), ("ins", "Bo", C)]);
    let row = between(&main, "<w:trPr><w:cantSplit w:val=\"off\"/><w:ins ", "/>");
    assert!(row.contains("w:author=\"Ann\""), "{row}");
}

#[test]
fn text_that_stayed_is_nobodys() {
    let main = write(
        &texts(&[A, B]),
        &texts(&[A, B]),
        vec![credit(Side::New, 0, 0, 20, "Ann")],
    );
    check(&main, &[]);
    assert_eq!(run_text(&main), format!("{A}{B}"));
    assert_eq!(main.matches("<w:t ").count(), 2, "nothing is cut: {main}");
}

/// Whose the changes of format are, in the order of the file: element and author.
fn formats(main: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for name in ["rPrChange", "pPrChange"] {
        for (at, _) in main.match_indices(&format!("<w:{name} ")) {
            found.push((at, (name, between(&main[at..], "w:author=\"", "\""))));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, told)| told).collect()
}

#[test]
fn formatting_is_theirs_who_gave_it() {
    let whose = |author: &str| Whose {
        author: author.to_owned(),
        date: "2026-10-03T10:00:00Z".to_owned(),
        ..Whose::default()
    };
    let bold = |block| marked(block, vec![mark(4, 12, MarkKind::Strong)]);
    let link = MarkKind::Link {
        href: "https://example.org/".to_owned(),
        title: None,
    };
    let linked = marked(paragraph(A), vec![mark(4, 12, link)]);
    let old: Vec<_> = [A, B, C, A].map(paragraph).into();
    let mut new = old.clone();
    new[0] = bold(paragraph(A));
    new[1] = bold(heading(1, None, B));
    new[2] = bold(paragraph(C));
    new[3] = linked;
    let (old, new) = (document(old), document(new));
    let names = ["Ann", "Bo", "", "Chen"].map(|name| match name {
        "" => None,
        name => Some(whose(name)),
    });
    let presentation = Presentation {
        forms: names.into(),
        ..presentation()
    };
    let redline = compare(&old, &new, &Options::default());
    let bytes = docx::write_redline(&redline, &presentation).unwrap();
    assert_eq!(like(read_as(&bytes, View::Rejected), &old), old);
    let main = part(&bytes, "word/document.xml");
    let expect = [
        ("rPrChange", "Ann"),
        ("pPrChange", "Bo"),
        ("rPrChange", "Bo"),
        ("rPrChange", OWN),
    ];
    assert_eq!(formats(&main), expect);
    check(
        &main,
        &[("del", "Chen", "[operator]"), ("ins", "Chen", "operator")],
    );
    assert!(
        main.contains("<w:rPrChange w:id=") && main.contains("w:date=\"2026-10-03T10:00:00Z\"")
    );
}
