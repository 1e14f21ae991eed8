//! Notes with several references, and notes with none: neither a word nor a reference vanishes.

use document::{Block, Document, Kind, MarkKind};
use formats::{
    Presentation,
    docx::{self, View},
};
use redline::{Options, compare};

use crate::{
    redlines::{like, presentation, read_as},
    support::*,
    validity, words,
};

const A: &str = "The operator shall avoid areas of high biodiversity value wherever possible.";
const B: &str = "Tailings facilities shall be monitored at least once every month.";
const C: &str = "Affected communities take part in the monitoring from the first day.";
const D: &str = "Offsets are the last resort and start before the impact.";

fn endnote(key: &str, text: &str) -> Block {
    Block {
        info: Some(document::ENDNOTE.to_owned()),
        ..footnote(key, text)
    }
}

/// A redline of the two is valid and holds both, whichever is the older, and so does a plain file.
fn check(one: &[Block], other: &[Block]) {
    let one = document(one.to_vec());
    let mut other = document(other.to_vec());
    for (index, block) in other.blocks.iter_mut().enumerate() {
        block.id = format!("n{index}").into();
    }
    for (old, new) in [(&one, &other), (&other, &one)] {
        check_redline(old, new);
    }
    for document in [&one, &other] {
        let bytes = docx::write(document, &Presentation::default()).unwrap();
        assert_eq!(validity::wrong(&bytes), Vec::<String>::new());
        let reading = read(&bytes);
        assert_eq!(reading.document, *document);
        assert_eq!(reading.problems, []);
    }
}

fn check_redline(old: &Document, new: &Document) {
    let redline = compare(old, new, &Options::default());
    let bytes = docx::write_redline(&redline, &presentation()).unwrap();
    assert_eq!(validity::wrong(&bytes), Vec::<String>::new());
    assert_eq!(like(read_as(&bytes, View::Accepted), new), *new, "accepted");
    assert_eq!(like(read_as(&bytes, View::Rejected), old), *old, "rejected");
}

#[test]
fn one_of_several_references_comes_or_goes() {
    let both = [
        with_notes(&format!("{A}[1]")),
        with_notes(&format!("{B}[1]")),
        footnote("1", D),
    ];
    check(
        &both,
        &[
            with_notes(&format!("{A}[1]")),
            paragraph(B),
            footnote("1", D),
        ],
    );
    check(
        &both,
        &[
            paragraph(A),
            with_notes(&format!("{B}[1]")),
            footnote("1", D),
        ],
    );
    check(&both, &[paragraph(A), paragraph(B)]);
    check(&both, &[with_notes(&format!("{A}[1]")), footnote("1", D)]);
    check(
        &both,
        &[
            with_notes(&format!("{A}[1]")),
            with_notes(&format!("{C}[1]")),
            with_notes(&format!("{B}[1]")),
            footnote("1", &D.replace("impact", "mine")),
        ],
    );
    let twice_at_once = [
        with_notes(&format!("{A}[1][1] and[1]")),
        paragraph(B),
        footnote("1", D),
    ];
    check(&both, &twice_at_once);
    check(&[paragraph(A), paragraph(B)], &twice_at_once);
}

#[test]
fn a_reference_turns_to_another_note() {
    let notes = |second: &str| {
        let mut blocks = vec![
            with_notes(&format!("{A}[1]")),
            with_notes(&format!("{B}[{second}]")),
            with_notes(&format!("{C}[1]")),
            footnote("1", D),
        ];
        blocks.extend((second == "2").then(|| footnote("2", C)));
        blocks
    };
    check(&notes("1"), &notes("2"));
    let (mut foot, mut end) = (notes("1"), notes("1"));
    foot.push(footnote("1", B));
    end[3] = endnote("1", D);
    check(&foot, &end);
    check(&notes("2"), &end);
    check(
        &[
            with_notes(&format!("{A}[1] {B}[2]")),
            footnote("1", C),
            footnote("2", D),
        ],
        &[with_notes(&format!("{A}[1] {B}[1]")), footnote("1", C)],
    );
}

#[test]
fn references_in_paragraphs_that_move_and_in_cells() {
    let text = |order: [&str; 4]| {
        let mut blocks: Vec<Block> = order.iter().map(|text| with_notes(text)).collect();
        blocks.push(footnote("1", "See the standard."));
        blocks
    };
    let [a, b, c] = [A, B, C].map(|text| format!("{text}[1]"));
    check(&text([&a, &b, &c, D]), &text([&c, &a, &b, D]));
    check(&text([&a, &b, C, D]), &text([&b, C, D, &a]));
    let row = |key: &str| {
        let mut blocks = table(&[&["Phase", "Measure"], &["Design", A], &["Closure", B]]);
        for at in [3, 5] {
            let cell = blocks[at].cell.take();
            let text = format!("{}[{key}]", blocks[at].text);
            blocks[at] = Block {
                kind: Kind::Cell,
                cell,
                ..with_notes(&text)
            };
        }
        blocks.push(footnote(key, D));
        blocks
    };
    let mut less = row("1");
    less.drain(2..4);
    for block in &mut less[2..4] {
        block.cell.as_mut().unwrap().row = 1;
    }
    check(&row("1"), &less);
}

