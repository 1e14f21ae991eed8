//! Random documents with every kind of block and mark, and random Markdown.

use document::{
    Atom, AtomKind, Block, Cell, Document, Kind, Mark, MarkKind, PLACEHOLDER, Resource,
};
use proptest::prelude::*;

/// Words and signs that writers of markup trip over.
const PIECES: [&str; 44] = [
    "word",
    "尾矿库",
    "应当",
    "。",
    "“引”",
    "é",
    "😀",
    "a",
    " ",
    " ",
    " ",
    "  ",
    "*",
    "**",
    "_",
    "~",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "<b>",
    "&amp;",
    "&",
    "#",
    "##",
    "-",
    "+",
    "1.",
    "2)",
    "=",
    "---",
    "|",
    "\\",
    "!",
    ":",
    "https://example.org/a_b",
    "\"",
    "\n",
    "\t",
];

/// Text of such pieces, without white space at its ends.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 1..12).prop_map(|pieces| {
        let text = pieces.concat();
        let text = text.trim();
        if text.is_empty() {
            "x".to_owned()
        } else {
            text.to_owned()
        }
    })
}

fn mark_kind() -> impl Strategy<Value = MarkKind> {
    prop_oneof![
        Just(MarkKind::Strong),
        Just(MarkKind::Emphasis),
        Just(MarkKind::Code),
        Just(MarkKind::Strike),
        Just(MarkKind::Underline),
        Just(MarkKind::Sub),
        Just(MarkKind::Sup),
        Just(MarkKind::SmallCaps),
        Just(MarkKind::Highlight),
        prop::option::of(Just("a \"title\"".to_owned())).prop_map(|title| MarkKind::Link {
            href: "https://example.org/?a=1&b=(2)".to_owned(),
            title,
        }),
    ]
}

fn atom_kind() -> impl Strategy<Value = AtomKind> {
    prop_oneof![
        Just(AtomKind::Image {
            resource: picture().id(),
            size: None
        }),
        Just(AtomKind::RemoteImage {
            href: "https://example.org/a b.png".to_owned()
        }),
        Just(AtomKind::Equation {
            notation: "omml".to_owned(),
            source: "<m:oMath>x|y</m:oMath>".to_owned()
        }),
        Just(AtomKind::Object {
            notation: "html".to_owned(),
            source: "<span class=\"x\">".to_owned()
        }),
    ]
}

fn picture() -> Resource {
    Resource {
        media_type: "image/png".to_owned(),
        bytes: b"\x89PNG\r\n\x1a\n".to_vec(),
    }
}

/// A block of text with marks and at most one atom.
fn inside(kind: Kind) -> impl Strategy<Value = Block> {
    let marks = prop::collection::vec((any::<u8>(), any::<u8>(), mark_kind()), 0..4);
    let atom = prop::option::weighted(0.2, (any::<u8>(), atom_kind()));
    (text(), marks, atom).prop_map(move |(text, marks, atom)| {
        let mut characters: Vec<char> = text.chars().collect();
        let mut block = Block::new(kind, "");
        if let Some((at, kind)) = atom {
            let at = usize::from(at) % characters.len();
            characters.insert(at, PLACEHOLDER);
            let alt = "a *picture*".to_owned();
            let alt = if matches!(kind, AtomKind::Object { .. }) {
                String::new()
            } else {
                alt
            };
            block.atoms.push(Atom { at, kind, alt });
        }
        for (start, length, kind) in marks {
            let start = usize::from(start) % characters.len();
            let end = start + 1 + usize::from(length) % 6;
            block.marks.push(Mark { start, end, kind });
        }
        block.text = characters.iter().collect();
        keep_one_link(&mut block.marks);
        document::normalise_marks(&mut block.marks, characters.len());
        block
    })
}

/// Links do not overlap in any format.
fn keep_one_link(marks: &mut Vec<Mark>) {
    let mut seen = false;
    marks.retain(|mark| {
        let link = matches!(mark.kind, MarkKind::Link { .. });
        let kept = !(link && seen);
        seen |= link;
        kept
    });
}

