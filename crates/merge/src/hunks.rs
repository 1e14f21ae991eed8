//! What differs between two blocks, word by word.

use std::{collections::HashMap, hash::Hash, ops::Range};

use document::{AtomKind, Block, MarkKind, Offsets};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{TextEdit, TextEdits};

/// Beyond so many differing words the difference is one hunk: nobody merges such a text word by
/// word, and the work stays bounded.
const MOST_WORDS: usize = 20_000;

/// A range of the base and what stands there in the changed text; in scalar values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) base: Range<usize>,
    pub(crate) side: Range<usize>,
    /// Where in the base it only inserts.
    pub(crate) inserts: Vec<usize>,
}

/// A word, or a placeholder with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Token<'a> {
    Word(&'a str),
    Atom(&'a AtomKind, &'a str),
    Note(&'a str),
}

impl Token<'_> {
    fn is_space(&self) -> bool {
        matches!(self, Self::Word(word) if word.chars().all(char::is_whitespace))
    }

    /// Whether it is text, not white space.
    fn is_writing(&self) -> bool {
        matches!(self, Self::Word(word) if !word.chars().any(char::is_whitespace))
    }

    /// Whether it is a word of a script that parts words by spaces.
    fn is_spaced_word(&self) -> bool {
        let parted = |word: &str| !word.chars().any(is_unspaced);
        matches!(self, Self::Word(word) if word.contains(char::is_alphanumeric) && parted(word))
    }
}

impl TextEdits {
    /// What leads from one text to the other, in whole words. The glossary holds terms that count as
    /// one word.
    pub fn between(base: &str, changed: &str, glossary: &[String]) -> Self {
        let base = words(base, glossary);
        let changed_words = words(changed, glossary);
        let offsets = Offsets::new(changed);
        let edits = differences(&base, &changed_words)
            .into_iter()
            .map(|hunk| TextEdit::new(hunk.base, offsets.slice(hunk.side)))
            .collect();
        Self::from_sorted(edits)
    }
}

/// What differs between the text of two blocks, placeholders by what they stand for.
pub(crate) fn between(base: &Block, side: &Block, glossary: &[String]) -> Vec<Hunk> {
    differences(&tokens(base, glossary), &tokens(side, glossary))
}

/// The same, where what is written onto a word belongs to that word: whoever replaces the word and
/// whoever writes onto it disagree. Chinese words stand together without that.
pub(crate) fn claims(base: &Block, side: &Block, glossary: &[String]) -> Vec<Hunk> {
    let (base, side) = (tokens(base, glossary), tokens(side, glossary));
    let (base_at, side_at) = (Places::new(&base), Places::new(&side));
    let claim = |run: Run| {
        let whole = onto_words(run.clone(), &base, &side);
        Hunk {
            base: base_at.range(whole.0),
            side: side_at.range(whole.1),
            ..hunk(run, &base_at, &side_at)
        }
    };
    let claims = runs(&base, &side).into_iter().map(claim);
    claims.fold(Vec::new(), join_claims)
}

fn join_claims(mut claims: Vec<Hunk>, claim: Hunk) -> Vec<Hunk> {
    match claims.last_mut() {
        Some(last) if last.base.end >= claim.base.start => {
            last.base.end = claim.base.end;
            last.side.end = claim.side.end;
            last.inserts.extend(claim.inserts);
        }
        _ => claims.push(claim),
    }
    claims
}

/// With the length of each word in scalar values.
fn words<'a>(text: &'a str, glossary: &[String]) -> Vec<(Token<'a>, usize)> {
    redline::words(text, glossary)
        .into_iter()
        .map(|word| (Token::Word(word), word.chars().count()))
        .collect()
}

fn tokens<'a>(block: &'a Block, glossary: &[String]) -> Vec<(Token<'a>, usize)> {
    let objects = objects(block);
    let mut at = 0;
    let mut tokens = words(&block.text, glossary);
    for (token, length) in &mut tokens {
        if let (1, Some(object)) = (*length, objects.get(&at)) {
            *token = object.clone();
        }
        at += *length;
    }
    tokens
}

/// What stands at each placeholder.
fn objects(block: &Block) -> HashMap<usize, Token<'_>> {
    let atoms = block
        .atoms
        .iter()
        .map(|atom| (atom.at, Token::Atom(&atom.kind, &atom.alt)));
    let notes = block.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Note { note } => Some((mark.start, Token::Note(note))),
        _ => None,
    });
    atoms.chain(notes).collect()
}

