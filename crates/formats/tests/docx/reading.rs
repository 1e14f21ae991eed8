//! What word processors write, as blocks.

use document::{AtomKind, Block, Kind, MarkKind};
use formats::{
    Limits,
    docx::{self, View},
};

use crate::{support::*, words};

const RELATIONSHIPS: &str = "<Relationships \
    xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"s\" Type=\"x/styles\" Target=\"styles.xml\"/>\
    <Relationship Id=\"n\" Type=\"x/numbering\" Target=\"numbering.xml\"/>\
    <Relationship Id=\"f\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/>\
    <Relationship Id=\"e\" Type=\"x/endnotes\" Target=\"endnotes.xml\"/>\
    <Relationship Id=\"c\" Type=\"x/comments\" Target=\"comments.xml\"/>\
    <Relationship Id=\"i\" Type=\"x/image\" Target=\"media/a.png\"/>\
    <Relationship Id=\"h\" Type=\"x/hyperlink\" Target=\"https://a.org/?q=1\" \
    TargetMode=\"External\"/></Relationships>";

fn part(root: &str, inside: &str) -> String {
    format!("<w:{root} {NAMESPACES}>{inside}</w:{root}>")
}

fn styles() -> String {
    let style = |id: &str, name: &str, more: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>"
        )
    };
    let mut all = style("1", "heading 1", "");
    all += &style("a", "标题 2", "");
    all += &style("Ttulo3", "Título 3", "");
    all += &style("Own", "House chapter", "<w:basedOn w:val=\"1\"/>");
    all += &style(
        "Lvl",
        "House level",
        "<w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr>",
    );
    all += &style("Loop", "Loop", "<w:basedOn w:val=\"Loop\"/>");
    all += &style("TOC1", "toc 1", "");
    all += &style("Q", "Intense Quote", "");
    all += &style(
        "Num",
        "List Number",
        "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
    );
    all += &style(
        "N2",
        "Numbered heading",
        "<w:basedOn w:val=\"1\"/><w:pPr><w:numPr>\
        <w:numId w:val=\"2\"/></w:numPr></w:pPr>",
    );
    all += "<w:style w:type=\"character\" w:styleId=\"S\"><w:name w:val=\"Strong\"/><w:rPr><w:b/>\
        </w:rPr></w:style>";
    part("styles", &all)
}

fn numbering() -> String {
    let level = |at: u8, format: &str, text: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}\
             <w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let definition = |id: u8, levels: &str| {
        format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
    };
    let mut all = definition(
        1,
        &(level(0, "decimal", "%1.", "") + &level(1, "lowerLetter", "(%2)", "")),
    );
    all += &definition(
        2,
        &level(
            0,
            "chineseCountingThousand",
            "第%1章",
            "<w:pStyle w:val=\"N2\"/>",
        ),
    );
    all += &definition(
        3,
        &(level(0, "upperRoman", "%1", "") + &level(1, "decimal", "%1.%2", "<w:isLgl/>")),
    );
    all += &definition(4, &level(0, "bullet", "\u{F0B7}", ""));
    for id in 1..=4 {
        all += &format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>");
    }
    all += "<w:num w:numId=\"5\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">\
        <w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>";
    part("numbering", &all)
}

