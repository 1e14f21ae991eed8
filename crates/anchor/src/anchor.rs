use document::{BlockId, Document, char_slice};
use serde::{Deserialize, Serialize};

use crate::context;

/// How much of the surroundings an anchor keeps on each side, in scalar values.
pub const CONTEXT: usize = 32;

/// Where a remark was made. Written once, never rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The revision that was being read.
    pub revision: u32,
    /// What of it is remarked upon.
    pub target: Target,
    /// The words of a range; empty for a whole block or guideline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    /// The text before the range, paragraphs ending in `\n`; at most [`CONTEXT`] scalar values.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The text after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// What a remark is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Target {
    /// The guideline as a whole.
    Guideline,
    /// One block as a whole.
    Block {
        /// Which block.
        block: BlockId,
    },
    /// A passage of one block.
    Range {
        /// Which block.
        block: BlockId,
        /// First scalar value.
        start: usize,
        /// One past the last.
        end: usize,
    },
}

/// Why there can be no anchor there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// The document has no such block.
    #[error("there is no block {0}")]
    UnknownBlock(BlockId),
    /// The range reaches beyond the text, or ends before it starts.
    #[error("the range {start}..{end} lies outside block {block}, which has {length} characters")]
    Outside {
        /// Which block.
        block: BlockId,
        /// First scalar value asked for.
        start: usize,
        /// One past the last asked for.
        end: usize,
        /// How many the block has.
        length: usize,
    },
    /// The range holds nothing.
    #[error("the range at {at} in block {block} is empty")]
    Empty {
        /// Which block.
        block: BlockId,
        /// Where.
        at: usize,
    },
}

/// Writes down where a remark is made, with the words as they stand there.
///
/// # Errors
/// When the document has no such block, or the block no such range.
pub fn write_anchor(
    document: &Document,
    revision: u32,
    target: Target,
) -> Result<Anchor, AnchorError> {
    let (quote, prefix, suffix) = match &target {
        Target::Guideline => Default::default(),
        Target::Block { block } => {
            find(document, block)?;
            Default::default()
        }
        Target::Range { block, start, end } => witnesses(document, block, *start, *end)?,
    };
    Ok(Anchor {
        revision,
        target,
        quote,
        prefix,
        suffix,
    })
}

fn witnesses(
    document: &Document,
    id: &BlockId,
    start: usize,
    end: usize,
) -> Result<(String, String, String), AnchorError> {
    let index = find(document, id)?;
    let text = &document.blocks[index].text;
    let length = text.chars().count();
    let block = id.clone();
    if end < start || end > length {
        return Err(AnchorError::Outside {
            block,
            start,
            end,
            length,
        });
    }
    if start == end {
        return Err(AnchorError::Empty { block, at: start });
    }
    let before = context::before(document, index, char_slice(text, 0..start)).take(CONTEXT);
    let after = context::after(document, index, char_slice(text, end..length)).take(CONTEXT);
    let prefix: Vec<char> = before.collect();
    Ok((
        char_slice(text, start..end).to_owned(),
        prefix.into_iter().rev().collect(),
        after.collect(),
    ))
}

fn find(document: &Document, block: &BlockId) -> Result<usize, AnchorError> {
    document
        .find(block)
        .map(|(index, _)| index)
        .ok_or_else(|| AnchorError::UnknownBlock(block.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::{Block, Kind};

    fn document() -> Document {
        let mut document = Document::default();
        for text in ["Scope", "Operators avoid harm. 🌿", "尾矿库应当监测。"] {
            document.blocks.push(Block::new(Kind::Paragraph, text));
        }
        document.number_blocks();
        document
    }

    fn write(block: &str, start: usize, end: usize) -> Result<Anchor, AnchorError> {
        let block = block.into();
        write_anchor(&document(), 1, Target::Range { block, start, end })
    }

    fn check(block: &str, range: (usize, usize), expect: (&str, &str, &str)) {
        let anchor = write(block, range.0, range.1).unwrap();
        let found = (&*anchor.prefix, &*anchor.quote, &*anchor.suffix);
        assert_eq!(found, expect);
    }

    fn check_refused(block: &str, range: (usize, usize), expect: &str) {
        let error = write(block, range.0, range.1).unwrap_err();
        assert_eq!(error.to_string(), expect);
    }

    #[test]
    fn keeps_the_words_and_their_surroundings() {
        check(
            "b1",
            (0, 5),
            ("", "Scope", "\nOperators avoid harm. 🌿\n尾矿库应当监测"),
        );
        check(
            "b2",
            (10, 15),
            ("Scope\nOperators ", "avoid", " harm. 🌿\n尾矿库应当监测。"),
        );
        check(
            "b3",
            (0, 3),
            ("Scope\nOperators avoid harm. 🌿\n", "尾矿库", "应当监测。"),
        );
        check(
            "b3",
            (5, 8),
            ("pe\nOperators avoid harm. 🌿\n尾矿库应当", "监测。", ""),
        );
    }

    #[test]
    fn refuses_what_is_not_there() {
        check_refused("b9", (0, 1), "there is no block b9");
        check_refused(
            "b1",
            (2, 6),
            "the range 2..6 lies outside block b1, which has 5 characters",
        );
        check_refused(
            "b1",
            (4, 2),
            "the range 4..2 lies outside block b1, which has 5 characters",
        );
        check_refused("b1", (5, 5), "the range at 5 in block b1 is empty");
    }

    #[test]
    fn is_stored_as_plain_json() {
        let anchor = write("b1", 0, 5).unwrap();
        let stored = serde_json::to_value(&anchor).unwrap();
        assert_eq!(
            stored["target"],
            serde_json::json!({"type": "range", "block": "b1", "start": 0, "end": 5})
        );
        assert_eq!(serde_json::from_value::<Anchor>(stored).unwrap(), anchor);
    }
}
