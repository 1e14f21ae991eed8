//! A marked-up file comes back: what in it is new, and where in a revision it belongs.
//!
//! All of this is pure: [`sift`] takes a revision, a file and what is known already, and answers
//! what to keep. The use case around it loads before and commits after.

mod base;
mod discussion;
mod file;
pub(crate) mod fingerprint;
mod ground;
mod remarks;
mod sayings;
mod sift;
mod taken;
mod tracked;
mod untracked;

pub(crate) use base::Likeness;
pub use file::{
    FileProblem, ReturnedChange, ReturnedFile, ReturnedImprint, ReturnedPlace, ReturnedRemark,
    ReturnedReplacement, ReturnedReply,
};
pub(crate) use sift::{Answer, Proposal, Remark, Sifted, Sifting, sift};
pub use taken::{KnownCounts, LeftOut, LeftOutKind, RecognisedBy, TakenBack, TakenReply};

use crate::intake::LONGEST_PROPOSAL;
use ground::Ground;

/// Why something in a file has no place in the revision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Misfit {
    #[error("it stands in a paragraph that was added without tracking")]
    AddedUntracked,
    #[error("its paragraph was also split, joined or moved without tracking")]
    RearrangedUntracked,
    #[error("the same words were also changed without tracking")]
    ChangedUntracked,
    #[error("it changes nothing that is kept here")]
    NoChange,
    #[error("it proposes {0} characters, more than {LONGEST_PROPOSAL}")]
    TooLong(usize),
    #[error("it points to no paragraph of the text")]
    NoParagraph,
    #[error("the words it was put on are not in the revision")]
    WordsGone,
    #[error("the comment that it answers has no place")]
    CommentLeftOut,
    #[error("the comment that it answers was taken back")]
    CommentGone,
    #[error("{0}")]
    Words(String),
}

#[cfg(test)]
pub(crate) mod tests {
    use document::{Block, Document, Kind};

    /// A text of paragraphs `p1`, `p2`, ...
    pub(crate) fn text(paragraphs: &[&str]) -> Document {
        let mut document = Document {
            language: "en".to_owned(),
            ..Document::default()
        };
        for (index, text) in paragraphs.iter().enumerate() {
            document
                .blocks
                .push(paragraph(&format!("p{}", index + 1), text));
        }
        document
    }

    pub(crate) fn paragraph(id: &str, text: &str) -> Block {
        Block {
            id: id.into(),
            ..Block::new(Kind::Paragraph, text)
        }
    }
}
