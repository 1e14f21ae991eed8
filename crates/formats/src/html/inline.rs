use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    fmt::Write as _,
};

use document::{Atom, AtomKind, Document, Kind, Mark, MarkKind, Offsets};

use super::url;
use crate::{carried, note_numbers::NoteNumbers, picture};

/// The numbers that footnotes are shown under, by key, and which references have an id already.
pub(super) struct Notes {
    numbers: HashMap<String, String>,
    referred: RefCell<HashSet<String>>,
}

impl Notes {
    /// Counts the notes of the first document, then what the others have beyond it.
    pub(super) fn of(documents: &[&Document]) -> Self {
        let mut numbers = HashMap::new();
        let mut counted = NoteNumbers::default();
        for document in documents {
            for block in &document.blocks {
                if let (Kind::Footnote, Some(key)) = (block.kind, &block.note) {
                    let next = || counted.next(block.is_endnote());
                    numbers.entry(key.clone()).or_insert_with(next);
                }
            }
        }
        Self {
            numbers,
            referred: RefCell::default(),
        }
    }

    pub(super) fn number(&self, key: &str) -> String {
        let number = self.numbers.get(key);
        number.map_or_else(|| "?".to_owned(), String::clone)
    }

    /// Whether anything on the page refers to this note already.
    pub(super) fn is_referred(&self, key: &str) -> bool {
        self.referred.borrow().contains(key)
    }

    fn reference(&self, key: &str) -> String {
        let first = self.referred.borrow_mut().insert(key.to_owned());
        let name = fragment(key);
        let id = if first {
            format!(" id=\"ref-{name}\"")
        } else {
            String::new()
        };
        let number = escape(&self.number(key));
        format!(
            "<sup class=\"note\"><a href=\"#note-{name}\"{id} role=\"doc-noteref\">{number}</a></sup>"
        )
    }
}

/// A key as part of an id and of an address.
pub(super) fn fragment(key: &str) -> String {
    let mut name = String::new();
    for character in key.chars() {
        if character.is_alphanumeric() || "-_.".contains(character) {
            name.push(character);
        } else {
            let _ = write!(name, "%{:02X}", u32::from(character));
        }
    }
    name
}

/// Text as HTML text or attribute value.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A stretch of text with what lies over it, offsets counted from its start.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub(super) text: &'a str,
    pub(super) marks: &'a [Mark],
    pub(super) atoms: &'a [Atom],
}

/// Writes a stretch; pictures come from the document's resources.
pub(super) fn write(document: &Document, stretch: Stretch<'_>, notes: &Notes) -> String {
    let offsets = Offsets::new(stretch.text);
    let mut out = String::new();
    let mut open: Vec<&Mark> = Vec::new();
    for pair in borders(stretch, offsets.length()).windows(2) {
        close(&mut out, &mut open, pair[0]);
        start(&mut out, &mut open, stretch.marks, pair[0]);
        if let Some(atom) = stretch.atoms.iter().find(|atom| atom.at == pair[0]) {
            out.push_str(&write_atom(document, atom));
        } else if let Some(key) = note_at(stretch.marks, pair[0]) {
            out.push_str(&notes.reference(key));
        } else {
            out.push_str(&text(offsets.slice(pair[0]..pair[1])));
        }
    }
    close(&mut out, &mut open, usize::MAX);
    out
}

/// Line breaks as tags; white space that HTML would fold is kept by a class of the whole.
fn text(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

fn note_at(marks: &[Mark], at: usize) -> Option<&str> {
    marks.iter().find_map(|mark| match &mark.kind {
        MarkKind::Note { note } if mark.start == at => Some(note.as_str()),
        _ => None,
    })
}

fn borders(stretch: Stretch<'_>, length: usize) -> Vec<usize> {
    let mut borders = vec![0, length];
    for mark in stretch.marks {
        borders.extend([mark.start.min(length), mark.end.min(length)]);
    }
    for atom in stretch.atoms {
        borders.extend([atom.at.min(length), (atom.at + 1).min(length)]);
    }
    borders.sort_unstable();
    borders.dedup();
    borders
}

/// Closes what ends here, and opens again what was closed only to get at it.
fn close(out: &mut String, open: &mut Vec<&Mark>, at: usize) {
    let Some(first) = open.iter().position(|mark| mark.end <= at) else {
        return;
    };
    let again = open.split_off(first);
    for mark in again.iter().rev() {
        out.push_str(&tag(&mark.kind, false));
    }
    for mark in again.into_iter().filter(|mark| mark.end > at) {
        out.push_str(&tag(&mark.kind, true));
        open.push(mark);
    }
}

fn start<'a>(out: &mut String, open: &mut Vec<&'a Mark>, marks: &'a [Mark], at: usize) {
    let mut starting: Vec<&Mark> = marks.iter().filter(|mark| mark.start == at).collect();
    starting.sort_by_key(|mark| (!is_link(mark), usize::MAX - mark.end));
    for mark in starting {
        out.push_str(&tag(&mark.kind, true));
        open.push(mark);
    }
}

