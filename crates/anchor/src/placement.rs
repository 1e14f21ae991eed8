use document::BlockId;
use serde::{Deserialize, Serialize};

/// Where an anchor stands in a revision, how sure that is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// How sure.
    pub state: State,
    /// The block; none where the anchor is on the guideline, or stands nowhere or in several places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block_id: Option<BlockId>,
    /// First scalar value of the passage; none where the anchor is on a whole block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// One past the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// Why it is not exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Where it might stand, in reading order: several places where it is ambiguous; where it is
    /// orphaned, the paragraph in which it stood, if that is still there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// How sure a placement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The same words at the same place.
    Exact,
    /// The same words at another place.
    Shifted,
    /// Most of the words, or the same words in other surroundings.
    Fuzzy,
    /// Several places fit equally well.
    Ambiguous,
    /// No place fits.
    Orphaned,
}

/// Why a placement is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Shifted: the text before it in the paragraph changed.
    TextBefore,
    /// Shifted: the words, or their paragraph, moved.
    Moved,
    /// Shifted: the paragraph was split. Fuzzy: it was split within the words.
    Split,
    /// Shifted or fuzzy: the paragraph was joined with another.
    Merged,
    /// Fuzzy: the words changed, most of them are left.
    Reworded,
    /// Fuzzy: the words moved, and changed on the way.
    MovedAndReworded,
    /// Fuzzy: the same words, but nothing around them is as it was.
    NewSurroundings,
    /// Ambiguous: several places have these words.
    Repeated,
    /// Orphaned: the paragraph is gone.
    ParagraphDeleted,
    /// Orphaned: the paragraph is there, the words were cut.
    Deleted,
    /// Orphaned: the paragraph is there, other words stand in it.
    Rewritten,
    /// Orphaned: the anchor does not fit the revision that it was written on.
    UnknownOrigin,
}

/// A place where an anchor might stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The block.
    pub block_id: BlockId,
    /// First scalar value; none for the whole block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// One past the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

impl Placement {
    /// At no one place.
    pub(crate) fn nowhere(state: State, reason: Option<Reason>) -> Self {
        Self {
            state,
            reason,
            block_id: None,
            start: None,
            end: None,
            candidates: Vec::new(),
        }
    }

    /// The anchor does not fit its own revision.
    pub(crate) fn without_origin() -> Self {
        Self::nowhere(State::Orphaned, Some(Reason::UnknownOrigin))
    }

    /// The same about whole blocks.
    pub(crate) fn without_ranges(mut self) -> Self {
        (self.start, self.end) = (None, None);
        for candidate in &mut self.candidates {
            (candidate.start, candidate.end) = (None, None);
        }
        self.candidates.dedup();
        self
    }
}
