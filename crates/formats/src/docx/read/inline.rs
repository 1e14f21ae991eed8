//! From what a paragraph holds to a line of text: what wraps runs (links, changes, fields, content
//! controls). What runs themselves hold is in `run`, pictures and text boxes in `drawing`.

use document::{AtomKind, MarkKind};

use super::{
    Context, Found,
    changes::{ChangeId, own_insertion},
    field::{self, Fields},
    line::{Dress, Edge, Line},
    notes::{NoteId, OWN_REFERENCE},
    tracking::{Accepted, Tag},
};
use crate::{
    ReadError,
    docx::{addresses, look::Look, names::Ns, package::Relationships, quoted, tree::Element},
};

/// Gathers one paragraph. Recursion follows the tree, whose depth the limits bound.
pub(super) struct Inline<'s, 't> {
    pub(super) context: &'s Context<'s>,
    pub(super) found: &'s mut Found,
    pub(super) relationships: &'s Relationships,
    pub(super) fields: &'s mut Fields,
    /// Where the paragraph is, for problems.
    place: String,
    pub(super) line: Line,
    /// Text boxes that hang on the paragraph, and what they depend on.
    pub(super) boxes: Vec<(Element<'t>, Tag)>,
    /// A horizontal rule was drawn in it.
    pub(super) rule: bool,
    /// The link of the element around the run.
    pub(super) link: Option<usize>,
    /// The bookmark around the run that names an address which is not linked, and the link that it is.
    unlinked: Option<(String, usize)>,
    /// The look of the atom that comes, where it stands in no run.
    pub(super) plain: Worn,
    /// What the text that comes depends on, inside the paragraph.
    pub(super) tag: Tag,
    /// What the paragraph depends on.
    around: Tag,
    /// The space that separates a note's number from its text comes next.
    pub(super) after_number: bool,
    /// Bookmarks of the reference to a note that comes next.
    reference_names: Vec<String>,
    /// The page ends here; text on both sides of that stands on two lines.
    pub(super) after_page: bool,
}

/// The look of a run, and the one as long as a change of format is not accepted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Worn {
    pub(super) look: Look,
    pub(super) before: Option<(Look, ChangeId)>,
}

impl From<Look> for Worn {
    fn from(look: Look) -> Self {
        Self { look, before: None }
    }
}

