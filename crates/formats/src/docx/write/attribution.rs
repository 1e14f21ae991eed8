//! Under whose name and when: as attributes of changes and comments.

use std::fmt::Write as _;

use crate::docx::markup;

/// The name that changes stand under where none was given: Word refuses none.
const NOBODY: &str = "Understory";

/// Characters that the schema grants a name, and initials.
const NAME: usize = 255;
const INITIALS: usize = 9;

/// The author as changes name them.
pub(super) fn author(name: &str) -> &str {
    match cut(name.trim(), NAME).trim_end() {
        "" => NOBODY,
        name => name,
    }
}

/// Initials as comments have them.
pub(super) fn initials(initials: &str) -> &str {
    cut(initials.trim(), INITIALS)
}

fn cut(text: &str, most: usize) -> &str {
    let end = text
        .char_indices()
        .nth(most)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// `w:author` and `w:date`; a date that is none is left out.
pub(super) fn attributes(name: &str, date: &str) -> String {
    let mut attributes = String::new();
    let _ = write!(
        attributes,
        " w:author=\"{}\"",
        markup::escaped(author(name))
    );
    if let Some(date) = moment(date) {
        let _ = write!(attributes, " w:date=\"{date}\"");
    }
    attributes
}

/// An RFC 3339 time in whole seconds, which is what word processors keep; `None` for any other
/// text, since a date that is none makes Word refuse the file.
pub(super) fn moment(date: &str) -> Option<String> {
    let shape = "0000-00-00T00:00:00";
    let (time, rest) = date.split_at_checked(shape.len())?;
    let alike = |(found, wanted): (u8, u8)| match wanted {
        b'0' => found.is_ascii_digit(),
        wanted => found == wanted,
    };
    let well_formed = time.bytes().zip(shape.bytes()).all(alike);
    let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let known_zone = zone == "Z" || is_offset(zone);
    (well_formed && in_range(time) && known_zone).then(|| format!("{time}{zone}"))
}

/// Such as `+08:00`.
fn is_offset(zone: &str) -> bool {
    let shape = zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes()[3] == b':';
    shape
        && field(zone, 1, 2).is_some_and(|it| it < 15)
        && field(zone, 4, 2).is_some_and(|it| it < 60)
}

fn in_range(time: &str) -> bool {
    let within =
        |at, least, most| field(time, at, 2).is_some_and(|value| (least..=most).contains(&value));
    within(5, 1, 12)
        && within(8, 1, 31)
        && within(11, 0, 23)
        && within(14, 0, 59)
        && within(17, 0, 59)
}

fn field(text: &str, at: usize, length: usize) -> Option<u32> {
    text.get(at..at + length)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_times_are_dates() {
        let check = |date: &str, expect: Option<&str>| {
            assert_eq!(moment(date).as_deref(), expect, "{date}");
        };
        check("2026-11-23T12:00:00Z", Some("2026-11-23T12:00:00Z"));
        check("2026-11-23T12:00:00.123456Z", Some("2026-11-23T12:00:00Z"));
        check(
            "2026-11-23T12:00:00+08:00",
            Some("2026-11-23T12:00:00+08:00"),
        );
        check("2026-13-23T12:00:00Z", None);
        check("2026-11-23", None);
        check("2026-11-23T12:00:00", None);
        check("yesterday, about noon", None);
        check("二〇二六年十一月二十三日", None);
        check("", None);
    }
}
