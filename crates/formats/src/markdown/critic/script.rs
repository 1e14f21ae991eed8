use crate::markdown::escape::{Place, escape};

/// The signs of CriticMarkup, and how the text's own are kept apart.
const OPENING: [&str; 5] = ["{++", "{--", "{~~", "{==", "{>>"];
const CLOSING: [&str; 5] = ["++}", "--}", "~~}", "==}", "<<}"];
const NOTHING: &str = "{>><<}";

/// Text with changes and remarks, in the order in which it is read.
#[derive(Debug, Default)]
pub(super) struct Script {
    steps: Vec<(Step, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Same,
    Delete,
    Insert,
    Quote,
    Remark,
}

impl Script {
    pub(super) fn delete(&mut self, text: &str) {
        self.push(Step::Delete, text);
    }

    pub(super) fn insert(&mut self, text: &str) {
        self.push(Step::Insert, text);
    }

    /// A passage that a remark is on.
    pub(super) fn quote(&mut self, text: &str) {
        self.push(Step::Quote, text);
    }

    /// What somebody says of the text before it; never a part of the text.
    pub(super) fn remark(&mut self, words: &str) {
        let words: Vec<&str> = words.split_whitespace().collect();
        let words: Vec<char> = words.join(" ").chars().collect();
        let mut written = escape(&words, Place::line(), &[], &|_| true).concat();
        for sign in OPENING.iter().chain(&CLOSING) {
            let (first, rest) = sign.split_at(if sign.starts_with('{') { 1 } else { 2 });
            written = written.replace(sign, &format!("{first} {rest}"));
        }
        self.steps.push((Step::Remark, written));
    }

    /// What both sides have, as far as they have the same.
    pub(super) fn both(&mut self, old: &str, new: &str) {
        let (start, end) = common(old, new);
        self.push(Step::Same, &new[..start]);
        self.push(Step::Delete, &old[start..old.len() - end]);
        self.push(Step::Insert, &new[start..new.len() - end]);
        self.push(Step::Same, &new[new.len() - end..]);
    }

    fn push(&mut self, step: Step, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.steps.last_mut() {
            Some((last, before)) if *last == step && step != Step::Quote => before.push_str(text),
            _ => self.steps.push((step, text.to_owned())),
        }
    }

    pub(super) fn finish(self) -> String {
        let mut out = String::new();
        for (step, text) in self.steps {
            let (open, close) = match step {
                Step::Same => ("", ""),
                Step::Delete => ("{--", "--}"),
                Step::Insert => ("{++", "++}"),
                Step::Quote => ("{==", "==}"),
                Step::Remark => ("{>>", "<<}"),
            };
            let text = if step == Step::Remark {
                text
            } else {
                keep_apart(&text)
            };
            out.extend([open, &text, close]);
        }
        out
    }
}

/// What would be read as CriticMarkup, with nothing at all in its midst.
fn keep_apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let starts = OPENING.iter().any(|sign| rest[at..].starts_with(sign));
        let ends = CLOSING.iter().any(|sign| rest[..=at].ends_with(sign));
        if ends {
            out.extend([&rest[..at], NOTHING, &rest[at..=at]]);
        } else {
            out.push_str(&rest[..=at]);
        }
        if starts {
            out.push_str(NOTHING);
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out
}

/// How many bytes two texts share at their start and at their end, in whole words.
fn common(old: &str, new: &str) -> (usize, usize) {
    if old == new {
        return (new.len(), 0);
    }
    let start = word_end(new, shared(old.chars(), new.chars()));
    let (old, new) = (&old[start..], &new[start..]);
    let end = shared(old.chars().rev(), new.chars().rev());
    (start, word_start(new, end))
}

fn shared(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let same = one.zip(other).take_while(|(one, other)| one == other);
    same.map(|(letter, _)| letter.len_utf8()).sum()
}

/// Back to where white space ends.
fn word_end(text: &str, length: usize) -> usize {
    let end = text[..length]
        .char_indices()
        .rev()
        .find(|(_, letter)| letter.is_whitespace());
    end.map_or(0, |(at, letter)| at + letter.len_utf8())
}

/// The longest end of at most so many bytes that starts with white space.
fn word_start(text: &str, length: usize) -> usize {
    let end = &text[text.len() - length..];
    end.find(char::is_whitespace).map_or(0, |at| end.len() - at)
}
