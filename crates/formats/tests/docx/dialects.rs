//! The same things as different word processors write them.

use document::{AtomKind, Block, Kind, MarkKind};

use crate::{
    reading::{block, blocks, listed, mark_of, package_of, run, styled},
    support::*,
    words,
};

fn p(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

fn sdt(tag: &str, inside: &str) -> String {
    format!(
        "<w:sdt><w:sdtPr><w:id w:val=\"-12\"/><w:tag w:val=\"{tag}\"/></w:sdtPr><w:sdtContent>{inside}\
         </w:sdtContent></w:sdt>"
    )
}

fn texts(markup: &str) -> Vec<String> {
    let found = blocks(markup).into_iter();
    found.map(|block| block.text).collect()
}

fn check(markup: &str, expect: &[&str]) {
    assert_eq!(texts(markup), expect, "{markup}");
}

/// A package whose styles are these: id, name, what else.
fn with_styles(markup: &str, styles: &[(&str, &str, &str)]) -> Vec<Block> {
    let styles: Vec<String> = styles
        .iter()
        .map(|(id, name, more)| {
            format!(
                "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>"
            )
        })
        .collect();
    let styles = format!("<w:styles {NAMESPACES}>{}</w:styles>", styles.concat());
    let relationships = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"s\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let bytes = with_body(
        markup,
        &[
            ("word/_rels/document.xml.rels", relationships),
            ("word/styles.xml", &styles),
        ],
    );
    read(&bytes).document.blocks
}

#[test]
fn headings_of_wps_and_of_localised_programs() {
    let check = |name: &str, level| {
        let found = with_styles(&styled("7", "x"), &[("7", name, "")]);
        assert_eq!(
            (found[0].kind, found[0].level),
            (Kind::Heading, Some(level)),
            "{name}"
        );
    };
    check("heading 1", 1);
    check("标题 1", 1);
    check("標題 2", 2);
    check("Título 1", 1);
    check("Cabeçalho 3", 3);
    check("Titre 2", 2);
    check("Überschrift 1", 1);
    check("Заголовок 4", 4);
    check("見出し 1", 1);
    let based = [
        ("2", "heading 1", "<w:basedOn w:val=\"1\"/>"),
        ("8", "正文章标题", "<w:basedOn w:val=\"9\"/>"),
        ("9", "house", "<w:basedOn w:val=\"2\"/>"),
    ];
    assert_eq!(with_styles(&styled("8", "x"), &based)[0].level, Some(1));
    // an outline level of body text takes a heading back
    let body = [(
        "2",
        "heading 1",
        "<w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr>",
    )];
    assert_eq!(
        with_styles(&styled("2", "x"), &body)[0].kind,
        Kind::Paragraph
    );
}

#[test]
fn styles_that_the_file_does_not_state_go_by_their_id() {
    let found = |style: &str| {
        let blocks = read(&with_body(&styled(style, "x"), &[])).document.blocks;
        (blocks[0].kind, blocks[0].level)
    };
    assert_eq!(found("Heading2"), (Kind::Heading, Some(2)));
    assert_eq!(found("berschrift1"), (Kind::Heading, Some(1)));
    assert_eq!(found("Ttulo3"), (Kind::Heading, Some(3)));
    assert_eq!(found("2"), (Kind::Paragraph, None));
}

