//! The state while parts are written: the markup so far, ids that must not repeat, what parts refer
//! to, which notes were referred to.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt::Write as _,
};

use document::{Resource, ResourceId};
use redline::Redline;

use super::{
    comments::{Comments, Remarks},
    credits::{By, Credits},
    flow::{Fate, Touched},
    note_list::NoteList,
    pictures::Picture,
    template::Section,
    unlinked::Unlinked,
};
use crate::docx::{addresses, markup, names::DECLARED};

pub(super) struct Writer<'w, 'a> {
    pub(super) redline: &'w Redline<'a>,
    pub(super) comments: &'w Comments<'w>,
    /// The markup of the part that is being written.
    pub(super) out: String,
    pub(super) part: Part,
    pub(super) credits: &'w Credits,
    pub(super) page: &'w Section,
    /// The last id given to a change, a bookmark or a range (unique together, 17.13.1).
    last_id: u32,
    bookmarks: HashSet<String>,
    references: References,
    pub(super) notes: NoteList,
    pub(super) pictures: BTreeMap<ResourceId, Picture<'a>>,
    /// Styles for code with a language, by the name of that language.
    pub(super) code_styles: BTreeMap<String, usize>,
    pub(super) remarks: Remarks,
    pub(super) unlinked: Unlinked,
    /// Parts that are begun and not the one that is being written.
    aside: BTreeMap<Part, (String, References)>,
    finished: Parts<'a>,
}

/// Parts that have text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Document,
    Footnotes,
    Endnotes,
}

impl Part {
    /// The name of the part, and of its root element.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Footnotes => "footnotes",
            Self::Endnotes => "endnotes",
        }
    }
}

/// What a part refers to: (type, target, external) by id `rId<index + 1>`.
#[derive(Debug, Default)]
pub(super) struct References {
    pub(super) list: Vec<Reference>,
    by_target: HashMap<(&'static str, String), usize>,
}

#[derive(Debug)]
pub(super) struct Reference {
    pub(super) kind: &'static str,
    pub(super) target: String,
    pub(super) external: bool,
    /// What follows the number in its id.
    pub(super) escapes: String,
}

/// All that was written.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    pub(super) document: String,
    pub(super) document_references: Vec<Reference>,
    /// The parts of notes: name, markup, what they refer to.
    pub(super) notes: Vec<(&'static str, String, Vec<Reference>)>,
    pub(super) pictures: BTreeMap<ResourceId, Picture<'a>>,
    pub(super) code_styles: BTreeMap<String, usize>,
    pub(super) unlinked: Unlinked,
}

impl<'w, 'a> Writer<'w, 'a> {
    pub(super) fn new(
        redline: &'w Redline<'a>,
        credits: &'w Credits,
        comments: &'w Comments<'w>,
        page: &'w Section,
        notes: NoteList,
    ) -> Self {
        Self {
            redline,
            comments,
            out: String::new(),
            part: Part::Document,
            credits,
            page,
            last_id: comments.count(),
            bookmarks: HashSet::new(),
            references: References::default(),
            notes,
            pictures: BTreeMap::new(),
            code_styles: BTreeMap::new(),
            remarks: Remarks::default(),
            unlinked: Unlinked::default(),
            aside: BTreeMap::new(),
            finished: Parts::default(),
        }
    }

    /// Begins a part with all vocabularies declared.
    pub(super) fn begin(&mut self, part: Part) {
        self.out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.part = part;
        let _ = write!(self.out, "<w:{}", part.name());
        declare(&mut self.out);
        self.out.push('>');
    }

    /// Ends the body with the page that it stands on.
    pub(super) fn end_body(&mut self) {
        let Section {
            references,
            properties,
            ..
        } = self.page;
        let _ = write!(
            self.out,
            "<w:sectPr>{references}{properties}</w:sectPr></w:body></w:document>"
        );
        self.finished.document = std::mem::take(&mut self.out);
        self.finished.document_references = std::mem::take(&mut self.references).list;
    }

