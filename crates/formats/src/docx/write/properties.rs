//! What a file says about itself: the core properties that every program shows, and the imprint by
//! which it is known when it comes back.

use std::fmt::Write as _;

use document::Document;

use super::{
    archive::{HEAD, PACKAGE},
    attribution,
};
use crate::{Imprint, Presentation, docx::markup};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
/// The format of custom properties (ECMA-376 part 1, 22.3.2.2).
const CUSTOM: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
/// Custom properties are numbered from 2.
const FIRST_CUSTOM: usize = 2;

/// `docProps/core.xml`.
pub(super) fn core(document: &Document, presentation: &Presentation) -> String {
    let mut out = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let date = attribution::moment(&presentation.date).unwrap_or_default();
    let revision = number(presentation.imprint.revision);
    let time = " xsi:type=\"dcterms:W3CDTF\"";
    for (name, attributes, text) in [
        ("dc:title", "", &document.title),
        ("dc:creator", "", &presentation.author),
        ("dc:identifier", "", &presentation.imprint.address),
        ("dc:language", "", &document.language),
        ("cp:lastModifiedBy", "", &presentation.author),
        ("cp:revision", "", &revision),
        ("dcterms:created", time, &date),
        ("dcterms:modified", time, &date),
    ] {
        if !text.is_empty() {
            let text = markup::escaped(text);
            let _ = write!(out, "<{name}{attributes}>{text}</{name}>");
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// `docProps/app.xml`.
pub(super) fn app() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"{OFFICE}/extended-properties\">\
         <Application>Understory</Application></Properties>"
    )
}

/// `docProps/custom.xml`; `None` where there is nothing to say. A redline names whose tracked
/// changes are its own, so that those of people are told from them.
pub(super) fn custom(
    presentation: &Presentation,
    tracked: bool,
    layout: Option<&str>,
) -> Option<String> {
    let Imprint {
        guideline,
        language,
        revision,
        compared_with,
        address,
    } = &presentation.imprint;
    let mut properties = vec![
        ("guideline", guideline.clone()),
        ("language", language.clone()),
        ("revision", number(*revision)),
        ("compared_with", number(*compared_with)),
        ("address", address.clone()),
        ("table", layout.unwrap_or_default().to_owned()),
    ];
    if tracked {
        let author = attribution::author(&presentation.author).to_owned();
        let date = attribution::moment(&presentation.date).unwrap_or_default();
        properties.extend([("author", author), ("date", date)]);
    }
    properties.retain(|(_, text)| !text.is_empty());
    if properties.is_empty() {
        return None;
    }
    let mut out = format!(
        "{HEAD}<Properties xmlns=\"{OFFICE}/custom-properties\" xmlns:vt=\"{OFFICE}/docPropsVTypes\">"
    );
    for ((name, text), id) in properties.iter().zip(FIRST_CUSTOM..) {
        let _ = write!(
            out,
            "<property fmtid=\"{CUSTOM}\" pid=\"{id}\" name=\"understory.{name}\">\
             <vt:lpwstr>{}</vt:lpwstr></property>",
            markup::escaped(text)
        );
    }
    out.push_str("</Properties>");
    Some(out)
}

fn number(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}
