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
}

/// A word, or a placeholder with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Token<'a> {
    Word(&'a str),
    Atom(&'a AtomKind, &'a str),
    Note(&'a str),
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
    let before = common(base.iter().zip(side));
    let (base_middle, side_middle) = (&base[before..], &side[before..]);
    let after = common(base_middle.iter().rev().zip(side_middle.iter().rev()));
    let base_middle = &base_middle[..base_middle.len() - after];
    let side_middle = &side_middle[..side_middle.len() - after];
    let (base_at, side_at) = (Places::new(base), Places::new(side));
    changed_runs(base_middle, side_middle)
        .into_iter()
        .map(|(base, side)| Hunk {
            base: base_at.range(before, base),
            side: side_at.range(before, side),
        })
        .collect()
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

    fn range(&self, skipped: usize, words: Range<usize>) -> Range<usize> {
        self.0[skipped + words.start]..self.0[skipped + words.end]
    }
}
