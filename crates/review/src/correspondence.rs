//! Which blocks of a translation correspond to which of the text it translates.
//!
//! Blocks that already share an id pin the two texts together. Between pins, blocks are aligned in
//! order by dynamic programming over structure and length, after W. A. Gale and K. W. Church, "A
//! program for aligning sentences in bilingual corpora", Computational Linguistics 19 (1993): a
//! pair must be of one structure, and costs more the more its lengths differ from the ratio of the
//! whole texts, or where labels and figures disagree.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use document::{Block, BlockId, Kind};

/// Pairs of indices (source, translation) that correspond, strictly increasing in both, without
/// those that share an id already.
pub(crate) fn correspond(source: &[Block], translation: &[Block]) -> Vec<(usize, usize)> {
    let ratio = ratio(source, translation);
    let left: Vec<Feature<'_>> = source.iter().map(Feature::of).collect();
    let right: Vec<Feature<'_>> = translation.iter().map(Feature::of).collect();
    let mut pairs = Vec::new();
    for (a, b) in gaps(source, translation) {
        let gap = Gap {
            left: &left[a.clone()],
            right: &right[b.clone()],
            ratio,
        };
        pairs.extend(gap.align().map(|(i, j)| (a.start + i, b.start + j)));
    }
    let shared = shared_ids(source, translation);
    pairs.retain(|&(i, j)| !shared.contains(&source[i].id) && !shared.contains(&translation[j].id));
    pairs
}

fn shared_ids<'a>(source: &'a [Block], translation: &'a [Block]) -> HashSet<&'a BlockId> {
    let source: HashSet<&BlockId> = source.iter().map(|block| &block.id).collect();
    let translation = translation.iter().map(|block| &block.id);
    translation.filter(|id| source.contains(id)).collect()
}

/// The stretches between the pins that are in order on both sides.
fn gaps(source: &[Block], translation: &[Block]) -> Vec<(Range<usize>, Range<usize>)> {
    let places: HashMap<&BlockId, usize> = source.iter().map(|block| &block.id).zip(0..).collect();
    let shared: Vec<(usize, usize)> = translation
        .iter()
        .enumerate()
        .filter_map(|(j, block)| Some((*places.get(&block.id)?, j)))
        .collect();
    let mut gaps = Vec::new();
    let mut from = (0, 0);
    for (i, j) in increasing(&shared) {
        gaps.push((from.0..i, from.1..j));
        from = (i + 1, j + 1);
    }
    gaps.push((from.0..source.len(), from.1..translation.len()));
    gaps.retain(|(a, b)| !a.is_empty() && !b.is_empty());
    gaps
}

/// A longest subsequence that increases in the first number (patience sorting).
fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let rank = tails.partition_point(|&tail| pairs[tail].0 < pair.0);
        before.push(rank.checked_sub(1).map(|rank| tails[rank]));
        match tails.get_mut(rank) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut chain = Vec::with_capacity(tails.len());
    let mut next = tails.last().copied();
    while let Some(at) = next {
        chain.push(pairs[at]);
        next = before[at];
    }
    chain.reverse();
    chain
}

/// Characters of translation for a character of source.
fn ratio(source: &[Block], translation: &[Block]) -> f64 {
    let total = |blocks: &[Block]| blocks.iter().map(Block::length).sum::<usize>() + 1;
    as_f64(total(translation)) / as_f64(total(source))
}

/// What alignment looks at in a block.
struct Feature<'a> {
    block: &'a Block,
    length: f64,
    /// Runs of ASCII digits in the text: figures survive translation.
    figures: Vec<&'a str>,
}

impl<'a> Feature<'a> {
    fn of(block: &'a Block) -> Self {
        let runs = block
            .text
            .split(|character: char| !character.is_ascii_digit());
        Self {
            block,
            length: as_f64(block.length() + 1),
            figures: runs.filter(|run| !run.is_empty()).collect(),
        }
    }
}

/// What leaving one block without a partner costs.
const ALONE: u32 = 100;
/// The most that differing lengths can cost.
const LENGTH_MOST: f64 = 90.0;