#[test]
fn controls_wrap_anything() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(&run(text)));
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    check(
        &sdt("goog_rdk_0", &(p(&run("a")) + &p(&run("b")))),
        &["a", "b"],
    );
    check(&p(&(run("a ") + &sdt("goog_rdk_1", &run("b")))), &["a b"]);
    let rows = sdt("goog_rdk_2", &row(&cell("a"))) + &row(&sdt("goog_rdk_3", &cell("b")));
    let table = blocks(&format!("<w:tbl>{rows}</w:tbl>"));
    let places: Vec<_> = table
        .iter()
        .map(|it| it.cell.as_ref().map(|c| (c.row, c.column)))
        .collect();
    assert_eq!(places, [Some((0, 0)), Some((1, 0))]);
    let wrapped = "<w:customXml w:element=\"x\"><w:customXmlPr/>".to_owned()
        + &p(&run("a"))
        + "</w:customXml>";
    check(&wrapped, &["a"]);
    let nested = sdt("x", &sdt("y", &p(&sdt("z", &run("deep")))));
    check(&nested, &["deep"]);
    let inline = "<w:smartTag w:element=\"place\"><w:bdo w:val=\"rtl\"><w:dir w:val=\"ltr\">"
        .to_owned()
        + &run("inside")
        + "</w:dir></w:bdo></w:smartTag>";
    check(&p(&inline), &["inside"]);
}

#[test]
fn a_choice_is_made_once() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(&run(text)));
    let choice = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor>{}</wp:anchor>\
         </w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape>\
         </w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        text_box("boxed"),
        text_box("boxed")
    );
    check(&p(&(run("beside") + &choice)), &["beside", "boxed"]);
    let old = choice
        .replace("wps", "unknown")
        .replace("<w:drawing><wp:anchor>", "<w:x>");
    let old = old.replace("</wp:anchor></w:drawing>", "</w:x>");
    assert_eq!(texts(&p(&(run("beside") + &old))).len(), 2);
}

#[test]
fn a_text_box_waits_for_the_end_of_its_paragraph() {
    let boxed = format!(
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>\
         </w:pict></w:r>",
        p(&run("boxed"))
    );
    let mark = "<w:pPr><w:rPr><w:del w:author=\"A\"/></w:rPr></w:pPr>";
    let joined = format!("<w:p>{mark}{}{boxed}</w:p>", run("one ")) + &p(&run("two"));
    check(&joined, &["one two", "boxed"]);
}

#[test]
fn fields_over_runs_and_paragraphs() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code =
        |text: &str| format!("<w:r><w:instrText xml:space=\"preserve\">{text}</w:instrText></w:r>");
    let contents = "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>".to_owned()
        + &mark("begin")
        + &code(" TOC \\o ")
        + &mark("separate")
        + "<w:hyperlink w:anchor=\"_Toc1\">"
        + &run("Scope")
        + &mark("begin")
        + &code(" PAGEREF _Toc1 ")
        + &mark("separate")
        + &run("3")
        + &mark("end")
        + "</w:hyperlink></w:p>"
        + &p(&mark("end"))
        + &styled("1", "Scope");
    check(&contents, &["Scope"]);
    let over = p(&(run("a ") + &mark("begin") + &code(" QUOTE ") + &mark("separate") + &run("b")))
        + &p(&(run("c") + &mark("end") + &run(" d")));
    check(&over, &["a b", "c d"]);
    let nested = "<w:fldSimple w:instr=\" IF \"><w:fldSimple w:instr=\" PAGE \">".to_owned()
        + &run("7")
        + "</w:fldSimple></w:fldSimple>";
    check(&p(&nested), &["7"]);
}

#[test]
fn looks_that_mean_something() {
    let worn = |property: &str| {
        block(&p(&format!(
            "<w:r><w:rPr>{property}</w:rPr><w:t>x</w:t></w:r>"
        )))
    };
    let check = |property: &str, kind: MarkKind| {
        assert_eq!(worn(property).marks, [mark_of(0, 1, kind)], "{property}");
    };
    check("<w:vertAlign w:val=\"subscript\"/>", MarkKind::Sub);
    check("<w:vertAlign w:val=\"superscript\"/>", MarkKind::Sup);
    check("<w:smallCaps/>", MarkKind::SmallCaps);
    check("<w:bCs/><w:b w:val=\"1\"/>", MarkKind::Strong);
    check("<w:dstrike/>", MarkKind::Strike);
    check("<w:highlight w:val=\"green\"/>", MarkKind::Highlight);
    assert_eq!(worn("<w:caps/>").marks, []);
    assert_eq!(
        worn("<w:b w:val=\"false\"/><w:rtl/><w:lang w:bidi=\"ar-SA\"/>").marks,
        []
    );
}

