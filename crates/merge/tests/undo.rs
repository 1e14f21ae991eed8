//! What taking a step back promises.

use document::{BlockId, Document};
use merge::{BlockChange, Dispute, Part, Patch, accept, without};
use proptest::prelude::*;

mod support;

use support::{Deed, deed, ids, paragraph, parts, text_with_deeds};

fn after(base: &Document, steps: &[Patch]) -> Document {
    let mut draft = base.clone();
    steps.iter().for_each(|step| step.apply(&mut draft));
    draft
}

/// What each suggestion does to the draft that those before it made; none of one that clashes.
fn history(base: &Document, suggestions: &[Vec<Part>]) -> Vec<Patch> {
    let mut draft = base.clone();
    let mut steps = Vec::new();
    for (index, parts) in suggestions.iter().enumerate() {
        let fresh = &mut ids(&format!("s{index}-"));
        let step = accept(base, &draft, parts, fresh, &[]).unwrap_or_default();
        step.apply(&mut draft);
        steps.push(step);
    }
    steps
}

fn edit(id: &str, text: &str) -> Vec<Part> {
    vec![Part {
        blocks: vec![id.into()],
        after: None,
        proposal: vec![paragraph(id, text)],
    }]
}

fn new(after: &str, text: &str) -> Vec<Part> {
    vec![Part {
        blocks: Vec::new(),
        after: Some(after.into()),
        proposal: vec![paragraph("", text)],
    }]
}

fn base() -> Document {
    let texts = ["Tailings are monitored every month.", "Offsets last."];
    support::text(texts.map(|text| paragraph("", text)).to_vec())
}

#[test]
fn an_edit_goes_and_later_edits_of_the_paragraph_stay() {
    let base = base();
    let steps = history(
        &base,
        &[
            edit("a0", "Tailings shall be monitored every month."),
            edit("a0", "Tailings are monitored every week."),
        ],
    );
    let told = |steps: &[Patch]| after(&base, steps).blocks[0].text.clone();
    assert_eq!(told(&steps), "Tailings shall be monitored every week.");
    let first = without(&base, &steps, 0, &[]).unwrap();
    assert_eq!(told(&first), "Tailings are monitored every week.");
    let second = without(&base, &steps, 1, &[]).unwrap();
    assert_eq!(told(&second), "Tailings shall be monitored every month.");
    assert_eq!(without(&base, &steps, 2, &[]).unwrap(), steps);
}

#[test]
fn what_stood_behind_something_new_stands_without_it() {
    let base = base();
    let steps = history(
        &base,
        &[new("a0", "One."), new("a0", "Two."), new("a0", "Three.")],
    );
    let rest = without(&base, &steps, 0, &[]).unwrap();
    let texts = after(&base, &rest)
        .blocks
        .into_iter()
        .map(|block| block.text);
    let texts: Vec<String> = texts.collect();
    assert_eq!(
        texts,
        [
            "Tailings are monitored every month.",
            "Two.",
            "Three.",
            "Offsets last."
        ]
    );
    assert_eq!(rest[1], steps[2], "what does not touch it stays as it is");
}

#[test]
fn what_builds_upon_it_is_named() {
    let base = base();
    let mut steps = history(&base, &[new("a0", "One."), edit("a1", "Offsets go.")]);
    let id = BlockId::from("s0-1");
    let reworded = paragraph("s0-1", "One, better.");
    steps.push(Patch {
        changes: vec![BlockChange::Replace { block: reworded }],
    });
    steps.push(Patch {
        changes: vec![BlockChange::Remove { block: id }],
    });
    let refused = without(&base, &steps, 0, &[]).unwrap_err();
    let told: Vec<_> = refused
        .iter()
        .map(|(step, conflict)| (*step, &*conflict.disputes))
        .collect();
    assert_eq!(told, [(2, &[Dispute::Gone][..])]);
    assert!(without(&base, &steps, 1, &[]).is_ok());
}

/// One deed a suggestion, in this order.
fn one_by_one(deeds: &[Deed], order: &[usize]) -> Vec<Vec<Deed>> {
    let mut order: Vec<(usize, usize)> = (0..deeds.len())
        .map(|at| (order[at % order.len()], at))
        .collect();
    order.sort_unstable();
    let alone = |&(_, at): &(usize, usize)| {
        let mut row = vec![Deed::Keep; deeds.len()];
        row[at] = deeds[at].clone();
        row
    };
    order.iter().map(alone).collect()
}

proptest! {
    #[test]
    fn the_last_step_taken_back_is_the_text_before(
        (base, first, second) in text_with_deeds(),
        third in proptest::collection::vec(deed(), 9),
    ) {
        let third = &third[..base.blocks.len()];
        let suggestions = [&*first, &*second, third].map(|deeds| parts(&base, deeds));
        let steps = history(&base, &suggestions);
        prop_assert_eq!(without(&base, &steps, 2, &[]), Ok(steps[..2].to_vec()));
        for index in 0..2 {
            if let Ok(rest) = without(&base, &steps, index, &[]) {
                prop_assert_eq!(rest.len(), 2);
                prop_assert_eq!(after(&base, &rest).defects(), []);
            }
        }
    }

    #[test]
    fn steps_that_do_not_meet_are_independent(
        (base, deeds, _) in text_with_deeds(),
        order in proptest::collection::vec(0..9_usize, 9),
        index in 0..9_usize,
    ) {
        // Every other block, so that no two steps meet.
        let lonely = |(at, deed): (usize, Deed)| match deed {
            Deed::MoveBehind(_) => Deed::Keep,
            deed if at % 2 == 0 => deed,
            _ => Deed::Keep,
        };
        let deeds: Vec<Deed> = deeds.into_iter().enumerate().map(lonely).collect();
        let rows = one_by_one(&deeds, &order);
        let suggestions: Vec<Vec<Part>> = rows.iter().map(|row| parts(&base, row)).collect();
        let steps = history(&base, &suggestions);
        let index = index % steps.len();
        let mut others = steps.clone();
        others.remove(index);
        prop_assert_eq!(without(&base, &steps, index, &[]), Ok(others));
    }

    #[test]
    fn sentences_changed_by_several_are_taken_back_one_by_one(
        order in Just([0, 1, 2, 3]).prop_shuffle(),
        gone in 0..4_usize,
    ) {
        let sentence = |at: usize, word: &str| format!("Sentence {at} {word}. ");
        let write = |changed: &[usize]| -> String {
            let word = |at| if changed.contains(&at) { "is changed" } else { "stands" };
            (0..4).map(|at| sentence(at, word(at))).collect()
        };
        let base = support::text(vec![paragraph("", &write(&[]))]);
        let suggestions: Vec<Vec<Part>> =
            order.iter().map(|at| edit("a0", &write(&[*at]))).collect();
        let steps = history(&base, &suggestions);
        let rest = without(&base, &steps, gone, &[]).expect("no step builds upon another");
        let mut kept = order.to_vec();
        kept.remove(gone);
        prop_assert_eq!(&after(&base, &rest).blocks[0].text, &write(&kept));
    }
}
