//! A small XML tree in three flat vectors, reused from paragraph to paragraph.

use std::{borrow::Cow, ops::Range};

use super::{markup, names::Ns};

/// An element and everything in it.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// Names, values and texts, one after the other.
    characters: String,
    /// The elements that are open while the tree grows.
    open: Vec<u32>,
}

#[derive(Debug)]
struct Node {
    /// None for text.
    ns: Option<Ns>,
    /// The local name, or the text.
    characters: Range<u32>,
    attributes: Range<u32>,
    /// Index of the first child; 0 when there is none (the root is nobody's child).
    first: u32,
    last: u32,
    next: u32,
}

#[derive(Debug)]
struct Attribute {
    ns: Ns,
    name: Range<u32>,
    value: Range<u32>,
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree,
    index: u32,
}

/// A child of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content<'t> {
    /// An element.
    Element(Element<'t>),
    /// Text between elements.
    Text(&'t str),
}

impl Tree {
    pub(crate) fn root(&self) -> Element<'_> {
        Element {
            tree: self,
            index: 0,
        }
    }

    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn byte_count(&self) -> usize {
        self.characters.len()
    }

    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.attributes.clear();
        self.characters.clear();
        self.open.clear();
    }

    pub(crate) fn open(&mut self, ns: Ns, local: &str) {
        let index = self.push(Some(ns), local);
        self.open.push(index);
    }

    /// Adds an attribute to the element that was opened last.
    pub(crate) fn attribute(&mut self, ns: Ns, name: &str, value: &str) {
        let attribute = Attribute {
            ns,
            name: self.store(name),
            value: self.store(value),
        };
        self.attributes.push(attribute);
        if let Some(node) = self.nodes.last_mut() {
            node.attributes.end += 1;
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.push(None, text);
    }

    pub(crate) fn close(&mut self) {
        self.open.pop();
    }

    fn push(&mut self, ns: Option<Ns>, characters: &str) -> u32 {
        let index = offset(self.nodes.len());
        let attributes = offset(self.attributes.len());
        let characters = self.store(characters);
        self.nodes.push(Node {
            ns,
            characters,
            attributes: attributes..attributes,
            first: 0,
            last: 0,
            next: 0,
        });
        self.hang(index);
        index
    }

    /// Makes a node the last child of the element that is open.
    fn hang(&mut self, index: u32) {
        let Some(&parent) = self.open.last() else {
            return;
        };
        let previous = std::mem::replace(&mut self.nodes[parent as usize].last, index);
        if previous == 0 {
            self.nodes[parent as usize].first = index;
        } else {
            self.nodes[previous as usize].next = index;
        }
    }

    fn store(&mut self, text: &str) -> Range<u32> {
        let start = offset(self.characters.len());
        self.characters.push_str(text);
        start..offset(self.characters.len())
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        &self.characters[range.start as usize..range.end as usize]
    }
}

