//! Redlines as JSON, HTML, Markdown and text, on a pair small enough to read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

use std::ops::Range;

use document::{Block, BlockId, Cell, Document, Kind, Mark, MarkKind};
use formats::{
    Format, Imprint, Limits, MarginComment, MarginReply, Presentation, Side, html, terminal,
    write_redline,
};
use redline::{Change, ChangeKind, Op, Redline, Segment};

/// Blocks with the ids that their place gives them.
fn document(prefix: &str, blocks: Vec<Block>) -> Document {
    let mut document = Document {
        title: "Mitigation {++plan++}".to_owned(),
        language: "en".to_owned(),
        blocks,
        ..Document::default()
    };
    for (index, block) in document.blocks.iter_mut().enumerate() {
        block.id = BlockId::from(format!("{prefix}{index}"));
    }
    document
}

fn labelled(kind: Kind, number: &str, text: &str) -> Block {
    let mut block = Block::new(kind, text);
    block.number = Some(number.to_owned());
    block
}

fn item(number: &str, text: &str) -> Block {
    let mut block = labelled(Kind::ListItem, number, text);
    block.level = Some(1);
    block.ordered = Some(true);
    block
}

fn heading(level: u8, number: &str, text: &str) -> Block {
    let mut block = labelled(Kind::Heading, number, text);
    block.level = Some(level);
    block
}

fn cell(row: u32, column: u32, text: &str) -> Block {
    let mut block = Block::new(Kind::Cell, text);
    block.cell = Some(Cell {
        table: "t1".to_owned(),
        row,
        column,
        row_span: 1,
        column_span: 1,
        header: row == 0,
    });
    block
}

fn old() -> Document {
    document(
        "o",
        vec![
            heading(2, "4.1", "Buffers"),
            Block::new(
                Kind::Paragraph,
                "A buffer of 500 m is kept. Tailings are dry.",
            ),
            item("1.", "avoid;"),
            item("2.", "offset {++first++}."),
            Block::new(Kind::Paragraph, "Moves away."),
            cell(0, 0, "Phase"),
            cell(0, 1, "Measure"),
            cell(1, 0, "Design"),
            cell(1, 1, "Drain"),
            Block::new(Kind::Paragraph, "尾矿库应当干堆。"),
            Block::new(Kind::Paragraph, "Twice a year."),
            Block::new(Kind::Rule, ""),
        ],
    )
}

fn new() -> Document {
    let mut strong = Block::new(Kind::Paragraph, "尾矿库应当干堆。Twice a year.");
    strong.marks.push(Mark {
        start: 0,
        end: 3,
        kind: MarkKind::Strong,
    });
    document(
        "n",
        vec![
            heading(3, "4.2", "Buffers"),
            Block::new(Kind::Paragraph, "A buffer of 800 m is kept."),
            Block::new(Kind::Paragraph, "Tailings are dry."),
            item("1.", "avoid;"),
            cell(0, 0, "Phase"),
            cell(0, 1, "Measure"),
            cell(1, 0, "Closure"),
            cell(1, 1, "Cap"),
            strong,
            Block::new(Kind::Paragraph, "Moves here and away."),
        ],
    )
}

fn segment(op: Op, text: &str) -> Segment<'_> {
    Segment {
        op,
        text,
        marks: Vec::new(),
        old_marks: None,
        atoms: Vec::new(),
        paragraph_break: false,
    }
}

fn paragraph_break<'a>(op: Op) -> Segment<'a> {
    Segment {
        paragraph_break: true,
        ..segment(op, "")
    }
}

/// One change of each kind, written down by hand: what renderers show must not depend on how well
/// texts are compared.
fn changes<'a>() -> Vec<Change<'a>> {
    [prose(), table(), merged(), moved_here()].concat()
}

fn change<'a>(
    kind: ChangeKind,
    old: Range<usize>,
    new: Range<usize>,
    segments: Vec<Segment<'a>>,
) -> Change<'a> {
    Change {
        kind,
        old,
        new,
        segments,
    }
}

