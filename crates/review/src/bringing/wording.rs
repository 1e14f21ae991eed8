//! Other words in a block.

use std::ops::Range;

use document::{Block, Document, PLACEHOLDER, normalise_marks};

use crate::{Part, Place};

/// The part of a suggestion that puts other words at a place; a clause says why there is none.
pub(super) fn part(text: &Document, place: &Place, proposal: &str) -> Result<Part, String> {
    let id = place.block_id.as_ref().ok_or("it names no words")?;
    let (_, block) = text.find(id).ok_or("its block is not in the text")?;
    let range = place.start.unwrap_or(0)..place.end.unwrap_or_else(|| block.length());
    let replaced = replaced(block, &range, proposal)?;
    if replaced.content_digest() == block.content_digest() {
        return Err("it proposes what stands there".to_owned());
    }
    let gone = replaced.text.trim().is_empty();
    Ok(Part {
        blocks: vec![id.clone()],
        after: None,
        proposal: if gone { Vec::new() } else { vec![replaced] },
    })
}

fn replaced(block: &Block, range: &Range<usize>, proposal: &str) -> Result<Block, String> {
    let characters: Vec<char> = block.text.chars().collect();
    let old = characters
        .get(range.clone())
        .ok_or("its range is outside of the block")?;
    if old.contains(&PLACEHOLDER) {
        return Err("the words hold a picture or a note, which a table cannot".to_owned());
    }
    let new = proposal.chars().count();
    let moved = |at: usize| at - range.end + range.start + new;
    let mut block = block.clone();
    block.text = characters[..range.start]
        .iter()
        .copied()
        .chain(proposal.chars())
        .chain(characters[range.end..].iter().copied())
        .collect();
    let whole = block.marks.iter().map(|mark| {
        let around = mark.start <= range.start && mark.end >= range.end;
        let mut mark = mark.clone();
        mark.start = match mark.start {
            at if at <= range.start => at,
            at if at >= range.end => moved(at),
            _ => range.start + new,
        };
        mark.end = match mark.end {
            at if at >= range.end && (around || at > range.end) => moved(at),
            at => at.min(range.start),
        };
        mark
    });
    block.marks = whole.filter(|mark| mark.start < mark.end).collect();
    for atom in block.atoms.iter_mut().filter(|atom| atom.at >= range.end) {
        atom.at = moved(atom.at);
    }
    let length = block.length();
    normalise_marks(&mut block.marks, length);
    Ok(block)
}

#[cfg(test)]
mod tests {
    use document::{Kind, Mark, MarkKind};

    use super::*;

    fn text() -> Document {
        let mut block = Block::new(Kind::Paragraph, "The operator shall avoid it.");
        block.id = "p1".into();
        let strong = |start, end| Mark {
            start,
            end,
            kind: MarkKind::Strong,
        };
        block.marks = vec![strong(4, 12), strong(19, 24)];
        Document {
            blocks: vec![block],
            ..Document::default()
        }
    }

    fn place(start: usize, end: usize) -> Place {
        Place {
            block_id: Some("p1".into()),
            start: Some(start),
            end: Some(end),
        }
    }

    #[test]
    fn words_are_replaced_and_formatting_stays_where_it_was() {
        let part = part(&text(), &place(13, 18), "must always").unwrap();
        let block = &part.proposal[0];
        assert_eq!(block.text, "The operator must always avoid it.");
        let marks: Vec<_> = block.marks.iter().map(|it| (it.start, it.end)).collect();
        assert_eq!(marks, [(4, 12), (25, 30)]);
    }

    #[test]
    fn formatting_of_what_goes_goes_and_what_is_around_stays() {
        let marks = |start, end, words: &str| {
            let part = part(&text(), &place(start, end), words).unwrap();
            let marks = part.proposal[0].marks.iter();
            marks.map(|it| (it.start, it.end)).collect::<Vec<_>>()
        };
        assert_eq!(marks(4, 12, "miner"), [(4, 9), (16, 21)]);
        assert_eq!(marks(0, 14, "All "), [(9, 14)]);
        // two that meet become one
        assert_eq!(marks(8, 22, ""), [(4, 10)]);
    }

    #[test]
    fn what_is_no_change_is_told() {
        let told = |start, end, words: &str| part(&text(), &place(start, end), words).unwrap_err();
        assert_eq!(told(13, 18, "shall"), "it proposes what stands there");
        assert_eq!(told(13, 99, "x"), "its range is outside of the block");
        let gone = part(&text(), &place(0, 28), "").unwrap();
        assert_eq!(gone.proposal, []);
    }
}
