//! From the runs of one paragraph to a line of text.

use document::AtomKind;

use super::{
    Context, Found,
    field::{self, Fields},
    line::Line,
    notes::NoteId,
    styles::CharacterStyle,
    symbols,
};
use crate::{
    ReadError,
    docx::{View, look::Look, names::Ns, package::Relationships, tree::Element, write::NATURAL},
};

/// Gathers one paragraph. Recursion follows the tree, whose depth the limits bound.
pub(super) struct Inline<'s, 't> {
    pub(super) context: &'s Context<'s>,
    pub(super) found: &'s mut Found,
    pub(super) relationships: &'s Relationships,
    pub(super) fields: &'s mut Fields,
    /// Where the paragraph is, for problems.
    pub(super) place: String,
    pub(super) line: Line,
    /// Text boxes that hang on the paragraph.
    pub(super) boxes: Vec<Element<'t>>,
    /// A horizontal rule was drawn in it.
    pub(super) rule: bool,
    link: Option<usize>,
    /// The look of the atom that comes, where it stands in no run.
    look: Look,
    /// In text that the view leaves out: only its note references are remembered.
    dropped: bool,
    /// The space that separates a note's number from its text comes next.
    after_number: bool,
}

impl<'s, 't> Inline<'s, 't> {
    pub(super) fn new(
        context: &'s Context<'s>,
        found: &'s mut Found,
        relationships: &'s Relationships,
        fields: &'s mut Fields,
        place: String,
    ) -> Self {
        Self {
            context,
            found,
            relationships,
            fields,
            place,
            line: Line::default(),
            boxes: Vec::new(),
            rule: false,
            link: None,
            look: Look::default(),
            dropped: false,
            after_number: false,
        }
    }

    /// Takes in everything inside an element.
    pub(super) fn inside(&mut self, parent: Element<'t>) -> Result<(), ReadError> {
        parent.children().try_for_each(|child| self.element(child))
    }

    fn element(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        match element.name() {
            (Ns::W, "r") => self.run(element),
            (Ns::W, "hyperlink") => self.hyperlink(element),
            (Ns::W, "ins" | "moveTo") => self.tracked(element, self.context.view.inserted()),
            (Ns::W, "del" | "moveFrom") => self.tracked(element, self.context.view.deleted()),
            (Ns::W, "fldSimple") => self.simple_field(element),
            (Ns::W, "bookmarkStart") => {
                self.bookmark(element.w("name").unwrap_or_default());
                Ok(())
            }
            (Ns::W, "sdt") => self.content_control(element),
            (Ns::M, "oMath" | "oMathPara") => {
                self.equation(element);
                Ok(())
            }
            (Ns::Mc, "AlternateContent") => self.alternate(element),
            (Ns::W, "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr") => Ok(()),
            (Ns::W, "subDoc") => {
                self.problem("a sub-document in another file was left out");
                Ok(())
            }
            // whatever else wraps text (smart tags, custom XML, direction) is transparent
            _ => self.inside(element),
        }
    }

    fn problem(&mut self, what: impl Into<String>) {
        self.found.problem(&self.place, what);
    }

    /// Text that is in the document only before or only after a tracked change.
    fn tracked(&mut self, element: Element<'t>, kept: bool) -> Result<(), ReadError> {
        let outside = self.dropped;
        self.dropped |= !kept;
        let done = self.inside(element);
        self.dropped = outside;
        done
    }

    fn hyperlink(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        let mut href = String::new();
        if let Some(id) = element.attribute(Ns::R, "id") {
            let target = self.relationships.get(id);
            href.push_str(target.map_or("", |target| target.target.as_str()));
        }
        if let Some(anchor) = element.w("anchor") {
            href.push('#');
            href.push_str(anchor);
        }
        let outer = self.link;
        if !href.is_empty() {
            let title = element.w("tooltip").map(String::from);
            self.link = Some(self.line.link(href, title));
        }
        let done = self.inside(element);
        self.link = outer;
        done
    }

    fn simple_field(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        self.fields.begin();
        self.fields.instruct(element.w("instr").unwrap_or_default());
        self.field_result();
        let done = self.inside(element);
        self.fields.end();
        done
    }

