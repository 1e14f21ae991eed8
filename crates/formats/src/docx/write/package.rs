//! Which parts a written file has, and how they hang together.

use std::collections::BTreeMap;

use document::{Document, ResourceId};

use super::{
    archive::{Archive, HEAD, OFFICE, PACKAGE, Relation},
    comments::Comments,
    labels::Lists,
    pictures::{PIXEL_PART, PIXEL_PNG, Picture},
    properties, settings,
    styles::{self, Style},
    template::Template,
    unlinked,
    writer::{self, Parts},
};
use crate::{Presentation, WriteError};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE_TYPE: &str = "application/vnd.openxmlformats-officedocument";
const PACKAGE_TYPE: &str = "application/vnd.openxmlformats-package";
/// Where the addresses of what Word 2013 added begin.
const NEWER: &str = "http://schemas.microsoft.com/office/2011/relationships";

/// What a file is made of.
pub(super) struct Sources<'s, 'a> {
    pub(super) document: &'s Document,
    pub(super) presentation: &'s Presentation,
    pub(super) tracked: bool,
    pub(super) parts: Parts<'a>,
    pub(super) lists: &'s Lists,
    pub(super) comments: &'s Comments<'s>,
    pub(super) styles: &'s [Style],
    pub(super) template: Option<&'s Template>,
    /// The layout of the comment table that this is.
    pub(super) layout: Option<&'s str>,
}

/// Puts everything into one archive.
pub(super) fn zip(sources: Sources<'_, '_>) -> Result<Vec<u8>, WriteError> {
    let mut archive = Archive::default();
    properties(&mut archive, &sources);
    let Sources {
        document,
        tracked,
        parts,
        template,
        ..
    } = sources;
    let language = &document.language;
    let main_type = format!("{WORD}.document.main+xml");
    archive.markup("word/document.xml", &main_type, parts.document);
    let mut beside = Beside::default();
    let house = template.map(|template| &template.styles);
    let styles = styles::part(language, sources.styles, house);
    beside.add(&mut archive, "styles", styles);
    beside.add(
        &mut archive,
        "numbering",
        numbering(sources.lists, template),
    );
    let settings = settings::part(language, tracked, template);
    beside.add(&mut archive, "settings", settings);
    let uses_pixel = |relation: &Relation<'_>| relation.target == PIXEL_PART;
    let mut pixel = false;
    for (name, markup, references) in parts.notes {
        beside.add(&mut archive, name, markup);
        let relations: Vec<Relation<'_>> = Relation::of_text(&references).collect();
        archive.relationships(&format!("word/{name}.xml"), &relations);
        pixel |= relations.iter().any(uses_pixel);
    }
    if !sources.comments.is_empty() {
        let said = sources.comments.parts();
        beside.add(&mut archive, "comments", said.comments);
        beside.add_as(&mut archive, "commentsExtended", NEWER, said.extended);
        beside.add_as(&mut archive, "people", NEWER, said.people);
    }
    if !template.is_some_and(|template| template.has("fontTable")) {
        beside.add(&mut archive, "fontTable", styles::fonts(language));
    }
    if let Some(template) = template {
        beside.add_house(&mut archive, template);
    }
    if let Some(addresses) = parts.unlinked.part() {
        beside.add_data(&mut archive, addresses);
    }
    let mut relations: Vec<Relation<'_>> = Relation::of_text(&parts.document_references).collect();
    relations.extend(beside.relations);
    archive.relationships("word/document.xml", &relations);
    pictures(&mut archive, &parts.pictures);
    if pixel || relations.iter().any(uses_pixel) {
        let name = format!("word/{PIXEL_PART}");
        archive.media(&name, "image/png", PIXEL_PNG.as_slice());
    }
    archive.finish()
}

fn pictures<'a>(archive: &mut Archive<'a>, pictures: &BTreeMap<ResourceId, Picture<'a>>) {
    for picture in pictures.values() {
        let media_type = match picture.part.rsplit('.').next() {
            Some("bin") => "application/octet-stream",
            _ => &picture.resource.media_type,
        };
        let name = format!("word/{}", picture.part);
        archive.media(&name, media_type, picture.resource.bytes.as_slice());
    }
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

    /// Data that programs carry along without a look at it (ECMA-376 part 1, 15.2.5); those that
    /// say nothing of themselves are dropped by LibreOffice.
    fn add_data(&mut self, archive: &mut Archive<'_>, content: String) {
        let path = "customXml/item1.xml";
        archive.markup(path, "application/xml", content);
        let stated = Relation {
            id: "props1".to_owned(),
            kind: format!("{OFFICE}/customXmlProps").into(),
            target: "itemProps1.xml".into(),
            external: false,
        };
        archive.relationships(path, &[stated]);
        let properties = format!("{OFFICE_TYPE}.customXmlProperties+xml");
        archive.markup(
            "customXml/itemProps1.xml",
            &properties,
            unlinked::properties(),
        );
        self.relations.push(Relation {
            id: "data1".to_owned(),
            kind: format!("{OFFICE}/customXml").into(),
            target: format!("../{path}").into(),
            external: false,
        });
    }

    /// What a template brings.
    fn add_house<'t>(&mut self, archive: &mut Archive<'t>, template: &'t Template) {
        for part in &template.parts {
            let path = format!("word/{}", part.name);
            let media_type = match part.kind {
                "theme" => format!("{OFFICE_TYPE}.theme+xml"),
                kind => format!("{WORD}.{kind}+xml"),
            };
            archive.markup(&path, &media_type, part.content.clone());
            if !part.pictures.is_empty() {
                archive.relationships(&path, &part.relations());
            }
            self.relations.push(Relation {
                id: part.id(),
                kind: format!("{OFFICE}/{}", part.kind).into(),
                target: part.name.clone().into(),
                external: false,
            });
        }
        for media in &template.media {
            let name = format!("word/{}", media.name);
            archive.media(&name, media.media_type, media.bytes.as_slice());
        }
    }
}

/// The parts about the file, and what the package refers to.
fn properties(archive: &mut Archive<'_>, sources: &Sources<'_, '_>) {
    let core = properties::core(sources.document, sources.presentation);
    let custom = properties::custom(sources.presentation, sources.tracked, sources.layout);
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

fn numbering(lists: &Lists, template: Option<&Template>) -> String {
    let mut out = format!("{HEAD}<w:numbering");
    writer::declare(&mut out);
    out.push('>');
    lists.write(template.map(|template| &template.lists), &mut out);
    out.push_str("</w:numbering>");
    out
}
