//! What holds for any two documents.

mod common;

use common::{documents, normalised, sides};
use proptest::prelude::*;
use redline::{Change, ChangeKind, Detail, Ids, Op, Options, PositionMap, Redline, compare};
use unicode_segmentation::UnicodeSegmentation;

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn accepting_gives_the_new_and_rejecting_the_old((old, new) in documents()) {
        for ids in [Ids::Ignore, Ids::Trust] {
            let redline = compare(&old, &new, &Options { ids, ..Options::default() });
            let (rejected, accepted) = sides(&redline);
            prop_assert_eq!(rejected, normalised(&old));
            prop_assert_eq!(accepted, normalised(&new));
            let texts = |document: &document::Document| -> Vec<String> {
                document.blocks.iter().map(|block| block.text.clone()).collect()
            };
            prop_assert_eq!(redline.old_texts(), texts(&old));
            prop_assert_eq!(redline.new_texts(), texts(&new));
        }
    }

    #[test]
    fn a_document_against_itself_is_empty((old, _) in documents()) {
        let redline = compare(&old, &old, &Options::default());
        prop_assert!(redline.is_empty());
        prop_assert_eq!(redline.stats(), redline::Stats::default());
    }

    #[test]
    fn the_same_input_gives_the_same_output((old, new) in documents()) {
        let options = Options::default();
        prop_assert_eq!(compare(&old, &new, &options), compare(&old, &new, &options));
    }

    #[test]
    fn swapping_the_sides_swaps_insert_and_delete((old, new) in documents()) {
        let options = Options::default();
        let (there, back) = (compare(&old, &new, &options), compare(&new, &old, &options));
        prop_assert_eq!(paired(&there), swapped(paired(&back)));
        let (there, back) = (there.stats(), back.stats());
        prop_assert_eq!(there.inserted_chars, back.deleted_chars);
        prop_assert_eq!(there.deleted_chars, back.inserted_chars);
        prop_assert_eq!(there.moved_chars, back.moved_chars);
        prop_assert_eq!(there.hunks, back.hunks);
        prop_assert_eq!(there.blocks_changed, back.blocks_changed);
    }

    #[test]
    fn words_are_told_as_exactly((old, new) in documents()) {
        let words = Options { detail: Detail::Words, ..Options::default() };
        let (there, back) = (compare(&old, &new, &words), compare(&new, &old, &words));
        let (rejected, accepted) = sides(&there);
        prop_assert_eq!(rejected, normalised(&old));
        prop_assert_eq!(accepted, normalised(&new));
        prop_assert_eq!(paired(&there), swapped(paired(&back)));
    }

    #[test]
    fn readers_see_fewer_changes_for_a_little_more_text((old, new) in documents()) {
        let words = Options { detail: Detail::Words, ..Options::default() };
        let (read, words) = (compare(&old, &new, &Options::default()), compare(&old, &new, &words));
        let kinds = |redline: &Redline<'_>| redline.changes.iter().map(|change| change.kind).collect::<Vec<_>>();
        prop_assert_eq!(kinds(&read), kinds(&words));
        let (read, words) = (read.stats(), words.stats());
        prop_assert!(read.hunks <= words.hunks);
        let repeated = read.inserted_chars - words.inserted_chars;
        prop_assert_eq!(repeated, read.deleted_chars - words.deleted_chars);
        prop_assert_eq!(repeated == 0, read.hunks == words.hunks);
    }

    #[test]
    fn every_block_stands_once_and_pairs_in_place_are_in_order((old, new) in documents()) {
        let redline = compare(&old, &new, &Options::default());
        let side = |of: fn(&Change<'_>) -> std::ops::Range<usize>| -> Vec<usize> {
            redline.changes.iter().flat_map(of).collect()
        };
        prop_assert_eq!(side(|change| change.old.clone()), (0..old.blocks.len()).collect::<Vec<_>>());
        prop_assert_eq!(side(|change| change.new.clone()), (0..new.blocks.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_position_and_back_lands_on_itself((old, new) in documents()) {
        let options = Options::default();
        let there = PositionMap::new(&compare(&old, &new, &options));
        let back = PositionMap::new(&compare(&new, &old, &options));
        for (index, block) in old.blocks.iter().enumerate() {
            for at in 0..block.length() {
                let Some(mapped) = there.map(index, at..at + 1) else { continue };
                let home = back.map(mapped.block, mapped.range).expect("what survived is on both sides");
                prop_assert_eq!((home.block, home.range), (index, at..at + 1));
            }
        }
    }

    #[test]
    fn no_change_begins_inside_a_word_a_number_or_a_cluster((old, new) in documents()) {
        for change in compare(&old, &new, &Options::default()).changes {
            for other in [Op::Insert, Op::Delete] {
                for (text, border) in borders(&change, other) {
                    let mut places = text.split_word_bound_indices().map(|(at, _)| at);
                    prop_assert!(places.any(|at| at == border), "{} is cut at {}", text, border);
                }
            }
        }
    }

    #[test]
    fn deletions_stand_before_insertions((old, new) in documents()) {
        for change in compare(&old, &new, &Options::default()).changes {
            for pair in change.segments.windows(2) {
                prop_assert!((pair[0].op, pair[1].op) != (Op::Insert, Op::Delete));
            }
        }
    }
}

/// The texts of one side of a change with the places where something begins or ends that only this
/// side has. White space, breaks and the ends of texts aside.
fn borders(change: &Change<'_>, other: Op) -> Vec<(String, usize)> {
    let side = change.segments.iter().filter(|segment| segment.op != other);
    let side: Vec<_> = side.collect();
    let mut found = Vec::new();
    for paragraph in side.split(|segment| segment.paragraph_break) {
        let text: String = paragraph.iter().map(|segment| segment.text).collect();
        let mut at = 0;
        for pair in paragraph.windows(2) {
            at += pair[0].text.len();
            if pair[0].op != pair[1].op && at < text.len() {
                found.push((text.clone(), at));
            }
        }
    }
    found
}

type Side = (std::ops::Range<usize>, std::ops::Range<usize>);

/// Which texts were deleted and inserted, by the blocks they stand in, moves by both their ends.
fn paired(redline: &Redline<'_>) -> Vec<(Side, Vec<String>, Vec<String>)> {
    let text = |change: &Change<'_>, op: Op| -> Vec<String> {
        let segments = change.segments.iter().filter(|segment| segment.op == op);
        vec![segments.map(|segment| segment.text).collect()]
    };
    let source = |id: u32| {
        let from = ChangeKind::MovedFrom { move_id: id };
        redline
            .changes
            .iter()
            .find(|change| change.kind == from)
            .expect("a move has two halves")
    };
    let mut found: Vec<_> = redline
        .changes
        .iter()
        .filter(|change| !matches!(change.kind, ChangeKind::MovedFrom { .. }))
        .map(|change| {
            let old = match change.kind {
                ChangeKind::MovedTo { move_id } => source(move_id).old.clone(),
                _ => change.old.clone(),
            };
            let old = if old.is_empty() { 0..0 } else { old };
            let new = if change.new.is_empty() {
                0..0
            } else {
                change.new.clone()
            };
            (
                (old, new),
                text(change, Op::Delete),
                text(change, Op::Insert),
            )
        })
        .collect();
    found.sort_by_key(|((old, new), ..)| (old.start, old.end, new.start, new.end));
    found
}

fn swapped(
    changes: Vec<(Side, Vec<String>, Vec<String>)>,
) -> Vec<(Side, Vec<String>, Vec<String>)> {
    let mut changes: Vec<_> = changes
        .into_iter()
        .map(|((old, new), deleted, inserted)| ((new, old), inserted, deleted))
        .collect();
    changes.sort_by_key(|((old, new), ..)| (old.start, old.end, new.start, new.end));
    changes
}
