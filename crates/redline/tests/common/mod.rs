//! Documents to compare, and what a redline says that they are.
#![allow(dead_code, reason = "each test file uses its part")]

use document::{
    Atom, AtomKind, Block, Cell, Document, Kind, Mark, MarkKind, PLACEHOLDER, normalise_marks,
};
use proptest::{prelude::*, sample::select};
use redline::{ChangeKind, Op, Redline, Segment};

/// A piece of a text of a generated block.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    Word(&'static str),
    Image(u8),
    Note(u8),
}

const WORDS: &[&str] = &[
    "the ",
    "mine ",
    "shall ",
    "restore",
    " habitat",
    ". ",
    "Tailings ",
    "3.5 ",
    "kg",
    ", ",
    "é",
    "e\u{301}",
    "https",
    "://",
    "a.org/b",
    "5 ",
    "m",
    "尾矿库",
    "应当",
    "恢复",
    "，",
    "。",
    "栖息地",
    "👩‍👩‍👧",
    "\u{200D}",
    "\u{301}",
    "\n",
    "  ",
    "não ",
    "água",
    "🇧🇷",
    "مرحبا",
    "a",
    "-",
    "can't ",
    "第十二条",
];

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        20 => select(WORDS).prop_map(Piece::Word),
        1 => (0u8..2).prop_map(Piece::Image),
        1 => (0u8..3).prop_map(Piece::Note),
    ]
}

fn mark_kind() -> impl Strategy<Value = MarkKind> {
    prop_oneof![
        Just(MarkKind::Strong),
        Just(MarkKind::Emphasis),
        (0u8..2).prop_map(|n| MarkKind::Link {
            href: format!("#{n}"),
            title: None
        }),
    ]
}

prop_compose! {
    fn block()(
        pieces in prop::collection::vec(piece(), 0..14),
        marks in prop::collection::vec((0usize..30, 1usize..12, mark_kind()), 0..3),
        form in 0u8..12,
        label in prop::option::of(0u8..4),
    ) -> Block {
        let mut block = Block { number: label.map(|n| format!("({n})")), ..Block::default() };
        for piece in pieces {
            push(&mut block, &piece);
        }
        block.marks.extend(marks.into_iter().map(|(start, length, kind)| Mark {
            start, end: start + length, kind,
        }));
        normalise_marks(&mut block.marks, block.text.chars().count());
        give_form(&mut block, form);
        block
    }
}

fn push(block: &mut Block, piece: &Piece) {
    let at = block.length();
    match piece {
        Piece::Word(word) => block.text.push_str(word),
        Piece::Image(n) => {
            block.text.push(PLACEHOLDER);
            block.atoms.push(Atom {
                at,
                kind: AtomKind::RemoteImage {
                    href: format!("{n}.png"),
                },
                alt: String::new(),
            });
        }
        Piece::Note(n) => {
            block.text.push(PLACEHOLDER);
            block.marks.push(Mark {
                start: at,
                end: at + 1,
                kind: MarkKind::Note {
                    note: n.to_string(),
                },
            });
        }
    }
}

fn give_form(block: &mut Block, form: u8) {
    match form {
        0 => (block.kind, block.level) = (Kind::Heading, Some(2)),
        1 => (block.kind, block.level) = (Kind::ListItem, Some(1)),
        2 => (block.kind, block.note) = (Kind::Footnote, Some("1".into())),
        3 => {
            *block = Block {
                kind: Kind::Rule,
                ..Block::default()
            };
        }
        4..=6 => block.kind = Kind::Cell,
        _ => {}
    }
}

/// Numbers blocks and lays runs of cells out as tables of two columns.
fn settle(mut blocks: Vec<Block>) -> Document {
    let (mut table, mut place, mut before) = (0, 0, false);
    for block in &mut blocks {
        let is_cell = block.kind == Kind::Cell;
        if is_cell && !before {
            (table, place) = (table + 1, 0);
        }
        before = is_cell;
        block.cell = is_cell.then(|| Cell {
            table: format!("t{table}"),
            row: place / 2,
            column: place % 2,
            row_span: 1,
            column_span: 1,
            header: false,
        });
        place += 1;
    }
    let mut document = Document {
        blocks,
        ..Document::default()
    };
    document.number_blocks();
    document
}

/// What an editor does to a list of blocks.
#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, Block),
    Delete(usize),
    Replace(usize, Block),
    Append(usize, Piece),
    Move(usize, usize),
    Split(usize, usize),
    Join(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0usize..20, block()).prop_map(|(at, block)| Edit::Insert(at, block)),
        (0usize..20).prop_map(Edit::Delete),
        (0usize..20, block()).prop_map(|(at, block)| Edit::Replace(at, block)),
        (0usize..20, piece()).prop_map(|(at, piece)| Edit::Append(at, piece)),
        (0usize..20, 0usize..20).prop_map(|(from, to)| Edit::Move(from, to)),
        (0usize..20, 0usize..20).prop_map(|(at, word)| Edit::Split(at, word)),
        (0usize..20).prop_map(Edit::Join),
    ]
}

