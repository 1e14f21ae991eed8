//! Addresses that a file of ours keeps as data, since it does not link to them.

use std::collections::HashMap;

use document::MarkKind;

use crate::{
    ReadError,
    docx::{
        addresses,
        names::Ns,
        package::{Package, Relationships},
        tree::Element,
        xml::Step,
    },
};

/// Links by the number under which bookmarks name them.
pub(super) type Unlinked = HashMap<String, MarkKind>;

/// Looks for our part among the data that a document carries along.
pub(super) fn read(
    package: &Package<'_>,
    relationships: &Relationships,
) -> Result<Unlinked, ReadError> {
    let carried = relationships
        .values()
        .filter(|it| it.kind == "customXml" && !it.external);
    let mut parts: Vec<&str> = carried.map(|it| it.target.as_str()).collect();
    parts.sort_unstable();
    for part in parts {
        let found = package.stream(part, |source| match source.step() {
            Ok(Step::Open) if source.head().is(Ns::Ours, "addresses") => {
                Ok(Some(listed(source.tree()?.root())))
            }
            // what others keep there is not ours to judge, even where it is damaged
            _ => Ok(None),
        })?;
        if let Some(found) = found.flatten() {
            return Ok(found);
        }
    }
    Ok(Unlinked::new())
}

fn listed(root: Element<'_>) -> Unlinked {
    let mut found = Unlinked::new();
    for address in root.children() {
        let id = address.attribute(Ns::None, "id").unwrap_or_default();
        let number = id.split_once('_').map_or(id, |(number, _)| number);
        let link = MarkKind::Link {
            href: addresses::decode(id, &address.text()),
            title: address.attribute(Ns::None, "title").map(String::from),
        };
        found.insert(number.to_owned(), link);
    }
    found
}