    fn field_result(&mut self) {
        if let field::Kind::Note(bookmark) = self.fields.separate() {
            let id = bookmark.trim_start_matches("_r_").to_owned();
            self.note(NoteId::foot(id), self.look);
        }
    }

    fn bookmark(&mut self, name: &str) {
        let names = &mut self.line.names;
        if let Some(id) = name.strip_prefix("_u_") {
            names.id.get_or_insert_with(|| id.to_owned());
        } else if let Some(id) = name.strip_prefix("_o_") {
            names.old_id.get_or_insert_with(|| id.to_owned());
        } else if let Some(key) = name.strip_prefix("_n_") {
            names.note.get_or_insert_with(|| key.to_owned());
        } else if let Some(key) = name.strip_prefix("_m_") {
            names.old_note.get_or_insert_with(|| key.to_owned());
        } else if name.starts_with("_f_") {
            names.filler = true;
        }
    }

    fn content_control(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        let Some(content) = element.child(Ns::W, "sdtContent") else {
            return Ok(());
        };
        let properties = element.child(Ns::W, "sdtPr");
        let tag = properties.and_then(|properties| properties.value_of("tag"));
        if tag != Some("understory:formula") {
            return self.inside(content);
        }
        let styled = properties.and_then(|properties| properties.child(Ns::W, "rPr"));
        let look = styled.map(|properties| self.look_of(properties).1);
        let outer = std::mem::replace(&mut self.look, look.unwrap_or_default());
        let done = self.inside(content);
        self.look = outer;
        done
    }

    /// The style and the look that properties of a run give.
    fn look_of(&self, properties: Element<'t>) -> (CharacterStyle, Look) {
        let style = properties
            .value_of("rStyle")
            .map(|style| self.context.styles.character(style))
            .unwrap_or_default();
        (style, style.look.with(properties))
    }

    /// A run whose text is the source of something else, as our writer puts it.
    fn own_atom(&mut self, name: &str, run: Element<'t>, look: Look) {
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
        self.atom(kind, alt.to_owned(), look);
    }

    fn equation(&mut self, element: Element<'t>) {
        let texts = element.descendants().filter(|inner| inner.is(Ns::M, "t"));
        let alt: String = texts.map(Element::text).collect();
        let kind = AtomKind::Equation {
            notation: "omml".to_owned(),
            source: element.to_markup(),
        };
        self.atom(kind, alt, self.look);
    }

