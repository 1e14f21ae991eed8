//! Arbitrary well-formed documents of all kinds of blocks, as our readers give them.

use document::{
    Atom, AtomKind, Block, BlockId, Cell, Document, ENDNOTE, Kind, Mark, MarkKind, PLACEHOLDER,
    Resource, normalise_marks,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// A piece of inline content.
#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Atom(AtomKind, String),
    Note,
}

const WORDS: [&str; 24] = [
    "the",
    "tailings",
    "dam",
    "shall",
    "be",
    "avoided ",
    " two  spaces",
    "尾矿库",
    "缓解层级",
    "应当",
    "não",
    "Café",
    "😀",
    "👩‍👩‍👧",
    "<b>&amp;\"",
    "4.2",
    "(b)",
    "\n",
    "\t",
    "soft\u{AD}hyphen",
    "A\u{A0}B",
    "]]>",
    "\u{2011}",
    "第十二条 ",
];

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        12 => vec(select(WORDS.to_vec()), 1..5).prop_map(|words| Piece::Text(words.join(" "))),
        2 => (atom(), select(vec!["", "a map of the site", "地图"]))
            .prop_map(|(atom, alt)| Piece::Atom(atom, alt.to_owned())),
        1 => Just(Piece::Note),
    ]
}

fn atom() -> impl Strategy<Value = AtomKind> {
    prop_oneof![
        (0..3_u8, option::of((1..9_000_000_u64, 1..9_000_000_u64))).prop_map(|(which, size)| {
            AtomKind::Image {
                resource: resource(which).id(),
                size,
            }
        }),
        Just(AtomKind::RemoteImage {
            href: "https://example.org/a.png?x=1&y=2".to_owned()
        }),
        Just(AtomKind::Equation {
            notation: "tex".to_owned(),
            source: "\\frac{a}{b} < c\n& d".to_owned()
        }),
        Just(AtomKind::Object {
            notation: "html".to_owned(),
            source: "<video src=\"x\"/>".to_owned()
        }),
        Just(AtomKind::Object {
            notation: "wordprocessingml".to_owned(),
            source: "<w:sym w:font=\"House\" w:char=\"F041\"/>".to_owned()
        }),
    ]
}

fn resource(which: u8) -> Resource {
    let (media_type, bytes) = match which {
        0 => (
            "image/png",
            b"\x89PNG\r\n\x1a\n0000IHDR\0\0\0\x10\0\0\0\x20".to_vec(),
        ),
        1 => ("image/jpeg", b"\xFF\xD8\xFF\xE0 no real picture".to_vec()),
        _ => (
            "image/svg+xml",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
        ),
    };
    Resource {
        media_type: media_type.to_owned(),
        bytes,
    }
}

fn mark_kind() -> impl Strategy<Value = MarkKind> {
    let link = |href: &str, title: Option<&str>| MarkKind::Link {
        href: href.to_owned(),
        title: title.map(String::from),
    };
    select(vec![
        MarkKind::Strong,
        MarkKind::Emphasis,
        MarkKind::Code,
        MarkKind::Strike,
        MarkKind::Underline,
        MarkKind::Sup,
        MarkKind::SmallCaps,
        MarkKind::Highlight,
        link("https://example.org/?a=1&b=2#c", Some("a \"tip\"")),
        link("#scope", None),
        link("javascript:alert(1)", Some("a \"tip\"")),
        link("../annex {1}.html", None),
    ])
}

/// Text with marks and atoms; notes get keys later.
fn inline() -> impl Strategy<Value = Block> {
    let marks = vec((0..30_usize, 1..12_usize, mark_kind()), 0..4);
    (vec(piece(), 0..4), marks).prop_map(|(pieces, marks)| {
        let mut block = Block::default();
        for piece in pieces {
            let at = block.length();
            match piece {
                Piece::Text(text) => block.text.push_str(&text),
                Piece::Atom(kind, alt) => {
                    block.atoms.push(Atom { at, kind, alt });
                    block.text.push(PLACEHOLDER);
                }
                Piece::Note => {
                    block.marks.push(Mark {
                        start: at,
                        end: at + 1,
                        kind: MarkKind::Note { note: String::new() },
                    });
                    block.text.push(PLACEHOLDER);
                }
            }
        }
        for atom in &mut block.atoms {
            if matches!(&atom.kind, AtomKind::Object { notation, .. } if notation == "wordprocessingml")
            {
                atom.alt = "character F041 of the font House".to_owned();
            }
        }
        let length = block.length();
        let has_link = |block: &Block| {
            block.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Link { .. }))
        };
        for (start, size, kind) in marks {
            if matches!(kind, MarkKind::Link { .. }) && has_link(&block) {
                continue;
            }
            block.marks.push(Mark { start, end: start + size, kind });
        }
        normalise_marks(&mut block.marks, length);
        block
    })
}

/// What a top-level element is.
#[derive(Debug, Clone)]
enum Element {
    Block(Block),
    Table {
        rows: Vec<Vec<Block>>,
        tall: bool,
        header: bool,
    },
}

fn element() -> impl Strategy<Value = Element> {
    prop_oneof![
        8 => (inline(), shape()).prop_map(|(inline, shape)| Element::Block(shaped(inline, shape))),
        2 => table(),
    ]
}

