//! What people do to a file in their word processor, read back change by change and remark by remark.

use std::io::Cursor;

use document::{Atom, AtomKind, Block, Document, Kind, Mark, MarkKind};
use formats::{
    Limits,
    docx::{self, Markup, TrackedChange, View},
};

use proptest::prelude::*;

use crate::{generate, independent, redlines, support::*};

pub(crate) fn markup_of(bytes: &[u8]) -> Markup {
    docx::read_markup(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn markup(body: &str) -> Markup {
    let markup = markup_of(&with_body(body, &[]));
    let rejected = docx::read_as(&with_body(body, &[]), &Limits::default(), View::Rejected);
    assert_eq!(markup.text, rejected.unwrap().document, "{body}");
    markup
}

/// A block as `id: text`, with `+` for a new one; what else it is where that is told.
fn told(block: &Block) -> String {
    let id = match block.id.as_str() {
        "" => "+",
        id => id,
    };
    let kind = match (block.kind, &block.cell) {
        (Kind::Paragraph, _) => String::new(),
        (_, Some(cell)) => format!(" ({} {}/{})", cell.table, cell.row, cell.column),
        (kind, None) => format!(" ({})", kind.name()),
    };
    let marks: Vec<String> = block
        .marks
        .iter()
        .map(|mark| format!(" [{}-{}]", mark.start, mark.end))
        .collect();
    format!("{id}{kind}: {}{}", block.text, marks.concat())
}

fn tell(change: &TrackedChange) -> String {
    let replacements = change.replacements.iter().map(|replacement| {
        let blocks: Vec<String> = replacement.blocks.iter().map(told).collect();
        format!("{:?} -> {}", replacement.old, blocks.join(" | "))
    });
    let replacements: Vec<String> = replacements.collect();
    format!("{} {}", change.author, replacements.join(" & "))
}

fn check(body: &str, expect: &[&str]) {
    let found: Vec<String> = markup(body).changes.iter().map(tell).collect();
    assert_eq!(found, expect, "{body}");
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn by(author: &str) -> String {
    format!("w:id=\"0\" w:author=\"{author}\" w:date=\"2026-03-04T05:06:07Z\"")
}

fn ins(author: &str, text: &str) -> String {
    format!("<w:ins {}>{}</w:ins>", by(author), run(text))
}

fn del(author: &str, text: &str) -> String {
    let run = run(text).replace("w:t", "w:delText");
    format!("<w:del {}>{run}</w:del>", by(author))
}

fn p(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// A paragraph whose mark was changed.
fn ended(mark: &str, author: &str, inside: &str) -> String {
    let properties = format!("<w:pPr><w:rPr><w:{mark} {}/></w:rPr></w:pPr>", by(author));
    format!("<w:p>{properties}{inside}</w:p>")
}

#[test]
fn what_one_author_does_in_one_place_is_one_change() {
    check(
        &p(&(run("the ") + &del("A", "old") + &ins("A", "new") + &run(" dam"))),
        &["A 0..1 -> b1: the new dam"],
    );
    check(
        &p(&(run("the ") + &ins("A", "very ") + &ins("A", "new ") + &run("dam"))),
        &["A 0..1 -> b1: the very new dam"],
    );
    check(
        &p(&(ins("A", "In ") + &run("the ") + &ins("A", "new ") + &run("dam"))),
        &["A 0..1 -> b1: In the dam", "A 0..1 -> b1: the new dam"],
    );
    check(
        &p(&(run("the ") + &del("A", "old") + &ins("B", "new") + &run(" dam"))),
        &["A 0..1 -> b1: the  dam", "B 0..1 -> b1: the oldnew dam"],
    );
}

#[test]
fn paragraphs_come_and_go() {
    let around = |inside: &str| p(&run("one")) + inside + &p(&run("two"));
    check(
        &around(&ended("ins", "A", &ins("A", "new"))),
        &["A 1..1 -> +: new"],
    );
    let three = ["x", "y", "z"].map(|text| ended("ins", "A", &ins("A", text)));
    check(&around(&three.concat()), &["A 1..1 -> +: x | +: y | +: z"]);
    check(
        &around(&ended("del", "A", &del("A", "old"))),
        &["A 1..2 -> "],
    );
    let two = ["x", "y"].map(|text| ended("del", "A", &del("A", text)));
    check(&around(&two.concat()), &["A 1..3 -> "]);
    // the mark stays, as when a person clears a paragraph
    check(&around(&p(&del("A", "old"))), &["A 1..2 -> "]);
    // Word writes the end of a text this way: the mark before is the new one
    check(
        &(ended("ins", "A", &run("one")) + &p(&ins("A", "new"))),
        &["A 1..1 -> +: new"],
    );
    let both = ended("ins", "A", &ins("A", "x")) + &ended("ins", "B", &ins("B", "y"));
    check(&around(&both), &["A 1..1 -> +: x", "B 1..1 -> +: y"]);
}

#[test]
fn paragraphs_part_and_join() {
    check(
        &(ended("ins", "A", &run("one ")) + &p(&run("and the other"))),
        &["A 0..1 -> +: one  | b1: and the other"],
    );
    check(
        &(ended("del", "A", &run("one and ")) + &p(&run("two"))),
        &["A 0..2 -> b1: one and two"],
    );
    check(
        &(ended("del", "A", &(run("one ") + &del("A", "gone")))
            + &p(&(del("A", "too ") + &run("two")))),
        &["A 0..2 -> b1: one two"],
    );
}

fn row(mark: &str, cells: &[&str]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| format!("<w:tc>{}</w:tc>", p(cell)))
        .collect();
    let properties = match mark {
        "" => String::new(),
        mark => format!("<w:trPr><w:{mark} {}/></w:trPr>", by("A")),
    };
    format!("<w:tr>{properties}{}</w:tr>", cells.concat())
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

#[test]
fn tables_change_by_cell_row_and_whole() {
    let plain = |texts: [&str; 2]| row("", &texts.map(run).each_ref().map(String::as_str));
    let edited = row("", &[&run("a"), &(run("b ") + &ins("A", "new"))]);
    check(
        &tbl(&[edited, plain(["c", "d"])]),
        &["A 1..2 -> b2 (t1 0/1): b new"],
    );
    let new = row("ins", &[&ins("A", "x"), &ins("A", "y")]);
    check(
        &tbl(&[plain(["a", "b"]), new.clone(), plain(["c", "d"])]),
        &["A 2..2 -> + (t1 1/0): x | + (t1 1/1): y"],
    );
    // LibreOffice marks the row alone
    let alone = row("ins", &[&run("x"), &run("y")]);
    check(
        &tbl(&[plain(["a", "b"]), alone]),
        &["A 2..2 -> + (t1 1/0): x | + (t1 1/1): y"],
    );
    let gone = row("del", &[&del("A", "a"), &del("A", "b")]);
    check(&tbl(&[gone.clone(), plain(["c", "d"])]), &["A 0..2 -> "]);
    check(
        &(p(&run("before")) + &tbl(&[gone.clone(), gone]) + &p(&run("after"))),
        &["A 1..5 -> "],
    );
    check(
        &(p(&run("before")) + &tbl(&[new.clone(), new]) + &p(&run("after"))),
        &["A 1..1 -> + (new1 0/0): x | + (new1 0/1): y | + (new1 1/0): x | + (new1 1/1): y"],
    );
    let cleared = row("", &[&del("A", "a"), &run("b")]);
    check(&tbl(&[cleared]), &["A 0..1 -> b1 (t1 0/0): "]);
    let cell = format!(
        "<w:tc><w:tcPr><w:cellIns {}/></w:tcPr>{}</w:tc>",
        by("A"),
        p(&run("x"))
    );
    let widened = format!("<w:tr><w:tc>{}</w:tc>{cell}</w:tr>", p(&run("a")));
    check(&tbl(&[widened]), &["A 1..1 -> + (t1 0/1): x"]);
    let split = format!(
        "<w:tc>{}{}</w:tc>",
        ended("ins", "A", &run("one ")),
        p(&run("and two"))
    );
    check(
        &tbl(&[format!("<w:tr>{split}</w:tr>")]),
        &["A 0..1 -> + (t1 0/0): one  | b1 (t1 0/0): and two"],
    );
}

#[test]
fn rows_under_a_merged_cell_change_its_height() {
    let tall = |merge: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr><w:vMerge{merge}/></w:tcPr>{}</w:tc>",
            p(text)
        )
    };
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(&run(text)));
    let first = format!(
        "<w:tr>{}{}</w:tr>",
        tall(" w:val=\"restart\"", &run("tall")),
        cell("a")
    );
    let new = format!(
        "<w:tr><w:trPr><w:ins {}/></w:trPr>{}{}</w:tr>",
        by("A"),
        tall("", ""),
        cell("new")
    );
    let body = tbl(&[first, new]);
    let change = markup(&body).changes.remove(0);
    let blocks = &change.replacements[0].blocks;
    assert_eq!(change.replacements[0].old, 0..2);
    assert_eq!(blocks[0].cell.as_ref().unwrap().row_span, 2);
    assert_eq!(
        (blocks[0].id.as_str(), blocks[2].text.as_str()),
        ("b1", "new")
    );
}

fn moved(deed: &str, name: &str, inside: &str) -> String {
    let by = by("A");
    format!(
        "<w:p><w:pPr><w:rPr><w:{deed} {by}/></w:rPr></w:pPr><w:{deed}RangeStart {by} w:name=\"{name}\"/>\
         <w:{deed} {by}>{}</w:{deed}></w:p><w:{deed}RangeEnd w:id=\"0\"/>",
        run(inside)
    )
}

#[test]
fn moves_are_one_change_with_two_halves() {
    let (one, two) = (p(&run("one")), p(&run("two")));
    let (from, to) = (moved("moveFrom", "m1", "it"), moved("moveTo", "m1", "it"));
    check(
        &(one.clone() + &from + &two + &to + &p(&run("three"))),
        &["A 1..2 ->  & 3..3 -> b2: it"],
    );
    check(
        &(to.clone() + &one + &two + &from + &p(&run("three"))),
        &["A 0..0 -> b3: it & 2..3 -> "],
    );
    let nameless = |text: &str| {
        let text = text
            .replace("moveFromRange", "x")
            .replace("moveToRange", "x");
        text.replace("w:name", "w:other")
    };
    check(
        &(one.clone() + &nameless(&from) + &two + &nameless(&to) + &p(&run("three"))),
        &["A 1..2 ->  & 3..3 -> b2: it"],
    );
    let edited = to.replace(
        "</w:moveTo>",
        &("</w:moveTo>".to_owned() + &ins("A", " new")),
    );
    check(
        &(one.clone() + &from + &two + &edited + &p(&run("three"))),
        &["A 1..2 ->  & 3..3 -> b2: it new"],
    );
    let other = edited.replace(
        "<w:ins w:id=\"0\" w:author=\"A\"",
        "<w:ins w:id=\"0\" w:author=\"B\"",
    );
    check(
        &(one.clone() + &from + &two + &other + &p(&run("three"))),
        &[
            "A 1..2 ->  & 3..3 -> b2: it",
            "B 1..2 ->  & 3..3 -> b2: it new",
        ],
    );
    let inline = p(&(run("a ")
        + &format!("<w:moveFrom {}>{}</w:moveFrom>", by("A"), run("b "))
        + &run("c ")
        + &format!("<w:moveTo {}>{}</w:moveTo>", by("A"), run("b "))));
    check(&inline, &["A 0..1 -> b1: a c b "]);
    let half = one + &from + &two;
    check(&half, &["A 1..2 -> "]);
    let problems = markup(&half).problems;
    assert!(
        problems[0].what.contains("half of a move by A is missing"),
        "{problems:?}"
    );
}

#[test]
fn formats_change_marks_and_kinds() {
    let change = |inside: &str| {
        format!(
            "<w:rPrChange {}><w:rPr>{inside}</w:rPr></w:rPrChange>",
            by("A")
        )
    };
    let bold = format!(
        "<w:r><w:rPr><w:b/>{}</w:rPr><w:t>bold</w:t></w:r>",
        change("")
    );
    check(&p(&(run("a ") + &bold)), &["A 0..1 -> b1: a bold [2-6]"]);
    let font = bold.replace("<w:b/>", "<w:sz w:val=\"40\"/>");
    check(&p(&font), &[]);
    let listed = markup(&p(&font)).problems;
    assert!(
        listed[0]
            .what
            .starts_with("1 tracked changes of what is not represented")
    );
    let level = "<w:outlineLvl w:val=\"0\"/>";
    let heading = format!(
        "<w:p><w:pPr>{level}<w:pPrChange {}><w:pPr/></w:pPrChange></w:pPr>{}</w:p>",
        by("A"),
        run("Scope")
    );
    check(&heading, &["A 0..1 -> b1 (heading): Scope"]);
    let new = bold.replace("bold", "new");
    let inserted = format!("<w:ins {}>{new}</w:ins>", by("A"));
    check(&p(&(run("a ") + &inserted)), &["A 0..1 -> b1: a new [2-5]"]);
}

#[test]
fn changes_inside_changes() {
    let deleted = run("bad ").replace("w:t", "w:delText");
    let inner = format!("<w:del {}>{deleted}</w:del>", by("B"));
    let body = p(&run("one"))
        + &p(&(run("two ")
            + &format!("<w:ins {}>{}{inner}</w:ins>", by("A"), run("good "))
            + &run("end")));
    check(
        &body,
        &[
            "A 1..2 -> b2: two good bad end",
            "B 1..2 -> b2: two good end",
        ],
    );
    let problems = markup(&body).problems;
    assert!(
        problems[0].what.contains("by B stands inside an insertion"),
        "{problems:?}"
    );
    let own = inner.replace("\"B\"", "\"A\"");
    let own = p(&(run("a ") + &format!("<w:ins {}>{own}</w:ins>", by("A"))));
    check(&own, &[]);
    let row = row("ins", &[&(ins("A", "x") + &ins("B", "y"))]);
    check(
        &tbl(&[row]),
        &["A 0..0 -> + (new1 0/0): x", "B 0..0 -> + (new1 0/0): xy"],
    );
    let twice = format!("<w:ins {}>{}{}</w:ins>", by("A"), run("x"), ins("B", "y"));
    check(
        &p(&(run("a ") + &twice)),
        &["A 0..1 -> b1: a x", "B 0..1 -> b1: a y"],
    );
}

#[test]
fn changes_in_links_and_controls() {
    let link = format!(
        "<w:hyperlink w:anchor=\"x\">{}</w:hyperlink>",
        run("a ") + &del("A", "old") + &ins("A", "new")
    );
    check(&p(&link), &["A 0..1 -> b1: a new [0-5]"]);
    let control = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run("a ") + &ins("A", "new")
    );
    check(&p(&control), &["A 0..1 -> b1: a new"]);
    let block = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p(&run("a")) + &ended("ins", "A", &ins("A", "new")) + &p(&run("b"))
    );
    check(&block, &["A 1..1 -> +: new"]);
}

