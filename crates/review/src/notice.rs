//! What people are told of what happened to what they said.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ContributionId, Happening, ReviewError, Timestamp};

/// Where a notice stands in the list of a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePlace {
    /// When.
    pub at: Timestamp,
    /// The sequence number of the event that tells it.
    pub sequence: u64,
    /// The slug of its guideline.
    pub guideline: String,
}

/// What a person is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The slug of the guideline.
    pub guideline: String,
    /// The guideline's title.
    pub title: String,
    /// Of what.
    pub contribution: ContributionId,
    /// What happened to it.
    pub kind: NoticeKind,
    /// The event that tells it.
    pub happening: Happening,
    /// When.
    pub at: Timestamp,
    /// When the person read it.
    pub read_at: Option<Timestamp>,
}

/// Why somebody is told something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// What the person said was decided on.
    Decided,
    /// A decision on it was undone.
    Undone,
    /// The person is to decide on it.
    Assigned,
    /// The author answered the person's decision.
    Answered,
    /// Somebody replied to it.
    Replied,
}

impl NoticePlace {
    /// Reads what [`fmt::Display`] writes.
    pub(crate) fn parse(text: &str) -> Result<Self, ReviewError> {
        let mut parts = text.splitn(3, '.');
        let mut number = || parts.next()?.parse::<i64>().ok();
        let (at, sequence) = (number(), number());
        let place = at.zip(sequence).zip(parts.next());
        let place = place.and_then(|((at, sequence), guideline)| {
            Some(Self {
                at: Timestamp(at),
                sequence: u64::try_from(sequence).ok()?,
                guideline: guideline.to_owned(),
            })
        });
        place.ok_or_else(|| ReviewError::invalid("cursor", "is none that was given here"))
    }
}

impl fmt::Display for NoticePlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            at,
            sequence,
            guideline,
        } = self;
        write!(formatter, "{}.{sequence}.{guideline}", at.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_nothing_else_does() {
        let place = NoticePlace {
            at: Timestamp(-5),
            sequence: 7,
            guideline: "mining-2026".to_owned(),
        };
        assert_eq!(NoticePlace::parse(&place.to_string()), Ok(place));
        for bad in [
            "",
            "1",
            "1.2",
            "1.-2.x",
            "x.2.y",
            "99999999999999999999.1.x",
        ] {
            assert!(NoticePlace::parse(bad).is_err(), "{bad}");
        }
    }
}
