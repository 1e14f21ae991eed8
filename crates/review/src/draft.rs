//! The editors' working text towards the next revision.

use merge::Patch;

use crate::{GuidelineId, SuggestionId};

/// A draft and one of its versions: what a change of it compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftVersion {
    /// Of which guideline.
    pub guideline: GuidelineId,
    /// In which language.
    pub language: String,
    /// Towards the revision after this one.
    pub revision: u32,
    /// 0 while it is the revision's text.
    pub seen: u64,
}

/// A step of a draft to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct NewStep {
    /// Which suggestion went in.
    pub suggestion: SuggestionId,
    /// What it changed.
    pub patch: Patch,
}

/// A step of a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The version of the draft that it made.
    pub version: u64,
    /// Which suggestion went in.
    pub suggestion: SuggestionId,
    /// What it changed.
    pub patch: Patch,
}

/// The counters of a draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DraftState {
    /// Counts its changes.
    pub version: u64,
    /// The version that last changed earlier steps.
    pub rewritten: u64,
}