fn whole(op: Op, text: &str) -> Vec<Segment<'_>> {
    vec![segment(op, text)]
}

fn prose<'a>() -> Vec<Change<'a>> {
    let split = vec![
        segment(Op::Same, "A buffer of "),
        segment(Op::Delete, "500"),
        segment(Op::Insert, "800"),
        segment(Op::Same, " m is kept."),
        segment(Op::Delete, " "),
        paragraph_break(Op::Insert),
        segment(Op::Same, "Tailings are dry."),
    ];
    let offset = whole(Op::Delete, "offset {++first++}.");
    let away = ChangeKind::MovedFrom { move_id: 1 };
    vec![
        change(
            ChangeKind::Reformatted,
            0..1,
            0..1,
            whole(Op::Same, "Buffers"),
        ),
        change(ChangeKind::Split, 1..2, 1..3, split),
        change(ChangeKind::Same, 2..3, 3..4, whole(Op::Same, "avoid;")),
        change(ChangeKind::Deleted, 3..4, 4..4, offset),
        change(away, 4..5, 4..4, whole(Op::Same, "Moves away.")),
    ]
}

fn table<'a>() -> Vec<Change<'a>> {
    vec![
        change(ChangeKind::Same, 5..6, 4..5, whole(Op::Same, "Phase")),
        change(ChangeKind::Same, 6..7, 5..6, whole(Op::Same, "Measure")),
        change(ChangeKind::Deleted, 7..8, 6..6, whole(Op::Delete, "Design")),
        change(ChangeKind::Deleted, 8..9, 6..6, whole(Op::Delete, "Drain")),
        change(
            ChangeKind::Inserted,
            9..9,
            6..7,
            whole(Op::Insert, "Closure"),
        ),
        change(ChangeKind::Inserted, 9..9, 7..8, whole(Op::Insert, "Cap")),
    ]
}

fn merged<'a>() -> Vec<Change<'a>> {
    let mut reformatted = segment(Op::Same, "尾矿库");
    reformatted.marks = vec![Mark {
        start: 0,
        end: 3,
        kind: MarkKind::Strong,
    }];
    reformatted.old_marks = Some(Vec::new());
    let merged = vec![
        reformatted,
        segment(Op::Same, "应当干堆。"),
        paragraph_break(Op::Delete),
        segment(Op::Same, "Twice a year."),
    ];
    vec![
        change(ChangeKind::Merged, 9..11, 8..9, merged),
        change(ChangeKind::Deleted, 11..12, 9..9, whole(Op::Delete, "")),
    ]
}

fn moved_here<'a>() -> Vec<Change<'a>> {
    let edited = vec![
        segment(Op::Same, "Moves "),
        segment(Op::Insert, "here and "),
        segment(Op::Same, "away."),
    ];
    vec![change(
        ChangeKind::MovedTo { move_id: 1 },
        12..12,
        9..10,
        edited,
    )]
}

fn presentation() -> Presentation {
    Presentation {
        author: "Ana Macuácua".to_owned(),
        date: "2026-11-23T12:00:00Z".to_owned(),
        old_label: "Revision 1".to_owned(),
        new_label: "Revision 2".to_owned(),
        notes: vec![MarginComment {
            id: "c1".to_owned(),
            author: "Li Wei".to_owned(),
            body: "Why <800 m>?".to_owned(),
            block: 1,
            start: 2,
            end: 17,
            replies: vec![MarginReply {
                author: "Ana".to_owned(),
                body: "Field data.".to_owned(),
                ..MarginReply::default()
            }],
            ..MarginComment::default()
        }],
        ..Presentation::default()
    }
}

fn written(format: Format, redline: &Redline<'_>) -> String {
    String::from_utf8(write_redline(format, redline, &presentation()).unwrap()).unwrap()
}

