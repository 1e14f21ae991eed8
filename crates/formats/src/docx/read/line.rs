//! The text of one paragraph while it is gathered from runs.

use document::{
    Atom, AtomKind, Block, Kind, Mark, MarkKind, PLACEHOLDER, Unwelcome, normalise_marks,
    unwelcome_character,
};

use crate::{
    docx::{View, look::Look},
    intake, spans,
};

/// Text with what lies on it, not yet a block.
#[derive(Debug, Default)]
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
    pub(super) label: Option<String>,
    /// What the hidden bookmarks call it.
    pub(super) names: Names,
    /// Placeholder characters that stood in the source as text.
    pub(super) strays: usize,
}

/// What hidden bookmarks in a paragraph say.
#[derive(Debug, Default)]
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
}

/// Where text of one look and link ends.
#[derive(Debug)]
struct Stretch {
    end: usize,
    look: Look,
    link: Option<usize>,
}

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Names a link for the text to come.
    pub(super) fn link(&mut self, href: String, title: Option<String>) -> usize {
        self.links.push(MarkKind::Link { href, title });
        self.links.len() - 1
    }

    pub(super) fn push(&mut self, text: &str, look: Look, link: Option<usize>) {
        if text.contains(PLACEHOLDER) {
            self.strays += text.matches(PLACEHOLDER).count();
            let kept = text.replace(PLACEHOLDER, "");
            self.append(&kept, look, link);
        } else {
            self.append(text, look, link);
        }
    }

    pub(super) fn push_atom(
        &mut self,
        kind: AtomKind,
        alt: String,
        look: Look,
        link: Option<usize>,
    ) {
        self.atoms.push(Atom {
            at: self.length,
            kind,
            alt,
        });
        self.append(PLACEHOLDER.encode_utf8(&mut [0; 4]), look, link);
    }

    pub(super) fn push_note(&mut self, key: String, look: Look, link: Option<usize>) {
        self.notes.push(Mark {
            start: self.length,
            end: self.length + 1,
            kind: MarkKind::Note { note: key },
        });
        self.append(PLACEHOLDER.encode_utf8(&mut [0; 4]), look, link);
    }

    fn append(&mut self, text: &str, look: Look, link: Option<usize>) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        self.length += text.chars().count();
        match self.stretches.last_mut() {
            Some(last) if last.look == look && last.link == link => last.end = self.length,
            _ => self.stretches.push(Stretch {
                end: self.length,
                look,
                link,
            }),
        }
    }

    /// Joins the line of the next paragraph to this one, as deleting a paragraph mark does.
    pub(super) fn join(&mut self, mut next: Line) {
        let (offset, links) = (self.length, self.links.len());
        self.text.push_str(&next.text);
        self.length += next.length;
        self.links.append(&mut next.links);
        self.stretches
            .extend(next.stretches.into_iter().map(|stretch| Stretch {
                end: stretch.end + offset,
                link: stretch.link.map(|link| link + links),
                ..stretch
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
        self.label = self.label.take().or(next.label);
        self.names = next.names;
        self.strays += next.strays;
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
        for Stretch { end, look, link } in self.stretches {
            block.marks.extend(look.marks(start, end));
            if let Some(link) = link {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_the_text_into_normal_form() {
        let mut line = Line::default();
        let plain = Look::default();
        let link = line.link("x".into(), None);
        line.push("Cafe\u{301} ", plain, None);
        line.push("e\u{301}te\u{301}", plain, Some(link));
        line.push_note("1".into(), plain, None);
        let (block, composed) = line.into_block().unwrap();
        assert_eq!(block.text, "Café été\u{FFFC}");
        let places: Vec<_> = block.marks.iter().map(|m| (m.start, m.end)).collect();
        assert_eq!(places, [(5, 8), (8, 9)]);
        assert!(composed);
    }

    #[test]
    fn a_deleted_paragraph_mark_joins_two_lines() {
        let mut first = Line::default();
        first.push("one ", Look::default(), None);
        let mut second = Line::default();
        let link = second.link("x".into(), None);
        second.push("two", Look::default().code(), Some(link));
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
