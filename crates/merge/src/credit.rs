//! Whose the stretches of a redline are.

use serde::{Deserialize, Serialize};

use crate::{
    source::{Run, Source},
    walk::Stretch,
};

/// On which side of a redline something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// It was deleted.
    Old,
    /// It was inserted.
    New,
}

/// Changed words with whose change they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// In which text the words stand.
    pub side: Side,
    /// Index of the block in that text.
    pub block: usize,
    /// First scalar value of the block's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Whose change.
    pub who: usize,
}

/// Whose changes a redline shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Each inserted or deleted stretch that is known of, in the order of the redline.
    pub credits: Vec<Credit>,
    /// For each change of the redline whose it is, if it is one's alone and known.
    pub changes: Vec<Option<usize>>,
    /// For each block of the new text who gave it another form than it had: its kind or what its words
    /// look like. Nobody where several did.
    pub forms: Vec<Option<usize>>,
}

/// Characters of an old block that one step removed.
#[derive(Debug, Clone)]
pub(crate) struct Loss {
    pub(crate) start: usize,
    length: usize,
    who: Option<usize>,
}

/// Whose a change is, as its pieces are told.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    told: bool,
    who: Option<usize>,
}

impl Sum {
    pub(crate) fn of(who: Option<usize>) -> Self {
        Self { told: true, who }
    }

    pub(crate) fn add(&mut self, who: Option<usize>) {
        self.who = if self.told {
            self.who.filter(|before| Some(*before) == who)
        } else {
            who
        };
        self.told = true;
    }

    pub(crate) fn only(self) -> Option<usize> {
        self.who
    }
}

pub(crate) fn lose(lost: &mut [Vec<Loss>], runs: &[Run], who: Option<usize>) {
    for run in runs {
        if let Source::Old { block, at } = run.source
            && let Some(losses) = lost.get_mut(block)
        {
            losses.push(Loss {
                start: at,
                length: run.length,
                who,
            });
        }
    }
}

/// Who removed a stretch of the old text, of which each block's losses are in order.
pub(crate) fn removers(lost: &[Vec<Loss>], stretch: &Stretch) -> Vec<(Option<usize>, usize)> {
    let losses = lost.get(stretch.old.block).map_or(&[][..], Vec::as_slice);
    let (mut at, end) = (stretch.old.offset, stretch.old.offset + stretch.length);
    let first = losses.partition_point(|loss| loss.start + loss.length <= at);
    let mut owners = Vec::new();
    for loss in losses[first..].iter().take_while(|loss| loss.start < end) {
        let (start, stop) = (loss.start.max(at), (loss.start + loss.length).min(end));
        owners.push((None, start - at));
        owners.push((loss.who, stop.saturating_sub(start)));
        at = stop.max(at);
    }
    owners.push((None, end - at));
    owners.retain(|(_, length)| *length > 0);
    owners
}

/// Adds a stretch, to the one before it if that ends there and is the same one's.
pub(crate) fn push(
    credits: &mut Vec<Credit>,
    (side, block): (Side, usize),
    (start, end): (usize, usize),
    who: usize,
) {
    match credits.last_mut() {
        Some(last)
            if (last.side, last.block, last.who) == (side, block, who) && last.end == start =>
        {
            last.end = end;
        }
        _ if start < end => credits.push(Credit {
            side,
            block,
            start,
            end,
            who,
        }),
        _ => {}
    }
}
