//! What stands in a cell.

use super::local;
use crate::docx::tree::Element;

/// The runs of a text, without how it is pronounced.
pub(super) fn rich_text(element: Element<'_>) -> String {
    let mut out = String::new();
    for child in element.children() {
        match local(child) {
            "t" => out.push_str(&child.text()),
            "r" => {
                let texts = child.children().filter(|it| local(*it) == "t");
                texts.for_each(|text| out.push_str(&text.text()));
            }
            _ => {}
        }
    }
    unescaped(out)
}

/// `_x000D_` stands for a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest[at + 6..].starts_with('_'));
        let hex = code.filter(|code| code.bytes().all(|it| it.is_ascii_hexdigit()));
        let character = hex.and_then(|code| u32::from_str_radix(code, 16).ok());
        match character.and_then(char::from_u32) {
            Some(character) => {
                out.push(character);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The day that a number of days since the end of 1899 is (Howard Hinnant's algorithm).
pub(super) fn date(days: f64, since_1904: bool) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    let shift = if since_1904 { 1462 } else { 0 };
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let whole = days.floor() as i64 + shift;
    // days since 1 March of the year 0; Excel has a 29 February 1900, and no review is that old
    let days_from_zero = whole + 693_899;
    let era = days_from_zero.div_euclid(146_097);
    let day_of_era = days_from_zero.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_come_back() {
        assert_eq!(unescaped("a_x000D_b".into()), "a\rb");
        assert_eq!(unescaped("_x005F_x000D_".into()), "_x000D_");
        assert_eq!(
            unescaped("_x12 _xZZZZ_ _x尾矿库_".into()),
            "_x12 _xZZZZ_ _x尾矿库_"
        );
    }

    #[test]
    fn days_are_dates() {
        assert_eq!(date(45292.0, false).as_deref(), Some("2024-01-01"));
        assert_eq!(date(45351.5, false).as_deref(), Some("2024-02-29"));
        assert_eq!(date(43830.0, true).as_deref(), Some("2024-01-01"));
        assert_eq!(date(f64::NAN, false), None);
    }
}
