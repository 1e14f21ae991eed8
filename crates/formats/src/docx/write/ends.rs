//! Added text at the end of a paragraph whose mark stays, before more that was added.
//!
//! `LibreOffice` takes the two for one insertion, with the mark between them, and joins the paragraphs
//! when it is rejected. So something else ends the paragraph: the words that were deleted there, or
//! the last mark or word of what stays, which then stands after the added text.

use std::ops::Range;

use document::{Offsets, PLACEHOLDER, slice_marks};

use super::flow::{Fate, Paragraph, Span};

/// Lets no paragraph that stays end in added text where the next one begins with some.
pub(super) fn keep_apart(stretch: &mut [&mut Paragraph<'_>]) {
    for at in 1..stretch.len() {
        let (before, after) = stretch.split_at_mut(at);
        let paragraph = &mut before[at - 1];
        if paragraph.end == Fate::Same && begins_added(after[0]) {
            close(&mut paragraph.spans);
        }
    }
}

/// Whether a paragraph begins with text that was added, or was added as a whole.
pub(super) fn begins_added(paragraph: &Paragraph<'_>) -> bool {
    if let Some((_, fate)) = paragraph.typed.new {
        return paragraph.typed.old.is_none() && fate != Fate::Deleted;
    }
    let mut texts = paragraph.spans.iter().filter(|span| !span.text.is_empty());
    let first = texts.next().map_or(paragraph.end, |span| span.fate);
    paragraph.typed.old.is_none() && first == Fate::Inserted
}

/// Puts something else after the added text at the end, if there is something.
fn close(spans: &mut Vec<Span<'_>>) {
    let is_added = |span: &Span<'_>| span.fate == Fate::Inserted;
    let tail = spans.iter().rposition(|span| !is_added(span));
    let Some(last) = tail.filter(|last| last + 1 < spans.len()) else {
        return;
    };
    match spans[last].fate {
        Fate::Deleted => {
            let stays = |span: &Span<'_>| span.fate != Fate::Deleted;
            let first = spans[..last].iter().rposition(stays);
            let first = first.map_or(0, |at| at + 1);
            spans[first..].rotate_left(last + 1 - first);
        }
        Fate::Same => turn(spans, last),
        _ => {}
    }
}

/// The last mark or word of what stays comes to stand after the added text: as it is where that ends
/// alike, else deleted there and added here.
fn turn(spans: &mut Vec<Span<'_>>, last: usize) {
    let size = last_word(spans[last].text);
    let Some((kept, word)) = spans[last].cut(size) else {
        return;
    };
    let end = spans.len() - 1;
    let alike = size == 1 && word.text.ends_with(|c: char| !c.is_alphanumeric());
    let turned = spans[end].cut(1).filter(|(_, own)| {
        alike && own.text == word.text && own.marks == word.marks && word.old_marks.is_none()
    });
    let added = Span {
        fate: Fate::Inserted,
        old_marks: None,
        ..word.clone()
    };
    if let Some((rest, own)) = turned {
        spans[end] = rest;
        spans.push(Span {
            fate: Fate::Same,
            ..own
        });
    } else {
        spans.push(Span {
            fate: Fate::Deleted,
            marks: word.old_marks.clone().unwrap_or(word.marks),
            old_marks: None,
            ..word
        });
    }
    spans[last] = kept;
    spans.insert(last + 1, added);
}

/// How many characters the last word of a text has; one where a mark or a Chinese character stands
/// there, none after white space.
fn last_word(text: &str) -> usize {
    let is_han =
        |c: char| ('\u{3000}'..='\u{9FFF}').contains(&c) || ('\u{FF00}'..='\u{FFEF}').contains(&c);
    match text.chars().next_back() {
        Some(last) if last.is_ascii_punctuation() || is_han(last) => 1,
        Some(_) => {
            let of_word = |c: &char| !c.is_whitespace() && !c.is_ascii_punctuation() && !is_han(*c);
            text.chars().rev().take_while(of_word).count()
        }
        None => 0,
    }
}

impl<'a> Span<'a> {
    /// What stands before its last so many characters, and these. Not where an object is among them.
    fn cut(&self, size: usize) -> Option<(Self, Self)> {
        let offsets = Offsets::new(self.text);
        let (length, at) = (offsets.length(), offsets.length().checked_sub(size)?);
        let text = offsets.slice(at..length);
        if size == 0 || text.contains(PLACEHOLDER) {
            return None;
        }
        let part = |range: Range<usize>, atoms| Self {
            fate: self.fate,
            text: offsets.slice(range.clone()),
            marks: slice_marks(&self.marks, range.clone()),
            old_marks: self.old_marks.as_ref().map(|old| slice_marks(old, range)),
            atoms,
        };
        let kept = part(0..at, self.atoms.clone());
        let word = part(at..length, Vec::new());
        Some((kept, word))
    }
}
