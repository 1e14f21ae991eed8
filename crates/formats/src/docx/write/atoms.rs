//! What is not text: pictures and formulas as the format has them, the rest in content controls
//! that our reader knows and people can read.

use std::{fmt::Write as _, io::Cursor};

use document::{Atom, AtomKind};

use super::{runs::Piece, writer::Writer};
use crate::docx::xml::{self, Source};

/// Nesting that markup kept in an atom may have.
const DEPTH: usize = 200;
/// Characters that Word allows in the tag and the title of a content control.
const CONTROL_NAME: usize = 64;

impl<'a> Writer<'_, 'a> {
    pub(super) fn atom(&mut self, atom: &Atom, piece: &Piece<'_>) {
        match &atom.kind {
            AtomKind::Image { resource, size } => match self.resource(resource) {
                Some(found) => self.picture(resource, found, *size, &atom.alt, piece),
                None => self.control("image", &atom.alt, piece, |writer| {
                    writer.readable(&atom.alt, piece);
                }),
            },
            AtomKind::RemoteImage { href } => self.remote_image(href, &atom.alt, piece),
            AtomKind::Equation { notation, source } => match notation.as_str() {
                "omml" => self.formula(source, &atom.alt, piece),
                _ => self.source("equation", notation, source, &atom.alt, piece),
            },
            AtomKind::Object { notation, source } => match notation.as_str() {
                "wordprocessingml" => self.kept(source, &atom.alt, piece),
                _ => self.source("object", notation, source, &atom.alt, piece),
            },
        }
    }

    /// Only referred to: its address is a link that nobody follows by opening the file.
    fn remote_image(&mut self, href: &str, alt: &str, piece: &Piece<'_>) {
        self.control("image", alt, piece, |writer| {
            let id = writer.reference("hyperlink", href, true);
            let _ = write!(writer.out, "<w:hyperlink r:id=\"rId{id}\">");
            writer.readable(if alt.is_empty() { href } else { alt }, piece);
            writer.push("</w:hyperlink>");
        });
    }

    fn formula(&mut self, source: &str, alt: &str, piece: &Piece<'_>) {
        let Some(markup) = checked(source) else {
            self.source("equation", "omml", source, alt, piece);
            return;
        };
        if piece.format.look == Default::default() {
            self.push(&markup);
        } else {
            self.control("formula", "", piece, |writer| writer.push(&markup));
        }
    }

    /// Markup that came from a Word file and goes back into a run.
    fn kept(&mut self, source: &str, alt: &str, piece: &Piece<'_>) {
        match checked(source).filter(|markup| markup.starts_with("<w:sym ")) {
            Some(markup) => {
                self.begin_run(piece, piece.format.style());
                self.push(&markup);
                self.push("</w:r>");
            }
            None => self.source("object", "wordprocessingml", source, alt, piece),
        }
    }

    fn source(&mut self, kind: &str, notation: &str, source: &str, alt: &str, piece: &Piece<'_>) {
        self.control(&format!("{kind}:{notation}"), alt, piece, |writer| {
            writer.readable(source, piece);
        });
    }

    fn readable(&mut self, text: &str, piece: &Piece<'_>) {
        self.push("<w:r>");
        self.run_text(text, piece.fate);
        self.push("</w:r>");
    }

    fn control(
        &mut self,
        tag: &str,
        alt: &str,
        piece: &Piece<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.push("<w:sdt><w:sdtPr>");
        self.run_properties(piece, piece.format.style());
        if !alt.is_empty() {
            self.push("<w:alias w:val=\"");
            let shown: String = alt.chars().take(CONTROL_NAME).collect();
            self.text(&shown);
            self.push("\"/>");
        }
        self.push("<w:tag w:val=\"understory:");
        let tag: String = tag.chars().take(CONTROL_NAME - 11).collect();
        self.text(&tag);
        self.push("\"/></w:sdtPr><w:sdtContent>");
        content(self);
        self.push("</w:sdtContent></w:sdt>");
    }
}

/// Markup from outside, parsed and written anew, so that it cannot break the part that it goes into.
fn checked(source: &str) -> Option<String> {
    let mut reader = Source::fragment(Cursor::new(source.as_bytes()), DEPTH);
    let tree = xml::whole(&mut reader).ok()??;
    let markup = tree.root().to_markup();
    (!markup.is_empty()).then_some(markup)
}
