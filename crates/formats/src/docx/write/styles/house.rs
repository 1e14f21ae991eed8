//! The styles of a template under our ids, so that our text finds them whatever the template calls
//! them: Word names built-in styles in English and gives them ids in its own language.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
};

use super::Style;
use crate::docx::{
    markup,
    names::Ns,
    read::CODE_STYLE,
    tree::Element,
    write::template::{Copy, HouseStyles, sorted},
};

/// Children of `w:style` in the order of the schema (`CT_Style`), which not every program keeps.
const ORDER: [&str; 22] = [
    "name",
    "aliases",
    "basedOn",
    "next",
    "link",
    "autoRedefine",
    "hidden",
    "uiPriority",
    "semiHidden",
    "unhideWhenUsed",
    "qFormat",
    "locked",
    "personal",
    "personalCompose",
    "personalReply",
    "rsid",
    "pPr",
    "rPr",
    "tblPr",
    "trPr",
    "tcPr",
    "tblStylePr",
];
/// What stands after the language among the properties of a run.
const AFTER_LANGUAGE: [&str; 3] = ["eastAsianLayout", "specVanish", "oMath"];

/// Our ids by those of the template. A style that has an id of ours by accident gets another.
pub(in crate::docx::write) fn names(root: Element<'_>, ours: &[Style]) -> HashMap<String, String> {
    let styles: Vec<Element<'_>> = styles(root).collect();
    let mut names = HashMap::new();
    for style in ours {
        let found = styles.iter().find(|it| is_called(**it, style));
        let found = found.or_else(|| styles.iter().find(|it| is_heading(**it, style)));
        if let Some(id) = found.and_then(|it| it.w("styleId"))
            && !names.contains_key(id)
        {
            names.insert(id.to_owned(), style.id.clone());
        }
    }
    for id in styles.iter().filter_map(|it| it.w("styleId")) {
        let is_ours = ours.iter().any(|style| style.id == id);
        if is_ours && !names.contains_key(id) {
            names.insert(id.to_owned(), format!("House{id}"));
        }
    }
    names
}

/// Each style once; those for one language of code are made as they are needed.
fn styles(root: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    let mut seen = HashSet::new();
    root.children().filter(move |child| {
        let name = child.value_of("name").unwrap_or_default();
        let id = child.w("styleId");
        let code = name.starts_with(CODE_STYLE) && name != CODE_STYLE;
        child.is(Ns::W, "style") && !code && id.is_some_and(|id| seen.insert(id))
    })
}

fn is_called(found: Element<'_>, ours: &Style) -> bool {
    let kind = found.w("type").unwrap_or("paragraph");
    let name = found.value_of("name").unwrap_or_default();
    kind == ours.kind.name() && name.trim().to_lowercase() == ours.name.to_lowercase()
}

/// A localised name: the outline level says that it is a heading, the number in it of which level.
fn is_heading(found: Element<'_>, ours: &Style) -> bool {
    let Some(level) = ours.id.strip_prefix("Heading") else {
        return false;
    };
    let properties = found.child(Ns::W, "pPr");
    let outline = properties.and_then(|properties| properties.value_of("outlineLvl"));
    let outline = outline.and_then(|outline| outline.parse::<u8>().ok());
    let name = found.value_of("name").unwrap_or_default();
    let stem = name.trim_end().strip_suffix(level);
    let numbered = stem.is_some_and(|stem| !stem.ends_with(|c: char| c.is_ascii_digit()));
    numbered && outline.is_some_and(|outline| (u16::from(outline) + 1).to_string() == level)
}

/// All styles of a template as we write them.
pub(in crate::docx::write) fn house(root: Element<'_>, ours: &[Style], copy: &Copy) -> HouseStyles {
    let mut house = HouseStyles::default();
    let behind = behind_ours(root, copy);
    for child in root.children() {
        match child.name() {
            (Ns::W, "latentStyles") => copy.element(child, &mut house.latent),
            (Ns::W, "docDefaults") => house.take_defaults(child, copy),
            _ => {}
        }
    }
    for found in styles(root) {
        let id = found.w("styleId").unwrap_or_default();
        let is_ours = |id: &&String| ours.iter().any(|style| style.id == **id);
        let called = copy.styles.get(id).filter(is_ours);
        house
            .all
            .push(style(found, behind.contains(id), called, copy));
        house.ours.extend(called.cloned());
    }
    house
}

