use std::collections::{BTreeMap, HashSet};

use comrak::{
    Arena, Node,
    nodes::{NodeCodeBlock, NodeValue},
};
use document::{Block, Cell, Document, Kind, Mark, MarkKind};

use super::{
    escape::keeps_spaces,
    lists,
    parse::{Dialect, parse},
};
use crate::{Limits, Problem, ReadError, spans::take_label};

/// The info of a code block that keeps HTML.
pub(crate) const RAW_HTML: &str = "raw:html";

/// Reads Markdown without front matter; `lines` is how many lines of the file stood before it.
pub(super) fn read(
    text: &str,
    lines: usize,
    limits: &Limits,
) -> Result<(Document, Vec<Problem>), ReadError> {
    let arena = Arena::new();
    let root = parse(&arena, text, Dialect::CjkFriendly)?;
    let mut reader = Reader::new(text, lines, limits);
    reader.notes.collect(root);
    reader.children(root, &Context::default())?;
    reader.lone_notes()?;
    reader.footnotes()?;
    Ok((reader.document, reader.problems))
}

/// Whether this text, standing between blank lines, is read as one block of HTML.
pub(super) fn is_html_block(text: &str) -> bool {
    if text.starts_with(' ') || text.split('\n').any(|line| line.starts_with('\t')) {
        return false;
    }
    let arena = Arena::new();
    let Ok(root) = parse(&arena, &format!("{text}\n\nend"), Dialect::Common) else {
        return false;
    };
    let mut values = root.children().map(|child| child.data().value.clone());
    let (first, second) = (values.next(), values.next());
    matches!(first, Some(NodeValue::HtmlBlock(html)) if html.literal.trim_matches('\n') == text)
        && matches!(second, Some(NodeValue::Paragraph))
        && !text.trim_start().starts_with("<!--")
}

/// Turns the tree into blocks.
pub(super) struct Reader<'a> {
    pub(super) document: Document,
    pub(super) problems: Vec<Problem>,
    limits: Limits,
    lines: usize,
    /// Whether white space in prose is one space however much of it there is.
    pub(super) folds: bool,
    /// A list item that waits for its first paragraph.
    pub(super) item: Option<Block>,
    pub(super) notes: Notes<'a>,
    tables: u32,
}

/// In what a block stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// Depth of lists.
    pub(super) list: u8,
    /// Depth of quotations.
    quote: u8,
    /// Key of the footnote.
    note: Option<String>,
    /// Depth of the tree.
    depth: usize,
}

impl Context {
    /// One level further down.
    pub(super) fn deeper(&self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self.clone()
        }
    }

    /// Whether list items are blocks of their own here.
    pub(super) fn takes_items(&self) -> bool {
        self.note.is_none()
    }

    /// The level of what continues a list item.
    fn list_level(&self) -> Option<u8> {
        (self.list > 0).then_some(self.list)
    }
}

/// The footnotes of a document by the name that references use.
#[derive(Default)]
pub(super) struct Notes<'a> {
    defined: BTreeMap<String, Node<'a>>,
    /// All names in the order of their definitions.
    names: Vec<String>,
    /// Names in the order in which their blocks will stand.
    order: Vec<String>,
    ordered: HashSet<String>,
    /// How many of all names are known to be ordered.
    passed: usize,
    /// Those that nothing refers to.
    lone: Vec<Node<'a>>,
}

impl<'a> Notes<'a> {
    fn collect(&mut self, root: Node<'a>) {
        for node in root.descendants() {
            match &node.data().value {
                NodeValue::FootnoteDefinition(note) if note.total_references == 0 => {
                    self.lone.push(node);
                }
                NodeValue::FootnoteDefinition(note) => {
                    self.names.push(note.name.clone());
                    self.defined.insert(note.name.clone(), node);
                }
                _ => {}
            }
        }
    }

    /// Appends the first note that nothing so far refers to, if there is one.
    fn add_unreached(&mut self) -> bool {
        while let Some(name) = self.names.get(self.passed).cloned() {
            self.passed += 1;
            if self.refer(&name) {
                return true;
            }
        }
        false
    }

    /// Notes that this name is referred to; says whether for the first time.
    pub(super) fn refer(&mut self, name: &str) -> bool {
        let new = self.ordered.insert(name.to_owned());
        if new {
            self.order.push(name.to_owned());
        }
        new
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &str, lines: usize, limits: &Limits) -> Self {
        Self {
            folds: !keeps_spaces(text),
            document: Document::default(),
            problems: Vec::new(),
            limits: *limits,
            lines,
            item: None,
            notes: Notes::default(),
            tables: 0,
        }
    }

    pub(super) fn children(&mut self, node: Node<'a>, context: &Context) -> Result<(), ReadError> {
        node.children()
            .try_for_each(|child| self.block(child, context))
    }

