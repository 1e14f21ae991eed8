//! The lists of a template. They stand before ours, so that its styles and headers keep theirs.

use std::collections::{HashMap, HashSet};

use super::Copy;
use crate::docx::{names::Ns, tree::Element};

/// Definitions and lists as markup, and how many numbers they take.
#[derive(Debug, Default)]
pub(in crate::docx::write) struct HouseLists {
    pub(in crate::docx::write) definitions: String,
    pub(in crate::docx::write) lists: String,
    pub(in crate::docx::write) count: usize,
}

/// New numbers by those of the template.
#[derive(Debug, Default, Clone)]
pub(super) struct Numbers {
    pub(super) lists: HashMap<String, usize>,
    pub(super) definitions: HashMap<String, usize>,
}

/// The lists that styles put their paragraphs into; others were for the template's own text.
pub(super) fn used(styles: Element<'_>) -> HashSet<String> {
    let numbers = styles
        .descendants()
        .filter(|element| element.is(Ns::W, "numId"))
        .filter_map(|element| element.w("val"));
    numbers.map(String::from).collect()
}

/// New numbers, from 1, for definitions and lists alike: one of each may share a number, as ours do.
pub(super) fn numbers(root: Element<'_>, used: &HashSet<String>) -> Numbers {
    let mut numbers = Numbers::default();
    let lists = root.children().filter(|entry| entry.is(Ns::W, "num"));
    for list in lists {
        let (Some(number), Some(definition)) = (list.w("numId"), list.value_of("abstractNumId"))
        else {
            continue;
        };
        if used.contains(number) {
            let next = numbers.lists.len() + 1;
            numbers.lists.entry(number.to_owned()).or_insert(next);
            let next = numbers.definitions.len() + 1;
            let definition = definition.to_owned();
            numbers.definitions.entry(definition).or_insert(next);
        }
    }
    numbers
}

/// Levels lose their styles: in ours a paragraph says itself in which list it is.
pub(super) fn house(root: Element<'_>, copy: &Copy) -> HouseLists {
    let copy = Copy {
        styles: copy.styles.clone(),
        numbers: copy.numbers.clone(),
        unlinked: true,
        ..Copy::default()
    };
    let mut house = HouseLists {
        count: copy.numbers.lists.len(),
        ..HouseLists::default()
    };
    let mut numbers = copy.numbers.clone();
    for entry in root.children() {
        let taken = |numbers: &mut HashMap<String, usize>, name| {
            entry
                .w(name)
                .is_some_and(|number| numbers.remove(number).is_some())
        };
        match entry.name() {
            (Ns::W, "abstractNum") if taken(&mut numbers.definitions, "abstractNumId") => {
                copy.element(entry, &mut house.definitions);
            }
            (Ns::W, "num") if taken(&mut numbers.lists, "numId") => {
                copy.element(entry, &mut house.lists);
            }
            _ => {}
        }
    }
    house
}
