//! Footnotes and endnotes: references in the text, and the parts that hold their paragraphs.

use std::fmt::Write as _;

use super::{
    credits::By,
    flow::{Fate, Touched},
    format::{Format, RunKind},
    labels::Lists,
    line::Line,
    note_list::Keys,
    runs::Piece,
    script::Script,
    stretch,
    writer::{Part, Writer},
};
use crate::Side;

/// Stands in the paragraph of the note before its text.
fn number(kind: &str) -> String {
    format!(
        "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:{kind}Ref/></w:r>\
         <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
    )
}

impl<'a> Writer<'_, 'a> {
    /// A reference; where it is to another note than before, the old one goes and a new one comes.
    pub(super) fn note_reference(
        &mut self,
        piece: &Piece<'_>,
        (old, new): (Option<&str>, Option<&str>),
        line: &mut Line,
    ) {
        let fate = piece.fate;
        let old = old.filter(|_| fate.on_old());
        let new = new.filter(|_| fate.on_new());
        let old = old.and_then(|key| self.notes.number(Side::Old, key));
        let new = new.and_then(|key| self.notes.number(Side::New, key));
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            let before = piece.before.as_ref().unwrap_or(&piece.format);
            let half = |fate, format: &Format| Piece {
                text: piece.text,
                fate,
                by: piece.formed_by,
                formed_by: piece.formed_by,
                format: format.clone(),
                before: None,
            };
            self.one_reference(&half(Fate::Deleted, before), old, line);
            self.one_reference(&half(Fate::Inserted, &piece.format), new, line);
        } else if let Some(note) = new.or(old) {
            self.one_reference(piece, note, line);
        }
    }

    fn one_reference(&mut self, piece: &Piece<'_>, note: usize, line: &mut Line) {
        let keys = self.notes.all()[note].clone();
        let remarks = self.begin_note_comments((keys.old.as_deref(), keys.new.as_deref()), line);
        self.enter(line, piece.touched(), piece.format.link.as_ref());
        self.cover(piece.touched());
        if self.notes.takes(note, piece.fate) {
            self.own_reference(piece, note, self.notes.kind(&keys));
        } else {
            self.cross_reference(piece, note);
        }
        self.end_note_comments(&remarks, line);
        self.enter(line, piece.touched(), piece.format.link.as_ref());
    }

    /// Cross-references find it by the bookmark around it.
    fn own_reference(&mut self, piece: &Piece<'_>, note: usize, kind: &str) {
        let (number, id) = (note + 1, self.fresh_id());
        let _ = write!(
            self.out,
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"_r_{number}\"/>"
        );
        self.begin_run(piece, RunKind::Reference);
        let _ = write!(
            self.out,
            "<w:{kind}Reference w:id=\"{number}\"/></w:r><w:bookmarkEnd w:id=\"{id}\"/>"
        );
    }

    /// A field in one run: simple fields may not stand in what was inserted or deleted.
    fn cross_reference(&mut self, piece: &Piece<'_>, note: usize) {
        let number = note + 1;
        let instruction = match piece.fate {
            Fate::Deleted => "delInstrText",
            _ => "instrText",
        };
        self.begin_run(piece, RunKind::Reference);
        let _ = write!(
            self.out,
            "<w:fldChar w:fldCharType=\"begin\"/><w:{instruction} xml:space=\"preserve\"> \
             NOTEREF _r_{number} \\f \\h </w:{instruction}><w:fldChar w:fldCharType=\"separate\"/>"
        );
        let label = self.notes.label(note);
        self.run_text(&label, piece.fate);
        self.push("<w:fldChar w:fldCharType=\"end\"/></w:r>");
    }

    /// A paragraph for the format's sake with references to the notes that nothing else refers to:
    /// word processors show no others, and drop them.
    pub(super) fn lone_notes(&mut self) {
        self.begin_filler();
        let mut line = Line::default();
        for note in self.notes.lone().to_vec() {
            let piece = Piece {
                text: "",
                fate: self.notes.all()[note].fate(),
                by: By::default(),
                formed_by: By::default(),
                format: Format::default(),
                before: None,
            };
            self.one_reference(&piece, note, &mut line);
        }
        self.end_line(&mut line, Touched::default());
        self.push("</w:p>");
    }

    /// Writes the parts of the notes.
    pub(super) fn notes(&mut self, script: &Script<'_, 'a>, lists: &mut Lists) {
        self.begin_notes(Part::Footnotes, "footnote");
        self.lay_aside();
        self.begin_notes(Part::Endnotes, "endnote");
        for (at, keys) in self.notes.all().to_vec().iter().enumerate() {
            self.note(script, lists, at + 1, keys);
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
