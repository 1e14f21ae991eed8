//! Fonts and language tags by the language of a document.

use std::fmt::Write as _;

use crate::docx::{
    markup,
    write::{archive::HEAD, writer},
};

/// Fonts and language tags of a document's language.
pub(super) struct Tongue {
    pub(super) western: String,
    pub(super) east_asian: &'static str,
    pub(super) font: &'static str,
    pub(super) heading_font: &'static str,
}

pub(super) fn tongue(language: &str) -> Tongue {
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

impl Tongue {
    /// The attributes of `w:lang`.
    pub(super) fn attributes(&self) -> String {
        format!(
            "w:val=\"{}\" w:eastAsia=\"{}\" w:bidi=\"ar-SA\"",
            markup::escaped(&self.western),
            self.east_asian
        )
    }
}

/// Western and East Asian language tags.
pub(in crate::docx::write) fn languages(language: &str) -> (String, &'static str) {
    let tongue = tongue(language);
    (tongue.western, tongue.east_asian)
}

/// `fontTable.xml`: the fonts that our styles name.
pub(in crate::docx::write) fn fonts(language: &str) -> String {
    let tongue = tongue(language);
    let mut out = format!("{HEAD}<w:fonts");
    writer::declare(&mut out);
    out.push('>');
    for name in [
        "Times New Roman",
        "Courier New",
        tongue.font,
        tongue.heading_font,
    ] {
        let _ = write!(out, "<w:font w:name=\"{name}\"/>");
    }
    out.push_str("</w:fonts>");
    out
}
