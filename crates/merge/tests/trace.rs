//! Who wrote what: credits against histories in which every word says whose it is.

use std::collections::HashMap;

use document::{Document, Kind, char_slice};
use merge::{Attribution, BlockChange, Part, Patch, Side, Trace, accept};
use proptest::prelude::*;
use redline::{ChangeKind, Ids, Options, Redline, compare};

mod support;

use support::{ids, paragraph};

fn lines<'a>(old: &'a Document, new: &'a Document) -> Redline<'a> {
    let options = Options {
        ids: Ids::Trust,
        ..Options::default()
    };
    compare(old, new, &options)
}

fn text(paragraphs: &[&str]) -> Document {
    support::text(paragraphs.iter().map(|text| paragraph("", text)).collect())
}

fn edit(id: &str, words: &str) -> Patch {
    Patch {
        changes: vec![BlockChange::Replace {
            block: paragraph(id, words),
        }],
    }
}

/// Each credit as `side who words`.
fn told(redline: &Redline<'_>, attribution: &Attribution) -> Vec<String> {
    let credits = attribution.credits.iter();
    credits
        .map(|credit| {
            let (side, text) = match credit.side {
                Side::Old => ("-", redline.old),
                Side::New => ("+", redline.new),
            };
            let words = char_slice(&text.blocks[credit.block].text, credit.start..credit.end);
            format!("{side}{} {words}", credit.who)
        })
        .collect()
}

/// What the steps lead to, and whose that is.
fn after(old: &Document, steps: &[Patch]) -> (Document, Trace) {
    let (mut new, mut trace) = (old.clone(), Trace::new(old, &[]));
    for (who, patch) in steps.iter().enumerate() {
        trace.step(patch, who);
        patch.apply(&mut new);
    }
    trace.publish(&new);
    (new, trace)
}

#[track_caller]
fn check(old: &Document, steps: &[Patch], expect: &[&str], changes: &[Option<usize>]) {
    let (new, trace) = after(old, steps);
    let redline = lines(old, &new);
    let attribution = trace.attribute(&redline);
    assert_eq!(told(&redline, &attribution), expect);
    let changed = redline.changes.iter().zip(&attribution.changes);
    let changed: Vec<_> = changed
        .filter(|(change, _)| change.kind != ChangeKind::Same)
        .map(|(_, who)| *who)
        .collect();
    assert_eq!(changed, changes);
}

const AVOID: &str = "Operators should avoid harm to rivers and to lakes.";
const TAILINGS: &str = "Tailings are monitored every month by experts.";

#[test]
fn each_word_is_credited_to_who_changed_it() {
    let old = text(&[AVOID, TAILINGS]);
    let shall = AVOID.replace("should", "shall");
    let both = shall.replace("lakes", "streams");
    let weekly = TAILINGS.replace("month", "week");
    check(
        &old,
        &[edit("a0", &shall), edit("a1", &weekly), edit("a0", &both)],
        &[
            "-0 should",
            "+0 shall",
            "-2 lakes",
            "+2 streams",
            "-1 month",
            "+1 week",
        ],
        &[None, Some(1)],
    );
    check(
        &old,
        &[
            edit("a0", &shall),
            edit("a0", &AVOID.replace("should", "must")),
        ],
        &["-0 should", "+1 must"],
        &[None],
    );
}

#[test]
fn what_was_reverted_is_nobodys_change() {
    let old = text(&[AVOID]);
    check(&old, &[edit("a0", "Gone."), edit("a0", AVOID)], &[], &[]);
    let less = AVOID.replace(" and to lakes", "");
    let shall = AVOID.replace("should", "shall");
    check(
        &old,
        &[edit("a0", &less), edit("a0", &shall)],
        &["-1 should", "+1 shall"],
        &[Some(1)],
    );
}

#[test]
fn a_split_credits_later_edits_on_either_side() {
    let old = text(&[&format!("{AVOID} {TAILINGS}")]);
    let parts = [Part {
        blocks: vec!["a0".into()],
        after: None,
        proposal: vec![paragraph("a0", AVOID), paragraph("", TAILINGS)],
    }];
    let split = accept(&old, &old, &parts, &mut ids("n"), &[]).unwrap_or_default();
    let weekly = edit("n1", &TAILINGS.replace("month", "week"));
    let (new, trace) = after(&old, &[split, weekly]);
    let redline = lines(&old, &new);
    let told = told(&redline, &trace.attribute(&redline));
    assert!(told.contains(&"-1 month".to_owned()), "{told:?}");
    assert!(told.contains(&"+1 week".to_owned()), "{told:?}");
    assert!(
        !told.iter().any(|credit| credit.contains("Tailings")),
        "{told:?}"
    );
}

