use document::{Block, PLACEHOLDER};

use super::strand::same_stand_ins;
use crate::{chinese::is_han, note::Notes};

/// Bytes that two texts share at their beginning and end; whole sentences, so that a change can
/// still be shifted to the border of its sentence.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Ends {
    pub(crate) prefix: usize,
    pub(crate) suffix: usize,
}

/// What both sides of a pair share. Nothing for splits and merges, and nothing beyond a
/// placeholder, since what it stands for may differ.
pub(crate) fn shared(old: &[Block], new: &[Block], notes: &Notes) -> Ends {
    let ([old], [new]) = (old, new) else {
        return Ends::default();
    };
    if old.text == new.text && same_stand_ins(old, new, notes) {
        return Ends {
            prefix: old.text.len(),
            suffix: 0,
        };
    }
    of_texts(&old.text, &new.text)
}

fn of_texts(old: &str, new: &str) -> Ends {
    let equal = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b);
    let mut prefix = equal.count();
    while !old.is_char_boundary(prefix) || !new.is_char_boundary(prefix) {
        prefix -= 1;
    }
    prefix = old[..prefix].find(PLACEHOLDER).unwrap_or(prefix);
    prefix = last_border(old, new, prefix);
    let suffix = suffix(&old[prefix..], &new[prefix..]);
    Ends { prefix, suffix }
}

/// The last place up to `end` where a sentence begins on both sides.
fn last_border(old: &str, new: &str, end: usize) -> usize {
    let places = old[..end].char_indices().rev();
    places
        .map(|(at, character)| at + character.len_utf8())
        .find(|&at| is_border(old, at) && is_border(new, at))
        .unwrap_or(0)
}

fn suffix(old: &str, new: &str) -> usize {
    let equal = old.bytes().rev().zip(new.bytes().rev());
    let mut suffix = equal.take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(old.len() - suffix) || !new.is_char_boundary(new.len() - suffix) {
        suffix -= 1;
    }
    let shared = &old[old.len() - suffix..];
    let after_placeholder = shared
        .rfind(PLACEHOLDER)
        .map_or(0, |at| at + PLACEHOLDER.len_utf8());
    let places = shared[after_placeholder..].char_indices();
    places
        .map(|(at, character)| after_placeholder + at + character.len_utf8())
        .find(|&at| at < shared.len() && is_border(shared, at))
        .map_or(0, |at| shared.len() - at)
}

/// Whether a sentence begins here, plainly enough that no cut of words depends on what stands
/// before, and nothing combines over the place.
fn is_border(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let after = text[at..].chars().next();
    let plain = after.is_none_or(|c| c.is_ascii_alphanumeric() || is_han(c));
    plain
        && match before.next() {
            Some(' ') => matches!(before.next(), Some('.' | '!' | '?')),
            Some('。' | '！' | '？') => true,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, prefix: &str, suffix: &str) {
        let ends = of_texts(old, new);
        assert_eq!(&old[..ends.prefix], prefix);
        assert_eq!(&old[old.len() - ends.suffix..], suffix);
        assert_eq!(&new[..ends.prefix], prefix);
        assert_eq!(&new[new.len() - ends.suffix..], suffix);
    }

    #[test]
    fn whole_sentences_are_shared() {
        check("One. Two. Three.", "One. Too. Three.", "One. ", "Three.");
        check("One. Two.", "One. Two. Three.", "One. ", "");
        check("A b. C d.", "A b. C d. C d.", "A b. ", "");
        check("甲。乙。丙。", "甲。丁。丙。", "甲。", "丙。");
        check("a b c", "a x c", "", "");
        check("One. \u{301}x Two.", "One. \u{302}x Two.", "", "");
        check("a. \u{FFFC} b. c d", "a. \u{FFFC} b. c e", "", "");
        check("", "x", "", "");
    }
}
