//! Where each character of a text comes from.

use std::ops::Range;

/// Characters that come from one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) source: Source,
    pub(crate) length: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// From this place of the old text on.
    Old { block: usize, at: usize },
    /// Written by this step; none: by nobody known.
    Written(Option<usize>),
}

impl Source {
    fn skip(self, length: usize) -> Self {
        match self {
            Self::Old { block, at } => Self::Old {
                block,
                at: at + length,
            },
            written @ Self::Written(_) => written,
        }
    }
}

/// The part of a text's runs that lies in a range; what no run tells of is nobody's.
pub(crate) fn cut(runs: &[Run], range: &Range<usize>) -> Vec<Run> {
    let mut part = Vec::new();
    let (mut at, mut told) = (0, range.start);
    for run in runs {
        let start = at.max(range.start);
        let end = (at + run.length).min(range.end);
        if start < end {
            part.push(Run {
                source: run.source.skip(start - at),
                length: end - start,
            });
            told = end;
        }
        at += run.length;
        if at >= range.end {
            break;
        }
    }
    if told < range.end {
        part.push(Run {
            source: Source::Written(None),
            length: range.end - told,
        });
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_knows_where_it_comes_from() {
        let run = |source, length| Run { source, length };
        let old = |at| Source::Old { block: 3, at };
        let runs = [run(old(10), 4), run(Source::Written(Some(1)), 2)];
        assert_eq!(cut(&runs, &(0..4)), [run(old(10), 4)]);
        assert_eq!(
            cut(&runs, &(3..5)),
            [run(old(13), 1), run(Source::Written(Some(1)), 1)]
        );
        assert_eq!(cut(&runs, &(6..8)), [run(Source::Written(None), 2)]);
        assert_eq!(cut(&runs, &(2..2)), []);
    }
}