struct Gap<'a> {
    left: &'a [Feature<'a>],
    right: &'a [Feature<'a>],
    ratio: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Pair,
    Left,
    Right,
}

impl Gap<'_> {
    /// The cheapest alignment within a band around the diagonal.
    fn align(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let (rows, columns) = (self.left.len(), self.right.len());
        let band = self.band();
        let mut steps: Vec<Vec<Step>> = Vec::with_capacity(rows + 1);
        let mut above: Vec<u32> = Vec::new();
        let mut above_from = 0;
        for row in 0..=rows {
            let (from, to) = self.window(row, band);
            let mut costs = Vec::with_capacity(to - from);
            let mut taken = Vec::with_capacity(to - from);
            for column in from..to {
                let at_above = |column: usize| {
                    let at = column.checked_sub(above_from)?;
                    above.get(at).copied()
                };
                let (cost, step) = self.cheapest(
                    (row, column),
                    column.checked_sub(1).and_then(at_above),
                    at_above(column),
                    costs.last().copied(),
                );
                costs.push(cost);
                taken.push(step);
            }
            above = costs;
            above_from = from;
            steps.push(taken);
        }
        let mut pairs = Vec::new();
        let (mut row, mut column) = (rows, columns);
        while row > 0 || column > 0 {
            let (from, _) = self.window(row, band);
            match steps[row][column - from] {
                Step::Pair => {
                    row -= 1;
                    column -= 1;
                    pairs.push((row, column));
                }
                Step::Left => row -= 1,
                Step::Right => column -= 1,
            }
        }
        pairs.into_iter().rev()
    }

    fn cheapest(
        &self,
        (row, column): (usize, usize),
        diagonal: Option<u32>,
        above: Option<u32>,
        before: Option<u32>,
    ) -> (u32, Step) {
        let pair = diagonal
            .filter(|_| row > 0)
            .zip(self.pair_cost(row, column))
            .map(|(cost, more)| (cost + more, Step::Pair));
        let left = above.map(|cost| (cost + ALONE, Step::Left));
        let right = before.map(|cost| (cost + ALONE, Step::Right));
        [pair, left, right]
            .into_iter()
            .flatten()
            .min_by_key(|&(cost, _)| cost)
            .unwrap_or((0, Step::Pair))
    }

    /// What pairing the blocks before these borders costs, if they may be a pair.
    fn pair_cost(&self, row: usize, column: usize) -> Option<u32> {
        let a = self.left.get(row.checked_sub(1)?)?;
        let b = self.right.get(column.checked_sub(1)?)?;
        let structure = structure_cost(a.block, b.block)?;
        let surprise = (b.length / a.length / self.ratio).ln().abs() * 30.0;
        let figures = if a.figures == b.figures { 0 } else { 30 };
        Some(structure + figures + whole(surprise.min(LENGTH_MOST)))
    }

    /// Half the width of the band: whole for small gaps, bounded in memory for huge ones.
    fn band(&self) -> usize {
        let rows = self.left.len().max(1);
        (4_000_000 / rows).clamp(64, 2_048)
    }

    fn window(&self, row: usize, band: usize) -> (usize, usize) {
        let columns = self.right.len();
        let centre = row * columns / self.left.len().max(1);
        // Wide enough to step from one row's window to the next however steep the diagonal is.
        let reach = band + columns / self.left.len().max(1) + 1;
        (
            centre.saturating_sub(reach),
            (centre + reach + 1).min(columns + 1),
        )
    }
}

/// What differing structure costs; `None` where the two cannot be one block in two languages.
fn structure_cost(a: &Block, b: &Block) -> Option<u32> {
    let heading = a.kind == Kind::Heading && a.level != b.level;
    let column = |block: &Block| block.cell.as_ref().map(|cell| (cell.column, cell.header));
    if a.kind != b.kind || heading || column(a) != column(b) {
        return None;
    }
    let costs = [
        (a.level != b.level, 60),
        (a.ordered != b.ordered, 20),
        (a.number.is_some() != b.number.is_some(), 40),
        (labels_disagree(a, b), 40),
        (a.atoms.len() != b.atoms.len(), 40),
    ];
    Some(
        costs
            .iter()
            .filter(|(differs, _)| *differs)
            .map(|(_, cost)| cost)
            .sum(),
    )
}