fn is_link(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Link { .. })
}

fn tag(kind: &MarkKind, opening: bool) -> String {
    let name = match kind {
        MarkKind::Strong => "strong",
        MarkKind::Emphasis => "em",
        MarkKind::Code => "code",
        MarkKind::Strike => "s",
        MarkKind::Underline => "u",
        MarkKind::Sub => "sub",
        MarkKind::Sup => "sup",
        MarkKind::Highlight => "mark",
        MarkKind::SmallCaps if opening => return "<span class=\"small-caps\">".to_owned(),
        MarkKind::SmallCaps => "span",
        MarkKind::Link { href, title } if opening => return link(href, title.as_deref()),
        MarkKind::Link { href, .. } if url::is_safe_link(href) => "a",
        MarkKind::Link { .. } => "span",
        MarkKind::Note { .. } => return String::new(),
    };
    if opening {
        format!("<{name}>")
    } else {
        format!("</{name}>")
    }
}

/// A link, or, where the address is none we link to, the text under its address as a tooltip. What
/// browsers would read otherwise than it is stands beside as data, for our reader.
fn link(href: &str, title: Option<&str>) -> String {
    let attribute = |name: &str, value: &str| format!(" {name}=\"{}\"", escape(value));
    if !url::is_safe_link(href) {
        let kept = title.map_or_else(String::new, |title| attribute("data-title", title));
        return format!(
            "<span class=\"unlinked\"{}{}{kept}>",
            attribute("title", href),
            attribute("data-address", href),
        );
    }
    let mut title = title.map_or_else(String::new, |title| attribute("title", title));
    if href.trim() != href {
        title.push_str(&attribute("data-address", href));
    }
    let rel = if href.starts_with('#') {
        ""
    } else {
        " rel=\"noopener noreferrer\""
    };
    format!("<a href=\"{}\"{title}{rel}>", escape(href))
}

fn write_atom(document: &Document, atom: &Atom) -> String {
    match &atom.kind {
        AtomKind::Image { resource, size } => {
            let source = document.resources.get(resource).map(picture::address);
            image(&source.unwrap_or_default(), &atom.alt, *size)
        }
        AtomKind::RemoteImage { href } => remote_image(href, &atom.alt),
        AtomKind::Equation { notation, source } if notation == "tex" => object(atom, source),
        AtomKind::Object { notation, .. } if notation == "html" => object(atom, ""),
        AtomKind::Equation { .. } | AtomKind::Object { .. } => object(atom, "□"),
    }
}

fn image(source: &str, alt: &str, size: Option<(u64, u64)>) -> String {
    if !url::is_safe_image(source) {
        let alt = escape(alt);
        return format!("<img alt=\"{alt}\">");
    }
    let size = size.map_or_else(String::new, |(width, height)| {
        format!(" width=\"{}\" height=\"{}\"", pixels(width), pixels(height))
    });
    format!(
        "<img src=\"{}\" alt=\"{}\"{size} loading=\"lazy\" referrerpolicy=\"no-referrer\">",
        escape(source),
        escape(alt)
    )
}

/// A picture that stands elsewhere is linked: a page of ours loads nothing.
fn remote_image(href: &str, alt: &str) -> String {
    let (href, text) = (
        escape(href),
        escape(if alt.is_empty() { href } else { alt }),
    );
    if !url::is_safe_link(&href) {
        return format!("<span class=\"remote\" data-remote=\"{href}\">{text}</span>");
    }
    format!(
        "<a class=\"remote\" href=\"{href}\" data-remote=\"{href}\" rel=\"noopener noreferrer\">{text}</a>"
    )
}

/// English Metric Units to pixels of 1/96 inch.
fn pixels(units: u64) -> u64 {
    units / 9525
}

/// What we cannot show, as its description or in its stead, with all there is to it carried along.
fn object(atom: &Atom, instead: &str) -> String {
    let shown = escape(if atom.alt.is_empty() {
        instead
    } else {
        &atom.alt
    });
    let role = if shown.is_empty() {
        String::new()
    } else {
        format!(" role=\"img\" aria-label=\"{shown}\"")
    };
    let data = carried::encode(atom);
    format!("<span class=\"object\"{role} data-atom=\"{data}\">{shown}</span>")
}
