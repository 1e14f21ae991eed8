use std::ops::Range;

use crate::prepared::Place;

/// A passage that is being placed.
pub(crate) struct Passage<'a> {
    /// Index of its block in the origin.
    pub(crate) block: usize,
    /// First scalar value there.
    pub(crate) start: usize,
    pub(crate) quote: &'a str,
    /// Nearest first.
    pub(crate) before: Vec<char>,
    pub(crate) after: Vec<char>,
    /// Of the quote, in scalar values.
    pub(crate) length: usize,
}

impl Passage<'_> {
    /// Where it stands in its block of the origin.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.start + self.length
    }
}

/// Where the redline leads.
pub(crate) struct Lead {
    pub(crate) place: Place,
    /// Scalar values of the passage that survived there.
    pub(crate) kept: usize,
    pub(crate) moved: bool,
}
