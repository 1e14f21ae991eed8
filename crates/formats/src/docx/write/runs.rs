//! The inside of a paragraph: runs of one look, wrapped in links and in what became of them.

use std::{collections::BTreeSet, fmt::Write as _};

use document::{Atom, Mark, MarkKind, Offsets, PLACEHOLDER};

use super::{
    flow::{self, Fate, Span},
    writer::Writer,
};
use crate::docx::look::Look;

/// What is open at the place where the next run goes.
#[derive(Debug, Default)]
pub(super) struct Line {
    fate: Fate,
    link: Option<Link>,
    /// The move whose range is open: away or hither, its number, the id of its range marks.
    range: Option<(bool, u32, u32)>,
}

/// Target and tooltip.
type Link = (String, Option<String>);

/// The formatting of a stretch of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Format {
    pub(super) look: Look,
    link: Option<Link>,
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
    pub(super) fn reference_style(&self) -> &'static str {
        if self.look.is_code() {
            "CodeReference"
        } else {
            "FootnoteReference"
        }
    }

    pub(super) fn style(&self) -> Option<&'static str> {
        match (self.look.is_code(), &self.link) {
            (true, _) => Some("InlineCode"),
            (false, Some(_)) => Some("Hyperlink"),
            (false, None) => None,
        }
    }
}

/// A piece of a span in one format.
pub(super) struct Piece<'s> {
    pub(super) text: &'s str,
    pub(super) fate: Fate,
    pub(super) format: Format,
    /// The older format where it differs.
    pub(super) before: Option<Format>,
}