fn differences(base: &[(Token<'_>, usize)], side: &[(Token<'_>, usize)]) -> Vec<Hunk> {
    let (base_at, side_at) = (Places::new(base), Places::new(side));
    let runs = runs(base, side).into_iter();
    runs.map(|run| hunk(run, &base_at, &side_at)).collect()
}

fn hunk((base, side): Run, base_at: &Places, side_at: &Places) -> Hunk {
    let inserts = base.is_empty().then(|| base_at.0[base.start]);
    Hunk {
        base: base_at.range(base),
        side: side_at.range(side),
        inserts: inserts.into_iter().collect(),
    }
}

/// The words that differ; changes that only white space parts are one.
fn runs(base: &[(Token<'_>, usize)], side: &[(Token<'_>, usize)]) -> Vec<Run> {
    let before = common(base.iter().zip(side));
    let (base_middle, side_middle) = (&base[before..], &side[before..]);
    let after = common(base_middle.iter().rev().zip(side_middle.iter().rev()));
    let base_middle = &base_middle[..base_middle.len() - after];
    let side_middle = &side_middle[..side_middle.len() - after];
    let shift = |run: Range<usize>| before + run.start..before + run.end;
    changed_runs(base_middle, side_middle)
        .into_iter()
        .map(|(base, side)| (shift(base), shift(side)))
        .fold(Vec::new(), |runs, run| join_over_space(runs, run, base))
}

fn join_over_space(mut runs: Vec<Run>, run: Run, base: &[(Token<'_>, usize)]) -> Vec<Run> {
    let replaces = |run: &Run| !run.0.is_empty() && !run.1.is_empty();
    match runs.last_mut() {
        Some(last)
            if replaces(last)
                && replaces(&run)
                && base[last.0.end..run.0.start]
                    .iter()
                    .all(|(it, _)| it.is_space()) =>
        {
            last.0.end = run.0.end;
            last.1.end = run.1.end;
        }
        _ => runs.push(run),
    }
    runs
}

/// An insertion with the words that it is written onto.
fn onto_words(run: Run, base: &[(Token<'_>, usize)], side: &[(Token<'_>, usize)]) -> Run {
    let (mut at, mut new) = run;
    let (Some((first, _)), Some((last, _)), true) = (
        side[new.clone()].first(),
        side[new.clone()].last(),
        at.is_empty(),
    ) else {
        return (at, new);
    };
    let is_word = |index: usize| base.get(index).is_some_and(|(it, _)| it.is_spaced_word());
    if at.end < base.len() && last.is_writing() && is_word(at.end) {
        (at.end, new.end) = (at.end + 1, new.end + 1);
    }
    if at.start > 0 && first.is_writing() && is_word(at.start - 1) {
        (at.start, new.start) = (at.start - 1, new.start - 1);
    }
    (at, new)
}

fn common<T: PartialEq>(pairs: impl Iterator<Item = (T, T)>) -> usize {
    pairs.take_while(|(one, other)| one == other).count()
}

type Run = (Range<usize>, Range<usize>);

fn changed_runs<T: Hash + Eq>(base: &[T], side: &[T]) -> Vec<Run> {
    if base.is_empty() && side.is_empty() {
        return Vec::new();
    }
    if base.len() + side.len() > MOST_WORDS {
        return vec![(0..base.len(), 0..side.len())];
    }
    capture_diff_slices(Algorithm::Patience, base, side)
        .iter()
        .filter(|operation| !matches!(operation, DiffOp::Equal { .. }))
        .map(|operation| (operation.old_range(), operation.new_range()))
        .fold(Vec::new(), join_touching)
}

fn join_touching(mut runs: Vec<Run>, run: Run) -> Vec<Run> {
    match runs.last_mut() {
        Some(last) if last.0.end == run.0.start && last.1.end == run.1.start => {
            last.0.end = run.0.end;
            last.1.end = run.1.end;
        }
        _ => runs.push(run),
    }
    runs
}

/// Whether it is of a script that writes words without spaces between them: Thai, Lao, Burmese,
/// Khmer, Chinese, Japanese.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3005}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

/// Where each word starts, in scalar values.
struct Places(Vec<usize>);

impl Places {
    fn new(tokens: &[(Token<'_>, usize)]) -> Self {
        let mut at = 0;
        let mut places = vec![0];
        places.extend(tokens.iter().map(|(_, length)| {
            at += length;
            at
        }));
        Self(places)
    }

    fn range(&self, words: Range<usize>) -> Range<usize> {
        self.0[words.start]..self.0[words.end]
    }
}
