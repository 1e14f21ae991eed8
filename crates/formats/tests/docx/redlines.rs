//! A redline written as DOCX holds both documents: accepted it is the newer, rejected the older.

use document::{Block, Document, Kind, MarkKind};
use formats::{
    Limits, Presentation,
    docx::{self, View},
};
use proptest::prelude::*;
use redline::{Options, compare};

use crate::{generate, support::*};

pub(crate) fn presentation() -> Presentation {
    Presentation {
        author: "A. Reviewer & Co".to_owned(),
        date: "2026-11-23T12:00:00Z".to_owned(),
        ..Presentation::default()
    }
}

pub(crate) fn write(old: &Document, new: &Document) -> Vec<u8> {
    let redline = compare(old, new, &Options::default());
    docx::write_redline(&redline, &presentation()).unwrap()
}

pub(crate) fn read_as(bytes: &[u8], view: View) -> Document {
    docx::read_as(bytes, &Limits::default(), view)
        .unwrap()
        .document
}

/// Title and language are the newer document's on both sides: properties are not tracked. Resources
/// of either side are in the file.
pub(crate) fn like(mut read: Document, wanted: &Document) -> Document {
    read.title.clone_from(&wanted.title);
    read.language.clone_from(&wanted.language);
    read
}

fn check(old: &Document, new: &Document) {
    let bytes = write(old, new);
    let accepted = read_as(&bytes, View::Accepted);
    assert_eq!(like(accepted, new), *new, "accepted");
    let rejected = read_as(&bytes, View::Rejected);
    assert_eq!(like(rejected, old), *old, "rejected");
}

fn blocks(old: Vec<Block>, new: Vec<Block>) {
    let mut new = document(new);
    for (index, block) in new.blocks.iter_mut().enumerate() {
        block.id = format!("n{index}").into();
    }
    check(&document(old), &new);
    let mut other = document(new.blocks);
    other.number_blocks();
    let old = document(other.blocks.clone());
    check(&other, &old);
}

fn texts(old: &[&str], new: &[&str]) {
    let of = |texts: &[&str]| texts.iter().map(|text| paragraph(text)).collect();
    blocks(of(old), of(new));
    blocks(of(new), of(old));
}

const A: &str = "The operator shall avoid areas of high biodiversity value wherever possible.";
const B: &str =
    "Tailings facilities shall be monitored at least once every month by a third party.";
const C: &str = "Affected communities take part in the monitoring from the first day.";
const D: &str = "Offsets are the last resort and start before the impact.";

#[test]
fn text_comes_and_goes() {
    texts(&[A, B], &[A, B]);
    texts(&[A, B], &[A, &B.replace("month", "week")]);
    texts(&[A, B], &[A, C, B]);
    texts(&[A, B], &[A, B, C]);
    texts(&[A, B], &[C, A, B]);
    texts(&[A], &[D]);
    texts(&[A, B, C], &[]);
    texts(&[A, B], &[D, C]);
    texts(&["尾矿库应当每月监测一次。"], &["尾矿库应当每周监测两次。"]);
    texts(&["a 👩‍👩‍👧 b"], &["a 👩‍👧 b 😀"]);
}

#[test]
fn paragraphs_split_merge_and_move() {
    texts(&[&format!("{A} {B}"), C], &[A, B, C]);
    texts(&[C, &format!("{A} {B}")], &[C, A, B]);
    texts(&[A, B, C, D], &[C, A, B, D]);
    texts(&[A, B, C, D], &[B, C, D, A]);
    texts(&[A, B, C, D], &[B, C, D, &A.replace("high", "very high")]);
}

#[test]
fn lists_count_on_both_sides() {
    let list = |labels: &[(&str, &str)]| -> Vec<Block> {
        labels
            .iter()
            .map(|(label, text)| item(1, Some(label), text))
            .collect()
    };
    let old = list(&[("1.", A), ("2.", B), ("3.", C)]);
    blocks(old.clone(), list(&[("1.", A), ("2.", C)]));
    blocks(
        old.clone(),
        list(&[("1.", A), ("2.", D), ("3.", B), ("4.", C)]),
    );
    blocks(old.clone(), list(&[("a)", A), ("b)", B), ("c)", C)]));
    blocks(old, vec![item(1, None, A), item(2, None, B), paragraph(C)]);
}

#[test]
fn headings_renumber() {
    let text = |block: &Block| block.clone();
    let old = [
        heading(1, Some("1"), "Scope"),
        heading(2, Some("1.1"), "Terms and definitions"),
        heading(1, Some("2"), "Principles"),
        heading(2, Some("2.1"), "Mitigation hierarchy"),
    ];
    let mut new = old.to_vec();
    new.remove(1);
    blocks(old.iter().map(text).collect(), new);
    let mut new = old.to_vec();
    new[2].number = Some("IIbis".to_owned());
    blocks(old.to_vec(), new);
    let mut new = old.to_vec();
    new[3].kind = Kind::Paragraph;
    (new[3].level, new[3].number) = (None, None);
    blocks(old.to_vec(), new);
}

