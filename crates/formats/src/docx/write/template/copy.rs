//! Markup of a template written anew: known vocabularies only, without what could reach out of the
//! file, what belongs to the template's own history, and what only its own text needs.

use std::{cell::Cell, collections::HashMap};

use super::{lists::Numbers, order};
use crate::docx::{
    markup,
    names::Ns,
    tree::{Content, Element},
};

/// How names of the template become ours.
#[derive(Debug, Default)]
pub(in crate::docx::write) struct Copy {
    /// Ids of styles that are called otherwise with us.
    pub(in crate::docx::write) styles: HashMap<String, String>,
    pub(super) numbers: Numbers,
    /// Ids of pictures, in the part that is copied.
    pub(super) pictures: HashMap<String, String>,
    /// Fields stay in the part that is copied.
    pub(super) fields: bool,
    /// Levels of lists do not say which style they belong to.
    pub(super) unlinked: bool,
    /// Drawings are numbered through.
    pub(super) drawings: Cell<u32>,
}

/// What is to be done with an element.
enum Treatment {
    Keep,
    /// Its content stays.
    Unwrap,
    Drop,
}

/// Drawings of headers and footers are numbered from here, far from those of the text.
const FIRST_DRAWING: u32 = 1_000_000;

/// WordprocessingML that stays behind: what embeds or fetches; comments, bookmarks and notes, which
/// refer to what is not taken; the template's own changes.
const DROPPED: [&str; 37] = [
    "altChunk",
    "bookmarkEnd",
    "bookmarkStart",
    "cellDel",
    "cellIns",
    "cellMerge",
    "commentRangeEnd",
    "commentRangeStart",
    "commentReference",
    "contentPart",
    "control",
    "customXmlPr",
    "dataBinding",
    "del",
    "embedBold",
    "embedBoldItalic",
    "embedItalic",
    "embedRegular",
    "endnoteReference",
    "footnoteReference",
    "lvlPicBulletId",
    "moveFrom",
    "moveFromRangeEnd",
    "moveFromRangeStart",
    "moveToRangeEnd",
    "moveToRangeStart",
    "numPicBullet",
    "object",
    "permEnd",
    "permStart",
    "placeholder",
    "printerSettings",
    "proofErr",
    "sdtEndPr",
    "sdtPr",
    "smartTagPr",
    "subDoc",
];
const UNWRAPPED: [&str; 6] = ["customXml", "hyperlink", "ins", "moveTo", "sdt", "smartTag"];
const FIELDS: [&str; 3] = ["fldChar", "instrText", "fldData"];
/// Elements whose `w:val` is the id of a style.
const STYLE_NAMES: [&str; 9] = [
    "basedOn",
    "clickAndTypeStyle",
    "link",
    "next",
    "numStyleLink",
    "pStyle",
    "rStyle",
    "styleLink",
    "tblStyle",
];

impl Copy {
    pub(in crate::docx::write) fn element(&self, element: Element<'_>, out: &mut String) {
        match self.treatment(element) {
            Treatment::Drop => {}
            Treatment::Unwrap => self.inside(unwrapped(element), out),
            Treatment::Keep => self.kept(element, out),
        }
    }

    /// What an element contains.
    pub(in crate::docx::write) fn inside(&self, element: Element<'_>, out: &mut String) {
        if let Some(properties) = order::sorted(element) {
            for property in properties {
                self.element(property, out);
            }
            return;
        }
        for content in element.contents() {
            match content {
                Content::Element(element) => self.element(element, out),
                Content::Text(text) if holds_text(element) => markup::escape(text, out),
                Content::Text(_) => {}
            }
        }
    }

    fn kept(&self, element: Element<'_>, out: &mut String) {
        let (ns, local) = element.name();
        let name = format!("{}:{local}", ns.prefix());
        out.extend(["<", &name]);
        for (ns, attribute, value) in element.attributes() {
            self.attribute(element, ns, attribute, value, out);
        }
        let start = out.len();
        out.push('>');
        self.inside(element, out);
        if out.len() == start + 1 {
            out.truncate(start);
            out.push_str("/>");
        } else {
            out.extend(["</", &name, ">"]);
        }
    }

