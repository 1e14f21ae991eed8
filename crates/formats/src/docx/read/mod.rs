//! Bytes to a document.
//!
//! The package is opened with its limits, styles and lists are taken in, then the body streams by,
//! paragraph by paragraph, and after it the notes that it refers to. What is not represented is
//! listed as a problem with its place.

mod assembly;
mod changes;
mod dates;
mod drawing;
mod field;
mod inline;
mod line;
mod markup;
mod media;
mod notes;
mod numbering;
mod paragraph;
mod places;
mod properties;
mod record;
mod run;
mod script;
mod story;
mod style_names;
mod styles;
mod symbols;
mod table;
mod tracking;
mod unlinked;

use std::collections::{BTreeMap, HashMap};

use document::{Block, BlockId, Document};

pub(super) use markup::read as markup;
pub(super) use numbering::UNLABELLED;
pub(super) use styles::{ATOM_STYLES, CODE_REFERENCE_STYLE, CODE_STYLE, LABEL_STYLE};
pub(super) use table::{COLUMN_SPAN, ROW_SPAN};

use self::{
    changes::Changes, media::Media, notes::References, numbering::Numbering, script::Script,
    story::Story, styles::Styles, tracking::Sides, unlinked::Unlinked,
};
use super::{
    malformed,
    package::{Package, Relationships},
    xml,
};
use crate::{Imprint, Limits, Problem, ReadError, Reading, docx::View, intake, language, settle};

/// What all stories of a document share.
struct Context<'p> {
    package: &'p Package<'p>,
    limits: &'p Limits,
    sides: Sides,
    styles: Styles,
    unlinked: Unlinked,
}

/// What grows while the stories are read one after the other.
#[derive(Default)]
struct Found {
    problems: Vec<Problem>,
    numbering: Numbering,
    references: References,
    media: Media,
    changes: Changes,
    /// Everything on all sides, where that is wanted.
    script: Option<Script>,
    /// Bookmarks on words inside notes that are open, by their ids.
    quotes: HashMap<String, String>,
    /// Paragraphs whose text was brought to normal form.
    composed: usize,
    /// Lines of generated tables of contents.
    contents_lines: usize,
    /// U+FFFC in the source.
    strays: usize,
}

impl Found {
    fn problem(&mut self, place: &str, what: impl Into<String>) {
        self.problems.push(Problem {
            place: place.to_owned(),
            what: what.into(),
        });
    }
}

/// Reads a document as it stands with all tracked changes accepted or rejected.
pub(super) fn read(bytes: &[u8], limits: &Limits, view: View) -> Result<Reading, ReadError> {
    let package = Package::open(bytes, limits)?;
    let draft = draft(&package, limits, Sides::One(view))?;
    let document = finish(&package, draft.blocks, draft.found.media)?;
    Ok(Reading {
        document,
        problems: draft.found.problems,
    })
}

/// Which revision the file says that it holds, and as which comment table.
pub(super) fn imprint(
    bytes: &[u8],
    limits: &Limits,
) -> Result<(Option<Imprint>, Option<String>), ReadError> {
    let package = Package::open(bytes, limits)?;
    let ours = properties::ours(&package)?;
    Ok((ours.imprint, ours.table))
}

/// What the parts of a package gave.
struct Draft<'p> {
    context: Context<'p>,
    found: Found,
    blocks: Vec<Block>,
    /// The keys of notes by the order of first mentions.
    keys: Vec<String>,
    relationships: Relationships,
}

