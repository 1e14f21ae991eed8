//! What was changed without tracking, found by comparing, as parts of suggestions.

use std::{collections::HashMap, ops::Range};

use document::{Block, Kind};
use redline::{Change, ChangeKind};

use super::{
    Ground,
    tracked::{keep_an_heir, renamed},
};
use crate::Part;

/// What comparing finds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Untracked {
    /// One list a suggestion.
    pub(super) changes: Vec<Vec<Part>>,
    /// Blocks that differ in formatting alone. Programs change that on their own, so nobody is
    /// taken to have proposed it.
    pub(super) reformatted: usize,
}

/// Neighbouring blocks that came and went.
#[derive(Default)]
struct Exchange {
    old: Option<Range<usize>>,
    new: Option<Range<usize>>,
}

/// Everything that differs between the revision and the text that people worked on.
pub(super) fn untracked(ground: &Ground<'_>) -> Untracked {
    let mut found = Untracked::default();
    let mut exchange = Exchange::default();
    let targets = move_targets(&ground.redline.changes);
    for change in &ground.redline.changes {
        if exchange.takes(change) {
            continue;
        }
        found.add(exchange.part(ground));
        match change.kind {
            ChangeKind::Inserted | ChangeKind::Deleted => {
                exchange.takes(change);
            }
            ChangeKind::MovedFrom { move_id } => {
                let target = targets.get(&move_id).cloned();
                found
                    .changes
                    .extend(target.map(|new| moved(ground, change.old.clone(), new)));
            }
            ChangeKind::Same | ChangeKind::MovedTo { .. } => {}
            ChangeKind::Reformatted => found.reformatted += 1,
            ChangeKind::Edited if same_words(ground, change) => found.reformatted += 1,
            ChangeKind::Edited | ChangeKind::Split | ChangeKind::Merged => {
                found.changes.push(vec![rewritten(
                    ground,
                    change.old.clone(),
                    change.new.clone(),
                )]);
            }
        }
    }
    found.add(exchange.part(ground));
    found
}

impl Untracked {
    /// Adds what came and went; blocks without words are layout.
    fn add(&mut self, exchanged: Option<(Vec<Part>, bool)>) {
        match exchanged {
            Some((parts, true)) => self.changes.push(parts),
            Some((_, false)) => self.reformatted += 1,
            None => {}
        }
    }
}

impl Exchange {
    /// Takes a block that came or went, if it adjoins those taken before.
    fn takes(&mut self, change: &Change<'_>) -> bool {
        let (side, range) = match change.kind {
            ChangeKind::Inserted => (&mut self.new, change.new.clone()),
            ChangeKind::Deleted => (&mut self.old, change.old.clone()),
            _ => return false,
        };
        match side {
            Some(taken) if taken.end == range.start => taken.end = range.end,
            Some(_) => return false,
            None => *side = Some(range),
        }
        true
    }

    /// What the taken blocks come to, and whether there are words in it.
    fn part(&mut self, ground: &Ground<'_>) -> Option<(Vec<Part>, bool)> {
        let Self { old, new } = std::mem::take(self);
        if old.is_none() && new.is_none() {
            return None;
        }
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let came = &ground.text()[new.clone()];
        let went = &ground.revision()[old.clone()];
        let words = came.iter().chain(went).any(says_something);
        let part = if went.is_empty() {
            Part {
                blocks: Vec::new(),
                after: ground.before(new.start),
                proposal: fresh(came),
            }
        } else {
            rewritten(ground, old, new)
        };
        Some((vec![part], words))
    }
}

fn says_something(block: &Block) -> bool {
    block.kind == Kind::Rule || !block.text.trim().is_empty()
}

/// These blocks of the revision became those of the text.
fn rewritten(ground: &Ground<'_>, old: Range<usize>, new: Range<usize>) -> Part {
    let here = &ground.revision()[old];
    let mut proposal = renamed(ground, &ground.text()[new]);
    keep_an_heir(&mut proposal, here);
    if let ([old], [new]) = (here, &mut *proposal) {
        new.number.clone_from(&old.number);
    }
    Part {
        blocks: here.iter().map(|block| block.id.clone()).collect(),
        after: None,
        proposal,
    }
}

fn moved(ground: &Ground<'_>, old: Range<usize>, new: Range<usize>) -> Vec<Part> {
    let gone = Part {
        blocks: ids(&ground.revision()[old.clone()]),
        after: None,
        proposal: Vec::new(),
    };
    let mut proposal = fresh(&ground.text()[new.clone()]);
    keep_an_heir(&mut proposal, &ground.revision()[old]);
    let here = Part {
        blocks: Vec::new(),
        after: ground.before(new.start),
        proposal,
    };
    vec![gone, here]
}

