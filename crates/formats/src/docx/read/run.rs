//! What runs hold: text, breaks, symbols, references, fields.

use document::AtomKind;

use super::{
    inline::{Inline, Worn},
    line::Edge,
    notes::NoteId,
    styles::CharacterStyle,
    symbols,
    tracking::Formats,
};
use crate::{
    ReadError,
    docx::{look::Look, names::Ns, tree::Element},
};

impl<'t> Inline<'_, 't> {
    pub(super) fn run(&mut self, run: Element<'t>) -> Result<(), ReadError> {
        let now = run.child(Ns::W, "rPr");
        let changes = &mut self.found.changes;
        let formats = self.context.formats(changes, now, ["rPrChange", "rPr"]);
        let (style, worn) = self.worn(formats);
        if style.label {
            self.label(run);
            return Ok(());
        }
        if let Some(name) = style.atom {
            self.own_atom(name, run, worn);
            return Ok(());
        }
        run.children()
            .try_for_each(|child| self.run_content(child, worn))
    }

    /// The style of a run, and its look on both sides.
    fn worn(&self, formats: Formats<'t>) -> (CharacterStyle, Worn) {
        let (style, look) = self.seen(formats.now);
        let before = formats.before;
        let before = before.map(|(properties, change)| (self.seen(properties).1, change));
        (style, Worn { look, before })
    }

    fn seen(&self, properties: Option<Element<'t>>) -> (CharacterStyle, Look) {
        let Some(properties) = properties else {
            return Default::default();
        };
        let (style, look) = self.look_of(properties);
        let in_link = self.link.is_some() || self.fields.link().is_some();
        if in_link && properties.value_of("rStyle").is_none() {
            // programs without link styles underline links one by one
            return (style, look.without_underline());
        }
        (style, look)
    }

    /// The style and the look that properties of a run give.
    pub(super) fn look_of(&self, properties: Element<'t>) -> (CharacterStyle, Look) {
        let style = properties
            .value_of("rStyle")
            .map(|style| self.context.styles.character(style))
            .unwrap_or_default();
        (style, style.look.with(properties))
    }

    /// A run in the label style: the number before the text, followed by a tab.
    fn label(&mut self, run: Element<'t>) {
        if self.is_dropped() {
            return;
        }
        let mut label = String::new();
        for child in run.children() {
            match child.name() {
                (Ns::W, "t" | "delText") => label.push_str(&child.text()),
                (Ns::W, "tab") => label.push('\t'),
                _ => {}
            }
        }
        self.line.push_label(label, self.tag);
    }

    /// A run whose text is the source of something else, as our writer puts it.
    fn own_atom(&mut self, name: &str, run: Element<'t>, worn: Worn) {
        let text = visible_text(run);
        let (alt, source) = text.split_once('\t').unwrap_or(("", &text));
        let source = source.to_owned();
        let notation = name.split_once('-').map_or("", |(_, notation)| notation);
        let notation = notation.to_owned();
        let kind = match name {
            "RemoteImage" => AtomKind::RemoteImage { href: source },
            name if name.starts_with("Equation") => AtomKind::Equation { notation, source },
            _ => AtomKind::Object { notation, source },
        };
        self.atom(kind, alt.to_owned(), worn);
    }

    pub(super) fn run_content(
        &mut self,
        element: Element<'t>,
        worn: Worn,
    ) -> Result<(), ReadError> {
        match element.name() {
            (Ns::W, "t" | "delText") => self.text(element, worn),
            (Ns::W, "tab" | "ptab") => self.push("\t", worn),
            (Ns::W, "br") => match element.w("type") {
                None | Some("textWrapping") => self.push("\n", worn),
                Some(_) => self.after_page = !self.line.is_empty(),
            },
            (Ns::W, "cr") => self.push("\n", worn),
            (Ns::W, "softHyphen") => self.push("\u{AD}", worn),
            (Ns::W, "noBreakHyphen") => self.push("\u{2011}", worn),
            (Ns::W, "sym") => self.symbol(element, worn),
            (Ns::W, "fldChar") => self.field_mark(element, worn),
            (Ns::W, "instrText" | "delInstrText") => self.fields.instruct(&element.text()),
            (Ns::W, "footnoteReference") => self.own_note(NoteId::Foot(id(element)), worn),
            (Ns::W, "endnoteReference") => self.own_note(NoteId::End(id(element)), worn),
            (Ns::W, "footnoteRef" | "endnoteRef") => self.after_number = true,
            (Ns::W, "commentReference") => return self.spot(Edge::Reference, element),
            (Ns::W, "drawing") => return self.drawing(element, worn),
            (Ns::W, "pict" | "object") => return self.vml(element, worn),
            (Ns::W, "ruby") => return self.ruby(element),
            (Ns::Mc, "AlternateContent") => return self.alternate(element),
            (Ns::W, "rPr") => {}
            _ => return self.element(element),
        }
        Ok(())
    }

    fn text(&mut self, element: Element<'t>, worn: Worn) {
        let whole = element.text();
        let preserve = element.attribute(Ns::Xml, "space") == Some("preserve");
        let mut text = if preserve { &*whole } else { whole.trim() };
        if !text.is_empty() && std::mem::take(&mut self.after_number) {
            text = text.strip_prefix([' ', '\t']).unwrap_or(text);
        }
        match text.contains('\n') {
            true => self.push(&text.replace('\n', " "), worn),
            false => self.push(text, worn),
        }
    }

    fn symbol(&mut self, element: Element<'t>, worn: Worn) {
        let font = element.w("font").unwrap_or_default();
        let code = element.w("char").unwrap_or_default();
        match symbols::to_unicode(font, code) {
            Some(character) => self.push(character.encode_utf8(&mut [0; 4]), worn),
            None => {
                let kind = AtomKind::Object {
                    notation: "wordprocessingml".to_owned(),
                    source: element.to_markup(),
                };
                self.atom(kind, format!("character {code} of the font {font}"), worn);
            }
        }
    }

    fn field_mark(&mut self, element: Element<'t>, worn: Worn) {
        if self.is_dropped() {
            return;
        }
        match element.w("fldCharType") {
            Some("begin") => self.fields.begin(),
            Some("separate") => self.field_result(worn),
            Some("end") => self.fields.end(),
            _ => {}
        }
    }

    /// The reading aid above East Asian characters is listed, the characters are text.
    fn ruby(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        if let Some(aid) = element.child(Ns::W, "rt").map(visible_text) {
            self.problem(format!(
                "the reading aid \u{201C}{aid}\u{201D} was left out"
            ));
        }
        element
            .child(Ns::W, "rubyBase")
            .map_or(Ok(()), |base| self.inside(base))
    }
}

fn id(element: Element<'_>) -> String {
    element.w("id").unwrap_or_default().to_owned()
}

/// What the runs inside an element show, with line breaks.
pub(super) fn visible_text(element: Element<'_>) -> String {
    let mut text = String::new();
    for inner in element.descendants() {
        match inner.name() {
            (Ns::W, "t" | "delText") => text.push_str(&inner.text()),
            (Ns::W, "br") => text.push('\n'),
            (Ns::W, "tab") => text.push('\t'),
            _ => {}
        }
    }
    text
}
