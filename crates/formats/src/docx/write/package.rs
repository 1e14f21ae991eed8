//! The archive around the parts. The same document gives the same bytes: entries are in a fixed
//! order and carry no time.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use document::Document;
use zip::{ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::{
    comments::Comments,
    labels::Lists,
    pictures::{PIXEL_PART, PIXEL_PNG},
    styles, writer,
    writer::{Parts, Reference},
};
use crate::{Format, Presentation, WriteError, docx::markup};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const EXTENDED_COMMENTS: &str =
    "http://schemas.microsoft.com/office/2011/relationships/commentsExtended";

/// Puts everything into one archive.
pub(super) fn zip(
    document: &Document,
    presentation: &Presentation,
    tracked: bool,
    parts: &Parts<'_>,
    lists: &Lists,
    comments: &Comments<'_>,
) -> Result<Vec<u8>, WriteError> {
    let mut archive = Archive::default();
    archive.text("[Content_Types].xml", &content_types(parts, comments));
    archive.text("_rels/.rels", &package_relationships());
    archive.text("docProps/core.xml", &core(document, presentation));
    archive.text("docProps/app.xml", &app());
    archive.text("word/document.xml", &parts.document);
    archive.text(
        "word/_rels/document.xml.rels",
        &relationships(&parts.document_references, &main_relationships(comments)),
    );
    let styles = styles::part(&document.language, &parts.code_styles);
    archive.text("word/styles.xml", &styles);
    archive.text("word/numbering.xml", &numbering(lists));
    archive.text("word/settings.xml", &settings(&document.language, tracked));
    archive.text("word/footnotes.xml", &parts.footnotes);
    archive.text(
        "word/_rels/footnotes.xml.rels",
        &relationships(&parts.footnote_references, &[]),
    );
    if !comments.is_empty() {
        let (main, extended) = comments.parts();
        archive.text("word/comments.xml", &main);
        archive.text("word/commentsExtended.xml", &extended);
    }
    for picture in parts.pictures.values() {
        let part = format!("word/{}", picture.part);
        archive.bytes(&part, &picture.resource.bytes);
    }
    if uses_pixel(parts) {
        archive.bytes(&format!("word/{PIXEL_PART}"), &PIXEL_PNG);
    }
    archive.finish()
}

/// An archive that remembers its first error.
struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    state: ZipResult<()>,
}

impl Default for Archive {
    fn default() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            state: Ok(()),
        }
    }
}

impl Archive {
    fn text(&mut self, name: &str, content: &str) {
        self.bytes(name, content.as_bytes());
    }

    fn bytes(&mut self, name: &str, content: &[u8]) {
        if self.state.is_ok() {
            self.state = self.add(name, content);
        }
    }

    fn add(&mut self, name: &str, content: &[u8]) -> ZipResult<()> {
        let options = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        self.zip.start_file(name, options)?;
        self.zip.write_all(content)?;
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, WriteError> {
        let done = self.state.and_then(|()| self.zip.finish());
        done.map(Cursor::into_inner)
            .map_err(|error| WriteError::Failed {
                format: Format::Docx,
                why: error.to_string(),
            })
    }
}

fn uses_pixel(parts: &Parts<'_>) -> bool {
    let lists = [&parts.document_references, &parts.footnote_references];
    let mut references = lists.into_iter().flatten();
    references.any(|reference| reference.target == PIXEL_PART)
}

fn content_types(parts: &Parts<'_>, comments: &Comments<'_>) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    let mut endings: BTreeSet<(&str, &str)> = parts
        .pictures
        .values()
        .filter_map(|picture| {
            let ending = picture.part.rsplit('.').next()?;
            let known = picture.resource.media_type.as_str();
            Some((
                ending,
                if ending == "bin" {
                    "application/octet-stream"
                } else {
                    known
                },
            ))
        })
        .collect();
    if uses_pixel(parts) {
        endings.insert(("png", "image/png"));
    }
    for (ending, media_type) in endings {
        let _ = write!(
            out,
            "<Default Extension=\"{ending}\" ContentType=\"{media_type}\"/>"
        );
    }
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut part = |name: &str, kind: &str| {
        let _ = write!(
            out,
            "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"
        );
    };
    part("word/document.xml", &format!("{word}.document.main+xml"));
    for name in ["styles", "numbering", "settings", "footnotes"] {
        part(&format!("word/{name}.xml"), &format!("{word}.{name}+xml"));
    }
    if !comments.is_empty() {
        part("word/comments.xml", &format!("{word}.comments+xml"));
        let extended = format!("{word}.commentsExtended+xml");
        part("word/commentsExtended.xml", &extended);
    }
    part(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    );
    part(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    out.push_str("</Types>");
    out
}

fn package_relationships() -> String {
    let entries = [
        (format!("{OFFICE}/officeDocument"), "word/document.xml"),
        (
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        (format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ];
    relationships(&[], &entries)
}

/// What the document refers to apart from its text.
fn main_relationships(comments: &Comments<'_>) -> Vec<(String, &'static str)> {
    let mut entries: Vec<(String, &'static str)> = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("footnotes", "footnotes.xml"),
    ]
    .into_iter()
    .map(|(kind, target)| (format!("{OFFICE}/{kind}"), target))
    .collect();
    if !comments.is_empty() {
        entries.push((format!("{OFFICE}/comments"), "comments.xml"));
        entries.push((EXTENDED_COMMENTS.to_owned(), "commentsExtended.xml"));
    }
    entries
}

fn relationships(references: &[Reference], further: &[(String, &str)]) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (reference, id) in references.iter().zip(1..) {
        let mode = if reference.external {
            " TargetMode=\"External\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{}\" Target=\"{}\"{mode}/>",
            reference.kind,
            markup::escaped(&reference.target)
        );
    }
    for ((kind, target), id) in further.iter().zip(1..) {
        let _ = write!(
            out,
            "<Relationship Id=\"part{id}\" Type=\"{kind}\" Target=\"{target}\"/>"
        );
    }
    out.push_str("</Relationships>");
    out
}

fn core(document: &Document, presentation: &Presentation) -> String {
    let mut out = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let mut element = |name: &str, attributes: &str, text: &str| {
        if !text.is_empty() {
            let text = markup::escaped(text);
            let _ = write!(out, "<{name}{attributes}>{text}</{name}>");
        }
    };
    element("dc:title", "", &document.title);
    element("dc:creator", "", &presentation.author);
    element("dc:language", "", &document.language);
    let time = " xsi:type=\"dcterms:W3CDTF\"";
    element("dcterms:created", time, &presentation.date);
    out.push_str("</cp:coreProperties>");
    out
}

fn app() -> String {
    format!(
        "{HEAD}<Properties \
         xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Understory</Application></Properties>"
    )
}

fn numbering(lists: &Lists) -> String {
    let mut out = format!("{HEAD}<w:numbering");
    writer::declare(&mut out);
    out.push('>');
    lists.write(&mut out);
    out.push_str("</w:numbering>");
    out
}

/// In a redline tracking is on, so that what reviewers add is told apart too.
fn settings(language: &str, tracked: bool) -> String {
    let (western, east_asian) = styles::languages(language);
    let mut out = format!("{HEAD}<w:settings");
    writer::declare(&mut out);
    out.push('>');
    if tracked {
        out.push_str("<w:trackRevisions/>");
    }
    let _ = write!(
        out,
        "<w:defaultTabStop w:val=\"425\"/><w:footnotePr><w:footnote w:id=\"-1\"/>\
         <w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting \
         w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{}\" w:eastAsia=\"{east_asian}\"/>\
         </w:settings>",
        markup::escaped(&western)
    );
    out
}
