use std::{cmp::Ordering, ops::Range};

use document::{Block, Document, both};

use crate::{Detail, Op, Options, align, bridge, note::Notes, refine, word::Segmenter};

/// What became of the blocks of both sides, before it is spelled out for readers. Knows no
/// direction: swapping the sides of a plan gives the plan of the swapped documents.
pub(crate) struct Plan {
    /// In order of the older document; those that stay in place are in order on both sides.
    pub(crate) pairs: Vec<Pair>,
}

/// Blocks of the two sides that are the same paragraph; more than one on one side where it was
/// split or merged.
pub(crate) struct Pair {
    pub(crate) link: Link,
    pub(crate) script: Vec<Run>,
}

/// Which blocks belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
    pub(crate) moved: bool,
}

impl Link {
    /// Whether blocks moved, were split or merged.
    pub(crate) fn rearranges(&self) -> bool {
        self.moved || self.old.len() != 1 || self.new.len() != 1
    }
}

/// A stretch of text of one pair: on both sides, or on one, where the other span is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) op: Op,
    pub(crate) old: Span,
    pub(crate) new: Span,
    /// The end of a paragraph inside a split or merge; both spans are empty.
    pub(crate) paragraph_break: bool,
}

/// Bytes of one block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) block: usize,
    pub(crate) bytes: Range<usize>,
}

/// Plans in the one of the two directions that an order over contents prefers, so that comparing
/// backwards finds exactly the same changes the other way round.
pub(crate) fn plan(old: &Document, new: &Document, options: &Options<'_>) -> Plan {
    if order(&old.blocks, &new.blocks) == Ordering::Greater {
        plan_forward(new, old, options).swapped()
    } else {
        plan_forward(old, new, options)
    }
}

fn plan_forward(old: &Document, new: &Document, options: &Options<'_>) -> Plan {
    let links = align::align(old, new, options);
    let notes = Notes::of(old, new, &links);
    let segmenter = Segmenter::new(options.glossary);
    let refine = |links: &[Link]| -> Vec<Pair> {
        let pair = |link: &Link| Pair {
            script: refine::refine(old, new, link, &notes, &segmenter),
            link: link.clone(),
        };
        links.iter().map(pair).collect()
    };
    let mut pairs = match halves(old, new, &links) {
        (all, []) => refine(all),
        (first, second) => {
            let (mut pairs, others) = both(|| refine(first), || refine(second));
            pairs.extend(others);
            pairs
        }
    };
    if options.detail == Detail::Reading {
        bridge::bridge(old, new, &mut pairs);
    }
    Plan { pairs }
}

/// Bytes of text to compare that make up for the start of a thread.
const WORTH_A_THREAD: usize = 200_000;

/// Links with about as much text to compare in either half; with little of it there is but one.
fn halves<'l>(old: &Document, new: &Document, links: &'l [Link]) -> (&'l [Link], &'l [Link]) {
    let work = |link: &Link| -> usize {
        let (old, new) = (&old.blocks[link.old.clone()], &new.blocks[link.new.clone()]);
        let texts = old.iter().chain(new).map(|block| block.text.len());
        match (old, new) {
            ([old], [new]) if old.text == new.text => 0,
            _ => texts.sum(),
        }
    };
    let all: usize = links.iter().map(work).sum();
    if all < WORTH_A_THREAD {
        return (links, &[]);
    }
    let mut done = 0;
    let half = links.iter().position(|link| {
        done += work(link);
        done * 2 >= all
    });
    links.split_at(half.map_or(links.len(), |at| at + 1))
}

fn order(old: &[Block], new: &[Block]) -> Ordering {
    let texts = old
        .iter()
        .map(|block| &block.text)
        .cmp(new.iter().map(|block| &block.text));
    texts.then_with(|| {
        old.iter()
            .map(Block::content_digest)
            .cmp(new.iter().map(Block::content_digest))
    })
}

impl Plan {
    fn swapped(self) -> Self {
        let mut pairs: Vec<Pair> = self.pairs.into_iter().map(Pair::swapped).collect();
        pairs.sort_by_key(|pair| pair.link.old.start);
        Self { pairs }
    }
}

impl Pair {
    fn swapped(self) -> Self {
        let mut script: Vec<Run> = self.script.into_iter().map(Run::swapped).collect();
        for hunk in script.chunk_by_mut(|a, b| (a.op == Op::Same) == (b.op == Op::Same)) {
            deletions_first(hunk);
        }
        Self {
            link: Link {
                old: self.link.new,
                new: self.link.old,
                moved: self.link.moved,
            },
            script,
        }
    }
}

/// What leaves is read before what takes its place.
fn deletions_first(hunk: &mut [Run]) {
    hunk.sort_by_key(|run| run.op == Op::Insert);
}

impl Run {
    fn swapped(self) -> Self {
        Self {
            op: match self.op {
                Op::Same => Op::Same,
                Op::Insert => Op::Delete,
                Op::Delete => Op::Insert,
            },
            old: self.new,
            new: self.old,
            paragraph_break: self.paragraph_break,
        }
    }
}
