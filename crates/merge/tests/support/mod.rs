//! Texts and suggestions by chance, and what suggestions mean, said in the plainest way.
#![allow(dead_code, reason = "each test uses some of it")]

use document::{
    Atom, AtomKind, Block, BlockId, Document, Kind, Mark, MarkKind, PLACEHOLDER, normalise_marks,
};
use merge::Part;
use proptest::prelude::*;

pub(crate) fn words() -> impl Strategy<Value = Vec<&'static str>> {
    let word = prop::sample::select(vec![
        "avoid ",
        "shall ",
        "the ",
        "尾矿库",
        "应当",
        "监测，",
        "🌿",
        ". ",
        "\u{FFFC}",
    ]);
    proptest::collection::vec(word, 0..14)
}

/// A well-formed block with marks, pictures and notes.
pub(crate) fn block() -> impl Strategy<Value = Block> {
    let mark = (0..40_usize, 1..9_usize, 0..4_usize);
    (
        words(),
        proptest::collection::vec(mark, 0..4),
        any::<bool>(),
    )
        .prop_map(|(words, marks, noted)| {
            let mut block = paragraph("b1", &words.concat());
            for (start, length, kind) in marks {
                let kind = match kind {
                    0 => MarkKind::Strong,
                    1 => MarkKind::Emphasis,
                    2 => MarkKind::Highlight,
                    _ => MarkKind::Underline,
                };
                block.marks.push(Mark {
                    start,
                    end: start + length,
                    kind,
                });
            }
            fill_placeholders(&mut block, noted);
            let length = block.length();
            normalise_marks(&mut block.marks, length);
            block
        })
}

fn fill_placeholders(block: &mut Block, noted: bool) {
    for (at, character) in block.text.clone().chars().enumerate() {
        if character == PLACEHOLDER && noted {
            let kind = MarkKind::Note {
                note: "n1".to_owned(),
            };
            block.marks.push(Mark {
                start: at,
                end: at + 1,
                kind,
            });
        } else if character == PLACEHOLDER {
            let kind = AtomKind::RemoteImage {
                href: format!("{}.png", at % 2),
            };
            block.atoms.push(Atom {
                at,
                kind,
                alt: String::new(),
            });
        }
    }
}

pub(crate) fn paragraph(id: &str, text: &str) -> Block {
    Block {
        id: id.into(),
        ..Block::new(Kind::Paragraph, text)
    }
}

/// A text of blocks `a0`, `a1`, ...
pub(crate) fn text(mut blocks: Vec<Block>) -> Document {
    for (index, block) in blocks.iter_mut().enumerate() {
        block.id = format!("a{index}").into();
    }
    Document {
        blocks,
        ..Document::default()
    }
}

/// What is done to one block.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    Keep,
    Edit(Block),
    Retype,
    Remove,
    Replace(Block),
    Split,
    Follow(Vec<Block>),
    MoveBehind(usize),
}

pub(crate) fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => Just(Deed::Keep),
        3 => block().prop_map(Deed::Edit),
        1 => Just(Deed::Retype),
        1 => Just(Deed::Remove),
        1 => block().prop_map(Deed::Replace),
        1 => Just(Deed::Split),
        2 => proptest::collection::vec(block(), 1..3).prop_map(Deed::Follow),
        1 => (0..20_usize).prop_map(Deed::MoveBehind),
    ]
}

/// A text, and for each block what two people do to it.
pub(crate) fn text_with_deeds() -> impl Strategy<Value = (Document, Vec<Deed>, Vec<Deed>)> {
    proptest::collection::vec((block(), deed(), deed()), 1..9).prop_map(|rows| {
        let (mut blocks, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
        for (block, our, their) in rows {
            blocks.push(block);
            ours.push(our);
            theirs.push(their);
        }
        (text(blocks), ours, theirs)
    })
}

/// The deeds as the parts of one suggestion.
pub(crate) fn parts(document: &Document, deeds: &[Deed]) -> Vec<Part> {
    let mut parts = Vec::new();
    let blocks = &document.blocks;
    for (at, deed) in deeds.iter().enumerate() {
        let here = &blocks[at];
        let replaced = |proposal| Part {
            blocks: vec![here.id.clone()],
            after: None,
            proposal,
        };
        match deed {
            Deed::Keep => {}
            Deed::Edit(block) => parts.push(replaced(vec![named(block, &here.id)])),
            Deed::Retype => {
                let mut block = here.clone();
                (block.kind, block.level) = (Kind::Heading, Some(2));
                parts.push(replaced(vec![block]));
            }
            Deed::Remove => parts.push(replaced(Vec::new())),
            Deed::Replace(block) => parts.push(replaced(vec![named(block, &"".into())])),
            Deed::Split => parts.push(replaced(halves(here))),
            Deed::Follow(new) => parts.push(Part {
                blocks: Vec::new(),
                after: Some(here.id.clone()),
                proposal: new.iter().map(|block| named(block, &"".into())).collect(),
            }),
            Deed::MoveBehind(to) if !(at.saturating_sub(1)..=at).contains(&(to % blocks.len())) => {
                parts.push(replaced(Vec::new()));
                parts.push(Part {
                    blocks: Vec::new(),
                    after: Some(blocks[to % blocks.len()].id.clone()),
                    proposal: vec![here.clone()],
                });
            }
            Deed::MoveBehind(_) => {}
        }
    }
    parts
}

fn named(block: &Block, id: &BlockId) -> Block {
    Block {
        id: id.clone(),
        ..block.clone()
    }
}

fn halves(block: &Block) -> Vec<Block> {
    let text: String = block.text.chars().filter(|&c| c != PLACEHOLDER).collect();
    let middle = text.chars().count() / 2;
    let half = |range, id: &BlockId| paragraph(id.as_str(), document::char_slice(&text, range));
    vec![
        half(0..middle, &block.id),
        half(middle..usize::MAX, &"".into()),
    ]
}

/// What a suggestion means: each part instead of its blocks, or behind its block.
pub(crate) fn meant(origin: &Document, parts: &[Part]) -> Vec<Block> {
    fn behind<'a>(parts: &'a [Part], id: Option<&BlockId>) -> Vec<&'a Block> {
        let adds = |part: &&Part| part.blocks.is_empty() && part.after.as_ref() == id;
        parts
            .iter()
            .filter(adds)
            .flat_map(|part| &part.proposal)
            .collect()
    }
    let mut outcome = behind(parts, None);
    for block in &origin.blocks {
        match parts.iter().find(|part| part.blocks.contains(&block.id)) {
            Some(part) if part.blocks[0] == block.id => outcome.extend(&part.proposal),
            Some(_) => {}
            None => outcome.push(block),
        }
        outcome.extend(behind(parts, Some(&block.id)));
    }
    outcome.into_iter().cloned().collect()
}

/// Gives ids that begin so and count.
pub(crate) fn ids(prefix: &str) -> impl FnMut() -> BlockId + use<> {
    let prefix = prefix.to_owned();
    let mut count = 0;
    move || {
        count += 1;
        format!("{prefix}{count}").into()
    }
}

/// The blocks without the ids that new ones got.
pub(crate) fn nameless(blocks: &[Block], origin: &Document) -> Vec<Block> {
    let known = |block: &Block| origin.blocks.iter().any(|other| other.id == block.id);
    let strip = |block: &Block| {
        let id = if known(block) {
            block.id.clone()
        } else {
            BlockId::default()
        };
        named(block, &id)
    };
    blocks.iter().map(strip).collect()
}