#[test]
fn breaks_that_are_no_text() {
    let section = "<w:p><w:pPr><w:sectPr><w:type w:val=\"nextPage\"/></w:sectPr></w:pPr>"
        .to_owned()
        + &run("before")
        + "</w:p>"
        + &p(&("<w:r><w:lastRenderedPageBreak/></w:r>".to_owned() + &run("after")));
    check(&section, &["before", "after"]);
    let proofed = "<w:proofErr w:type=\"spellStart\"/>".to_owned()
        + &run("tail")
        + "<w:proofErr w:type=\"spellEnd\"/><w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/>\
           <w:bookmarkEnd w:id=\"0\"/><w:permStart w:id=\"1\"/>"
        + &run("ings");
    check(&p(&proofed), &["tailings"]);
}

#[test]
fn formulas_in_lines_and_by_themselves() {
    let formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>";
    let inline = block(&p(&(run("so ") + formula)));
    assert_eq!(inline.text, "so \u{FFFC}");
    assert_eq!(inline.atoms[0].alt, "a+b");
    let shown = p(&format!("<m:oMathPara>{formula}</m:oMathPara>"));
    assert!(matches!(
        block(&shown).atoms[0].kind,
        AtomKind::Equation { .. }
    ));
    check(
        &format!("<m:oMathPara>{formula}</m:oMathPara>{}", p(&run("x"))),
        &["\u{FFFC}", "x"],
    );
}

#[test]
fn tables_in_tables_keep_all_their_words() {
    let table = |inside: &str| format!("<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>");
    let inner = table(&(p(&run("inner one")) + &table(&p(&run("innermost")))));
    let outer = table(&(p(&run("before")) + &inner + &p(&run("after"))));
    let found = blocks(&outer);
    let texts: Vec<&str> = found
        .iter()
        .map(|it| it.text.as_str())
        .filter(|it| !it.is_empty())
        .collect();
    assert_eq!(texts, ["before", "inner one", "innermost", "after"]);
    assert!(found.iter().all(|it| {
        it.cell
            .as_ref()
            .is_some_and(|c| (c.row, c.column) == (0, 0))
    }));
}

#[test]
fn rows_that_came_or_went_in_inner_tables() {
    let inner = |mark: &str| {
        format!(
            "<w:tbl><w:tr><w:trPr><w:{mark} w:author=\"A\"/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
            p(&run("x"))
        )
    };
    let outer = |mark: &str| {
        format!(
            "<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>",
            inner(mark),
            p(&run("y"))
        )
    };
    check(&outer("ins"), &["x", "y"]);
    let read = read(&package_of(&outer("del")));
    assert_eq!(read.document.blocks.len(), 1);
}

#[test]
fn what_is_left_out_is_listed() {
    let check = |markup: &str, part: &str| {
        let bytes = package_of(markup);
        let reading = read(&bytes);
        words::check(markup, &bytes, &reading);
        let listed: Vec<&str> = reading.problems.iter().map(|it| it.what.as_str()).collect();
        assert!(
            listed.iter().any(|it| it.contains(part)),
            "{part:?} in {listed:?}"
        );
    };
    check("<w:altChunk r:id=\"x\"/>", "another embedded file");
    check(&p("<w:subDoc r:id=\"x\"/>"), "sub-document");
    let chart = "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"x\" descr=\"growth\"/></wp:inline>\
        </w:drawing></w:r>";
    check(&p(chart), "chart was left out: growth");
    let aid = "<w:r><w:ruby><w:rt><w:r><w:t>wei</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>尾</w:t></w:r>\
        </w:rubyBase></w:ruby></w:r>";
    check(&p(aid), "\u{201C}wei\u{201D}");
    check(&listed(4, 0, "x"), "comments in the margin");
}
