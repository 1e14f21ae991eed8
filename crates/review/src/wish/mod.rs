//! What a proposer asks for, as parts of a suggestion.

mod parts;
mod wording;

use document::{Block, BlockId, Document};
use merge::Part;

pub(crate) use parts::check;
pub use wording::NewWording;

use crate::ReviewError;

/// What it takes to propose wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSuggestion {
    /// The revision that the person reads.
    pub revision: u32,
    /// In which language; the guideline's if not said.
    pub language: Option<String>,
    /// What shall change.
    pub wish: Wish,
    /// Why; up to 10,000 characters.
    pub rationale: String,
}

/// What shall change, as plainly as people say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A block shall read otherwise, or be of another kind.
    Edit {
        /// Which.
        block: BlockId,
        /// What it shall be; what is left out stays.
        wording: NewWording,
    },
    /// A new block shall stand behind another, or at the start.
    InsertAfter {
        /// Behind which.
        after: Option<BlockId>,
        /// What it shall be; a paragraph if not said.
        wording: NewWording,
    },
    /// A block shall go.
    Delete {
        /// Which.
        block: BlockId,
    },
    /// A block shall stand behind another, or at the start.
    Move {
        /// Which.
        block: BlockId,
        /// Behind which.
        after: Option<BlockId>,
    },
    /// Several adjacent blocks, or several places at once.
    Parts(Vec<Part>),
}

impl Wish {
    /// The parts of the suggestion; `Invalid` where the wish does not fit the text, or changes
    /// nothing.
    pub(crate) fn parts(
        self,
        text: &Document,
        glossary: &[String],
    ) -> Result<Vec<Part>, ReviewError> {
        let parts = match self {
            Self::Edit { block, wording } => {
                let stands = block_of(text, &block)?;
                vec![Part {
                    blocks: vec![block],
                    after: None,
                    proposal: vec![wording.applied(stands, glossary)?],
                }]
            }
            Self::InsertAfter { after, wording } => vec![Part {
                blocks: Vec::new(),
                after,
                proposal: vec![wording.applied(&Block::default(), glossary)?],
            }],
            Self::Delete { block } => vec![removal(block)],
            Self::Move { block, after } => {
                let stands = block_of(text, &block)?.clone();
                vec![
                    removal(block),
                    Part {
                        blocks: Vec::new(),
                        after,
                        proposal: vec![stands],
                    },
                ]
            }
            Self::Parts(parts) => parts,
        };
        check(text, &parts)?;
        if merge::hunks_of(text, &parts, glossary).is_empty() {
            let what = "changes nothing: the revision reads like this already";
            return Err(ReviewError::invalid("text", what));
        }
        Ok(parts)
    }
}

fn removal(block: BlockId) -> Part {
    Part {
        blocks: vec![block],
        after: None,
        proposal: Vec::new(),
    }
}

fn block_of<'a>(text: &'a Document, id: &BlockId) -> Result<&'a Block, ReviewError> {
    let found = text.find(id).map(|(_, block)| block);
    found.ok_or_else(|| ReviewError::invalid("block_id", format!("the text has no block {id}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::{Atom, AtomKind, Kind, Mark, MarkKind, PLACEHOLDER};

    /// A paragraph with strong words, and one with an equation.
    pub(super) fn text() -> Document {
        let mut first = Block::new(Kind::Paragraph, "Operators shall avoid impacts.");
        first.id = "p1".into();
        first.marks.push(Mark {
            start: 10,
            end: 15,
            kind: MarkKind::Strong,
        });
        let mut second = Block::new(Kind::Paragraph, format!("See {PLACEHOLDER} below."));
        second.id = "p2".into();
        second.atoms.push(Atom {
            at: 4,
            kind: AtomKind::Equation {
                notation: "tex".to_owned(),
                source: "x".to_owned(),
            },
            alt: String::new(),
        });
        Document {
            blocks: vec![first, second],
            ..Document::default()
        }
    }

    pub(super) fn edit(block: &str, words: &str) -> Result<Vec<Part>, ReviewError> {
        let wording = NewWording {
            text: Some(words.to_owned()),
            ..NewWording::default()
        };
        let block = block.into();
        Wish::Edit { block, wording }.parts(&text(), &[])
    }

    #[test]
    fn a_wish_that_changes_nothing_or_does_not_fit_is_refused() {
        assert!(edit("p1", "Operators shall avoid impacts.").is_err());
        assert!(edit("p9", "Words.").is_err());
        assert!(edit("p1", "a\u{0}b").is_err());
    }
}