    fn block(&mut self, node: Node<'a>, context: &Context) -> Result<(), ReadError> {
        self.check_depth(context.depth)?;
        let data = node.data();
        match &data.value {
            NodeValue::Paragraph => self.paragraph(node, context)?,
            NodeValue::Heading(heading) => self.heading(node, heading.level, context)?,
            NodeValue::BlockQuote => self.quote(node, context)?,
            NodeValue::List(list) => lists::read(self, node, list, context)?,
            NodeValue::CodeBlock(code) => self.code(node, code, context),
            NodeValue::HtmlBlock(html) => self.html(node, &html.literal, context),
            NodeValue::Table(_) => self.table(node, context)?,
            NodeValue::ThematicBreak => self.rule(context),
            NodeValue::FootnoteDefinition(_) => {}
            _ => self.children(node, &context.deeper())?,
        }
        self.check_blocks()
    }

    pub(super) fn check_depth(&self, depth: usize) -> Result<(), ReadError> {
        if depth > self.limits.depth {
            let most = self.limits.depth;
            let why = format!("its markup is nested more than {most} deep");
            return Err(ReadError::TooLarge(why));
        }
        Ok(())
    }

    fn check_blocks(&self) -> Result<(), ReadError> {
        let most = self.limits.blocks;
        if self.document.blocks.len() > most {
            return Err(ReadError::TooLarge(format!("more than {most} paragraphs")));
        }
        Ok(())
    }

    pub(super) fn problem(&mut self, node: Node<'a>, what: impl Into<String>) {
        let line = node.data().sourcepos.start.line + self.lines;
        self.problems.push(Problem {
            place: format!("line {line}"),
            what: what.into(),
        });
    }

    /// Adds a block; a paragraph becomes the text of the list item that waits for one.
    fn emit(&mut self, mut block: Block) {
        match self.item.take() {
            Some(item) if block.kind == Kind::Paragraph => {
                block.kind = Kind::ListItem;
                block.level = item.level;
                block.ordered = item.ordered;
                block.number = item.number;
                lists::take_typed_label(&mut block);
            }
            waiting => self.document.blocks.extend(waiting),
        }
        if block.kind == Kind::Heading || block.kind == Kind::Paragraph {
            take_label(&mut block);
        }
        self.document.blocks.push(block);
    }

    /// Adds a block that may stand in a list item or a footnote.
    fn emit_in(&mut self, mut block: Block, context: &Context) {
        if let Some(key) = &context.note {
            if is_blank(&block.text) {
                return;
            }
            block = Block {
                kind: Kind::Footnote,
                level: None,
                note: Some(key.clone()),
                ..block
            };
        } else if block.level.is_none() {
            block.level = context.list_level();
        }
        self.emit(block);
    }

    /// Adds an empty list item that no paragraph filled.
    pub(super) fn flush_item(&mut self) {
        self.document.blocks.extend(self.item.take());
    }

    fn paragraph(&mut self, node: Node<'a>, context: &Context) -> Result<(), ReadError> {
        let mut block = self.inlines(node, Kind::Paragraph, context.depth)?;
        if is_blank(&block.text) {
            return Ok(());
        }
        let alone = context.list == 0 && context.quote == 0 && context.note.is_none();
        if alone && is_figure(&block) {
            block.kind = Kind::Figure;
        } else if context.quote > 0 && context.list == 0 && context.note.is_none() {
            block.kind = Kind::Quote;
            block.level = Some(context.quote);
        }
        self.emit_in(block, context);
        Ok(())
    }

    /// A heading; inside a list or a footnote it becomes a paragraph in bold.
    fn heading(&mut self, node: Node<'a>, level: u8, context: &Context) -> Result<(), ReadError> {
        let mut block = self.inlines(node, Kind::Heading, context.depth)?;
        if context.list == 0 && context.note.is_none() {
            block.level = Some(level);
        } else {
            self.problem(
                node,
                "a heading inside a list or note became a paragraph in bold",
            );
            if block.text.is_empty() {
                return Ok(());
            }
            block.kind = Kind::Paragraph;
            let whole = Mark {
                start: 0,
                end: block.length(),
                kind: MarkKind::Strong,
            };
            block.marks.push(whole);
            let length = block.length();
            document::normalise_marks(&mut block.marks, length);
        }
        self.emit_in(block, context);
        Ok(())
    }

    fn quote(&mut self, node: Node<'a>, context: &Context) -> Result<(), ReadError> {
        if context.list > 0 || context.note.is_some() {
            self.problem(
                node,
                "a quotation inside a list or note became plain paragraphs",
            );
        }
        let mut inside = context.deeper();
        inside.quote = context.quote.saturating_add(1);
        self.children(node, &inside)
    }

    fn rule(&mut self, context: &Context) {
        if context.note.is_none() {
            self.emit_in(Block::new(Kind::Rule, ""), context);
        }
    }

    fn code(&mut self, node: Node<'a>, code: &NodeCodeBlock, context: &Context) {
        let text = code.literal.strip_suffix('\n').unwrap_or(&code.literal);
        let info = code.info.trim();
        self.literal(node, text, (!info.is_empty()).then_some(info), context);
    }

