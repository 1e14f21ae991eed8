//! A house's own template: its looks come, its text, macros and links stay behind.

use std::process::Command;

use document::{Block, Document, Kind, MarkKind};
use formats::{
    Presentation, WriteError,
    docx::{self, View},
};
use redline::{Options, compare};

use crate::{
    house::by_hand,
    redlines::{like, presentation, read_as},
    support::*,
};

const A: &str = "The operator shall avoid areas of high biodiversity value wherever possible.";
const B: &str = "Tailings facilities shall be monitored at least once every month.";

/// Something of everything.
fn sample() -> Document {
    let mut blocks = vec![
        heading(1, Some("1"), "Scope"),
        heading(2, None, "Terms"),
        with_notes(&format!("{A}[1]")),
        item(1, Some("(a)"), A),
        item(2, None, B),
        item(1, Some("(b)"), B),
        Block {
            level: Some(1),
            ..Block::new(Kind::Quote, A)
        },
        Block {
            info: Some("rust".into()),
            ..Block::new(Kind::Code, "fn main() {\n}")
        },
        marked(
            paragraph(B),
            vec![mark(0, 8, MarkKind::Strong), mark(9, 19, link())],
        ),
    ];
    blocks.extend(table(&[&["Phase", "Measure"], &["Closure", B]]));
    blocks.push(footnote("1", "The note."));
    document(blocks)
}

fn link() -> MarkKind {
    MarkKind::Link {
        href: "https://example.org/".to_owned(),
        title: None,
    }
}

fn with(template: &[u8]) -> Presentation {
    Presentation {
        template: Some(template.into()),
        ..presentation()
    }
}

/// Both the text alone and a redline come back as they were, in these looks.
fn write(template: &[u8]) -> Vec<u8> {
    let new = sample();
    let mut old = sample();
    old.blocks[2] = with_notes(&format!("{B}[1]"));
    old.blocks.remove(4);
    old.number_blocks();
    let bytes = docx::write(&new, &with(template)).unwrap();
    assert_eq!(read(&bytes).document, new);
    let redline = compare(&old, &new, &Options::default());
    let bytes = docx::write_redline(&redline, &with(template)).unwrap();
    assert_eq!(
        like(read_as(&bytes, View::Accepted), &new).blocks,
        new.blocks
    );
    assert_eq!(
        like(read_as(&bytes, View::Rejected), &old).blocks,
        old.blocks
    );
    bytes
}

#[test]
fn styles_come_under_our_ids() {
    let bytes = write(&by_hand(&[]));
    let styles = part(&bytes, "word/styles.xml");
    let style = |id: &str| {
        let found = styles
            .split("<w:style ")
            .find(|it| it.contains(&format!("w:styleId=\"{id}\"")));
        found.unwrap_or_else(|| panic!("{id} in {styles}"))
    };
    assert!(style("Normal").contains("111111"));
    assert!(style("Heading1").contains("AA0000") && style("Heading1").contains("\"heading 1\""));
    assert!(style("Heading1").contains("<w:basedOn w:val=\"Normal\"/>"));
    assert!(
        !style("Heading1").contains("numPr"),
        "labels are the text's own"
    );
    assert!(style("Heading2").contains("标题 2"), "by its outline level");
    assert!(
        style("HouseHeading3").contains("Motto"),
        "an id of ours by accident"
    );
    assert!(style("b").contains("<w:basedOn w:val=\"HouseHeading3\"/>"));
    assert!(
        style("Heading3").contains("heading 3"),
        "what the template lacks is ours"
    );
    assert!(styles.contains("方正仿宋") && styles.contains("<w:lang w:val=\"en-GB\""));
    for id in ["Normal", "Heading1", "Heading2", "Heading3", "FootnoteText"] {
        assert_eq!(
            styles.matches(&format!("w:styleId=\"{id}\"")).count(),
            1,
            "{id}"
        );
    }
}

#[test]
fn lists_stay_apart() {
    let bytes = write(&by_hand(&[]));
    let numbering = part(&bytes, "word/numbering.xml");
    let house = between(
        &numbering,
        "w:lvlText w:val=\"House %1\"",
        "</w:abstractNum>",
    );
    assert!(!house.contains("pStyle"));
    let mut definitions: Vec<&str> = numbering
        .split("<w:abstractNum w:abstractNumId=\"")
        .skip(1)
        .collect();
    let count = definitions.len();
    definitions.sort_by_key(|it| it.split('"').next());
    definitions.dedup_by_key(|it| it.split('"').next());
    assert_eq!(definitions.len(), count, "{numbering}");
    let last = numbering.rfind("</w:abstractNum>").unwrap();
    assert!(
        numbering.find("<w:num ").unwrap() > last,
        "definitions stand before lists"
    );
    let styles = part(&bytes, "word/styles.xml");
    let number = between(&styles, "\"条\"", "</w:style>");
    let number = between(number, "<w:numId w:val=\"", "\"");
    assert!(
        numbering.contains(&format!("<w:num w:numId=\"{number}\">")),
        "{number}"
    );
}

