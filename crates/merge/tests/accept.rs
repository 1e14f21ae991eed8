//! What accepting promises, as laws and as cases.

use std::collections::BTreeSet;

use document::{BlockId, Document, Kind};
use merge::{Clash, Dispute, Part, Patch, accept};
use proptest::prelude::*;

mod support;

use support::{Deed, ids, meant, nameless, paragraph, parts, text_with_deeds};

const TEXT: [&str; 4] = [
    "Operators should avoid harm to rivers.",
    "Tailings are monitored every month.",
    "Offsets are the last resort.",
    "Closure is planned from the first day.",
];

fn base() -> Document {
    support::text(TEXT.map(|text| paragraph("", text)).to_vec())
}

fn lay(origin: &Document, draft: &Document, parts: &[Part], name: &str) -> Result<Patch, Clash> {
    accept(origin, draft, parts, &mut ids(name), &[])
}

fn after(draft: &Document, patch: &Patch) -> Document {
    let mut draft = draft.clone();
    patch.apply(&mut draft);
    draft
}

fn part(blocks: &[&str], after: Option<&str>, proposal: &[(&str, &str)]) -> Part {
    let proposal = proposal.iter();
    Part {
        blocks: blocks.iter().map(|id| BlockId::from(*id)).collect(),
        after: after.map(BlockId::from),
        proposal: proposal.map(|(id, text)| paragraph(id, text)).collect(),
    }
}

/// One after the other; each block of the outcome as `id:text`.
#[track_caller]
fn accepted(suggestions: &[&[Part]]) -> Vec<String> {
    let (origin, mut draft) = (base(), base());
    for (index, parts) in suggestions.iter().enumerate() {
        let patch = lay(&origin, &draft, parts, &format!("s{index}-")).expect("goes in");
        patch.apply(&mut draft);
    }
    let told = draft.blocks.iter();
    told.map(|block| {
        let at = TEXT.iter().position(|text| *text == block.text);
        let text = at.map_or(block.text.clone(), |at| format!("#{at}"));
        format!("{}:{text}", block.id)
    })
    .collect()
}

#[track_caller]
fn clash(first: &[Part], second: &[Part]) -> Vec<Dispute> {
    let (origin, draft) = (base(), base());
    let draft = after(
        &draft,
        &lay(&origin, &draft, first, "first").expect("goes in"),
    );
    let clash = lay(&origin, &draft, second, "second").expect_err("clashes");
    let stored = serde_json::to_string(&clash).expect("can be stored");
    let again: Clash = serde_json::from_str(&stored).expect("can be read again");
    assert_eq!(again, clash);
    let conflicts = clash.conflicts.into_iter();
    conflicts.flat_map(|conflict| conflict.disputes).collect()
}

#[test]
fn edits_of_one_paragraph_both_go_in() {
    let monthly = [part(
        &["a1"],
        None,
        &[("a1", "Tailings are monitored every week.")],
    )];
    let shall = [part(
        &["a1"],
        None,
        &[("a1", "Tailings shall be monitored every month.")],
    )];
    let both = [
        "a0:#0",
        "a1:Tailings shall be monitored every week.",
        "a2:#2",
        "a3:#3",
    ];
    assert_eq!(accepted(&[&monthly, &shall]), both);
    assert_eq!(accepted(&[&shall, &monthly]), both);
}

#[test]
fn what_is_new_stands_behind_what_came_before() {
    let new = |text: &'static str| part(&[], Some("a1"), &[("", text)]);
    assert_eq!(
        accepted(&[&[new("One.")], &[new("Two.")], &[new("One.")]]),
        ["a0:#0", "a1:#1", "s0-1:One.", "s1-1:Two.", "a2:#2", "a3:#3"]
    );
    let first = [part(&[], None, &[("", "Foreword.")])];
    assert_eq!(
        accepted(&[&first, &first])[..2],
        ["s0-1:Foreword.", "a0:#0"]
    );
}

