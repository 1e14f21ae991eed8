//! Which revision a file was made from, when it does not say.

use std::{
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

use document::Document;

/// So many characters make a gram: unrelated texts share few of them, in any language.
const GRAM: usize = 5;

/// Less alike than this, in percent, a file is no marked-up copy of a revision.
const LEAST: u32 = 30;

/// How like a text others are to it.
pub(crate) struct Likeness(HashMap<u64, u32>);

impl Likeness {
    /// Prepares a text.
    pub(crate) fn to(text: &Document) -> Self {
        Self(grams(text))
    }

    /// In percent; none when the other text is another work.
    pub(crate) fn of(&self, other: &Document) -> Option<u32> {
        let theirs = grams(other);
        let total = size(&self.0) + size(&theirs);
        let shared = self.0.iter().map(|(gram, count)| {
            let other = theirs.get(gram).copied().unwrap_or(0);
            u64::from(other.min(*count))
        });
        let percent = (200 * shared.sum::<u64>()).checked_div(total)?;
        u32::try_from(percent).ok().filter(|it| *it >= LEAST)
    }
}

fn size(grams: &HashMap<u64, u32>) -> u64 {
    grams.values().map(|count| u64::from(*count)).sum()
}

/// How often each gram stands in the text, without regard to white space.
fn grams(text: &Document) -> HashMap<u64, u32> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut grams = HashMap::new();
    for block in &text.blocks {
        let letters: Vec<char> = block
            .text
            .chars()
            .filter(|it| !it.is_whitespace())
            .collect();
        let size = GRAM.min(letters.len().max(1));
        for gram in letters.windows(size) {
            *grams.entry(hasher.hash_one(gram)).or_insert(0) += 1;
        }
    }
    grams
}

#[cfg(test)]
mod tests {
    use super::{super::tests::text, *};

    fn percent(one: &[&str], other: &[&str]) -> Option<u32> {
        let (one, other) = (text(one), text(other));
        let forth = Likeness::to(&one).of(&other);
        assert_eq!(forth, Likeness::to(&other).of(&one), "either way");
        forth
    }

    const AVOID: &str = "Operators shall avoid impacts on critical habitat.";
    const TAILINGS: &str = "Tailings facilities shall be monitored every month.";

    #[test]
    fn alike_is_what_shares_most_words() {
        assert_eq!(percent(&[AVOID, TAILINGS], &[AVOID, TAILINGS]), Some(100));
        assert_eq!(percent(&[AVOID, TAILINGS], &[TAILINGS, AVOID]), Some(100));
        assert_eq!(percent(&["a"], &["a"]), Some(100));
        let edited = TAILINGS.replace("month", "week");
        let close = percent(&[AVOID, TAILINGS], &[AVOID, &edited]);
        let far = percent(&[AVOID, TAILINGS], &[AVOID]);
        assert!(close > far && far.is_some(), "{close:?} {far:?}");
        let chinese = percent(&["尾矿库应当每月监测一次。"], &["尾矿库应当每周监测一次。"]);
        assert!(chinese.is_some());
    }

    #[test]
    fn another_work_is_not_alike() {
        let bread = "A recipe for bread that takes all day to rise.";
        assert_eq!(percent(&[AVOID], &[bread]), None);
        assert_eq!(percent(&[], &[AVOID]), None);
        assert_eq!(percent(&[], &[]), None);
    }
}
