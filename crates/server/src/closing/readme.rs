//! `README.txt`: what is what, in the language of the guideline.

use std::fmt::Write as _;

use super::{heard::Heard, left_out::Missing};

/// What each sentence is in English, Chinese and Portuguese.
type Sentence = [&'static str; 3];

const TEXT: Sentence = [
    include_str!("readme.en.txt"),
    include_str!("readme.zh.txt"),
    include_str!("readme.pt.txt"),
];
const ONE_REVISION: Sentence = ["revision {n}", "第 {n} 版", "a revisão {n}"];
const REVISIONS: Sentence = [
    "revisions {m} to {n}",
    "第 {m} 版至第 {n} 版",
    "as revisões {m} a {n}",
];
const CHANGES: Sentence = [
    "what changed since revision {m}, in the same formats",
    "与第 {m} 版相比的修改，格式同上",
    "o que mudou desde a revisão {m}, nos mesmos formatos",
];
const NO_CHANGES: Sentence = [
    "not there: no earlier revision",
    "无：没有更早的版本",
    "ausente: não há revisão anterior",
];
const MISSING: Sentence = [
    "Not in this package:",
    "本包未收录：",
    "Não está neste pacote:",
];

/// The text.
pub(super) fn readme(heard: &Heard, missing: &[Missing]) -> String {
    let main = &heard.gathered.main;
    let in_language = at(&main.guideline.language);
    let number = main.revision.number.to_string();
    let from = heard.from.map(|from| from.to_string());
    let from = from.as_deref();
    let pick = |sentence: Sentence| sentence[in_language].replace("{n}", &number);
    let since = |sentence: Sentence| pick(sentence).replace("{m}", from.unwrap_or_default());
    let mut text = pick(TEXT)
        .replace("{said}", &since(from.map_or(ONE_REVISION, |_| REVISIONS)))
        .replace("{redline}", &since(from.map_or(NO_CHANGES, |_| CHANGES)))
        .replace("{event}", &heard.moment.sequence.to_string())
        .replace("{at}", &heard.moment.at.to_string())
        .replace("{title}", &one_line(&main.document.title));
    if !missing.is_empty() {
        let _ = write!(text, "\n{}\n", MISSING[in_language]);
        for one in missing {
            let _ = writeln!(text, "  {}: {}", one.path, one.why(in_language));
        }
    }
    text
}

/// Which of the three a language is.
fn at(language: &str) -> usize {
    match language.get(..2) {
        Some("zh") => 1,
        Some("pt") => 2,
        _ => 0,
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
