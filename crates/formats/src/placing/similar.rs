//! Blocks that have most of the words of a quotation, by the runs of letters they share.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::folded::{Folded, folded};
use crate::spans::is_cjk;

/// Runs that a quotation needs, to be compared at all.
const FEWEST: usize = 6;
/// Runs in more blocks than this tell nothing.
const COMMON: usize = 200;
/// How many of a hundred runs a block must have, and by how many more than the next.
const ENOUGH: usize = 55;
const AHEAD: usize = 10;

/// A run of letters.
type Run = [char; 4];

/// Which blocks have which runs of letters.
#[derive(Debug)]
pub(super) struct Similar {
    blocks: HashMap<Run, Vec<u32>>,
}

impl Similar {
    pub(super) fn of(folded: &Folded) -> Self {
        let mut blocks: HashMap<Run, Vec<u32>> = HashMap::new();
        let ends = folded.blocks.iter().skip(1).map(|next| next.byte);
        let ends = ends.chain([folded.text.len()]);
        for ((start, end), block) in folded.blocks.iter().zip(ends).zip(0_u32..) {
            for run in runs(&folded.text[start.byte..end]) {
                let list = blocks.entry(run).or_default();
                if list.last() != Some(&block) {
                    list.push(block);
                }
            }
        }
        Self { blocks }
    }

    /// The block of this range that has most of a quotation, and how sure that is out of a hundred.
    pub(super) fn find(&self, quote: &str, range: Option<&Range<usize>>) -> Option<(usize, u8)> {
        let wanted: HashSet<Run> = runs(&folded(quote)).collect();
        if wanted.len() < FEWEST {
            return None;
        }
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for run in &wanted {
            let blocks = self.blocks.get(run).filter(|it| it.len() <= COMMON);
            for block in blocks.into_iter().flatten() {
                *counts.entry(*block).or_default() += 1;
            }
        }
        let inside = |block: u32| range.is_none_or(|range| range.contains(&(block as usize)));
        let mut counts: Vec<(usize, u32)> = counts
            .into_iter()
            .filter(|(block, _)| inside(*block))
            .map(|(block, count)| (count * 100 / wanted.len(), block))
            .collect();
        counts.sort_by_key(|(share, block)| (std::cmp::Reverse(*share), *block));
        let (share, block) = *counts.first()?;
        let next = counts.get(1).map_or(0, |(share, _)| *share);
        let clear = share >= ENOUGH && share >= next + AHEAD;
        // likeness is never as sure as the words themselves
        let sure = u8::try_from(share * 3 / 4).unwrap_or(75);
        clear.then_some((block as usize, sure))
    }
}

/// Runs of four letters, or of two in Chinese.
fn runs(text: &str) -> impl Iterator<Item = Run> {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).filter_map(move |at| {
        let han = letters.get(at..at + 2)?.iter().all(|it| is_cjk(*it));
        let size = if han { 2 } else { 4 };
        let mut run = ['\0'; 4];
        run[..size].copy_from_slice(letters.get(at..at + size)?);
        Some(run)
    })
}
