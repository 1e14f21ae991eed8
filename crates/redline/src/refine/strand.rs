use std::{borrow::Cow, ops::Range};

use document::{Atom, AtomKind, Block, Kind, MarkKind, PLACEHOLDER};

use crate::{
    chinese::is_han,
    map::Map,
    note::{NoteIdentity, Notes},
    plan::Span,
    word::Segmenter,
};

/// A word, a piece of white space or punctuation, or the end of a paragraph, of one side of a pair.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Equal for equal tokens of both sides, and for nothing else.
    pub(crate) id: u32,
    /// Scalar values that are not white space.
    pub(crate) weight: u32,
    pub(crate) class: Class,
    pub(crate) span: Span,
}

/// What a token is to the flow of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Word,
    /// A Chinese word, of which a character says as much as two or three letters.
    Han,
    Space,
    ClauseEnd,
    SentenceEnd,
    Other,
    /// What a placeholder stands for: a picture, a formula, the reference of a note.
    Object,
    /// The end of a paragraph; its span is empty.
    Break,
}

impl Token {
    /// Text that both sides are known to begin or to end with.
    pub(crate) fn shared(id: u32, place: Span) -> Option<Self> {
        (!place.bytes.is_empty()).then_some(Self {
            id,
            weight: 0,
            class: Class::SentenceEnd,
            span: place,
        })
    }

    pub(crate) fn is_break(&self) -> bool {
        self.class == Class::Break
    }

    /// What changing it costs a reader, in quarters of a scalar value: white space and punctuation
    /// hardly count.
    pub(crate) fn cost(&self) -> u32 {
        self.class.cost(self.weight)
    }
}

impl Class {
    fn of(first: char) -> Self {
        match first {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Word,
            ' ' => Self::Space,
            PLACEHOLDER => Self::Object,
            '\n' | '.' | '!' | '?' | '。' | '！' | '？' | '…' => Self::SentenceEnd,
            ',' | ';' | ':' | '，' | '；' | '：' | '、' => Self::ClauseEnd,
            first if first.is_whitespace() => Self::Space,
            first if is_han(first) => Self::Han,
            first if first.is_alphanumeric() => Self::Word,
            _ => Self::Other,
        }
    }

    fn cost(self, weight: u32) -> u32 {
        match self {
            Self::Han => weight.saturating_mul(10).min(MOST),
            Self::Word | Self::Other => weight.saturating_mul(4).min(MOST),
            Self::Object => 100,
            Self::SentenceEnd => 8,
            Self::ClauseEnd => 3,
            Self::Space => 1,
            Self::Break => 4,
        }
    }
}

/// What changing a text costs a reader, in quarters of a scalar value.
pub(crate) fn cost_of(text: &str) -> u32 {
    let costs = text.chars().map(|character| Class::of(character).cost(1));
    costs.fold(0, u32::saturating_add)
}

/// Keeps the sum of a million costs within its type.
const MOST: u32 = 1000;

/// Gives tokens of both sides their identities.
pub(crate) struct Interner<'t> {
    notes: &'t Notes,
    words: Map<Cow<'t, str>, u32>,
    stand_ins: Map<StandIn<'t>, u32>,
    next: u32,
}

