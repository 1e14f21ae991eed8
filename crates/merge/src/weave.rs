//! Lays two sets of differences over one base.

use std::ops::Range;

use crate::hunks::Hunk;

/// A stretch of the merged text, by whose version it comes from. Ranges count in those versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// In all three.
    Shared(Threefold),
    /// Changed by us alone.
    Ours(Threefold),
    /// Changed by them alone.
    Theirs(Threefold),
    /// Changed by both alike.
    Alike(Threefold),
    /// Changed by both, not alike.
    Disputed(Threefold),
}

/// The same stretch in the three versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Threefold {
    pub(crate) base: Range<usize>,
    pub(crate) ours: Range<usize>,
    pub(crate) theirs: Range<usize>,
}

/// One side's differences, walked from start to end.
struct Walk<'a> {
    rest: &'a [Hunk],
    /// Everything of the side before this is told.
    at: usize,
}

impl Walk<'_> {
    fn next_start(&self) -> Option<(usize, usize)> {
        let hunk = self.rest.first()?;
        Some((hunk.base.start, hunk.base.end))
    }

    /// Takes the next difference when it collides with the range, which grows to hold it. Returns by
    /// how much the side's text is longer there than the base's.
    fn join(&mut self, range: &mut Range<usize>) -> Option<isize> {
        let (hunk, rest) = self.rest.split_first()?;
        if !collide(&hunk.base, range) {
            return None;
        }
        self.rest = rest;
        range.end = range.end.max(hunk.base.end);
        Some(hunk.side.len().wrapping_sub(hunk.base.len()).cast_signed())
    }

    /// Moves on by this much of the side's text.
    fn advance(&mut self, length: usize) -> Range<usize> {
        let start = self.at;
        self.at += length;
        start..self.at
    }
}

/// As for edits: touching is no collision, inserting at one point is.
fn collide(one: &Range<usize>, other: &Range<usize>) -> bool {
    let one_point = one.is_empty() && other.is_empty() && one.start == other.start;
    one_point || (one.start < other.end && other.start < one.end)
}

/// The stretches in order. `alike` tells whether our range and their range read the same.
pub(crate) fn weave(
    base_length: usize,
    ours: &[Hunk],
    theirs: &[Hunk],
    alike: impl Fn(&Threefold) -> bool,
) -> Vec<Stretch> {
    let mut ours = Walk { rest: ours, at: 0 };
    let mut theirs = Walk {
        rest: theirs,
        at: 0,
    };
    let mut stretches = Vec::new();
    let mut at = 0;
    while let Some(next) = ours
        .next_start()
        .into_iter()
        .chain(theirs.next_start())
        .min()
    {
        stretches.push(shared(at..next.0, &mut ours, &mut theirs));
        let mut base = next.0..next.1;
        let (mut we, mut they) = (None, None);
        loop {
            if let Some(growth) = ours.join(&mut base) {
                we = Some(we.unwrap_or(0) + growth);
            } else if let Some(growth) = theirs.join(&mut base) {
                they = Some(they.unwrap_or(0) + growth);
            } else {
                break;
            }
        }
        at = base.end;
        let length = |growth: Option<isize>| base.len().saturating_add_signed(growth.unwrap_or(0));
        let place = Threefold {
            ours: ours.advance(length(we)),
            theirs: theirs.advance(length(they)),
            base,
        };
        stretches.push(match (we, they) {
            (_, None) => Stretch::Ours(place),
            (None, _) => Stretch::Theirs(place),
            _ if alike(&place) => Stretch::Alike(place),
            _ => Stretch::Disputed(place),
        });
    }
    stretches.push(shared(at..base_length, &mut ours, &mut theirs));
    stretches
}

fn shared(base: Range<usize>, ours: &mut Walk<'_>, theirs: &mut Walk<'_>) -> Stretch {
    let length = base.len();
    Stretch::Shared(Threefold {
        base,
        ours: ours.advance(length),
        theirs: theirs.advance(length),
    })
}
