//! `settings.xml`: ours, and those of a template that shape its pages.

use std::collections::BTreeMap;

use super::{archive::HEAD, styles, template::Template, writer};
use crate::docx::markup;

/// The order of the schema (`CT_Settings`), as far as we write it.
const ORDER: [&str; 27] = [
    "mirrorMargins",
    "alignBordersAndEdges",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
    "gutterAtTop",
    "trackRevisions",
    "defaultTabStop",
    "autoHyphenation",
    "consecutiveHyphenLimit",
    "hyphenationZone",
    "doNotHyphenateCaps",
    "evenAndOddHeaders",
    "bookFoldRevPrinting",
    "bookFoldPrinting",
    "bookFoldPrintingSheets",
    "noPunctuationKerning",
    "characterSpacingControl",
    "strictFirstAndLastChars",
    "noLineBreaksAfter",
    "noLineBreaksBefore",
    "footnotePr",
    "endnotePr",
    "compat",
    "themeFontLang",
    "clrSchemeMapping",
    "decimalSymbol",
    "listSeparator",
];

const FOOTNOTES: &str =
    "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>";
const ENDNOTES: &str = "<w:endnotePr><w:endnote w:id=\"-1\"/><w:endnote w:id=\"0\"/></w:endnotePr>";
/// Word 2013 and newer, the first to thread replies to comments.
const VERSION: &str = "<w:compatSetting w:name=\"compatibilityMode\" \
    w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>";

/// The whole part. In a redline tracking is on, so that what reviewers add is told apart too.
pub(super) fn part(language: &str, tracked: bool, template: Option<&Template>) -> String {
    let mut all: BTreeMap<&str, String> = BTreeMap::new();
    let tabs = "<w:defaultTabStop w:val=\"425\"/>";
    all.insert("defaultTabStop", tabs.to_owned());
    for setting in template.into_iter().flat_map(|template| &template.settings) {
        all.insert(&setting.name, setting.markup.clone());
    }
    if tracked {
        all.insert("trackRevisions", "<w:trackRevisions/>".to_owned());
    }
    all.insert("footnotePr", FOOTNOTES.to_owned());
    all.insert("endnotePr", ENDNOTES.to_owned());
    let house = all.remove("compat").unwrap_or_default();
    all.insert("compat", format!("<w:compat>{house}{VERSION}</w:compat>"));
    let (western, east_asian) = styles::languages(language);
    let western = markup::escaped(&western);
    let languages = format!("<w:themeFontLang w:val=\"{western}\" w:eastAsia=\"{east_asian}\"/>");
    all.insert("themeFontLang", languages);
    let mut out = format!("{HEAD}<w:settings");
    writer::declare(&mut out);
    out.push('>');
    let written = ORDER.iter().filter_map(|name| all.get(name));
    out.extend(written.map(String::as_str));
    out.push_str("</w:settings>");
    out
}
