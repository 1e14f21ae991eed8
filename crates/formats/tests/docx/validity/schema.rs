//! Which element may hold which others, in which order.

use std::collections::HashMap;

use super::tree::Node;

/// Content models by the name of the type and of the element.
pub(super) struct Schema(HashMap<(&'static str, &'static str), Model>);

#[derive(Default)]
struct Model {
    items: Vec<Item>,
    /// Places that must not be empty.
    asked: Vec<u32>,
}

struct Item {
    place: u32,
    name: &'static str,
    needed: bool,
    several: bool,
    kind: &'static str,
}

impl Schema {
    pub(super) fn load() -> Self {
        let lines = include_str!("schema.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#'));
        Self(lines.map(line).collect())
    }

    /// What is wrong in an element of this type.
    pub(super) fn check(&self, node: &Node, kind: &str, wrong: &mut Vec<String>) {
        let local = node.name.trim_start_matches("w:");
        let model = self
            .0
            .iter()
            .find(|((of, name), _)| *of == kind && *name == local);
        let Some((_, model)) = model else { return };
        let mut last = 0;
        let mut seen: Vec<&str> = Vec::new();
        let mut places = Vec::new();
        for child in &node.children {
            let Some(name) = child.name.strip_prefix("w:") else {
                continue;
            };
            let Some(item) = model.items.iter().find(|item| item.name == name) else {
                wrong.push(format!("{local} holds {name}"));
                continue;
            };
            if item.place < last {
                wrong.push(format!("{local}: {name} stands too late"));
            }
            if seen.contains(&name) && !item.several {
                wrong.push(format!("{local}: {name} stands twice"));
            }
            last = last.max(item.place);
            seen.push(name);
            places.push(item.place);
            self.check(child, item.kind, wrong);
        }
        let missing = model
            .items
            .iter()
            .filter(|it| it.needed && !seen.contains(&it.name));
        wrong.extend(missing.map(|item| format!("{local} lacks {}", item.name)));
        let empty = model.asked.iter().filter(|place| !places.contains(place));
        wrong.extend(empty.map(|place| format!("{local} has nothing in place {place}")));
    }
}

fn line(line: &'static str) -> ((&'static str, &'static str), Model) {
    let mut words = line.split(' ').filter(|word| !word.is_empty());
    let key = words.next().unwrap().split_once('/').unwrap();
    let mut model = Model::default();
    for word in words {
        if let Some(place) = word.strip_prefix('+') {
            model.asked.push(place.parse().unwrap());
            continue;
        }
        let mut parts = word.split(':');
        let place = parts.next().unwrap().parse().unwrap();
        let written = parts.next().unwrap();
        model.items.push(Item {
            place,
            name: written.trim_end_matches(['?', '*']),
            needed: !written.ends_with(['?', '*']),
            several: written.ends_with('*'),
            kind: parts.next().unwrap(),
        });
    }
    (key, model)
}