    fn treatment(&self, element: Element<'_>) -> Treatment {
        let (ns, local) = element.name();
        let named = |names: &[&str]| names.contains(&local);
        match ns {
            Ns::W if named(&DROPPED) || local.ends_with("Change") => Treatment::Drop,
            Ns::W if self.unlinked && local == "pStyle" => Treatment::Drop,
            Ns::W if named(&UNWRAPPED) || local == "sdtContent" => Treatment::Unwrap,
            Ns::W if !self.fields && named(&FIELDS) => Treatment::Drop,
            Ns::W if !self.fields && local == "fldSimple" => Treatment::Unwrap,
            Ns::Mc if local == "AlternateContent" => Treatment::Unwrap,
            Ns::A if matches!(local, "extLst" | "hlinkClick" | "hlinkHover") => Treatment::Drop,
            Ns::O if matches!(local, "OLEObject" | "ink") => Treatment::Drop,
            Ns::W | Ns::M | Ns::A | Ns::Pic | Ns::Wp | Ns::V | Ns::O => Treatment::Keep,
            _ => Treatment::Drop,
        }
    }

    fn attribute(&self, element: Element<'_>, ns: Ns, name: &str, value: &str, out: &mut String) {
        let Some(value) = self.value(element, ns, name, value) else {
            return;
        };
        let prefix = ns.prefix();
        let separator = if prefix.is_empty() { "" } else { ":" };
        out.extend([" ", prefix, separator, name, "=\""]);
        markup::escape(&value, out);
        out.push('"');
    }

    /// The value that an attribute has with us; `None` for one that is not taken.
    fn value(&self, element: Element<'_>, ns: Ns, name: &str, value: &str) -> Option<String> {
        let (of, local) = element.name();
        let drawn = matches!(of, Ns::V | Ns::O);
        match (ns, name) {
            (Ns::R, "embed" | "id") => self.pictures.get(value).cloned(),
            (Ns::W, name) if name.starts_with("rsid") => None,
            (Ns::None | Ns::O, "href" | "src" | "althref") if drawn => None,
            (Ns::None, "id") if of == Ns::Wp && local == "docPr" => {
                let number = self.drawings.get();
                self.drawings.set(number + 1);
                Some((FIRST_DRAWING + number).to_string())
            }
            (Ns::W, "val") if of == Ns::W => Some(self.named(local, value)),
            (Ns::W, "styleId" | "numId" | "abstractNumId") => Some(self.named(name, value)),
            (Ns::W | Ns::M | Ns::V | Ns::O | Ns::Xml, _) => Some(value.to_owned()),
            (Ns::None, _) if !matches!(of, Ns::W | Ns::M) => Some(value.to_owned()),
            _ => None,
        }
    }

    fn named(&self, local: &str, value: &str) -> String {
        if local == "styleId" || STYLE_NAMES.contains(&local) {
            let ours = self.styles.get(value);
            return ours.map_or(value, String::as_str).to_owned();
        }
        let number = |numbers: &HashMap<String, usize>| {
            let ours = numbers.get(value).copied();
            ours.unwrap_or_default().to_string()
        };
        match local {
            "numId" => number(&self.numbers.lists),
            "abstractNumId" => number(&self.numbers.definitions),
            _ => value.to_owned(),
        }
    }
}

/// Where the content of an element stands that is only a wrapper: of alternatives the one that
/// older programs read, since it needs no further vocabulary.
fn unwrapped(element: Element<'_>) -> Element<'_> {
    element.child(Ns::Mc, "Fallback").unwrap_or(element)
}

/// White space between other elements says nothing.
fn holds_text(element: Element<'_>) -> bool {
    let (ns, local) = element.name();
    match ns {
        Ns::W => matches!(local, "t" | "instrText"),
        Ns::M => local == "t",
        Ns::A => local == "t",
        Ns::Wp => matches!(local, "align" | "posOffset"),
        _ => false,
    }
}
