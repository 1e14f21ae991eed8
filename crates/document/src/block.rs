use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Atom, Digest, Mark, digest::Hasher};

/// Names a block across revisions and across languages. Opaque to everyone but its maker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockId(String);

impl BlockId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for BlockId {
    fn from(id: T) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What a block is to a reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A heading; `level` 1 is the highest.
    Heading,
    /// A paragraph; with a `level` it continues a list item of that depth.
    #[default]
    Paragraph,
    /// An item of a list; `level` 1 is the outermost list.
    ListItem,
    /// A paragraph of a quotation; `level` is the depth of quoting.
    Quote,
    /// Preformatted text; line breaks are part of the text.
    Code,
    /// A paragraph of a table cell; see [`Cell`].
    Cell,
    /// A picture or other object standing by itself, with its caption as text.
    Figure,
    /// A paragraph of a note; `note` says of which.
    Footnote,
    /// A thematic break; without text.
    Rule,
}

/// Where in which table a block of kind [`Kind::Cell`] stands. Several blocks with the same place
/// are the paragraphs of one cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Names the table within the document: `t1`, `t2`, ... in reading order.
    pub table: String,
    /// Row, from 0.
    pub row: u32,
    /// First grid column, from 0.
    pub column: u32,
    /// Rows covered when more than one.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub row_span: u32,
    /// Grid columns covered when more than one.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub column_span: u32,
    /// The row repeats as the head of the table.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
}

/// What [`Block::info`] says of an endnote.
pub const ENDNOTE: &str = "endnote";

/// An addressable piece of the text; people call it a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Lives across revisions.
    pub id: BlockId,
    /// What it is to a reader.
    pub kind: Kind,
    /// Depth of a heading (1 to 9), list item, or quotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// For list items: numbered or bulleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<bool>,
    /// The label a reader sees before the text (`4.2`, `(b)`, `第十二条`); not part of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Place in a table.
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// For footnotes: the key that the reference's `note` mark names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// For code: the language or, as `raw:html`, that it is markup kept as it was. For footnotes:
    /// [`ENDNOTE`] where the note stands at the end of the text and not of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<String>,
    /// Plain text; a line break is `\n`, an atom or a note reference is [`crate::PLACEHOLDER`].
    pub text: String,
    /// Sorted by start, end and kind; see [`crate::normalise_marks`].
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// What the placeholders stand for, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub atoms: Vec<Atom>,
}

impl Block {
    /// A block of this kind with this text and nothing else.
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            ..Self::default()
        }
    }

    /// Whether it is a paragraph of a note at the end of the text.
    pub fn is_endnote(&self) -> bool {
        self.kind == Kind::Footnote && self.info.as_deref() == Some(ENDNOTE)
    }

    /// The length of the text in Unicode scalar values.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// A digest of everything but the id: two blocks with equal digests read the same.
    pub fn content_digest(&self) -> Digest {
        let mut hasher = Hasher::new(Self::DOMAIN);
        self.feed(&mut hasher);
        hasher.finish()
    }

    /// Sets digests of blocks apart from others.
    pub(crate) const DOMAIN: &str = "block";

    pub(crate) fn feed(&self, hasher: &mut Hasher) {
        hasher.text(self.kind.name());
        hasher.optional(self.level, |hasher, level| {
            hasher.number(level.into());
        });
        hasher.optional(self.ordered, |hasher, ordered| {
            hasher.number(ordered.into());
        });
        hasher.optional_text(self.number.as_deref());
        hasher.optional(self.cell.as_ref(), |hasher, cell| cell.feed(hasher));
        hasher
            .optional_text(self.note.as_deref())
            .optional_text(self.info.as_deref());
        hasher.text(&self.text).count(self.marks.len());
        self.marks.iter().for_each(|mark| mark.feed(hasher));
        hasher.count(self.atoms.len());
        self.atoms.iter().for_each(|atom| atom.feed(hasher));
    }
}

impl Kind {
    /// The name that the kind has in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list_item",
            Self::Quote => "quote",
            Self::Code => "code",
            Self::Cell => "cell",
            Self::Figure => "figure",
            Self::Footnote => "footnote",
            Self::Rule => "rule",
        }
    }
}

impl Cell {
    fn feed(&self, hasher: &mut Hasher) {
        hasher.text(&self.table);
        for number in [self.row, self.column, self.row_span, self.column_span] {
            hasher.number(number.into());
        }
        hasher.number(self.header.into());
    }
}

fn one() -> u32 {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn is_one(number: &u32) -> bool {
    *number == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Mark, MarkKind};

    fn check(change: impl Fn(&mut Block)) {
        let mut block = Block::new(Kind::Paragraph, "tailings");
        let before = block.content_digest();
        assert_eq!(before, block.content_digest());
        change(&mut block);
        assert_ne!(before, block.content_digest());
    }

    #[test]
    fn every_field_but_the_id_counts() {
        check(|block| block.kind = Kind::Quote);
        check(|block| block.level = Some(0));
        check(|block| block.ordered = Some(false));
        check(|block| block.number = Some(String::new()));
        check(|block| block.note = Some("1".into()));
        check(|block| block.info = Some("1".into()));
        check(|block| block.text.push('.'));
        check(|block| {
            block.marks.push(Mark {
                start: 0,
                end: 1,
                kind: MarkKind::Strong,
            });
        });
        check(|block| {
            block.cell = Some(Cell {
                table: "t1".into(),
                row: 0,
                column: 0,
                row_span: 1,
                column_span: 1,
                header: false,
            });
        });
        let mut named = Block::new(Kind::Paragraph, "tailings");
        named.id = "b7".into();
        assert_eq!(
            named.content_digest(),
            Block::new(Kind::Paragraph, "tailings").content_digest()
        );
    }
}
