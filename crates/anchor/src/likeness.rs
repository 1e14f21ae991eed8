//! How much of one text is in another, by pairs of neighbouring characters.

use rustc_hash::FxHashMap;

/// What a fuzzy placement claims at least: this share of the quote's pairs of neighbouring
/// characters is in the placed text. Half: less than that is another text.
pub const FUZZY: f64 = 0.5;

/// The share of the quote's pairs of neighbouring characters that the text has too, from 0 to 1.
pub fn survival(quote: &str, text: &str) -> f64 {
    let counts = Pairs::of(quote, text);
    share(counts.common, counts.quote)
}

/// The Sørensen-Dice coefficient of the two texts over their pairs of neighbouring characters.
pub(crate) fn likeness(quote: &str, text: &str) -> f64 {
    let counts = Pairs::of(quote, text);
    share(2 * counts.common, counts.quote + counts.text)
}

/// Whether the words alone tell a passage from any other, whatever surrounds them: about five
/// Latin words or eight Chinese characters.
pub(crate) fn is_distinctive(quote: &str) -> bool {
    let weight = |character: char| match character {
        '\u{2E80}'.. if character.is_alphanumeric() => 3,
        _ => usize::from(character.is_alphanumeric()),
    };
    let mut sum = 0;
    quote.chars().any(|character| {
        sum += weight(character);
        sum >= 24
    })
}

struct Pairs {
    quote: usize,
    text: usize,
    common: usize,
}

impl Pairs {
    fn of(quote: &str, text: &str) -> Self {
        let mut left: FxHashMap<(char, char), usize> = FxHashMap::default();
        for pair in pairs(quote) {
            *left.entry(pair).or_default() += 1;
        }
        let mut common = 0;
        for pair in pairs(text) {
            if let Some(count) = left.get_mut(&pair).filter(|count| **count > 0) {
                *count -= 1;
                common += 1;
            }
        }
        Self {
            quote: pairs(quote).count(),
            text: pairs(text).count(),
            common,
        }
    }
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quote: &str, text: &str, expect: f64) {
        let found = survival(quote, text);
        assert!(
            (found - expect).abs() < 0.01,
            "{quote:?} in {text:?}: {found}"
        );
    }

    #[test]
    fn survival_tells_how_much_is_left() {
        check("avoid harm", "avoid harm", 1.0);
        check("avoid harm", "first avoid all harm", 1.0);
        check("avoid harm", "avoid", 0.44);
        check("avoid harm", "restore", 0.0);
        check("尾矿库应当监测", "尾矿库必须监测", 0.5);
        check("aaaa", "aa", 0.33);
        check("", "anything", 0.0);
        check("x", "x", 0.0);
    }

    #[test]
    fn few_words_are_not_distinctive() {
        assert!(!is_distinctive("the tailings facility"));
        assert!(is_distinctive("the tailings storage facility is"));
        assert!(!is_distinctive("尾矿库应当"));
        assert!(is_distinctive("尾矿库应当每月监测"));
        assert!(!is_distinctive("........................................"));
    }
}
