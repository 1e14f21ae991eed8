//! How suggestions fare in another text.

use document::Document;
use merge::{Carried, Part, carry};

mod support;

use support::paragraph;

const TEXT: [&str; 3] = [
    "Avoid harm to rivers.",
    "Tailings are monitored.",
    "Offsets last.",
];

fn text(texts: &[&str]) -> Document {
    support::text(texts.iter().map(|text| paragraph("", text)).collect())
}

fn without(id: &str, mut document: Document) -> Document {
    document.blocks.retain(|block| block.id != id.into());
    document
}

fn word(carried: &Carried) -> &'static str {
    match carried {
        Carried::Exact => "exact",
        Carried::Merges => "merges",
        Carried::AlreadyDone => "done",
        Carried::Clashes(_) => "clashes",
        Carried::Gone => "gone",
    }
}

#[track_caller]
fn check(target: &Document, parts: &[Part], expect: &str) {
    let carried = carry(&text(&TEXT), target, parts, &[]);
    assert_eq!(word(&carried), expect, "{carried:?}");
    let stored = serde_json::to_string(&carried).expect("can be stored");
    let again: Carried = serde_json::from_str(&stored).expect("can be read again");
    assert_eq!(again, carried);
}

#[test]
fn each_way_to_fare_has_its_word() {
    let edit = [Part {
        blocks: vec!["a0".into()],
        after: None,
        proposal: vec![paragraph("a0", "Avoid all harm to rivers.")],
    }];
    let base = text(&TEXT);
    check(&base, &edit, "exact");
    check(&text(&[TEXT[0], "Other.", TEXT[2]]), &edit, "exact");
    check(&text(&["Avoid harm to streams.", TEXT[1]]), &edit, "merges");
    check(&text(&["Avoid all harm to rivers."]), &edit, "done");
    check(&text(&["Avoid any harm to rivers."]), &edit, "clashes");
    check(&without("a0", base), &edit, "gone");
    check(&Document::default(), &edit, "gone");
}

#[test]
fn what_is_new_or_goes_fares_too() {
    let new = [Part {
        blocks: Vec::new(),
        after: Some("a1".into()),
        proposal: vec![paragraph("", "New.")],
    }];
    let base = text(&TEXT);
    check(&base, &new, "exact");
    check(&without("a1", base.clone()), &new, "merges");
    let mut has_it = base.clone();
    has_it.blocks.insert(2, paragraph("b7", "New."));
    check(&has_it, &new, "done");
    let gone = [Part {
        blocks: vec!["a1".into(), "a2".into()],
        after: None,
        proposal: Vec::new(),
    }];
    check(&base, &gone, "exact");
    check(&without("a1", base), &gone, "merges");
    check(&text(&TEXT[..1]), &gone, "done");
    check(&text(&[TEXT[0], TEXT[1], "Offsets go."]), &gone, "clashes");
}
