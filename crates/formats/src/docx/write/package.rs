//! Which parts a written file has, and how they hang together.

use document::Document;

use super::{
    archive::{Archive, HEAD, OFFICE, PACKAGE, Relation},
    comments::Comments,
    labels::Lists,
    pictures::{PIXEL_PART, PIXEL_PNG},
    properties, styles, writer,
    writer::Parts,
};
use crate::{Presentation, WriteError, docx::markup};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE_TYPE: &str = "application/vnd.openxmlformats-officedocument";
const PACKAGE_TYPE: &str = "application/vnd.openxmlformats-package";
/// Where the addresses of what Word 2013 added begin.
const NEWER: &str = "http://schemas.microsoft.com/office/2011/relationships";

/// Puts everything into one archive.
pub(super) fn zip(
    document: &Document,
    presentation: &Presentation,
    tracked: bool,
    parts: Parts<'_>,
    lists: &Lists,
    comments: &Comments<'_>,
) -> Result<Vec<u8>, WriteError> {
    let mut archive = Archive::default();
    properties(&mut archive, document, presentation, tracked);
    let main_type = format!("{WORD}.document.main+xml");
    archive.markup("word/document.xml", &main_type, parts.document);
    let mut beside = Beside::default();
    let styles = styles::part(&document.language, &parts.code_styles);
    beside.add(&mut archive, "styles", styles);
    beside.add(&mut archive, "numbering", numbering(lists));
    beside.add(
        &mut archive,
        "settings",
        settings(&document.language, tracked),
    );
    beside.add(&mut archive, "footnotes", parts.footnotes);
    let notes: Vec<Relation<'_>> = Relation::of_text(&parts.footnote_references).collect();
    archive.relationships("word/footnotes.xml", &notes);
    if !comments.is_empty() {
        let said = comments.parts();
        beside.add(&mut archive, "comments", said.comments);
        beside.add_as(&mut archive, "commentsExtended", NEWER, said.extended);
        beside.add_as(&mut archive, "people", NEWER, said.people);
    }
    let mut relations: Vec<Relation<'_>> = Relation::of_text(&parts.document_references).collect();
    relations.extend(beside.relations);
    archive.relationships("word/document.xml", &relations);
    for picture in parts.pictures.values() {
        let media_type = match picture.part.rsplit('.').next() {
            Some("bin") => "application/octet-stream",
            _ => &picture.resource.media_type,
        };
        let name = format!("word/{}", picture.part);
        archive.media(&name, media_type, &picture.resource.bytes);
    }
    let uses_pixel = |relation: &Relation<'_>| relation.target == PIXEL_PART;
    if relations.iter().chain(&notes).any(uses_pixel) {
        let name = format!("word/{PIXEL_PART}");
        archive.media(&name, "image/png", PIXEL_PNG.as_slice());
    }
    archive.finish()
}

/// Parts beside the text, and how it refers to them.
#[derive(Default)]
struct Beside {
    relations: Vec<Relation<'static>>,
}

impl Beside {
    fn add(&mut self, archive: &mut Archive<'_>, name: &str, content: String) {
        self.add_as(archive, name, OFFICE, content);
    }

    fn add_as(&mut self, archive: &mut Archive<'_>, name: &str, address: &str, content: String) {
        let path = format!("word/{name}.xml");
        archive.markup(&path, &format!("{WORD}.{name}+xml"), content);
        self.relations.push(Relation {
            id: format!("part{}", self.relations.len() + 1),
            kind: format!("{address}/{name}").into(),
            target: format!("{name}.xml").into(),
            external: false,
        });
    }
}

/// The parts about the file, and what the package refers to.
fn properties(
    archive: &mut Archive<'_>,
    document: &Document,
    presentation: &Presentation,
    tracked: bool,
) {
    let core = properties::core(document, presentation);
    let custom = properties::custom(presentation, tracked);
    let mut relations = vec![
        (format!("{OFFICE}/officeDocument"), "word/document.xml"),
        (
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        (format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ];
    if custom.is_some() {
        relations.push((format!("{OFFICE}/custom-properties"), "docProps/custom.xml"));
    }
    let relations = relations.into_iter().zip(1..);
    let relations: Vec<Relation<'_>> = relations
        .map(|((kind, target), number)| Relation::to_part(number, kind, target))
        .collect();
    archive.relationships("", &relations);
    let core_type = format!("{PACKAGE_TYPE}.core-properties+xml");
    archive.markup("docProps/core.xml", &core_type, core);
    let app_type = format!("{OFFICE_TYPE}.extended-properties+xml");
    archive.markup("docProps/app.xml", &app_type, properties::app());
    if let Some(custom) = custom {
        let custom_type = format!("{OFFICE_TYPE}.custom-properties+xml");
        archive.markup("docProps/custom.xml", &custom_type, custom);
    }
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
    use std::fmt::Write as _;
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