pub(crate) fn package_of(markup: &str) -> Vec<u8> {
    let note = |id: u8, text: &str| {
        format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r><w:r>\
             <w:t xml:space=\"preserve\"> {text}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let separator = "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p>\
        </w:footnote>";
    let footnotes = part(
        "footnotes",
        &format!("{separator}{}{}", note(2, "two"), note(1, "one")),
    );
    let endnotes = part("endnotes", &note(1, "end").replace("footnote", "endnote"));
    let (styles, numbering) = (styles(), numbering());
    let comments = part("comments", "<w:comment w:id=\"0\"/>");
    let mut parts = vec![
        ("word/_rels/document.xml.rels", RELATIONSHIPS),
        ("word/styles.xml", styles.as_str()),
        ("word/numbering.xml", &numbering),
        ("word/comments.xml", &comments),
        ("word/media/a.png", "no real picture"),
    ];
    if markup.contains("Reference") {
        parts.extend([
            ("word/footnotes.xml", footnotes.as_str()),
            ("word/endnotes.xml", &endnotes),
        ]);
    }
    with_body(markup, &parts)
}

pub(crate) fn blocks(markup: &str) -> Vec<Block> {
    let bytes = package_of(markup);
    let reading = read(&bytes);
    // a sign of a symbol font is part of a word here and of none there
    if !markup.contains("w:sym ") {
        words::check(markup, &bytes, &reading);
    }
    reading.document.blocks
}

pub(crate) fn block(markup: &str) -> Block {
    blocks(markup).into_iter().next().expect("one block")
}

pub(crate) fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

pub(crate) fn listed(list: u8, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

pub(crate) fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn styles_in_many_dialects() {
    let check = |style: &str, kind, level| {
        let found = block(&styled(style, "Scope"));
        assert_eq!((found.kind, found.level), (kind, level), "{style}");
    };
    check("1", Kind::Heading, Some(1));
    check("a", Kind::Heading, Some(2));
    check("Ttulo3", Kind::Heading, Some(3));
    check("Own", Kind::Heading, Some(1));
    check("Lvl", Kind::Heading, Some(4));
    check("Q", Kind::Quote, Some(1));
    check("Loop", Kind::Paragraph, None);
    check("missing", Kind::Paragraph, None);
    let direct = "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    assert_eq!(block(direct).level, Some(2));
}

#[test]
fn labels_are_computed() {
    let check = |markup: &str, expect: &[&str]| {
        let found: Vec<String> = blocks(markup)
            .into_iter()
            .map(|block| block.number.unwrap_or_default())
            .collect();
        assert_eq!(found, expect);
    };
    let all = |items: &[(u8, u8)]| -> String {
        items
            .iter()
            .map(|(list, level)| listed(*list, *level, "x"))
            .collect()
    };
    check(
        &all(&[(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]),
        &["1.", "(a)", "(b)", "2.", "(a)"],
    );
    check(&all(&[(1, 0), (5, 0), (5, 0)]), &["1.", "7.", "8."]);
    check(&all(&[(3, 0), (3, 0), (3, 1)]), &["I", "II", "2.1"]);
    check(&all(&[(4, 0)]), &[""]);
    check(&(styled("Num", "x") + &styled("Num", "y")), &["1.", "2."]);
    check(
        &(styled("N2", "x") + &styled("N2", "y")),
        &["第一章", "第二章"],
    );
    check(&styled("1", "4.2 Tailings"), &["4.2"]);
    check(&styled("1", "Scope"), &[""]);
}

#[test]
fn items_of_lists() {
    let found = block(&listed(4, 2, "x"));
    assert_eq!(
        (found.kind, found.level, found.ordered),
        (Kind::Paragraph, Some(3), None)
    );
    let found = block(&listed(4, 0, "x"));
    assert_eq!(
        (found.kind, found.level, found.ordered),
        (Kind::ListItem, Some(1), Some(false))
    );
    let found = block(&listed(1, 1, "x"));
    assert_eq!(
        (found.kind, found.level, found.ordered),
        (Kind::ListItem, Some(2), Some(true))
    );
}

fn check_text(inside: &str, expect: &str) {
    assert_eq!(
        block(&format!("<w:p>{inside}</w:p>")).text,
        expect,
        "{inside}"
    );
}

#[test]
fn what_runs_can_hold() {
    check_text(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>",
        "a\tb\nc",
    );
    check_text(
        "<w:r><w:t>a</w:t><w:br w:type=\"page\"/><w:t>b</w:t></w:r>",
        "a\nb",
    );
    check_text(
        "<w:r><w:br w:type=\"page\"/><w:t>a</w:t><w:br w:type=\"column\"/></w:r>",
        "a",
    );
    check_text(
        "<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t><w:noBreakHyphen/></w:r>",
        "a\u{AD}b\u{2011}",
    );
    check_text("<w:r><w:t> trimmed </w:t></w:r>", "trimmed");
    check_text(
        "<w:r><w:t xml:space=\"preserve\"> kept </w:t></w:r>",
        " kept ",
    );
    check_text(
        "<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>5</w:t></w:r>",
        "≥5",
    );
    check_text(
        "<w:r><w:t>a &amp; &lt;b&gt; &#x5C3E;<![CDATA[ & c]]></w:t></w:r>",
        "a & <b> 尾 & c",
    );
    check_text(
        "<w:smartTag><w:r><w:t>in</w:t></w:r></w:smartTag><w:customXml><w:r><w:t>side</w:t></w:r></w:customXml>",
        "inside",
    );
    check_text(
        "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>",
        "control",
    );
    check_text(
        "<w:r><w:ruby><w:rt><w:r><w:t>wei</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>尾</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "尾",
    );
    check_text("<w:r><w:t>Cafe\u{301}</w:t></w:r>", "Café");
    check_text(
        "<w:r><w:t>Cafe</w:t></w:r><w:r><w:t>\u{301}</w:t></w:r>",
        "Café",
    );
    check_text(
        "<w:r><w:rPr><w:rtl/></w:rPr><w:t>مرحبا</w:t></w:r>",
        "مرحبا",
    );
}

#[test]
fn fields_give_their_result() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let field = |text: &str, result: &str| {
        let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
        format!("{begin}{}{separate}{result}{end}", instruction(text))
    };
    check_text(&field(" PAGE ", &run("7")), "7");
    check_text(&format!("a{}", field(" REF x ", &run("b"))), "b");
    check_text(&field(" IF ", &field(" PAGE ", &run("inner"))), "inner");
    check_text(
        &format!(
            "<w:fldSimple w:instr=\" DATE \">{}</w:fldSimple>",
            run("today")
        ),
        "today",
    );
    let linked = block(&format!(
        "<w:p>{}</w:p>",
        field(" HYPERLINK \"https://a.org\" ", &run("here"))
    ));
    let link = MarkKind::Link {
        href: "https://a.org".into(),
        title: None,
    };
    assert_eq!(linked.marks, [mark_of(0, 4, link)]);
}

pub(crate) fn mark_of(start: usize, end: usize, kind: MarkKind) -> document::Mark {
    mark(start, end, kind)
}

#[test]
fn looks_become_marks() {
    let check = |properties: &str, expect: &[MarkKind]| {
        let found = block(&format!(
            "<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>text</w:t></w:r></w:p>"
        ));
        let found: Vec<MarkKind> = found.marks.into_iter().map(|mark| mark.kind).collect();
        assert_eq!(found, expect, "{properties}");
    };
    check("<w:b/>", &[MarkKind::Strong]);
    check("<w:b w:val=\"0\"/>", &[]);
    check("<w:rStyle w:val=\"S\"/>", &[MarkKind::Strong]);
    check("<w:rStyle w:val=\"S\"/><w:b w:val=\"false\"/>", &[]);
    check("<w:i/><w:strike/>", &[MarkKind::Emphasis, MarkKind::Strike]);
    check("<w:u w:val=\"double\"/>", &[MarkKind::Underline]);
    check("<w:u w:val=\"none\"/>", &[]);
    check("<w:vertAlign w:val=\"superscript\"/>", &[MarkKind::Sup]);
    check(
        "<w:smallCaps/><w:highlight w:val=\"green\"/>",
        &[MarkKind::SmallCaps, MarkKind::Highlight],
    );
}

#[test]
fn links_by_relationship_and_by_place() {
    let check = |attributes: &str, expect: &str| {
        let found = block(&format!(
            "<w:p><w:hyperlink {attributes}><w:r><w:rPr><w:u w:val=\"single\"/></w:rPr>\
             <w:t>here</w:t></w:r></w:hyperlink></w:p>"
        ));
        let link = MarkKind::Link {
            href: expect.to_owned(),
            title: None,
        };
        assert_eq!(found.marks, [mark_of(0, 4, link)]);
    };
    check("r:id=\"h\"", "https://a.org/?q=1");
    check("w:anchor=\"scope\"", "#scope");
    check("r:id=\"h\" w:anchor=\"s\"", "https://a.org/?q=1#s");
}

#[test]
fn notes_follow_the_order_of_their_references() {
    let reference = |kind: &str, id: u8| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let markup = format!(
        "<w:p>{}{}{}</w:p>",
        reference("endnote", 1),
        reference("footnote", 2),
        reference("footnote", 1)
    );
    let found = blocks(&markup);
    let texts: Vec<_> = found
        .iter()
        .map(|block| (&*block.text, block.note.as_deref(), block.is_endnote()))
        .collect();
    assert_eq!(
        texts,
        [
            ("\u{FFFC}\u{FFFC}\u{FFFC}", None, false),
            ("end", Some("1"), true),
            ("two", Some("2"), false),
            ("one", Some("3"), false)
        ]
    );
}

#[test]
fn a_note_that_nothing_refers_to_is_kept_and_listed() {
    let reading = read(&package_of(
        "<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>",
    ));
    let texts: Vec<_> = reading
        .document
        .blocks
        .iter()
        .map(|block| &*block.text)
        .collect();
    assert_eq!(texts, ["\u{FFFC}", "one", "two", "end"]);
    assert_eq!(
        reading
            .problems
            .iter()
            .filter(|p| p.what.contains("nothing refers"))
            .count(),
        2
    );
}

#[test]
fn pictures_formulas_and_boxes() {
    let picture = "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"10\" cy=\"20\"/>\
        <wp:docPr id=\"1\" name=\"x\" descr=\"a map\"/><a:blip r:embed=\"i\"/></wp:inline></w:drawing></w:r></w:p>";
    let found = block(picture);
    assert_eq!((found.kind, &*found.atoms[0].alt), (Kind::Figure, "a map"));
    assert!(matches!(
        found.atoms[0].kind,
        AtomKind::Image {
            size: Some((10, 20)),
            ..
        }
    ));
    let formula = "<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>";
    assert_eq!(block(formula).atoms[0].alt, "a+b");
    let text_box = "<w:p><w:r><w:t>beside</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\">\
        <w:drawing><wp:anchor><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>\
        </wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r>\
        <w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>\
        </mc:AlternateContent></w:r></w:p>";
    let found: Vec<String> = blocks(text_box)
        .into_iter()
        .map(|block| block.text)
        .collect();
    assert_eq!(found, ["beside", "boxed"]);
}

#[test]
fn tables_with_merged_and_nested_cells() {
    let cell = |properties: &str, inside: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
    };
    let text = |text: &str| format!("<w:p>{}</w:p>", run(text));
    let nested = format!(
        "<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/>",
        cell("", &text("inner"))
    );
    let markup = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", &text("wide")),
        cell("", &text("right")),
        cell("<w:vMerge w:val=\"restart\"/>", &text("tall")),
        cell("", "<w:p/>"),
        cell("", &(text("two") + &text("paragraphs"))),
        cell("<w:vMerge/>", "<w:p/>"),
        cell("", &nested),
        cell("", &text("end")),
    );
    let found: Vec<_> = blocks(&markup)
        .into_iter()
        .map(|block| {
            let cell = block.cell.expect("a cell");
            (
                block.text,
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                cell.header,
            )
        })
        .collect();
    let expect = [
        ("wide", 0, 0, 1, 2, true),
        ("right", 0, 2, 1, 1, true),
        ("tall", 1, 0, 2, 1, false),
        ("", 1, 1, 1, 1, false),
        ("two", 1, 2, 1, 1, false),
        ("paragraphs", 1, 2, 1, 1, false),
        ("inner", 2, 1, 1, 1, false),
        ("end", 2, 2, 1, 1, false),
    ];
    let found: Vec<_> = found
        .iter()
        .map(|c| (&*c.0, c.1, c.2, c.3, c.4, c.5))
        .collect();
    // the empty paragraph after the inner table is a paragraph of the cell too
    let found: Vec<_> = found
        .into_iter()
        .filter(|c| !(c.0.is_empty() && c.1 == 2))
        .collect();
    assert_eq!(found, expect);
}