#[test]
fn typed_labels_change_as_text() {
    let article = |label: &str, text: &str| Block {
        number: Some(label.to_owned()),
        ..paragraph(text)
    };
    blocks(
        vec![article("第一条", A), article("第二条", B)],
        vec![
            article("第一条", A),
            article("第二条", C),
            article("第三条", B),
        ],
    );
    blocks(
        vec![article("(a)", &format!("{A} {B}"))],
        vec![article("(b)", A), article("(c)", B)],
    );
}

#[test]
fn tables_gain_and_lose_rows_and_columns() {
    let old = table(&[&["Phase", "Measure"], &["Design", A], &["Closure", B]]);
    blocks(
        old.clone(),
        table(&[
            &["Phase", "Measure"],
            &["Design", A],
            &["Works", C],
            &["Closure", B],
        ]),
    );
    blocks(
        old.clone(),
        table(&[&["Phase", "Measure"], &["Closure", B]]),
    );
    blocks(
        old.clone(),
        table(&[
            &["Phase", "Measure", "Who"],
            &["Design", A, "owner"],
            &["Closure", B, "state"],
        ]),
    );
    blocks(old.clone(), vec![paragraph(C)]);
    let mut around = vec![paragraph(C)];
    around.extend(old.clone());
    around.push(paragraph(D));
    blocks(around.clone(), old.clone());
    blocks(old, around);
}

#[test]
fn notes_change_inside() {
    let old = vec![
        with_notes(&format!("{A}[1]")),
        paragraph(C),
        footnote("1", B),
    ];
    blocks(
        old.clone(),
        vec![
            with_notes(&format!("{A}[1]")),
            paragraph(C),
            footnote("1", &B.replace("month", "week")),
        ],
    );
    blocks(old.clone(), vec![paragraph(A), paragraph(C)]);
    blocks(old.clone(), vec![paragraph(C)]);
    blocks(
        old,
        vec![
            with_notes(&format!("{A}[1]")),
            with_notes(&format!("{C}[2]")),
            footnote("1", B),
            footnote("2", D),
        ],
    );
}

#[test]
fn ids_of_changes_are_unique_and_moves_have_both_halves() {
    let of = |texts: &[&str]| document(texts.iter().map(|text| paragraph(text)).collect());
    let main = part(
        &write(&of(&[A, B, C, D]), &of(&[C, A, B, D])),
        "word/document.xml",
    );
    let mut seen = std::collections::HashSet::new();
    for piece in main
        .split(" w:id=\"")
        .skip(1)
        .filter(|piece| piece.contains("w:author"))
    {
        let (id, rest) = piece.split_once('"').unwrap();
        if rest.starts_with(" w:author") {
            assert!(seen.insert(id.to_owned()), "{id} stands twice");
        }
    }
    for half in [
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
    ] {
        assert_eq!(
            main.matches(&format!("<w:{half} ")).count(),
            1,
            "{half} in {main}"
        );
    }
}

#[test]
fn notes_keep_their_keys_when_their_first_paragraph_goes() {
    let noted = |notes: &[(&str, &str)]| {
        let notes = notes.iter().map(|(key, text)| footnote(key, text));
        let text = with_notes(&format!("{A}[1] {C}[tailings]"));
        std::iter::once(text).chain(notes).collect::<Vec<_>>()
    };
    let long = noted(&[("1", B), ("1", ""), ("tailings", D), ("tailings", "")]);
    let short = noted(&[("1", ""), ("tailings", "")]);
    blocks(long.clone(), short.clone());
    blocks(short, long);
}

#[test]
fn formatting_changes_without_text() {
    let link = |href: &str| MarkKind::Link {
        href: href.to_owned(),
        title: None,
    };
    let with = |kind: MarkKind| vec![marked(paragraph(A), vec![mark(4, 12, kind)])];
    blocks(with(MarkKind::Strong), with(MarkKind::Emphasis));
    blocks(with(MarkKind::Strong), vec![paragraph(A)]);
    blocks(with(link("https://a.org")), with(link("https://b.org")));
    blocks(with(MarkKind::Code), vec![heading(2, None, A)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn both_sides_come_back(old in generate::document(), new in generate::document()) {
        let mut new = new;
        for block in &mut new.blocks {
            block.id = format!("n-{}", block.id).into();
        }
        let bytes = write(&old, &new);
        let accepted = like(read_as(&bytes, View::Accepted), &new);
        prop_assert_eq!(&accepted.blocks, &new.blocks);
        prop_assert_eq!(&accepted.resources, &new.resources);
        let rejected = like(read_as(&bytes, View::Rejected), &old);
        prop_assert_eq!(&rejected.blocks, &old.blocks);
    }
}
