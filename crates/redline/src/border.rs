//! Borders of words by Unicode (UAX 29), without its tables where letters and punctuation are of the
//! kinds that are seen most.

use unicode_segmentation::UnicodeSegmentation;

/// What a character is to these rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// Joins letters and digits, and itself.
    Joiner,
    /// Joins letters when it stands between two, digits likewise, or both.
    BetweenLetters,
    BetweenDigits,
    BetweenBoth,
    Space,
    /// A word by itself.
    Alone,
    /// Left to the tables.
    Unknown,
}

/// Hands over the words of a text with the white space and punctuation between them.
pub(crate) fn words<'t>(text: &'t str, take: &mut impl FnMut(&'t str)) {
    let mut start = 0;
    while let Some(unknown) = first_unknown(text, start) {
        let end = end_of_unknown(text, unknown);
        let begin = last_border(text, start, unknown);
        plain(&text[start..begin], take);
        text[begin..end].split_word_bounds().for_each(&mut *take);
        start = end;
    }
    plain(&text[start..], take);
}

fn first_unknown(text: &str, start: usize) -> Option<usize> {
    let mut places = text[start..].char_indices();
    let (at, _) = places.find(|(_, character)| kind(*character) == Kind::Unknown)?;
    Some(start + at)
}

/// The last sure border up to a place.
fn last_border(text: &str, start: usize, end: usize) -> usize {
    let mut after = Kind::Unknown;
    for (at, character) in text[start..end].char_indices().rev() {
        let before = kind(character);
        if is_sure(before, after) {
            return start + at + character.len_utf8();
        }
        after = before;
    }
    start
}

/// The first sure border from a place on.
fn end_of_unknown(text: &str, start: usize) -> usize {
    let mut before = Kind::Unknown;
    for (at, character) in text[start..].char_indices() {
        let after = kind(character);
        if is_sure(before, after) {
            return start + at;
        }
        before = after;
    }
    text.len()
}

/// Whether these are parted whatever stands around them.
fn is_sure(before: Kind, after: Kind) -> bool {
    let stands_alone = matches!(before, Kind::Space | Kind::Alone);
    stands_alone && after != Kind::Unknown && (before, after) != (Kind::Space, Kind::Space)
}

/// The words of a text without unknown characters.
fn plain<'t>(text: &'t str, take: &mut impl FnMut(&'t str)) {
    let (mut start, mut before) = (0, Kind::Unknown);
    // a sign behind a letter or a digit, which joins it to what follows or is no part of the word
    let mut waiting: Option<(usize, Kind)> = None;
    for (at, character) in text.char_indices() {
        let kind = kind(character);
        if let Some((sign, between)) = waiting.take() {
            if joins(before, between, kind) {
                before = kind;
                continue;
            }
            take(&text[start..sign]);
            (start, before) = (sign, between);
        }
        match (before, kind) {
            (
                Kind::Letter | Kind::Digit | Kind::Joiner,
                Kind::Letter | Kind::Digit | Kind::Joiner,
            )
            | (Kind::Space, Kind::Space) => {}
            (Kind::Letter, Kind::BetweenLetters | Kind::BetweenBoth)
            | (Kind::Digit, Kind::BetweenDigits | Kind::BetweenBoth) => {
                waiting = Some((at, kind));
                continue;
            }
            _ if start < at => {
                take(&text[start..at]);
                start = at;
            }
            _ => {}
        }
        before = kind;
    }
    if let Some((sign, _)) = waiting {
        take(&text[start..sign]);
        start = sign;
    }
    if start < text.len() {
        take(&text[start..]);
    }
}

fn joins(before: Kind, sign: Kind, after: Kind) -> bool {
    before == after
        && match before {
            Kind::Letter => sign != Kind::BetweenDigits,
            Kind::Digit => sign != Kind::BetweenLetters,
            _ => false,
        }
}

static ASCII: [Kind; 128] = {
    let mut kinds = [Kind::Alone; 128];
    let mut at = 0;
    while at < 128 {
        kinds[at] = of_ascii(at as u8);
        at += 1;
    }
    kinds
};

const fn of_ascii(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
        b'0'..=b'9' => Kind::Digit,
        b'_' => Kind::Joiner,
        b':' => Kind::BetweenLetters,
        b',' | b';' => Kind::BetweenDigits,
        b'.' | b'\'' => Kind::BetweenBoth,
        b' ' => Kind::Space,
        b'\r' | 0x0B | 0x0C => Kind::Unknown,
        _ => Kind::Alone,
    }
}

fn kind(character: char) -> Kind {
    if let Some(kind) = ASCII.get(character as usize) {
        return *kind;
    }
    match character {
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => Kind::Alone,
        '×' | '÷' => Kind::Alone,
        'À'..='\u{24F}' | 'ª' | 'º' => Kind::Letter,
        '’' | '‘' => Kind::BetweenBoth,
        '·' | '：' => Kind::BetweenLetters,
        '，' | '；' => Kind::BetweenDigits,
        '\u{A0}' | '§' | '°' | '«' | '»' | '‐'..='—' | '“' | '”' | '•' | '…' => {
            Kind::Alone
        }
        '、'..='〃' | '〈'..='】' | '〔'..='〛' | '！' | '（' | '）' | '？' => {
            Kind::Alone
        }
        _ => Kind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) {
        let mut found = Vec::new();
        words(text, &mut |word| found.push(word));
        let expect: Vec<&str> = text.split_word_bounds().collect();
        assert_eq!(found, expect, "{text:?}");
    }

    #[test]
    fn every_known_character_is_cut_as_the_tables_say() {
        for character in ('\0'..=char::MAX).filter(|&one| kind(one) != Kind::Unknown) {
            for (before, after) in [
                ("a", "a"),
                ("1", "1"),
                ("a", "1"),
                ("_", "a"),
                (" ", " "),
                ("中", "\u{301}"),
                ("\u{5D0}", "\u{5D0}"),
                ("カ", "カ"),
            ] {
                check(&format!("{before}{character}{after}"));
                check(&format!("{before}{character}{character}{after}"));
            }
        }
    }

    proptest! {
        #[test]
        fn words_are_those_of_unicode(
            text in "[ab1_ .,:;'’·é\\-\n\r中文，。：\u{301}\u{200D}👩🇧カかא\"\u{AD}x ]{0,24}"
        ) {
            check(&text);
        }
    }
}