/// A package with one footnote, whose paragraph holds this.
fn with_note(body: &str, note: &str) -> Vec<u8> {
    let relationships = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"f\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/></Relationships>";
    let notes = format!(
        "<w:footnotes {NAMESPACES}><w:footnote w:id=\"2\"><w:p>{note}</w:p></w:footnote></w:footnotes>"
    );
    with_body(
        body,
        &[
            ("word/_rels/document.xml.rels", relationships),
            ("word/footnotes.xml", &notes),
        ],
    )
}

#[test]
fn notes_change_come_and_go() {
    let check = |body: &str, note: &str, expect: &[&str]| {
        let markup = markup_of(&with_note(body, note));
        let found: Vec<String> = markup.changes.iter().map(tell).collect();
        assert_eq!(found, expect, "{:?}", markup.problems);
    };
    let reference = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    check(
        &p(&(run("a") + reference)),
        &(run("note ") + &ins("A", "new")),
        &["A 1..2 -> b2 (footnote): note new"],
    );
    let new = format!("<w:ins {}>{reference}</w:ins>", by("A"));
    check(
        &(p(&(run("a") + &new)) + &p(&run("b"))),
        &ins("A", "note"),
        &["A 0..1 -> b1: a\u{FFFC} [1-2] & 2..2 -> + (footnote): note"],
    );
    let gone = format!("<w:del {}>{reference}</w:del>", by("A"));
    check(
        &p(&(run("a") + &gone)),
        &run("note"),
        &["A 0..1 -> b1: a & 1..2 -> "],
    );
}

