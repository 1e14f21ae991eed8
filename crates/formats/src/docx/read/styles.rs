//! What the styles of a document say a paragraph or a run is.
//!
//! Word writes built-in styles under their English names; LibreOffice, WPS and older files under
//! localised ones; people base their own on either. So a style is judged by its name in many
//! languages, by its outline level, and by what it is based on, nearest first.

use std::collections::HashMap;

use super::style_names::{is_code_name, is_note_name, role_of_name};
use crate::docx::{look::Look, names::Ns, tree::Element};

/// What kind of paragraph a style makes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Body text.
    #[default]
    Plain,
    /// A heading of this level.
    Heading(u8),
    /// A quotation of this depth.
    Quote(u8),
    /// Preformatted text.
    Code,
    /// Continues a list item of this depth.
    Continue(u8),
    /// A picture with its caption.
    Figure,
    /// A thematic break.
    Rule,
    /// A line of a generated table of contents.
    Contents,
}

/// What a paragraph style says.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphStyle {
    pub(super) role: Role,
    /// The list that its paragraphs belong to.
    pub(super) list: Option<ListPlace>,
    /// For code: what follows the colon in the style's name.
    pub(super) info: Option<String>,
}

/// Membership in a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// `w:numId`; 0 says: in no list.
    pub(super) list: u32,
    /// `w:ilvl`, from 0; a style may leave it to the level that names the style.
    pub(super) level: Option<u8>,
}

/// What a character style says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CharacterStyle {
    pub(super) look: Look,
    /// The run is the label of its paragraph.
    pub(super) label: bool,
    /// The run's text is the source of something else: which of [`ATOM_STYLES`].
    pub(super) atom: Option<&'static str>,
    /// The run shows a link, so that its underline means nothing else.
    pub(super) link: bool,
}

/// All styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    paragraphs: HashMap<String, ParagraphStyle>,
    characters: HashMap<String, CharacterStyle>,
    default_paragraph: ParagraphStyle,
}

/// The name of the character style that marks a label written as text.
pub(in crate::docx) const LABEL_STYLE: &str = "Understory Label";
/// What the names of character styles say after `Understory` when a run's text is the source of
/// something that the format has no words for.
pub(in crate::docx) const ATOM_STYLES: [&str; 8] = [
    "RemoteImage",
    "Equation-tex",
    "Equation-omml",
    "Equation-html",
    "Equation-other",
    "Object-html",
    "Object-wordprocessingml",
    "Object-other",
];
/// The name of the character style of note references inside code.
pub(in crate::docx) const CODE_REFERENCE_STYLE: &str = "Inline Code Reference";
/// The start of the names of paragraph styles for code with a language.
pub(in crate::docx) const CODE_STYLE: &str = "Code Block";

impl Styles {
    /// Takes in `styles.xml`.
    pub(super) fn of(root: Element<'_>) -> Self {
        let raw = Raw::all(root);
        let mut styles = Self::default();
        for (id, style) in &raw {
            match style.kind {
                "character" => {
                    let resolved = character(style, &raw);
                    styles.characters.insert((*id).to_owned(), resolved);
                }
                "paragraph" => {
                    let resolved = paragraph(style, &raw);
                    if style.default {
                        styles.default_paragraph = resolved.clone();
                    }
                    styles.paragraphs.insert((*id).to_owned(), resolved);
                }
                _ => {}
            }
        }
        styles
    }

    /// The style of this id; one that the file does not state is judged by the id, which then is
    /// the built-in style's English name without spaces.
    pub(super) fn paragraph(&self, id: Option<&str>) -> ParagraphStyle {
        let stated = id.and_then(|id| self.paragraphs.get(id));
        if let Some(stated) = stated {
            return stated.clone();
        }
        let mut style = self.default_paragraph.clone();
        if let Some(role) = id.and_then(role_of_name) {
            style.role = role;
        }
        style
    }

    pub(super) fn character(&self, id: &str) -> CharacterStyle {
        self.characters.get(id).copied().unwrap_or_default()
    }
}

/// A style as it stands in the file.
struct Raw<'t> {
    kind: &'t str,
    name: &'t str,
    based_on: Option<&'t str>,
    default: bool,
    element: Element<'t>,
}

impl<'t> Raw<'t> {
    fn all(root: Element<'t>) -> HashMap<&'t str, Raw<'t>> {
        root.children()
            .filter(|child| child.is(Ns::W, "style"))
            .filter_map(|element| {
                let raw = Raw {
                    kind: element.w("type").unwrap_or("paragraph"),
                    name: element.value_of("name").unwrap_or_default(),
                    based_on: element.value_of("basedOn"),
                    default: matches!(element.w("default"), Some("1" | "true" | "on")),
                    element,
                };
                Some((element.w("styleId")?, raw))
            })
            .collect()
    }
}

