use std::fmt::Write as _;

use document::{Block, Document, Kind};

use super::{
    blocks::RAW_HTML,
    cuts::{Cuts, seen},
    escape::Place,
    front_matter,
    line::{self, note_name},
    tables,
};
use crate::outline::{Group, groups};

/// Writes a document so that [`super::read`] gives it back.
pub(super) fn write(document: &Document) -> String {
    write_cut(document, Cuts::default())
}

/// The same with the text of each block cut; [`cuts::units`] takes it apart.
pub(super) fn write_cut(document: &Document, cuts: Cuts<'_>) -> String {
    let head = front_matter::write(document);
    let kept = usize::from(front_matter::is_kept(&document.blocks));
    let blocks = &document.blocks[kept..];
    let mut writer = Writer {
        document,
        out: match kept {
            0 => head,
            _ => cuts.frame(|_| head),
        },
        lists: Vec::new(),
        before: Before::Nothing,
        wide: has_tabs_in_lists(blocks),
        cuts,
    };
    for group in groups(blocks) {
        writer.group(&group);
    }
    writer.out
}

/// What the last thing written was, as far as that decides what must stand between.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Item,
    EmptyItem,
    Quote(u8),
    Other,
}

/// A list that further items may join.
struct List {
    /// Columns before its content.
    indent: usize,
    marker: Marker,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Marker {
    Bullet,
    Number(usize, char),
}

impl Marker {
    fn of(item: &Block) -> Self {
        let number = item
            .number
            .as_deref()
            .filter(|_| item.ordered == Some(true));
        number.and_then(Self::numbered).unwrap_or(Self::Bullet)
    }

    /// The labels that Markdown has of its own: `12.` and `12)`.
    fn numbered(label: &str) -> Option<Self> {
        let delimiter = label
            .chars()
            .next_back()
            .filter(|last| ".)".contains(*last))?;
        let number: usize = label[..label.len() - 1].parse().ok()?;
        let canonical = label.len() <= 10 && label == format!("{number}{delimiter}");
        canonical.then_some(Self::Number(number, delimiter))
    }

    fn text(self) -> String {
        match self {
            Self::Bullet => "-".to_owned(),
            Self::Number(number, delimiter) => format!("{number}{delimiter}"),
        }
    }

    /// Whether a reader would count this item on from the one before.
    fn continues(self, before: Self) -> bool {
        match (before, self) {
            (Self::Number(last, one), Self::Number(next, other)) => {
                one != other || next == last + 1
            }
            _ => true,
        }
    }
}

struct Writer<'a> {
    document: &'a Document,
    out: String,
    lists: Vec<List>,
    before: Before,
    /// List content starts at multiples of four columns.
    wide: bool,
    cuts: Cuts<'a>,
}

