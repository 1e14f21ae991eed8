//! Which addresses a file links to, and what becomes of the others.

use document::{Document, MarkKind};
use formats::{Format, Presentation, docx, write};
use redline::{Options, compare};

use crate::{support::*, validity};

fn linked(words: &str, href: &str) -> document::Block {
    let href = href.to_owned();
    let link = MarkKind::Link {
        href,
        title: Some("a tip".to_owned()),
    };
    let mut block = paragraph(&format!("{words} and on"));
    let length = words.chars().count();
    block.marks = vec![mark(0, length, link)];
    block
}

fn written(document: &Document) -> Vec<u8> {
    let bytes = docx::write(document, &Presentation::default()).unwrap();
    assert_eq!(validity::wrong(&bytes), Vec::<String>::new());
    bytes
}

/// What a part's relationships lead out to.
fn leads_out(bytes: &[u8], part: &str) -> Vec<String> {
    let markup = part_of(bytes, part).unwrap_or_default();
    let entries = markup.split("<Relationship ").skip(1);
    entries
        .filter(|entry| entry.contains("TargetMode=\"External\""))
        .map(|entry| between(entry, "Target=\"", "\"").to_owned())
        .collect()
}

#[test]
fn only_harmless_addresses_are_linked() {
    let check = |href: &str, is_linked: bool| {
        let document = document(vec![linked("here", href)]);
        let bytes = written(&document);
        let main = part(&bytes, "word/document.xml");
        let target = leads_out(&bytes, "word/_rels/document.xml.rels");
        let external = usize::from(is_linked && !href.starts_with('#'));
        assert_eq!(target.len(), external, "{href}: {target:?}");
        assert_eq!(main.contains("<w:hyperlink"), is_linked, "{href}");
        assert_eq!(main.contains("w:val=\"Hyperlink\""), is_linked, "{href}");
        assert_eq!(
            part_of(&bytes, "customXml/item1.xml").is_none(),
            is_linked,
            "{href}"
        );
        assert_eq!(run_text(&main), "here and on", "{href}");
        assert_eq!(read(&bytes).document, document, "{href}");
    };
    check("https://example.org/a?b=c&d", true);
    check("HTTP://example.org", true);
    check("mailto:a@example.org", true);
    check("#b12", true);
    check("javascript:alert(1)", false);
    check("JavaScript:alert(1)", false);
    check(" javascript:alert(1)", false);
    check("java\tscript:alert(1)", false);
    check("vbscript:msgbox", false);
    check("data:text/html,<script>alert(1)</script>", false);
    check("file:///etc/passwd", false);
    check("file://host/share", false);
    check("\\\\host\\share\\x.docm", false);
    check("//host/share", false);
    check("ms-word:ofe|u|https://example.org/x.docm", false);
    check("search-ms:query=x", false);
    check("ftp://example.org/", false);
    check("../annex.html", false);
    check("{{page.url}}", false);
    check(" https://example.org", false);
}

#[test]
fn addresses_in_notes_are_kept_too() {
    let mut note = linked("so", "file:///a");
    (note.kind, note.note) = (document::Kind::Footnote, Some("1".to_owned()));
    let document = document(vec![
        with_notes("a[1]"),
        linked("here", "javascript:a"),
        linked("there", "javascript:a"),
        linked("else", "javascript:b"),
        note,
    ]);
    let bytes = written(&document);
    assert!(leads_out(&bytes, "word/_rels/document.xml.rels").is_empty());
    assert!(leads_out(&bytes, "word/_rels/footnotes.xml.rels").is_empty());
    let kept = part(&bytes, "customXml/item1.xml");
    assert_eq!(kept.matches("<address ").count(), 3, "{kept}");
    assert_eq!(read(&bytes).document, document);
}

#[test]
fn a_redline_shows_words_whose_link_changed() {
    let check = |before: &str, after: &str| {
        let old = document(vec![linked("here", before)]);
        let new = document(vec![linked("here", after)]);
        let redline = compare(&old, &new, &Options::default());
        let bytes = docx::write_redline(&redline, &Presentation::default()).unwrap();
        assert_eq!(validity::wrong(&bytes), Vec::<String>::new());
        let main = part(&bytes, "word/document.xml");
        assert_eq!(run_text(&main), "[here]here and on", "{main}");
        let sides = [(docx::View::Rejected, &old), (docx::View::Accepted, &new)];
        for (view, expect) in sides {
            let read = docx::read_as(&bytes, &formats::Limits::default(), view).unwrap();
            assert_eq!(read.document.blocks[0].marks, expect.blocks[0].marks);
        }
    };
    check("javascript:a", "https://example.org/");
    check("https://example.org/", "javascript:a");
    check("javascript:a", "javascript:b");
}

