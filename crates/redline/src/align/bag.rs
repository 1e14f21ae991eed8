use std::ops::Range;

use super::unit::{Units, texts};
use crate::{chinese::is_han, map::Map};

/// The words of units, for estimates of likeness. Only units that have no equal on the other side
/// are ever looked into.
pub(crate) struct Bags<'a> {
    words: Map<&'a str, u32>,
    /// By word: what a reader is spared when it is kept, in letters.
    pub(crate) weights: Vec<u32>,
    pub(crate) old: Vec<Bag>,
    pub(crate) new: Vec<Bag>,
    /// Words of the text being looked into; kept for the next.
    found: Vec<u32>,
}

/// Words with how often they stand, by word.
#[derive(Debug, Default, Clone)]
pub(crate) struct Bag {
    pub(crate) words: Vec<(u32, u32)>,
    /// Weight of all its words.
    pub(crate) weight: u32,
}

impl<'a> Bags<'a> {
    pub(crate) fn new(units: &Units<'_>) -> Self {
        Self {
            words: Map::default(),
            weights: Vec::new(),
            old: vec![Bag::default(); units.old.len()],
            new: vec![Bag::default(); units.new.len()],
            found: Vec::new(),
        }
    }

    /// The bags of runs of blocks.
    pub(crate) fn of_parts(units: &Units<'a>, old: &[Range<usize>], new: &[Range<usize>]) -> Self {
        let mut bags = Self {
            words: Map::default(),
            weights: Vec::new(),
            old: Vec::new(),
            new: Vec::new(),
            found: Vec::new(),
        };
        for part in old {
            let bag = bags.bag(texts(&units.old_blocks[part.clone()]));
            bags.old.push(bag);
        }
        for part in new {
            let bag = bags.bag(texts(&units.new_blocks[part.clone()]));
            bags.new.push(bag);
        }
        bags
    }

    /// Looks into the units that are still free.
    pub(crate) fn fill(
        &mut self,
        units: &Units<'a>,
        old: impl Iterator<Item = usize>,
        new: impl Iterator<Item = usize>,
    ) {
        for unit in old {
            if self.old[unit].words.is_empty() {
                self.old[unit] = self.bag(units.old_texts(unit));
            }
        }
        for unit in new {
            if self.new[unit].words.is_empty() {
                self.new[unit] = self.bag(units.new_texts(unit));
            }
        }
    }

    fn bag(&mut self, texts: impl Iterator<Item = &'a str>) -> Bag {
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        for text in texts {
            scan(text, |word, weight| found.push(self.number(word, weight)));
        }
        found.sort_unstable();
        let mut bag = Bag::default();
        bag.words.reserve(found.len());
        for run in found.chunk_by(|a, b| a == b) {
            let count = u32::try_from(run.len()).unwrap_or(u32::MAX);
            bag.words.push((run[0], count));
            bag.weight += self.weights[run[0] as usize] * count;
        }
        self.found = found;
        bag
    }

    fn number(&mut self, word: &'a str, weight: u32) -> u32 {
        let next = u32::try_from(self.weights.len()).unwrap_or(u32::MAX);
        let number = *self.words.entry(word).or_insert(next);
        if number == next {
            self.weights.push(weight);
        }
        number
    }

    /// Weight of the words that two bags share.
    pub(crate) fn common(&self, a: &Bag, b: &Bag) -> u32 {
        let (mut a, mut b) = (a.words.as_slice(), b.words.as_slice());
        let mut weight = 0;
        while let ([(word, count), a_rest @ ..], [(other, others), b_rest @ ..]) = (a, b) {
            if word == other {
                weight += self.weights[*word as usize] * count.min(others);
            }
            (a, b) = match word.cmp(other) {
                std::cmp::Ordering::Less => (a_rest, b),
                std::cmp::Ordering::Greater => (a, b_rest),
                std::cmp::Ordering::Equal => (a_rest, b_rest),
            };
        }
        weight
    }

    /// Weight of the words that a bag shares with the one of an old unit.
    pub(crate) fn common_with(&self, tally: &mut Tally, old: usize, bag: &Bag) -> u32 {
        tally.take_up(self, old);
        let shared = |&(word, count): &(u32, u32)| {
            self.weights[word as usize] * count.min(tally.counts[word as usize])
        };
        bag.words.iter().map(shared).sum()
    }

    /// What the first bag has beyond the second.
    pub(crate) fn beyond(&self, a: &Bag, b: &Bag) -> Bag {
        let mut beyond = Bag::default();
        for &(word, count) in &a.words {
            let others = b
                .words
                .binary_search_by_key(&word, |&(word, _)| word)
                .map_or(0, |at| b.words[at].1);
            if count > others {
                beyond.words.push((word, count - others));
                beyond.weight += self.weights[word as usize] * (count - others);
            }
        }
        beyond
    }
}

/// How often each word stands in the bag of one old unit, for comparing it with several new ones.
#[derive(Default)]
pub(crate) struct Tally {
    counts: Vec<u32>,
    of: Option<usize>,
}

impl Tally {
    fn take_up(&mut self, bags: &Bags<'_>, old: usize) {
        if self.of == Some(old) {
            return;
        }
        self.counts.resize(bags.weights.len(), 0);
        for &(word, _) in self.of.map_or(&[][..], |before| &bags.old[before].words) {
            self.counts[word as usize] = 0;
        }
        for &(word, count) in &bags.old[old].words {
            self.counts[word as usize] = count;
        }
        self.of = Some(old);
    }
}

/// A Chinese character says as much as two letters or more.
const HAN: u32 = 2;

/// What keeping a text spares a reader, on the scale of [`Bag::weight`].
pub(crate) fn weigh(text: &str) -> u32 {
    if text.is_ascii() {
        let count = text.bytes().filter(u8::is_ascii_alphanumeric).count();
        return u32::try_from(count).unwrap_or(u32::MAX);
    }
    text.chars()
        .map(|character| match character {
            '\0'..='\x7F' => u32::from(character.is_ascii_alphanumeric()),
            _ if is_han(character) => HAN,
            _ => u32::from(character.is_alphanumeric()),
        })
        .fold(0, u32::saturating_add)
}

/// Knows those seen most without a table.
fn is_of_word(character: char) -> bool {
    match character {
        '\0'..='\x7F' => character.is_ascii_alphanumeric(),
        '×' | '÷' => false,
        'À'..='\u{24F}' => true,
        _ => character.is_alphanumeric(),
    }
}

/// Hands over runs of letters and digits and, in Chinese, pairs of neighbouring characters (which
/// tell texts apart as well as words do, without a dictionary), each with its weight.
fn scan<'t>(text: &'t str, mut take: impl FnMut(&'t str, u32)) {
    let mut word: Option<(usize, u32)> = None;
    let mut han: Option<usize> = None;
    let mut alone = false;
    for (at, character) in text.char_indices() {
        let is_han = is_han(character);
        if !is_han && is_of_word(character) {
            let (start, length) = word.unwrap_or((at, 0));
            word = Some((start, length + 1));
        } else if let Some((start, length)) = word.take() {
            take(&text[start..at], length);
        }
        match han {
            Some(before) if is_han => take(&text[before..at + character.len_utf8()], HAN),
            Some(before) if alone => take(&text[before..at], HAN),
            _ => {}
        }
        alone = is_han && han.is_none();
        han = is_han.then_some(at);
    }
    if let Some(before) = han.filter(|_| alone) {
        take(&text[before..], HAN);
    }
    if let Some((start, length)) = word {
        take(&text[start..], length);
    }
}
