//! What every cell goes through that comes in.

use document::{PLACEHOLDER, unwelcome_character};
use unicode_normalization::UnicodeNormalization;

use crate::intake;

/// The text of a cell in normal form C, with `\n` line ends and without spaces around it; whether a
/// character was dropped that may not stand in a reviewed text.
pub(crate) fn clean(text: &str) -> (String, bool) {
    let text = match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_owned(),
    };
    let unwelcome = text.contains(PLACEHOLDER) || unwelcome_character(&text).is_some();
    let kept: String = match unwelcome {
        true => text.chars().filter(|it| is_welcome(*it)).collect(),
        false => text,
    };
    let kept = kept.trim();
    match intake::is_normal(kept) {
        true => (kept.to_owned(), unwelcome),
        false => (kept.nfc().collect(), unwelcome),
    }
}

fn is_welcome(character: char) -> bool {
    let mut bytes = [0; 4];
    character != PLACEHOLDER && unwelcome_character(character.encode_utf8(&mut bytes)).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cleaned() {
        assert_eq!(clean(" a\r\nb "), ("a\nb".to_owned(), false));
        assert_eq!(clean("a\u{202E}b\0"), ("ab".to_owned(), true));
        assert_eq!(clean("Cafe\u{301}"), ("Café".to_owned(), false));
    }
}