/// Identities of what both sides begin and end with.
pub(crate) const PREFIX: u32 = 0;
pub(crate) const SUFFIX: u32 = 1;
const FIRST_FREE: u32 = 2;

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
            words: Map::default(),
            stand_ins: Map::default(),
            next: FIRST_FREE,
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
        let mut objects = Objects::of(block, place, side, self.notes);
        let mut at = place.bytes.start;
        let mut take = |word: &'t str| {
            let id = match objects.as_mut().and_then(|objects| objects.of_word(word)) {
                Some(stand_ins) => self.object(word, stand_ins),
                None => self.word(Cow::Borrowed(word)),
            };
            tokens.push(Token {
                id,
                weight: weight(word),
                class: class(word),
                span: span(place.block, at..at + word.len()),
            });
            at += word.len();
        };
        let text = &block.text[place.bytes.clone()];
        if block.kind == Kind::Code {
            segmenter.cut_code(text, &mut take);
        } else {
            segmenter.cut(text, &mut take);
        }
    }

    /// The end of a paragraph, equal to nothing.
    pub(crate) fn paragraph_break(&mut self, block: usize, at: usize) -> Token {
        Token {
            id: self.fresh(),
            weight: 0,
            class: Class::Break,
            span: span(block, at..at),
        }
    }

    fn word(&mut self, word: Cow<'t, str>) -> u32 {
        let next = &mut self.next;
        *self.words.entry(word).or_insert_with(|| take_number(next))
    }

    /// A word with placeholders is equal to one with the same text and the same stand-ins.
    fn object(&mut self, word: &str, stand_ins: Vec<(usize, StandIn<'t>)>) -> u32 {
        let mut key = word.to_owned();
        for (at, stand_in) in stand_ins {
            let next = &mut self.next;
            let number = *self
                .stand_ins
                .entry(stand_in)
                .or_insert_with(|| take_number(next));
            key.push_str(&format!("\0{at}:{number}"));
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

/// What the placeholders of a block stand for, read in order.
struct Objects<'t> {
    /// Offsets in scalar values, with what stands there.
    stand_ins: std::vec::IntoIter<(usize, StandIn<'t>)>,
    /// Offset of the next word.
    scalar: usize,
}

impl<'t> Objects<'t> {
    /// Nothing where a text has no placeholders, which is nearly always.
    fn of(block: &'t Block, place: &Span, side: Side, notes: &Notes) -> Option<Self> {
        if !block.text[place.bytes.clone()].contains(PLACEHOLDER) {
            return None;
        }
        let scalar = block.text[..place.bytes.start].chars().count();
        let mut stand_ins = stand_ins(block, side, notes);
        stand_ins.retain(|(at, _)| *at >= scalar);
        Some(Self {
            stand_ins: stand_ins.into_iter(),
            scalar,
        })
    }

    /// What the placeholders of the next word stand for, by their offsets in it.
    fn of_word(&mut self, word: &str) -> Option<Vec<(usize, StandIn<'t>)>> {
        let start = self.scalar;
        self.scalar += word.chars().count();
        let mut found = Vec::new();
        while let Some((at, _)) = self.stand_ins.as_slice().first()
            && *at < self.scalar
        {
            let stand_in = self.stand_ins.next();
            found.extend(stand_in.map(|(at, stand_in)| (at - start, stand_in)));
        }
        word.contains(PLACEHOLDER).then_some(found)
    }
}

/// Whether the placeholders of two blocks of equal text stand for the same.
pub(crate) fn same_stand_ins(old: &Block, new: &Block, notes: &Notes) -> bool {
    !old.text.contains(PLACEHOLDER)
        || stand_ins(old, Side::Old, notes) == stand_ins(new, Side::New, notes)
}

fn weight(word: &str) -> u32 {
    let count = if word.is_ascii() {
        let bytes = word.bytes();
        bytes
            .filter(|byte| !char::from(*byte).is_ascii_whitespace() && *byte != 0x0B)
            .count()
    } else {
        word.chars().filter(|c| !c.is_whitespace()).count()
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn class(word: &str) -> Class {
    word.chars().next().map_or(Class::Other, Class::of)
}

/// Atoms and note references, by their offsets in scalar values.
fn stand_ins<'t>(block: &'t Block, side: Side, notes: &Notes) -> Vec<(usize, StandIn<'t>)> {
    let atoms = block
        .atoms
        .iter()
        .map(|Atom { kind, alt, at }| (*at, StandIn::Atom(kind, alt)));
    let references = block
        .marks
        .iter()
        .filter_map(|mark| match (&mark.kind, side) {
            (MarkKind::Note { note }, Side::Old) => Some((mark.start, notes.of_old(note))),
            (MarkKind::Note { note }, Side::New) => Some((mark.start, notes.of_new(note))),
            _ => None,
        })
        .map(|(at, note)| (at, StandIn::Note(note)));
    let mut stand_ins: Vec<(usize, StandIn<'t>)> = atoms.chain(references).collect();
    stand_ins.sort_by_key(|(at, _)| *at);
    stand_ins
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The tokens of two texts.
    pub(in super::super) fn tokens(old: &str, new: &str) -> (Vec<Token>, Vec<Token>) {
        let block = |text| Block::new(Kind::Paragraph, text);
        let (notes, segmenter) = (Notes::default(), Segmenter::new(&[]));
        let (old, new) = (block(old), block(new));
        let mut interner = Interner::new(&notes);
        let mut cut = |block, side| {
            let (place, mut tokens) = (span(0, 0..Block::length(block)), Vec::new());
            interner.tokens(block, &place, side, &segmenter, &mut tokens);
            tokens
        };
        (cut(&old, Side::Old), cut(&new, Side::New))
    }
}
