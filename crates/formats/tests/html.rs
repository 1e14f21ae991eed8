//! HTML in and out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use document::{AtomKind, Block, Document, Kind, MarkKind};
use formats::{Format, Limits, Presentation, Reading, html, read, write};
use proptest::prelude::*;
use support::generate;

fn parse(text: &str) -> Reading {
    let reading = read(Format::Html, text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(reading.document.defects(), []);
    reading
}

fn page(document: &Document) -> String {
    String::from_utf8(write(Format::Html, document, &Presentation::default()).unwrap()).unwrap()
}

/// One line a block: kind, level, label, text.
fn outline(document: &Document) -> String {
    let line = |block: &Block| {
        let level = block
            .level
            .map_or_else(String::new, |level| level.to_string());
        let number = block.number.as_deref().unwrap_or("");
        format!("{:?}{level} {number}|{}\n", block.kind, block.text)
    };
    document.blocks.iter().map(line).collect()
}

fn check(source: &str, expect: &str) {
    assert_eq!(outline(&parse(source).document), expect, "{source}");
}

#[test]
fn pages_are_read_as_people_see_them() {
    check("<p>One\n  two<br>three </p>", "Paragraph |One two\nthree\n");
    check("<p>尾矿\n库</p>", "Paragraph |尾矿库\n");
    check(
        "loose <b>text</b><p>then",
        "Paragraph |loose text\nParagraph |then\n",
    );
    check("<h2>4.2 Tailings</h2>", "Heading2 4.2|Tailings\n");
    check(
        "<h2><span class=number>4.2</span> A</h2>",
        "Heading2 4.2|A\n",
    );
    check(
        "<ul><li>a<ul><li>b</ul><li>c</ul>",
        "ListItem1 |a\nListItem2 |b\nListItem1 |c\n",
    );
    check(
        "<ol start=3><li>a<li value=9>b</ol>",
        "ListItem1 3.|a\nListItem1 9.|b\n",
    );
    check("<ul><li><p>a<p>b</ul>", "ListItem1 |a\nParagraph1 |b\n");
    check(
        "<blockquote><p>a<blockquote>b</blockquote></blockquote>",
        "Quote1 |a\nQuote2 |b\n",
    );
    check("<pre>a\n  b\n</pre>", "Code |a\n  b\n");
    check(
        "<div>a<div>b</div>c</div><hr>",
        "Paragraph |a\nParagraph |b\nParagraph |c\nRule |\n",
    );
    check("<dl><dt>a<dd>b</dl>", "Paragraph |a\nParagraph |b\n");
    check("&lt;b&gt; &amp;c", "Paragraph |<b> &c\n");
}

#[test]
fn tables_keep_their_grid() {
    let table = "<table><tr><th>a<th colspan=2>b<tr><td rowspan=2>c<td>d<td><td><tr><td>e</table>";
    let document = parse(table).document;
    let places: Vec<_> = document
        .blocks
        .iter()
        .map(|block| {
            let cell = block.cell.as_ref().unwrap();
            (
                block.text.as_str(),
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                cell.header,
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            ("a", 0, 0, 1, 1, true),
            ("b", 0, 1, 1, 2, true),
            ("c", 1, 0, 2, 1, false),
            ("d", 1, 1, 1, 1, false),
            ("", 1, 2, 1, 1, false),
            ("", 1, 3, 1, 1, false),
            ("e", 2, 1, 1, 1, false),
        ]
    );
}

#[test]
fn what_does_something_is_dropped_and_listed() {
    let reading = parse(
        "<title>T</title><p onclick=x()>a<script>alert(1)</script><style>p{}</style>\
         <svg><text>b</text></svg><iframe src=x></iframe><table><tr><td>c<table><tr><td>d</table></table>",
    );
    let texts: Vec<_> = reading
        .document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(texts, ["a", "c", "d"]);
    let what: Vec<_> = reading
        .problems
        .iter()
        .map(|problem| problem.what.as_str())
        .collect();
    assert_eq!(
        what,
        [
            "a script element dropped",
            "a style element dropped",
            "a svg element dropped",
            "a iframe element dropped",
            "a table inside a cell or note became paragraphs",
        ]
    );
}

#[test]
fn footnotes_of_other_programs_are_footnotes() {
    let pandoc = "<p>a<a href=\"#fn1\" class=\"footnote-ref\" role=\"doc-noteref\"><sup>1</sup></a></p>\
        <section class=\"footnotes\" role=\"doc-endnotes\"><hr><ol><li id=\"fn1\"><p>b\
        <a href=\"#fnref1\" role=\"doc-backlink\">↩</a></p></li></ol></section>";
    let document = parse(pandoc).document;
    assert_eq!(outline(&document), "Paragraph |a\u{FFFC}\nFootnote |b\n");
    assert_eq!(document.blocks[1].note.as_deref(), Some("1"));
    let note = MarkKind::Note {
        note: "1".to_owned(),
    };
    assert_eq!(document.blocks[0].marks[0].kind, note);
}

#[test]
fn nothing_harmful_is_written() {
    let mut block = Block::new(Kind::Paragraph, "<script>alert('1')</script> here\u{FFFC}");
    block.id = "\"><script>".into();
    block.marks.push(document::Mark {
        start: 28,
        end: 32,
        kind: MarkKind::Link {
            href: "javascript:alert(1)".to_owned(),
            title: None,
        },
    });
    block.atoms.push(document::Atom {
        at: 32,
        kind: AtomKind::Object {
            notation: "html".to_owned(),
            source: "<img onerror=x>".to_owned(),
        },
        alt: "<b>".to_owned(),
    });
    let document = Document {
        blocks: vec![block],
        ..Document::default()
    };
    let html = html::blocks(&document);
    assert!(!html.contains("<script"), "{html}");
    assert!(!html.contains("href=\"javascript"), "{html}");
    assert!(!html.contains("<img"), "{html}");
    assert!(!html.contains("style=") && !html.contains(" on"), "{html}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_address_comes_back(href in "(https://|javascript:)?[ -~é尾]{1,14}", title in prop::option::of("[ -~尾]{1,5}")) {
        let mut block = Block::new(Kind::Paragraph, "look here now");
        let kind = MarkKind::Link { href, title };
        block.marks.push(document::Mark { start: 5, end: 9, kind });
        let written = page(&Document { blocks: vec![block.clone()], ..Document::default() });
        prop_assert_eq!(&parse(&written).document.blocks[0].marks, &block.marks, "{}", written);
    }
}

/// HTML folds white space, so both sides are compared without what it folds.
fn folded(document: &Document) -> Vec<(Kind, Option<u8>, String)> {
    let fold = |text: &str| {
        let lines = text
            .split('\n')
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let text = |block: &Block| {
        let labelled = document::join_label(block.number.as_deref(), &block.text);
        if block.kind == Kind::Code {
            labelled
        } else {
            fold(&labelled)
        }
    };
    let blocks = document.blocks.iter();
    blocks
        .map(|block| (block.kind, block.level, text(block)))
        .collect()
}

#[test]
fn a_space_is_as_bold_as_it_was_written() {
    let bold = |html: &str| {
        let document = parse(html).document;
        let ranges = document.blocks[0].marks.iter();
        let strong = ranges.filter(|mark| mark.kind == MarkKind::Strong);
        strong
            .map(|mark| (mark.start, mark.end))
            .collect::<Vec<_>>()
    };
    assert_eq!(bold("<p>a <b>b</b>"), [(2, 3)]);
    assert_eq!(bold("<p>a<b> b</b>"), [(1, 3)]);
    assert_eq!(bold("<p><b>a</b> <b>b</b>"), [(0, 1), (2, 3)]);
    assert_eq!(bold("<p><a href=x:y><b>a</b></a><b> b</b>"), [(0, 3)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_read_back(document in generate::document()) {
        let html = page(&document);
        let found = parse(&html).document;
        prop_assert_eq!(folded(&found), folded(&document), "{}", html::blocks(&document));
        prop_assert_eq!(&page(&found), &page(&parse(&page(&found)).document));
    }

    #[test]
    fn nothing_panics_on_tag_soup(parts in prop::collection::vec(
        prop::sample::select(vec![
            "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<b>",
            "</b>", "<a href=x>", "</a>", "<template>", "</template>", "<svg>", "<math>", "text",
            "<form>", "<select>", "<option>", "<h1>", "<body>", "<html>", "<frameset>", "</body>",
            "<sup class=note>", "<i>", "<pre>", "\n", "<blockquote>", "<caption>", "<col>", "&#0;",
        ]), 1..60)) {
        if let Ok(reading) = read(Format::Html, parts.concat().as_bytes(), &Limits::default()) {
            prop_assert_eq!(reading.document.defects(), []);
        }
    }
}

#[test]
fn endnotes_stay_endnotes() {
    let mut text = Block::new(Kind::Paragraph, "Dams\u{FFFC} and pits\u{FFFC}.");
    for (at, key) in [(4, "1"), (14, "2")] {
        text.marks.push(document::Mark {
            start: at,
            end: at + 1,
            kind: MarkKind::Note {
                note: key.to_owned(),
            },
        });
    }
    let note = |key: &str, words: &str, info: Option<&str>| Block {
        note: Some(key.to_owned()),
        info: info.map(str::to_owned),
        ..Block::new(Kind::Footnote, words)
    };
    let document = Document {
        blocks: vec![
            text,
            note("1", "At the end.", Some(document::ENDNOTE)),
            note("2", "At the foot.", None),
        ],
        ..Document::default()
    };
    let page = page(&document);
    assert!(page.contains(">i</a></sup>") && page.contains(">1</a></sup>"));
    let read = parse(&page).document;
    let ends: Vec<bool> = read.blocks.iter().map(Block::is_endnote).collect();
    assert_eq!(ends, [false, true, false]);
}

#[test]
fn a_text_bears_its_remarks() {
    let mut block = Block::new(Kind::Paragraph, "Dams shall stay dry.");
    block.id = "b1".into();
    let document = Document {
        blocks: vec![block],
        ..Document::default()
    };
    let remark = |id: &str, block: usize, body: &str| formats::MarginComment {
        id: id.to_owned(),
        author: "Ana Souza".to_owned(),
        block,
        block_id: "b1".into(),
        start: 0,
        end: 4,
        body: body.to_owned(),
        ..formats::MarginComment::default()
    };
    let presentation = Presentation {
        notes: vec![
            remark("c1", 0, "Which <dams>?"),
            remark("c2", 7, "Nowhere."),
        ],
        ..Presentation::default()
    };
    let page = write(Format::Html, &document, &presentation).unwrap();
    let page = String::from_utf8(page).unwrap();
    for words in [
        "Which &lt;dams&gt;?",
        "Nowhere.",
        "href=\"#remark-c1\"",
        "id=\"at-remark-c1\"",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    assert_eq!(
        outline(&parse(&page).document),
        "Paragraph |Dams shall stay dry.\n"
    );
}
