use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Milliseconds since 1970-01-01T00:00:00Z. Shown, and written as JSON, as RFC 3339 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Makes names that nobody has.
pub trait Ids: Send + Sync {
    /// A name that was never given and cannot be guessed.
    fn fresh(&self) -> String;
}

impl Timestamp {
    /// Reads RFC 3339; a time without a zone, as word processors write it, is taken as UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let read = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
        let time = read(text).or_else(|| read(&format!("{text}Z")))?;
        i64::try_from(time.unix_timestamp_nanos().div_euclid(1_000_000))
            .ok()
            .map(Self)
    }

    /// The day in UTC, such as `2026-11-23`.
    pub(crate) fn day(self) -> String {
        let time = OffsetDateTime::from_unix_timestamp(self.seconds());
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .date()
            .to_string()
    }

    /// Whole seconds since 1970.
    pub(crate) fn seconds(self) -> i64 {
        self.0.div_euclid(1_000)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .map_err(|_| fmt::Error)?;
        formatter.write_str(&time.format(&Rfc3339).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let time = OffsetDateTime::parse(&text, &Rfc3339).map_err(serde::de::Error::custom)?;
        i64::try_from(time.unix_timestamp_nanos().div_euclid(1_000_000))
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_back_from_its_text() {
        let time = Timestamp(1_795_435_200_123);
        assert_eq!(time.to_string(), "2026-11-23T12:00:00.123Z");
        let json = serde_json::to_string(&time).unwrap();
        assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), time);
    }

    #[test]
    fn word_processors_leave_the_zone_out() {
        #[track_caller]
        fn check(text: &str, expect: Option<i64>) {
            assert_eq!(Timestamp::parse(text).map(|time| time.0), expect, "{text}");
        }
        check("2026-11-23T12:00:00Z", Some(1_795_435_200_000));
        check("2026-11-23T12:00:00", Some(1_795_435_200_000));
        check("2026-11-23T13:00:00.5+01:00", Some(1_795_435_200_500));
        check("1969-12-31T23:59:59.9995Z", Some(-1));
        check("yesterday", None);
        check("", None);
    }
}
