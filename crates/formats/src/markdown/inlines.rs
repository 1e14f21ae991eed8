use std::borrow::Cow;

use comrak::{
    Arena, Node,
    nodes::{NodeLink, NodeValue},
};
use document::{AtomKind, Block, Kind, MarkKind, Resource, ResourceId};

use super::{
    blocks::Reader,
    parse::{Dialect, parse},
    tags::{self, Tag},
};
use crate::{Limits, ReadError, picture, spans::Spans};

/// Reads Markdown that is one paragraph by the rules that other programs share; `None` where it is
/// anything else.
pub(super) fn read_paragraph(text: &str) -> Option<Block> {
    let arena = Arena::new();
    let root = parse(&arena, text, Dialect::Common).ok()?;
    let node = root.first_child()?;
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return None;
    }
    let mut reader = Reader::new(text, 0, &Limits::default());
    reader.inlines(node, Kind::Paragraph, 0).ok()
}

/// One line of text being read.
struct Line {
    spans: Spans,
    /// Tags that opened a mark and are not closed yet, with where.
    open: Vec<(&'static str, usize, MarkKind)>,
}

impl<'a> Reader<'a> {
    /// Reads the inside of a paragraph, heading or cell.
    pub(super) fn inlines(
        &mut self,
        node: Node<'a>,
        kind: Kind,
        depth: usize,
    ) -> Result<Block, ReadError> {
        let mut line = Line {
            spans: Spans::default(),
            open: Vec::new(),
        };
        self.inline_children(node, &mut line, depth)?;
        for (name, ..) in std::mem::take(&mut line.open) {
            self.problem(
                node,
                format!("the tag <{name}> is never closed and was dropped"),
            );
        }
        Ok(line.spans.into_block(kind))
    }

    fn inline_children(
        &mut self,
        node: Node<'a>,
        line: &mut Line,
        depth: usize,
    ) -> Result<(), ReadError> {
        self.check_depth(depth)?;
        node.children()
            .try_for_each(|child| self.inline(child, line, depth + 1))
    }

    fn inline(&mut self, node: Node<'a>, line: &mut Line, depth: usize) -> Result<(), ReadError> {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) if self.folds => line.spans.push(&folded(text)),
            NodeValue::Text(text) => line.spans.push(text),
            NodeValue::SoftBreak => line.spans.soft_break(),
            NodeValue::LineBreak => line.spans.hard_break(),
            NodeValue::Code(code) => line.marked(&code.literal, MarkKind::Code),
            NodeValue::HtmlInline(source) => self.tag(node, source, line),
            NodeValue::FootnoteReference(note) => {
                self.notes.refer(&note.name);
                line.spans.note(note.name.clone());
            }
            NodeValue::Image(image) => self.image(node, image, line),
            NodeValue::Link(link) => self.link(node, link, line, depth)?,
            NodeValue::Strong => self.mark(node, MarkKind::Strong, line, depth)?,
            NodeValue::Emph => self.mark(node, MarkKind::Emphasis, line, depth)?,
            NodeValue::Strikethrough => self.mark(node, MarkKind::Strike, line, depth)?,
            _ => self.inline_children(node, line, depth)?,
        }
        Ok(())
    }

    fn mark(
        &mut self,
        node: Node<'a>,
        kind: MarkKind,
        line: &mut Line,
        depth: usize,
    ) -> Result<(), ReadError> {
        let start = line.spans.open();
        self.inline_children(node, line, depth)?;
        line.spans.mark(start, kind);
        Ok(())
    }

    fn link(
        &mut self,
        node: Node<'a>,
        link: &NodeLink,
        line: &mut Line,
        depth: usize,
    ) -> Result<(), ReadError> {
        let start = line.spans.open();
        let kind = MarkKind::Link {
            href: one_line(&link.url),
            title: (!link.title.is_empty()).then(|| one_line(&link.title)),
        };
        self.mark(node, kind, line, depth)?;
        if line.spans.length() == start {
            self.problem(node, format!("a link without text to {} dropped", link.url));
        }
        Ok(())
    }

    fn image(&mut self, node: Node<'a>, image: &NodeLink, line: &mut Line) {
        let alt = plain_text(node);
        let href = one_line(&image.url);
        let kind = match picture::embedded(&href) {
            Some(resource) => AtomKind::Image {
                resource: self.keep(resource),
                size: None,
            },
            None => AtomKind::RemoteImage { href },
        };
        let alone = line.spans.is_empty() && node.next_sibling().is_none();
        line.spans.atom(kind, alt);
        if image.title.is_empty() {
            return;
        }
        if alone {
            line.spans.hard_break();
            line.spans.push(&one_line(&image.title));
        } else {
            self.problem(
                node,
                format!("the title of a picture dropped: {}", image.title),
            );
        }
    }

    fn keep(&mut self, resource: Resource) -> ResourceId {
        let id = resource.id();
        self.document.resources.insert(id.clone(), resource);
        id
    }

    fn tag(&mut self, node: Node<'a>, source: &str, line: &mut Line) {
        match tags::read(source) {
            Tag::Open(name, kind, attributes) => {
                if attributes {
                    self.problem(node, format!("the attributes of {source} dropped"));
                }
                line.open.push((name, line.spans.open(), kind));
            }
            Tag::Close(name) => {
                if !line.close(name) {
                    self.problem(node, format!("the tag </{name}> closes nothing; dropped"));
                }
            }
            Tag::Break => line.spans.hard_break(),
            Tag::Nothing => {}
            Tag::Comment => self.problem(node, format!("the comment {source} dropped")),
            Tag::Atom(kind, alt) => line.spans.atom(kind, alt),
            Tag::Other => {
                let object = AtomKind::Object {
                    notation: "html".to_owned(),
                    source: source.to_owned(),
                };
                line.spans.atom(object, String::new());
            }
        }
    }
}

impl Line {
    fn marked(&mut self, text: &str, kind: MarkKind) {
        let start = self.spans.open();
        self.spans.push(text);
        self.spans.mark(start, kind);
    }

    /// Ends the mark that the nearest open tag of this name started.
    fn close(&mut self, name: &str) -> bool {
        let Some(at) = self.open.iter().rposition(|(open, ..)| *open == name) else {
            return false;
        };
        let (_, start, kind) = self.open.remove(at);
        self.spans.mark(start, kind);
        true
    }
}

/// Prose with one space where the source has several, as a browser shows it: whether a sentence
/// ends at the end of a line or before two spaces is a habit of typing.
fn folded(text: &str) -> Cow<'_, str> {
    let is_space = |character: char| matches!(character, ' ' | '\t');
    let pairs = ["  ", " \t", "\t ", "\t\t"];
    let tabs = text.as_bytes().contains(&b'\t');
    let doubled = pairs[..if tabs { 4 } else { 1 }]
        .iter()
        .any(|pair| text.contains(pair));
    if !doubled {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        if !is_space(character) {
            folded.push(character);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    Cow::Owned(folded)
}

/// What a reader who cannot see a picture is told: the text of its description.
fn plain_text(node: Node<'_>) -> String {
    let mut text = String::new();
    for inside in node.descendants().skip(1) {
        match &inside.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