fn draft<'p>(
    package: &'p Package<'p>,
    limits: &'p Limits,
    sides: Sides,
) -> Result<Draft<'p>, ReadError> {
    let main = main_part(package)?;
    let relationships = package.relationships(&main)?;
    let part = |kind: &str| part_of(&relationships, kind);
    let mut found = Found::default();
    let mut styles = Styles::default();
    if let Some(part) = part("styles") {
        whole(package, part, |root| styles = Styles::of(root))?;
    }
    if let Some(part) = part("numbering") {
        whole(package, part, |root| found.numbering = Numbering::of(root))?;
    }
    let context = Context {
        package,
        limits,
        sides,
        styles,
        unlinked: unlinked::read(package, &relationships)?,
    };
    found.script = context.keeps_all().then(Script::default);
    let mut blocks = Story::body(&context, &mut found, &main, &relationships)?;
    for (kind, element) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        if let Some(part) = part(kind) {
            notes::read(&context, &mut found, part, element)?;
        }
    }
    let keys = notes::append(&mut blocks, &mut found);
    places::list_left_out(&context, &mut found, &relationships)?;
    found.list_whole_file();
    found.problems.extend(settle::clean_blocks(&mut blocks));
    intake::check_blocks(&blocks)?;
    name_blocks(&mut blocks);
    Ok(Draft {
        context,
        found,
        blocks,
        keys,
        relationships,
    })
}

fn finish(package: &Package<'_>, blocks: Vec<Block>, media: Media) -> Result<Document, ReadError> {
    let (title, language) = properties::title_and_language(package)?;
    let mut document = Document {
        title: title.unwrap_or_else(|| intake::first_heading(&blocks)),
        language: language.unwrap_or_default(),
        blocks,
        resources: BTreeMap::new(),
    };
    if document.language.is_empty() {
        document.language = language::guess(&document);
    }
    document.resources = media.into_resources();
    match document.defects().first() {
        Some(defect) => Err(malformed(defect.to_string())),
        None => Ok(document),
    }
}

impl Found {
    fn list_whole_file(&mut self) {
        let mut list = |count: usize, what: String| {
            if count > 0 {
                self.problems.push(intake::whole_file(what));
            }
        };
        list(
            self.composed,
            "letters with separate accents were joined (Unicode normal form C)".to_owned(),
        );
        list(
            self.contents_lines,
            format!(
                "a table of contents of {} lines was left out; it is made anew from the headings",
                self.contents_lines
            ),
        );
        list(
            self.strays,
            format!(
                "{} of the character U+FFFC, which stands for objects, dropped",
                self.strays
            ),
        );
    }
}

/// Blocks keep the ids that the file has for them, where they are unique; others get fresh ones.
fn name_blocks(blocks: &mut [Block]) {
    let mut taken = std::collections::HashSet::new();
    for block in blocks.iter_mut() {
        if !block.id.as_str().is_empty() && !taken.insert(block.id.clone()) {
            block.id = BlockId::default();
        }
    }
    let mut number = 0;
    for block in blocks {
        while block.id.as_str().is_empty() {
            number += 1;
            let fresh = BlockId::from(format!("b{number}"));
            if taken.insert(fresh.clone()) {
                block.id = fresh;
            }
        }
    }
}

/// The part that holds the text.
fn main_part(package: &Package<'_>) -> Result<String, ReadError> {
    let named = package.relationships("")?;
    let part = part_of(&named, "officeDocument").unwrap_or("word/document.xml");
    if package.has(part) {
        return Ok(part.to_owned());
    }
    Err(malformed(if package.has("content.xml") {
        "it is an OpenDocument file; save it as .docx"
    } else {
        "it is an archive without a Word document in it"
    }))
}

fn part_of<'r>(relationships: &'r Relationships, kind: &str) -> Option<&'r str> {
    let of_kind = |entry: &&super::package::Relationship| entry.kind == kind && !entry.external;
    let found = relationships.values().filter(of_kind);
    found.map(|entry| entry.target.as_str()).min()
}

/// Hands the root of a small part to `take`; says whether the part was there.
fn whole(
    package: &Package<'_>,
    part: &str,
    take: impl FnOnce(super::tree::Element<'_>),
) -> Result<bool, ReadError> {
    let read = package.stream(part, |source| {
        if let Some(tree) = xml::whole(source)? {
            take(tree.root());
        }
        Ok(())
    })?;
    Ok(read.is_some())
}
