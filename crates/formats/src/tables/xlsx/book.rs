//! What the sheets of a file share: their names, texts, looks, and what the file says of itself.

use std::io::BufRead;

use super::{local, value::rich_text};
use crate::{
    Imprint, ReadError,
    docx::{
        malformed,
        names::Ns,
        package::{Package, Relationships},
        tree::Element,
        xml::{self, Source, Step},
    },
    tables::{Layout, workbook},
};

/// Strings that cells share; more than all cells that are taken could hold.
const STRINGS: usize = 2_000_000;

/// What the sheets share.
#[derive(Default)]
pub(super) struct Book {
    /// Name and part.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) strings: Vec<String>,
    /// For each look of a cell, whether it shows a number as a date.
    pub(super) dates: Vec<bool>,
    pub(super) since_1904: bool,
    pub(super) ours: Option<Layout>,
    pub(super) imprint: Option<Imprint>,
}

impl Book {
    pub(super) fn open(package: &Package<'_>) -> Result<Self, ReadError> {
        let mut book = Self::default();
        let root = package.relationships("")?;
        let main = of_kind(&root, "officeDocument")
            .unwrap_or("xl/workbook.xml")
            .to_owned();
        if !package.has(&main) {
            return Err(malformed("it is an archive without a spreadsheet in it"));
        }
        let relations = package.relationships(&main)?;
        let read = package.stream(&main, |source| {
            if let Some(tree) = xml::whole(source)? {
                book.workbook(tree.root(), &relations);
            }
            Ok(())
        })?;
        if read.is_none() || book.sheets.is_empty() {
            return Err(malformed("it has no sheet"));
        }
        if let Some(part) = of_kind(&relations, "styles") {
            book.styles(package, part)?;
        }
        if let Some(part) = of_kind(&relations, "sharedStrings") {
            package.stream(part, |source| book.shared(source))?;
        }
        if let Some(part) = of_kind(&root, "custom-properties") {
            book.properties(package, part)?;
        }
        Ok(book)
    }

    fn workbook(&mut self, root: Element<'_>, relations: &Relationships) {
        for part in root.children() {
            match local(part) {
                "workbookPr" => {
                    let since = part.attribute(Ns::None, "date1904");
                    self.since_1904 = matches!(since, Some("1" | "true"));
                }
                "sheets" => {
                    let sheets = part.children().filter_map(|sheet| {
                        let relation = relations.get(sheet.attribute(Ns::R, "id")?)?;
                        let plain = relation.kind == "worksheet" && !relation.external;
                        let name = sheet.attribute(Ns::None, "name").unwrap_or_default();
                        plain.then(|| (name.to_owned(), relation.target.clone()))
                    });
                    self.sheets = sheets.collect();
                }
                _ => {}
            }
        }
    }

    fn styles(&mut self, package: &Package<'_>, part: &str) -> Result<(), ReadError> {
        package.stream(part, |source| {
            let Some(tree) = xml::whole(source)? else {
                return Ok(());
            };
            let mut of_dates: Vec<u32> = BUILT_IN_DATES.into_iter().flatten().collect();
            for list in tree.root().children() {
                match local(list) {
                    "numFmts" => of_dates.extend(list.children().filter_map(date_format)),
                    "cellXfs" => {
                        let looks = list.children().map(|look| {
                            let id = look.attribute(Ns::None, "numFmtId");
                            let id = id.and_then(|id| id.parse().ok());
                            id.is_some_and(|id: u32| of_dates.contains(&id))
                        });
                        self.dates = looks.collect();
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
        Ok(())
    }

    fn shared<R: BufRead>(&mut self, source: &mut Source<R>) -> Result<(), ReadError> {
        loop {
            match source.step()? {
                Step::End => return Ok(()),
                Step::Open if local(source.head()) == "si" => {
                    if self.strings.len() >= STRINGS {
                        let what = format!("more than {STRINGS} shared texts");
                        return Err(ReadError::TooLarge(what));
                    }
                    self.strings.push(rich_text(source.tree()?.root()));
                }
                _ => {}
            }
        }
    }

    fn properties(&mut self, package: &Package<'_>, part: &str) -> Result<(), ReadError> {
        package.stream(part, |source| {
            let Some(tree) = xml::whole(source)? else {
                return Ok(());
            };
            for property in tree.root().children() {
                let name = property.attribute(Ns::None, "name").unwrap_or_default();
                let value = property.children().next().map(|it| it.text().into_owned());
                self.property(name, value.unwrap_or_default());
            }
            Ok(())
        })?;
        Ok(())
    }

    fn property(&mut self, name: &str, value: String) {
        if name == workbook::LAYOUT {
            self.ours = value.parse().ok();
        }
        let Some(name) = name.strip_prefix("understory.") else {
            return;
        };
        let imprint = self.imprint.get_or_insert_default();
        match name {
            "guideline" => imprint.guideline = value,
            "language" => imprint.language = value,
            "revision" => imprint.revision = value.parse().ok(),
            _ => {}
        }
    }
}

/// Numbers of formats that show dates and times (ECMA-376 part 1, 18.8.30).
const BUILT_IN_DATES: [std::ops::RangeInclusive<u32>; 4] = [14..=22, 27..=36, 45..=47, 50..=58];

fn date_format(format: Element<'_>) -> Option<u32> {
    let code = format.attribute(Ns::None, "formatCode")?;
    let mut quoted = false;
    let shown = code.chars().filter(|it| {
        quoted ^= *it == '"';
        !quoted
    });
    let shown: String = shown.collect::<String>().to_ascii_lowercase();
    let plain = shown
        .split(']')
        .map(|part| part.split('[').next().unwrap_or_default());
    let plain: String = plain.collect();
    let dated = plain.contains(['y', 'd']) || plain.contains("h:") || plain.contains("mm");
    let id = format.attribute(Ns::None, "numFmtId")?.parse().ok()?;
    dated.then_some(id)
}

fn of_kind<'r>(relations: &'r Relationships, kind: &str) -> Option<&'r str> {
    let of_kind = relations
        .values()
        .filter(|it| it.kind == kind && !it.external);
    of_kind.map(|it| it.target.as_str()).min()
}