#[test]
fn golden_redlines() {
    let (old, new) = (old(), new());
    let redline = Redline {
        old: &old,
        new: &new,
        changes: changes(),
    };
    insta::assert_snapshot!("redline_markdown", written(Format::Markdown, &redline));
    insta::assert_snapshot!("redline_text", terminal(&redline, false));
    insta::assert_snapshot!(
        "redline_colour",
        terminal(&redline, true).replace('\u{1b}', "␛")
    );
    let labels = html::Labels::for_language("en");
    insta::assert_snapshot!("redline_html", html::redline_blocks(&redline, &labels, &[]));
    insta::assert_json_snapshot!("redline_json", json(&redline));
}

/// The JSON without its figures and digests, which other crates answer for.
fn json(redline: &Redline<'_>) -> serde_json::Value {
    let mut json: serde_json::Value =
        serde_json::from_str(&written(Format::Json, redline)).unwrap();
    assert!(json["stats"]["hunks"].is_u64() && json["stats"]["moved_chars"].is_u64());
    assert_eq!(json["old"]["sha256"].as_str().map(str::len), Some(64));
    json["stats"] = "[figures]".into();
    json["old"]["sha256"] = "[digest]".into();
    json["new"]["sha256"] = "[digest]".into();
    json
}

/// Remarks stand in the page, escaped, behind what they are on.
#[test]
fn remarks_stand_beside_the_text() {
    let (old, new) = (old(), new());
    let page = written(
        Format::Html,
        &Redline {
            old: &old,
            new: &new,
            changes: changes(),
        },
    );
    let remark = page.split("<aside").nth(1).unwrap();
    assert!(remark.contains("<q>buffer of 800 m</q>"), "{remark}");
    assert!(
        remark.contains("Why &lt;800 m&gt;?") && remark.contains("Field data."),
        "{remark}"
    );
    assert!(
        !page.contains("<script") && !page.contains(" style="),
        "{page}"
    );
}

/// Remarks on both sides, on a whole block and on none, all of them trying to get out.
fn hostile_presentation() -> Presentation {
    let remark = |side: Side, block, start, end| MarginComment {
        id: format!("{side:?}{block}"),
        author: "Li <Wei>".to_owned(),
        organisation: "ICMM \"x\"".to_owned(),
        date: "2026-11-23T12:00:00Z".to_owned(),
        side,
        block,
        start,
        end,
        body: "</aside><script>alert(1)</script>".to_owned(),
        resolved: true,
        ..MarginComment::default()
    };
    let notes = vec![
        remark(Side::Old, 4, 0, 5),
        remark(Side::Old, 1, 12, 15),
        remark(Side::New, 9, 3, 12),
        remark(Side::New, 2, 0, 0),
        remark(Side::New, 99, 0, 1),
    ];
    Presentation {
        notes,
        imprint: Imprint {
            guideline: "<b>mining".to_owned(),
            address: "javascript:alert(1)".to_owned(),
            ..Imprint::default()
        },
        ..presentation()
    }
}

#[test]
fn a_page_tells_where_changes_come_from() {
    let (old, new) = (old(), new());
    let redline = Redline {
        old: &old,
        new: &new,
        changes: changes(),
    };
    let told = html::Told {
        whole: "<p>Behind each change stands whose it is.</p>".to_owned(),
        changes: vec![String::new(), "<details>Ana</details>\n".to_owned()],
    };
    let page = html::write_redline_told(&redline, &presentation(), &told).unwrap();
    let page = String::from_utf8(page).unwrap();
    let (head, text) = page.split_once("<main").unwrap();
    assert!(
        head.contains("</dl>\n<p>Behind each change stands whose it is.</p><nav"),
        "{head}"
    );
    let second = redline.new_blocks(&redline.changes[1]).last().unwrap();
    let (before, after) = text.split_once("<details>Ana</details>\n").unwrap();
    let block = before.rfind("<p id=").map(|at| &before[at..]).unwrap();
    assert!(block.contains(&format!("id=\"{}\"", second.id)), "{block}");
    assert!(!after.contains("<details>Ana"));
    let plain = write_redline(Format::Html, &redline, &presentation()).unwrap();
    let untold = html::Told::default();
    let same = html::write_redline_told(&redline, &presentation(), &untold).unwrap();
    assert_eq!(same, plain);
}

