//! W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>): comments, answers and proposed
//! changes as other programs of annotation write and read them.
//!
//! A target is a revision's address, the block as fragment, refined by the words and by their
//! position in the block's text in Unicode code points. Nothing that a file refers to is fetched.

mod read;
mod write;

pub use read::{AnnotationError, AnnotationLimits, ReadAnnotation, ReadAnnotations, read};
pub use write::{Collection, Page, collection, page};

/// A comment, an answer or a proposed change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotation {
    /// Its address.
    pub id: String,
    /// What it is for.
    pub motivation: Motivation,
    /// Whose it is; may be empty.
    pub creator: String,
    /// When it was made, RFC 3339; may be empty.
    pub created: String,
    /// When it last changed, RFC 3339; may be empty.
    pub modified: String,
    /// What it says.
    pub body: String,
    /// The text that is proposed instead.
    pub proposed: String,
    /// The tag of the language of what it says; may be empty.
    pub language: String,
    /// What it is about.
    pub target: Target,
}

/// Why somebody annotates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Motivation {
    /// To say something.
    #[default]
    Commenting,
    /// To answer.
    Replying,
    /// To propose a change.
    Editing,
}

/// What an annotation is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The address of the text; of an answer, that of what it answers.
    pub source: String,
    /// The id of the block.
    pub block: String,
    /// The words.
    pub quote: Option<Quote>,
    /// From which to which code point of the block's text.
    pub position: Option<(usize, usize)>,
}

/// Words and what stands around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

impl Motivation {
    /// Its name in the vocabulary.
    pub fn name(self) -> &'static str {
        match self {
            Self::Commenting => "commenting",
            Self::Replying => "replying",
            Self::Editing => "editing",
        }
    }
}
