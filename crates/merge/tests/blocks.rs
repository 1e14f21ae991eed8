//! What [`merge()`] promises, as laws and as cases.

use document::{Atom, AtomKind, Block, Defect, Document, Kind, Mark, MarkKind, PLACEHOLDER};
use merge::{Conflict, Dispute, Property, Span, merge};
use proptest::prelude::*;

mod support;

use support::{block, words};

fn paragraph(text: &str) -> Block {
    let mut block = Block::new(Kind::Paragraph, text);
    block.id = "b1".into();
    block
}

/// Text with `*strong*` stretches.
fn marked(text: &str) -> Block {
    let mut block = paragraph("");
    for (index, piece) in text.split('*').enumerate() {
        let start = block.length();
        block.text.push_str(piece);
        if index % 2 == 1 {
            block.marks.push(Mark {
                start,
                end: block.length(),
                kind: MarkKind::Strong,
            });
        }
    }
    block
}

fn clean(base: &Block, ours: &Block, theirs: &Block) -> Block {
    merge(base, ours, theirs, &[]).expect("merges")
}

fn conflict(base: &Block, ours: &Block, theirs: &Block) -> Conflict {
    *merge(base, ours, theirs, &[]).expect_err("disputes")
}

fn check(base: &str, ours: &str, theirs: &str, expect: &str) {
    let merged = clean(&marked(base), &marked(ours), &marked(theirs));
    assert_eq!(merged, marked(expect));
}

#[test]
fn what_is_written_onto_a_word_belongs_to_it() {
    fn disagree(base: &str, ours: &str, theirs: &str, expect: bool) {
        let merged = merge(&paragraph(base), &paragraph(ours), &paragraph(theirs), &[]);
        assert_eq!(merged.is_err(), expect, "{ours} | {theirs}");
        let back = merge(&paragraph(base), &paragraph(theirs), &paragraph(ours), &[]);
        assert_eq!(back.is_err(), expect, "whoever comes first");
    }
    let base = "A buffer of 100 m shall be kept.";
    let wider = "A buffer of 100 m, or more, shall be kept.";
    disagree(base, wider, "A buffer of 50 km shall be kept.", true);
    disagree(base, wider, "A buffer of 50 m shall be kept.", true);
    disagree(base, wider, "A strip of 100 m shall be kept.", false);
    disagree(
        base,
        "A buffer of about 100 m shall be kept.",
        "A buffer of 50 m shall be kept.",
        false,
    );
    disagree(
        base,
        "A buffer of (100 m) shall be kept.",
        "A buffer of 50 m shall be kept.",
        true,
    );
    disagree("每月监测。", "每月定期监测。", "每周监测。", false);
}

#[test]
fn both_sides_get_their_way_where_they_do_not_meet() {
    let base = "Operators should monitor the tailings facility every month.";
    let ours = "Operators shall monitor the tailings facility every month.";
    let theirs = "Operators should monitor the tailings facility every week.";
    check(
        base,
        ours,
        theirs,
        "Operators shall monitor the tailings facility every week.",
    );
    check(base, ours, ours, ours);
    check(base, base, theirs, theirs);
    check(
        "avoid, minimise",
        "avoid, minimise, restore",
        "first avoid, minimise",
        "first avoid, minimise, restore",
    );
    check(
        "尾矿库应当每月监测。",
        "尾矿库必须每月监测。",
        "尾矿库应当每周监测。",
        "尾矿库必须每周监测。",
    );
    check(
        "plant 🌿 here",
        "plant 🌱 here",
        "plant 🌿 there",
        "plant 🌱 there",
    );
}

#[test]
fn formatting_is_merged_place_by_place() {
    check(
        "avoid harm",
        "*avoid* harm",
        "avoid *harm*",
        "*avoid* *harm*",
    );
    check("*avoid harm*", "avoid harm", "*avoid harm*", "avoid harm");
    check(
        "avoid harm",
        "*avoid harm*",
        "avoid all harm",
        "*avoid all harm*",
    );
    check(
        "*avoid all harm*",
        "avoid all harm",
        "*avoid all the harm*",
        "avoid all the harm",
    );
    check(
        "*avoid* harm",
        "*avoid* harm",
        "*avoid all* harm",
        "*avoid all* harm",
    );
    check("*avoid harm*", "*avoid* harm", "avoid *harm*", "avoid harm");
}

