//! Addresses that a file of ours does not link to. The words stay; where they would lead stands in a
//! part of its own, as data that no program follows.

use std::{collections::HashMap, fmt::Write as _};

use super::{archive::HEAD, format::Link};
use crate::docx::{addresses, markup, names};

/// Names the part; it is the only one of its kind in a file.
const ITEM: &str = "{5B0C7A0E-6F0E-4A5E-9D36-6F1C2D3E4F50}";
const STORE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";

/// Such addresses in the order in which they were come upon.
#[derive(Debug, Default)]
pub(super) struct Unlinked {
    list: Vec<Link>,
    numbers: HashMap<Link, usize>,
}

impl Unlinked {
    /// The number under which bookmarks name a link.
    pub(super) fn number(&mut self, link: &Link) -> usize {
        if let Some(&number) = self.numbers.get(link) {
            return number;
        }
        self.list.push(link.clone());
        self.numbers.insert(link.clone(), self.list.len());
        self.list.len()
    }

    /// All of them, by number; `None` where there are none.
    pub(super) fn part(&self) -> Option<String> {
        if self.list.is_empty() {
            return None;
        }
        let mut out = format!("{HEAD}<addresses xmlns=\"{}\">", names::OURS);
        for ((href, title), number) in self.list.iter().zip(1..) {
            let (target, escapes) = addresses::encode(href);
            let _ = write!(out, "<address id=\"{number}{escapes}\"");
            if let Some(title) = title {
                let _ = write!(out, " title=\"{}\"", markup::escaped(title));
            }
            let _ = write!(out, ">{}</address>", markup::escaped(&target));
        }
        out.push_str("</addresses>");
        Some(out)
    }
}

/// What the part says of itself.
pub(super) fn properties() -> String {
    format!(
        "{HEAD}<ds:datastoreItem ds:itemID=\"{ITEM}\" xmlns:ds=\"{STORE}\"><ds:schemaRefs>\
         <ds:schemaRef ds:uri=\"{}\"/></ds:schemaRefs></ds:datastoreItem>",
        names::OURS
    )
}