#[derive(Debug, Clone, Copy)]
enum Shape {
    Heading(u8, Option<&'static str>),
    Paragraph(Option<u8>, Option<&'static str>),
    Item(u8, bool, Option<&'static str>),
    Quote(u8),
    Code(Option<&'static str>, Option<u8>),
    Figure,
    Rule,
}

const LABELS: [&str; 14] = [
    "1",
    "2",
    "1.1",
    "1.",
    "2.",
    "3.",
    "(a)",
    "(b)",
    "iv)",
    "第十二条",
    "Annex A",
    "4.2.1",
    "*",
    "①",
];

fn shape() -> impl Strategy<Value = Shape> {
    let label = || option::of(select(LABELS.to_vec()));
    prop_oneof![
        (1..=9_u8, label()).prop_map(|(level, label)| Shape::Heading(level, label)),
        (option::of(1..=9_u8), label()).prop_map(|(level, label)| Shape::Paragraph(level, label)),
        (1..=9_u8, any::<bool>(), label()).prop_map(|(l, o, label)| Shape::Item(l, o, label)),
        (1..=9_u8).prop_map(Shape::Quote),
        (
            option::of(select(vec!["rust", "raw:html", "a,b c%"])),
            option::of(1..=9_u8)
        )
            .prop_map(|(info, level)| Shape::Code(info, level)),
        Just(Shape::Figure),
        Just(Shape::Rule),
    ]
}

fn shaped(mut block: Block, shape: Shape) -> Block {
    let own = |label: Option<&str>| label.map(String::from);
    match shape {
        Shape::Heading(level, label) => {
            (block.kind, block.level, block.number) = (Kind::Heading, Some(level), own(label));
        }
        Shape::Paragraph(level, label) => {
            (block.kind, block.level, block.number) = (Kind::Paragraph, level, own(label));
        }
        Shape::Item(level, ordered, label) => {
            (block.kind, block.level, block.number) = (Kind::ListItem, Some(level), own(label));
            block.ordered = Some(ordered);
        }
        Shape::Quote(level) => (block.kind, block.level) = (Kind::Quote, Some(level)),
        Shape::Code(info, level) => {
            (block.kind, block.info, block.level) = (Kind::Code, own(info), level);
        }
        Shape::Figure => block.kind = Kind::Figure,
        Shape::Rule => block = Block::new(Kind::Rule, ""),
    }
    block
}

fn table() -> impl Strategy<Value = Element> {
    (1..4_usize, any::<bool>(), any::<bool>())
        .prop_flat_map(|(columns, tall, header)| {
            (vec(vec(inline(), columns), 1..4), Just(tall), Just(header))
        })
        .prop_map(|(rows, tall, header)| Element::Table { rows, tall, header })
}

/// Any document, with unique ids and notes numbered in order of reference.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let language = select(vec!["en", "zh", "pt", "pt-BR"]);
    (vec(element(), 0..12), language, vec(inline(), 1..3)).prop_map(|(elements, language, notes)| {
        let mut document = Document {
            title: "A title & more".to_owned(),
            language: language.to_owned(),
            ..Document::default()
        };
        let mut tables = 0;
        for element in elements {
            match element {
                Element::Block(block) => document.blocks.push(block),
                Element::Table { rows, tall, header } => {
                    tables += 1;
                    document.blocks.extend(cells(rows, tables, tall, header));
                }
            }
        }
        add_notes(&mut document, &notes);
        for (index, block) in document.blocks.iter_mut().enumerate() {
            block.id = BlockId::from(format!("x{index}"));
        }
        for which in 0..3 {
            let resource = resource(which);
            let used = |atom: &Atom| {
                matches!(&atom.kind, AtomKind::Image { resource: id, .. } if *id == resource.id())
            };
            if document.blocks.iter().flat_map(|block| &block.atoms).any(used) {
                document.resources.insert(resource.id(), resource);
            }
        }
        document
    })
}

/// The cells of a table; in a tall one the first column is one cell over all rows.
fn cells(rows: Vec<Vec<Block>>, table: usize, tall: bool, header: bool) -> Vec<Block> {
    let height = u32::try_from(rows.len()).unwrap();
    let mut cells = Vec::new();
    for (line, row) in rows.into_iter().zip(0..) {
        for (block, column) in line.into_iter().zip(0..) {
            let spans = tall && column == 0;
            if spans && row > 0 {
                continue;
            }
            cells.push(Block {
                kind: Kind::Cell,
                cell: Some(Cell {
                    table: format!("t{table}"),
                    row,
                    column,
                    row_span: if spans { height } else { 1 },
                    column_span: 1,
                    header: header && row == 0,
                }),
                ..block
            });
        }
    }
    cells
}

/// Gives each reference a note of its own, with the paragraphs at the end.
fn add_notes(document: &mut Document, texts: &[Block]) {
    let mut keys = Vec::new();
    for mark in document
        .blocks
        .iter_mut()
        .flat_map(|block| &mut block.marks)
    {
        if let MarkKind::Note { note } = &mut mark.kind {
            *note = match keys.len() {
                1 => "tailings-note".to_owned(),
                count => format!("{}", count + 1),
            };
            keys.push(note.clone());
        }
    }
    let at_end = texts.len().is_multiple_of(2);
    for key in keys {
        for text in texts {
            let mut block = text.clone();
            block.kind = Kind::Footnote;
            block.note = Some(key.clone());
            block.info = at_end.then(|| ENDNOTE.to_owned());
            without_notes(&mut block);
            document.blocks.push(block);
        }
    }
}

/// Notes have no notes.
fn without_notes(block: &mut Block) {
    let notes: Vec<usize> = block
        .marks
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Note { .. }))
        .map(|mark| mark.start)
        .collect();
    if notes.is_empty() {
        return;
    }
    block.marks.clear();
    block.atoms.clear();
    block.text = block.text.replace(PLACEHOLDER, "");
}
