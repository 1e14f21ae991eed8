use document::{Block, Document, ENDNOTE, Kind, Mark, MarkKind};

use super::{
    super::tree::{Data, NodeId, Tree},
    place::Place,
};
use crate::{
    Limits, Problem, ReadError, Reading,
    spans::{Spans, take_label},
};

/// Elements that hold no text for readers.
const SILENT: [&str; 6] = ["head", "meta", "link", "base", "title", "wbr"];
/// Elements that do something, or show what is not text; dropped and listed.
const ACTIVE: [&str; 22] = [
    "script", "style", "template", "iframe", "frame", "object", "embed", "applet", "noscript",
    "svg", "math", "video", "audio", "canvas", "input", "select", "textarea", "button", "map",
    "dialog", "portal", "datalist",
];
/// Elements that start and end a paragraph.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "address",
    "figure",
    "figcaption",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "center",
    "form",
    "fieldset",
    "legend",
    "body",
    "html",
    "hgroup",
    "caption",
    "search",
    "noframes",
];

/// Turns a tree into blocks.
pub(super) struct Walker<'a> {
    pub(super) tree: &'a Tree,
    pub(super) document: Document,
    pub(super) problems: Vec<Problem>,
    limits: Limits,
    /// The paragraph being read.
    pub(super) spans: Spans,
    /// A label that the page marks as such.
    pub(super) number: Option<String>,
    /// A list item that waits for its first paragraph.
    item: Option<Block>,
    pub(super) tables: u32,
}

impl<'a> Walker<'a> {
    pub(super) fn new(tree: &'a Tree, limits: &Limits) -> Self {
        Self {
            tree,
            document: Document::default(),
            problems: Vec::new(),
            limits: *limits,
            spans: Spans::default(),
            number: None,
            item: None,
            tables: 0,
        }
    }

    pub(super) fn finish(self) -> Reading {
        let (notes, mut blocks): (Vec<Block>, Vec<Block>) = self
            .document
            .blocks
            .into_iter()
            .partition(|block| block.kind == Kind::Footnote);
        blocks.extend(notes);
        Reading {
            document: Document {
                blocks,
                ..self.document
            },
            problems: self.problems,
        }
    }

    pub(super) fn page(&mut self) -> Result<(), ReadError> {
        let place = Place::default();
        self.node(self.tree.root(), &place)?;
        self.flush(&place);
        Ok(())
    }

    pub(super) fn problem(&mut self, what: String) {
        let number = self.document.blocks.len() + 1;
        self.problems.push(Problem {
            place: format!("paragraph {number}"),
            what,
        });
    }

    pub(super) fn children(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        let inside = place.deeper();
        let tree = self.tree;
        tree.children(node)
            .iter()
            .try_for_each(|&child| self.node(child, &inside))
    }

    fn node(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        // Every page has its html and body above what it nests.
        if place.depth > self.limits.depth + 4 {
            let most = self.limits.depth;
            let why = format!("its elements are nested more than {most} deep");
            return Err(ReadError::TooLarge(why));
        }
        if self.document.blocks.len() > self.limits.blocks {
            let most = self.limits.blocks;
            return Err(ReadError::TooLarge(format!("more than {most} paragraphs")));
        }
        match self.tree.data(node) {
            Data::Text(text) => self.text(text),
            Data::Element(..) => self.element(node, place)?,
            Data::Document => self.children(node, place)?,
            Data::Other => {}
        }
        Ok(())
    }