/// The styles that ours are, and all that they are based on.
fn behind_ours<'t>(root: Element<'t>, copy: &Copy) -> HashSet<&'t str> {
    let by_id: HashMap<&str, Element<'t>> = styles(root)
        .filter_map(|style| Some((style.w("styleId")?, style)))
        .collect();
    let mut found = HashSet::new();
    for &id in by_id.keys().filter(|id| copy.styles.contains_key(**id)) {
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| found.insert(*id)) {
            next = by_id.get(id).and_then(|style| style.value_of("basedOn"));
        }
    }
    found
}

/// One style. Those behind our text neither number it nor, but for headings, put it into the
/// outline: our text says by itself which label it has.
fn style(style: Element<'_>, behind: bool, called: Option<&String>, copy: &Copy) -> String {
    let mut out = String::from("<w:style");
    let own = style.w("styleId").unwrap_or_default();
    let id = copy.styles.get(own).map_or(own, String::as_str);
    for (name, value) in [
        ("type", style.w("type").or(Some("paragraph"))),
        ("default", style.w("default")),
        ("customStyle", style.w("customStyle")),
        ("styleId", Some(id)),
    ] {
        if let Some(value) = value {
            let _ = write!(out, " w:{name}=\"{}\"", markup::escaped(value));
        }
    }
    out.push('>');
    let outlined = called.is_none_or(|id| id.starts_with("Heading"));
    for name in ORDER {
        for child in style.children().filter(|child| child.is(Ns::W, name)) {
            match name {
                "pPr" if behind => properties(child, outlined, copy, &mut out),
                _ => copy.element(child, &mut out),
            }
        }
    }
    out.push_str("</w:style>");
    out
}

fn properties(properties: Element<'_>, outlined: bool, copy: &Copy, out: &mut String) {
    out.push_str("<w:pPr>");
    for child in sorted(properties).unwrap_or_default() {
        let (_, name) = child.name();
        if name != "numPr" && (outlined || name != "outlineLvl") {
            copy.element(child, out);
        }
    }
    out.push_str("</w:pPr>");
}

impl HouseStyles {
    fn take_defaults(&mut self, defaults: Element<'_>, copy: &Copy) {
        let inside = |outer: &str, inner: &str| defaults.child(Ns::W, outer)?.child(Ns::W, inner);
        let runs = inside("rPrDefault", "rPr");
        for child in runs.and_then(sorted).unwrap_or_default() {
            let mut markup = String::new();
            copy.element(child, &mut markup);
            let name = child.name().1.to_owned();
            self.run_defaults.push((name, markup));
        }
        if let Some(properties) = inside("pPrDefault", "pPr") {
            copy.inside(properties, &mut self.paragraph_defaults);
        }
    }

    /// What stands before our own styles; the language is the text's and not the template's.
    pub(super) fn write(&self, languages: &str, out: &mut String) {
        out.push_str("<w:docDefaults><w:rPrDefault><w:rPr>");
        let own = self.run_defaults.iter().filter(|(name, _)| name != "lang");
        let (later, sooner): (Vec<_>, Vec<_>) =
            own.partition(|(name, _)| AFTER_LANGUAGE.contains(&name.as_str()));
        out.extend(sooner.into_iter().map(|(_, markup)| markup.as_str()));
        let _ = write!(out, "<w:lang {languages}/>");
        out.extend(later.into_iter().map(|(_, markup)| markup.as_str()));
        let _ = write!(
            out,
            "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{}</w:pPr></w:pPrDefault>\
             </w:docDefaults>{}",
            self.paragraph_defaults, self.latent
        );
        out.extend(self.all.iter().map(String::as_str));
    }
}
