use std::collections::BTreeSet;

use document::{Block, BlockId, Document};
use redline::{ChangeKind, Detail, Ids, Op, Options, Redline, compare};

use crate::{
    Patch,
    credit::{Attribution, Credit, Loss, Side, Sum, lose, push, removers},
    source::{Run, Source, cut},
    text::Map,
    walk::{At, Stretch, walk},
};

/// Who wrote what, followed from one text through all that was done to it. What was done is named
/// by a number of the caller's.
#[derive(Debug, Clone)]
pub struct Trace {
    glossary: Vec<String>,
    old: Vec<Block>,
    now: Document,
    runs: Map<BlockId, Vec<Run>>,
    /// Characters of the old text that are gone, by block.
    lost: Vec<Vec<Loss>>,
    /// What changed the form of a block, and what last changed its place.
    formed: Map<BlockId, Option<usize>>,
    moved: Map<BlockId, Option<usize>>,
}

impl Trace {
    /// Begins with a text. The glossary is that of the redlines to come.
    pub fn new(old: &Document, glossary: &[String]) -> Self {
        let whole = |(index, block): (usize, &Block)| {
            let source = Source::Old {
                block: index,
                at: 0,
            };
            let length = block.length();
            (block.id.clone(), vec![Run { source, length }])
        };
        let now = Document {
            blocks: old.blocks.clone(),
            ..Document::default()
        };
        Self {
            glossary: glossary.to_vec(),
            runs: old.blocks.iter().enumerate().map(whole).collect(),
            lost: vec![Vec::new(); old.blocks.len()],
            old: old.blocks.clone(),
            now,
            formed: Map::default(),
            moved: Map::default(),
        }
    }

    /// A recorded step of a draft.
    pub fn step(&mut self, patch: &Patch, who: usize) {
        let touched = patch.touches();
        let before = only(&self.now, &touched);
        patch.apply(&mut self.now);
        let after = only(&self.now, &touched);
        for change in &patch.changes {
            if let crate::BlockChange::Move { block, .. } = change {
                self.moved.insert(block.clone(), Some(who));
            }
        }
        self.follow(&before, &after, Some(who));
    }

    /// A text that came as a whole, such as a file: all that it changes is this one's.
    pub fn import(&mut self, text: &Document, who: usize) {
        self.become_text(text, Some(who));
    }

    /// The text that was published after these steps. Whose it is where that is not what they came
    /// to, nobody knows.
    pub fn publish(&mut self, text: &Document) {
        self.become_text(text, None);
    }

    fn become_text(&mut self, text: &Document, who: Option<usize>) {
        if self.now.blocks == text.blocks {
            return;
        }
        let before = std::mem::take(&mut self.now);
        self.now.blocks.clone_from(&text.blocks);
        self.follow(&before, text, who);
    }

    fn follow(&mut self, before: &Document, after: &Document, who: Option<usize>) {
        let options = Options {
            ids: Ids::Trust,
            detail: Detail::Words,
            glossary: &self.glossary,
        };
        let redline = compare(before, after, &options);
        let mut runs: Vec<Vec<Run>> = vec![Vec::new(); after.blocks.len()];
        walk(&redline, &mut |stretch: Stretch| {
            let At { block, offset } = stretch.old;
            let stood = |length| {
                let known = before
                    .blocks
                    .get(block)
                    .and_then(|block| self.runs.get(&block.id));
                cut(known.map_or(&[], Vec::as_slice), &(offset..offset + length))
            };
            match stretch.op {
                Op::Same => runs[stretch.new.block].extend(stood(stretch.length)),
                Op::Insert if stretch.length == 0 => {}
                Op::Insert => runs[stretch.new.block].push(Run {
                    source: Source::Written(who),
                    length: stretch.length,
                }),
                Op::Delete => lose(&mut self.lost, &stood(stretch.length), who),
            }
        });
        self.note_forms(&redline, who);
        for block in &before.blocks {
            self.runs.remove(&block.id);
        }
        let named = after.blocks.iter().map(|block| block.id.clone());
        self.runs.extend(named.zip(runs));
    }

    fn note_forms(&mut self, redline: &Redline<'_>, who: Option<usize>) {
        for change in &redline.changes {
            let new = redline
                .new_blocks(change)
                .iter()
                .map(|block| block.id.clone());
            match change.kind {
                ChangeKind::MovedTo { .. } => self.moved.extend(new.map(|id| (id, who))),
                ChangeKind::Reformatted | ChangeKind::Split | ChangeKind::Merged => {
                    new.for_each(|id| self.form(id, who));
                }
                ChangeKind::Edited if changes_form(redline, change) => {
                    new.for_each(|id| self.form(id, who));
                }
                _ => {}
            }
        }
    }

