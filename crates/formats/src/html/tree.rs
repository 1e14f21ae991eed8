//! The tree that html5ever builds, in one vector: dropped without recursion however deep it is.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
};

use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName,
    interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
    parse_document,
    tendril::{StrTendril, TendrilSink},
};

use crate::{Limits, ReadError};

/// Bytes given to the parser before what it built is looked at.
const CHUNK: usize = 4096;
/// Nodes that any file may have, and further ones a byte of it. Each costs under 200 bytes.
const NODES: usize = 100_000;
const BYTES_PER_NODE: usize = 16;
const MOST_NODES: usize = 1_000_000;
/// Attributes of one element; the parser compares each with all before it.
const ATTRIBUTES: usize = 1000;

/// Place of a node in the tree.
pub(super) type NodeId = usize;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    Document,
    Element(QualName, Vec<Attribute>),
    Text(String),
    Other,
}

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    depth: usize,
    data: Data,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Parses a page as browsers do.
    pub(super) fn parse(html: &str, limits: &Limits) -> Result<Self, ReadError> {
        if has_more_attributes(html, ATTRIBUTES) {
            let why = format!("an element has more than {ATTRIBUTES} attributes");
            return Err(ReadError::TooLarge(why));
        }
        let most = (NODES + html.len() / BYTES_PER_NODE).min(MOST_NODES);
        let mut parser = parse_document(Sink::new(), ParseOpts::default());
        let mut rest = html;
        while !rest.is_empty() {
            let (chunk, more) = rest.split_at(chunk_end(rest));
            parser.process(StrTendril::from_slice(chunk));
            parser.tokenizer.sink.sink.check(limits.depth, most)?;
            rest = more;
        }
        Ok(parser.finish())
    }

    pub(super) fn root(&self) -> NodeId {
        0
    }

    pub(super) fn children(&self, node: NodeId) -> &[NodeId] {
        &self.nodes[node].children
    }

    pub(super) fn data(&self, node: NodeId) -> &Data {
        &self.nodes[node].data
    }

    /// The name of an element; empty for anything else.
    pub(super) fn name(&self, node: NodeId) -> &str {
        match self.data(node) {
            Data::Element(name, _) => &name.local,
            _ => "",
        }
    }

    pub(super) fn attribute(&self, node: NodeId, wanted: &str) -> Option<&str> {
        let Data::Element(_, attributes) = self.data(node) else {
            return None;
        };
        let found = attributes.iter().find(|found| &*found.name.local == wanted);
        found.map(|found| &*found.value)
    }

    pub(super) fn has_class(&self, node: NodeId, wanted: &str) -> bool {
        let classes = self.attribute(node, "class").unwrap_or("");
        classes
            .split_ascii_whitespace()
            .any(|class| class == wanted)
    }

    /// The first element of this name at or below a node, in reading order.
    pub(super) fn find(&self, from: NodeId, name: &str) -> Option<NodeId> {
        let mut waiting = vec![from];
        while let Some(node) = waiting.pop() {
            if self.name(node) == name {
                return Some(node);
            }
            waiting.extend(self.children(node).iter().rev());
        }
        None
    }

    /// All text at or below a node as it stands in the source.
    pub(super) fn text(&self, from: NodeId) -> String {
        let mut text = String::new();
        let mut waiting = vec![from];
        while let Some(node) = waiting.pop() {
            match self.data(node) {
                Data::Text(part) => text.push_str(part),
                Data::Element(name, _) if &*name.local == "br" => text.push('\n'),
                _ => waiting.extend(self.children(node).iter().rev()),
            }
        }
        text
    }
}

/// Whether some tag of a page holds more white space between attributes than so many times. Scripts,
/// styles and comments hold no tags.
fn has_more_attributes(html: &str, most: usize) -> bool {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(end) = ["<!--", "<script", "<style"]
            .iter()
            .position(|open| starts(rest, open))
        {
            let close = ["-->", "</script", "</style"][end];
            rest = rest[4..].find(close).map_or("", |at| &rest[4 + at..]);
            continue;
        }
        let (spaces, length) = tag(&rest[1..]);
        if spaces > most {
            return true;
        }
        rest = &rest[1 + length..];
    }
    false
}

fn starts(text: &str, open: &str) -> bool {
    let start = text.as_bytes().get(..open.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(open.as_bytes()))
}