/// The page as a whole: it loads nothing and runs nothing, and every link of it leads somewhere.
#[test]
fn the_page_is_complete_in_itself() {
    let (old, new) = (old(), new());
    let redline = Redline {
        old: &old,
        new: &new,
        changes: changes(),
    };
    let presentation = hostile_presentation();
    let page = write_redline(Format::Html, &redline, &presentation).unwrap();
    let page = String::from_utf8(page).unwrap();
    check_links(&page);
    let harmful = [
        "<script",
        "src=",
        "@import",
        "url(",
        "javascript:alert(1)\"",
        "<b>mining",
        "onclick",
        " style=",
    ];
    for found in harmful {
        assert!(!page.contains(found), "{found} in {page}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(
        page.contains("<span class=\"passage\">500</span>"),
        "{page}"
    );
    assert!(
        page.contains("Li &lt;Wei&gt;</b> (ICMM &quot;x&quot;)"),
        "{page}"
    );
    assert_eq!(page.matches("<aside").count(), 5, "{page}");
    assert_eq!(page.matches(">resolved<").count(), 5, "{page}");
}

/// Every place that is linked to stands in the page once; what has no passage is linked to from the
/// list alone.
fn check_links(page: &str) {
    let values = |name: &str| -> Vec<&str> {
        let pieces = page.split(name).skip(1);
        pieces
            .map(|piece| piece.split('"').next().unwrap())
            .collect()
    };
    let ids = values(" id=\"");
    for id in &ids {
        let count = ids.iter().filter(|other| *other == id).count();
        assert_eq!(count, 1, "{id} in {page}");
    }
    for target in values("href=\"#") {
        let nowhere = target == "at-remark-New99";
        assert!(nowhere || ids.contains(&target), "{target} in {page}");
    }
}

/// The words around a redline are in its language.
#[test]
fn the_page_speaks_the_language_of_the_text() {
    let (old, mut new) = (old(), new());
    for (language, words) in [
        ("zh-CN", ["修订列表", "删除：", "图例"]),
        ("pt", ["Lista de alterações", "excluído: ", "Legenda"]),
        ("en", ["List of changes", "deleted: ", "Legend"]),
    ] {
        new.language = language.to_owned();
        let redline = Redline {
            old: &old,
            new: &new,
            changes: changes(),
        };
        let page = written(Format::Html, &redline);
        for word in words {
            assert!(page.contains(word), "{word} in {page}");
        }
    }
}

/// The page of a text has contents and a title block, of which nothing is read as text.
#[test]
fn the_page_of_a_text_reads_as_the_text() {
    let mut document = new();
    let mut picture = Block::new(Kind::Paragraph, "see \u{FFFC}");
    picture.atoms.push(document::Atom {
        at: 4,
        kind: document::AtomKind::RemoteImage {
            href: "https://example.org/a.png".to_owned(),
        },
        alt: "Map".to_owned(),
    });
    document.blocks.push(picture);
    document.number_blocks();
    let presentation = Presentation {
        imprint: Imprint {
            guideline: "mining".to_owned(),
            revision: Some(3),
            ..Imprint::default()
        },
        ..Presentation::default()
    };
    let page = formats::write(Format::Html, &document, &presentation).unwrap();
    let text = String::from_utf8(page.clone()).unwrap();
    check_links(&text);
    assert!(
        text.contains("<dd>mining</dd>") && text.contains("Contents"),
        "{text}"
    );
    assert!(!text.contains("<img") && !text.contains("src="), "{text}");
    let again = formats::read(Format::Html, &page, &Limits::default()).unwrap();
    assert_eq!(again.document.blocks, document.blocks);
}