fn change(name: &str, text: &str) -> String {
    let text_name = if name == "del" { "delText" } else { "t" };
    format!(
        "<w:{name} w:id=\"1\" w:author=\"x\"><w:r><w:{text_name} xml:space=\"preserve\">{text}\
         </w:{text_name}></w:r></w:{name}>"
    )
}

/// A paragraph whose mark was changed like this.
fn ended(mark: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:rPr><w:{mark} w:id=\"2\"/></w:rPr></w:pPr>{inside}</w:p>")
}

fn check_sides(markup: &str, accepted: &[&str], rejected: &[&str]) {
    let bytes = package_of(markup);
    for (view, expect) in [(View::Accepted, accepted), (View::Rejected, rejected)] {
        let read = docx::read_as(&bytes, &Limits::default(), view).unwrap();
        let texts: Vec<_> = read
            .document
            .blocks
            .iter()
            .map(|block| &*block.text)
            .collect();
        assert_eq!(texts, expect, "{view:?} of {markup}");
    }
}

#[test]
fn tracked_text_is_read_on_either_side() {
    let edit = run("a ") + &change("ins", "new") + &change("del", "old");
    check_sides(&format!("<w:p>{edit}</w:p>"), &["a new"], &["a old"]);
    let nested = run("a") + "<w:ins>" + &change("del", "gone") + "</w:ins>";
    check_sides(&format!("<w:p>{nested}</w:p>"), &["a"], &["a"]);
}

