//! The archive around the parts. The same parts give the same bytes: entries are in the order in
//! which they came and carry no time.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use zip::{ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::writer::Reference;
use crate::{Format, WriteError, docx::markup};

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Where the addresses of what Office relates begin.
pub(super) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Where the addresses of the package itself begin.
pub(super) const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The parts of a package, in the order of its archive.
#[derive(Default)]
pub(super) struct Archive<'c> {
    parts: Vec<Part<'c>>,
    /// Media types of parts that are told by their ending.
    endings: BTreeMap<String, String>,
}

struct Part<'c> {
    name: String,
    /// `None` where the ending tells.
    media_type: Option<String>,
    content: Cow<'c, [u8]>,
}

impl<'c> Archive<'c> {
    /// Adds a part of markup.
    pub(super) fn markup(&mut self, name: &str, media_type: &str, content: String) {
        self.push(name, Some(media_type), content.into_bytes().into());
    }

    /// Adds the relationships of a part; of the package itself for an empty name.
    pub(super) fn relationships(&mut self, part: &str, entries: &[Relation<'_>]) {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}_rels/{name}.rels");
        self.push(&path, None, relationships(entries).into_bytes().into());
    }

    /// Adds a part whose ending tells what it is; all of one ending are of one media type.
    pub(super) fn media(
        &mut self,
        name: &str,
        media_type: &str,
        content: impl Into<Cow<'c, [u8]>>,
    ) {
        let ending = name.rsplit('.').next().unwrap_or_default();
        self.endings
            .insert(ending.to_owned(), media_type.to_owned());
        self.push(name, None, content.into());
    }

    fn push(&mut self, name: &str, media_type: Option<&str>, content: Cow<'c, [u8]>) {
        self.parts.push(Part {
            name: name.to_owned(),
            media_type: media_type.map(String::from),
            content,
        });
    }

    /// The bytes of the package.
    pub(super) fn finish(self) -> Result<Vec<u8>, WriteError> {
        self.zip().map_err(|error| WriteError::Failed {
            format: Format::Docx,
            why: error.to_string(),
        })
    }

    fn zip(self) -> ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        zip.start_file("[Content_Types].xml", options)?;
        zip.write_all(self.content_types().as_bytes())?;
        for part in &self.parts {
            zip.start_file(part.name.as_str(), options)?;
            zip.write_all(&part.content)?;
        }
        zip.finish().map(Cursor::into_inner)
    }

    fn content_types(&self) -> String {
        let mut out = format!(
            "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        );
        for (ending, media_type) in &self.endings {
            let media_type = markup::escaped(media_type);
            let _ = write!(
                out,
                "<Default Extension=\"{ending}\" ContentType=\"{media_type}\"/>"
            );
        }
        for part in &self.parts {
            if let Some(media_type) = &part.media_type {
                let name = &part.name;
                let _ = write!(
                    out,
                    "<Override PartName=\"/{name}\" ContentType=\"{media_type}\"/>"
                );
            }
        }
        out.push_str("</Types>");
        out
    }
}

/// What a part refers to.
#[derive(Debug, Clone)]
pub(super) struct Relation<'r> {
    pub(super) id: String,
    /// The whole address of its type.
    pub(super) kind: Cow<'r, str>,
    pub(super) target: Cow<'r, str>,
    pub(super) external: bool,
}

impl<'r> Relation<'r> {
    /// The `number`th part beside a text, apart from what the text refers to.
    pub(super) fn to_part(number: usize, kind: String, target: &'r str) -> Self {
        Self {
            id: format!("part{number}"),
            kind: kind.into(),
            target: target.into(),
            external: false,
        }
    }

    /// What a text refers to, under the ids that stand in it.
    pub(super) fn of_text(references: &'r [Reference]) -> impl Iterator<Item = Self> {
        references.iter().zip(1..).map(|(reference, id)| Self {
            id: format!("rId{id}{}", reference.escapes),
            kind: format!("{OFFICE}/{}", reference.kind).into(),
            target: reference.target.as_str().into(),
            external: reference.external,
        })
    }
}

fn relationships(entries: &[Relation<'_>]) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let mut ids = BTreeSet::new();
    for entry in entries.iter().filter(|entry| ids.insert(&entry.id)) {
        let mode = if entry.external {
            " TargetMode=\"External\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "<Relationship Id=\"{}\" Type=\"{}\" Target=\"{}\"{mode}/>",
            markup::escaped(&entry.id),
            markup::escaped(&entry.kind),
            markup::escaped(&entry.target)
        );
    }
    out.push_str("</Relationships>");
    out
}