#[test]
fn moves_and_forms_are_credited_too() {
    let old = text(&[AVOID, TAILINGS, "Offsets are the last resort of all."]);
    let away = Patch {
        changes: vec![BlockChange::Move {
            block: "a0".into(),
            after: Some("a2".into()),
        }],
    };
    let mut heading = paragraph("a1", TAILINGS);
    (heading.kind, heading.level) = (Kind::Heading, Some(1));
    let heading = Patch {
        changes: vec![BlockChange::Replace { block: heading }],
    };
    let steps = [away, heading];
    check(&old, &steps, &[], &[Some(0), Some(1), Some(0)]);
    let forms = |steps: &[Patch]| {
        let (new, trace) = after(&old, steps);
        trace.attribute(&lines(&old, &new)).forms
    };
    assert_eq!(forms(&steps), [Some(1), None, None]);
    let words = edit("a1", &TAILINGS.replace("month", "week"));
    let [_, heading] = steps;
    assert_eq!(forms(&[heading.clone(), words.clone()]), [None, None, None]);
    assert_eq!(forms(&[words, heading]), [None, Some(1), None]);
}

#[test]
fn what_nobody_recorded_is_nobodys() {
    let old = text(&[AVOID, TAILINGS]);
    let mut trace = Trace::new(&old, &[]);
    trace.step(&edit("a0", &AVOID.replace("should", "shall")), 0);
    let first = text(&[
        &AVOID.replace("should", "shall"),
        &TAILINGS.replace("are", "be"),
    ]);
    trace.publish(&first);
    let mut second = first.clone();
    second.blocks[1].text = second.blocks[1].text.replace("month", "week");
    trace.import(&second, 7);
    trace.publish(&second);
    let redline = lines(&old, &second);
    assert_eq!(
        told(&redline, &trace.attribute(&redline)),
        ["-0 should", "+0 shall", "-7 month", "+7 week"]
    );
    let other = lines(&first, &second);
    let nothing = trace.attribute(&other);
    assert_eq!(
        (nothing.credits.len(), nothing.changes),
        (0, vec![None, None])
    );
}

/// What one step does to the text as it stands.
#[derive(Debug, Clone)]
enum Deed {
    /// Replaces some words of a block by some of its own.
    Reword(usize, usize, usize, usize),
    Add(usize, usize),
    Remove(usize),
    Move(usize, usize),
    Split(usize, usize),
    Join(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (0..9_usize, 0..9_usize, 0..4_usize, 0..4_usize)
            .prop_map(|(block, at, old, new)| Deed::Reword(block, at, old, new)),
        1 => (0..9_usize, 1..9_usize).prop_map(|(after, words)| Deed::Add(after, words)),
        1 => (0..9_usize).prop_map(Deed::Remove),
        1 => (0..9_usize, 0..9_usize).prop_map(|(block, after)| Deed::Move(block, after)),
        1 => (0..9_usize, 1..9_usize).prop_map(|(block, at)| Deed::Split(block, at)),
        1 => (0..9_usize).prop_map(Deed::Join),
    ]
}

/// How a step comes into the record.
#[derive(Debug, Clone, Copy)]
enum Way {
    Recorded,
    Imported,
    Unrecorded,
}

fn own_words(step: usize, count: usize) -> Vec<String> {
    (0..count).map(|word| format!("s{step}w{word}")).collect()
}

