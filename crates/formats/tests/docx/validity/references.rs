//! Ids, names and what refers to them: what Word repairs a file for though no schema says it.

use std::collections::{BTreeMap, HashSet};

use super::tree::Node;

/// The parts of a package that are markup.
pub(super) type Parts = BTreeMap<String, Node>;

pub(super) fn check(parts: &Parts, names: &HashSet<String>, wrong: &mut Vec<String>) {
    let texts = [
        "word/document.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
    ];
    let nodes: Vec<&Node> = texts.iter().flat_map(|name| parts[*name].all()).collect();
    annotations(&nodes, wrong);
    ranges(&nodes, "moveFrom", wrong);
    ranges(&nodes, "moveTo", wrong);
    ranges(&nodes, "bookmark", wrong);
    unique(&nodes, "w:bookmarkStart", "w:name", wrong);
    unique(&nodes, "wp:docPr", "id", wrong);
    for name in values(&nodes, "w:bookmarkStart", "w:name") {
        if name.len() > 40 {
            wrong.push(format!("bookmark {name} is longer than 40"));
        }
    }
    let (from, to) = (
        values(&nodes, "w:moveFromRangeStart", "w:name"),
        values(&nodes, "w:moveToRangeStart", "w:name"),
    );
    let set = |names: Vec<&str>| names.into_iter().map(String::from).collect::<HashSet<_>>();
    if set(from) != set(to) {
        wrong.push("a move has only one half".to_owned());
    }
    comments(parts, &nodes, wrong);
    named(parts, &nodes, wrong);
    package(parts, names, wrong);
}

fn values<'n>(nodes: &[&'n Node], element: &str, attribute: &str) -> Vec<&'n str> {
    let found = nodes.iter().filter(|node| node.name == element);
    found.filter_map(|node| node.attribute(attribute)).collect()
}

fn unique(nodes: &[&Node], element: &str, attribute: &str, wrong: &mut Vec<String>) {
    let mut seen = HashSet::new();
    for value in values(nodes, element, attribute) {
        if !seen.insert(value) {
            wrong.push(format!("two {element} are called {value}"));
        }
    }
}

/// Changes, bookmarks and ranges share their ids.
fn annotations(nodes: &[&Node], wrong: &mut Vec<String>) {
    let mut seen = HashSet::new();
    for node in nodes {
        let tracked = node.attribute("w:author").is_some() || node.name == "w:bookmarkStart";
        if let Some(id) = node.attribute("w:id").filter(|_| tracked)
            && !seen.insert(id)
        {
            wrong.push(format!("{} has the id {id} of another", node.name));
        }
        if node
            .attribute("w:author")
            .is_some_and(|name| name.is_empty() || name.len() > 255)
        {
            wrong.push(format!("{} has no fitting author", node.name));
        }
    }
}

/// Each range begins, then ends, once.
fn ranges(nodes: &[&Node], kind: &str, wrong: &mut Vec<String>) {
    let range = if kind == "bookmark" { "" } else { "Range" };
    let (start, end) = (
        format!("w:{kind}{range}Start"),
        format!("w:{kind}{range}End"),
    );
    let mut open = HashSet::new();
    for node in nodes {
        let id = node.attribute("w:id").unwrap_or_default();
        if node.name == start {
            open.insert(id);
        } else if node.name == end && !open.remove(id) {
            wrong.push(format!("{end} {id} has no start before it"));
        }
    }
    wrong.extend(
        open.into_iter()
            .map(|id| format!("{start} {id} has no end")),
    );
}

fn comments(parts: &Parts, nodes: &[&Node], wrong: &mut Vec<String>) {
    let Some(part) = parts.get("word/comments.xml") else {
        return;
    };
    for comment in part.named("w:comment") {
        let id = comment.attribute("w:id").unwrap();
        let at = |name: &str| {
            let places = nodes.iter().enumerate();
            let mut found =
                places.filter(|(_, it)| it.name == name && it.attribute("w:id") == Some(id));
            let first = found.next().map(|(at, _)| at);
            first.filter(|_| found.next().is_none())
        };
        let places = [
            "w:commentRangeStart",
            "w:commentRangeEnd",
            "w:commentReference",
        ]
        .map(at);
        if places.contains(&None) || !places.is_sorted() {
            wrong.push(format!("comment {id} is at {places:?}"));
        }
    }
    let extended = &parts["word/commentsExtended.xml"];
    for entry in extended.named("w15:commentEx") {
        let id = entry.attribute("w15:paraId").unwrap();
        let number = u32::from_str_radix(id, 16).unwrap();
        let known = part
            .named("w:p")
            .iter()
            .any(|it| it.attribute("w14:paraId") == Some(id));
        if !known || number == 0 || number >= 0x8000_0000 {
            wrong.push(format!("paragraph id {id}"));
        }
    }
}

/// Styles and lists that are named are there, each once.
fn named(parts: &Parts, nodes: &[&Node], wrong: &mut Vec<String>) {
    for (part, element, attribute, references) in [
        (
            "word/styles.xml",
            "w:style",
            "w:styleId",
            ["w:pStyle", "w:rStyle", "w:tblStyle"].as_slice(),
        ),
        ("word/numbering.xml", "w:num", "w:numId", &["w:numId"]),
    ] {
        let all = parts[part].all();
        unique(&all, element, attribute, wrong);
        let known = values(&all, element, attribute);
        for reference in references {
            for value in values(nodes, reference, "w:val") {
                if !known.contains(&value) {
                    wrong.push(format!("{reference} names {value}, which is not there"));
                }
            }
        }
    }
    let numbering = parts["word/numbering.xml"].all();
    unique(&numbering, "w:abstractNum", "w:abstractNumId", wrong);
}

/// What parts refer to is in the package.
fn package(parts: &Parts, names: &HashSet<String>, wrong: &mut Vec<String>) {
    for (name, root) in parts {
        let Some((folder, file)) = name.rsplit_once('/') else {
            continue;
        };
        let relations = parts.get(&format!("{folder}/_rels/{file}.rels"));
        let relations = relations.map(|root| root.all()).unwrap_or_default();
        let known = values(&relations, "Relationship", "Id");
        for node in root.all() {
            for (attribute, id) in &node.attributes {
                let refers = attribute == "r:id" || attribute == "r:embed";
                if refers && !known.contains(&id.as_str()) {
                    wrong.push(format!("{name}: {} refers to {id}", node.name));
                }
            }
        }
        for relation in &relations {
            let target = relation.attribute("Target").unwrap_or_default();
            let inside =
                relation.name == "Relationship" && relation.attribute("TargetMode").is_none();
            let part = match target.strip_prefix("../") {
                Some(beside) => beside.to_owned(),
                None => format!("{folder}/{target}"),
            };
            if inside && !names.contains(&part) {
                wrong.push(format!("{name} refers to {target}, which is not there"));
            }
        }
    }
}
