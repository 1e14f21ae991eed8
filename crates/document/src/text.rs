use std::ops::Range;

/// Why a character may not stand in a text that people review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unwelcome {
    /// A control character other than tab and line break.
    #[error("the control character U+{:04X}", u32::from(*.0))]
    Control(char),
    /// Makes text read otherwise than it is stored (Unicode TR 36, section 2.6).
    #[error("the bidirectional control U+{:04X}", u32::from(*.0))]
    Bidi(char),
    /// Reserved for internal use by Unicode.
    #[error("the noncharacter U+{:04X}", u32::from(*.0))]
    Noncharacter(char),
}

/// The first character that may not stand in a reviewed text, with its offset in scalar values.
pub fn unwelcome_character(text: &str) -> Option<(usize, Unwelcome)> {
    let (at, what) = chunks(text).find_map(|chunk| {
        let mut suspects = chunk.filter(|&at| may_begin(text.as_bytes()[at]));
        suspects.find_map(|at| Some((at, judge(text[at..].chars().next()?)?)))
    })?;
    Some((text[..at].chars().count(), what))
}

/// The places of a text in chunks, but for chunks that hold nothing to look at.
fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let all = text.as_bytes().chunks(CHUNK).enumerate();
    let suspect =
        all.filter(|(_, chunk)| chunk.iter().fold(false, |any, &byte| any | may_begin(byte)));
    suspect.map(|(number, chunk)| number * CHUNK..number * CHUNK + chunk.len())
}

/// As many bytes as the processor looks at in a few steps.
const CHUNK: usize = 32;

/// Whether an unwelcome character can begin with this byte of UTF-8. Without a branch, so that many
/// bytes are judged at once.
fn may_begin(byte: u8) -> bool {
    let control = (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    control | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xE2) | (byte >= 0xEF)
}

fn judge(character: char) -> Option<Unwelcome> {
    match character {
        '\t' | '\n' | '\r' => None,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some(Unwelcome::Bidi(character)),
        '\u{FDD0}'..='\u{FDEF}' => Some(Unwelcome::Noncharacter(character)),
        _ if u32::from(character) & 0xFFFE == 0xFFFE => Some(Unwelcome::Noncharacter(character)),
        _ if character.is_control() => Some(Unwelcome::Control(character)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_first_unwelcome_character() {
        assert_eq!(unwelcome_character("尾矿库\tand\nmore 👩‍👩‍👧"), None);
        assert_eq!(
            unwelcome_character("a\u{85}"),
            Some((1, Unwelcome::Control('\u{85}')))
        );
        assert_eq!(
            unwelcome_character("🐟\u{1FFFF}"),
            Some((1, Unwelcome::Noncharacter('\u{1FFFF}')))
        );
        assert_eq!(
            unwelcome_character("尾\0"),
            Some((1, Unwelcome::Control('\0')))
        );
        assert_eq!(
            unwelcome_character("a\u{202E}b"),
            Some((1, Unwelcome::Bidi('\u{202E}')))
        );
        assert_eq!(
            unwelcome_character("\u{FFFF}"),
            Some((0, Unwelcome::Noncharacter('\u{FFFF}')))
        );
        assert_eq!(
            Unwelcome::Bidi('\u{202E}').to_string(),
            "the bidirectional control U+202E"
        );
    }
}
