//! The text of one paragraph while it is gathered from runs, with what it depends on.

use document::{
    Atom, AtomKind, Block, Kind, Mark, MarkKind, PLACEHOLDER, Unwelcome, normalise_marks,
    unwelcome_character,
};

use super::{
    changes::ChangeId,
    tracking::{Accepted, Tag},
};
use crate::{
    docx::{View, look::Look},
    intake, spans,
};

/// Text with what lies on it, not yet a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    text: String,
    /// In scalar values.
    length: usize,
    stretches: Vec<Stretch>,
    links: Vec<MarkKind>,
    notes: Vec<Mark>,
    atoms: Vec<Atom>,
    /// The label that stands as text before it; present and empty where there is none although
    /// the text begins like one.
    labels: Vec<(Tag, String)>,
    /// What the hidden bookmarks call it.
    pub(super) names: Names,
    /// Where ranges of comments begin and end.
    pub(super) spots: Vec<Spot>,
    /// Placeholder characters that stood in the source as text.
    pub(super) strays: usize,
    /// Some of it depends on changes.
    tracked: bool,
}

/// How text looks, and on which changes that and the text itself depend.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dress {
    pub(super) look: Look,
    /// The look as long as a change of format is not accepted.
    pub(super) before: Option<(Look, ChangeId)>,
    pub(super) link: Option<usize>,
    pub(super) tag: Tag,
}

/// A place in a line that a comment refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// In scalar values of everything that is on some side.
    pub(super) at: usize,
    pub(super) edge: Edge,
    /// The id that the file has for the comment.
    pub(super) comment: String,
}

/// What a comment has at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
    Reference,
}

/// What hidden bookmarks in a paragraph say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// The block's id.
    pub(super) id: Option<String>,
    /// The id on the older side of a redline.
    pub(super) old_id: Option<String>,
    /// The key of the note that it belongs to.
    pub(super) note: Option<String>,
    /// That key on the older side of a redline.
    pub(super) old_note: Option<String>,
    /// An empty paragraph that is only there because the format asks for one.
    pub(super) filler: bool,
}

impl Names {
    /// The id on the side that is read.
    pub(super) fn id(&self, view: View) -> Option<String> {
        match view {
            View::Accepted => self.id.clone(),
            View::Rejected => self.old_id.clone().or_else(|| self.id.clone()),
        }
    }

    /// The key of the note on the side that is read.
    pub(super) fn note(&self, view: View) -> Option<String> {
        match view {
            View::Accepted => self.note.clone(),
            View::Rejected => self.old_note.clone().or_else(|| self.note.clone()),
        }
    }

    /// The names of a paragraph whose mark went, so that the next one's names count; where that has
    /// none, as when a person parted a paragraph in two, its own remain.
    fn join(self, next: Self) -> Self {
        let named = next.id.is_some() || next.old_id.is_some() || next.filler;
        let (id, old_id) = match named {
            true => (next.id, next.old_id),
            false => (self.id, self.old_id),
        };
        Self {
            id,
            old_id,
            note: self.note.or(next.note),
            old_note: self.old_note.or(next.old_note),
            filler: next.filler,
        }
    }
}

/// Where text of one dress ends.
#[derive(Debug, Clone)]
struct Stretch {
    end: usize,
    /// The end in bytes.
    end_byte: usize,
    dress: Dress,
}

/// A stretch of text with what it depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'l> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'l str,
    pub(super) dress: Dress,
}

impl Line {
    /// Whether it has nothing but references to notes.
    pub(super) fn is_only_notes(&self) -> bool {
        self.notes.len() == self.length()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether there is nothing at all in it, not even a name.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty() && self.labels.is_empty() && self.names == Names::default()
    }

