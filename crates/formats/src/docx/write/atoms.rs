//! What is not text: pictures and formulas as the format has them, the rest as its source in runs
//! whose style our reader knows and whose text people can read.

use std::io::Cursor;

use document::{Atom, AtomKind};

use super::{format::RunKind, runs::Piece, writer::Writer};
use crate::docx::xml::{self, Source};

/// Nesting that markup kept in an atom may have.
const DEPTH: usize = 200;

impl<'a> Writer<'_, 'a> {
    pub(super) fn atom(&mut self, atom: &Atom, piece: &Piece<'_>) {
        match &atom.kind {
            AtomKind::Image { resource, size } => match self.resource(resource) {
                Some(found) => self.picture(resource, found, *size, &atom.alt, piece),
                None => self.named("RemoteImage", &atom.alt, "", piece),
            },
            // only its address: nobody follows it by opening the file
            AtomKind::RemoteImage { href } => self.named("RemoteImage", &atom.alt, href, piece),
            AtomKind::Equation { notation, source } => match notation.as_str() {
                "omml" => self.formula(source, &atom.alt, piece),
                _ => self.source("Equation", notation, source, &atom.alt, piece),
            },
            AtomKind::Object { notation, source } => match notation.as_str() {
                "wordprocessingml" => self.kept(source, &atom.alt, piece),
                _ => self.source("Object", notation, source, &atom.alt, piece),
            },
        }
    }

    fn formula(&mut self, source: &str, alt: &str, piece: &Piece<'_>) {
        let Some(markup) = checked(source) else {
            self.source("Equation", "omml", source, alt, piece);
            return;
        };
        if piece.format.look == Default::default() {
            self.push(&markup);
        } else {
            self.push("<w:sdt><w:sdtPr>");
            self.run_properties(piece, RunKind::Text);
            self.push("<w:tag w:val=\"understory:formula\"/></w:sdtPr><w:sdtContent>");
            self.push(&markup);
            self.push("</w:sdtContent></w:sdt>");
        }
    }

    /// Markup that came from a Word file and goes back into a run.
    fn kept(&mut self, source: &str, alt: &str, piece: &Piece<'_>) {
        match checked(source).filter(|markup| markup.starts_with("<w:sym ")) {
            Some(markup) => {
                self.begin_run(piece, RunKind::Text);
                self.push(&markup);
                self.push("</w:r>");
            }
            None => self.source("Object", "wordprocessingml", source, alt, piece),
        }
    }

    fn source(&mut self, kind: &str, notation: &str, source: &str, alt: &str, piece: &Piece<'_>) {
        let style = match notation {
            "tex" | "omml" | "html" | "wordprocessingml" => notation,
            _ => "other",
        };
        self.named(&format!("{kind}-{style}"), alt, source, piece);
    }

    /// A run in a style that says what its text is the source of; what people are told about it
    /// stands before, parted by a tab.
    fn named(&mut self, name: &str, alt: &str, source: &str, piece: &Piece<'_>) {
        self.begin_run(piece, RunKind::Source(name));
        if !alt.is_empty() || source.contains('\t') {
            self.run_text(&alt.replace('\t', " "), piece.fate);
            self.push("<w:tab/>");
        }
        self.run_text(source, piece.fate);
        self.push("</w:r>");
    }
}

/// Markup from outside, parsed and written anew, so that it cannot break the part that it goes into.
fn checked(source: &str) -> Option<String> {
    let mut reader = Source::fragment(Cursor::new(source.as_bytes()), DEPTH);
    let tree = xml::whole(&mut reader).ok()??;
    let markup = tree.root().to_markup();
    (!markup.is_empty()).then_some(markup)
}
