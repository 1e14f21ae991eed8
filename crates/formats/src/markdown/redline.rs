use document::{Atom, Block, Document, Kind, Mark, normalise_marks};
use redline::{ChangeKind, Op, Redline, Segment};

use super::{blocks::RAW_HTML, front_matter, write as writer};
use crate::{
    MarginComment, Presentation,
    outline::{Group, groups},
    shown::{Shown, shown},
};

/// Stand for CriticMarkup while the text is written as Markdown, so that its signs are not escaped.
/// Noncharacters: no document holds them.
const SIGNS: [(char, &str); 8] = [
    (INSERT, "{++"),
    (INSERT_END, "++}"),
    (DELETE, "{--"),
    (DELETE_END, "--}"),
    (REMARK, "{>>"),
    (REMARK_END, "<<}"),
    (ESCAPE, "\\"),
    (FORMAT, "{=="),
];
const INSERT: char = '\u{FDD0}';
const INSERT_END: char = '\u{FDD1}';
const DELETE: char = '\u{FDD2}';
const DELETE_END: char = '\u{FDD3}';
const REMARK: char = '\u{FDD4}';
const REMARK_END: char = '\u{FDD5}';
const ESCAPE: char = '\u{FDD6}';
const FORMAT: char = '\u{FDD7}';
const FORMAT_END: char = '\u{FDD8}';

/// Writes the newer text with the changes in it.
pub(super) fn write(redline: &Redline<'_>, presentation: &Presentation) -> String {
    let mut document = Document {
        resources: redline.old.resources.clone(),
        ..Document::default()
    };
    document.resources.extend(redline.new.resources.clone());
    let shown = shown(redline);
    let mut blocks: Vec<Block> = shown
        .iter()
        .map(|shown| block(redline, shown, &presentation.notes))
        .collect();
    place_cells(&mut blocks);
    let mut text = writer::blocks(&document, &blocks, head(presentation));
    for (sign, markup) in SIGNS {
        text = text.replace(sign, markup);
    }
    text.replace(FORMAT_END, "==}")
}

fn head(presentation: &Presentation) -> String {
    let (old, new) = (&presentation.old_label, &presentation.new_label);
    if old.is_empty() && new.is_empty() {
        return String::new();
    }
    let clean = |label: &str| label.replace('\n', " ").replace("<<}", "");
    format!("{REMARK}{} → {}{REMARK_END}\n", clean(old), clean(new))
}

/// The block with its changes as part of its text.
fn block(redline: &Redline<'_>, shown: &Shown<'_>, remarks: &[MarginComment]) -> Block {
    let mut out = Marked::default();
    if let Some(remark) = before(redline, shown) {
        out.remark(&remark);
    }
    let whole = match shown.change.kind {
        ChangeKind::MovedFrom { .. } => Some(Op::Delete),
        _ => None,
    };
    if shown.block.kind == Kind::Rule {
        out.rule(shown.change.kind);
    }
    if let Some(label) = shown.block.number.as_ref().filter(|_| is_gone_item(shown)) {
        out.framed(DELETE, DELETE_END, &format!("{label} "));
    }
    for segment in shown.segments {
        out.segment(segment, whole.unwrap_or(segment.op));
    }
    let on_this = |remark: &&MarginComment| {
        !shown.gone
            && redline
                .new
                .blocks
                .get(remark.block)
                .is_some_and(|on| on.id == shown.block.id)
    };
    for remark in remarks.iter().filter(on_this) {
        out.remark(&format!("{}: {}", remark.author, remark.body));
        for reply in &remark.replies {
            out.remark(&format!("{}: {}", reply.author, reply.body));
        }
    }
    out.into_block(shown)
}

/// A list item that is gone has its label in its text, so that it does not count.
fn is_gone_item(shown: &Shown<'_>) -> bool {
    shown.gone && shown.block.kind == Kind::ListItem
}

/// What is said before a block.
fn before(redline: &Redline<'_>, shown: &Shown<'_>) -> Option<String> {
    let change = shown.change;
    match change.kind {
        ChangeKind::MovedFrom { move_id } => return Some(format!("moved away, {move_id}")),
        ChangeKind::MovedTo { move_id } => return Some(format!("moved here, {move_id}")),
        _ => {}
    }
    let old = redline.old_blocks(change).first().filter(|_| !shown.gone)?;
    if (old.kind, old.level) != (shown.block.kind, shown.block.level) {
        return Some(format!("was {}", kind_name(old)));
    }
    let (label, _) = redline.relabelled(change)?;
    Some(label.map_or_else(
        || "newly numbered".to_owned(),
        |label| format!("was {label}"),
    ))
}