impl<'a> Writer<'_, 'a> {
    /// Writes a span; comments of the block begin and end inside it.
    pub(super) fn span(&mut self, span: &Span<'a>, block: Option<usize>, line: &mut Line) {
        let offsets = Offsets::new(span.text);
        let length = offsets.length();
        let base = self.comment_base(block);
        let comments = block.filter(|_| span.fate.on_new());
        let mut borders: BTreeSet<usize> = [0, length].into();
        for mark in span.marks.iter().chain(span.old_marks.iter().flatten()) {
            borders.extend([mark.start.min(length), mark.end.min(length)]);
        }
        if let Some(block) = comments {
            let spots = self.comments.spots(block);
            borders.extend(spots.filter_map(|spot| Some(spot.checked_sub(base)?.min(length))));
        }
        let mut new = Sweep::new(&span.marks);
        let mut old = span.old_marks.as_deref().map(Sweep::new);
        let borders: Vec<usize> = borders.into_iter().collect();
        for pair in borders.windows(2) {
            if let Some(block) = comments {
                self.comments_at(block, base + pair[0], line);
            }
            let piece = Piece {
                text: offsets.slice(pair[0]..pair[1]),
                fate: span.fate,
                format: new.at(pair[0]),
                before: old.as_mut().map(|old| old.at(pair[0])),
            };
            self.piece(span, piece, pair[0], line);
        }
        if comments.is_some() {
            self.comment_at.offset = base + length;
        }
    }

    /// A link cannot change in place: where it did, the old text goes and the new one comes.
    fn piece(&mut self, span: &Span<'a>, piece: Piece<'_>, at: usize, line: &mut Line) {
        let before = piece.before.filter(|before| *before != piece.format);
        match before {
            Some(before) if before.link != piece.format.link => {
                let gone = Piece {
                    fate: Fate::Deleted,
                    format: before,
                    before: None,
                    ..piece
                };
                self.formatted(span, &gone, at, line);
                let come = Piece {
                    fate: Fate::Inserted,
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
        self.enter(line, piece.fate, piece.format.link.as_ref());
        let mut at = at;
        let mut rest = piece.text;
        while let Some(byte) = rest.find(PLACEHOLDER) {
            let (text, after) = rest.split_at(byte);
            self.run(text, piece);
            at += text.chars().count();
            self.stand_in(span, piece, at);
            at += 1;
            rest = &after[PLACEHOLDER.len_utf8()..];
        }
        self.run(rest, piece);
    }

    fn stand_in(&mut self, span: &Span<'a>, piece: &Piece<'_>, at: usize) {
        if let Some(atom) = atom_at(&span.atoms, at) {
            self.atom(atom, piece);
            return;
        }
        let new = flow::note_at(&span.marks, at);
        let old_marks = span.old_marks.as_deref().unwrap_or(&span.marks);
        let old = flow::note_at(old_marks, at).or(new);
        self.note_reference(piece, old, new);
    }

    fn run(&mut self, text: &str, piece: &Piece<'_>) {
        if text.is_empty() {
            return;
        }
        self.begin_run(piece, piece.format.style());
        self.run_text(text, piece.fate);
        self.push("</w:r>");
    }

    /// Opens a run with its properties and, where the look changed, the older ones.
    pub(super) fn begin_run(&mut self, piece: &Piece<'_>, style: Option<&str>) {
        self.push("<w:r>");
        self.run_properties(piece, style);
    }

    pub(super) fn run_properties(&mut self, piece: &Piece<'_>, style: Option<&str>) {
        let start = self.out.len();
        self.push("<w:rPr>");
        let empty = self.out.len();
        look(style, piece.format.look, &mut self.out);
        if let Some(before) = &piece.before {
            let attribution = self.attribution();
            let _ = write!(self.out, "<w:rPrChange{attribution}><w:rPr>");
            let refers = style == Some(piece.format.reference_style());
            let before_style = match refers {
                true => Some(before.reference_style()),
                false => before.style(),
            };
            look(before_style, before.look, &mut self.out);
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
        let deleted = matches!(fate, Fate::Deleted | Fate::MovedAndDeleted(_));
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

    /// Closes and opens wrappers so that the next run is of this fate and in this link.
    pub(super) fn enter(&mut self, line: &mut Line, fate: Fate, link: Option<&Link>) {
        let range = range_of(fate);
        let open = line.range.map(|(away, id, _)| (away, id));
        if line.fate == fate && line.link.as_ref() == link && open == range {
            return;
        }
        self.leave_fate(line);
        if line.link.as_ref() != link || open != range {
            self.leave_link(line);
        }
        if open != range {
            self.leave_range(line);
            self.enter_range(line, range);
        }
        if line.link.is_none()
            && let Some(link) = link
        {
            self.open_link(link);
            line.link = Some(link.clone());
        }
        if let Some(change) = self.change(fate) {
            let _ = write!(self.out, "<{change}>");
        }
        if matches!(fate, Fate::MovedAndDeleted(_)) {
            let attribution = self.attribution();
            let _ = write!(self.out, "<w:del{attribution}>");
        }
        line.fate = fate;
    }

    /// Ends a paragraph's runs. The end of a move's range is handed back where the paragraph mark
    /// belongs to the move too: it then stands after the paragraph.
    pub(super) fn end_line(&mut self, line: &mut Line, end: Fate) -> Option<String> {
        let range = range_of(end);
        if range.is_some() && line.range.map(|(away, id, _)| (away, id)) != range {
            self.enter(line, end, None);
        }
        self.leave_fate(line);
        self.leave_link(line);
        if range.is_none() {
            self.leave_range(line);
            return None;
        }
        let (away, _, mark) = line.range.take()?;
        Some(range_end(away, mark))
    }

    /// Closes the wrappers, so that a mark between runs can be written.
    pub(super) fn leave_wrappers(&mut self, line: &mut Line) {
        self.leave_fate(line);
        self.leave_link(line);
    }

    fn leave_fate(&mut self, line: &mut Line) {
        self.push(match std::mem::take(&mut line.fate) {
            Fate::Same => "",
            Fate::Inserted => "</w:ins>",
            Fate::Deleted => "</w:del>",
            Fate::MovedFrom(_) => "</w:moveFrom>",
            Fate::MovedTo(_) => "</w:moveTo>",
            Fate::MovedAndDeleted(_) => "</w:del></w:moveTo>",
        });
    }

    fn leave_link(&mut self, line: &mut Line) {
        if line.link.take().is_some() {
            self.push("</w:hyperlink>");
        }
    }

    fn leave_range(&mut self, line: &mut Line) {
        if let Some((away, _, mark)) = line.range.take() {
            let end = range_end(away, mark);
            self.push(&end);
        }
    }

    fn enter_range(&mut self, line: &mut Line, range: Option<(bool, u32)>) {
        let Some((away, id)) = range else {
            return;
        };
        let attribution = self.attribution();
        // the range marks carry the id that `attribution` just gave
        let mark = self.latest_id();
        let name = if away { "moveFrom" } else { "moveTo" };
        let _ = write!(
            self.out,
            "<w:{name}RangeStart{attribution} w:name=\"move{id}\"/>"
        );
        line.range = Some((away, id, mark));
    }

    fn open_link(&mut self, (href, title): &Link) {
        self.push("<w:hyperlink");
        match href.strip_prefix('#') {
            Some(place) => {
                self.push(" w:anchor=\"");
                self.text(place);
            }
            None => {
                let id = self.reference("hyperlink", &valid_target(href), true);
                let _ = write!(self.out, " r:id=\"rId{id}");
            }
        }
        if let Some(title) = title {
            self.push("\" w:tooltip=\"");
            self.text(title);
        }
        self.push("\" w:history=\"1\">");
    }
}

/// A style and a look as the inside of `w:rPr`.
fn look(style: Option<&str>, look: Look, out: &mut String) {
    if let Some(style) = style {
        let _ = write!(out, "<w:rStyle w:val=\"{style}\"/>");
    }
    look.write(out);
}

/// Text that moved, from or to, lies in a range of that move.
fn range_of(fate: Fate) -> Option<(bool, u32)> {
    match fate {
        Fate::MovedFrom(id) => Some((true, id)),
        Fate::MovedTo(id) | Fate::MovedAndDeleted(id) => Some((false, id)),
        _ => None,
    }
}

fn range_end(away: bool, mark: u32) -> String {
    let name = if away { "moveFrom" } else { "moveTo" };
    format!("<w:{name}RangeEnd w:id=\"{mark}\"/>")
}

fn atom_at(atoms: &[Atom], at: usize) -> Option<&Atom> {
    let index = atoms.binary_search_by_key(&at, |atom| atom.at).ok()?;
    atoms.get(index)
}

/// Characters that no URI may hold (RFC 3986, 2; Word refuses the whole file for them), encoded.
fn valid_target(href: &str) -> String {
    let mut target = String::with_capacity(href.len());
    for character in href.chars() {
        match character {
            ' ' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\0'..='\u{1F}' => {
                let _ = write!(target, "%{:02X}", u32::from(character));
            }
            _ => target.push(character),
        }
    }
    target
}

/// Walks over marks from left to right and says which are open.
struct Sweep<'m> {
    coming: std::iter::Peekable<std::vec::IntoIter<&'m Mark>>,
    open: Vec<&'m Mark>,
}

impl<'m> Sweep<'m> {
    fn new(marks: &'m [Mark]) -> Self {
        let mut marks: Vec<&Mark> = marks.iter().collect();
        marks.sort_by_key(|mark| mark.start);
        Self {
            coming: marks.into_iter().peekable(),
            open: Vec::new(),
        }
    }

    fn at(&mut self, at: usize) -> Format {
        while let Some(mark) = self.coming.next_if(|mark| mark.start <= at) {
            self.open.push(mark);
        }
        self.open.retain(|mark| mark.end > at);
        Format::of(self.open.iter().copied())
    }
}