#[test]
fn a_split_stays_together() {
    let split = [part(
        &["a1"],
        None,
        &[("a1", "Tailings are"), ("", "monitored every month.")],
    )];
    let new = [part(&[], Some("a1"), &[("", "More.")])];
    let expect = ["a1:Tailings are", ":monitored every month.", ":More."];
    let told = |blocks: Vec<String>| -> Vec<String> {
        let new = |told: &String| told.replace("s0-1", "").replace("s1-1", "");
        blocks[1..4].iter().map(new).collect()
    };
    assert_eq!(told(accepted(&[&split, &new])), expect);
    assert_eq!(told(accepted(&[&new, &split])), expect);
}

#[test]
fn where_the_place_is_gone_the_one_before_it_counts() {
    let gone = [part(&["a1"], None, &[])];
    let new = [part(&[], Some("a1"), &[("", "New.")])];
    let expect = ["a0:#0", ":New.", "a2:#2", "a3:#3"];
    let plain = |blocks: Vec<String>| -> Vec<String> {
        blocks
            .iter()
            .map(|told| told.replace("s0-1", "").replace("s1-1", ""))
            .collect()
    };
    assert_eq!(plain(accepted(&[&gone, &new])), expect);
    assert_eq!(plain(accepted(&[&new, &gone])), expect);
    let away = [
        part(&["a1"], None, &[]),
        part(&[], Some("a3"), &[("a1", TEXT[1])]),
    ];
    let expect = ["a0:#0", "a2:#2", "a3:#3", "a1:#1", ":New."];
    assert_eq!(
        plain(accepted(&[&away, &new])),
        expect,
        "it is behind what it names"
    );
    assert_eq!(
        clash(&[], &[part(&[], Some("nowhere"), &[("", "New.")])]),
        [Dispute::Place]
    );
}

#[test]
fn a_move_takes_edits_along() {
    let away = [
        part(&["a0"], None, &[]),
        part(&[], Some("a2"), &[("a0", TEXT[0])]),
    ];
    let edit = [part(
        &["a0"],
        None,
        &[("a0", "Operators shall avoid harm to rivers.")],
    )];
    let expect = [
        "a1:#1",
        "a2:#2",
        "a0:Operators shall avoid harm to rivers.",
        "a3:#3",
    ];
    assert_eq!(accepted(&[&away, &edit]), expect);
    assert_eq!(accepted(&[&edit, &away]), expect);
    assert_eq!(accepted(&[&edit, &away, &away]), expect);
    let elsewhere = [
        part(&["a0"], None, &[]),
        part(&[], Some("a3"), &[("a0", TEXT[0])]),
    ];
    assert_eq!(clash(&away, &elsewhere), [Dispute::Place]);
}

#[test]
fn what_one_removes_and_the_other_changes_is_disputed() {
    let gone = [part(&["a0"], None, &[])];
    let edit = [part(&["a0"], None, &[("a0", "Avoid harm.")])];
    assert_eq!(clash(&gone, &edit), [Dispute::Gone]);
    assert_eq!(clash(&edit, &gone), [Dispute::Removed]);
    let other = [part(&["a0"], None, &[("", "Avoid all harm.")])];
    assert_eq!(clash(&gone, &other), [Dispute::Gone]);
    assert_eq!(
        clash(&other, &[part(&["a0"], None, &[("", "Avoid harm.")])]),
        [Dispute::Gone]
    );
    assert_eq!(accepted(&[&gone, &gone]), ["a1:#1", "a2:#2", "a3:#3"]);
    let heading = |level| {
        let mut part = part(&["a0"], None, &[("a0", TEXT[0])]);
        (part.proposal[0].kind, part.proposal[0].level) = (Kind::Heading, Some(level));
        [part]
    };
    let property = merge::Property::Level;
    assert_eq!(
        clash(&heading(1), &heading(2)),
        [Dispute::Property { property }]
    );
}

