//! The settings of a template that shape its pages.

use super::Copy;
use crate::docx::{names::Ns, tree::Element};

/// A setting as markup, by its name.
#[derive(Debug, Clone)]
pub(in crate::docx::write) struct Setting {
    pub(in crate::docx::write) name: String,
    pub(in crate::docx::write) markup: String,
}

/// What is taken; everything else is about the template's own text.
const TAKEN: [&str; 23] = [
    "alignBordersAndEdges",
    "autoHyphenation",
    "bookFoldPrinting",
    "bookFoldPrintingSheets",
    "bookFoldRevPrinting",
    "bordersDoNotSurroundFooter",
    "bordersDoNotSurroundHeader",
    "characterSpacingControl",
    "clrSchemeMapping",
    "compat",
    "consecutiveHyphenLimit",
    "decimalSymbol",
    "defaultTabStop",
    "doNotHyphenateCaps",
    "evenAndOddHeaders",
    "gutterAtTop",
    "hyphenationZone",
    "listSeparator",
    "mirrorMargins",
    "noLineBreaksAfter",
    "noLineBreaksBefore",
    "noPunctuationKerning",
    "strictFirstAndLastChars",
];

pub(super) fn house(root: Element<'_>, copy: &Copy) -> Vec<Setting> {
    let mut found: Vec<Setting> = Vec::new();
    for entry in root.children() {
        let (ns, name) = entry.name();
        let fresh = !found.iter().any(|setting| setting.name == name);
        if ns == Ns::W && TAKEN.contains(&name) && fresh {
            let markup = match name {
                "compat" => compat(entry, copy),
                _ => one(entry, copy),
            };
            let name = name.to_owned();
            found.push(Setting { name, markup });
        }
    }
    found
}

fn one(entry: Element<'_>, copy: &Copy) -> String {
    let mut markup = String::new();
    copy.element(entry, &mut markup);
    markup
}

/// The inside of `w:compat`, without the version: older ones thread no replies to comments.
fn compat(entry: Element<'_>, copy: &Copy) -> String {
    let version = |entry: &Element<'_>| entry.w("name") == Some("compatibilityMode");
    let kept = entry.children().filter(|entry| !version(entry));
    kept.map(|entry| one(entry, copy)).collect()
}
