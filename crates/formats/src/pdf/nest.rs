//! Nests flat parts: lists, quotations, tables.

use document::{Block, Cell, Kind};

use super::{
    grid,
    sheet::{Item, Line, Node, Run},
};

/// Deeper lists and quotations are shown at this depth.
const DEEPEST: u8 = 6;

/// A block whose text is runs already: what texts and redlines have in common.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) level: Option<u8>,
    pub(super) cell: Option<Cell>,
    pub(super) line: Line,
}

impl Part {
    pub(super) fn new(block: &Block, line: Line) -> Self {
        Self {
            kind: block.kind,
            level: block.level,
            cell: block.cell.clone(),
            line,
        }
    }

    fn depth(&self) -> u8 {
        self.level.unwrap_or(1).clamp(1, DEEPEST)
    }

    fn is_item(&self) -> bool {
        self.kind == Kind::ListItem
    }

    /// Whether this belongs to an item of a list deeper than `depth`.
    fn is_below(&self, depth: u8) -> bool {
        match self.kind {
            Kind::Heading | Kind::Quote | Kind::Footnote | Kind::Cell => false,
            Kind::ListItem => self.depth() > depth,
            _ => self.level.is_some_and(|_| self.depth() > depth),
        }
    }
}

/// The parts as a tree.
pub(super) fn nest(parts: Vec<Part>) -> Vec<Node> {
    inside(&mut parts.into_iter().peekable(), 0)
}

type Parts = std::iter::Peekable<std::vec::IntoIter<Part>>;

/// What stands in an item of this depth, or, for 0, in the whole text.
fn inside(parts: &mut Parts, depth: u8) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some(part) = parts.next_if(|part| depth == 0 || belongs(part, depth)) {
        match part.kind {
            Kind::ListItem => nodes.push(list(part, parts)),
            Kind::Quote => nodes.push(quote(part, parts)),
            Kind::Cell => nodes.push(table(part, parts)),
            _ => nodes.push(alone(part)),
        }
    }
    nodes
}

/// Whether a part that follows an item of this depth is inside of it.
fn belongs(part: &Part, depth: u8) -> bool {
    if part.is_item() {
        part.depth() > depth
    } else {
        part.is_below(depth - 1)
    }
}

/// A list from its first item on.
fn list(first: Part, parts: &mut Parts) -> Node {
    let depth = first.depth();
    let mut items = vec![item(first, depth, parts)];
    while let Some(part) = parts.next_if(|part| part.is_item() && part.depth() == depth) {
        items.push(item(part, depth, parts));
    }
    Node::List { items }
}

fn item(part: Part, depth: u8, parts: &mut Parts) -> Item {
    let mut line = part.line;
    let label = std::mem::take(&mut line.label);
    let mut body = vec![Node::Paragraph { line }];
    body.extend(inside(parts, depth));
    Item { label, body }
}

fn quote(first: Part, parts: &mut Parts) -> Node {
    let depth = first.depth();
    let mut body = vec![Node::Paragraph { line: first.line }];
    while let Some(part) = parts.next_if(|part| part.kind == Kind::Quote && part.depth() == depth) {
        body.push(Node::Paragraph { line: part.line });
    }
    Node::Quote { depth, body }
}

fn table(first: Part, parts: &mut Parts) -> Node {
    let name = |part: &Part| part.cell.as_ref().map(|cell| cell.table.clone());
    let mine = name(&first);
    let mut cells = vec![first];
    while let Some(part) = parts.next_if(|part| part.kind == Kind::Cell && name(part) == mine) {
        cells.push(part);
    }
    grid::table(cells)
}

fn alone(part: Part) -> Node {
    let line = part.line;
    match part.kind {
        Kind::Heading => Node::Heading {
            level: part.level.unwrap_or(1).clamp(1, 9),
            line,
        },
        Kind::Code => Node::Code { line },
        Kind::Rule => Node::Rule { line },
        Kind::Figure => figure(line),
        _ => Node::Paragraph { line },
    }
}

/// The first line holds the picture, the rest is its caption.
fn figure(mut line: Line) -> Node {
    let first = line.runs.iter().position(|run| *run == Run::Break);
    let split = first.unwrap_or(line.runs.len());
    let is_picture = |run: &Run| matches!(run, Run::Picture { .. });
    if !line.runs[..split].iter().any(is_picture) {
        return Node::Paragraph { line };
    }
    let mut caption = line.runs.split_off(split);
    if !caption.is_empty() {
        caption.remove(0);
    }
    Node::Figure { line, caption }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(kind: Kind, level: u8) -> Part {
        let level = (level > 0).then_some(level);
        let block = Block {
            level,
            ..Block::new(kind, "")
        };
        Part::new(&block, Line::default())
    }

    /// The tree as letters: lists in brackets, items apart by commas.
    fn shape(nodes: &[Node]) -> String {
        let letter = |node: &Node| match node {
            Node::List { items } => {
                let items: Vec<String> = items.iter().map(|item| shape(&item.body)).collect();
                format!("[{}]", items.join(","))
            }
            Node::Quote { body, .. } => format!("({})", shape(body)),
            Node::Heading { .. } => "h".to_owned(),
            _ => "p".to_owned(),
        };
        nodes.iter().map(letter).collect()
    }

    #[track_caller]
    fn check(parts: &[(Kind, u8)], expect: &str) {
        let parts = parts.iter().map(|&(kind, level)| part(kind, level));
        assert_eq!(shape(&nest(parts.collect())), expect);
    }

    #[test]
    fn lists_nest_by_level() {
        use Kind::{Heading, ListItem as I, Paragraph as P, Quote};
        check(&[(P, 0), (I, 1), (I, 1), (P, 0)], "p[p,p]p");
        check(&[(I, 1), (I, 2), (I, 2), (I, 1)], "[p[p,p],p]");
        check(&[(I, 1), (P, 1), (I, 1)], "[pp,p]");
        check(&[(I, 1), (I, 2), (P, 2), (P, 1), (I, 1)], "[p[pp]p,p]");
        check(&[(I, 3), (I, 2), (I, 1)], "[p][p][p]");
        check(&[(I, 1), (Heading, 2), (I, 1)], "[p]h[p]");
        check(&[(Quote, 1), (Quote, 1), (Quote, 2)], "(pp)(p)");
    }

    #[test]
    fn no_depth_is_too_deep() {
        let parts: Vec<_> = (1..=255).map(|level| (Kind::ListItem, level)).collect();
        check(
            &parts,
            &format!("{}{}", "[p".repeat(6), ",p".repeat(249) + &"]".repeat(6)),
        );
    }
}
