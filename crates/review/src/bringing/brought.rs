//! What tables and lists of annotations bring, and what became of it.

use serde::{Deserialize, Serialize};

use crate::{CommentId, CommentKind, Outcome, Place, SuggestionId, Timestamp, WrittenBy};

/// Remarks and changes from a file, each with its place in a revision.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brought {
    /// The revision that the places are of.
    pub revision: u32,
    /// In the order of the file.
    pub items: Vec<BroughtItem>,
    /// Its decisions are taken over, which only who decides may ask for. The file is one that left
    /// here: what says where nothing stands is looked for by its words in the whole guideline.
    pub decisions: bool,
}

/// A remark, or a change of the words at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct BroughtItem {
    /// The id that the file has for it; may be one of ours.
    pub id: String,
    /// The language of the text that the place is in.
    pub language: String,
    /// Where.
    pub place: Place,
    /// How the file says where: part of what it is known by when it comes again.
    pub cited: String,
    /// What it is about.
    pub kind: CommentKind,
    /// The remark, or the reason for the change.
    pub body: String,
    /// What the words at the place should be instead; empty: nothing. Makes it a suggestion.
    pub proposal: Option<String>,
    /// By which words it is recognised.
    pub words: BroughtWords,
    /// Under whose name it stands in the file.
    pub written_by: Option<WrittenBy>,
    /// Answers, oldest first.
    pub replies: Vec<BroughtReply>,
    /// What was decided on it, if anything.
    pub decision: Option<BroughtDecision>,
}

/// What an item says, as the file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BroughtWords {
    /// Everything as one text.
    pub remark: String,
    /// Why, where it proposes a change.
    pub reason: String,
    /// What is proposed; empty: that the words go.
    pub proposed: Option<String>,
}

/// An answer to a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtReply {
    /// What it says.
    pub body: String,
    /// Under whose name it stands in the file.
    pub written_by: Option<WrittenBy>,
}

/// A decision that a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtDecision {
    /// In one word; nothing where the file's words do not say which.
    pub outcome: Option<Outcome>,
    /// Why, or all that the file says.
    pub reason: String,
    /// When, of what is deferred.
    pub target: Option<String>,
    /// When it was decided, as the file says: by that it knows the decision that is here.
    pub decided: Option<Timestamp>,
}

/// What came of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtIn {
    /// Of each item, in order.
    pub items: Vec<Became>,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Became {
    /// As what it is here.
    pub what: BecameWhat,
    /// The file's decision was taken over.
    pub decided: bool,
    /// Why it was not, as a clause, where the file has one that is not here already.
    #[serde(default)]
    pub undecided: Option<String>,
    /// Answers to it that were not kept.
    #[serde(default)]
    pub unkept: Vec<UnkeptReply>,
}

/// An answer of a file that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnkeptReply {
    /// How it begins.
    pub excerpt: String,
    /// Under whose name it stands in the file; may be empty.
    pub by: String,
    /// Why, as a clause.
    pub reason: String,
}

/// As what an item is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum BecameWhat {
    /// A new comment.
    Comment {
        /// Which.
        id: CommentId,
    },
    /// A new suggestion.
    Suggestion {
        /// Which.
        id: SuggestionId,
    },
    /// It was here already.
    Known {
        /// As which comment or suggestion.
        id: String,
    },
    /// Nothing.
    LeftOut {
        /// Why, as a clause.
        reason: String,
    },
}

impl BroughtIn {
    /// Whether the file brought nothing that was not here already.
    pub fn is_empty(&self) -> bool {
        let old = |it: &Became| {
            let known = matches!(
                it.what,
                BecameWhat::Known { .. } | BecameWhat::LeftOut { .. }
            );
            known && !it.decided
        };
        self.items.iter().all(old)
    }
}
