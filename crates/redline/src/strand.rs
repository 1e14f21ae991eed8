use std::{borrow::Cow, collections::HashMap, ops::Range};

use document::{Atom, AtomKind, Block, MarkKind, PLACEHOLDER};

use crate::{
    note::{NoteIdentity, Notes},
    plan::Span,
    word::Segmenter,
};

/// A word, a piece of white space or punctuation, or the end of a paragraph, of one side of a pair.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Equal for equal tokens of both sides, and for nothing else.
    pub(crate) id: u32,
    pub(crate) span: Span,
    /// The end of a paragraph; its span is empty.
    pub(crate) paragraph_break: bool,
}

/// Gives tokens of both sides their identities.
pub(crate) struct Interner<'t> {
    notes: &'t Notes,
    words: HashMap<Cow<'t, str>, u32>,
    stand_ins: HashMap<StandIn<'t>, u32>,
    next: u32,
}

/// Which side of the comparison a text is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Old,
    New,
}

/// What a placeholder stands for.
#[derive(Debug, PartialEq, Eq, Hash)]
enum StandIn<'t> {
    Atom(&'t AtomKind, &'t str),
    Note(NoteIdentity),
}

impl<'t> Interner<'t> {
    pub(crate) fn new(notes: &'t Notes) -> Self {
        Self {
            notes,
            words: HashMap::new(),
            stand_ins: HashMap::new(),
            next: 0,
        }
    }

    /// The tokens of a range of one block.
    pub(crate) fn tokens(
        &mut self,
        block: &'t Block,
        place: &Span,
        side: Side,
        segmenter: &Segmenter,
        tokens: &mut Vec<Token>,
    ) {
        let mut at = place.bytes.start;
        segmenter.cut(&block.text[place.bytes.clone()], &mut |word| {
            let id = if word.contains(PLACEHOLDER) {
                self.object(block, at, word, side)
            } else {
                self.word(Cow::Borrowed(word))
            };
            tokens.push(Token {
                id,
                span: span(place.block, at..at + word.len()),
                paragraph_break: false,
            });
            at += word.len();
        });
    }

    /// The end of a paragraph, equal to nothing.
    pub(crate) fn paragraph_break(&mut self, block: usize, at: usize) -> Token {
        Token {
            id: self.fresh(),
            span: span(block, at..at),
            paragraph_break: true,
        }
    }

    fn word(&mut self, word: Cow<'t, str>) -> u32 {
        let next = &mut self.next;
        *self.words.entry(word).or_insert_with(|| take_number(next))
    }

    /// A word with placeholders is equal to one with the same text and the same stand-ins.
    fn object(&mut self, block: &'t Block, at: usize, word: &str, side: Side) -> u32 {
        let first = block.text[..at].chars().count();
        let range = first..first + word.chars().count();
        let mut key = word.to_owned();
        for (at, stand_in) in stand_ins(block, &range, side, self.notes) {
            let next = &mut self.next;
            let number = *self
                .stand_ins
                .entry(stand_in)
                .or_insert_with(|| take_number(next));
            key.push_str(&format!("\0{}:{number}", at - range.start));
        }
        self.word(Cow::Owned(key))
    }

    fn fresh(&mut self) -> u32 {
        take_number(&mut self.next)
    }
}

pub(crate) fn span(block: usize, bytes: Range<usize>) -> Span {
    Span { block, bytes }
}

fn take_number(next: &mut u32) -> u32 {
    *next += 1;
    *next - 1
}

fn stand_ins<'t>(
    block: &'t Block,
    range: &Range<usize>,
    side: Side,
    notes: &Notes,
) -> Vec<(usize, StandIn<'t>)> {
    let atoms = block
        .atoms
        .iter()
        .filter(|atom| range.contains(&atom.at))
        .map(|Atom { kind, alt, at }| (*at, StandIn::Atom(kind, alt)));
    let references = block
        .marks
        .iter()
        .filter(|mark| range.contains(&mark.start))
        .filter_map(|mark| match (&mark.kind, side) {
            (MarkKind::Note { note }, Side::Old) => Some((mark.start, notes.of_old(note))),
            (MarkKind::Note { note }, Side::New) => Some((mark.start, notes.of_new(note))),
            _ => None,
        })
        .map(|(at, note)| (at, StandIn::Note(note)));
    atoms.chain(references).collect()
}