/// How often white space or a slash parts the inside of a tag, and how long that is.
fn tag(inside: &str) -> (usize, usize) {
    let (mut spaces, mut quote, mut before) = (0, None, b' ');
    if !inside.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return (0, 0);
    }
    for (at, byte) in inside.bytes().enumerate() {
        let parts = byte.is_ascii_whitespace() || byte == b'/';
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return (spaces, at),
            (None, _) if parts && before != b' ' => spaces += 1,
            (None, _) => {}
        }
        before = if parts { b' ' } else { byte };
    }
    (spaces, inside.len())
}

/// Where a first chunk of whole characters ends.
fn chunk_end(text: &str) -> usize {
    let most = CHUNK.min(text.len());
    (0..=most)
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(text.len())
}

/// Takes what the parser builds.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<usize>,
}

#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            deepest: Cell::new(0),
        };
        sink.node(Data::Document);
        sink
    }

    fn check(&self, depth: usize, most: usize) -> Result<(), ReadError> {
        // Every page has its html and body above what it nests.
        if self.deepest.get() > depth + 4 {
            let why = format!("its elements are nested more than {depth} deep");
            return Err(ReadError::TooLarge(why));
        }
        let count = self.nodes.borrow().len();
        if count > most {
            return Err(ReadError::TooLarge(format!("more than {most} elements")));
        }
        Ok(())
    }

    fn node(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: None,
            children: Vec::new(),
            depth: 0,
            data,
        });
        nodes.len() - 1
    }

    /// Puts a child before the one at `index`; text joins text that stands right before it.
    fn insert(&self, parent: NodeId, index: usize, child: NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendNode(child) => child,
            NodeOrText::AppendText(text) => {
                if self.join(parent, index, &text) {
                    return;
                }
                self.node(Data::Text(text.to_string()))
            }
        };
        self.detach(child);
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        let index = index.min(nodes[parent].children.len());
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        nodes[parent].children.insert(index, child);
        self.deepest.set(self.deepest.get().max(depth));
    }

    fn join(&self, parent: NodeId, index: usize, text: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let before = index.checked_sub(1).map(|at| nodes[parent].children[at]);
        match before.map(|before| &mut nodes[before].data) {
            Some(Data::Text(there)) => {
                there.push_str(text);
                true
            }
            _ => false,
        }
    }

    fn detach(&self, child: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[child].parent.take() {
            let place = nodes[parent]
                .children
                .iter()
                .rposition(|&other| other == child);
            place.map(|place| nodes[parent].children.remove(place));
        }
    }

    fn count(&self, parent: NodeId) -> usize {
        self.nodes.borrow()[parent].children.len()
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        Tree {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        match &self.nodes.borrow()[*target].data {
            Data::Element(name, _) => Name(name.clone()),
            _ => Name(QualName::new(
                None,
                Namespace::default(),
                LocalName::default(),
            )),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> NodeId {
        self.node(Data::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.node(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.node(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, self.count(*parent), child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        before: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        if self.nodes.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// Templates are not shown, so what is in one may stand in it like anything else.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        let Some(parent) = parent else { return };
        if let NodeOrText::AppendNode(child) = &child {
            self.detach(*child);
        }
        let place = self.nodes.borrow()[parent]
            .children
            .iter()
            .rposition(|other| other == sibling);
        self.insert(parent, place.unwrap_or(usize::MAX), child);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Data::Element(_, there) = &mut self.nodes.borrow_mut()[*target].data {
            for attribute in attributes {
                if there.iter().all(|known| known.name != attribute.name) {
                    there.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        let children = std::mem::take(&mut self.nodes.borrow_mut()[*node].children);
        for child in children {
            self.nodes.borrow_mut()[child].parent = None;
            self.append(parent, NodeOrText::AppendNode(child));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expect: bool) {
        assert_eq!(has_more_attributes(html, 2), expect, "{html}");
    }

    #[test]
    fn attributes_are_counted_before_they_are_parsed() {
        check("<p a=1 b=2>", false);
        check("<p a=1 b=2 c=3>", true);
        check("<p a/b/c>", true);
        check("<p a=\"x y z > w\">", false);
        check("text < and more and more and more", false);
        check("<!-- <p a b c d> -->", false);
        check("<SCRIPT>if (a <b && c && d && e)</SCRIPT>", false);
    }
}