#[test]
fn tracked_paragraph_marks_join_and_part() {
    let plain = |text: &str| format!("<w:p>{}</w:p>", run(text));
    let deleted = ended("del", &run("one ")) + &plain("two");
    check_sides(&deleted, &["one two"], &["one ", "two"]);
    let inserted = ended("ins", &run("one ")) + &plain("two");
    check_sides(&inserted, &["one ", "two"], &["one two"]);
    let whole = ended("del", &change("del", "x")) + &plain("y");
    check_sides(&whole, &["y"], &["x", "y"]);
    let from = ended("moveFrom", &change("moveFrom", "m"));
    let to = ended("moveTo", &change("moveTo", "m"));
    let moved = from + &plain("a") + &to + &plain("b");
    check_sides(&moved, &["a", "m", "b"], &["m", "a", "b"]);
}

#[test]
fn tracked_rows_and_cells_come_and_go() {
    let cell = |properties: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{}</w:p></w:tc>",
            run(text)
        )
    };
    let row = |mark: &str, text: &str| {
        format!(
            "<w:tr><w:trPr><w:{mark} w:id=\"3\"/></w:trPr>{}</w:tr>",
            cell("", text)
        )
    };
    let rows = row("ins", "i") + &row("del", "d");
    check_sides(&format!("<w:tbl>{rows}</w:tbl>"), &["i"], &["d"]);
    let cells = cell("<w:cellIns/>", "i") + &cell("<w:cellDel/>", "d") + &cell("", "s");
    check_sides(
        &format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"),
        &["i", "s"],
        &["d", "s"],
    );
}