    /// One branch of markup for newer and older programs: the newer where it holds something that
    /// is understood here, else the older.
    fn alternate(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        let understood = |choice: &Element<'t>| {
            choice.descendants().any(|inner| {
                matches!(
                    inner.name(),
                    (Ns::W, "t" | "txbxContent") | (Ns::A, "blip") | (Ns::M, "oMath")
                )
            })
        };
        let choice = element.child(Ns::Mc, "Choice").filter(understood);
        let fallback = || element.child(Ns::Mc, "Fallback");
        match choice.or_else(fallback) {
            Some(branch) => branch
                .children()
                .try_for_each(|child| self.run_content(child, Look::default())),
            None => Ok(()),
        }
    }

    fn run(&mut self, run: Element<'t>) -> Result<(), ReadError> {
        let properties = self.properties(run);
        let styled = properties.and_then(|properties| properties.value_of("rStyle"));
        let (style, mut look) = properties
            .map(|properties| self.look_of(properties))
            .unwrap_or_default();
        if style.label {
            self.label(run);
            return Ok(());
        }
        if let Some(name) = style.atom {
            self.own_atom(name, run, look);
            return Ok(());
        }
        let in_link = self.link.is_some() || self.fields.link().is_some();
        if in_link && styled.is_none() {
            // programs without link styles underline links one by one
            look = look.without_underline();
        }
        run.children()
            .try_for_each(|child| self.run_content(child, look))
    }

    /// The run's properties on the side that is read.
    fn properties(&self, run: Element<'t>) -> Option<Element<'t>> {
        let now = run.child(Ns::W, "rPr")?;
        let change = now.child(Ns::W, "rPrChange");
        match (self.context.view, change) {
            (View::Rejected, Some(change)) => change.child(Ns::W, "rPr"),
            _ => Some(now),
        }
    }

    /// A run in the label style: the number before the text, followed by a tab.
    fn label(&mut self, run: Element<'t>) {
        if self.dropped {
            return;
        }
        let label = self.line.label.get_or_insert_default();
        for child in run.children() {
            match child.name() {
                (Ns::W, "t" | "delText") => label.push_str(&child.text()),
                (Ns::W, "tab") => label.push('\t'),
                _ => {}
            }
        }
    }

    fn run_content(&mut self, element: Element<'t>, look: Look) -> Result<(), ReadError> {
        match element.name() {
            (Ns::W, "t" | "delText") => self.text(element, look),
            (Ns::W, "tab" | "ptab") => self.push("\t", look),
            (Ns::W, "br") => {
                if matches!(element.w("type"), None | Some("textWrapping")) {
                    self.push("\n", look);
                }
            }
            (Ns::W, "cr") => self.push("\n", look),
            (Ns::W, "softHyphen") => self.push("\u{AD}", look),
            (Ns::W, "noBreakHyphen") => self.push("\u{2011}", look),
            (Ns::W, "sym") => self.symbol(element, look),
            (Ns::W, "fldChar") => self.field_mark(element),
            (Ns::W, "instrText" | "delInstrText") => self.fields.instruct(&element.text()),
            (Ns::W, "footnoteReference") => {
                self.note(NoteId::foot(id(element)), look);
            }
            (Ns::W, "endnoteReference") => {
                self.note(NoteId::end(id(element)), look);
            }
            (Ns::W, "footnoteRef" | "endnoteRef") => self.after_number = true,
            (Ns::W, "drawing") => return self.drawing(element, look),
            (Ns::W, "pict" | "object") => return self.vml(element, look),
            (Ns::W, "ruby") => return self.ruby(element),
            (Ns::Mc, "AlternateContent") => return self.alternate(element),
            (Ns::W, "rPr") => {}
            _ => return self.element(element),
        }
        Ok(())
    }

    fn text(&mut self, element: Element<'t>, look: Look) {
        let whole = element.text();
        let preserve = element.attribute(Ns::Xml, "space") == Some("preserve");
        let mut text = if preserve { &*whole } else { whole.trim() };
        if !text.is_empty() && std::mem::take(&mut self.after_number) {
            text = text.strip_prefix([' ', '\t']).unwrap_or(text);
        }
        match text.contains('\n') {
            true => self.push(&text.replace('\n', " "), look),
            false => self.push(text, look),
        }
    }

    fn push(&mut self, text: &str, look: Look) {
        if self.dropped || !self.fields.shown() {
            return;
        }
        if std::mem::take(&mut self.after_number) && text == "\t" {
            return;
        }
        let link = self.current_link();
        self.line.push(text, look, link);
    }

    fn atom(&mut self, kind: AtomKind, alt: String, look: Look) {
        if self.dropped || !self.fields.shown() {
            return;
        }
        let link = self.current_link();
        self.line.push_atom(kind, alt, look, link);
    }

    /// The link of the element around the run, or of the field.
    fn current_link(&mut self) -> Option<usize> {
        if self.link.is_some() {
            return self.link;
        }
        let (href, title) = self.fields.link()?;
        let (href, title) = (href.to_owned(), title.map(String::from));
        Some(self.line.link(href, title))
    }

    fn note(&mut self, id: NoteId, look: Look) {
        if self.dropped {
            self.found.references.drop(id);
        } else {
            let key = self.found.references.key(id);
            let link = self.current_link();
            self.line.push_note(key, look, link);
        }
    }

    fn symbol(&mut self, element: Element<'t>, look: Look) {
        let font = element.w("font").unwrap_or_default();
        let code = element.w("char").unwrap_or_default();
        match symbols::to_unicode(font, code) {
            Some(character) => self.push(character.encode_utf8(&mut [0; 4]), look),
            None => {
                let kind = AtomKind::Object {
                    notation: "wordprocessingml".to_owned(),
                    source: element.to_markup(),
                };
                self.atom(kind, format!("character {code} of the font {font}"), look);
            }
        }
    }

    fn field_mark(&mut self, element: Element<'t>) {
        if self.dropped {
            return;
        }
        match element.w("fldCharType") {
            Some("begin") => self.fields.begin(),
            Some("separate") => self.field_result(),
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

    fn drawing(&mut self, drawing: Element<'t>, look: Look) -> Result<(), ReadError> {
        let described = drawing.find(Ns::Wp, "docPr");
        let of = |name| described.and_then(|found| found.attribute(Ns::None, name));
        let alt = of("descr")
            .filter(|text| !text.is_empty())
            .or_else(|| of("title"));
        let stated = of("name") != Some(NATURAL);
        let extent = drawing.find(Ns::Wp, "extent").filter(|_| stated);
        let side = |name| extent?.attribute(Ns::None, name)?.parse().ok();
        let size = side("cx").zip(side("cy"));
        let boxes: Vec<_> = text_boxes(drawing).collect();
        let blips: Vec<_> = drawing
            .descendants()
            .filter(|inner| inner.is(Ns::A, "blip"))
            .collect();
        if boxes.is_empty() && blips.is_empty() {
            self.problem(format!(
                "a drawing or chart was left out{}",
                alt.map(|alt| format!(": {alt}")).unwrap_or_default()
            ));
        }
        self.boxes.extend(boxes.iter().filter(|_| !self.dropped));
        for blip in blips {
            let vector = blip.find(Ns::Asvg, "svgBlip");
            let id = |element: Element<'t>| element.attribute(Ns::R, "embed");
            let embedded = vector.and_then(id).or_else(|| id(blip));
            let id = embedded.or_else(|| blip.attribute(Ns::R, "link"));
            self.image(id, size, alt.unwrap_or_default(), look)?;
        }
        Ok(())
    }

    /// Older drawings: pictures, text boxes, horizontal rules, previews of embedded objects.
    fn vml(&mut self, parent: Element<'t>, look: Look) -> Result<(), ReadError> {
        if parent.find(Ns::O, "OLEObject").is_some() {
            self.problem("an embedded object was left out; its picture is kept where it has one");
        }
        self.boxes
            .extend(text_boxes(parent).filter(|_| !self.dropped));
        for inner in parent.descendants() {
            match inner.name() {
                (Ns::V, "rect" | "line" | "shape") => {
                    let rule = inner.attribute(Ns::O, "hr");
                    self.rule |= matches!(rule, Some("t" | "true")) && !self.dropped;
                }
                (Ns::V, "imagedata") => {
                    let shape = parent.find(Ns::V, "shape");
                    let alt = shape
                        .and_then(|shape| shape.attribute(Ns::None, "alt"))
                        .or_else(|| inner.attribute(Ns::O, "title"));
                    let id = inner.attribute(Ns::R, "id");
                    self.image(id, None, alt.unwrap_or_default(), look)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn image(
        &mut self,
        id: Option<&str>,
        size: Option<(u64, u64)>,
        alt: &str,
        look: Look,
    ) -> Result<(), ReadError> {
        if self.dropped {
            return Ok(());
        }
        let target = id.and_then(|id| self.relationships.get(id));
        let Some(target) = target.filter(|target| !target.external) else {
            let from = target.map_or("nowhere", |target| target.target.as_str());
            self.problem(format!(
                "a picture that is not in the file but at {from} was left out ({alt})"
            ));
            return Ok(());
        };
        match self
            .found
            .media
            .take(self.context.package, &target.target)?
        {
            Some(resource) => self.atom(AtomKind::Image { resource, size }, alt.to_owned(), look),
            None => self.problem(format!("a picture is missing from the file ({alt})")),
        }
        Ok(())
    }
}

fn id(element: Element<'_>) -> String {
    element.w("id").unwrap_or_default().to_owned()
}

/// The outermost text boxes inside a drawing.
fn text_boxes<'t>(drawing: Element<'t>) -> impl Iterator<Item = Element<'t>> {
    drawing
        .descendants()
        .filter(|inner| inner.is(Ns::W, "txbxContent"))
}

/// What the runs inside an element show, with line breaks.
fn visible_text(element: Element<'_>) -> String {
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