#[test]
fn looks_and_links_of_further_references() {
    let styled = |kinds: &[MarkKind]| {
        let mut block = with_notes("one[1] two[1] three");
        let marks = kinds.iter().map(|kind| mark(4, 9, kind.clone()));
        block.marks.extend(marks);
        let length = block.length();
        document::normalise_marks(&mut block.marks, length);
        [block, footnote("1", D)]
    };
    let link = |href: &str| MarkKind::Link {
        href: href.to_owned(),
        title: None,
    };
    check(&styled(&[]), &styled(&[MarkKind::Strong]));
    check(&styled(&[MarkKind::Code]), &styled(&[MarkKind::Emphasis]));
    check(&styled(&[]), &styled(&[link("https://example.org/")]));
    check(
        &styled(&[link("#a")]),
        &styled(&[link("#b"), MarkKind::Strong]),
    );
    let first = |href: Option<&str>| {
        let mut block = with_notes("one[1] two");
        let marks = href.map(|href| mark(0, 4, link(href)));
        block.marks.extend(marks);
        let length = block.length();
        document::normalise_marks(&mut block.marks, length);
        [block, footnote("1", D)]
    };
    check(&first(None), &first(Some("#a")));
    check(&first(Some("#a")), &first(Some("#b")));
}

#[test]
fn notes_that_nothing_refers_to_stay() {
    let lone = |text: &str| [paragraph(A), paragraph(B), footnote("1", text)];
    check(&lone(C), &lone(C));
    check(&lone(C), &lone(&C.replace("first", "very first")));
    check(&lone(C), &[paragraph(A), paragraph(B)]);
    check(
        &lone(C),
        &[
            with_notes(&format!("{A}[1]")),
            paragraph(B),
            footnote("1", C),
        ],
    );
    check(
        &[
            with_notes(&format!("{A}[1]")),
            footnote("1", C),
            footnote("x", B),
            footnote("x", D),
            endnote("y", D),
        ],
        &[
            with_notes(&format!("{A}[1]")),
            footnote("1", C),
            endnote("y", D),
            footnote("x", B),
        ],
    );
    let mut after_table = table(&[&["Phase", "Measure"], &["Design", A]]);
    after_table.push(footnote("1", C));
    check(&after_table, &lone(C));
    check(&[footnote("1", C)], &[footnote("2", D), footnote("1", C)]);
}

#[test]
fn notes_that_refer_to_notes() {
    let in_note = |key: &str, text: &str| Block {
        kind: Kind::Footnote,
        note: Some(key.to_owned()),
        ..with_notes(text)
    };
    check(
        &[
            with_notes(&format!("{A}[1]")),
            in_note("1", &format!("{B}[2]")),
            footnote("2", D),
        ],
        &[
            with_notes(&format!("{A}[1]")),
            in_note("1", B),
            footnote("2", D),
        ],
    );
    check(
        &[
            paragraph(A),
            in_note("1", &format!("{B}[2]")),
            in_note("2", &format!("{C}[1]")),
        ],
        &[paragraph(A)],
    );
}

/// Parts of a file with three footnotes.
fn foreign(body: &str) -> Vec<u8> {
    let note = |id: u8, text: &str| {
        format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>")
    };
    let notes = format!(
        "<w:footnotes {NAMESPACES}>{}{}{}</w:footnotes>",
        note(1, "alpha one"),
        note(2, "beta two"),
        note(3, "gamma three")
    );
    let relationships = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"f\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/></Relationships>";
    with_body(
        body,
        &[
            ("word/_rels/document.xml.rels", relationships),
            ("word/footnotes.xml", &notes),
        ],
    )
}

fn reference(id: u8) -> String {
    format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>")
}

#[test]
fn no_word_of_a_foreign_note_vanishes() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let gone = |inside: &str| format!("<w:del w:author=\"A\">{inside}</w:del>");
    for inside in [
        String::new(),
        run("text"),
        run("text") + &reference(2) + &run("again") + &reference(2),
        reference(3) + &reference(1) + &reference(3) + &reference(1),
        reference(1) + &gone(&reference(1)),
        gone(&reference(1)) + &reference(1) + &reference(9),
    ] {
        let bytes = foreign(&format!("<w:p>{inside}</w:p>"));
        let reading = read(&bytes);
        words::check(&inside, &bytes, &reading);
        let again = read(&docx::write(&reading.document, &Presentation::default()).unwrap());
        assert_eq!(again.document, reading.document, "{inside}");
    }
}

/// Word and LibreOffice give notes new numbers as they save.
#[test]
fn references_find_their_note_however_it_is_numbered() {
    let blocks = vec![
        with_notes(&format!("{A}[1] {B}[2] {C}[1] {D}[2]")),
        footnote("1", "one"),
        footnote("2", "two"),
    ];
    let document = document(blocks);
    let bytes = docx::write(&document, &Presentation::default()).unwrap();
    let mut parts = Vec::new();
    for name in [
        "word/document.xml",
        "word/footnotes.xml",
        "word/styles.xml",
        "word/_rels/document.xml.rels",
        "docProps/core.xml",
        "_rels/.rels",
        "[Content_Types].xml",
    ] {
        let mut content = part(&bytes, name);
        for (from, to) in [("1", "12"), ("2", "1"), ("12", "2")] {
            for element in ["footnoteReference", "footnote"] {
                content = content.replace(
                    &format!("<w:{element} w:id=\"{from}\""),
                    &format!("<w:{element} w:id=\"{to}\""),
                );
            }
        }
        parts.push((name, content));
    }
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, it)| (*name, &**it)).collect();
    assert_eq!(read(&package(&parts)).document, document);
}