fn ids(blocks: &[Block]) -> Vec<document::BlockId> {
    blocks.iter().map(|block| block.id.clone()).collect()
}

/// The same blocks as new ones.
fn fresh(blocks: &[Block]) -> Vec<Block> {
    let nameless = |block: &Block| Block {
        id: document::BlockId::default(),
        ..block.clone()
    };
    blocks.iter().map(nameless).collect()
}

fn move_targets(changes: &[Change<'_>]) -> HashMap<u32, Range<usize>> {
    let target = |change: &Change<'_>| match change.kind {
        ChangeKind::MovedTo { move_id } => Some((move_id, change.new.clone())),
        _ => None,
    };
    changes.iter().filter_map(target).collect()
}

fn same_words(ground: &Ground<'_>, change: &Change<'_>) -> bool {
    let old = ground.redline.old_blocks(change).first();
    let new = ground.redline.new_blocks(change).first();
    old.map(|block| &block.text) == new.map(|block| &block.text)
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{paragraph, text},
        *,
    };
    use document::{Document, Mark, MarkKind};

    const AVOID: &str = "Operators shall avoid impacts on critical habitat in every case.";
    const TAILINGS: &str = "Tailings facilities shall be monitored every month by experts.";
    const OFFSET: &str = "Offsets are the last resort and shall last as long as the impact.";
    const CONSENT: &str = "Nobody shall be resettled without free and informed consent.";

    /// Each suggestion, its parts as `blocks>after:proposal`.
    #[track_caller]
    fn check(file: &Document, expect: &[&str]) {
        let revision = text(&[AVOID, TAILINGS, OFFSET]);
        let ground = Ground::new(&revision, file, &[]);
        let told = |part: &Part| {
            let ids: Vec<&str> = part.blocks.iter().map(|id| id.as_str()).collect();
            let after = part
                .after
                .as_ref()
                .map_or_else(String::new, |id| format!(">{id}"));
            let proposal = part.proposal.iter();
            let proposal: Vec<String> = proposal
                .map(|block| format!("{}:{}", block.id, &block.text[..5.min(block.text.len())]))
                .collect();
            format!("{}{after} {}", ids.join("+"), proposal.join("|"))
        };
        let found = untracked(&ground).changes;
        let found: Vec<String> = found
            .iter()
            .map(|parts| parts.iter().map(told).collect::<Vec<_>>().join(" & "))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn edits_are_found_by_comparing() {
        let weekly = TAILINGS.replace("every month", "each week");
        check(&text(&[AVOID, TAILINGS, OFFSET]), &[]);
        check(&text(&[AVOID, &weekly, OFFSET]), &["p2 p2:Taili"]);
        check(&text(&[AVOID, OFFSET]), &["p2 "]);
        let (one, two) = AVOID.split_at(22);
        let mut split = text(&[one, TAILINGS, OFFSET]);
        split.blocks.insert(1, paragraph("b9", two));
        check(&split, &["p1 p1:Opera|:impac"]);
        let mut new = text(&[AVOID, TAILINGS, OFFSET]);
        new.blocks.insert(1, paragraph("b9", CONSENT));
        check(&new, &[">p1 :Nobod"]);
        let mut moved = text(&[AVOID, TAILINGS, OFFSET]);
        moved.blocks.rotate_left(1);
        check(&moved, &["p1  & >p3 p1:Opera"]);
    }

    #[test]
    fn neighbours_that_came_and_went_are_one_change() {
        let mut file = text(&[AVOID, TAILINGS, OFFSET]);
        file.blocks[1] = paragraph("b9", CONSENT);
        check(&file, &["p2 p2:Nobod"]);
    }

    #[test]
    fn what_has_no_words_is_layout() {
        let revision = text(&[AVOID, TAILINGS]);
        let file = text(&[AVOID, TAILINGS, " "]);
        let found = untracked(&Ground::new(&revision, &file, &[]));
        assert_eq!((found.changes.len(), found.reformatted), (0, 1));
    }

    #[test]
    fn formatting_alone_is_counted() {
        let revision = text(&[AVOID, TAILINGS]);
        let mut file = revision.clone();
        file.blocks[0].marks.push(Mark {
            start: 0,
            end: 9,
            kind: MarkKind::Strong,
        });
        let found = untracked(&Ground::new(&revision, &file, &[]));
        assert_eq!((found.changes.len(), found.reformatted), (0, 1));
    }
}