/// Parts with anything in them.
fn hostile() -> impl Strategy<Value = Vec<Part>> {
    let id = prop::sample::select(vec!["", "a0", "a1", "a2", "a3", "a9", "x", "new1"]);
    let ids = proptest::collection::vec(id.clone(), 0..4);
    let block = (id.clone(), support::block(), 0..8_usize, any::<bool>());
    let spoilt = block.prop_map(|(id, mut block, shift, cell)| {
        block.id = id.into();
        block.marks.iter_mut().for_each(|mark| mark.start += shift);
        block.atoms.iter_mut().for_each(|atom| atom.at += shift / 4);
        if cell {
            block.kind = Kind::Cell;
        }
        block
    });
    let proposal = proptest::collection::vec(spoilt, 0..4);
    let part =
        (ids, proptest::option::of(id), proposal).prop_map(|(blocks, after, proposal)| Part {
            blocks: blocks.into_iter().map(BlockId::from).collect(),
            after: after.map(BlockId::from),
            proposal,
        });
    proptest::collection::vec(part, 0..4)
}

/// Deeds of two people with at least one block between what each is about.
fn apart(ours: &mut [Deed], theirs: &mut [Deed]) {
    let count = ours.len();
    let about = |deeds: &[Deed], at: usize| match deeds[at] {
        Deed::Keep => vec![],
        Deed::MoveBehind(to) => vec![at, to % count],
        _ => vec![at],
    };
    for at in 0..count {
        let busy: Vec<usize> = (0..count).flat_map(|at| about(ours, at)).collect();
        let near = |one: &usize| busy.iter().any(|other| one.abs_diff(*other) < 2);
        if about(theirs, at).iter().any(near) {
            theirs[at] = Deed::Keep;
        }
    }
}

proptest! {
    #[test]
    fn on_its_own_ground_a_suggestion_gives_what_it_proposes((origin, deeds, _) in text_with_deeds()) {
        let parts = parts(&origin, &deeds);
        let patch = lay(&origin, &origin, &parts, "new").expect("goes in");
        let outcome = after(&origin, &patch);
        prop_assert_eq!(nameless(&outcome.blocks, &origin), meant(&origin, &parts));
        prop_assert_eq!(outcome.defects(), []);
        let again = lay(&origin, &outcome, &parts, "other");
        prop_assert_eq!(again, Ok(Patch::default()), "a second time it is already done");
    }

    #[test]
    fn suggestions_on_different_blocks_commute((origin, mut ours, mut theirs) in text_with_deeds()) {
        apart(&mut ours, &mut theirs);
        let (ours, theirs) = (parts(&origin, &ours), parts(&origin, &theirs));
        let both = |first: (&[Part], &str), second: (&[Part], &str)| {
            let draft = after(&origin, &lay(&origin, &origin, first.0, first.1).expect("goes in"));
            after(&draft, &lay(&origin, &draft, second.0, second.1).expect("goes in, too"))
        };
        let (ours, theirs) = ((&*ours, "ours"), (&*theirs, "theirs"));
        prop_assert_eq!(both(ours, theirs), both(theirs, ours));
    }

    #[test]
    fn what_goes_in_after_another_goes_in_before_it((origin, ours, theirs) in text_with_deeds()) {
        let (ours, theirs) = (parts(&origin, &ours), parts(&origin, &theirs));
        let both = |first: &[Part], second: &[Part]| {
            let draft = after(&origin, &lay(&origin, &origin, first, "first").expect("goes in"));
            let patch = lay(&origin, &draft, second, "second").ok()?;
            Some(after(&draft, &patch))
        };
        let (one, other) = (both(&ours, &theirs), both(&theirs, &ours));
        if let (Some(one), Some(other)) = (&one, &other) {
            let words = |document: &Document| -> BTreeSet<String> {
                document.blocks.iter().map(|block| block.text.clone()).collect()
            };
            prop_assert_eq!(words(one), words(other), "the order may differ, the words may not");
        }
    }

    #[test]
    fn accepting_is_total(
        (origin, deeds, _) in text_with_deeds(),
        first in hostile(),
        second in hostile(),
    ) {
        let draft = lay(&origin, &origin, &parts(&origin, &deeds), "d").expect("goes in");
        let mut draft = after(&origin, &draft);
        for parts in [first, second] {
            if let Ok(patch) = lay(&origin, &draft, &parts, "new") {
                patch.apply(&mut draft);
            }
            prop_assert_eq!(draft.defects(), []);
        }
        let elsewhere = lay(&draft, &origin, &parts(&origin, &deeds), "e");
        prop_assert!(elsewhere.map_or(true, |patch| after(&origin, &patch).defects().is_empty()));
    }
}
