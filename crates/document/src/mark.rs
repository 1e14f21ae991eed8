use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::digest::Hasher;

/// A property of a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// First scalar value, from 0.
    pub start: usize,
    /// One past the last scalar value.
    pub end: usize,
    /// Which property.
    #[serde(flatten)]
    pub kind: MarkKind,
}

/// The properties that text can have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MarkKind {
    /// Strong importance; shown bold.
    Strong,
    /// Stress; shown italic.
    Emphasis,
    /// Code or other literal text.
    Code,
    /// Struck through by the author (not a deletion).
    Strike,
    /// Underlined by the author (not an insertion).
    Underline,
    /// Subscript.
    Sub,
    /// Superscript.
    Sup,
    /// Small capitals.
    SmallCaps,
    /// Highlighted by the author.
    Highlight,
    /// A hyperlink.
    Link {
        /// Target, as written.
        href: String,
        /// Tooltip.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
    /// A note reference over one placeholder character.
    Note {
        /// Key of the footnote blocks that belong to it.
        note: String,
    },
}

/// Sorts marks, joins touching or overlapping ones of the same kind, cuts them at `length` and
/// drops empty ones, so that equal formatting is equal data. Two neighbouring notes stay two.
pub fn normalise_marks(marks: &mut Vec<Mark>, length: usize) {
    for mark in marks.iter_mut() {
        mark.end = mark.end.min(length);
    }
    marks.retain(|mark| mark.start < mark.end);
    marks.sort_by(|a, b| (&a.kind, a.start, a.end).cmp(&(&b.kind, b.start, b.end)));
    let mut joined: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks.drain(..) {
        match joined.last_mut() {
            Some(last) if last.kind == mark.kind && mark.start <= last.end && !is_note(&mark) => {
                last.end = last.end.max(mark.end);
            }
            _ => joined.push(mark),
        }
    }
    joined.sort_by(|a, b| (a.start, a.end, &a.kind).cmp(&(b.start, b.end, &b.kind)));
    *marks = joined;
}

/// The marks over a range of the text, counted from the start of that range.
pub fn slice_marks(marks: &[Mark], range: Range<usize>) -> Vec<Mark> {
    marks
        .iter()
        .filter(|mark| mark.start < range.end && mark.end > range.start)
        .map(|mark| Mark {
            start: mark.start.max(range.start) - range.start,
            end: mark.end.min(range.end) - range.start,
            kind: mark.kind.clone(),
        })
        .collect()
}

impl Mark {
    pub(crate) fn feed(&self, hasher: &mut Hasher) {
        hasher
            .count(self.start)
            .count(self.end)
            .text(self.kind.name());
        match &self.kind {
            MarkKind::Link { href, title } => {
                hasher.text(href).optional_text(title.as_deref());
            }
            MarkKind::Note { note } => {
                hasher.text(note);
            }
            _ => {}
        }
    }
}

impl MarkKind {
    /// The name that the kind has in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Emphasis => "emphasis",
            Self::Code => "code",
            Self::Strike => "strike",
            Self::Underline => "underline",
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::SmallCaps => "small_caps",
            Self::Highlight => "highlight",
            Self::Link { .. } => "link",
            Self::Note { .. } => "note",
        }
    }
}

fn is_note(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Note { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strong(start: usize, end: usize) -> Mark {
        Mark {
            start,
            end,
            kind: MarkKind::Strong,
        }
    }

    fn check(marks: &[(usize, usize)], length: usize, expect: &[(usize, usize)]) {
        let mut marks: Vec<Mark> = marks
            .iter()
            .map(|&(start, end)| strong(start, end))
            .collect();
        normalise_marks(&mut marks, length);
        let found: Vec<_> = marks.iter().map(|mark| (mark.start, mark.end)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn equal_formatting_is_equal_data() {
        check(&[(0, 2), (2, 4)], 9, &[(0, 4)]);
        check(&[(3, 5), (0, 4)], 9, &[(0, 5)]);
        check(&[(0, 2), (3, 4)], 9, &[(0, 2), (3, 4)]);
        check(&[(0, 20)], 9, &[(0, 9)]);
        check(&[(4, 4), (12, 14)], 9, &[]);
    }

    #[test]
    fn a_slice_counts_from_its_own_start() {
        let marks = [strong(0, 4), strong(6, 9)];
        assert_eq!(slice_marks(&marks, 2..7), [strong(0, 2), strong(4, 5)]);
        assert_eq!(slice_marks(&marks, 4..6), []);
    }
}
