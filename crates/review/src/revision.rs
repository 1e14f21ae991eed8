use std::sync::Arc;

use document::{Digest, Document};
use serde::{Deserialize, Serialize};

use crate::{Guideline, PersonRef, SuggestionId, Timestamp, Undecided};

/// A published, numbered, immutable snapshot of the text, without the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// From 1, without gaps.
    pub number: u32,
    /// What the editor said about it.
    pub note: String,
    /// When.
    pub published_at: Timestamp,
    /// By whom; nobody when it came from the console.
    pub published_by: Option<PersonRef>,
    /// The languages it has a text in, the guideline's first.
    pub languages: Vec<String>,
    /// Blocks of the text in the guideline's language.
    pub block_count: u32,
    /// Over the texts of all languages; see [`crate::revision_digest`].
    pub sha256: Digest,
    /// What could not be represented when the files were read.
    pub problems: Vec<RevisionProblem>,
}

/// Something in an uploaded file that did not come through as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionProblem {
    /// Of which language's file.
    pub language: String,
    /// Where in it.
    pub place: String,
    /// What, as one sentence.
    pub what: String,
}

/// A revision with the text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionText {
    /// Of which guideline.
    pub guideline: Guideline,
    /// Which revision.
    pub revision: Revision,
    /// In which language the text is: the one asked for, else the guideline's.
    pub language: String,
    /// The text. Its resources are empty; see [`crate::Review::resource`] and
    /// [`crate::Review::with_resources`].
    pub document: Arc<Document>,
}

/// What it takes to publish a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    /// One text a language, as the readers gave them, each with its `language` set. The
    /// guideline's language must be among them.
    pub documents: Vec<Document>,
    /// What the readers could not represent.
    pub problems: Vec<RevisionProblem>,
    /// What the editor says about it; up to 2,000 characters.
    pub note: String,
    /// The latest revision that the editor saw (0 for none); another one by now is `Stale`.
    /// `None` publishes on top of whatever is there.
    pub expected: Option<u32>,
    /// Says what would happen and stores nothing.
    pub check: bool,
}

/// What publishing did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The number of the new revision.
    pub number: u32,
    /// What could not be represented.
    pub problems: Vec<RevisionProblem>,
    /// What became of the blocks of the guideline's language.
    pub blocks: BlockCounts,
    /// Where the open comments stand in the new revision.
    pub placements: PlacementCounts,
    /// Over the texts of all languages.
    pub sha256: Digest,
    /// How many comments and suggestions are not decided.
    #[serde(default)]
    pub undecided: u32,
    /// The same, parted. A publication that was told and kept before they were parted has none.
    #[serde(default)]
    pub waiting: Undecided,
    /// Accepted suggestions that a published file does not have: they are open again.
    #[serde(default)]
    pub reopened: Vec<SuggestionId>,
}

/// What became of the blocks of one language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockCounts {
    /// Blocks with an id that the previous revision has.
    pub kept: u32,
    /// Blocks with a new id.
    pub added: u32,
    /// Ids of the previous revision that are gone.
    pub removed: u32,
}

/// How many open comments have each placement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementCounts {
    /// Where it was written.
    pub exact: u32,
    /// The same words elsewhere.
    pub shifted: u32,
    /// Similar words.
    pub fuzzy: u32,
    /// Several places fit as well.
    pub ambiguous: u32,
    /// None fits.
    pub orphaned: u32,
}