    /// In scalar values.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    pub(super) fn is_labelled(&self) -> bool {
        !self.labels.is_empty()
    }

    /// The text in pieces of one dress each.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let (mut start, mut byte) = (0, 0);
        self.stretches.iter().map(move |stretch| {
            let piece = Piece {
                start,
                end: stretch.end,
                text: &self.text[byte..stretch.end_byte],
                dress: stretch.dress,
            };
            (start, byte) = (stretch.end, stretch.end_byte);
            piece
        })
    }

    /// The labels written as text, and what they depend on.
    pub(super) fn label_tags(&self) -> impl Iterator<Item = Tag> {
        self.labels.iter().map(|(tag, _)| *tag)
    }

    /// Names a link for the text to come.
    pub(super) fn link(&mut self, href: String, title: Option<String>) -> usize {
        let link = MarkKind::Link { href, title };
        if self.links.last() != Some(&link) {
            self.links.push(link);
        }
        self.links.len() - 1
    }

    pub(super) fn push(&mut self, text: &str, dress: Dress) {
        if text.contains(PLACEHOLDER) {
            self.strays += text.matches(PLACEHOLDER).count();
            let kept = text.replace(PLACEHOLDER, "");
            self.append(&kept, dress);
        } else {
            self.append(text, dress);
        }
    }

    pub(super) fn push_atom(&mut self, kind: AtomKind, alt: String, dress: Dress) {
        self.atoms.push(Atom {
            at: self.length,
            kind,
            alt,
        });
        self.append(PLACEHOLDER.encode_utf8(&mut [0; 4]), dress);
    }

    pub(super) fn push_note(&mut self, key: String, dress: Dress) {
        self.notes.push(Mark {
            start: self.length,
            end: self.length + 1,
            kind: MarkKind::Note { note: key },
        });
        self.append(PLACEHOLDER.encode_utf8(&mut [0; 4]), dress);
    }

    /// Adds to the label that stands as text before the line.
    pub(super) fn push_label(&mut self, text: String, tag: Tag) {
        self.tracked |= !tag.is_plain();
        self.labels.push((tag, text));
    }

    pub(super) fn push_spot(&mut self, edge: Edge, comment: &str) {
        self.spots.push(Spot {
            at: self.length,
            edge,
            comment: comment.to_owned(),
        });
    }

    fn append(&mut self, text: &str, dress: Dress) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        self.length += text.chars().count();
        self.tracked |= !dress.tag.is_plain() || dress.before.is_some();
        let (end, end_byte) = (self.length, self.text.len());
        match self.stretches.last_mut() {
            Some(last) if last.dress == dress => (last.end, last.end_byte) = (end, end_byte),
            _ => self.stretches.push(Stretch {
                end,
                end_byte,
                dress,
            }),
        }
    }

    /// The line as it is when these changes are accepted and all others rejected.
    pub(super) fn under(&self, accepted: Accepted<'_>) -> Self {
        if !self.tracked {
            return self.clone();
        }
        let mut line = Self {
            links: self.links.clone(),
            names: self.names.clone(),
            strays: self.strays,
            ..Self::default()
        };
        let mut atoms = self.atoms.iter().peekable();
        let mut notes = self.notes.iter().peekable();
        for piece in self.pieces() {
            let shown = piece.dress.tag.shown(accepted);
            let moved = |at: usize| line.length + at - piece.start;
            while let Some(atom) = atoms.next_if(|atom| atom.at < piece.end) {
                let at = moved(atom.at);
                line.atoms
                    .extend(shown.then(|| Atom { at, ..atom.clone() }));
            }
            while let Some(note) = notes.next_if(|note| note.start < piece.end) {
                let (start, end) = (moved(note.start), moved(note.end));
                let kind = note.kind.clone();
                line.notes
                    .extend(shown.then_some(Mark { start, end, kind }));
            }
            if shown {
                line.append(piece.text, piece.dress.under(accepted));
            }
        }
        let labels = self.labels.iter().filter(|(tag, _)| tag.shown(accepted));
        line.labels = labels
            .map(|(_, text)| (Tag::default(), text.clone()))
            .collect();
        line
    }

    /// Joins the line of the next paragraph to this one, as deleting a paragraph mark does.
    pub(super) fn join(&mut self, mut next: Line) {
        let (offset, bytes, links) = (self.length, self.text.len(), self.links.len());
        self.text.push_str(&next.text);
        self.length += next.length;
        self.links.append(&mut next.links);
        self.stretches
            .extend(next.stretches.into_iter().map(|stretch| Stretch {
                end: stretch.end + offset,
                end_byte: stretch.end_byte + bytes,
                dress: Dress {
                    link: stretch.dress.link.map(|link| link + links),
                    ..stretch.dress
                },
            }));
        self.notes.extend(next.notes.into_iter().map(|mark| Mark {
            start: mark.start + offset,
            end: mark.end + offset,
            ..mark
        }));
        self.atoms.extend(next.atoms.into_iter().map(|atom| Atom {
            at: atom.at + offset,
            ..atom
        }));
        if self.labels.is_empty() {
            self.labels = next.labels;
        }
        self.names = std::mem::take(&mut self.names).join(next.names);
        self.strays += next.strays;
        self.tracked |= next.tracked;
    }

    /// The label that is written as text, if any.
    pub(super) fn take_label(&mut self) -> Option<String> {
        let labels = std::mem::take(&mut self.labels);
        let some = !labels.is_empty();
        some.then(|| labels.into_iter().map(|(_, text)| text).collect())
    }

    /// The line as a block that is a paragraph so far, and whether its text had to be brought to
    /// normal form; or what may not stand in it.
    pub(super) fn into_block(self) -> Result<(Block, bool), Unwelcome> {
        if let Some((_, what)) = unwelcome_character(&self.text) {
            return Err(what);
        }
        let mut block = Block::new(Kind::Paragraph, self.text);
        block.marks = self.notes;
        let mut start = 0;
        for Stretch { end, dress, .. } in self.stretches {
            block.marks.extend(dress.look.marks(start, end));
            if let Some(link) = dress.link {
                let kind = self.links[link].clone();
                block.marks.push(Mark { start, end, kind });
            }
            start = end;
        }
        block.atoms = self.atoms;
        normalise_marks(&mut block.marks, self.length);
        let normal = intake::is_normal(&block.text);
        if !normal {
            spans::normalise(&mut block);
        }
        Ok((block, !normal))
    }
}

