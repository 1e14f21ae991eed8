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
    fn next(&self) -> Option<&Hunk> {
        self.rest.first()
    }

    /// Takes the next difference when it collides with the place, which grows to hold it. Returns by
    /// how much the side's text is longer there than the base's.
    fn join(&mut self, place: &mut Place) -> Option<isize> {
        let (hunk, rest) = self.rest.split_first()?;
        if !place.meets(hunk) {
            return None;
        }
        self.rest = rest;
        place.base.end = place.base.end.max(hunk.base.end);
        place.inserts.extend(&hunk.inserts);
        Some(hunk.side.len().wrapping_sub(hunk.base.len()).cast_signed())
    }

    /// Moves on by this much of the side's text.
    fn advance(&mut self, length: usize) -> Range<usize> {
        let start = self.at;
        self.at += length;
        start..self.at
    }
}

/// What is changed at one place of the base.
struct Place {
    base: Range<usize>,
    /// Where something is inserted.
    inserts: Vec<usize>,
}

impl Place {
    /// As for edits: touching is no collision, inserting at one point is.
    fn meets(&self, hunk: &Hunk) -> bool {
        let one_point = hunk.inserts.iter().any(|at| self.inserts.contains(at));
        one_point || (self.base.start < hunk.base.end && hunk.base.start < self.base.end)
    }
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
    let first = |ours: &Walk<'_>, theirs: &Walk<'_>| {
        let next = ours.next().into_iter().chain(theirs.next());
        let first = next.min_by_key(|hunk| (hunk.base.start, hunk.base.end))?;
        Some(Place {
            base: first.base.clone(),
            inserts: first.inserts.clone(),
        })
    };
    while let Some(mut place) = first(&ours, &theirs) {
        stretches.push(shared(at..place.base.start, &mut ours, &mut theirs));
        let (mut we, mut they) = (None, None);
        loop {
            if let Some(growth) = ours.join(&mut place) {
                we = Some(we.unwrap_or(0) + growth);
            } else if let Some(growth) = theirs.join(&mut place) {
                they = Some(they.unwrap_or(0) + growth);
            } else {
                break;
            }
        }
        let base = place.base;
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