#[test]
fn labels_of_lists_are_counted_for_each_change_alone() {
    let numbering = format!(
        "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\">\
         <w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
         </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
    );
    let relationships = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"n\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let item = |mark: &str, inside: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>{mark}</w:pPr>\
             {inside}</w:p>"
        )
    };
    let mark = |author: &str| format!("<w:rPr><w:ins {}/></w:rPr>", by(author));
    let body = item("", &run("one"))
        + &item(&mark("A"), &ins("A", "x"))
        + &item(&mark("B"), &ins("B", "y"))
        + &item("", &run("two"));
    let parts = [
        ("word/_rels/document.xml.rels", relationships),
        ("word/numbering.xml", numbering.as_str()),
    ];
    let markup = markup_of(&with_body(&body, &parts));
    let labels: Vec<_> = markup
        .text
        .blocks
        .iter()
        .map(|it| it.number.clone())
        .collect();
    assert_eq!(labels, [Some("1.".to_owned()), Some("2.".to_owned())]);
    for change in &markup.changes {
        assert_eq!(change.replacements[0].old, 1..1);
        assert_eq!(
            change.replacements[0].blocks[0].number.as_deref(),
            Some("2.")
        );
    }
}

/// The same package without the properties that say which changes are the redline's own.
pub(crate) fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).unwrap();
        if file.name().unwrap() != "docProps/custom.xml" {
            writer.raw_copy_file(file).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// The blocks that changes give whose place no other change shares, nor the place beside it.
fn given_alone(markup: &Markup) -> Vec<&Block> {
    let mut all: Vec<_> = markup
        .changes
        .iter()
        .flat_map(|change| &change.replacements)
        .collect();
    all.sort_by_key(|replacement| (replacement.old.start, replacement.old.end));
    let apart = |one: usize| {
        // a change of many blocks may begin before others and reach over them
        let mut before = all[..one].iter();
        let before = before.all(|before| before.old.end < all[one].old.start);
        let after = all.get(one + 1);
        before && after.is_none_or(|after| all[one].old.end < after.old.start)
    };
    let alone = (0..all.len()).filter(|one| apart(*one));
    alone.flat_map(|one| &all[one].blocks).collect()
}

fn texts(blocks: &[Block]) -> Vec<&str> {
    let texts = blocks.iter().map(|block| block.text.as_str());
    texts.filter(|text| !text.is_empty()).collect()
}

fn check_laws(old: &Document, mut new: Document) -> usize {
    for block in &mut new.blocks {
        block.id = format!("n-{}", block.id).into();
    }
    let bytes = redlines::write(old, &new);
    let own = markup_of(&bytes);
    let new = redlines::read_as(&bytes, View::Accepted);
    let what = "what the redline itself changed is accepted";
    assert_eq!(own.text.blocks, new.blocks, "{what}");
    assert_eq!(own.changes, []);
    let bytes = unsigned(&bytes);
    let others = markup_of(&bytes);
    let old = redlines::read_as(&bytes, View::Rejected);
    let what = "what others changed is rejected";
    assert_eq!(others.text.blocks, old.blocks, "{what}");
    let known: Vec<_> = old.blocks.iter().map(|block| &block.id).collect();
    for replacement in others
        .changes
        .iter()
        .flat_map(|change| &change.replacements)
    {
        assert!(replacement.old.end <= old.blocks.len());
        for block in &replacement.blocks {
            assert!(block.id.as_str().is_empty() || known.contains(&&block.id));
        }
    }
    let accepted = texts(&new.blocks);
    let given = given_alone(&others);
    for block in &given {
        let known = block.text.is_empty() || accepted.contains(&block.text.as_str());
        assert!(known, "no block of the newer text is {:?}", block.text);
    }
    given.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn a_redline_is_text_and_changes(old in generate::document(), new in generate::document()) {
        check_laws(&old, new);
    }
}

#[test]
fn what_is_no_text_stays_what_it_is_when_its_formatting_changes() {
    let equation = AtomKind::Equation {
        notation: "tex".to_owned(),
        source: "a < b".to_owned(),
    };
    let remote = AtomKind::RemoteImage {
        href: "https://example.org/a.png".to_owned(),
    };
    for kind in [equation, remote] {
        let text = |mark: MarkKind| {
            let mut block = Block::new(Kind::Paragraph, "Here it stands: \u{FFFC}");
            block.id = "b1".into();
            block.atoms = vec![Atom {
                at: 16,
                kind: kind.clone(),
                alt: "a map".to_owned(),
            }];
            block.marks = vec![Mark {
                start: 0,
                end: 17,
                kind: mark,
            }];
            Document {
                title: "A title".to_owned(),
                language: "en".to_owned(),
                blocks: vec![block],
                ..Document::default()
            }
        };
        check_laws(&text(MarkKind::Strong), text(MarkKind::Emphasis));
        check_laws(&text(MarkKind::Code), text(MarkKind::Emphasis));
    }
}

#[test]
fn changes_of_real_revisions_make_the_newer_text() {
    let Some(folder) = independent::corpora() else {
        return;
    };
    let mut told_apart = 0;
    for pair in independent::PAIRS {
        let [old, new] =
            ["old.md", "new.md"].map(|it| independent::load(&folder.join(pair).join(it)));
        told_apart += check_laws(&old, new);
    }
    assert!(told_apart > 50, "{told_apart} blocks");
}

/// Elements that a hostile or clumsy program may put in each other's place.
const NAMES: [&str; 16] = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "pPr",
    "rPr",
    "trPr",
    "sdt",
    "hyperlink",
    "txbxContent",
];

