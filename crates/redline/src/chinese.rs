use std::sync::OnceLock;

use jieba_rs::Jieba;

/// Chinese words. The dictionary is read when the first text needs it.
pub(crate) struct Chinese {
    glossary: Vec<String>,
    own: OnceLock<Jieba>,
}

/// A single Han character as Unicode cuts Chinese text, without anything combined to it.
pub(crate) fn is_han_word(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(is_han) && characters.next().is_none()
}

/// Unified ideographs of the planes 0, 2 and 3 with the iteration mark and the numeral zero.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

impl Chinese {
    pub(crate) fn new(glossary: &[String]) -> Self {
        Self {
            glossary: glossary
                .iter()
                .filter(|word| word.chars().all(is_han))
                .cloned()
                .collect(),
            own: OnceLock::new(),
        }
    }

    /// Hands over the words of a text of Han characters.
    pub(crate) fn cut<'t>(&self, text: &'t str, take: &mut dyn FnMut(&'t str)) {
        if text.chars().nth(1).is_none() {
            if !text.is_empty() {
                take(text);
            }
            return;
        }
        for token in self.dictionary().cut(text, false) {
            take(token.word);
        }
    }

    fn dictionary(&self) -> &Jieba {
        static COMMON: OnceLock<Jieba> = OnceLock::new();
        if self.glossary.is_empty() {
            return COMMON.get_or_init(Jieba::new);
        }
        self.own.get_or_init(|| {
            let mut dictionary = Jieba::new();
            for word in &self.glossary {
                dictionary.add_word(word, None, None);
            }
            dictionary
        })
    }
}