/// Trees are bounded far below 4 GB by the limits of the package.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl<'t> Element<'t> {
    /// Vocabulary and local name, to be matched.
    pub(crate) fn name(self) -> (Ns, &'t str) {
        let node = self.node();
        (
            node.ns.unwrap_or(Ns::Other),
            self.tree.slice(&node.characters),
        )
    }

    pub(crate) fn is(self, ns: Ns, local: &str) -> bool {
        self.name() == (ns, local)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(self, ns: Ns, name: &str) -> Option<&'t str> {
        let range = self.node().attributes.clone();
        let attributes = &self.tree.attributes[range.start as usize..range.end as usize];
        attributes
            .iter()
            .find(|attribute| attribute.ns == ns && self.tree.slice(&attribute.name) == name)
            .map(|attribute| self.tree.slice(&attribute.value))
    }

    /// Vocabulary, local name and value of each attribute.
    pub(crate) fn attributes(self) -> impl Iterator<Item = (Ns, &'t str, &'t str)> {
        let tree = self.tree;
        let attributes = tree.attributes[self.attribute_range()].iter();
        attributes.map(|attribute| {
            let (name, value) = (tree.slice(&attribute.name), tree.slice(&attribute.value));
            (attribute.ns, name, value)
        })
    }

    /// The value of a `w:` attribute; some producers leave the prefix away.
    pub(crate) fn w(self, name: &str) -> Option<&'t str> {
        self.attribute(Ns::W, name)
            .or_else(|| self.attribute(Ns::None, name))
    }

    /// `w:val` of a child: how WordprocessingML states most properties.
    pub(crate) fn value_of(self, child: &str) -> Option<&'t str> {
        self.child(Ns::W, child)?.w("val")
    }

    /// An on-off property (ECMA-376 part 1, 17.17.4): present means on unless it says otherwise.
    pub(crate) fn toggle(self, child: &str) -> Option<bool> {
        let value = self.child(Ns::W, child)?.w("val");
        Some(!matches!(value, Some("0" | "false" | "off" | "none")))
    }

    /// Elements and texts directly inside.
    pub(crate) fn contents(self) -> impl Iterator<Item = Content<'t>> {
        let tree = self.tree;
        let mut at = self.node().first;
        std::iter::from_fn(move || {
            let index = at;
            let node = (index != 0).then(|| &tree.nodes[index as usize])?;
            at = node.next;
            Some(match node.ns {
                None => Content::Text(tree.slice(&node.characters)),
                Some(_) => Content::Element(Element { tree, index }),
            })
        })
    }

    /// Elements directly inside.
    pub(crate) fn children(self) -> impl Iterator<Item = Element<'t>> {
        self.contents().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    pub(crate) fn child(self, ns: Ns, local: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.is(ns, local))
    }

    /// Everything inside at any depth, in document order: nodes are stored in that order, and in a
    /// tree of their own when the element is its root.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let mut stack: Vec<Element<'t>> = self.children().collect();
        stack.reverse();
        std::iter::from_fn(move || {
            let element = stack.pop()?;
            let from = stack.len();
            stack.extend(element.children());
            stack[from..].reverse();
            Some(element)
        })
    }

    /// The first such element at any depth.
    pub(crate) fn find(self, ns: Ns, local: &str) -> Option<Element<'t>> {
        self.descendants().find(|element| element.is(ns, local))
    }

    /// The texts directly inside, joined; nearly always one.
    pub(crate) fn text(self) -> Cow<'t, str> {
        let mut texts = self.contents().filter_map(|content| match content {
            Content::Text(text) => Some(text),
            Content::Element(_) => None,
        });
        let first = texts.next().unwrap_or_default();
        match texts.next() {
            None => Cow::Borrowed(first),
            Some(second) => [first, second].into_iter().chain(texts).collect(),
        }
    }

    /// The element as markup with canonical prefixes and without declarations; what is of unknown
    /// vocabulary is left out, since nobody could read it back.
    pub(crate) fn to_markup(self) -> String {
        let mut out = String::new();
        self.write_markup(&mut out);
        out
    }

    fn write_markup(self, out: &mut String) {
        let (ns, local) = self.name();
        let prefix = ns.prefix();
        if prefix.is_empty() {
            return;
        }
        out.extend(["<", prefix, ":", local]);
        for attribute in &self.tree.attributes[self.attribute_range()] {
            self.write_attribute(attribute, out);
        }
        if self.node().first == 0 {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for content in self.contents() {
            match content {
                Content::Element(element) => element.write_markup(out),
                Content::Text(text) => markup::escape(text, out),
            }
        }
        out.extend(["</", prefix, ":", local, ">"]);
    }

    fn write_attribute(self, attribute: &Attribute, out: &mut String) {
        let (prefix, separator) = match attribute.ns {
            Ns::None => ("", ""),
            ns if ns.prefix().is_empty() => return,
            ns => (ns.prefix(), ":"),
        };
        let name = self.tree.slice(&attribute.name);
        out.extend([" ", prefix, separator, name, "=\""]);
        markup::escape(self.tree.slice(&attribute.value), out);
        out.push('"');
    }

    fn attribute_range(self) -> Range<usize> {
        let range = &self.node().attributes;
        range.start as usize..range.end as usize
    }

    fn node(self) -> &'t Node {
        &self.tree.nodes[self.index as usize]
    }
}
