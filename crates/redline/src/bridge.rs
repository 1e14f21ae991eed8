//! The last step of the third pass: fewer and larger changes for readers. A few words that stayed
//! between two changes are shown struck and inserted again where that costs less than the jump;
//! what is repeated so has a budget for the whole redline.

mod island;
mod join;

use document::Document;

use crate::plan::Pair;
use island::{LONGEST, Texts};

/// What is repeated costs at most this part of what changed.
const PART: u64 = 9;
/// What may be repeated however little changed, in quarters of a scalar value: one short word.
const LEAST: u64 = 64;

/// Drops the islands that cost least, as many as the budget allows. Not where blocks moved, were
/// split or merged: there it is the words that stayed by which a reader sees what happened.
pub(crate) fn bridge(old: &Document, new: &Document, pairs: &mut [Pair]) {
    let texts = Texts { old, new };
    let repeated = repeated(&texts, pairs);
    let enough = PART * repeated.iter().sum::<u64>();
    if enough == 0 {
        return;
    }
    let budget = texts.changed(pairs, enough) / PART;
    let most = affordable(&repeated, budget.max(LEAST));
    for pair in pairs.iter_mut().filter(|pair| !pair.link.rearranges()) {
        let dropped = texts.islands(&pair.script);
        let dropped: Vec<usize> = dropped
            .filter(|island| island.cost <= most)
            .map(|island| island.at)
            .collect();
        if !dropped.is_empty() {
            pair.script = join::joined(&texts, &pair.script, &dropped);
        }
    }
}

/// What showing all islands twice costs, by the cost of one of them.
fn repeated(texts: &Texts<'_>, pairs: &[Pair]) -> [u64; LONGEST + 1] {
    let mut repeated = [0; LONGEST + 1];
    for pair in pairs.iter().filter(|pair| !pair.link.rearranges()) {
        for island in texts.islands(&pair.script) {
            repeated[island.cost] += 2 * island.cost as u64;
        }
    }
    repeated
}

/// The largest cost such that all islands up to it are within the budget.
fn affordable(repeated: &[u64], mut budget: u64) -> usize {
    let within = repeated.iter().take_while(|cost| {
        let left = budget.checked_sub(**cost);
        budget = left.unwrap_or(budget);
        left.is_some()
    });
    within.count().saturating_sub(1)
}
