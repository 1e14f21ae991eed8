use std::ops::Range;

use redline::{Op, Redline};

use crate::prepared::Place;

/// Which text of the newer document is new. What the redline shows to have come from elsewhere is
/// not the passage that is looked for, however much it reads like it.
pub(crate) struct Fresh {
    /// By block, in order.
    ranges: Vec<Vec<Range<usize>>>,
}

impl Fresh {
    pub(crate) fn new(redline: &Redline<'_>) -> Self {
        let mut fresh = Self {
            ranges: vec![Vec::new(); redline.new.blocks.len()],
        };
        for change in &redline.changes {
            let (mut block, mut at) = (change.new.start, 0);
            for segment in change
                .segments
                .iter()
                .filter(|segment| segment.op != Op::Delete)
            {
                let length = segment.text.chars().count();
                if segment.op == Op::Insert && length > 0 {
                    fresh.ranges[block].push(at..at + length);
                }
                at += length;
                if segment.paragraph_break {
                    (block, at) = (block + 1, 0);
                }
            }
        }
        fresh
    }

    /// The blocks that have new text.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = usize> {
        let ranges = self.ranges.iter().enumerate();
        ranges
            .filter(|(_, ranges)| !ranges.is_empty())
            .map(|(block, _)| block)
    }

    /// How many scalar values of a place are new.
    pub(crate) fn within(&self, place: &Place) -> usize {
        let ranges = &self.ranges[place.block];
        let first = ranges.partition_point(|range| range.end <= place.start);
        ranges[first..]
            .iter()
            .take_while(|range| range.start < place.end)
            .map(|range| range.end.min(place.end) - range.start.max(place.start))
            .sum()
    }
}
