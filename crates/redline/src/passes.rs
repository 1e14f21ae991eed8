//! The passes one by one, so that benchmarks can tell which of them takes how long. No part of what
//! this crate promises.

use document::Document;

use crate::{Options, align, note::Notes, plan::Link, refine::Draft, word::Segmenter};

/// Two documents with the blocks that belong together.
pub struct Aligned<'a> {
    old: &'a Document,
    new: &'a Document,
    links: Vec<Link>,
    notes: Notes,
    segmenter: Segmenter,
}

/// What changed inside each pair, before it is made to read well.
#[derive(Clone)]
pub struct Refined(Vec<Draft>);

/// The first pass.
pub fn align<'a>(old: &'a Document, new: &'a Document, options: &Options<'_>) -> Aligned<'a> {
    let links = align::align(old, new, options);
    Aligned {
        old,
        new,
        notes: Notes::of(old, new, &links),
        segmenter: Segmenter::new(options.glossary),
        links,
    }
}

impl Aligned<'_> {
    /// The second pass.
    pub fn refine(&self) -> Refined {
        let draft = |link| Draft::of(self.old, self.new, link, &self.notes, &self.segmenter).ok();
        Refined(self.links.iter().filter_map(draft).collect())
    }
}

impl Refined {
    /// The third pass.
    #[must_use]
    pub fn tidy(self) -> Self {
        Self(self.0.into_iter().map(Draft::tidy).collect())
    }
}