fn apply(blocks: &mut Vec<Block>, edit: Edit) {
    let count = blocks.len();
    if let Edit::Insert(at, block) = edit {
        return blocks.insert(at % (count + 1), block);
    }
    if count == 0 {
        return;
    }
    match edit {
        Edit::Insert(..) => {}
        Edit::Delete(at) => drop(blocks.remove(at % count)),
        Edit::Replace(at, block) => blocks[at % count] = block,
        Edit::Append(at, piece) => push(&mut blocks[at % count], &piece),
        Edit::Move(from, to) => {
            let block = blocks.remove(from % count);
            blocks.insert(to % count, block);
        }
        Edit::Split(at, place) => split(blocks, at % count, place),
        Edit::Join(at) => join(blocks, at % count),
    }
}

fn split(blocks: &mut Vec<Block>, at: usize, place: usize) {
    let block = &mut blocks[at];
    if !block.marks.is_empty() || !block.atoms.is_empty() {
        return;
    }
    let places: Vec<usize> = block
        .text
        .match_indices(' ')
        .map(|(byte, _)| byte)
        .collect();
    if let Some(&byte) = places.get(place % places.len().max(1)) {
        let tail = block.text.split_off(byte);
        let tail = Block::new(block.kind, tail);
        blocks.insert(at + 1, tail);
    }
}

fn join(blocks: &mut Vec<Block>, at: usize) {
    if at + 1 < blocks.len() && blocks[at + 1].marks.is_empty() && blocks[at + 1].atoms.is_empty() {
        let tail = blocks.remove(at + 1);
        blocks[at].text.push_str(&tail.text);
    }
}

/// A document and an edited or unrelated one.
pub(crate) fn documents() -> impl Strategy<Value = (Document, Document)> {
    let blocks = || prop::collection::vec(block(), 0..10);
    let edited = (blocks(), prop::collection::vec(edit(), 0..8)).prop_map(|(old, edits)| {
        let mut new = old.clone();
        edits.into_iter().for_each(|edit| apply(&mut new, edit));
        (settle(old), settle(new))
    });
    let unrelated = (blocks(), blocks()).prop_map(|(old, new)| (settle(old), settle(new)));
    prop_oneof![4 => edited, 1 => unrelated]
}

/// The text, marks and atoms of one block.
pub(crate) type Content = (String, Vec<Mark>, Vec<Atom>);

/// What the blocks of a document hold.
pub(crate) fn normalised(document: &Document) -> Vec<Content> {
    let content = |block: &Block| {
        let mut marks = block.marks.clone();
        normalise_marks(&mut marks, block.length());
        (block.text.clone(), marks, block.atoms.clone())
    };
    document.blocks.iter().map(content).collect()
}

/// What rejecting and what accepting everything gives, from nothing but the segments.
pub(crate) fn sides(redline: &Redline<'_>) -> (Vec<Content>, Vec<Content>) {
    let mut old = vec![Content::default(); redline.old.blocks.len()];
    let mut new = vec![Content::default(); redline.new.blocks.len()];
    for change in &redline.changes {
        if !matches!(change.kind, ChangeKind::MovedTo { .. }) && !change.old.is_empty() {
            project(&change.segments, Op::Insert, &mut old[change.old.clone()]);
        }
        if !change.new.is_empty() {
            project(&change.segments, Op::Delete, &mut new[change.new.clone()]);
        }
    }
    for (text, marks, _) in old.iter_mut().chain(&mut new) {
        normalise_marks(marks, text.chars().count());
    }
    (old, new)
}

fn project(segments: &[Segment<'_>], other: Op, blocks: &mut [Content]) {
    let mut index = 0;
    for segment in segments.iter().filter(|segment| segment.op != other) {
        let (text, marks, atoms) = &mut blocks[index];
        let start = text.chars().count();
        let before = segment.old_marks.as_ref().filter(|_| other == Op::Insert);
        let shifted = |mark: &Mark| Mark {
            start: mark.start + start,
            end: mark.end + start,
            kind: mark.kind.clone(),
        };
        marks.extend(before.unwrap_or(&segment.marks).iter().map(shifted));
        atoms.extend(segment.atoms.iter().map(|atom| Atom {
            at: atom.at + start,
            ..atom.clone()
        }));
        text.push_str(segment.text);
        index += usize::from(segment.paragraph_break);
    }
}