    /// Where several gave a block its form, nobody knows whose of it is left.
    fn form(&mut self, id: BlockId, who: Option<usize>) {
        let known = self.formed.entry(id).or_insert(who);
        *known = known.filter(|before| Some(*before) == who);
    }

    /// Lays the record over a redline from the text that it began with to the text that it has come
    /// to. What the two disagree about is nobody's; so is all of another redline.
    pub fn attribute(&self, redline: &Redline<'_>) -> Attribution {
        if redline.old.blocks != self.old || redline.new.blocks != self.now.blocks {
            return Attribution {
                credits: Vec::new(),
                changes: vec![None; redline.changes.len()],
                forms: vec![None; redline.new.blocks.len()],
            };
        }
        let mut lost = self.lost.clone();
        lost.iter_mut()
            .for_each(|losses| losses.sort_by_key(|loss| loss.start));
        let mut sums = self.forms(redline);
        let mut credits: Vec<Credit> = Vec::new();
        walk(redline, &mut |stretch: Stretch| {
            let (side, at, owners) = match stretch.op {
                Op::Same => return,
                Op::Insert => (Side::New, stretch.new, self.writers(redline, &stretch)),
                Op::Delete => (Side::Old, stretch.old, removers(&lost, &stretch)),
            };
            let mut start = at.offset;
            for (who, length) in owners {
                sums[stretch.change].add(who);
                let end = start + length;
                if let Some(who) = who {
                    push(&mut credits, (side, at.block), (start, end), who);
                }
                start = end;
            }
        });
        Attribution {
            credits,
            changes: sums.into_iter().map(Sum::only).collect(),
            forms: redline
                .new
                .blocks
                .iter()
                .map(|it| self.former(it))
                .collect(),
        }
    }

    /// Who wrote a stretch of the new text.
    fn writers(&self, redline: &Redline<'_>, stretch: &Stretch) -> Vec<(Option<usize>, usize)> {
        let At { block, offset } = stretch.new;
        let block = redline.new.blocks.get(block);
        let runs = block.and_then(|block| self.runs.get(&block.id));
        let range = offset..offset + stretch.length;
        let runs = cut(runs.map_or(&[], Vec::as_slice), &range).into_iter();
        runs.map(|run| match run.source {
            Source::Written(who) => (who, run.length),
            Source::Old { .. } => (None, run.length),
        })
        .collect()
    }

    /// Whose each change is as far as it is not about words.
    fn forms(&self, redline: &Redline<'_>) -> Vec<Sum> {
        let form = |change: &redline::Change<'_>| {
            let id = redline.new_blocks(change).first().map(|block| &block.id);
            let known = |of: &Map<BlockId, Option<usize>>| id.and_then(|id| *of.get(id)?);
            match change.kind {
                ChangeKind::MovedTo { .. } => Sum::of(known(&self.moved)),
                ChangeKind::MovedFrom { move_id } => Sum::of(self.mover(redline, move_id)),
                ChangeKind::Reformatted | ChangeKind::Split | ChangeKind::Merged => {
                    Sum::of(known(&self.formed))
                }
                ChangeKind::Edited if changes_form(redline, change) => Sum::of(known(&self.formed)),
                _ => Sum::default(),
            }
        };
        redline.changes.iter().map(form).collect()
    }

    fn former(&self, block: &Block) -> Option<usize> {
        *self.formed.get(&block.id)?
    }

    fn mover(&self, redline: &Redline<'_>, move_id: u32) -> Option<usize> {
        let target = ChangeKind::MovedTo { move_id };
        let change = redline
            .changes
            .iter()
            .find(|change| change.kind == target)?;
        let block = redline.new_blocks(change).first()?;
        *self.moved.get(&block.id)?
    }
}

fn only(document: &Document, ids: &BTreeSet<&BlockId>) -> Document {
    let blocks = document
        .blocks
        .iter()
        .filter(|block| ids.contains(&block.id));
    Document {
        blocks: blocks.cloned().collect(),
        ..Document::default()
    }
}

fn changes_form(redline: &Redline<'_>, change: &redline::Change<'_>) -> bool {
    let form = |blocks: &[Block]| {
        blocks
            .first()
            .map(|block| (block.kind, block.level, block.ordered, block.info.clone()))
    };
    let marks = change
        .segments
        .iter()
        .any(|segment| segment.old_marks.is_some());
    marks || form(redline.old_blocks(change)) != form(redline.new_blocks(change))
}
