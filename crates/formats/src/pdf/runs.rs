//! Text with its marks as runs of one look each.

use std::{collections::HashMap, ops::Range};

use document::{Atom, AtomKind, Document, Mark, MarkKind, Offsets};

use super::{
    pictures::Pictures,
    remarks::Lit,
    sheet::{Op, Run, Style},
};
use crate::html::is_safe_link;

/// A stretch of text with what lies over it, offsets counted from its start.
pub(super) struct Stretch<'a> {
    pub(super) document: &'a Document,
    pub(super) text: &'a str,
    pub(super) marks: &'a [Mark],
    pub(super) atoms: &'a [Atom],
    pub(super) op: Op,
    /// What remarks are on it.
    pub(super) lit: Lit,
    /// Where the words of one person end, and that person's sign.
    pub(super) by: Vec<(usize, String)>,
    /// All of it is code.
    pub(super) code: bool,
}

/// Turns stretches into runs, counting what it meets.
#[derive(Default)]
pub(super) struct Pen {
    pub(super) pictures: Pictures,
    /// Which note a key of the newer and of the older text names.
    pub(super) keys: [HashMap<String, usize>; 2],
    /// Which notes were referred to.
    pub(super) referred: Vec<bool>,
}

impl Pen {
    /// The runs of a stretch.
    pub(super) fn runs(&mut self, stretch: &Stretch<'_>) -> Vec<Run> {
        let offsets = Offsets::new(stretch.text);
        let mut runs = Vec::new();
        for pair in borders(stretch, offsets.length()).windows(2) {
            let style = style(stretch, pair[0]);
            if let Some(atom) = stretch.atoms.iter().find(|atom| atom.at == pair[0]) {
                runs.push(self.atom(stretch.document, atom, style));
            } else if let Some(key) = note_at(stretch.marks, pair[0]) {
                runs.push(self.note(key, style));
            } else {
                push_text(&mut runs, offsets.slice(pair[0]..pair[1]), &style);
            }
            let ends = stretch.lit.ends.iter().filter(|(at, _)| *at == pair[1]);
            runs.extend(ends.map(|&(_, remark)| Run::Remark { remark }));
            let by = stretch.by.iter().filter(|(at, _)| *at == pair[1]);
            runs.extend(by.map(|(_, label)| Run::By {
                label: label.clone(),
            }));
        }
        runs
    }

    fn note(&mut self, key: &str, style: Style) -> Run {
        let old = style.op == Op::Delete || style.op == Op::MovedFrom;
        let (mine, other) = if old { (1, 0) } else { (0, 1) };
        let found = self.keys[mine].get(key).or(self.keys[other].get(key));
        let Some(&note) = found else {
            return Run::Text {
                text: "[?]".to_owned(),
                style,
            };
        };
        let first = !std::mem::replace(&mut self.referred[note], true);
        Run::Note { note, first, style }
    }

    fn atom(&mut self, document: &Document, atom: &Atom, mut style: Style) -> Run {
        if let AtomKind::Image { resource, size } = &atom.kind {
            let bytes = document.resources.get(resource);
            let held = bytes.and_then(|it| self.pictures.hold(resource, it, *size));
            if let Some((picture, (width, height))) = held {
                let alt = atom.alt.clone();
                return Run::Picture {
                    picture,
                    width,
                    height,
                    alt,
                    style,
                };
            }
        }
        let text = instead(atom);
        style.marks = vec!["object"];
        Run::Text { text, style }
    }
}

/// What stands for an object that is not drawn.
fn instead(atom: &Atom) -> String {
    match &atom.kind {
        AtomKind::Equation { notation, source } if notation == "tex" => source.clone(),
        _ if !atom.alt.is_empty() => format!("[{}]", atom.alt),
        AtomKind::Equation { source, .. } => text_of_markup(source),
        AtomKind::RemoteImage { href } => format!("[{href}]"),
        AtomKind::Image { .. } | AtomKind::Object { .. } => "□".to_owned(),
    }
}

