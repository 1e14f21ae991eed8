//! Cells that a spreadsheet would run as formulas. In CSV, where nothing says that a cell is text, an
//! apostrophe before them says it; reading takes it off again.

/// Whether a spreadsheet may take a text for a formula.
pub(super) fn is_dangerous(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text with an apostrophe before it, where it needs one, or where it would be taken for one
/// that has it.
pub(super) fn guarded(text: String) -> String {
    match is_dangerous(text.trim_start_matches('\'')) {
        true => format!("'{text}"),
        false => text,
    }
}

/// The text as it was before.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guarded_comes_back() {
        for text in [
            "=1+1", "'=1+1", "''-x", "+", "@a", "'quoted'", "-5", "plain", "", "'",
        ] {
            let held = guarded(text.to_owned());
            assert!(!is_dangerous(&held), "{held}");
            assert_eq!(unguarded(&held), text);
        }
        assert_eq!(guarded("=cmd|' /C calc'!A0".into()), "'=cmd|' /C calc'!A0");
        assert_eq!(guarded("d'accord".into()), "d'accord");
    }
}