fn write(words: &[String]) -> String {
    words.join(" ")
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The text after a step.
fn done(document: &Document, step: usize, deed: &Deed) -> Document {
    let mut next = document.clone();
    let count = next.blocks.len();
    let id = format!("n{step}");
    match *deed {
        _ if count < 2 => {}
        Deed::Reword(block, at, old, new) => {
            let block = &mut next.blocks[block % count];
            let mut text = words(&block.text);
            let at = at.min(text.len());
            let end = (at + old).min(text.len());
            text.splice(at..end, own_words(step, new));
            block.text = write(&text);
        }
        Deed::Add(after, words) => {
            let new = paragraph(&id, &write(&own_words(step, words)));
            next.blocks.insert(after % count + 1, new);
        }
        Deed::Remove(block) => {
            next.blocks.remove(block % count);
        }
        Deed::Move(block, to) => {
            let block = next.blocks.remove(block % count);
            next.blocks.insert(to % count, block);
        }
        Deed::Split(block, at) => {
            let at_block = block % count;
            let mut text = words(&next.blocks[at_block].text);
            let rest = text.split_off(at.min(text.len()));
            next.blocks[at_block].text = write(&text);
            next.blocks
                .insert(at_block + 1, paragraph(&id, &write(&rest)));
        }
        Deed::Join(block) => {
            let at = block % (count - 1);
            let gone = next.blocks.remove(at + 1);
            next.blocks[at].text = format!("{} {}", next.blocks[at].text, gone.text);
        }
    }
    next
}

/// A patch that leads from one text to the next, in which the rest stays in order.
fn patch(before: &Document, after: &Document, deed: &Deed) -> Patch {
    let mut changes = Vec::new();
    if let Deed::Move(block, _) = deed {
        let moved = &before.blocks[block % before.blocks.len()].id;
        if let Some((at, _)) = after.find(moved) {
            changes.push(BlockChange::Move {
                block: moved.clone(),
                after: at.checked_sub(1).map(|at| after.blocks[at].id.clone()),
            });
        }
    }
    let mut behind = None;
    for block in &after.blocks {
        match before.find(&block.id) {
            None => changes.push(BlockChange::Insert {
                after: behind,
                block: block.clone(),
            }),
            Some((_, stood)) if stood != block => changes.push(BlockChange::Replace {
                block: block.clone(),
            }),
            Some(_) => {}
        }
        behind = Some(block.id.clone());
    }
    for block in &before.blocks {
        if after.find(&block.id).is_none() {
            let block = block.id.clone();
            changes.push(BlockChange::Remove { block });
        }
    }
    Patch { changes }
}

/// Which words of the first text which step took out.
fn removals(history: &[Document]) -> HashMap<String, usize> {
    let all = |document: &Document| -> Vec<String> {
        document
            .blocks
            .iter()
            .flat_map(|block| words(&block.text))
            .collect()
    };
    let mut removed = HashMap::new();
    for word in all(&history[0]) {
        let gone = history.iter().position(|text| !all(text).contains(&word));
        removed.extend(gone.map(|at| (word, at - 1)));
    }
    removed
}

fn base(lengths: &[usize]) -> Document {
    let paragraphs = lengths.iter().enumerate();
    let write_block = |(block, length): (usize, &usize)| {
        let own: Vec<String> = (0..*length)
            .map(|word| format!("b{block}w{word}"))
            .collect();
        paragraph("", &write(&own))
    };
    support::text(paragraphs.map(write_block).collect())
}

proptest! {
    #[test]
    fn every_credit_is_true(
        lengths in proptest::collection::vec(3..14_usize, 2..7),
        steps in proptest::collection::vec(
            (deed(), prop::sample::select(vec![
                Way::Recorded, Way::Recorded, Way::Recorded, Way::Imported, Way::Unrecorded,
            ])),
            1..9,
        ),
    ) {
        let old = base(&lengths);
        let mut trace = Trace::new(&old, &[]);
        let mut history = vec![old.clone()];
        for (who, (deed, way)) in steps.iter().enumerate() {
            let before = history.last().expect("a first text").clone();
            let after = done(&before, who, deed);
            match way {
                Way::Recorded => {
                    let patch = patch(&before, &after, deed);
                    let mut replayed = before.clone();
                    patch.apply(&mut replayed);
                    prop_assert_eq!(&replayed.blocks, &after.blocks);
                    trace.step(&patch, who);
                }
                Way::Imported => trace.import(&after, who),
                Way::Unrecorded => trace.publish(&after),
            }
            history.push(after);
        }
        let new = history.last().expect("a first text");
        let redline = lines(&old, new);
        let attribution = trace.attribute(&redline);
        let removed = removals(&history);
        let mut credited = 0;
        for credit in &attribution.credits {
            let document = if credit.side == Side::Old { &old } else { new };
            let text = &document.blocks[credit.block].text;
            prop_assert!(credit.start < credit.end && credit.end <= text.chars().count());
            prop_assert!(!matches!(steps[credit.who].1, Way::Unrecorded));
            let credited_words = words(char_slice(text, credit.start..credit.end));
            credited += credited_words.len();
            // What a file moves may read as deleted here and inserted there.
            let recorded = matches!(steps[credit.who].1, Way::Recorded);
            for word in credited_words.into_iter().filter(|_| recorded) {
                match credit.side {
                    Side::New => {
                        let own = format!("s{}w", credit.who);
                        prop_assert!(word.starts_with(&own), "{word} is not of {}", credit.who);
                    }
                    Side::Old => prop_assert_eq!(removed.get(&word), Some(&credit.who)),
                }
            }
        }
        let known = !steps.iter().any(|(_, way)| matches!(way, Way::Unrecorded));
        let plain = steps.iter().all(|(deed, _)| matches!(deed, Deed::Reword(..)));
        if known && plain {
            let mut written = 0;
            for block in &new.blocks {
                written += words(&block.text).iter().filter(|word| word.starts_with('s')).count();
            }
            prop_assert_eq!(credited, written + removed.len(), "all of it is known");
        }
    }
}
