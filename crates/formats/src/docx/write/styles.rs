//! `styles.xml`: built-in styles under their English names, which every program knows, and a few of
//! our own.

use std::{collections::BTreeMap, fmt::Write as _};

use super::writer;
use crate::docx::{
    markup,
    read::{ATOM_STYLES, CODE_REFERENCE_STYLE, CODE_STYLE, LABEL_STYLE},
};

/// Fonts and language tags of a document's language.
struct Tongue {
    western: String,
    east_asian: &'static str,
    font: &'static str,
    heading_font: &'static str,
}

fn tongue(language: &str) -> Tongue {
    let primary = language.split('-').next().unwrap_or_default();
    let (east_asian, font, heading_font) = match primary {
        "ja" => ("ja-JP", "MS Mincho", "MS Gothic"),
        "ko" => ("ko-KR", "Batang", "Malgun Gothic"),
        _ if language.contains("Hant") || language.ends_with("-TW") => {
            ("zh-TW", "PMingLiU", "Microsoft JhengHei")
        }
        _ => ("zh-CN", "SimSun", "SimHei"),
    };
    let western = match (primary, language) {
        ("zh" | "ja" | "ko" | "und" | "", _) => "en-GB".to_owned(),
        ("en", "en") => "en-GB".to_owned(),
        ("pt", "pt") => "pt-PT".to_owned(),
        (_, language) => language.to_owned(),
    };
    Tongue {
        western,
        east_asian,
        font,
        heading_font,
    }
}

/// Western and East Asian language tags.
pub(super) fn languages(language: &str) -> (String, &'static str) {
    let tongue = tongue(language);
    (tongue.western, tongue.east_asian)
}

/// The whole part.
pub(super) fn part(language: &str, code_styles: &BTreeMap<String, usize>) -> String {
    let tongue = tongue(language);
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles");
    writer::declare(&mut out);
    let _ = write!(
        out,
        "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" \
         w:eastAsia=\"{}\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"{}\" w:eastAsia=\"{}\" \
         w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults>",
        tongue.font,
        markup::escaped(&tongue.western),
        tongue.east_asian
    );
    out.push_str(PLAIN);
    headings(&mut out, &tongue);
    levels(&mut out);
    codes(&mut out, code_styles);
    atoms(&mut out);
    let _ = write!(
        out,
        "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"UnderstoryLabel\">\
         <w:name w:val=\"{LABEL_STYLE}\"/><w:uiPriority w:val=\"99\"/></w:style>\
         <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"CodeReference\">\
         <w:name w:val=\"{CODE_REFERENCE_STYLE}\"/><w:rPr>\
         <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style></w:styles>"
    );
    out
}

/// Styles without variants.
const PLAIN: &str = concat!(
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>",
    "<w:qFormat/></w:style>",
    "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">",
    "<w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>",
    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">",
    "<w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr>",
    "<w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>",
    "<w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>",
    "<w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/>",
    "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"CodeBlock\" w:customStyle=\"1\">",
    "<w:name w:val=\"Code Block\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:shd w:val=\"clear\" ",
    "w:color=\"auto\" w:fill=\"F4F4F4\"/></w:pPr><w:rPr><w:rFonts w:ascii=\"Courier New\" ",
    "w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:noProof/><w:sz w:val=\"20\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"TableText\" w:customStyle=\"1\">",
    "<w:name w:val=\"Table Text\"/><w:basedOn w:val=\"Normal\"/><w:pPr>",
    "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Figure\" w:customStyle=\"1\"><w:name w:val=\"Figure\"/>",
    "<w:basedOn w:val=\"Normal\"/><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Caption\"><w:name w:val=\"caption\"/>",
    "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:rPr><w:i/><w:sz w:val=\"20\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"HorizontalLine\" w:customStyle=\"1\">",
    "<w:name w:val=\"Horizontal Line\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:pBdr>",
    "<w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"808080\"/></w:pBdr></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"FootnoteText\"><w:name w:val=\"footnote text\"/>",
    "<w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" ",
    "w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/></w:rPr></w:style>",
    "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\">",
    "<w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>",
    "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr>",
    "<w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/></w:rPr></w:style>",
    "<w:style w:type=\"character\" w:styleId=\"InlineCode\" w:customStyle=\"1\">",
    "<w:name w:val=\"Inline Code\"/><w:rPr><w:rFonts w:ascii=\"Courier New\" ",
    "w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:sz w:val=\"20\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"CommentText\"><w:name w:val=\"annotation text\"/>",
    "<w:basedOn w:val=\"Normal\"/><w:rPr><w:sz w:val=\"20\"/></w:rPr></w:style>",
    "<w:style w:type=\"character\" w:styleId=\"CommentReference\">",
    "<w:name w:val=\"annotation reference\"/><w:rPr><w:sz w:val=\"16\"/></w:rPr></w:style>",
    "<w:style w:type=\"table\" w:styleId=\"GuidelineTable\" w:customStyle=\"1\">",
    "<w:name w:val=\"Guideline Table\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>",
    "<w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>",
    "<w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>",
    "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>",
    "<w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>",
    "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>",
    "<w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/></w:tblBorders></w:tblPr>",
    "<w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val=\"clear\" ",
    "w:color=\"auto\" w:fill=\"EAF1E4\"/></w:tcPr></w:tblStylePr></w:style>",
);

/// Sizes of headings in half points, from level 1.
const HEADING_SIZES: [u32; 9] = [32, 28, 26, 24, 22, 22, 22, 22, 22];

fn headings(out: &mut String, tongue: &Tongue) {
    for (size, level) in HEADING_SIZES.iter().zip(1..) {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\">\
             <w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>\
             <w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"{}\"/></w:pPr>\
             <w:rPr><w:rFonts w:eastAsia=\"{}\"/><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>",
            level - 1,
            tongue.heading_font
        );
    }
}

/// Styles that come in nine depths.
fn levels(out: &mut String) {
    for level in 1..=9 {
        let number = if level == 1 {
            String::new()
        } else {
            format!(" {level}")
        };
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"ListContinue{level}\">\
             <w:name w:val=\"List Continue{number}\"/><w:basedOn w:val=\"Normal\"/><w:pPr>\
             <w:ind w:left=\"{indent}\"/></w:pPr></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"Quote{level}\">\
             <w:name w:val=\"Quote{number}\"/><w:basedOn w:val=\"Normal\"/><w:pPr>\
             <w:ind w:left=\"{indent}\" w:right=\"425\"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>",
            indent = 425 * level,
        );
    }
}

fn codes(out: &mut String, code_styles: &BTreeMap<String, usize>) {
    for (info, index) in code_styles {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"CodeBlock{index}\">\
             <w:name w:val=\"{CODE_STYLE}: {}\"/><w:basedOn w:val=\"CodeBlock\"/></w:style>",
            escape_info(info)
        );
    }
}

/// Styles of runs whose text is the source of something else.
fn atoms(out: &mut String) {
    for name in ATOM_STYLES {
        for code in ["", "-code"] {
            let _ = write!(
                out,
                "<w:style w:type=\"character\" w:customStyle=\"1\" \
                 w:styleId=\"Understory-{name}{code}\"><w:name w:val=\"Understory {name}{code}\"/>\
                 <w:rPr><w:color w:val=\"7F6000\"/></w:rPr></w:style>"
            );
        }
    }
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