#[test]
fn a_conflict_names_the_place_on_each_side() {
    let base = paragraph("Plans are reviewed every year.");
    let ours = paragraph("All plans are reviewed every month.");
    let theirs = paragraph("Plans are reviewed every quarter.");
    let conflict = conflict(&base, &ours, &theirs);
    let text = |block: &Block, span: &Span| {
        document::char_slice(&block.text, span.start..span.end).to_owned()
    };
    match conflict.disputes.as_slice() {
        [
            Dispute::Text {
                base: in_base,
                ours: in_ours,
                theirs: in_theirs,
            },
        ] => {
            assert_eq!(text(&base, in_base), "year");
            assert_eq!(text(&ours, in_ours), "month");
            assert_eq!(text(&theirs, in_theirs), "quarter");
        }
        other => panic!("{other:?}"),
    }
    let stored = serde_json::to_string(&conflict).unwrap();
    assert_eq!(serde_json::from_str::<Conflict>(&stored).unwrap(), conflict);
}

#[test]
fn disputes_beyond_the_text_are_named() {
    let base = paragraph("See the annex.");
    let heading = |level| Block {
        kind: Kind::Heading,
        level: Some(level),
        ..base.clone()
    };
    assert_eq!(
        conflict(&base, &heading(1), &heading(2)).disputes,
        [Dispute::Property {
            property: Property::Level
        }]
    );
    let linked = |href: &str| {
        let kind = MarkKind::Link {
            href: href.to_owned(),
            title: None,
        };
        Block {
            marks: vec![Mark {
                start: 8,
                end: 13,
                kind,
            }],
            ..base.clone()
        }
    };
    assert_eq!(
        conflict(&base, &linked("a"), &linked("b")).disputes,
        [Dispute::Links]
    );
    assert_eq!(clean(&base, &linked("a"), &linked("a")), linked("a"));
}

#[test]
fn pictures_and_labels_travel_with_their_side() {
    let picture = |alt: &str| {
        let mut block = paragraph(&format!("Figure {PLACEHOLDER} of the site"));
        let kind = AtomKind::RemoteImage {
            href: "site.png".to_owned(),
        };
        block.atoms = vec![Atom {
            at: 7,
            kind,
            alt: alt.to_owned(),
        }];
        block
    };
    let base = picture("");
    let mut ours = base.clone();
    ours.text = ours.text.replace("Figure", "The figure");
    ours.atoms[0].at = 11;
    ours.number = Some("4.2".to_owned());
    let merged = clean(&base, &ours, &picture("a map"));
    assert_eq!(merged.number.as_deref(), Some("4.2"));
    assert_eq!(
        (merged.atoms[0].at, merged.atoms[0].alt.as_str()),
        (11, "a map")
    );
}

fn defects(block: &Block) -> Vec<Defect> {
    let document = Document {
        blocks: vec![block.clone()],
        ..Document::default()
    };
    document.defects()
}

proptest! {
    #[test]
    fn what_only_one_side_changed_is_taken(base in block(), changed in block()) {
        prop_assert_eq!(&clean(&base, &changed, &base), &changed);
        prop_assert_eq!(clean(&base, &base, &changed), changed);
    }

    #[test]
    fn the_same_change_counts_once(base in block(), changed in block()) {
        prop_assert_eq!(clean(&base, &changed, &changed), changed);
    }

    #[test]
    fn no_side_is_preferred(base in block(), one in block(), other in block()) {
        match (merge(&base, &one, &other, &[]), merge(&base, &other, &one, &[])) {
            (Ok(merged), Ok(again)) => {
                prop_assert_eq!(defects(&merged), []);
                prop_assert_eq!(merged, again);
            }
            (Err(conflict), Err(again)) => {
                prop_assert_eq!(conflict.disputes.len(), again.disputes.len());
                prop_assert!(!conflict.disputes.is_empty());
            }
            unequal => prop_assert!(false, "{unequal:?}"),
        }
    }

    #[test]
    fn edits_of_different_sentences_merge(
        sentences in proptest::collection::vec(words(), 2..5),
        (ours_at, ours_new) in (0..5_usize, words()),
        (theirs_at, theirs_new) in (0..5_usize, words()),
    ) {
        let count = sentences.len();
        let (ours_at, theirs_at) = (ours_at % count, theirs_at % count);
        prop_assume!(ours_at != theirs_at);
        let write = |edits: &[(usize, &Vec<&str>)]| {
            let mut text = String::new();
            for (index, sentence) in sentences.iter().enumerate() {
                let words = edits.iter().find(|(at, _)| *at == index).map_or(sentence, |(_, new)| new);
                text += &format!("Sentence{index} {} end{index}. ", words.concat().replace(PLACEHOLDER, ""));
            }
            paragraph(&text)
        };
        let base = write(&[]);
        let ours = write(&[(ours_at, &ours_new)]);
        let theirs = write(&[(theirs_at, &theirs_new)]);
        let both = write(&[(ours_at, &ours_new), (theirs_at, &theirs_new)]);
        prop_assert_eq!(clean(&base, &ours, &theirs), both);
    }
}
