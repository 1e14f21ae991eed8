use std::{collections::VecDeque, ops::Range};

use crate::{TextEdit, TextEdits};

/// A stretch of an edited text, by where it comes from.
enum Piece {
    /// This range of the text before.
    Kept(Range<usize>),
    /// New text.
    New(String),
}

impl TextEdits {
    /// One set of edits that does what these do, and then what `later` does to the outcome:
    /// `first.compose(&later).apply(text)` is `later.apply(first.apply(text))`.
    #[must_use]
    pub fn compose(&self, later: &Self) -> Self {
        let mut rest = self.pieces();
        let mut outcome = Vec::new();
        let mut at = 0;
        for edit in later.as_slice() {
            outcome.extend(take(&mut rest, edit.start - at));
            take(&mut rest, edit.end - edit.start);
            outcome.push(Piece::New(edit.insert.clone()));
            at = edit.end;
        }
        outcome.extend(rest);
        to_edits(outcome)
    }

    /// The edited text as pieces. How long the text is does not matter, so its end is put beyond
    /// every text.
    fn pieces(&self) -> VecDeque<Piece> {
        let mut pieces = VecDeque::new();
        let mut at = 0;
        for edit in self.as_slice() {
            pieces.push_back(Piece::Kept(at..edit.start));
            pieces.push_back(Piece::New(edit.insert.clone()));
            at = edit.end;
        }
        pieces.push_back(Piece::Kept(at..usize::MAX));
        pieces
    }
}

impl Piece {
    fn length(&self) -> usize {
        match self {
            Self::Kept(range) => range.len(),
            Self::New(text) => text.chars().count(),
        }
    }

    fn split(self, at: usize) -> (Self, Self) {
        match self {
            Self::Kept(range) => {
                let middle = range.start + at;
                (
                    Self::Kept(range.start..middle),
                    Self::Kept(middle..range.end),
                )
            }
            Self::New(text) => {
                let (first, second) = text.split_at(document::Offsets::new(&text).byte(at));
                (Self::New(first.to_owned()), Self::New(second.to_owned()))
            }
        }
    }
}

/// Takes pieces of this length from the front.
fn take(pieces: &mut VecDeque<Piece>, mut length: usize) -> Vec<Piece> {
    let mut taken = Vec::new();
    while length > 0 {
        let Some(piece) = pieces.pop_front() else {
            break;
        };
        let here = piece.length();
        if here <= length {
            length -= here;
            taken.push(piece);
        } else {
            let (first, second) = piece.split(length);
            taken.push(first);
            pieces.push_front(second);
            length = 0;
        }
    }
    taken
}

fn to_edits(pieces: Vec<Piece>) -> TextEdits {
    let mut edits = Vec::new();
    let mut insert = String::new();
    let mut at = 0;
    for piece in pieces {
        match piece {
            Piece::New(text) => insert.push_str(&text),
            Piece::Kept(range) if range.is_empty() => {}
            Piece::Kept(range) => {
                if range.start > at || !insert.is_empty() {
                    edits.push(TextEdit::new(at..range.start, std::mem::take(&mut insert)));
                }
                at = range.end;
            }
        }
    }
    TextEdits::from_sorted(edits)
}