    fn html(&mut self, node: Node<'a>, html: &str, context: &Context) {
        let html = html.trim_matches('\n');
        match html.trim().strip_prefix("<!--") {
            Some(rest) if rest.find("-->") == rest.len().checked_sub(3) => {
                if rest.trim() != "-->" {
                    self.problem(node, format!("the comment {} dropped", html.trim()));
                }
            }
            _ if self.html_table(html, context) => {}
            _ => self.literal(node, html, Some(RAW_HTML), context),
        }
    }

    /// Reads HTML that is one table and nothing else; says whether it was.
    fn html_table(&mut self, html: &str, context: &Context) -> bool {
        if !html.starts_with("<table") || !html.ends_with("</table>") || context.note.is_some() {
            return false;
        }
        let Ok(reading) = crate::html::read_fragment(html, &self.limits) else {
            return false;
        };
        let first = |block: &Block| block.cell.as_ref().is_some_and(|cell| cell.table == "t1");
        let blocks = reading.document.blocks;
        if !reading.problems.is_empty() || blocks.is_empty() || !blocks.iter().all(first) {
            return false;
        }
        self.tables += 1;
        self.document.resources.extend(reading.document.resources);
        for mut block in blocks {
            if let Some(cell) = &mut block.cell {
                cell.table = format!("t{}", self.tables);
            }
            for mark in &block.marks {
                if let MarkKind::Note { note } = &mark.kind {
                    self.notes.refer(note);
                }
            }
            self.emit_in(block, context);
        }
        true
    }

    /// Text whose line breaks count; in a footnote, a paragraph marked as code.
    fn literal(&mut self, node: Node<'a>, text: &str, info: Option<&str>, context: &Context) {
        let mut block = Block::new(Kind::Code, text.replace(document::PLACEHOLDER, ""));
        if context.note.is_some() {
            self.problem(node, "a code block inside a note became a paragraph");
            let mark = Mark {
                start: 0,
                end: block.length(),
                kind: MarkKind::Code,
            };
            block.marks.extend((mark.end > 0).then_some(mark));
        } else {
            block.info = info.map(str::to_owned);
        }
        self.emit_in(block, context);
    }

    fn table(&mut self, node: Node<'a>, context: &Context) -> Result<(), ReadError> {
        if context.note.is_some() {
            self.problem(node, "a table inside a note became paragraphs");
        }
        self.tables += 1;
        for (row, line) in node.children().enumerate() {
            let header = matches!(line.data().value, NodeValue::TableRow(true));
            for (column, field) in line.children().enumerate() {
                let mut block = self.inlines(field, Kind::Cell, context.depth)?;
                block.cell = context.note.is_none().then(|| Cell {
                    table: format!("t{}", self.tables),
                    row: u32::try_from(row).unwrap_or(u32::MAX),
                    column: u32::try_from(column).unwrap_or(u32::MAX),
                    row_span: 1,
                    column_span: 1,
                    header,
                });
                self.emit_in(block, context);
            }
        }
        Ok(())
    }

    /// Notes that nothing refers to, as the text that they are, at the end of the body.
    fn lone_notes(&mut self) -> Result<(), ReadError> {
        for node in std::mem::take(&mut self.notes.lone) {
            self.problem(node, "a note that nothing refers to is kept as text");
            self.children(node, &Context::default())?;
        }
        Ok(())
    }

    fn footnotes(&mut self) -> Result<(), ReadError> {
        let mut next = 0;
        loop {
            while next < self.notes.order.len() {
                let name = self.notes.order[next].clone();
                self.footnote(&name)?;
                next += 1;
            }
            if !self.notes.add_unreached() {
                return Ok(());
            }
        }
    }

    fn footnote(&mut self, name: &str) -> Result<(), ReadError> {
        let Some(&node) = self.notes.defined.get(name) else {
            return Ok(());
        };
        let context = Context {
            note: Some(name.to_owned()),
            ..Context::default()
        };
        let before = self.document.blocks.len();
        self.children(node, &context)?;
        if self.document.blocks.len() == before {
            let mut empty = Block::new(Kind::Footnote, "");
            empty.note = context.note;
            self.emit(empty);
        }
        Ok(())
    }
}

/// Whether nothing would be seen of a paragraph.
fn is_blank(text: &str) -> bool {
    text.trim_matches([' ', '\t', '\n']).is_empty()
}

/// A picture alone, or with a caption on the lines below it.
fn is_figure(block: &Block) -> bool {
    use document::AtomKind::{Image, RemoteImage};
    let picture = |kind: &_| matches!(kind, Image { .. } | RemoteImage { .. });
    let first = block.atoms.first();
    first.is_some_and(|atom| atom.at == 0 && picture(&atom.kind))
        && matches!(block.text.chars().nth(1), None | Some('\n'))
}