/// Both have figures in their labels, and other ones.
fn labels_disagree(a: &Block, b: &Block) -> bool {
    let figures = |block: &Block| -> Option<String> {
        let digits = block.number.as_deref()?.chars();
        let digits: String = digits.filter(|c| c.is_ascii_digit() || *c == '.').collect();
        digits
            .contains(|c: char| c.is_ascii_digit())
            .then_some(digits)
    };
    matches!((figures(a), figures(b)), (Some(a), Some(b)) if a.trim_matches('.') != b.trim_matches('.'))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "lengths of texts are far below 2^52"
)]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and LENGTH_MOST"
)]
fn whole(cost: f64) -> u32 {
    cost as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `#` heading, `-` item, else paragraph.
    fn blocks(texts: &[&str]) -> Vec<Block> {
        let block = |(index, text): (usize, &&str)| {
            let (kind, level) = match text.chars().next() {
                Some('#') => (Kind::Heading, Some(1)),
                Some('-') => (Kind::ListItem, Some(1)),
                _ => (Kind::Paragraph, None),
            };
            let mut block = Block::new(kind, *text);
            block.level = level;
            block.id = format!("{}{index}", if text.is_ascii() { "en" } else { "zh" }).into();
            block
        };
        texts.iter().enumerate().map(block).collect()
    }

    #[track_caller]
    fn check(source: &[&str], translation: &[&str], expect: &[(usize, usize)]) {
        assert_eq!(correspond(&blocks(source), &blocks(translation)), expect);
    }

    const LONG: &str = "Operators shall avoid impacts on critical habitat wherever it is possible.";
    const ZH_LONG: &str = "经营者应当尽可能避免对关键栖息地造成影响，并说明理由。";

    #[test]
    fn texts_of_one_structure_pair_one_to_one() {
        check(
            &["# Scope", LONG, "- one", "- two", "# Terms"],
            &["# 范围", ZH_LONG, "- 一", "- 二", "# 术语"],
            &[(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)],
        );
        check(&[], &["# 范围"], &[]);
        check(&["# Scope"], &[], &[]);
    }

    #[test]
    fn a_paragraph_without_a_partner_is_found_by_structure_length_or_figures() {
        check(
            &["# Scope", "- one", LONG, "# Terms"],
            &["# 范围", ZH_LONG, "# 术语"],
            &[(0, 0), (2, 1), (3, 2)],
        );
        check(
            &["Short.", LONG, LONG],
            &[ZH_LONG, ZH_LONG],
            &[(1, 0), (2, 1)],
        );
        check(
            &["Within 30 days.", "Within 90 days."],
            &["应在90天内。"],
            &[(1, 0)],
        );
    }

    #[test]
    fn pins_hold_and_keep_their_ids() {
        let source = blocks(&["# Scope", LONG, "New one here.", "# Terms"]);
        let mut translation = blocks(&["# 范围", ZH_LONG, "新的一段。", "# 术语"]);
        for (at, id) in [(0, "en0"), (1, "en1"), (3, "en3")] {
            translation[at].id = id.into();
        }
        assert_eq!(correspond(&source, &translation), [(2, 2)]);
    }

    #[test]
    fn a_section_moved_in_one_language_only_does_not_confuse_the_rest() {
        let source = blocks(&["# A", LONG, "# B", LONG, "New."]);
        let mut translation = blocks(&["# 乙", ZH_LONG, "# 甲", ZH_LONG, "新。"]);
        for (at, id) in [(0, "en2"), (1, "en3"), (2, "en0"), (3, "en1")] {
            translation[at].id = id.into();
        }
        assert_eq!(correspond(&source, &translation), [(4, 4)]);
    }

    #[test]
    fn very_unlike_lengths_stay_in_the_band() {
        let source = blocks(&vec!["word"; 3_000]);
        let translation = blocks(&["词", "词"]);
        assert_eq!(correspond(&source, &translation).len(), 2);
        assert_eq!(correspond(&translation, &source).len(), 2);
    }
}
