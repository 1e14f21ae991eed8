//! What every reader does last, so that all formats can hold what any of them gave.

use std::collections::HashSet;

use document::{Atom, AtomKind, Block, Document, Kind, Mark, MarkKind, unwelcome_character};

use crate::{Problem, intake::whole_file, spans::take_label};

/// Drops from addresses and descriptions what may not stand in a text, and makes paragraphs of notes
/// that nothing refers to; says so.
pub(crate) fn settle(document: &mut Document) -> Vec<Problem> {
    let mut problems = clean(document);
    let referred: HashSet<String> = references(&document.blocks).map(str::to_owned).collect();
    let is_lone = |block: &Block| {
        let key = block.note.as_ref();
        block.kind == Kind::Footnote && key.is_none_or(|key| !referred.contains(key))
    };
    let (lone, mut kept): (Vec<Block>, Vec<Block>) = document.blocks.drain(..).partition(is_lone);
    let mut paragraphs = Vec::new();
    for mut block in lone {
        let what = if block.text.is_empty() {
            "an empty note that nothing refers to was dropped"
        } else {
            "a note that nothing refers to is kept as a paragraph"
        };
        problems.push(Problem {
            place: format!("note {}", block.note.take().unwrap_or_default()),
            what: what.to_owned(),
        });
        block.kind = Kind::Paragraph;
        take_label(&mut block);
        paragraphs.extend((!block.text.is_empty()).then_some(block));
    }
    let is_note = |block: &Block| block.kind == Kind::Footnote;
    let end = kept.iter().position(is_note).unwrap_or(kept.len());
    kept.splice(end..end, paragraphs);
    document.blocks = kept;
    problems
}

/// The notes that are referred to.
fn references(blocks: &[Block]) -> impl Iterator<Item = &str> {
    let marks = blocks.iter().flat_map(|block| &block.marks);
    marks.filter_map(|mark| match &mark.kind {
        MarkKind::Note { note } => Some(note.as_str()),
        _ => None,
    })
}

/// Drops what may not stand in a text from everything that is not text, and says so.
pub(crate) fn clean(document: &mut Document) -> Vec<Problem> {
    clean_text(&mut document.title);
    clean_blocks(&mut document.blocks)
}

/// The same for blocks.
pub(crate) fn clean_blocks(blocks: &mut [Block]) -> Vec<Problem> {
    let cleaned = blocks
        .iter_mut()
        .filter_map(|block| clean_block(block).then_some(()))
        .count();
    let what = "characters that may not stand in a text were dropped from addresses, names or descriptions";
    let problem = (cleaned > 0).then(|| whole_file(what.to_owned()));
    problem.into_iter().collect()
}

fn clean_block(block: &mut Block) -> bool {
    let mut found = false;
    block.number = block.number.take().filter(|number| !number.is_empty());
    for text in [&mut block.number, &mut block.note, &mut block.info]
        .into_iter()
        .flatten()
    {
        found |= clean_text(text);
    }
    if let Some(cell) = &mut block.cell {
        found |= clean_text(&mut cell.table);
    }
    for mark in &mut block.marks {
        found |= clean_mark(mark);
    }
    for atom in &mut block.atoms {
        found |= clean_atom(atom);
    }
    found
}

fn clean_mark(mark: &mut Mark) -> bool {
    match &mut mark.kind {
        MarkKind::Link { href, title } => {
            let title = title.as_mut().is_some_and(clean_text);
            clean_text(href) | title
        }
        MarkKind::Note { note } => clean_text(note),
        _ => false,
    }
}

fn clean_atom(atom: &mut Atom) -> bool {
    let found = match &mut atom.kind {
        AtomKind::RemoteImage { href } => clean_text(href),
        AtomKind::Object { source, .. } | AtomKind::Equation { source, .. } => clean_text(source),
        AtomKind::Image { .. } => false,
    };
    clean_text(&mut atom.alt) | found
}

fn clean_text(text: &mut String) -> bool {
    let found = unwelcome_character(text).is_some();
    if found {
        let mut buffer = [0; 4];
        text.retain(|character| unwelcome_character(character.encode_utf8(&mut buffer)).is_none());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(key: &str, text: &str, refers_to: Option<&str>) -> Block {
        let mut block = Block::new(Kind::Footnote, text);
        block.note = Some(key.to_owned());
        block.marks = refers_to.into_iter().map(reference).collect();
        block
    }

    fn reference(key: &str) -> Mark {
        let kind = MarkKind::Note {
            note: key.to_owned(),
        };
        Mark {
            start: 0,
            end: 1,
            kind,
        }
    }

    #[test]
    fn notes_that_nothing_refers_to_are_paragraphs() {
        let mut text = Block::new(Kind::Paragraph, "\u{FFFC}");
        text.marks = vec![reference("a")];
        let mut document = Document {
            blocks: vec![
                text,
                note("a", "\u{FFFC}", Some("b")),
                note("b", "x", None),
                note("c", "\u{FFFC}", Some("b")),
                note("d", "", None),
            ],
            ..Document::default()
        };
        assert_eq!(settle(&mut document).len(), 2);
        let kinds: Vec<Kind> = document.blocks.iter().map(|block| block.kind).collect();
        let [text, note] = [Kind::Paragraph, Kind::Footnote];
        assert_eq!(kinds, [text, text, note, note]);
    }

    #[test]
    fn addresses_lose_what_no_text_may_hold() {
        let mut block = Block::new(Kind::Paragraph, "x");
        block.number = Some("1\u{10FFFF}".to_owned());
        let kind = MarkKind::Link {
            href: "a\u{202E}b".to_owned(),
            title: Some("\u{1}".to_owned()),
        };
        block.marks = vec![Mark {
            start: 0,
            end: 1,
            kind,
        }];
        let mut document = Document {
            blocks: vec![block],
            ..Document::default()
        };
        assert_eq!(settle(&mut document).len(), 1);
        let block = &document.blocks[0];
        assert_eq!(block.number.as_deref(), Some("1"));
        let kind = MarkKind::Link {
            href: "ab".to_owned(),
            title: Some(String::new()),
        };
        assert_eq!(block.marks[0].kind, kind);
        assert_eq!(settle(&mut document), []);
    }
}
