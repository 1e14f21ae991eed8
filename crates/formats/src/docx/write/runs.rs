//! The inside of a paragraph: runs of one look, of one fate and under one name.

use std::{collections::BTreeSet, fmt::Write as _};

use document::{Atom, Offsets, PLACEHOLDER};

use super::{
    comments::Place,
    credits::By,
    flow::{Fate, Indices, Span, Touched},
    format::{Format, RunKind, Sweep, look},
    line::Line,
    note_list,
    writer::Writer,
};

/// A piece of a span in one format.
pub(super) struct Piece<'s> {
    pub(super) text: &'s str,
    pub(super) fate: Fate,
    pub(super) by: By,
    /// Whose a change of its format is.
    pub(super) formed_by: By,
    pub(super) format: Format,
    /// The older format where it differs.
    pub(super) before: Option<Format>,
}

impl Piece<'_> {
    pub(super) fn touched(&self) -> Touched {
        Touched {
            fate: self.fate,
            by: self.by,
        }
    }
}

impl<'a> Writer<'_, 'a> {
    /// Writes a span; remarks on the blocks that it is part of begin and end inside it.
    pub(super) fn span(&mut self, span: &Span<'a>, part_of: Indices, line: &mut Line) {
        let offsets = Offsets::new(span.text);
        let length = offsets.length();
        let places = self.places(span.fate, part_of);
        let mut new = Sweep::new(&span.marks);
        let mut old = span.old_marks.as_deref().map(Sweep::new);
        let borders = self.borders(span, length, &places);
        for pair in borders.windows(2) {
            self.begin_comments(&places, pair[0], line);
            let piece = Piece {
                text: offsets.slice(pair[0]..pair[1]),
                fate: span.fate,
                by: self.by(span.fate, &places, pair[0]),
                formed_by: self.credits.former(part_of.new),
                format: new.at(pair[0]),
                before: old.as_mut().map(|old| old.at(pair[0])),
            };
            self.piece(span, piece, pair[0], line);
            self.end_comments_at(&places, pair[1], line);
        }
        for place in &places {
            self.progress(place.side).offset = place.base + length;
        }
    }

    /// Offsets in a span at which its format, a remark or the name behind it changes.
    fn borders(&self, span: &Span<'a>, length: usize, places: &[Place]) -> Vec<usize> {
        let mut borders: BTreeSet<usize> = [0, length].into();
        for mark in span.marks.iter().chain(span.old_marks.iter().flatten()) {
            borders.extend([mark.start.min(length), mark.end.min(length)]);
        }
        let only = span.fate.only_side();
        for place in places {
            let here = |at: usize| at.checked_sub(place.base).filter(|at| *at <= length);
            let spots = self.comments.spots(place.side, place.block);
            borders.extend(spots.filter_map(here));
            if only == Some(place.side) {
                let credits = self.credits.borders(place.side, place.block);
                borders.extend(credits.filter_map(here));
            }
        }
        borders.into_iter().collect()
    }

    /// Whose the change at an offset of a span is.
    fn by(&self, fate: Fate, places: &[Place], at: usize) -> By {
        let side = fate.only_side();
        let place = places.iter().find(|place| Some(place.side) == side);
        place.map_or_else(By::default, |place| {
            let block = (place.side, place.block);
            self.credits.at(fate, block, place.base + at)
        })
    }

    /// A link cannot change in place: where it did, the old text goes and the new one comes. Text
    /// that moved comes with its new link; the old one is where it stood.
    fn piece(&mut self, span: &Span<'a>, piece: Piece<'_>, at: usize, line: &mut Line) {
        let before = piece.before.filter(|before| *before != piece.format);
        match before {
            Some(before) if before.link != piece.format.link => {
                if piece.fate != Fate::Same {
                    return self.formatted(
                        span,
                        &Piece {
                            before: None,
                            ..piece
                        },
                        at,
                        line,
                    );
                }
                let gone = Piece {
                    fate: Fate::Deleted,
                    by: piece.formed_by,
                    format: before,
                    before: None,
                    ..piece
                };
                self.formatted(span, &gone, at, line);
                let come = Piece {
                    fate: Fate::Inserted,
                    by: piece.formed_by,
                    before: None,
                    ..piece
                };
                self.formatted(span, &come, at, line);
            }
            before => self.formatted(span, &Piece { before, ..piece }, at, line),
        }
    }

    /// Writes text and, for each placeholder in it, what it stands for.
    fn formatted(&mut self, span: &Span<'a>, piece: &Piece<'_>, at: usize, line: &mut Line) {
        self.enter(line, piece.touched(), piece.format.link.as_ref());
        self.cover(piece.touched());
        let mut at = at;
        let mut rest = piece.text;
        while let Some(byte) = rest.find(PLACEHOLDER) {
            let (text, after) = rest.split_at(byte);
            self.run(text, piece);
            at += text.chars().count();
            self.stand_in(span, piece, at, line);
            at += 1;
            rest = &after[PLACEHOLDER.len_utf8()..];
        }
        self.run(rest, piece);
    }

    fn stand_in(&mut self, span: &Span<'a>, piece: &Piece<'_>, at: usize, line: &mut Line) {
        if let Some(atom) = atom_at(&span.atoms, at) {
            self.atom(atom, piece);
            return;
        }
        self.note_reference(piece, note_list::named(span, at), line);
    }

    fn run(&mut self, text: &str, piece: &Piece<'_>) {
        if text.is_empty() {
            return;
        }
        self.begin_run(piece, RunKind::Text);
        self.run_text(text, piece.fate);
        self.push("</w:r>");
    }

    /// Opens a run with its properties and, where the look changed, the older ones.
    pub(super) fn begin_run(&mut self, piece: &Piece<'_>, kind: RunKind<'_>) {
        self.push("<w:r>");
        self.run_properties(piece, kind);
    }

    pub(super) fn run_properties(&mut self, piece: &Piece<'_>, kind: RunKind<'_>) {
        let start = self.out.len();
        self.push("<w:rPr>");
        let empty = self.out.len();
        let style = piece.format.style_of(kind);
        look(style.as_deref(), piece.format.look, &mut self.out);
        if let Some(before) = &piece.before {
            let attribution = self.attribution(piece.formed_by);
            let _ = write!(self.out, "<w:rPrChange{attribution}><w:rPr>");
            let style = before.style_of(kind);
            look(style.as_deref(), before.look, &mut self.out);
            self.push("</w:rPr></w:rPrChange>");
        }
        if self.out.len() == empty {
            self.out.truncate(start);
        } else {
            self.push("</w:rPr>");
        }
    }

    /// Text of a run; breaks, tabs and soft hyphens are elements.
    pub(super) fn run_text(&mut self, text: &str, fate: Fate) {
        let deleted = fate == Fate::Deleted;
        let name = if deleted { "delText" } else { "t" };
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['\n', '\t', '\u{AD}']).unwrap_or(rest.len());
            let (plain, after) = rest.split_at(end);
            if !plain.is_empty() {
                let _ = write!(self.out, "<w:{name} xml:space=\"preserve\">");
                self.text(plain);
                let _ = write!(self.out, "</w:{name}>");
            }
            let mut characters = after.chars();
            match characters.next() {
                Some('\n') => self.push("<w:br/>"),
                Some('\t') => self.push("<w:tab/>"),
                Some(_) => self.push("<w:softHyphen/>"),
                None => {}
            }
            rest = characters.as_str();
        }
    }
}

fn atom_at(atoms: &[Atom], at: usize) -> Option<&Atom> {
    let index = atoms.binary_search_by_key(&at, |atom| atom.at).ok()?;
    atoms.get(index)
}
