//! Footnotes: references in the text, and the part that holds their paragraphs.

use std::{collections::HashMap, fmt::Write as _};

use super::{
    labels::Lists,
    line::Line,
    runs::Piece,
    script::Script,
    stretch,
    writer::{Part, Writer},
};

/// The notes that were referred to so far.
#[derive(Debug, Default)]
pub(super) struct NoteList {
    list: Vec<Keys>,
    ids: HashMap<Keys, usize>,
}

/// What a note is called on each side that has the reference.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Keys {
    old: Option<String>,
    new: Option<String>,
}

/// Stands in the paragraph of the note before its text.
const NUMBER: &str = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/>\
    </w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";

impl<'a> Writer<'_, 'a> {
    /// A reference; from the second one to the same note on, a cross-reference to the first.
    pub(super) fn note_reference(
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
            self.begin_run(piece, Some(piece.format.reference_style()));
            self.run_text(&id.to_string(), piece.fate);
            self.push("</w:r></w:fldSimple>");
            return;
        }
        let id = self.notes.list.len() + 1;
        self.notes.ids.insert(keys.clone(), id);
        self.notes.list.push(keys);
        self.bookmark("_r_", &id.to_string());
        self.begin_run(piece, Some(piece.format.reference_style()));
        let _ = write!(self.out, "<w:footnoteReference w:id=\"{id}\"/></w:r>");
    }

    /// Writes the part of the notes; notes may refer to further notes.
    pub(super) fn notes(&mut self, script: &Script<'_, 'a>, lists: &mut Lists) {
        self.begin(Part::Footnotes);
        for (id, name) in [(-1, "separator"), (0, "continuationSeparator")] {
            let _ = write!(
                self.out,
                "<w:footnote w:type=\"{name}\" w:id=\"{id}\"><w:p><w:pPr>\
                 <w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r>\
                 <w:{name}/></w:r></w:p></w:footnote>"
            );
        }
        let mut next = 0;
        while let Some(keys) = self.notes.list.get(next).cloned() {
            next += 1;
            self.note(script, lists, next, &keys);
        }
        self.end_footnotes();
    }

    fn note(&mut self, script: &Script<'_, 'a>, lists: &mut Lists, id: usize, keys: &Keys) {
        let _ = write!(self.out, "<w:footnote w:id=\"{id}\">");
        let mut stretch = script.note(keys.old.as_deref(), keys.new.as_deref());
        for paragraph in &mut stretch {
            lists.number(paragraph);
        }
        stretch::lead(stretch.iter_mut());
        let names = self.names(keys);
        let last = stretch.len().saturating_sub(1);
        for (at, paragraph) in stretch.iter().enumerate() {
            let number = if at == 0 { NUMBER } else { "" };
            // the last paragraph stands on both sides
            let names = if at == last { names.as_str() } else { "" };
            self.paragraph(paragraph, &format!("{names}{number}"));
        }
        if stretch.is_empty() {
            self.push("<w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr>");
            self.filler_bookmark();
            let _ = write!(self.out, "{names}{NUMBER}</w:p>");
        }
        self.push("</w:footnote>");
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