#[test]
fn contents_comments_and_empty_paragraphs_are_no_text() {
    let markup = styled("TOC1", "Scope 3") + "<w:p/>" + &styled("1", "Scope") + "<w:p><w:r/></w:p>";
    let reading = read(&package_of(&markup));
    assert_eq!(reading.document.blocks.len(), 1);
    assert_eq!(reading.document.title, "Scope");
    let listed: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| &*problem.what)
        .collect();
    assert!(
        listed
            .iter()
            .any(|what| what.contains("table of contents of 1 lines")),
        "{listed:?}"
    );
    assert!(
        listed.iter().any(|what| what.contains("1 comments")),
        "{listed:?}"
    );
}

#[test]
fn other_prefixes_and_strict_files_are_the_same() {
    let odd = body(&styled("1", "Scope"))
        .replace("w:", "ns0:")
        .replace("xmlns:w=", "xmlns:ns0=")
        .replace(
            "schemas.openxmlformats.org/wordprocessingml/2006/main",
            "purl.oclc.org/ooxml/wordprocessingml/main",
        );
    let reading = read(&package(&[("word/document.xml", &odd)]));
    assert_eq!(reading.document.blocks[0].text, "Scope");
}

#[test]
fn ids_are_unique_however_the_file_repeats_them() {
    let named = |id: &str| {
        format!(
            "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"_u_{id}\"/>{}</w:p>",
            run("x")
        )
    };
    let found =
        blocks(&(named("k7") + &named("k7") + &named("b1") + "<w:p><w:r><w:t>y</w:t></w:r></w:p>"));
    let ids: Vec<_> = found.iter().map(|block| block.id.as_str()).collect();
    assert_eq!(ids, ["k7", "b2", "b1", "b3"]);
}
