//! When two suggestions cannot both go in.

use document::Document;
use merge::{Collision, Dispute, Part, Pending, accept, collide, collisions};
use proptest::prelude::*;

mod support;

use support::{ids, paragraph, parts, text_with_deeds};

const TEXT: [&str; 3] = [
    "Avoid harm to rivers.",
    "Tailings are monitored.",
    "Offsets last.",
];

fn base() -> Document {
    support::text(TEXT.map(|text| paragraph("", text)).to_vec())
}

fn edit(id: &str, texts: &[(&str, &str)]) -> Vec<Part> {
    let proposal = texts.iter().map(|(id, text)| paragraph(id, text));
    vec![Part {
        blocks: vec![id.into()],
        after: None,
        proposal: proposal.collect(),
    }]
}

fn behind(gone: &str, after: &str, id: &str, text: &str) -> Vec<Part> {
    let mut parts = edit(gone, &[]);
    parts.push(Part {
        blocks: Vec::new(),
        after: Some(after.into()),
        proposal: vec![paragraph(id, text)],
    });
    parts
}

#[track_caller]
fn check(one: &[Part], other: &[Part], expect: Option<&Dispute>) {
    let base = base();
    let pending = |parts| Pending {
        origin: &base,
        parts,
    };
    let disputes = |clash: Option<merge::Clash>| {
        let conflicts = clash.into_iter().flat_map(|clash| clash.conflicts);
        conflicts.flat_map(|conflict| conflict.disputes).next()
    };
    let found = collide(&base, &pending(one), &pending(other), &[]);
    let back = collide(&base, &pending(other), &pending(one), &[]);
    assert_eq!(found.is_some(), back.is_some(), "whoever comes first");
    assert_eq!(disputes(found).as_ref(), expect);
}

#[test]
fn suggestions_collide_over_what_both_change() {
    let reworded = edit("a0", &[("a0", "Avoid harm to streams.")]);
    check(&reworded, &edit("a1", &[]), None);
    check(
        &reworded,
        &edit("a0", &[("a0", "Avoid all harm to rivers.")]),
        None,
    );
    check(&reworded, &reworded, None);
    let gone = edit("a0", &[]);
    check(&reworded, &gone, Some(&Dispute::Removed));
    check(&gone, &gone, None);
    check(
        &gone,
        &edit("a0", &[("", "Do no harm.")]),
        Some(&Dispute::Gone),
    );
    let instead = edit("a0", &[("", "Do not harm.")]);
    check(
        &instead,
        &edit("a0", &[("", "Do no harm.")]),
        Some(&Dispute::Gone),
    );
    check(&instead, &instead, None);
    let away = behind("a0", "a1", "a0", TEXT[0]);
    check(&away, &reworded, None);
    check(
        &away,
        &behind("a0", "a2", "a0", TEXT[0]),
        Some(&Dispute::Place),
    );
}

#[test]
fn all_collisions_are_listed_by_pair() {
    let base = base();
    let suggestions = [
        edit("a0", &[("a0", "Avoid harm to streams.")]),
        edit("a1", &[("a1", "Tailings are watched.")]),
        edit("a0", &[("a0", "Avoid harm to lakes.")]),
        edit("a0", &[("a0", "Avoid all harm to rivers.")]),
        edit("a1", &[]),
        edit("nowhere", &[("nowhere", "x")]),
    ];
    let pending: Vec<Pending<'_>> = suggestions
        .iter()
        .map(|parts| Pending {
            origin: &base,
            parts,
        })
        .collect();
    let found = collisions(&base, &pending, &[]);
    let pairs: Vec<_> = found
        .iter()
        .map(|found| (found.first, found.second))
        .collect();
    assert_eq!(pairs, [(0, 2), (1, 4)]);
    let conflict = &found[0].clash.conflicts[0];
    let texts = [&conflict.base, &conflict.ours, &conflict.theirs].map(|block| &*block.text);
    assert_eq!(
        texts,
        [TEXT[0], "Avoid harm to streams.", "Avoid harm to lakes."]
    );
    let stored = serde_json::to_string(&found).expect("can be stored");
    let again: Vec<Collision> = serde_json::from_str(&stored).expect("can be read again");
    assert_eq!(again, found);
}

fn moves(parts: &[Part]) -> bool {
    let adds_known = |part: &Part| part.proposal.iter().any(|block| block.id != "".into());
    parts
        .iter()
        .any(|part| part.blocks.is_empty() && adds_known(part))
}

proptest! {
    #[test]
    fn what_collides_does_not_go_in_and_the_rest_does((origin, ours, theirs) in text_with_deeds()) {
        let (ours, theirs) = (parts(&origin, &ours), parts(&origin, &theirs));
        let both = |first: &[Part], second: &[Part]| {
            let mut draft = origin.clone();
            for (parts, name) in [(first, "first"), (second, "second")] {
                accept(&origin, &draft, parts, &mut ids(name), &[])?.apply(&mut draft);
            }
            Ok::<_, merge::Clash>(draft)
        };
        let pending = |parts| Pending { origin: &origin, parts };
        let clash = collide(&origin, &pending(&ours), &pending(&theirs), &[]);
        let refused = both(&ours, &theirs).is_err() || both(&theirs, &ours).is_err();
        // Which of two neighbours that changed places was moved, nobody knows.
        let both_move = moves(&ours) && moves(&theirs);
        prop_assert!(refused || clash.is_none() || both_move, "{clash:?}");
        let moved = moves(&ours) || moves(&theirs);
        prop_assert!(!refused || clash.is_some() || moved);
    }
}
