//! Footnotes and endnotes: references in the text, and the parts that hold their paragraphs.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
};

use document::Document;
use redline::Redline;

use super::{
    flow::Fate,
    format::RunKind,
    labels::Lists,
    line::Line,
    runs::Piece,
    script::Script,
    stretch,
    writer::{Part, Writer},
};

/// The notes that were referred to so far.
#[derive(Debug)]
pub(super) struct NoteList {
    list: Vec<Keys>,
    ids: HashMap<Keys, usize>,
    /// The keys of endnotes on the older and on the newer side.
    ends: [HashSet<String>; 2],
}

const OLD: usize = 0;
const NEW: usize = 1;

/// What a note is called on each side that has the reference.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Keys {
    old: Option<String>,
    new: Option<String>,
}

impl NoteList {
    pub(super) fn new(redline: &Redline<'_>) -> Self {
        let ends = |document: &Document| {
            let ends = document.blocks.iter().filter(|block| block.is_endnote());
            ends.filter_map(|block| block.note.clone()).collect()
        };
        Self {
            list: Vec::new(),
            ids: HashMap::new(),
            ends: [ends(redline.old), ends(redline.new)],
        }
    }

    fn is_end(&self, side: usize, key: Option<&str>) -> bool {
        key.is_some_and(|key| self.ends[side].contains(key))
    }

    /// What the elements of a note are called.
    fn kind(&self, keys: &Keys) -> &'static str {
        let end = match &keys.new {
            Some(new) => self.is_end(NEW, Some(new)),
            None => self.is_end(OLD, keys.old.as_deref()),
        };
        if end { "endnote" } else { "footnote" }
    }
}

/// Stands in the paragraph of the note before its text.
fn number(kind: &str) -> String {
    format!(
        "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:{kind}Ref/></w:r>\
         <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
    )
}

impl<'a> Writer<'_, 'a> {
    /// A reference; where a footnote became an endnote, the old one goes and a new one comes.
    pub(super) fn note_reference(
        &mut self,
        piece: &Piece<'_>,
        old: Option<&str>,
        new: Option<&str>,
        line: &mut Line,
    ) {
        let ends = [self.notes.is_end(OLD, old), self.notes.is_end(NEW, new)];
        if piece.fate != Fate::Same || ends[OLD] == ends[NEW] {
            return self.one_reference(piece, old, new, line);
        }
        let before = piece.before.as_ref().unwrap_or(&piece.format);
        for (fate, format) in [(Fate::Deleted, before), (Fate::Inserted, &piece.format)] {
            let half = Piece {
                text: piece.text,
                fate,
                by: piece.by,
                format: format.clone(),
                before: None,
            };
            self.one_reference(&half, old, new, line);
        }
    }

    /// From the second reference to the same note on, a cross-reference to the first.
    fn one_reference(
        &mut self,
        piece: &Piece<'_>,
        old: Option<&str>,
        new: Option<&str>,
        line: &mut Line,
    ) {
        let side = |here: bool, key: Option<&str>| key.filter(|_| here).map(String::from);
        let keys = Keys {
            old: side(piece.fate.on_old(), old),
            new: side(piece.fate.on_new(), new),
        };
        let remarks = self.begin_note_comments((keys.old.as_deref(), keys.new.as_deref()), line);
        self.enter(line, piece.touched(), piece.format.link.as_ref());
        self.cover(piece.touched());
        self.reference_to(keys, piece);
        self.end_note_comments(&remarks, line);
        self.enter(line, piece.touched(), piece.format.link.as_ref());
    }

    fn reference_to(&mut self, keys: Keys, piece: &Piece<'_>) {
        if let Some(&id) = self.notes.ids.get(&keys) {
            let _ = write!(
                self.out,
                "<w:fldSimple w:instr=\" NOTEREF _r_{id} \\f \\h \">"
            );
            self.begin_run(piece, RunKind::Reference);
            self.run_text(&id.to_string(), piece.fate);
            self.push("</w:r></w:fldSimple>");
            return;
        }
        let id = self.notes.list.len() + 1;
        let kind = self.notes.kind(&keys);
        self.notes.ids.insert(keys.clone(), id);
        self.notes.list.push(keys);
        self.bookmark("_r_", &id.to_string());
        self.begin_run(piece, RunKind::Reference);
        let _ = write!(self.out, "<w:{kind}Reference w:id=\"{id}\"/></w:r>");
    }

    /// Writes the parts of the notes; notes may refer to further notes.
    pub(super) fn notes(&mut self, script: &Script<'_, 'a>, lists: &mut Lists) {
        self.begin_notes(Part::Footnotes, "footnote");
        self.lay_aside();
        self.begin_notes(Part::Endnotes, "endnote");
        let mut next = 0;
        while let Some(keys) = self.notes.list.get(next).cloned() {
            next += 1;
            self.note(script, lists, next, &keys);
        }
        self.end_notes();
    }

    fn begin_notes(&mut self, part: Part, kind: &str) {
        self.begin(part);
        for (id, name) in [(-1, "separator"), (0, "continuationSeparator")] {
            let _ = write!(
                self.out,
                "<w:{kind} w:type=\"{name}\" w:id=\"{id}\"><w:p><w:pPr>\
                 <w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r>\
                 <w:{name}/></w:r></w:p></w:{kind}>"
            );
        }
    }

    fn note(&mut self, script: &Script<'_, 'a>, lists: &mut Lists, id: usize, keys: &Keys) {
        let kind = self.notes.kind(keys);
        self.turn_to(match kind {
            "endnote" => Part::Endnotes,
            _ => Part::Footnotes,
        });
        let number = number(kind);
        let _ = write!(self.out, "<w:{kind} w:id=\"{id}\">");
        let mut stretch = script.note(keys.old.as_deref(), keys.new.as_deref());
        for paragraph in &mut stretch {
            lists.number(paragraph);
        }
        stretch::lead(stretch.iter_mut());
        let names = self.names(keys);
        let last = stretch.len().saturating_sub(1);
        for (at, paragraph) in stretch.iter().enumerate() {
            let number = if at == 0 { number.as_str() } else { "" };
            // the last paragraph stands on both sides
            let names = if at == last { names.as_str() } else { "" };
            self.paragraph(paragraph, &format!("{names}{number}"));
        }
        if stretch.is_empty() {
            self.push("<w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr>");
            self.filler_bookmark();
            let _ = write!(self.out, "{names}{number}</w:p>");
        }
        let _ = write!(self.out, "</w:{kind}>");
    }

    /// The keys as hidden bookmarks.
    fn names(&mut self, keys: &Keys) -> String {
        let start = self.out.len();
        if let Some(new) = &keys.new {
            self.bookmark("_n_", new);
        }
        if let Some(old) = &keys.old
            && keys.new.as_ref() != Some(old)
        {
            self.bookmark("_m_", old);
        }
        self.out.split_off(start)
    }
}
