//! The order in which the schema wants properties. Not every program that makes templates keeps it,
//! and Word refuses a file for some that are out of it.

use crate::docx::{names::Ns, tree::Element};

/// `CT_PPr`.
const PARAGRAPH: [&str; 35] = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
];

/// `EG_RPrBase`.
const RUN: [&str; 39] = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
];

/// What properties hold, in the order of the schema; each once. `None` for other elements.
pub(in crate::docx::write) fn sorted(element: Element<'_>) -> Option<Vec<Element<'_>>> {
    let order: &[&str] = match element.name() {
        (Ns::W, "pPr") => &PARAGRAPH,
        (Ns::W, "rPr") => &RUN,
        _ => return None,
    };
    let known = order.iter().filter_map(|name| element.child(Ns::W, name));
    Some(known.collect())
}
