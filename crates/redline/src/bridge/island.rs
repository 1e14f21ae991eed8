use std::ops::Range;

use document::{Block, Document, Kind, PLACEHOLDER};

use crate::{
    Op,
    plan::{Pair, Run, Span},
    refine::cost_of,
};

/// What an island may cost at most, in quarters of a scalar value: about five English words or ten
/// Chinese characters.
pub(super) const LONGEST: usize = 104;
/// An island between changes of words may always cost this much.
const SHORT: u32 = 24;
/// How many times what changed on either side of it an island may cost.
const TIMES: u32 = 4;

/// Text that stayed between two changes.
pub(super) struct Island {
    /// Its place in the script.
    pub(super) at: usize,
    /// What reading it costs, in quarters of a scalar value; at most [`LONGEST`].
    pub(super) cost: usize,
}

/// Both sides of a comparison.
pub(super) struct Texts<'t> {
    pub(super) old: &'t Document,
    pub(super) new: &'t Document,
}

impl<'t> Texts<'t> {
    /// The islands of a script that may be dropped: of one sentence, without anything that a
    /// placeholder stands for, and small beside the changes around them.
    pub(super) fn islands(&self, script: &[Run]) -> impl Iterator<Item = Island> {
        (1..script.len().saturating_sub(1)).filter_map(move |at| self.island(script, at))
    }

    fn island(&self, script: &[Run], at: usize) -> Option<Island> {
        let run = &script[at];
        // a scalar value takes at most four bytes, and none costs less than a quarter
        if run.op != Op::Same || run.old.bytes.len() > 4 * LONGEST {
            return None;
        }
        let text = self.old_text(&run.old);
        let cost = cost_of(text);
        let is_code = self.old.blocks[run.old.block].kind == Kind::Code;
        if cost as usize > LONGEST || text.contains(PLACEHOLDER) || ends_sentence(text, is_code) {
            return None;
        }
        let before = self.change(script[..at].iter().rev())?;
        let after = self.change(script[at + 1..].iter())?;
        let room = SHORT.max(TIMES * before.saturating_add(after).min(LONGEST as u32));
        (cost <= room).then_some(Island {
            at,
            cost: cost as usize,
        })
    }

    /// What the change costs that these runs begin with; nothing where a paragraph ends in it.
    fn change<'r>(&self, runs: impl Iterator<Item = &'r Run>) -> Option<u32> {
        let mut most = 0;
        for run in runs.take_while(|run| run.op != Op::Same) {
            if run.paragraph_break {
                return None;
            }
            most = most.max(self.cost(run));
        }
        Some(most)
    }

    /// What all that changed costs; no more than `enough` is counted.
    pub(super) fn changed(&self, pairs: &[Pair], enough: u64) -> u64 {
        let edited = pairs.iter().flat_map(|pair| &pair.script);
        let edited = edited.map(|run| self.cost(run));
        let deleted = unpaired(self.old, pairs.iter().map(|pair| &pair.link.old));
        let inserted = unpaired(self.new, pairs.iter().map(|pair| &pair.link.new));
        let whole = deleted.chain(inserted).map(|block| cost_of(&block.text));
        let mut sum = 0;
        for cost in edited.chain(whole) {
            sum += u64::from(cost);
            if sum >= enough {
                break;
            }
        }
        sum
    }

    pub(super) fn old_text(&self, span: &Span) -> &'t str {
        text(self.old, span)
    }

    pub(super) fn new_text(&self, span: &Span) -> &'t str {
        text(self.new, span)
    }

    /// What a changed run costs.
    fn cost(&self, run: &Run) -> u32 {
        match run.op {
            Op::Same => 0,
            Op::Delete if run.old.bytes.is_empty() => 0,
            Op::Insert if run.new.bytes.is_empty() => 0,
            Op::Delete => cost_of(self.old_text(&run.old)),
            Op::Insert => cost_of(self.new_text(&run.new)),
        }
    }
}

/// The blocks of one side that no pair has.
fn unpaired<'d, 'p>(
    document: &'d Document,
    paired: impl Iterator<Item = &'p Range<usize>>,
) -> impl Iterator<Item = &'d Block> {
    let mut alone = vec![true; document.blocks.len()];
    for range in paired {
        alone[range.clone()].fill(false);
    }
    let blocks = document.blocks.iter().zip(alone);
    blocks.filter_map(|(block, alone)| alone.then_some(block))
}

fn text<'t>(document: &'t Document, span: &Span) -> &'t str {
    &document.blocks[span.block].text[span.bytes.clone()]
}

/// Whether a sentence ends among words; in source code nothing is a sentence.
fn ends_sentence(text: &str, is_code: bool) -> bool {
    let ends = |text: &str| {
        text.contains(['!', '?', '。', '！', '？']) || text.contains(". ") || text.ends_with('.')
    };
    !is_code && ends(text) && text.contains(char::is_alphanumeric)
}