fn kind_name(block: &Block) -> String {
    let name = match block.kind {
        Kind::Heading => "heading",
        Kind::Paragraph => "paragraph",
        Kind::ListItem => "list item",
        Kind::Quote => "quotation",
        Kind::Code => "code",
        Kind::Cell => "table cell",
        Kind::Figure => "figure",
        Kind::Footnote => "footnote",
        Kind::Rule => "rule",
    };
    block.level.map_or_else(
        || name.to_owned(),
        |level| format!("{name} of level {level}"),
    )
}

/// Text with changes being put together.
#[derive(Default)]
struct Marked {
    text: String,
    length: usize,
    marks: Vec<Mark>,
    atoms: Vec<Atom>,
}

impl Marked {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count();
    }

    fn sign(&mut self, sign: char) {
        self.text.push(sign);
        self.length += 1;
    }

    fn remark(&mut self, text: &str) {
        self.sign(REMARK);
        self.push(&text.replace('\n', " ").replace("<<}", ""));
        self.sign(REMARK_END);
    }

    fn rule(&mut self, kind: ChangeKind) {
        match kind {
            ChangeKind::Inserted | ChangeKind::MovedTo { .. } => {
                self.framed(INSERT, INSERT_END, "* * *");
            }
            ChangeKind::Deleted | ChangeKind::MovedFrom { .. } => {
                self.framed(DELETE, DELETE_END, "* * *");
            }
            _ => {}
        }
    }

    fn framed(&mut self, start: char, end: char, text: &str) {
        self.sign(start);
        self.push(text);
        self.sign(end);
    }

    fn segment(&mut self, segment: &Segment<'_>, op: Op) {
        let (start, end) = match op {
            Op::Insert => (INSERT, INSERT_END),
            Op::Delete => (DELETE, DELETE_END),
            Op::Same if segment.old_marks.is_some() => (FORMAT, FORMAT_END),
            Op::Same => return self.stretch(segment),
        };
        if segment.paragraph_break {
            return self.framed(start, end, "¶");
        }
        if segment.text.is_empty() {
            return;
        }
        self.sign(start);
        self.stretch(segment);
        self.sign(end);
        if start == FORMAT {
            self.remark("formatting changed");
        }
    }

    /// The text of a segment; braces that would read as CriticMarkup are escaped.
    fn stretch(&mut self, segment: &Segment<'_>) {
        let base = self.length;
        let mut moved = Vec::new();
        let mut before = ' ';
        for character in segment.text.chars() {
            if character == '{' || character == '}' && "+-=<~".contains(before) {
                self.sign(ESCAPE);
            }
            moved.push(self.length);
            self.text.push(character);
            self.length += 1;
            before = character;
        }
        moved.push(self.length);
        let place = |at: usize| moved.get(at).copied().unwrap_or(base);
        self.marks.extend(segment.marks.iter().map(|mark| Mark {
            start: place(mark.start),
            end: mark.end.checked_sub(1).map_or(base, |last| place(last) + 1),
            kind: mark.kind.clone(),
        }));
        self.atoms.extend(segment.atoms.iter().map(|atom| Atom {
            at: place(atom.at),
            ..atom.clone()
        }));
    }

    fn into_block(mut self, shown: &Shown<'_>) -> Block {
        let mut block = shown.block.clone();
        if block.kind == Kind::Rule && !self.text.is_empty() {
            block.kind = Kind::Paragraph;
        }
        if is_gone_item(shown) {
            (block.ordered, block.number) = (Some(false), None);
        }
        let kept = [RAW_HTML, front_matter::INFO];
        block.info = block.info.filter(|info| !kept.contains(&info.as_str()));
        block.cell.clone_from(&shown.cell);
        normalise_marks(&mut self.marks, self.length);
        (block.text, block.marks, block.atoms) = (self.text, self.marks, self.atoms);
        block
    }
}

/// Numbers the rows and columns of each table as they are met, deleted ones among them.
fn place_cells(blocks: &mut [Block]) {
    let mut places = Vec::new();
    for group in groups(&*blocks) {
        match group {
            Group::Table(cells) => places.extend(place_table(&cells)),
            Group::Note(_, blocks) => places.extend(blocks.iter().map(|_| (0, 0))),
            Group::Block(_) => places.push((0, 0)),
        }
    }
    for (block, (row, column)) in blocks.iter_mut().zip(places) {
        if let Some(cell) = &mut block.cell {
            (cell.row, cell.column) = (row, column);
        }
    }
}

fn place_table(cells: &[&Block]) -> Vec<(u32, u32)> {
    let mut places: Vec<(u32, u32)> = Vec::with_capacity(cells.len());
    let mut before: Option<(u32, u32)> = None;
    for block in cells {
        let Some(cell) = &block.cell else { continue };
        let last = places.last().copied().unwrap_or((0, 0));
        places.push(match before {
            None => (0, 0),
            Some((row, _)) if row != cell.row => (last.0 + 1, 0),
            Some((_, column)) if column != cell.column => (last.0, last.1 + 1),
            Some(_) => last,
        });
        before = Some((cell.row, cell.column));
    }
    places
}