/// The text between the tags of a markup.
fn text_of_markup(source: &str) -> String {
    let text: String = source
        .split('<')
        .filter_map(|piece| piece.split_once('>'))
        .map(|(_, text)| text)
        .collect();
    if text.trim().is_empty() {
        "□".to_owned()
    } else {
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    }
}

fn borders(stretch: &Stretch<'_>, length: usize) -> Vec<usize> {
    let mut borders = vec![0, length];
    for mark in stretch.marks {
        borders.extend([mark.start, mark.end]);
    }
    for atom in stretch.atoms {
        borders.extend([atom.at, atom.at + 1]);
    }
    for Range { start, end } in &stretch.lit.ranges {
        borders.extend([*start, *end]);
    }
    borders.extend(stretch.lit.ends.iter().map(|(at, _)| *at));
    borders.extend(stretch.by.iter().map(|(at, _)| *at));
    borders.retain(|&border| border <= length);
    borders.sort_unstable();
    borders.dedup();
    borders
}

fn style(stretch: &Stretch<'_>, at: usize) -> Style {
    let over = |range: &Range<usize>| range.contains(&at);
    let marks = stretch.marks.iter();
    let here = marks.filter(|mark| over(&(mark.start..mark.end)));
    let mut style = Style {
        op: stretch.op,
        lit: stretch.lit.ranges.iter().any(over),
        ..Style::default()
    };
    for mark in here {
        match &mark.kind {
            MarkKind::Link { href, .. } => style.link = outward(href),
            MarkKind::Note { .. } => {}
            kind => style.marks.push(kind.name()),
        }
    }
    if stretch.code {
        style.marks = vec!["code"];
    }
    style
}

/// An address outside of this file that a reader may be led to.
fn outward(href: &str) -> Option<String> {
    let address = href.trim();
    let leads = is_safe_link(address) && !address.starts_with('#');
    leads.then(|| address.to_owned())
}

fn note_at(marks: &[Mark], at: usize) -> Option<&str> {
    marks.iter().find_map(|mark| match &mark.kind {
        MarkKind::Note { note } if mark.start == at => Some(note.as_str()),
        _ => None,
    })
}

/// Line breaks are runs of their own.
fn push_text(runs: &mut Vec<Run>, text: &str, style: &Style) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            runs.push(Run::Break);
        }
        if !line.is_empty() {
            runs.push(Run::Text {
                text: breakable(line),
                style: style.clone(),
            });
        }
    }
}

/// A text without spaces that is longer than a line may be cut anywhere, so that none of it falls
/// off the page; tabs are spaces, since no font draws them.
fn breakable(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut out = String::with_capacity(text.len());
    let mut solid = 0;
    for character in text.chars() {
        solid = if character.is_ascii_graphic() || character.is_alphabetic() {
            solid + 1
        } else {
            0
        };
        if solid > LONGEST {
            out.push('\u{200B}');
            solid = 1;
        }
        out.push(if character == '\t' { ' ' } else { character });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_lead_out() {
        assert_eq!(
            outward(" https://example.org/a ").as_deref(),
            Some("https://example.org/a")
        );
        assert_eq!(outward("mailto:a@b.org").as_deref(), Some("mailto:a@b.org"));
        for href in ["#b1", "file:///etc/passwd", "javascript:x", "", "../x"] {
            assert_eq!(outward(href), None, "{href}");
        }
    }

    #[test]
    fn what_is_not_drawn_is_named() {
        assert_eq!(text_of_markup("<m:r><m:t>a &lt; b</m:t></m:r>"), "a < b");
        assert_eq!(text_of_markup("<m:oMath/>"), "□");
    }

    #[test]
    fn endless_words_can_be_cut() {
        let cut = breakable(&"x".repeat(150));
        assert_eq!(cut.matches('\u{200B}').count(), 2);
        assert_eq!(breakable("a\tb"), "a b");
    }
}
