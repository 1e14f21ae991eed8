use std::ops::Range;

use document::Offsets;
use serde::{Deserialize, Serialize};

/// One replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextEdit {
    /// First scalar value replaced.
    pub start: usize,
    /// One past the last; equal to `start` for an insertion.
    pub end: usize,
    /// What stands there instead; empty for a deletion.
    pub insert: String,
}

impl TextEdit {
    /// Replaces this range by this text.
    pub fn new(range: Range<usize>, insert: impl Into<String>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            insert: insert.into(),
        }
    }

    fn is_empty(&self) -> bool {
        self.start == self.end && self.insert.is_empty()
    }

    /// Whether the two cannot both be carried out, or not in a way that does not depend on who
    /// comes first. Touching is no collision; inserting at one point is.
    pub(crate) fn collides(&self, other: &Self) -> bool {
        let insert_at_one_point =
            self.start == self.end && other.start == other.end && self.start == other.start;
        insert_at_one_point || (self.start < other.end && other.start < self.end)
    }
}

/// Edits of one text, disjoint and in order by construction. All offsets count in the text before
/// any of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<TextEdit>", into = "Vec<TextEdit>")]
pub struct TextEdits(Vec<TextEdit>);

/// Two edits of one text that cannot stand together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the edit of {}..{} collides with that of {}..{}", first.start, first.end, second.start, second.end)]
pub struct Overlap {
    /// One of them.
    pub first: TextEdit,
    /// The other.
    pub second: TextEdit,
}

/// An edit that the text is too short for, or whose end comes before its start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the edit of {start}..{end} does not fit a text of {length} characters")]
pub struct Misfit {
    /// Where the edit starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The length of the text in scalar values.
    pub length: usize,
}

impl TextEdits {
    /// Sorts the edits.
    ///
    /// # Errors
    /// When two of them collide, or one ends before it starts (which collides with itself).
    pub fn new(mut edits: Vec<TextEdit>) -> Result<Self, Overlap> {
        edits.retain(|edit| !edit.is_empty());
        edits.sort();
        if let Some(edit) = edits.iter().find(|edit| edit.end < edit.start) {
            return Err(overlap(edit, edit));
        }
        match edits.windows(2).find(|pair| pair[0].collides(&pair[1])) {
            Some(pair) => Err(overlap(&pair[0], &pair[1])),
            None => Ok(Self(edits)),
        }
    }

    /// Only for edits that are disjoint and in order.
    pub(crate) fn from_sorted(edits: Vec<TextEdit>) -> Self {
        debug_assert!(edits.windows(2).all(|pair| pair[0].end <= pair[1].start));
        Self(edits)
    }

    /// The edits in order.
    pub fn as_slice(&self) -> &[TextEdit] {
        &self.0
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Both, or what of `other` collides with these. An edit that is in both counts once.
    ///
    /// # Errors
    /// Hands back the edits of `other` that collide; nothing is united then.
    pub fn union(&self, other: &Self) -> Result<Self, Self> {
        let collides = |edit: &TextEdit| {
            self.near(edit)
                .iter()
                .any(|mine| mine != edit && mine.collides(edit))
        };
        let colliding: Vec<_> = other
            .0
            .iter()
            .filter(|edit| collides(edit))
            .cloned()
            .collect();
        if !colliding.is_empty() {
            return Err(Self(colliding));
        }
        let mut both = self.0.clone();
        both.extend(other.0.iter().cloned());
        both.sort();
        both.dedup();
        Ok(Self(both))
    }

    /// The edits that could collide with this one.
    fn near(&self, edit: &TextEdit) -> &[TextEdit] {
        let from = self.0.partition_point(|mine| mine.end < edit.start);
        let to = self.0.partition_point(|mine| mine.start <= edit.end);
        &self.0[from..to.max(from)]
    }

    /// The text after the edits.
    ///
    /// # Errors
    /// When an edit lies outside the text; then nothing is done.
    pub fn apply(&self, text: &str) -> Result<String, Misfit> {
        let offsets = self.fitting(text)?;
        let mut result = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.0 {
            result.push_str(offsets.slice(at..edit.start));
            result.push_str(&edit.insert);
            at = edit.end;
        }
        result.push_str(offsets.slice(at..offsets.length()));
        Ok(result)
    }

    /// The edits that lead from `apply(text)` back to `text`.
    ///
    /// # Errors
    /// When an edit lies outside the text.
    pub fn invert(&self, text: &str) -> Result<Self, Misfit> {
        let offsets = self.fitting(text)?;
        let (mut inserted, mut deleted) = (0, 0);
        let mut inverse = Vec::with_capacity(self.0.len());
        for edit in &self.0 {
            let start = edit.start + inserted - deleted;
            let length = edit.insert.chars().count();
            let old = offsets.slice(edit.start..edit.end);
            inverse.push(TextEdit::new(start..start + length, old));
            inserted += length;
            deleted += edit.end - edit.start;
        }
        Ok(Self(join_touching(inverse)))
    }

    fn fitting<'a>(&self, text: &'a str) -> Result<Offsets<'a>, Misfit> {
        let offsets = Offsets::new(text);
        match self.0.last() {
            Some(last) if last.end > offsets.length() => Err(Misfit {
                start: last.start,
                end: last.end,
                length: offsets.length(),
            }),
            _ => Ok(offsets),
        }
    }
}

impl TryFrom<Vec<TextEdit>> for TextEdits {
    type Error = Overlap;

    fn try_from(edits: Vec<TextEdit>) -> Result<Self, Overlap> {
        Self::new(edits)
    }
}

impl From<TextEdits> for Vec<TextEdit> {
    fn from(edits: TextEdits) -> Self {
        edits.0
    }
}

/// Two deletions that left no text between them invert to two insertions at one point: one.
fn join_touching(edits: Vec<TextEdit>) -> Vec<TextEdit> {
    let mut joined: Vec<TextEdit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if last.end == edit.start => {
                last.end = edit.end;
                last.insert.push_str(&edit.insert);
            }
            _ => joined.push(edit),
        }
    }
    joined
}

fn overlap(first: &TextEdit, second: &TextEdit) -> Overlap {
    Overlap {
        first: first.clone(),
        second: second.clone(),
    }
}
