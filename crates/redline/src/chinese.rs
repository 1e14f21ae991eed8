use rustc_hash::FxHashMap;

use crate::dictionary;

/// Cuts Chinese text into words: the most probable way to read it as words of the dictionary, as
/// jieba does without its model for unknown words (which would cut the same text differently in
/// two revisions).
pub(crate) struct Chinese {
    /// By the first character.
    glossary: FxHashMap<char, Vec<Vec<char>>>,
    log_total: f64,
}

/// What a word of the glossary is worth beyond certainty, so that it wins against words that
/// overlap it.
const GLOSSARY: f64 = 30.0;

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

/// The best way to read a text from one of its characters on.
#[derive(Clone, Copy)]
struct Route {
    log_probability: f64,
    /// Where its first word ends.
    end: usize,
}

impl Chinese {
    pub(crate) fn new(glossary: &[String]) -> Self {
        let mut words: FxHashMap<char, Vec<Vec<char>>> = FxHashMap::default();
        for word in glossary {
            let word: Vec<char> = word.chars().collect();
            if let Some(&first) = word.first()
                && word.iter().copied().all(is_han)
            {
                words.entry(first).or_default().push(word);
            }
        }
        Self {
            glossary: words,
            log_total: dictionary::log_total(),
        }
    }

    /// Hands over the words of a text of Han characters.
    pub(crate) fn cut<'t>(&self, text: &'t str, take: &mut dyn FnMut(&'t str)) {
        let characters: Vec<char> = text.chars().collect();
        let routes = self.routes(&characters);
        let (mut at, mut rest) = (0, text);
        while at < characters.len() {
            let end = routes[at].end;
            let bytes = characters[at..end].iter().map(|c| c.len_utf8()).sum();
            let (word, tail) = rest.split_at(bytes);
            take(word);
            (at, rest) = (end, tail);
        }
    }

    fn routes(&self, text: &[char]) -> Vec<Route> {
        let nothing = Route {
            log_probability: 0.0,
            end: text.len(),
        };
        let mut routes = vec![nothing; text.len() + 1];
        for at in (0..text.len()).rev() {
            routes[at] = self.best(text, at, &routes);
        }
        routes
    }

    fn best(&self, text: &[char], at: usize, routes: &[Route]) -> Route {
        let mut best: Option<Route> = None;
        let mut offer = |length: usize, log_probability: f64| {
            let end = at + length;
            let log_probability = log_probability + routes[end].log_probability;
            if best.is_none_or(|best| log_probability >= best.log_probability) {
                best = Some(Route {
                    log_probability,
                    end,
                });
            }
        };
        dictionary::words_at(&text[at..], &mut |length, log_frequency| {
            offer(length, log_frequency - self.log_total);
        });
        for word in self.glossary.get(&text[at]).into_iter().flatten() {
            if text[at..].starts_with(word) {
                offer(word.len(), GLOSSARY);
            }
        }
        best.unwrap_or(Route {
            log_probability: routes[at + 1].log_probability - self.log_total,
            end: at + 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_as_jieba_does() {
        let jieba = jieba_rs::Jieba::new();
        let chinese = Chinese::new(&[]);
        for text in [
            "采矿企业应当按照缓解层级恢复栖息地并公开尾矿库的监测数据",
            "列入市人民代表大会会议议程的法规案由有关专门委员会进行审议向主席团提出审议意见并印发会议",
            "本文整理了中文漢字書寫系統在排版上的需求",
            "作为实现这个责任的基础一方面说明需求事项以明确描述中文排版之需求与问题",
            "第二十二条对于拟提请常务委员会会议审议的法规案提案人应当在会议举行的二十日前报送",
            "生物多样性保护指南适用于勘探建设运营闭矿各阶段",
            "𠀀㐀〇々",
        ] {
            let mut words = Vec::new();
            chinese.cut(text, &mut |word| words.push(word));
            let expect: Vec<&str> = jieba
                .cut(text, false)
                .iter()
                .map(|token| token.word)
                .collect();
            assert_eq!(words, expect);
        }
    }

    #[test]
    fn words_of_the_glossary_stay_whole() {
        let chinese = Chinese::new(&[
            "缓解层级".into(),
            "按缓".into(),
            "not Han".into(),
            String::new(),
        ]);
        let mut words = Vec::new();
        chinese.cut("应用缓解层级时", &mut |word| words.push(word));
        assert_eq!(words, ["应用", "缓解层级", "时"]);
    }
}
