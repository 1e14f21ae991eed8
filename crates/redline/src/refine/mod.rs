//! The second pass, which compares the text of a pair word by word, and the third, which makes the
//! result read well.

mod anchor;
mod ends;
mod run;
mod sequence;
mod strand;
mod tidy;
mod weigh;

use std::ops::Range;

use document::Document;

use crate::{
    note::Notes,
    plan::{Link, Run},
    word::Segmenter,
};
pub(crate) use strand::cost_of;
use strand::{Interner, PREFIX, SUFFIX, Side, Token, span};

/// Tokens that take each other's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

/// What changed word by word inside a pair, deletions before insertions. Only what lies between the
/// sentences that both sides begin and end with is ever cut into words.
pub(crate) fn refine(
    old: &Document,
    new: &Document,
    link: &Link,
    notes: &Notes,
    segmenter: &Segmenter,
) -> Vec<Run> {
    match Draft::of(old, new, link, notes, segmenter) {
        Ok(draft) => draft.tidy().runs(),
        Err(equal) => vec![equal],
    }
}

/// A pair cut into words, with what changed.
#[derive(Clone)]
pub(crate) struct Draft {
    old: Vec<Token>,
    new: Vec<Token>,
    hunks: Vec<Hunk>,
    rearranged: bool,
}

impl Draft {
    /// Compares word by word; for equal texts there is only one thing to say.
    pub(crate) fn of(
        old: &Document,
        new: &Document,
        link: &Link,
        notes: &Notes,
        segmenter: &Segmenter,
    ) -> Result<Self, Run> {
        let ends = ends::shared(
            &old.blocks[link.old.clone()],
            &new.blocks[link.new.clone()],
            notes,
        );
        let length = |document: &Document, at: usize| document.blocks[at].text.len();
        let whole = length(old, link.old.start);
        if whole > 0 && whole == ends.prefix && whole == length(new, link.new.start) {
            return Err(run::equal(link, whole));
        }
        let mut interner = Interner::new(notes);
        let mut cut = |document, blocks: &Range<usize>, side| {
            let blocks = blocks.clone();
            strand(document, blocks, &ends, side, segmenter, &mut interner)
        };
        let old = cut(old, &link.old, Side::Old);
        let new = cut(new, &link.new, Side::New);
        let hunks = sequence::hunks(&old, &new);
        Ok(Self {
            old,
            new,
            hunks,
            rearranged: link.rearranges(),
        })
    }

    /// Makes it read well.
    pub(crate) fn tidy(mut self) -> Self {
        if self.rearranged {
            tidy::bridge(&self.old, &self.new, &mut self.hunks);
        }
        tidy::shift(&self.old, &self.new, &mut self.hunks);
        self
    }

    fn runs(&self) -> Vec<Run> {
        run::runs(&self.old, &self.new, &self.hunks)
    }
}

/// The tokens of a side; what both sides begin and end with is one token each.
fn strand<'t>(
    document: &'t Document,
    blocks: Range<usize>,
    ends: &ends::Ends,
    side: Side,
    segmenter: &Segmenter,
    interner: &mut Interner<'t>,
) -> Vec<Token> {
    let mut tokens = Vec::new();
    for index in blocks.clone() {
        let block = &document.blocks[index];
        let middle = ends.prefix..block.text.len() - ends.suffix;
        tokens.extend(Token::shared(PREFIX, span(index, 0..middle.start)));
        let end = middle.end;
        interner.tokens(block, &span(index, middle), side, segmenter, &mut tokens);
        tokens.extend(Token::shared(SUFFIX, span(index, end..block.text.len())));
        if index + 1 < blocks.end {
            tokens.push(interner.paragraph_break(index, block.text.len()));
        }
    }
    tokens
}