const HOSTILE: &str = "<Relationships \
    xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"a\" Type=\"x/hyperlink\" Target=\"javascript:alert(1)\" TargetMode=\"External\"/>\
    <Relationship Id=\"b\" Type=\"x/hyperlink\" Target=\"file://host/share\" TargetMode=\"External\"/>\
    <Relationship Id=\"c\" Type=\"x/hyperlink\" Target=\"../media/x.docm\"/>\
    <Relationship Id=\"d\" Type=\"x/customXml\" Target=\"../customXml/item1.xml\"/>\
    </Relationships>";

/// A file from somebody else: where words would lead is kept as data and linked nowhere.
#[test]
fn addresses_from_outside_are_data() {
    let link = |id: &str| {
        format!("<w:p><w:hyperlink r:id=\"{id}\"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>")
    };
    let field = "<w:p><w:fldSimple w:instr=\" HYPERLINK &quot;vbscript:x&quot; \"><w:r>\
                 <w:t>here</w:t></w:r></w:fldSimple></w:p>";
    let bytes = with_body(
        &format!("{}{}{}{field}", link("a"), link("b"), link("c")),
        &[
            ("word/_rels/document.xml.rels", HOSTILE),
            ("customXml/item1.xml", "<not xml"),
        ],
    );
    let reading = read(&bytes);
    assert_eq!(reading.problems, []);
    let hrefs: Vec<&str> = reading
        .document
        .blocks
        .iter()
        .flat_map(|block| &block.marks)
        .map(|mark| match &mark.kind {
            MarkKind::Link { href, .. } => href.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    let expect = [
        "javascript:alert(1)",
        "file://host/share",
        "media/x.docm",
        "vbscript:x",
    ];
    assert_eq!(hrefs, expect);
    let page = write(Format::Html, &reading.document, &Presentation::default()).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(
        !page.contains("<a href=\"") || !page.contains("here</a>"),
        "{page}"
    );
    let again = written(&reading.document);
    assert!(!part(&again, "word/document.xml").contains("<w:hyperlink"));
    assert!(leads_out(&again, "word/_rels/document.xml.rels").is_empty());
    assert_eq!(read(&again).document.blocks, reading.document.blocks);
}

/// Bookmarks of others that look like ours name nothing, and ours end with their paragraph.
#[test]
fn names_without_an_address_are_only_names() {
    let check = |inside: &str, expect: &str| {
        let kept =
            "<addresses xmlns=\"urn:understory\"><address id=\"1\">x:y</address></addresses>";
        let bytes = with_body(
            inside,
            &[
                ("word/_rels/document.xml.rels", HOSTILE),
                ("customXml/item1.xml", kept),
            ],
        );
        let blocks = read(&bytes).document.blocks;
        let marks = blocks.iter().flat_map(|block| &block.marks);
        let ranges: Vec<String> = marks
            .map(|mark| format!("{}-{}", mark.start, mark.end))
            .collect();
        assert_eq!(ranges.join(" "), expect, "{inside}");
    };
    let start = |name: &str| format!("<w:bookmarkStart w:id=\"7\" w:name=\"{name}\"/>");
    let run = "<w:r><w:t>abc</w:t></w:r>";
    let end = "<w:bookmarkEnd w:id=\"7\"/>";
    check(
        &format!("<w:p>{run}{}{run}{end}{run}</w:p>", start("_l_1_7")),
        "3-6",
    );
    check(&format!("<w:p>{}{run}{end}</w:p>", start("_l_2_7")), "");
    check(&format!("<w:p>{}{run}{end}</w:p>", start("_l_x")), "");
    check(
        &format!("<w:p>{}{run}</w:p><w:p>{run}{end}</w:p>", start("_l_1_7")),
        "0-3",
    );
    check(
        &format!(
            "<w:p>{}{run}<w:bookmarkEnd w:id=\"8\"/>{run}{end}</w:p>",
            start("_l_1_7")
        ),
        "0-6",
    );
}
