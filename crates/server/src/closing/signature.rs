//! Who said something, as far as everybody may know: no ids, no addresses.

use formats::tables::name_and_organisation;
use review::{PersonRef, StakeholderGroup, WrittenBy};
use serde::Serialize;

/// A name and for whom it speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Signature {
    pub(crate) name: String,
    pub(crate) organisation: String,
    pub(crate) stakeholder_group: Option<StakeholderGroup>,
    /// Whether the name is that of a file, with no account behind it.
    pub(crate) from_file: bool,
}

impl Signature {
    /// Of words by this person, or under the name of the file that the person brought.
    pub(crate) fn new(author: &PersonRef, written_by: Option<&WrittenBy>) -> Self {
        match written_by.filter(|written| !written.name.is_empty()) {
            Some(written) => Self::of_file(&written.name),
            None => Self::of_person(author),
        }
    }

    pub(crate) fn of_person(person: &PersonRef) -> Self {
        let organisation = person.organisation.as_ref();
        Self {
            name: person.display_name.clone(),
            organisation: organisation.map_or_else(String::new, |it| it.name.clone()),
            stakeholder_group: organisation.map(|it| it.stakeholder_group),
            from_file: false,
        }
    }

    fn of_file(name: &str) -> Self {
        let (name, organisation) = name_and_organisation(name);
        Self {
            name: name.to_owned(),
            organisation: organisation.to_owned(),
            stakeholder_group: None,
            from_file: true,
        }
    }
}
