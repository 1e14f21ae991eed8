//! Words compared as people mean them: without case, accents, width, punctuation and spaces.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::words::Entry;

/// What is left of a text to be compared.
pub(crate) fn plain(text: &str) -> String {
    let letters = text.nfkd().filter(|it| !is_combining_mark(*it));
    let kept = letters.filter(|it| it.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Which of a list a text names, as a whole.
pub(super) fn named<T: Copy + PartialEq>(list: &[Entry<T>], text: &str) -> Option<T> {
    let wanted = plain(text);
    if wanted.is_empty() {
        return None;
    }
    let found = list
        .iter()
        .find(|entry| entry.all().any(|word| plain(word) == wanted));
    found.map(|entry| entry.of)
}

/// Which of a list a text begins with, and what stands behind it. What begins is a phrase of its own:
/// a sign ends it, or the text does.
pub(super) fn leading<'t, T: Copy + PartialEq>(
    list: &[Entry<T>],
    text: &'t str,
) -> Option<(T, &'t str)> {
    let text = text.trim();
    let end = |it: char| ".:：。,，;；-–—(（\n！!".contains(it);
    let cut = text.find(end).unwrap_or(text.len());
    let head = &text[..cut];
    if head.trim_end().ends_with(['?', '？']) {
        return None; // somebody asks
    }
    let of = named(list, head)?;
    let rest = &text[cut..];
    let bracket = rest.starts_with(['(', '（']);
    let signs = |it: char| !bracket && (it.is_whitespace() || end(it));
    Some((of, rest.trim_start_matches(signs)))
}

/// How many single changes lead from one word to the other.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let changed = before + usize::from(left != *right);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{
        row::{Kind, Outcome},
        words::{KINDS, OUTCOMES},
    };

    #[test]
    fn words_are_known_in_each_language() {
        let outcome = |text| named(OUTCOMES, text);
        assert_eq!(
            outcome("PARTIALLY  accepted"),
            Some(Outcome::PartlyAccepted)
        );
        assert_eq!(outcome("不采纳"), Some(Outcome::Rejected));
        assert_eq!(outcome("nao aceito"), Some(Outcome::Rejected));
        assert_eq!(outcome("accepted gladly"), None);
        assert_eq!(named(KINDS, "ＴＥ"), Some(Kind::Technical));
        assert_eq!(named(KINDS, "tecnico"), Some(Kind::Technical));
        assert_eq!(named(KINDS, "技术"), Some(Kind::Technical));
    }

    #[test]
    fn an_outcome_leads_only_as_a_phrase_of_its_own() {
        let check = |text, expect| assert_eq!(leading(OUTCOMES, text), expect);
        check("Accepted", Some((Outcome::Accepted, "")));
        check(
            "Rejected: it is law. Sorry.",
            Some((Outcome::Rejected, "it is law. Sorry.")),
        );
        check(
            "部分采纳：见第三章",
            Some((Outcome::PartlyAccepted, "见第三章")),
        );
        check("Accepted (see 4.2)", Some((Outcome::Accepted, "(see 4.2)")));
        check("Noted that the text is clear.", None);
        check("Accepted?", None);
        check("采纳？待定", None);
        check("Accepted / rejected", None);
    }

    #[test]
    fn distances_count_changes() {
        assert_eq!(distance("clause", "cluase"), 2);
        assert_eq!(distance("理由", "理由"), 0);
        assert_eq!(distance("", "abc"), 3);
    }
}
