//! The page set-up of a template: that of its last section, with the headers and footers which that
//! inherits from the sections before.

use std::collections::BTreeMap;

use super::Copy;
use crate::{
    ReadError,
    docx::{names::Ns, package::Package, tree::Element, xml::Step},
};

/// A page.
#[derive(Debug, Clone)]
pub(in crate::docx::write) struct Section {
    /// Headers and footers as references, then the properties in the order of the schema.
    pub(in crate::docx::write) references: String,
    pub(in crate::docx::write) properties: String,
    /// Between the margins, in twentieths of a point.
    pub(in crate::docx::write) text_width: u32,
    /// The shares of the width that the columns of a table of so many have; else they are equal.
    pub(in crate::docx::write) shares: Vec<u32>,
}

/// A4 with an inch around: guidelines of this kind are printed on it.
impl Default for Section {
    fn default() -> Self {
        Self {
            references: String::new(),
            properties: format!("{PAGE}{MARGINS}"),
            text_width: WIDTH,
            shares: Vec::new(),
        }
    }
}

impl Section {
    /// A landscape page with narrow margins: A4, or A3 where there are many columns.
    pub(in crate::docx::write) fn landscape(shares: &[u32]) -> Self {
        let (width, height) = match shares.len() {
            0..12 => (16_838, 11_906),
            _ => (23_811, 16_838),
        };
        Self {
            references: String::new(),
            properties: format!(
                "<w:pgSz w:w=\"{width}\" w:h=\"{height}\" w:orient=\"landscape\"/>\
                 <w:pgMar w:top=\"850\" w:right=\"{NARROW}\" w:bottom=\"850\" w:left=\"{NARROW}\" \
                 w:header=\"425\" w:footer=\"425\" w:gutter=\"0\"/>"
            ),
            text_width: width - 2 * NARROW,
            shares: shares.to_vec(),
        }
    }
}

/// The margins beside a wide table.
const NARROW: u32 = 850;

const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>";
const MARGINS: &str = "<w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" \
    w:left=\"1440\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>";
const WIDTH: u32 = 9026;
/// Narrower text is a mistake in the margins.
const NARROWEST: u32 = 1440;

/// Properties that are taken, in the order of the schema (`EG_SectPrContents`).
const TAKEN: [&str; 13] = [
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "docGrid",
];

/// Header or footer, and whether for the first, for even or for all pages.
pub(super) type Story = (&'static str, &'static str);

/// What the sections of a text say in the end.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) section: Section,
    /// Relationship ids.
    pub(super) stories: BTreeMap<Story, String>,
}

/// Goes through the sections of a text.
pub(super) fn find(package: &Package<'_>, main: &str) -> Result<Found, ReadError> {
    let mut found = Found::default();
    package.stream(main, |source| {
        let mut depth = 0_usize;
        loop {
            match source.step()? {
                Step::End => return Ok(()),
                Step::Close => depth = depth.saturating_sub(1),
                // the document, then its body
                Step::Open if depth < 2 => depth += 1,
                Step::Open => found.take(source.tree()?.root()),
            }
        }
    })?;
    Ok(found)
}

impl Found {
    fn take(&mut self, child: Element<'_>) {
        let section = match child.name() {
            (Ns::W, "sectPr") => Some(child),
            (Ns::W, "p") => child
                .child(Ns::W, "pPr")
                .and_then(|properties| properties.child(Ns::W, "sectPr")),
            _ => None,
        };
        let Some(section) = section else { return };
        for entry in section.children() {
            if let Some(story) = story_of(entry)
                && let Some(id) = entry.attribute(Ns::R, "id")
            {
                self.stories.insert(story, id.to_owned());
            }
        }
        self.section = Section {
            references: String::new(),
            properties: properties(section),
            text_width: text_width(section).unwrap_or(WIDTH),
            shares: Vec::new(),
        };
    }
}

fn story_of(entry: Element<'_>) -> Option<Story> {
    let kind = match entry.name() {
        (Ns::W, "headerReference") => "header",
        (Ns::W, "footerReference") => "footer",
        _ => return None,
    };
    Some(match entry.w("type") {
        Some("first") => (kind, "first"),
        Some("even") => (kind, "even"),
        _ => (kind, "default"),
    })
}

fn properties(section: Element<'_>) -> String {
    let copy = Copy::default();
    let mut out = String::new();
    for name in TAKEN {
        match section.child(Ns::W, name) {
            Some(entry) => copy.element(entry, &mut out),
            None if name == "pgSz" => out.push_str(PAGE),
            None if name == "pgMar" => out.push_str(MARGINS),
            None => {}
        }
    }
    out
}

fn text_width(section: Element<'_>) -> Option<u32> {
    let page = section.child(Ns::W, "pgSz")?;
    let margins = section.child(Ns::W, "pgMar")?;
    let number = |element: Element<'_>, name| element.w(name)?.parse::<u32>().ok();
    let sides = number(margins, "left")?.saturating_add(number(margins, "right")?);
    let width = number(page, "w")?.checked_sub(sides)?;
    (width >= NARROWEST).then_some(width)
}