impl Writer<'_> {
    fn group(&mut self, group: &Group<'_>) {
        match group {
            Group::Table(cells) => {
                let level = cells.first().and_then(|cell| cell.level);
                self.other(level, &tables::write(self.document, cells, &self.cuts));
            }
            Group::Note(key, blocks) => self.note(key, blocks),
            Group::Block(block) => self.block(block),
        }
    }

    fn block(&mut self, block: &Block) {
        match block.kind {
            Kind::Heading => self.heading(block),
            Kind::ListItem => self.item(block),
            Kind::Quote => self.quote(block),
            Kind::Code => self.whole(block, code(block)),
            Kind::Rule => self.whole(block, "***".to_owned()),
            _ if block.text.is_empty() && block.number.is_none() => self.nothing(),
            _ => self.other(block.level, &self.line(block)),
        }
    }

    fn line(&self, block: &Block) -> String {
        line::write(self.document, block, Place::default(), &self.cuts)
    }

    /// A block that is never cut.
    fn whole(&mut self, block: &Block, text: String) {
        let text = self.cuts.frame(|_| text);
        self.other(block.level, &text);
    }

    /// A block of which Markdown shows nothing.
    fn nothing(&mut self) {
        let nothing = self.cuts.frame(|_| String::new());
        self.out.push_str(&nothing);
    }

    fn heading(&mut self, block: &Block) {
        let hashes = "#".repeat(usize::from(block.level.unwrap_or(1).clamp(1, 6)));
        let text = line::write(self.document, block, Place::line(), &self.cuts);
        let space = if seen(&text).is_empty() { "" } else { " " };
        self.other(None, format!("{hashes}{space}{text}").trim_end());
    }

    /// Something that continues the list item of its level, or ends all lists.
    fn other(&mut self, level: Option<u8>, body: &str) {
        self.lists.truncate(usize::from(level.unwrap_or(0)));
        let indent = " ".repeat(self.lists.last().map_or(0, |list| list.indent));
        self.gap(self.before != Before::EmptyItem || self.lists.is_empty());
        self.lines(&indent, &indent, body);
        self.before = Before::Other;
    }

    fn item(&mut self, item: &Block) {
        let depth = usize::from(item.level.unwrap_or(1).max(1)) - 1;
        let depth = depth.min(self.lists.len());
        let marker = Marker::of(item);
        let deeper = depth == self.lists.len();
        let sibling = self.lists.get(depth).map(|list| list.marker);
        self.lists.truncate(depth);
        let indent = " ".repeat(self.lists.last().map_or(0, |list| list.indent));
        let bare = Block {
            number: item.number.clone().filter(|_| marker == Marker::Bullet),
            ..item.clone()
        };
        let text = self.line(&bare);
        if sibling.is_some_and(|before| !marker.continues(before)) {
            self.gap(true);
            self.lines(&indent, &indent, "<!-- -->");
            self.before = Before::Other;
        }
        let tight = !deeper || !seen(&text).is_empty() && !starts_late(marker);
        self.gap(!(self.before == Before::EmptyItem || self.before == Before::Item && tight));
        let content = indent.len() + self.width(marker);
        let first = format!("{indent}{:<1$}", marker.text(), content - indent.len());
        self.lines(&first, &" ".repeat(content), &text);
        self.lists.push(List {
            indent: content,
            marker,
        });
        self.before = if seen(&text).is_empty() {
            Before::EmptyItem
        } else {
            Before::Item
        };
    }

    fn width(&self, marker: Marker) -> usize {
        let width = marker.text().len() + 1;
        if self.wide {
            width.next_multiple_of(4)
        } else {
            width
        }
    }

    fn quote(&mut self, block: &Block) {
        if block.text.is_empty() {
            return self.nothing();
        }
        self.lists.clear();
        let level = block.level.unwrap_or(1).max(1);
        if let Before::Quote(before) = self.before {
            let shared = "> ".repeat(usize::from(level.min(before)));
            let _ = writeln!(self.out, "{}", shared.trim_end());
        } else {
            self.gap(true);
        }
        let prefix = "> ".repeat(usize::from(level));
        let text = self.line(block);
        self.lines(&prefix, &prefix, &text);
        self.before = Before::Quote(level);
    }

    fn note(&mut self, key: &str, blocks: &[&Block]) {
        self.lists.clear();
        let mut first = format!("[^{}]: ", note_name(key));
        for block in blocks {
            let text = self.line(block);
            self.gap(true);
            self.lines(&first, "    ", &text);
            first = "    ".to_owned();
        }
        self.before = Before::Other;
    }

    /// An empty line, unless this is the start of the file.
    fn gap(&mut self, wanted: bool) {
        let out = seen(&self.out);
        if wanted && !out.is_empty() && !out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn lines(&mut self, first: &str, rest: &str, body: &str) {
        for (index, line) in body.split('\n').enumerate() {
            let prefix = if index == 0 { first } else { rest };
            let prefix = if seen(line).is_empty() {
                prefix.trim_end()
            } else {
                prefix
            };
            let _ = writeln!(self.out, "{prefix}{line}");
        }
    }
}

/// A numbered list that does not start with 1 needs an empty line before it.
fn starts_late(marker: Marker) -> bool {
    matches!(marker, Marker::Number(number, _) if number != 1)
}

fn code(block: &Block) -> String {
    let info = block.info.as_deref().unwrap_or("");
    if info == RAW_HTML && super::blocks::is_html_block(&block.text) {
        return block.text.clone();
    }
    let character = if info.contains('`') { '~' } else { '`' };
    let runs = block.text.split(|other| other != character);
    let longest = runs.map(str::len).max().unwrap_or(0);
    let fence = character.to_string().repeat(longest.max(2) + 1);
    let text = if block.text.is_empty() {
        String::new()
    } else {
        format!("{}\n", block.text)
    };
    let info = info.replace('\\', "\\\\").replace('&', "\\&");
    format!("{fence}{info}\n{text}{fence}")
}

/// A tab at the start of a line of code keeps its width only behind a multiple of four columns.
fn has_tabs_in_lists(blocks: &[Block]) -> bool {
    let tabbed = |block: &Block| block.text.split('\n').any(|line| line.starts_with('\t'));
    let code = |block: &&Block| block.kind == Kind::Code && block.level.is_some();
    blocks.iter().filter(code).any(tabbed)
}
