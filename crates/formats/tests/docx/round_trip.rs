//! Reading what was written gives what was written.

use document::{Atom, AtomKind, Kind, MarkKind};
use formats::{Presentation, docx};
use proptest::prelude::*;

use crate::{generate, support::*};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn reading_undoes_writing(document in generate::document()) {
        let bytes = docx::write(&document, &Presentation::default()).unwrap();
        let reading = read(&bytes);
        prop_assert_eq!(&reading.document, &document);
        prop_assert_eq!(docx::write(&reading.document, &Presentation::default()).unwrap(), bytes);
    }

    #[test]
    fn any_address_comes_back(href in "(https://|javascript:)?[ -~\t\né尾]{1,14}", tip in prop::option::of("[ -~\t尾]{1,5}")) {
        let document = document(vec![linked(&href, tip)]);
        let reading = read(&docx::write(&document, &Presentation::default()).unwrap());
        prop_assert_eq!(reading.document, document);
    }
}

/// Words of which some lead there.
fn linked(href: &str, title: Option<String>) -> document::Block {
    let href = href.to_owned();
    let link = MarkKind::Link { href, title };
    marked(paragraph("look here now"), vec![mark(5, 9, link)])
}

fn check(blocks: Vec<document::Block>) {
    let document = document(blocks);
    let reading = read(&docx::write(&document, &Presentation::default()).unwrap());
    assert_eq!(reading.document, document);
    assert_eq!(reading.problems, []);
}

#[test]
fn labels_come_back_however_they_count() {
    let labels = |labels: &[&str]| {
        let items = labels.iter().map(|label| item(1, Some(label), "text"));
        check(items.collect());
    };
    labels(&["1.", "2.", "3."]);
    labels(&["3.", "4.", "7.", "8."]);
    labels(&["(a)", "(b)", "(c)"]);
    labels(&["i.", "ii.", "iii.", "iv."]);
    labels(&["h.", "i.", "j."]);
    labels(&["一、", "二、", "三、"]);
    labels(&["1.", "1.", "1."]);
    labels(&["Step 1:", "Step 2:", "Finally"]);
    labels(&["1", "1bis", "2"]);
    labels(&["%1", "2"]);
}

#[test]
fn headings_number_through_their_levels() {
    let headings = [
        (1, Some("1")),
        (2, Some("1.1")),
        (2, Some("1.2")),
        (3, Some("1.2.1")),
        (1, Some("2")),
        (2, Some("2.1")),
        (2, Some("2.3")),
        (1, None),
        (1, Some("Annex A")),
        (1, Some("Annex B")),
        (1, Some("3")),
        (4, Some("3.0.0.1")),
    ];
    let blocks = headings
        .iter()
        .map(|(level, number)| heading(*level, *number, "Scope"));
    check(blocks.collect());
    check(vec![
        heading(1, None, "Guidelines"),
        heading(2, Some("1"), "Scope"),
        heading(3, Some("1.1"), "Terms"),
        heading(2, Some("2"), "Principles"),
    ]);
}

#[test]
fn nested_lists_restart() {
    check(vec![
        item(1, Some("1."), "one"),
        item(2, Some("(a)"), "one a"),
        item(2, Some("(b)"), "one b"),
        item(1, Some("2."), "two"),
        item(2, Some("(a)"), "two a"),
        item(2, None, "bullet"),
        item(3, None, "deeper"),
        item(1, Some("3."), "three"),
    ]);
}

#[test]
fn text_that_looks_like_a_label_stays_text() {
    check(vec![
        heading(1, None, "4.2 Tailings"),
        paragraph("(b) the buffer"),
    ]);
}

#[test]
fn a_note_referred_to_twice_is_one_note() {
    check(vec![
        with_notes("once[1] and again[1] and other[2]"),
        footnote("1", "a"),
        footnote("2", "b"),
    ]);
}

#[test]
fn notes_without_paragraphs_stay_references() {
    check(vec![with_notes("a reference[lost] to nothing")]);
}

#[test]
fn formulas_come_back_as_they_were() {
    let source = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t>\
                  </m:r></m:den></m:f></m:oMath>";
    let mut block = paragraph("so \u{FFFC} holds");
    block.atoms = vec![Atom {
        at: 3,
        kind: AtomKind::Equation {
            notation: "omml".to_owned(),
            source: source.to_owned(),
        },
        alt: "ab".to_owned(),
    }];
    check(vec![block.clone()]);
    check(vec![marked(block, vec![mark(0, 8, MarkKind::Strong)])]);
}

#[test]
fn markup_that_is_broken_does_not_break_the_file() {
    let mut block = paragraph("\u{FFFC}");
    block.atoms = vec![Atom {
        at: 0,
        kind: AtomKind::Equation {
            notation: "omml".to_owned(),
            source: "<m:oMath></w:p><evil>".to_owned(),
        },
        alt: String::new(),
    }];
    check(vec![block]);
}

#[test]
fn two_tables_in_a_row_stay_two() {
    let mut blocks = table(&[&["a", "b"], &["c", ""]]);
    let mut second = table(&[&["d"]]);
    second[0].cell.as_mut().unwrap().table = "t2".to_owned();
    blocks.append(&mut second);
    check(blocks);
}

#[test]
fn cells_have_spans_holes_and_several_paragraphs() {
    let mut blocks = vec![
        cell(0, 0, "wide"),
        cell(0, 2, "x"),
        cell(1, 0, "tall"),
        cell(1, 2, "y"),
    ];
    blocks[0].cell.as_mut().unwrap().column_span = 2;
    blocks[2].cell.as_mut().unwrap().row_span = 2;
    blocks.push(cell(1, 2, "second paragraph"));
    blocks.push(cell(2, 1, "beside"));
    check(blocks);
}

#[test]
fn nothing_is_a_document_too() {
    check(Vec::new());
    check(vec![
        paragraph(""),
        heading(1, None, ""),
        document::Block::new(Kind::Rule, ""),
    ]);
}

#[test]
fn ids_of_all_makers_survive() {
    let mut document = document(vec![paragraph("a"), paragraph("b"), paragraph("c")]);
    let ids = [
        "01JD3V0X8ZK4",
        "0b5c7e1a-6f0e-4a5e-9d36-6f1c2d3e4f50",
        "中文",
    ];
    for (block, id) in document.blocks.iter_mut().zip(ids) {
        block.id = id.into();
    }
    let read = read(&docx::write(&document, &Presentation::default()).unwrap()).document;
    let found: Vec<_> = read.blocks.iter().map(|block| block.id.as_str()).collect();
    assert_eq!(
        found,
        [ids[0], ids[1], "b1"],
        "an id that no bookmark can hold is given anew"
    );
}

#[test]
fn links_lead_where_they_led() {
    let hrefs = [
        "{{page.url}}",
        "{{ site.baseurl }}/尾矿库?q=á b%20c%7B#第一条",
        "https://example.org/a%20b",
        "https://example.org/a b",
        "#place {1}",
        "100% <sure>",
    ];
    check(hrefs.map(|href| linked(href, None)).to_vec());
}