impl Dress {
    /// The dress of text that is there when these changes are accepted; text that is inserted comes
    /// in the look that it has.
    fn under(self, accepted: Accepted<'_>) -> Self {
        let look = match self.before {
            Some((before, change)) if self.tag.inserted.is_none() && !accepted.has(change) => {
                before
            }
            _ => self.look,
        };
        Self {
            look,
            link: self.link,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_the_text_into_normal_form() {
        let mut line = Line::default();
        let plain = Dress::default();
        let link = Some(line.link("x".into(), None));
        line.push("Cafe\u{301} ", plain);
        line.push("e\u{301}te\u{301}", Dress { link, ..plain });
        line.push_note("1".into(), plain);
        let (block, composed) = line.into_block().unwrap();
        assert_eq!(block.text, "Café été\u{FFFC}");
        let places: Vec<_> = block.marks.iter().map(|m| (m.start, m.end)).collect();
        assert_eq!(places, [(5, 8), (8, 9)]);
        assert!(composed);
    }

    #[test]
    fn a_deleted_paragraph_mark_joins_two_lines() {
        let mut first = Line::default();
        first.push("one ", Dress::default());
        let mut second = Line::default();
        let link = Some(second.link("x".into(), None));
        let look = Look::default().code();
        let dress = Dress {
            look,
            link,
            ..Dress::default()
        };
        second.push("two", dress);
        first.join(second);
        let (block, _) = first.into_block().unwrap();
        assert_eq!(block.text, "one two");
        assert!(
            block
                .marks
                .iter()
                .all(|mark| (mark.start, mark.end) == (4, 7))
        );
    }
}