fn block() -> impl Strategy<Value = Vec<Block>> {
    let heading = (inside(Kind::Heading), 1..=6u8).prop_map(|(block, level)| leveled(block, level));
    let quote = (inside(Kind::Quote), 1..=3u8).prop_map(|(block, level)| leveled(block, level));
    let code = (text(), prop::option::of(Just("rust".to_owned()))).prop_map(|(text, info)| Block {
        info,
        ..Block::new(Kind::Code, text)
    });
    prop_oneof![
        3 => inside(Kind::Paragraph).prop_map(|block| vec![block]),
        2 => heading.prop_map(|block| vec![block]),
        1 => quote.prop_map(|block| vec![block]),
        1 => code.prop_map(|block| vec![block]),
        1 => Just(vec![Block::new(Kind::Rule, "")]),
        3 => list(),
        2 => table(),
    ]
}

fn leveled(mut block: Block, level: u8) -> Block {
    block.level = Some(level);
    block
}

fn list() -> impl Strategy<Value = Vec<Block>> {
    let item = (
        inside(Kind::ListItem),
        1..=3u8,
        any::<bool>(),
        1..5usize,
        any::<bool>(),
    );
    prop::collection::vec(item, 1..6).prop_map(|items| {
        let mut depth = 0;
        let mut blocks = Vec::new();
        for (mut block, level, ordered, number, more) in items {
            depth = level.min(depth + 1);
            block.level = Some(depth);
            block.ordered = Some(ordered);
            block.number = ordered.then(|| format!("{number}."));
            blocks.push(block);
            if more {
                blocks.push(leveled(Block::new(Kind::Paragraph, "goes on"), depth));
            }
        }
        blocks
    })
}

fn table() -> impl Strategy<Value = Vec<Block>> {
    let cells = |columns: usize| prop::collection::vec(inside(Kind::Cell), columns * 2);
    (1..4usize).prop_flat_map(move |columns| {
        cells(columns).prop_map(move |mut blocks| {
            for (index, block) in blocks.iter_mut().enumerate() {
                block.cell = Some(Cell {
                    table: String::new(),
                    row: u32::try_from(index / columns).unwrap(),
                    column: u32::try_from(index % columns).unwrap(),
                    row_span: 1,
                    column_span: 1,
                    header: index < columns,
                });
            }
            blocks
        })
    })
}

/// A whole document; its first paragraph may refer to a footnote.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let blocks = prop::collection::vec(block(), 1..8);
    (blocks, prop::option::of(inside(Kind::Footnote))).prop_map(|(blocks, note)| {
        let mut document = Document {
            blocks: blocks.into_iter().flatten().collect(),
            ..Document::default()
        };
        name_tables(&mut document.blocks);
        if let Some(note) = note {
            add_note(&mut document.blocks, note);
        }
        let uses = |atom: &Atom| matches!(atom.kind, AtomKind::Image { .. });
        if document
            .blocks
            .iter()
            .flat_map(|block| &block.atoms)
            .any(uses)
        {
            document.resources.insert(picture().id(), picture());
        }
        document.number_blocks();
        document
    })
}

/// Gives each table its name; a table starts at a cell whose place is not behind the one before.
fn name_tables(blocks: &mut [Block]) {
    let (mut table, mut before) = (0, None);
    for block in blocks {
        let place = block.cell.as_ref().map(|cell| (cell.row, cell.column));
        if place.is_some() && before >= place || before.is_none() {
            table += u32::from(place.is_some());
        }
        if let Some(cell) = &mut block.cell {
            cell.table = format!("t{table}");
        }
        before = place;
    }
}

fn add_note(blocks: &mut Vec<Block>, mut note: Block) {
    note.note = Some("n1".to_owned());
    let mut paragraph = Block::new(Kind::Paragraph, format!("see{PLACEHOLDER} there"));
    paragraph.marks.push(Mark {
        start: 3,
        end: 4,
        kind: MarkKind::Note {
            note: "n1".to_owned(),
        },
    });
    blocks.insert(0, paragraph);
    blocks.push(note);
}

/// Markdown in no order at all.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    const LINES: [&str; 24] = [
        "\n",
        "\n\n",
        "\n\n",
        "- ",
        "  - ",
        "1. ",
        "3) ",
        "> ",
        "# ",
        "## 4.2 ",
        "```\n",
        "    ",
        "| a | b |\n| --- | --- |\n",
        "[^n]",
        "\n\n[^n]: ",
        "***\n",
        "<div>\n",
        "</div>\n",
        "![a](b.png)",
        "[t](u \"v\")",
        "<!-- c -->",
        "<u>",
        "</u>",
        "(b) ",
    ];
    let line = prop::sample::select(&LINES[..]);
    let piece = prop::sample::select(&PIECES[..]);
    prop::collection::vec(prop_oneof![line, piece], 1..40).prop_map(|parts| parts.concat())
}
