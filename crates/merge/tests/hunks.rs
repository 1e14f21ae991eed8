//! What choosing among the changes of a suggestion promises.

use document::{BlockId, Document, Mark, MarkKind};
use merge::{Hunk, Part, accept, hunks_of, with_hunks};
use proptest::prelude::*;

mod support;

use support::{ids, paragraph, parts, text_with_deeds};

fn base() -> Document {
    let texts = [
        "Operators should avoid harm to rivers.",
        "Offsets last.",
        "End.",
    ];
    support::text(texts.map(|text| paragraph("", text)).to_vec())
}

fn replaced(blocks: &[&str], proposal: &[(&str, &str)]) -> Part {
    Part {
        blocks: blocks.iter().map(|id| BlockId::from(*id)).collect(),
        after: None,
        proposal: proposal
            .iter()
            .map(|(id, text)| paragraph(id, text))
            .collect(),
    }
}

fn told(hunk: &Hunk) -> String {
    let block = hunk.block.as_ref().map_or("new", |id| id.as_str());
    let kind = hunk.kind;
    format!(
        "{kind:?} {block} {}..{} {}>{}",
        hunk.start, hunk.end, hunk.deleted, hunk.inserted
    )
}

/// The texts after accepting these hunks alone.
fn with(parts: &[Part], chosen: &[usize]) -> Vec<String> {
    let origin = base();
    let parts = with_hunks(&origin, parts, chosen, &[]);
    let patch = accept(&origin, &origin, &parts, &mut ids("n"), &[]).expect("goes in");
    let mut outcome = origin;
    patch.apply(&mut outcome);
    outcome.blocks.into_iter().map(|block| block.text).collect()
}

#[test]
fn changes_that_only_a_space_parts_are_one() {
    let part = replaced(&["a1"], &[("a1", "They endure.")]);
    let hunks = hunks_of(&base(), &[part], &[]);
    let told: Vec<String> = hunks.iter().map(told).collect();
    assert_eq!(told, ["Text a1 0..12 Offsets last>They endure"]);
}

#[test]
fn runs_of_words_are_chosen_one_by_one() {
    let part = replaced(
        &["a0"],
        &[("a0", "Operators shall avoid all harm to streams.")],
    );
    let parts = [part];
    let hunks = hunks_of(&base(), &parts, &[]);
    let texts: Vec<String> = hunks.iter().map(told).collect();
    assert_eq!(
        texts,
        [
            "Text a0 10..16 should>shall",
            "Text a0 23..23 >all ",
            "Text a0 31..37 rivers>streams",
        ]
    );
    assert_eq!(
        with(&parts, &[0, 2])[0],
        "Operators shall avoid harm to streams."
    );
    assert_eq!(
        with(&parts, &[1])[0],
        "Operators should avoid all harm to rivers."
    );
    let stored = serde_json::to_string(&hunks).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Hunk>>(&stored).unwrap(), hunks);
}

#[test]
fn blocks_that_come_go_and_move_are_one_hunk_each() {
    let mut heading = replaced(&["a0"], &[("a0", "Operators should avoid harm to rivers.")]);
    heading.proposal[0].kind = document::Kind::Heading;
    let strong = Mark {
        start: 0,
        end: 9,
        kind: MarkKind::Strong,
    };
    heading.proposal[0].marks.push(strong);
    heading.proposal.push(paragraph("", "New."));
    let away = replaced(&["a1"], &[]);
    let here = Part {
        after: Some("a2".into()),
        ..replaced(&[], &[("a1", "Offsets last long.")])
    };
    let parts = [here, heading, away];
    let hunks = hunks_of(&base(), &parts, &[]);
    let texts: Vec<String> = hunks.iter().map(told).collect();
    assert_eq!(
        texts,
        [
            "Property a0 0..0 >",
            "Marks a0 0..9 Operators>Operators",
            "Insert new 0..0 >New.",
            "Move a1 0..0 >",
            "Text a1 12..12 > long",
        ]
    );
    let places: Vec<_> = hunks
        .iter()
        .map(|hunk| (hunk.part, hunk.proposal))
        .collect();
    assert_eq!(
        places,
        [
            (1, Some(0)),
            (1, Some(0)),
            (1, Some(1)),
            (0, Some(0)),
            (0, Some(0))
        ]
    );
    let avoid = "Operators should avoid harm to rivers.";
    assert_eq!(with(&parts, &[2]), [avoid, "New.", "Offsets last.", "End."]);
    assert_eq!(with(&parts, &[3]), [avoid, "End.", "Offsets last."]);
    assert_eq!(with(&parts, &[4]), [avoid, "Offsets last long.", "End."]);
    assert_eq!(with(&parts, &[3, 4]), [avoid, "End.", "Offsets last long."]);
}

#[test]
fn what_goes_is_read_before_what_comes_instead() {
    let avoid = "Operators should avoid harm to rivers.";
    let gone = [replaced(
        &["a0", "a1", "a2"],
        &[("a0", avoid), ("", "New.")],
    )];
    let texts: Vec<String> = hunks_of(&base(), &gone, &[]).iter().map(told).collect();
    assert_eq!(
        texts,
        [
            "Remove a1 0..13 Offsets last.>",
            "Remove a2 0..4 End.>",
            "Insert new 0..0 >New."
        ]
    );
    assert_eq!(with(&gone, &[1]), [avoid, "Offsets last."]);
    assert_eq!(with(&gone, &[0, 2]), [avoid, "End.", "New."]);
}

proptest! {
    #[test]
    fn all_hunks_are_the_suggestion_and_none_is_none(
        (origin, deeds, _) in text_with_deeds(),
        chosen in proptest::collection::vec(0..20_usize, 0..9),
    ) {
        let parts = parts(&origin, &deeds);
        let hunks = hunks_of(&origin, &parts, &[]);
        let all: Vec<usize> = hunks.iter().map(|hunk| hunk.index).collect();
        prop_assert_eq!(&all, &(0..hunks.len()).collect::<Vec<_>>());
        prop_assert_eq!(&with_hunks(&origin, &parts, &all, &[]), &parts);
        let none = with_hunks(&origin, &parts, &[], &[]);
        let patch = accept(&origin, &origin, &none, &mut ids("n"), &[]);
        prop_assert!(patch.is_ok_and(|patch| patch.is_empty()));

        let some = with_hunks(&origin, &parts, &chosen, &[]);
        let patch = accept(&origin, &origin, &some, &mut ids("n"), &[]).expect("goes in");
        let mut outcome = origin;
        patch.apply(&mut outcome);
        prop_assert_eq!(outcome.defects(), []);
        let left = hunks.iter().filter(|hunk| !chosen.contains(&hunk.index));
        prop_assert!(left.count() == 0 || hunks.is_empty() || some != parts);
    }
}
