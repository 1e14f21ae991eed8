//! `styles.xml`: built-in styles under their English names, which every program knows, and a few of
//! our own. A template's styles stand in their place where it has them.

mod house;
mod plain;
mod tongue;

use std::{collections::BTreeMap, fmt::Write as _};

pub(super) use house::{house, names};
pub(super) use tongue::{fonts, languages};

use self::{
    plain::PLAIN,
    tongue::{Tongue, tongue},
};
use super::{archive::HEAD, template::HouseStyles, writer};
use crate::docx::read::{ATOM_STYLES, CODE_REFERENCE_STYLE, CODE_STYLE, LABEL_STYLE};

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Character,
    Table,
}

/// Whether word processors know a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// The one that everything without a style has.
    Default,
    BuiltIn,
    Own,
}

/// A style that our text uses.
#[derive(Debug)]
pub(super) struct Style {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) name: String,
    markup: String,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Character => "character",
            Self::Table => "table",
        }
    }
}

impl Style {
    fn new(kind: Kind, origin: Origin, id: &str, name: &str, inside: &str) -> Self {
        let attribute = match origin {
            Origin::Default => " w:default=\"1\"",
            Origin::BuiltIn => "",
            Origin::Own => " w:customStyle=\"1\"",
        };
        let markup = format!(
            "<w:style w:type=\"{}\"{attribute} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             {inside}</w:style>",
            kind.name()
        );
        Self {
            kind,
            id: id.to_owned(),
            name: name.to_owned(),
            markup,
        }
    }
}

/// The whole part.
pub(super) fn part(language: &str, ours: &[Style], house: Option<&HouseStyles>) -> String {
    let mut out = format!("{HEAD}<w:styles");
    writer::declare(&mut out);
    out.push('>');
    let tongue = tongue(language);
    match house {
        None => defaults(&tongue, &mut out),
        Some(house) => house.write(&tongue.attributes(), &mut out),
    }
    let missing = |style: &&Style| house.is_none_or(|house| !house.ours.contains(&style.id));
    for style in ours.iter().filter(missing) {
        out.push_str(&style.markup);
    }
    out.push_str("</w:styles>");
    out
}

fn defaults(tongue: &Tongue, out: &mut String) {
    let _ = write!(
        out,
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" \
         w:eastAsia=\"{}\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang {}/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/>\
         </w:pPr></w:pPrDefault></w:docDefaults>",
        tongue.font,
        tongue.attributes()
    );
}

/// All styles that our text may use.
pub(super) fn ours(language: &str, code_styles: &BTreeMap<String, usize>) -> Vec<Style> {
    let plain = PLAIN
        .iter()
        .map(|it| Style::new(it.kind, it.origin, it.id, it.name, it.inside));
    let mut styles: Vec<Style> = plain.collect();
    styles.extend(headings(&tongue(language)));
    styles.extend((1..=9).flat_map(level));
    styles.extend(codes(code_styles));
    styles.extend(atoms());
    let own = |id, name, inside| Style::new(Kind::Character, Origin::Own, id, name, inside);
    let inside = "<w:uiPriority w:val=\"99\"/>";
    styles.push(own("UnderstoryLabel", LABEL_STYLE, inside));
    let inside = "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";
    styles.push(own("CodeReference", CODE_REFERENCE_STYLE, inside));
    styles
}

/// Sizes of headings in half points, from level 1.
const HEADING_SIZES: [u32; 9] = [32, 28, 26, 24, 22, 22, 22, 22, 22];

fn headings(tongue: &Tongue) -> impl Iterator<Item = Style> {
    HEADING_SIZES.iter().zip(1..).map(|(size, level)| {
        let inside = format!(
            "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>\
             <w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"120\"/>\
             <w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"{}\"/><w:b/>\
             <w:sz w:val=\"{size}\"/></w:rPr>",
            level - 1,
            tongue.heading_font
        );
        let (id, name) = (format!("Heading{level}"), format!("heading {level}"));
        Style::new(Kind::Paragraph, Origin::BuiltIn, &id, &name, &inside)
    })
}

/// Styles that come in nine depths.
fn level(level: u32) -> [Style; 2] {
    let number = match level {
        1 => String::new(),
        level => format!(" {level}"),
    };
    let indent = 425 * level;
    let style = |name: &str, looks: String| {
        let id = format!("{}{level}", name.replace(' ', ""));
        let name = format!("{name}{number}");
        let inside = format!("<w:basedOn w:val=\"Normal\"/>{looks}");
        Style::new(Kind::Paragraph, Origin::BuiltIn, &id, &name, &inside)
    };
    let continued = format!("<w:pPr><w:ind w:left=\"{indent}\"/></w:pPr>");
    let quoted =
        format!("<w:pPr><w:ind w:left=\"{indent}\" w:right=\"425\"/></w:pPr><w:rPr><w:i/></w:rPr>");
    [style("List Continue", continued), style("Quote", quoted)]
}

fn codes(code_styles: &BTreeMap<String, usize>) -> impl Iterator<Item = Style> {
    code_styles.iter().map(|(info, index)| {
        let id = format!("CodeBlock{index}");
        let name = format!("{CODE_STYLE}: {}", escape_info(info));
        let inside = "<w:basedOn w:val=\"CodeBlock\"/>";
        Style::new(Kind::Paragraph, Origin::Own, &id, &name, inside)
    })
}

/// Styles of runs whose text is the source of something else.
fn atoms() -> impl Iterator<Item = Style> {
    let both = |name: &&str| [String::from(*name), format!("{name}-code")];
    let names: Vec<String> = ATOM_STYLES.iter().flat_map(both).collect();
    names.into_iter().map(|name| {
        let (id, title) = (format!("Understory-{name}"), format!("Understory {name}"));
        let inside = "<w:rPr><w:color w:val=\"7F6000\"/></w:rPr>";
        Style::new(Kind::Character, Origin::Own, &id, &title, inside)
    })
}

/// Style names hold no commas or semicolons, which part names from aliases.
fn escape_info(info: &str) -> String {
    info.bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            b'-' | b'_' | b'.' | b'+' | b'#' | b':' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