#[test]
fn pages_headers_and_footers_come() {
    let bytes = write(&by_hand(&[]));
    let main = part(&bytes, "word/document.xml");
    let section = between(&main, "<w:sectPr>", "</w:sectPr>");
    for expect in [
        "<w:footerReference w:type=\"default\" r:id=\"house-footer1\"/>",
        "<w:footerReference w:type=\"first\" r:id=\"house-footer2\"/>",
        "<w:headerReference w:type=\"default\" r:id=\"house-header3\"/>",
        "<w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"1000\"",
        "<w:titlePg/>",
    ] {
        assert!(section.contains(expect), "{expect} in {section}");
    }
    assert!(
        main.contains("<w:gridCol w:w=\"5000\"/>"),
        "tables are as wide as the text"
    );
    assert!(!main.contains("Delete this text"));
    let header = part(&bytes, "word/header3.xml");
    assert_eq!(run_text(&header), "The House, est. 1901");
    assert!(header.contains("<w:pStyle w:val=\"Heading1\"/>"));
    assert!(header.contains("<a:blip r:embed=\"rId1\"/>"));
    let rels = part(&bytes, "word/_rels/header3.xml.rels");
    assert!(
        rels.contains("Target=\"media/house1.gif\""),
        "named by what it is: {rels}"
    );
    assert_eq!(part(&bytes, "word/media/house1.gif"), "GIF89a really");
    assert!(part(&bytes, "word/footer1.xml").contains("PAGE"));
    let settings = part(&bytes, "word/settings.xml");
    assert!(settings.contains("<w:mirrorMargins/>") && settings.contains("<w:evenAndOddHeaders/>"));
    assert!(
        settings.contains("<w:trackRevisions/>"),
        "that is not the template's to say"
    );
}

#[test]
fn nothing_that_fetches_or_runs_comes() {
    let bytes = write(&by_hand(&[]));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for name in &names {
        assert!(
            !name.contains("vba") && !name.contains("embeddings"),
            "{name}"
        );
        let mut text = Vec::new();
        std::io::copy(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        for evil in [
            "evil.example",
            "house.example",
            "OLEObject",
            "attachedTemplate",
            "INCLUDE",
        ] {
            assert!(!text.contains(evil), "{evil} in {name}: {text}");
        }
    }
    assert!(
        part(&bytes, "word/footer2.xml").contains("17"),
        "what the field last showed stays"
    );
}

#[test]
fn what_is_no_template_is_said_in_a_sentence() {
    let check = |bytes: &[u8], expect: &str| {
        let error = docx::write(&sample(), &with(bytes)).unwrap_err();
        assert!(matches!(error, WriteError::Template(_)));
        let said = error.to_string();
        assert!(
            said.starts_with("the template cannot be used: ") && said.contains(expect),
            "{said}"
        );
    };
    check(b"", "empty");
    check(b"{\\rtf1 hello}", "not a zip archive");
    check(&package(&[("mimetype", "x")]), "without a Word document");
    check(&by_hand(&[("word/../../etc/passwd", "x")]), "outside");
    let doctype = "<!DOCTYPE x [<!ENTITY a \"b\">]><w:styles/>";
    check(
        &with_body(
            "",
            &[
                ("word/styles.xml", doctype),
                (
                    "word/_rels/document.xml.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"s\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>",
                ),
            ],
        ),
        "document type",
    );
}

#[test]
fn a_file_of_our_own_is_a_template_too() {
    let first = write(&by_hand(&[]));
    let second = write(&first);
    assert_eq!(
        run_text(&part(&second, "word/header3.xml")),
        "The House, est. 1901"
    );
    for (name, entry) in [
        ("word/styles.xml", "<w:style "),
        ("word/numbering.xml", "<w:num "),
    ] {
        let entries = |bytes: &[u8]| part(bytes, name).matches(entry).count();
        assert_eq!(
            entries(&second),
            entries(&first),
            "nothing piles up in {name}"
        );
    }
    let styles = part(&second, "word/styles.xml");
    let mut ids = std::collections::HashSet::new();
    for style in styles.split("w:styleId=\"").skip(1) {
        let id = style.split('"').next().unwrap();
        assert!(ids.insert(id.to_owned()), "{id} stands twice");
    }
}

#[test]
fn templates_of_pandoc() {
    let made = Command::new("pandoc")
        .args(["--print-default-data-file", "reference.docx"])
        .output();
    let Ok(made) = made else {
        assert!(std::env::var_os("CI").is_none(), "pandoc is needed");
        eprintln!("SKIPPED: pandoc cannot be run");
        return;
    };
    let bytes = write(&made.stdout);
    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains("4F81BD"), "the colour of its headings");
    assert!(part_of(&bytes, "word/theme/theme1.xml").is_some());
}

/// Made by LibreOffice 7.4 from a page of HTML with `@page { size: 21.6cm 27.9cm; margin: 3cm }` and
/// `h1 { color: #123456 }`.
#[test]
fn templates_of_libreoffice() {
    let bytes = write(include_bytes!("libreoffice-template.docx"));
    assert!(
        part(&bytes, "word/styles.xml").contains("123456"),
        "the colour of its headings"
    );
    let main = part(&bytes, "word/document.xml");
    let page = between(&main, "<w:pgSz ", "/>");
    assert!(page.contains("w:w=\"12246\""), "{page}");
}
