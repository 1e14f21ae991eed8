use std::collections::HashMap;

use document::{Block, BlockId, Document, Kind};
use merge::Part;
use redline::{Change, ChangeKind, Options, Redline, compare};

/// What leads from one text to the other, as many suggestions as do not depend on each other: each
/// changed block one, what comes and goes between two that stay one, all tables together one.
pub fn proposals(old: &Document, new: &Document) -> Vec<Vec<Part>> {
    let redline = compare(old, new, &Options::default());
    let mut proposals = Proposals {
        redline: &redline,
        homes: homes(&redline),
        run: Run::default(),
        found: Vec::new(),
        of_tables: Vec::new(),
    };
    for change in &redline.changes {
        proposals.take(change);
    }
    proposals.end_run();
    if !proposals.of_tables.is_empty() {
        proposals.found.push(proposals.of_tables);
    }
    proposals.found
}

struct Proposals<'a> {
    redline: &'a Redline<'a>,
    /// Where moved blocks stood.
    homes: HashMap<u32, BlockId>,
    run: Run,
    found: Vec<Vec<Part>>,
    of_tables: Vec<Part>,
}

/// What comes and goes between two blocks that stay.
#[derive(Default)]
struct Run {
    behind: Option<BlockId>,
    gone: Vec<BlockId>,
    moved: Vec<BlockId>,
    arriving: Vec<Block>,
    of_table: bool,
}

fn homes(redline: &Redline<'_>) -> HashMap<u32, BlockId> {
    let home = |change: &Change<'_>| match change.kind {
        ChangeKind::MovedFrom { move_id } => {
            let block = redline.old_blocks(change).first()?;
            Some((move_id, block.id.clone()))
        }
        _ => None,
    };
    redline.changes.iter().filter_map(home).collect()
}

impl Proposals<'_> {
    fn take(&mut self, change: &Change<'_>) {
        let (old, new) = (
            self.redline.old_blocks(change),
            self.redline.new_blocks(change),
        );
        let of_table = old.iter().chain(new).any(|block| block.kind == Kind::Cell);
        let named = |id: BlockId| {
            new.iter().map(move |block| Block {
                id: id.clone(),
                ..block.clone()
            })
        };
        match change.kind {
            ChangeKind::MovedFrom { .. } => return,
            ChangeKind::Deleted => self
                .run
                .gone
                .extend(old.iter().map(|block| block.id.clone())),
            ChangeKind::Inserted => self.run.arriving.extend(named(BlockId::default())),
            ChangeKind::MovedTo { move_id } => {
                let id = self.homes.get(&move_id).cloned().unwrap_or_default();
                self.run.arriving.extend(named(id.clone()));
                self.run.moved.push(id);
            }
            _ => {
                self.end_run();
                self.run.behind = old.last().map(|block| block.id.clone());
                return self.in_place(old, new, of_table);
            }
        }
        self.run.of_table |= of_table;
    }

    fn in_place(&mut self, old: &[Block], new: &[Block], of_table: bool) {
        let mut ids = old.iter().map(|block| block.id.clone());
        let heirs = new.iter().map(|block| Block {
            id: ids.next().unwrap_or_default(),
            ..block.clone()
        });
        let proposal: Vec<Block> = heirs.collect();
        if proposal != old {
            let part = Part {
                blocks: old.iter().map(|block| block.id.clone()).collect(),
                after: None,
                proposal,
            };
            self.add(vec![part], of_table);
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let removal = |id| Part {
            blocks: vec![id],
            after: None,
            proposal: Vec::new(),
        };
        let mut parts: Vec<Part> = run.moved.into_iter().map(removal).collect();
        parts.extend(run.gone.into_iter().map(removal));
        if !run.arriving.is_empty() {
            parts.push(Part {
                blocks: Vec::new(),
                after: run.behind,
                proposal: run.arriving,
            });
        }
        if !parts.is_empty() {
            self.add(parts, run.of_table);
        }
    }

    fn add(&mut self, parts: Vec<Part>, of_table: bool) {
        if of_table {
            self.of_tables.extend(parts);
        } else {
            self.found.push(parts);
        }
    }
}