    /// Goes on with a part that was begun and lays this one aside.
    pub(super) fn turn_to(&mut self, part: Part) {
        if let Some((out, references)) = self.aside.remove(&part) {
            self.lay_aside();
            (self.part, self.out, self.references) = (part, out, references);
        }
    }

    pub(super) fn lay_aside(&mut self) {
        let out = std::mem::take(&mut self.out);
        let references = std::mem::take(&mut self.references);
        self.aside.insert(self.part, (out, references));
    }

    pub(super) fn end_notes(&mut self) {
        self.lay_aside();
        for (part, (mut markup, references)) in std::mem::take(&mut self.aside) {
            let _ = write!(markup, "</w:{}>", part.name());
            let done = (part.name(), markup, references.list);
            self.finished.notes.push(done);
        }
    }

    pub(super) fn finish(mut self) -> Parts<'a> {
        self.finished.pictures = self.pictures;
        self.finished.code_styles = self.code_styles;
        self.finished.unlinked = self.unlinked;
        self.finished
    }

    pub(super) fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub(super) fn text(&mut self, text: &str) {
        markup::escape(text, &mut self.out);
    }

    pub(super) fn fresh_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    pub(super) fn latest_id(&self) -> u32 {
        self.last_id
    }

    /// Id, author and date of a change.
    pub(super) fn attribution(&mut self, by: By) -> String {
        let id = self.fresh_id();
        format!(" w:id=\"{id}\"{}", self.credits.attributes(by))
    }

    /// The element that tells what became of something, `None` for what stayed.
    pub(super) fn change(&mut self, touched: Touched) -> Option<String> {
        let name = match touched.fate {
            Fate::Same => return None,
            Fate::Inserted => "ins",
            Fate::Deleted => "del",
            Fate::MovedFrom(_) => "moveFrom",
            Fate::MovedTo(_) => "moveTo",
        };
        Some(format!("w:{name}{}", self.attribution(touched.by)))
    }

    /// Sets a bookmark around nothing, if the name is free and fits the format (40 characters of
    /// letters, digits, underscore; hyphens are widely taken too).
    pub(super) fn bookmark(&mut self, prefix: &str, name: &str) {
        let fits = (1..=36).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
        let name = format!("{prefix}{name}");
        if fits && self.bookmarks.insert(name.clone()) {
            let id = self.fresh_id();
            let _ = write!(
                self.out,
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>"
            );
        }
    }

    /// A bookmark that says: this empty paragraph is here for the format's sake.
    pub(super) fn filler_bookmark(&mut self) {
        let id = self.fresh_id();
        self.bookmark("_f_", &id.to_string());
    }

    /// The number of the relationship to a target.
    pub(super) fn reference(&mut self, kind: &'static str, target: &str, external: bool) -> usize {
        let reference = Reference {
            kind,
            target: target.to_owned(),
            external,
            escapes: String::new(),
        };
        self.refer((kind, target.to_owned()), reference)
    }

    /// The id of the relationship to where a link leads.
    pub(super) fn link_reference(&mut self, href: &str) -> String {
        let (target, escapes) = addresses::encode(href);
        let kind = "hyperlink";
        let reference = Reference {
            kind,
            target,
            external: true,
            escapes: escapes.clone(),
        };
        let number = self.refer((kind, href.to_owned()), reference);
        format!("rId{number}{escapes}")
    }

    fn refer(&mut self, key: (&'static str, String), reference: Reference) -> usize {
        let list = &mut self.references.list;
        *self.references.by_target.entry(key).or_insert_with(|| {
            list.push(reference);
            list.len()
        })
    }

    /// The bytes behind an id, on either side.
    pub(super) fn resource(&self, id: &ResourceId) -> Option<&'a Resource> {
        let (new, old) = (self.redline.new, self.redline.old);
        new.resources.get(id).or_else(|| old.resources.get(id))
    }
}

/// Declares all vocabularies; those newer than ECMA-376 may be ignored by older programs.
pub(super) fn declare(out: &mut String) {
    for (_, prefix, address) in DECLARED {
        let _ = write!(out, " xmlns:{prefix}=\"{address}\"");
    }
    out.push_str(" mc:Ignorable=\"w14 w15\"");
}