/// The style and what it is based on, nearest first; a circle ends the chain.
fn chain<'r, 't>(
    style: &'r Raw<'t>,
    all: &'r HashMap<&'t str, Raw<'t>>,
) -> impl Iterator<Item = &'r Raw<'t>> {
    let next = |style: &&'r Raw<'t>| all.get(style.based_on?);
    std::iter::successors(Some(style), next).take(32)
}

fn paragraph<'t>(style: &Raw<'t>, all: &HashMap<&'t str, Raw<'t>>) -> ParagraphStyle {
    let role = chain(style, all).find_map(|style| {
        let properties = style.element.child(Ns::W, "pPr");
        let outline = properties.and_then(|properties| properties.value_of("outlineLvl"));
        outline
            .and_then(outline_role)
            .or_else(|| role_of_name(style.name))
    });
    let lists = chain(style, all).filter_map(|style| {
        let properties = style.element.child(Ns::W, "pPr")?;
        list_place(properties.child(Ns::W, "numPr")?)
    });
    let mut list = None;
    for place in lists {
        let merged: &mut ListPlace = list.get_or_insert(place);
        merged.level = merged.level.or(place.level);
        if merged.list == UNSAID {
            merged.list = place.list;
        }
    }
    ParagraphStyle {
        role: role.unwrap_or_default(),
        list: list.filter(|place| place.list != UNSAID),
        info: chain(style, all).find_map(|style| code_info(style.name)),
    }
}

/// A `w:numPr` that states a level only.
const UNSAID: u32 = u32::MAX;

/// Reads `w:numPr`; a list that it does not name is to be taken from what lies beneath.
pub(super) fn list_place(properties: Element<'_>) -> Option<ListPlace> {
    let list = properties.value_of("numId").map(str::parse).transpose();
    let level = properties.value_of("ilvl").map(str::parse).transpose();
    Some(ListPlace {
        list: list.ok()?.unwrap_or(UNSAID),
        level: level.ok()?,
    })
}

/// A place stated on a paragraph, completed by the one of its style.
pub(super) fn complete(own: Option<ListPlace>, style: Option<ListPlace>) -> Option<ListPlace> {
    let place = match own {
        Some(own) if own.list == UNSAID => ListPlace {
            level: own.level,
            ..style?
        },
        Some(own) => own,
        None => style?,
    };
    (place.list != 0 && place.list != UNSAID).then_some(place)
}

/// An outline level as a role: 0 to 8 are headings, 9 is body text (17.3.1.20).
pub(super) fn outline_role(level: &str) -> Option<Role> {
    match level.parse::<u8>().ok()? {
        level @ 0..=8 => Some(Role::Heading(level + 1)),
        _ => Some(Role::Plain),
    }
}

fn code_info(name: &str) -> Option<String> {
    let info = name.strip_prefix(CODE_STYLE)?.strip_prefix(": ")?;
    (!info.is_empty()).then(|| unescape_info(info))
}

/// Undoes what the writer does to keep a code language inside a style name.
fn unescape_info(info: &str) -> String {
    let mut bytes = Vec::with_capacity(info.len());
    let mut rest = info.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        match byte {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| info.to_owned())
}

fn character<'t>(style: &Raw<'t>, all: &HashMap<&'t str, Raw<'t>>) -> CharacterStyle {
    let mut resolved = CharacterStyle::default();
    let mut from_base: Vec<&Raw<'t>> = chain(style, all).collect();
    from_base.reverse();
    for style in from_base {
        let name = style.name.to_ascii_lowercase();
        resolved.label |= style.name == LABEL_STYLE;
        if let Some(own) = style.name.strip_prefix("Understory ") {
            let plain = own.trim_end_matches("-code");
            resolved.atom = ATOM_STYLES.into_iter().find(|atom| *atom == plain);
            if resolved.atom.is_some() && plain != own {
                resolved.look = resolved.look.code();
            }
        }
        resolved.link |= matches!(name.as_str(), "hyperlink" | "internet link")
            || name.ends_with("internet link");
        if let Some(properties) = style.element.child(Ns::W, "rPr") {
            resolved.look = resolved.look.with(properties);
        }
        if is_code_name(&name) {
            resolved.look = resolved.look.code();
        }
    }
    if resolved.link || is_note_name(style.name) {
        resolved.look = Look::default();
    }
    if style.name == CODE_REFERENCE_STYLE {
        resolved.look = Look::default().code();
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_code_come_back() {
        assert_eq!(unescape_info("raw:html"), "raw:html");
        assert_eq!(unescape_info("a%2Cb%25"), "a,b%");
        assert_eq!(unescape_info("100%"), "100%");
    }
}
