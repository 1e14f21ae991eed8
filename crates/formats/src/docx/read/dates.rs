//! When something was done, as files state it.

use crate::docx::tree::Element;

/// Whether two dates are the same but for fractions of a second.
pub(super) fn same_second(one: Option<&str>, other: Option<&str>) -> bool {
    let second = |date: Option<&str>| date.and_then(|date| date.get(..19)).map(String::from);
    second(one) == second(other)
}

/// `w:date` of a change or comment as RFC 3339. Some programs leave out the zone, and what they
/// then mean is unknown; it is taken as UTC, like that of programs that claim so wrongly.
pub(super) fn stated(element: Element<'_>) -> Option<String> {
    zoned(element.w("date")?.trim())
}

pub(super) fn zoned(date: &str) -> Option<String> {
    let shape = b"0000-00-00T00:00:00";
    let fits = |(found, expect): (&u8, &u8)| match expect {
        b'0' => found.is_ascii_digit(),
        other => found == other,
    };
    let start = date.as_bytes().get(..shape.len())?;
    if !start.iter().zip(shape).all(fits) {
        return None;
    }
    let rest = &date[shape.len()..];
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        None => rest,
    };
    let offset = |zone: &str| {
        let parts = zone
            .strip_prefix(['+', '-'])
            .and_then(|z| z.split_once(':'));
        parts.is_some_and(|(hours, minutes)| {
            hours.len() == 2 && minutes.len() == 2 && digits(hours) && digits(minutes)
        })
    };
    match zone {
        "" => Some(format!("{date}Z")),
        "Z" => Some(date.to_owned()),
        "z" => Some(date.to_ascii_uppercase()),
        zone if offset(zone) => Some(date.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_get_a_zone() {
        let check = |date, expect: Option<&str>| assert_eq!(zoned(date).as_deref(), expect);
        check("2026-03-04T05:06:07Z", Some("2026-03-04T05:06:07Z"));
        check("2026-03-04T05:06:07", Some("2026-03-04T05:06:07Z"));
        check("2026-03-04T05:06:07.25", Some("2026-03-04T05:06:07.25Z"));
        check(
            "2026-03-04T05:06:07+08:00",
            Some("2026-03-04T05:06:07+08:00"),
        );
        check("2026-03-04", None);
        check("2026-03-04T05:06:07 o'clock", None);
        check("尾矿库尾矿库尾矿库", None);
        check("", None);
    }
}
