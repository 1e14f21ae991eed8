//! The few HTML tags inside a line that say what our marks say.

use document::{Atom, AtomKind, MarkKind};

use crate::carried;

/// What one tag inside a line means.
#[derive(Debug, PartialEq)]
pub(super) enum Tag {
    /// Starts a mark; says whether the tag has attributes, which have no place in a mark.
    Open(&'static str, MarkKind, bool),
    /// Ends the mark that this name started.
    Close(&'static str),
    /// A line break.
    Break,
    /// Says nothing about the text.
    Nothing,
    /// A comment.
    Comment,
    /// An atom that we wrote.
    Atom(AtomKind, String),
    /// Something else.
    Other,
}

const MARKS: [(&str, MarkKind); 16] = [
    ("strong", MarkKind::Strong),
    ("b", MarkKind::Strong),
    ("em", MarkKind::Emphasis),
    ("i", MarkKind::Emphasis),
    ("code", MarkKind::Code),
    ("kbd", MarkKind::Code),
    ("samp", MarkKind::Code),
    ("s", MarkKind::Strike),
    ("del", MarkKind::Strike),
    ("strike", MarkKind::Strike),
    ("u", MarkKind::Underline),
    ("ins", MarkKind::Underline),
    ("sub", MarkKind::Sub),
    ("sup", MarkKind::Sup),
    ("mark", MarkKind::Highlight),
    ("small-caps", MarkKind::SmallCaps),
];

/// The element that holds an atom which Markdown has no words for.
pub(super) const ATOM: &str = "understory-atom";

/// Reads one tag as it stands in the source.
pub(super) fn read(source: &str) -> Tag {
    if let Some(comment) = source.strip_prefix("<!--") {
        let empty = comment.trim_end_matches("-->").trim().is_empty();
        return if empty { Tag::Nothing } else { Tag::Comment };
    }
    let inner = source.trim_start_matches('<').trim_end_matches('>');
    let inner = inner.strip_suffix('/').unwrap_or(inner).trim();
    match inner.to_ascii_lowercase().as_str() {
        "br" => return Tag::Break,
        "wbr" => return Tag::Nothing,
        name if name.starts_with('/') => return closing(&name[1..]),
        tag => {
            let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
            if let Some((name, kind)) = mark(name) {
                return Tag::Open(name, kind, !attributes.is_empty());
            }
        }
    }
    atom(inner).map_or(Tag::Other, |atom| Tag::Atom(atom.kind, atom.alt))
}

fn mark(name: &str) -> Option<(&'static str, MarkKind)> {
    let known = MARKS.iter().find(|(known, _)| *known == name);
    known.map(|(name, kind)| (*name, kind.clone()))
}

fn closing(name: &str) -> Tag {
    mark(name).map_or(Tag::Other, |(name, _)| Tag::Close(name))
}

/// The tag of a mark that our writer uses; links and notes have none.
pub(super) fn name(kind: &MarkKind) -> Option<&'static str> {
    let known = MARKS.iter().find(|(_, known)| known == kind);
    known.map(|(name, _)| *name)
}

/// Writes an atom as a tag that [`read`] understands.
pub(super) fn write_atom(atom: &Atom) -> String {
    format!("<{ATOM} data=\"{}\"/>", carried::encode(atom))
}

fn atom(inner: &str) -> Option<Atom> {
    let data = inner.strip_prefix(ATOM)?.trim();
    carried::decode(data.strip_prefix("data=\"")?.strip_suffix('"')?)
}
