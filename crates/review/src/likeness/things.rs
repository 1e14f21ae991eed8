//! What a text speaks of.

use std::collections::BTreeSet;

/// What a text speaks of, each as a number.
pub(super) fn things(text: &str) -> BTreeSet<u64> {
    let mut things = BTreeSet::new();
    let mut word = String::new();
    let mut before = None;
    for letter in text.chars().flat_map(char::to_lowercase).map(plain) {
        if is_han(letter) {
            put_word(&mut word, &mut things);
            if let Some(before) = before.filter(|_| !is_particle(letter)) {
                things.insert(number(&[before, letter]));
            }
            before = (!is_particle(letter)).then_some(letter);
        } else if letter.is_alphanumeric() {
            before = None;
            word.push(letter);
        } else {
            before = None;
            put_word(&mut word, &mut things);
        }
    }
    put_word(&mut word, &mut things);
    things
}

fn put_word(word: &mut String, things: &mut BTreeSet<u64>) {
    let is_number = word.starts_with(|letter: char| letter.is_ascii_digit());
    if is_number || word.chars().count() > 2 && !LITTLE.contains(&word.as_str()) {
        things.insert(number(&stem(word)));
    }
    word.clear();
}

/// What forms of a word have in common: its first six letters, or a short word without its plural.
fn stem(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 3 && letters.len() < 7 && letters.ends_with(&['s']) {
        letters.pop();
    }
    letters.truncate(6);
    letters
}

/// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), the same on every machine.
fn number(letters: &[char]) -> u64 {
    letters.iter().fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(*letter))).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A letter without the accents of Portuguese.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'ê' | 'è' => 'e',
        'í' => 'i',
        'ó' | 'ô' | 'õ' => 'o',
        'ú' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    }
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Characters that say how, not what.
fn is_particle(letter: char) -> bool {
    "的了在是和与及或也都就这那请应该当为对将被把而且但并以之其所个等要会能可有由于不"
        .contains(letter)
}

/// Words that say how, not what: English and Portuguese, without accents.
#[rustfmt::skip] // as many to a line as fit
const LITTLE: [&str; 92] = [
    "the", "and", "for", "that", "this", "these", "those", "with", "from", "not", "are", "was",
    "were", "been", "have", "has", "had", "will", "would", "shall", "should", "must", "can",
    "could", "may", "might", "does", "all", "any", "but", "its", "our", "their", "they", "you",
    "which", "who", "what", "when", "where", "here", "there", "than", "then", "also", "into",
    "only", "such", "more", "some", "please", "we", "how", "why", "about", "because", "very",
    "que", "para", "com", "por", "uma", "nao", "dos", "das", "nos", "nas", "pelo", "pela", "como",
    "mais", "mas", "seu", "sua", "seus", "suas", "este", "esta", "esse", "essa", "isso", "isto",
    "deve", "devem", "ser", "sao", "foi", "tem", "aqui", "quando", "onde", "tambem",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (one, other) in [
            ("monitored", "monitoring"),
            ("offsets", "offset"),
            ("impacts", "impact"),
            ("sites", "site"),
            ("independent", "independently"),
        ] {
            assert_eq!(things(one), things(other), "{one} {other}");
        }
        assert_ne!(things("avoid"), things("restore"));
        assert!(things("我们的").len() <= 1 && things("the of").is_empty());
    }
}