/// The package with some elements of its text called otherwise.
fn renamed(bytes: &[u8], names: &[(&str, &str)]) -> Vec<u8> {
    let mut markup = part(bytes, "word/document.xml");
    for (from, to) in names {
        for (before, after) in [("<w:", ">"), ("<w:", " "), ("<w:", "/>"), ("</w:", ">")] {
            markup = markup.replace(
                &format!("{before}{from}{after}"),
                &format!("{before}{to}{after}"),
            );
        }
    }
    let mut parts = vec![("word/document.xml".to_owned(), markup)];
    for name in [
        "word/_rels/document.xml.rels",
        "word/footnotes.xml",
        "word/endnotes.xml",
        "word/styles.xml",
    ] {
        parts.extend(part_of(bytes, name).map(|content| (name.to_owned(), content)));
    }
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_str()))
        .collect();
    package(&parts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn elements_in_each_others_place_do_no_harm(
        old in generate::document(),
        new in generate::document(),
        names in proptest::collection::vec((0..NAMES.len(), 0..NAMES.len()), 1..4),
    ) {
        let names: Vec<_> = names.iter().map(|(from, to)| (NAMES[*from], NAMES[*to])).collect();
        let bytes = renamed(&redlines::write(&old, &new), &names);
        if let Ok(markup) = docx::read_markup(&bytes, &Limits::default()) {
            prop_assert_eq!(markup.text.defects(), []);
            for change in &markup.changes {
                for replacement in &change.replacements {
                    prop_assert!(replacement.old.start <= replacement.old.end);
                    prop_assert!(replacement.old.end <= markup.text.blocks.len());
                }
            }
        }
    }
}
