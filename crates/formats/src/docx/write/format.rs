//! The formatting of a stretch of text, from its marks.

use std::{borrow::Cow, fmt::Write as _};

use document::{Mark, MarkKind};

use crate::docx::{addresses, look::Look};

/// Target and tooltip.
pub(super) type Link = (String, Option<String>);

/// The formatting of a stretch of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Format {
    pub(super) look: Look,
    pub(super) link: Option<Link>,
}

impl Format {
    fn of<'m>(marks: impl Iterator<Item = &'m Mark>) -> Self {
        let mut format = Self::default();
        for mark in marks {
            if let MarkKind::Link { href, title } = &mark.kind {
                format.link = Some((href.clone(), title.clone()));
            } else {
                format.look.add(&mark.kind);
            }
        }
        format
    }

    /// The style of a note reference in this format.
    /// The style of a run of this kind that looks so.
    pub(super) fn style_of(&self, kind: RunKind<'_>) -> Option<Cow<'static, str>> {
        match (kind, self.look.is_code()) {
            (RunKind::Text, _) => self.style().map(Cow::Borrowed),
            (RunKind::Reference, true) => Some(Cow::Borrowed("CodeReference")),
            (RunKind::Reference, false) => Some(Cow::Borrowed("FootnoteReference")),
            (RunKind::Source(name), true) => Some(format!("Understory-{name}-code").into()),
            (RunKind::Source(name), false) => Some(format!("Understory-{name}").into()),
        }
    }

    fn style(&self) -> Option<&'static str> {
        match (self.look.is_code(), &self.link) {
            (true, _) => Some("InlineCode"),
            (false, Some((href, _))) if addresses::is_linked(href) => Some("Hyperlink"),
            (false, _) => None,
        }
    }
}

/// What a run holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunKind<'a> {
    Text,
    /// The reference to a note.
    Reference,
    /// The source of something that is no text, by the name of its style.
    Source(&'a str),
}

/// A style and a look as the inside of `w:rPr`.
pub(super) fn look(style: Option<&str>, look: Look, out: &mut String) {
    if let Some(style) = style {
        let _ = write!(out, "<w:rStyle w:val=\"{style}\"/>");
    }
    look.write(out);
}

/// Walks over marks from left to right and says which are open.
pub(super) struct Sweep<'m> {
    coming: std::iter::Peekable<std::vec::IntoIter<&'m Mark>>,
    open: Vec<&'m Mark>,
}

impl<'m> Sweep<'m> {
    pub(super) fn new(marks: &'m [Mark]) -> Self {
        let mut marks: Vec<&Mark> = marks.iter().collect();
        marks.sort_by_key(|mark| mark.start);
        Self {
            coming: marks.into_iter().peekable(),
            open: Vec::new(),
        }
    }

    pub(super) fn at(&mut self, at: usize) -> Format {
        while let Some(mark) = self.coming.next_if(|mark| mark.start <= at) {
            self.open.push(mark);
        }
        self.open.retain(|mark| mark.end > at);
        Format::of(self.open.iter().copied())
    }
}