impl<'s, 't> Inline<'s, 't> {
    pub(super) fn new(
        context: &'s Context<'s>,
        found: &'s mut Found,
        relationships: &'s Relationships,
        fields: &'s mut Fields,
        place: String,
        around: Tag,
    ) -> Self {
        let tag = Tag {
            never: around.never,
            ..Tag::default()
        };
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
            unlinked: None,
            plain: Worn::default(),
            tag,
            around,
            after_number: false,
            reference_names: Vec::new(),
            after_page: false,
        }
    }

    /// Takes in everything inside an element.
    pub(super) fn inside(&mut self, parent: Element<'t>) -> Result<(), ReadError> {
        parent.children().try_for_each(|child| self.element(child))
    }

    pub(super) fn element(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        match element.name() {
            (Ns::W, "r") => self.run(element),
            (Ns::W, "hyperlink") => self.hyperlink(element),
            (Ns::W, "ins" | "moveTo" | "del" | "moveFrom") => self.tracked(element),
            (Ns::W, "fldSimple") => self.simple_field(element),
            (Ns::W, "bookmarkStart") => {
                self.bookmark(element);
                Ok(())
            }
            (Ns::W, "bookmarkEnd") => {
                self.bookmark_end(element);
                Ok(())
            }
            (Ns::W, "commentRangeStart") => self.spot(Edge::Start, element),
            (Ns::W, "commentRangeEnd") => self.spot(Edge::End, element),
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
            (Ns::W, "txbxContent") => {
                self.hang(vec![element]);
                Ok(())
            }
            _ if self.found.changes.range(element) => Ok(()),
            // whatever else wraps text (smart tags, custom XML, direction) is transparent
            _ => self.inside(element),
        }
    }

    /// Whether what comes is on no side that is wanted: only its note references are remembered.
    pub(super) fn is_dropped(&self) -> bool {
        self.tag.never
    }

    /// What the paragraph as a whole depends on.
    pub(super) fn around(&self) -> Tag {
        self.around
    }

    pub(super) fn problem(&mut self, what: impl Into<String>) {
        if !self.is_dropped() {
            self.found.problem(&self.place, what);
        }
    }

    pub(super) fn spot(&mut self, edge: Edge, element: Element<'t>) -> Result<(), ReadError> {
        if self.context.keeps_all() {
            self.line
                .push_spot(edge, element.w("id").unwrap_or_default());
        }
        Ok(())
    }

    /// Text that is in the document only before or only after a tracked change.
    fn tracked(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        let outside = self.tag;
        let changes = &mut self.found.changes;
        if let Some(tag) = self.context.wrapper(changes, element) {
            let mut nested = tag.inside(outside);
            // an insertion inside an insertion is the one of whoever wrote the words
            nested.inserted = tag.inserted.or(outside.inserted);
            self.tag = own_insertion(changes, nested);
        }
        let done = self.inside(element);
        self.tag = outside;
        done
    }

    fn hyperlink(&mut self, element: Element<'t>) -> Result<(), ReadError> {
        let mut href = String::new();
        if let Some(id) = element.attribute(Ns::R, "id") {
            let target = self.relationships.get(id);
            let address = target.map(|target| addresses::decode(id, &target.target));
            href.push_str(&address.unwrap_or_default());
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
        let run = element.child(Ns::W, "r");
        let properties = run.and_then(|run| run.child(Ns::W, "rPr"));
        let look = properties.map(|properties| self.look_of(properties).1);
        self.field_result(Worn::from(look.unwrap_or_default()));
        let done = self.inside(element);
        self.fields.end();
        done
    }

    pub(super) fn field_result(&mut self, worn: Worn) {
        if let field::Kind::Note(bookmark) = self.fields.separate() {
            self.note(NoteId::Marked(bookmark), worn);
        }
    }

    /// The words end that a remark on a note is about.
    fn bookmark_end(&mut self, element: Element<'t>) {
        let id = element.w("id").unwrap_or_default();
        if let Some(name) = self.found.quotes.remove(id) {
            self.line.push_spot(Edge::End, &name);
        }
        self.unlinked.take_if(|(open, _)| open == id);
    }

    fn bookmark(&mut self, element: Element<'t>) {
        let name = element.w("name").unwrap_or_default();
        if name.starts_with(quoted::PREFIX) && self.context.keeps_all() {
            let id = element.w("id").unwrap_or_default();
            self.line.push_spot(Edge::Start, name);
            self.found.quotes.insert(id.to_owned(), name.to_owned());
            return;
        }
        if let Some(number) = addresses::named(name) {
            self.begin_unlinked(number, element.w("id").unwrap_or_default());
            return;
        }
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
        } else if name.starts_with(OWN_REFERENCE) {
            self.reference_names.push(name.to_owned());
        }
    }

    fn begin_unlinked(&mut self, number: &str, bookmark: &str) {
        if let Some(MarkKind::Link { href, title }) = self.context.unlinked.get(number) {
            let link = self.line.link(href.clone(), title.clone());
            self.unlinked = Some((bookmark.to_owned(), link));
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
        let look = Worn::from(look.unwrap_or_default());
        let outer = std::mem::replace(&mut self.plain, look);
        let done = self.inside(content);
        self.plain = outer;
        done
    }

    fn equation(&mut self, element: Element<'t>) {
        let texts = element.descendants().filter(|inner| inner.is(Ns::M, "t"));
        let alt: String = texts.map(Element::text).collect();
        let kind = AtomKind::Equation {
            notation: "omml".to_owned(),
            source: element.to_markup(),
        };
        self.atom(kind, alt, self.plain);
    }

    /// One branch of markup for newer and older programs: the newer where it holds something that
    /// is understood here, else the older.
    pub(super) fn alternate(&mut self, element: Element<'t>) -> Result<(), ReadError> {
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
                .try_for_each(|child| self.run_content(child, Worn::default())),
            None => Ok(()),
        }
    }

    pub(super) fn push(&mut self, text: &str, worn: Worn) {
        if self.is_passed_over() || !self.fields.shown() {
            return;
        }
        if std::mem::take(&mut self.after_number) && text == "\t" {
            return;
        }
        let dress = self.dress(worn);
        if std::mem::take(&mut self.after_page) && !text.starts_with('\n') {
            self.line.push("\n", dress);
        }
        self.line.push(text, dress);
    }

    pub(super) fn atom(&mut self, kind: AtomKind, alt: String, worn: Worn) {
        if self.is_passed_over() || !self.fields.shown() {
            return;
        }
        let dress = self.dress(worn);
        self.line.push_atom(kind, alt, dress);
    }

    /// The reference of a note itself.
    pub(super) fn own_note(&mut self, id: NoteId, worn: Worn) {
        for name in self.reference_names.drain(..) {
            self.found.references.mark(name, id.clone());
        }
        self.note(id, worn);
    }

    fn note(&mut self, id: NoteId, worn: Worn) {
        if self.is_dropped() {
            self.found.references.drop(id);
            return;
        }
        let tag = self.tag.inside(self.around);
        let shown = tag.shown(Accepted::Nothing);
        let key = self.found.references.mention(id, tag, shown);
        let dress = self.dress(worn);
        self.line.push_note(key, dress);
    }

    /// Text that is on no side is kept for the comments on it, where all sides are wanted.
    fn is_passed_over(&self) -> bool {
        self.is_dropped() && !self.context.keeps_all()
    }

    fn dress(&mut self, Worn { look, before }: Worn) -> Dress {
        Dress {
            look,
            before,
            link: self.current_link(),
            tag: self.tag,
        }
    }

    /// The link of the element around the run, or of the field.
    fn current_link(&mut self) -> Option<usize> {
        let unlinked = self.unlinked.as_ref().map(|(_, link)| *link);
        if let Some(link) = self.link.or(unlinked) {
            return Some(link);
        }
        let (href, title) = self.fields.link()?;
        let (href, title) = (href.to_owned(), title.map(String::from));
        Some(self.line.link(href, title))
    }
}
