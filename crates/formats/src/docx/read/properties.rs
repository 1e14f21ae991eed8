//! What a file says of itself: its title and language, and which revision of which guideline it is.

use super::whole;
use crate::{
    Imprint, ReadError,
    docx::{
        names::Ns,
        package::{Package, Relationships},
        tree::Element,
    },
};

/// Title and language of the document's properties, where stated.
pub(super) fn title_and_language(
    package: &Package<'_>,
) -> Result<(Option<String>, Option<String>), ReadError> {
    let named = package.relationships("")?;
    let part = super::part_of(&named, "core-properties").unwrap_or("docProps/core.xml");
    let (mut title, mut language) = (None, None);
    whole(package, part, |root| {
        let stated = |name| {
            let text = root.child(Ns::Dc, name)?.text();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let clean = document::unwelcome_character(&text).is_none();
            (clean && !text.is_empty()).then_some(text)
        };
        title = stated("title");
        language = stated("language").filter(|tag| is_language(tag));
    })?;
    Ok((title, language))
}

/// Letters and digits in groups of at most eight (BCP 47, section 2.1).
fn is_language(tag: &str) -> bool {
    tag.split('-').all(|group| {
        (1..=8).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// What our writer put among the custom properties.
#[derive(Debug, Default)]
pub(super) struct Ours {
    /// Which revision the file holds.
    pub(super) imprint: Option<Imprint>,
    /// Author of the redline's own changes.
    pub(super) author: Option<String>,
    /// Date of the redline's own changes.
    pub(super) date: Option<String>,
    /// The layout of the comment table that the file is.
    pub(super) table: Option<String>,
}

/// Reads the custom properties that begin with `understory.`.
pub(super) fn ours(package: &Package<'_>) -> Result<Ours, ReadError> {
    let named: Relationships = package.relationships("")?;
    let part = super::part_of(&named, "custom-properties").unwrap_or("docProps/custom.xml");
    let mut ours = Ours::default();
    whole(package, part, |root| {
        for property in root.children() {
            let name = property.attribute(Ns::None, "name").unwrap_or_default();
            if let Some(name) = name.strip_prefix("understory.") {
                ours.take(name, property.children().next());
            }
        }
    })?;
    Ok(ours)
}

impl Ours {
    fn take(&mut self, name: &str, value: Option<Element<'_>>) {
        let value = value.map_or_else(String::new, |value| value.text().trim().to_owned());
        match name {
            "author" => self.author = Some(value),
            "date" => self.date = Some(value),
            "table" => self.table = Some(value),
            _ => {
                let imprint = self.imprint.get_or_insert_default();
                match name {
                    "guideline" => imprint.guideline = value,
                    "language" => imprint.language = value,
                    "revision" => imprint.revision = value.parse().ok(),
                    "compared_with" => imprint.compared_with = value.parse().ok(),
                    "address" => imprint.address = value,
                    _ => {}
                }
            }
        }
    }
}
