//! What a file says about itself.

use formats::{Imprint, Presentation, docx};
use redline::{Options, compare};

use crate::{redlines::presentation, support::*};

fn imprint() -> Imprint {
    Imprint {
        guideline: "mining".to_owned(),
        language: "zh-Hans".to_owned(),
        revision: Some(3),
        compared_with: Some(2),
        address: "https://review.example.org/g/mining/2..3?a=1&b=2".to_owned(),
    }
}

/// Names and texts of the custom properties.
fn custom(bytes: &[u8]) -> Vec<(String, String)> {
    let Some(part) = part_of(bytes, "docProps/custom.xml") else {
        return Vec::new();
    };
    let entries = part.split("<property ").skip(1);
    entries
        .map(|entry| {
            let name = between(entry, "name=\"understory.", "\"");
            (
                name.to_owned(),
                between(entry, "<vt:lpwstr>", "</vt:lpwstr>").to_owned(),
            )
        })
        .collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = list
        .iter()
        .map(|(name, text)| (String::from(*name), String::from(*text)));
    owned.collect()
}

#[test]
fn a_redline_carries_its_imprint() {
    let (old, new) = (
        document(vec![paragraph("a")]),
        document(vec![paragraph("b")]),
    );
    let presentation = Presentation {
        imprint: imprint(),
        date: "2026-11-23T12:00:00.75Z".to_owned(),
        ..presentation()
    };
    let redline = compare(&old, &new, &Options::default());
    let bytes = docx::write_redline(&redline, &presentation).unwrap();
    let expect = [
        ("guideline", "mining"),
        ("language", "zh-Hans"),
        ("revision", "3"),
        ("compared_with", "2"),
        (
            "address",
            "https://review.example.org/g/mining/2..3?a=1&amp;b=2",
        ),
        ("author", "A. Reviewer &amp; Co"),
        ("date", "2026-11-23T12:00:00Z"),
    ];
    assert_eq!(custom(&bytes), pairs(&expect));
    let main = part(&bytes, "word/document.xml");
    let own = "w:author=\"A. Reviewer &amp; Co\" w:date=\"2026-11-23T12:00:00Z\"";
    assert!(
        main.contains(own),
        "the changes stand under the same name and date: {main}"
    );
    assert!(
        part(&bytes, "_rels/.rels").contains("custom-properties\" Target=\"docProps/custom.xml\"")
    );
    assert!(part(&bytes, "[Content_Types].xml").contains("/docProps/custom.xml"));
}

#[test]
fn a_text_alone_has_no_changes_of_its_own() {
    let document = document(vec![paragraph("a")]);
    let presentation = Presentation {
        imprint: Imprint {
            compared_with: None,
            ..imprint()
        },
        ..presentation()
    };
    let bytes = docx::write(&document, &presentation).unwrap();
    let names: Vec<String> = custom(&bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["guideline", "language", "revision", "address"]);
    let bytes = docx::write(&document, &Presentation::default()).unwrap();
    assert_eq!(custom(&bytes), []);
}

#[test]
fn core_properties_say_what_and_whose_it_is() {
    let document = document(vec![paragraph("a")]);
    let presentation = Presentation {
        imprint: imprint(),
        ..presentation()
    };
    let core = part(
        &docx::write(&document, &presentation).unwrap(),
        "docProps/core.xml",
    );
    for expect in [
        "<dc:title>Guidelines</dc:title>",
        "<dc:language>en</dc:language>",
        "<dc:creator>A. Reviewer &amp; Co</dc:creator>",
        "<cp:lastModifiedBy>A. Reviewer &amp; Co</cp:lastModifiedBy>",
        "<cp:revision>3</cp:revision>",
        "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-11-23T12:00:00Z</dcterms:created>",
        "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">2026-11-23T12:00:00Z</dcterms:modified>",
    ] {
        assert!(core.contains(expect), "{expect} in {core}");
    }
}

#[test]
fn what_is_no_date_is_left_out() {
    let (old, new) = (
        document(vec![paragraph("a")]),
        document(vec![paragraph("b")]),
    );
    let presentation = Presentation {
        date: "last week".to_owned(),
        ..presentation()
    };
    let redline = compare(&old, &new, &Options::default());
    let bytes = docx::write_redline(&redline, &presentation).unwrap();
    assert!(!part(&bytes, "word/document.xml").contains("w:date"));
    assert!(!part(&bytes, "docProps/core.xml").contains("dcterms:created"));
    assert_eq!(custom(&bytes), pairs(&[("author", "A. Reviewer &amp; Co")]));
}
