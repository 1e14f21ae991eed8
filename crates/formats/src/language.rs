//! Which language a text is in, as far as its letters and smallest words tell.

use document::Document;

use crate::spans::is_cjk;

/// How much of a text is looked at, in scalar values.
const SAMPLE: usize = 20_000;

const PORTUGUESE: [u32; 18] = keys([
    "de", "da", "do", "das", "dos", "que", "não", "em", "para", "uma", "um", "os", "as", "na",
    "no", "ou", "com", "são",
]);
const ENGLISH: [u32; 18] = keys([
    "the", "of", "and", "to", "in", "is", "that", "for", "with", "are", "be", "on", "by", "this",
    "or", "it", "an", "not",
]);

/// Words of at most four bytes as numbers, which are compared at once.
const fn keys<const COUNT: usize>(words: [&str; COUNT]) -> [u32; COUNT] {
    let mut keys = [0; COUNT];
    let mut at = 0;
    while at < COUNT {
        keys[at] = key(words[at]);
        at += 1;
    }
    keys
}

const fn key(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let (mut key, mut at) = (0, 0);
    while at < bytes.len() {
        key = key << 8 | bytes[at] as u32;
        at += 1;
    }
    key
}

/// Bytes of the longest of these words, in capitals too.
const LONGEST: usize = 4;

/// `zh`, `pt` or `en`; `und` (undetermined, BCP 47) where there is no evidence for any.
pub(crate) fn guess(document: &Document) -> String {
    let mut evidence = Evidence::default();
    for block in &document.blocks {
        if evidence.letters > SAMPLE {
            break;
        }
        evidence.add(&block.text);
    }
    evidence.verdict().to_owned()
}

/// Whether this has the form of a BCP 47 tag.
pub(crate) fn is_tag(tag: &str) -> bool {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric())
    };
    tag.starts_with(|letter: char| letter.is_ascii_alphabetic()) && tag.split('-').all(part)
}

/// Knows those seen most without a table.
fn is_letter(character: char) -> bool {
    matches!(character, 'a'..='z' | 'A'..='Z' | '\u{4E00}'..='\u{9FFF}')
        || character.is_alphabetic()
}

fn push_lower(word: &mut String, letter: char) {
    if letter.is_ascii() {
        word.push(letter.to_ascii_lowercase());
    } else {
        word.extend(letter.to_lowercase());
    }
}

#[derive(Default)]
struct Evidence {
    letters: usize,
    han: usize,
    portuguese: usize,
    english: usize,
}

impl Evidence {
    fn add(&mut self, text: &str) {
        let mut word = String::with_capacity(2 * LONGEST);
        // bytes of the word as it is written
        let mut length = 0;
        for character in text.chars() {
            if is_letter(character) {
                self.letters += 1;
                self.han += usize::from(is_cjk(character));
                length += character.len_utf8();
                if length <= LONGEST {
                    push_lower(&mut word, character);
                }
            } else if length > 0 {
                self.count(&word, length);
                word.clear();
                length = 0;
            }
        }
        self.count(&word, length);
    }

    fn count(&mut self, word: &str, length: usize) {
        if (1..=LONGEST).contains(&length) && word.len() <= LONGEST {
            self.portuguese += usize::from(PORTUGUESE.contains(&key(word)));
            self.english += usize::from(ENGLISH.contains(&key(word)));
        }
    }

    /// A Chinese character says about as much as two and a half Latin letters.
    fn verdict(&self) -> &'static str {
        if self.han * 5 > (self.letters - self.han) * 2 {
            "zh"
        } else if self.portuguese > self.english {
            "pt"
        } else if self.english > 0 {
            "en"
        } else {
            "und"
        }
    }
}

#[cfg(test)]
mod tests {
    use document::{Block, Kind};

    use super::*;

    fn check(text: &str, expect: &str) {
        let document = Document {
            blocks: vec![Block::new(Kind::Paragraph, text)],
            ..Document::default()
        };
        assert_eq!(guess(&document), expect);
    }

    #[test]
    fn small_words_and_scripts_tell() {
        check(
            "The operator shall avoid the area of the tailings dam.",
            "en",
        );
        check("A lei não excluirá da apreciação do Poder Judiciário", "pt");
        check("矿山企业应当遵守 TSF 和 EIA 的规定", "zh");
        check("12 345", "und");
        check("", "und");
    }
}