    /// Text whose white space folds.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let space = |character: char| character.is_ascii_whitespace();
            let end = if space(first) {
                let end = rest
                    .find(|character| !space(character))
                    .unwrap_or(rest.len());
                if rest[..end].contains('\n') {
                    self.spans.soft_break();
                } else {
                    self.spans.space();
                }
                end
            } else {
                let end = rest.find(space).unwrap_or(rest.len());
                self.spans.push(&rest[..end]);
                end
            };
            rest = &rest[end..];
        }
    }

    fn element(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        let tree = self.tree;
        let name = tree.name(node);
        match name {
            _ if SILENT.contains(&name) || tree.has_class(node, "spoken") => {}
            // What our own pages have around the text.
            _ if tree.attribute(node, "data-of-page").is_some() => {}
            _ if ACTIVE.contains(&name) => self.problem(format!("a {name} element dropped")),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name, place)?,
            "ul" | "ol" | "menu" => self.list(node, name == "ol", place)?,
            "li" => self.loose_item(node, place)?,
            "blockquote" => self.quote(node, place)?,
            "pre" => self.code(node, place),
            "hr" => self.rule(place),
            "br" => self.spans.hard_break(),
            "table" => self.table(node, place)?,
            "figure" => self.figure(node, place)?,
            _ if BLOCKS.contains(&name) => self.division(node, place)?,
            _ => self.inline(node, name, place)?,
        }
        Ok(())
    }

    fn division(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        self.flush(place);
        let mut inside = place.clone();
        let role = self.tree.attribute(node, "role");
        inside.notes |= role == Some("doc-endnotes") || self.tree.has_class(node, "footnotes");
        if let Some(key) = self.note_of(node, &inside) {
            inside.note = Some(key);
            inside.end = self.tree.attribute(node, "data-end").is_some();
        }
        self.children(node, &inside)?;
        self.flush(&inside);
        Ok(())
    }

    /// The key of the note that this element of the section of notes holds.
    fn note_of(&self, node: NodeId, place: &Place) -> Option<String> {
        if !place.notes {
            return None;
        }
        let named = self.tree.attribute(node, "data-note").map(str::to_owned);
        named.or_else(|| {
            self.tree
                .attribute(node, "id")?
                .strip_prefix("fn")
                .map(note_key)
        })
    }

    fn heading(&mut self, node: NodeId, name: &str, place: &Place) -> Result<(), ReadError> {
        self.flush(place);
        self.children(node, place)?;
        if !place.is_open() || place.list > 0 {
            self.problem(
                "a heading inside a list, cell or note became a paragraph in bold".to_owned(),
            );
            self.spans.mark(0, MarkKind::Strong);
            self.flush(place);
            return Ok(());
        }
        let mut block = self.take_block(Kind::Heading);
        let deep = self.tree.attribute(node, "aria-level");
        let level = deep
            .and_then(|level| level.parse().ok())
            .filter(|level| (1..=9).contains(level));
        block.level = level.or_else(|| name[1..].parse().ok());
        self.emit(block);
        Ok(())
    }

    fn quote(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        self.flush(place);
        if place.list > 0 || !place.is_open() {
            self.problem(
                "a quotation inside a list, cell or note became plain paragraphs".to_owned(),
            );
        }
        let mut inside = place.clone();
        inside.quote = place.quote.saturating_add(1);
        self.children(node, &inside)?;
        self.flush(&inside);
        Ok(())
    }

    fn list(&mut self, node: NodeId, ordered: bool, place: &Place) -> Result<(), ReadError> {
        self.flush(place);
        let mut inside = place.deeper();
        inside.list = place.list.saturating_add(1);
        let start = self.tree.attribute(node, "start");
        let mut number: i64 = start.and_then(|start| start.parse().ok()).unwrap_or(1);
        let tree = self.tree;
        for &child in tree.children(node) {
            if tree.name(child) != "li" {
                self.node(child, &inside)?;
                continue;
            }
            let value = tree.attribute(child, "value");
            number = value.and_then(|value| value.parse().ok()).unwrap_or(number);
            self.item(child, ordered.then(|| format!("{number}.")), &inside)?;
            number = number.saturating_add(1);
        }
        self.flush(&inside);
        Ok(())
    }

    fn item(
        &mut self,
        node: NodeId,
        number: Option<String>,
        place: &Place,
    ) -> Result<(), ReadError> {
        self.flush(place);
        self.flush_item();
        let mut inside = place.clone();
        if let Some(key) = self.note_of(node, place) {
            inside.note = Some(key);
            inside.end = self.tree.attribute(node, "data-end").is_some();
        }
        if inside.is_open() {
            let mut item = Block::new(Kind::ListItem, "");
            item.level = Some(inside.list);
            item.ordered = Some(number.is_some());
            item.number = number;
            self.item = Some(item);
        }
        self.children(node, &inside)?;
        self.flush(&inside);
        self.flush_item();
        Ok(())
    }

    fn loose_item(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        let mut inside = place.clone();
        inside.list = place.list.max(1);
        self.item(node, None, &inside)
    }

    fn code(&mut self, node: NodeId, place: &Place) {
        self.flush(place);
        let text = self.tree.text(node).replace(document::PLACEHOLDER, "");
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let mut block = Block::new(Kind::Code, text);
        if !place.is_open() {
            let length = block.length();
            let mark = Mark {
                start: 0,
                end: length,
                kind: MarkKind::Code,
            };
            block.marks.extend((length > 0).then_some(mark));
            block.kind = place.kind();
            self.emit_in(block, place);
            return;
        }
        let code = self.tree.find(node, "code").unwrap_or(node);
        let class = self.tree.attribute(code, "class").unwrap_or("");
        block.info = class.strip_prefix("language-").map(str::to_owned);
        block.level = (place.list > 0).then_some(place.list);
        self.emit(block);
    }

    fn rule(&mut self, place: &Place) {
        self.flush(place);
        if place.is_open() && !place.notes {
            let mut block = Block::new(Kind::Rule, "");
            block.level = (place.list > 0).then_some(place.list);
            self.emit(block);
        }
    }

    fn figure(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        let remote = |child: &NodeId| self.tree.attribute(*child, "data-remote").is_some();
        let picture =
            self.tree.find(node, "img").is_some() || self.tree.children(node).iter().any(remote);
        let pictured = picture && self.tree.find(node, "table").is_none();
        if !pictured || !place.is_open() {
            return self.division(node, place);
        }
        self.flush(place);
        let tree = self.tree;
        for &child in tree.children(node) {
            if tree.name(child) == "figcaption" {
                self.spans.hard_break();
                self.children(child, place)?;
            } else {
                self.node(child, &place.deeper())?;
            }
        }
        let mut block = self.take_block(Kind::Figure);
        block.level = (place.list > 0).then_some(place.list);
        self.emit(block);
        Ok(())
    }

    fn take_block(&mut self, kind: Kind) -> Block {
        let mut block = std::mem::take(&mut self.spans).into_block(kind);
        block.number = self.number.take();
        block
    }

    /// Ends the paragraph being read.
    pub(super) fn flush(&mut self, place: &Place) {
        if self.spans.is_empty() && self.number.is_none() {
            self.spans = Spans::default();
            return;
        }
        let block = self.take_block(place.kind());
        self.emit_in(block, place);
    }

    fn emit_in(&mut self, mut block: Block, place: &Place) {
        block.level = place.level();
        block.note.clone_from(&place.note);
        if place.end && block.kind == Kind::Footnote {
            block.info = Some(ENDNOTE.to_owned());
        }
        block.cell.clone_from(&place.cell);
        if block.cell.is_some() {
            block.note = None;
        }
        self.emit(block);
    }

    fn flush_item(&mut self) {
        self.document.blocks.extend(self.item.take());
    }

    /// Adds a block; a paragraph becomes the text of the list item that waits for one.
    pub(super) fn emit(&mut self, mut block: Block) {
        match self.item.take() {
            Some(item) if block.kind == Kind::Paragraph => {
                block.kind = Kind::ListItem;
                block.level = item.level;
                block.ordered = item.ordered;
                block.number = block.number.or(item.number);
            }
            waiting => self.document.blocks.extend(waiting),
        }
        if block.number.is_none() {
            take_label(&mut block);
        }
        if block.kind == Kind::ListItem {
            block.ordered = Some(block.number.is_some());
        }
        self.document.blocks.push(block);
    }
}

/// A note's key from the end of an address or id such as `fn1`, `fn-x` or `fn:x`.
pub(super) fn note_key(end: &str) -> String {
    end.trim_start_matches(['-', ':', '_']).to_owned()
}
