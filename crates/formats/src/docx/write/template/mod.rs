//! What a written file takes from the house's own template: styles, theme, fonts, page set-up,
//! headers and footers. Its text stays behind.
//!
//! A template is a file from outside. It is opened as any other, within the same limits; what is
//! taken is parsed and written anew without macros, embedded objects, fields that fetch, and
//! anything that refers to a place outside the file.

mod copy;
mod fields;
mod lists;
mod order;
mod section;
mod settings;
mod stories;

use std::collections::{BTreeMap, HashSet};

use super::{
    archive::{HEAD, OFFICE, Relation},
    styles, writer,
};
use crate::{
    Limits, ReadError, WriteError,
    docx::{
        malformed,
        names::Ns,
        package::{Package, Relationships},
        tree::Element,
        xml,
    },
};

pub(super) use self::{
    copy::Copy, lists::HouseLists, order::sorted, section::Section, settings::Setting,
};

/// Everything that is taken from a template.
#[derive(Debug, Default)]
pub(super) struct Template {
    pub(super) styles: HouseStyles,
    pub(super) lists: HouseLists,
    pub(super) section: Section,
    pub(super) settings: Vec<Setting>,
    pub(super) parts: Vec<HousePart>,
    pub(super) media: Vec<HouseMedia>,
}

/// A part that is written beside the text.
#[derive(Debug)]
pub(super) struct HousePart {
    /// Its name under `word/`.
    pub(super) name: String,
    /// The last segment of its relationship's type.
    pub(super) kind: &'static str,
    pub(super) content: String,
    /// Ids of its pictures, and the names of these under `word/`.
    pub(super) pictures: Vec<(String, String)>,
}

impl HousePart {
    /// Under which id the text refers to it.
    pub(super) fn id(&self) -> String {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        format!("house-{}", name.trim_end_matches(".xml"))
    }

    /// What it refers to itself.
    pub(super) fn relations(&self) -> Vec<Relation<'_>> {
        let pictures = self.pictures.iter().map(|(id, name)| Relation {
            id: id.clone(),
            kind: format!("{OFFICE}/image").into(),
            target: name.as_str().into(),
            external: false,
        });
        pictures.collect()
    }
}

/// A picture in a header or footer.
#[derive(Debug)]
pub(super) struct HouseMedia {
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// The styles of a template under ids that are ours.
#[derive(Debug, Default)]
pub(super) struct HouseStyles {
    /// What stands before the styles: latent ones.
    pub(super) latent: String,
    /// The inside of the defaults for runs without their language, and that for paragraphs.
    pub(super) run_defaults: Vec<(String, String)>,
    pub(super) paragraph_defaults: String,
    /// The styles as markup.
    pub(super) all: Vec<String>,
    /// The ids of our styles that the template has.
    pub(super) ours: HashSet<String>,
}

impl Template {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, WriteError> {
        read(bytes).map_err(WriteError::Template)
    }

    /// Whether it brings a part of this kind.
    pub(super) fn has(&self, kind: &str) -> bool {
        self.parts.iter().any(|part| part.kind == kind)
    }
}

fn read(bytes: &[u8]) -> Result<Template, ReadError> {
    let ours = &styles::ours("", &BTreeMap::new());
    let package = Package::open(bytes, &Limits::default())?;
    let main = main_part(&package)?;
    let relationships = package.relationships(&main)?;
    let mut template = Template::default();
    let part = |kind: &str| part_of(&relationships, kind);
    let mut copy = Copy::default();
    let mut lists = HashSet::new();
    if let Some(part) = part("styles") {
        whole(&package, part, |root| lists = lists::used(root))?;
    }
    if let Some(part) = part("numbering") {
        whole(&package, part, |root| {
            copy.numbers = lists::numbers(root, &lists);
        })?;
    }
    if let Some(part) = part("styles") {
        whole(&package, part, |root| {
            copy.styles = styles::names(root, ours);
            template.styles = styles::house(root, ours, &copy);
        })?;
    }
    if let Some(part) = part("numbering") {
        whole(&package, part, |root| {
            template.lists = lists::house(root, &copy);
        })?;
    }
    if let Some(part) = part("settings") {
        whole(&package, part, |root| {
            template.settings = settings::house(root, &copy);
        })?;
    }
    for (kind, root) in [("theme", "a:theme"), ("fontTable", "w:fonts")] {
        if let Some(part) = part(kind) {
            let taken = plain_part(&package, part, kind, root, &copy)?;
            template.parts.extend(taken);
        }
    }
    let found = section::find(&package, &main)?;
    template.section = found.section;
    stories::take(
        &package,
        &relationships,
        &found.stories,
        &copy,
        &mut template,
    )?;
    Ok(template)
}

/// A part that refers to nothing.
fn plain_part(
    package: &Package<'_>,
    part: &str,
    kind: &'static str,
    expected: &str,
    copy: &Copy,
) -> Result<Option<HousePart>, ReadError> {
    let mut taken = None;
    whole(package, part, |root| {
        let (ns, local) = root.name();
        if format!("{}:{local}", ns.prefix()) == expected {
            let name = match kind {
                "theme" => "theme/theme1.xml",
                _ => "fontTable.xml",
            };
            taken = Some(HousePart {
                name: name.to_owned(),
                kind,
                content: document(root, copy),
                pictures: Vec::new(),
            });
        }
    })?;
    Ok(taken)
}

/// A root element as a whole part.
fn document(root: Element<'_>, copy: &Copy) -> String {
    let (ns, local) = root.name();
    let name = format!("{}:{local}", ns.prefix());
    let mut out = format!("{HEAD}<{name}");
    writer::declare(&mut out);
    if let Some(title) = root.attribute(Ns::None, "name") {
        out.push_str(" name=\"");
        crate::docx::markup::escape(title, &mut out);
        out.push('"');
    }
    out.push('>');
    copy.inside(root, &mut out);
    out.extend(["</", &name, ">"]);
    out
}

fn main_part(package: &Package<'_>) -> Result<String, ReadError> {
    let named = package.relationships("")?;
    let part = part_of(&named, "officeDocument").unwrap_or("word/document.xml");
    if package.has(part) {
        return Ok(part.to_owned());
    }
    Err(malformed("it is an archive without a Word document in it"))
}

fn part_of<'r>(relationships: &'r Relationships, kind: &str) -> Option<&'r str> {
    let of_kind = relationships
        .values()
        .filter(|entry| entry.kind == kind && !entry.external);
    of_kind.map(|entry| entry.target.as_str()).min()
}

/// Hands the root of a part to `take`.
fn whole(
    package: &Package<'_>,
    part: &str,
    take: impl FnOnce(Element<'_>),
) -> Result<(), ReadError> {
    package.stream(part, |source| {
        if let Some(tree) = xml::whole(source)? {
            take(tree.root());
        }
        Ok(())
    })?;
    Ok(())
}
