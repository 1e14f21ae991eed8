use document::{Block, Cell, Document, Kind};

use super::inline::{self, Notes, Stretch, escape};

/// A block whose inside is HTML already: what documents and redlines have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// The id of the element.
    pub(super) id: String,
    /// Class of the element; may be empty.
    pub(super) class: String,
    pub(super) kind: Kind,
    pub(super) level: Option<u8>,
    pub(super) ordered: Option<bool>,
    /// The label as HTML.
    pub(super) number: String,
    pub(super) cell: Option<Cell>,
    pub(super) note: Option<String>,
    pub(super) info: Option<String>,
    pub(super) inner: String,
    /// Remarks that stand behind the block.
    pub(super) remarks: String,
}

impl Part {
    /// The frame of a block, without its inside.
    pub(super) fn frame(block: &Block) -> Self {
        Self {
            id: block.id.to_string(),
            kind: block.kind,
            level: block.level,
            ordered: block.ordered,
            number: block.number.as_deref().map_or_else(String::new, number),
            cell: block.cell.clone(),
            note: block.note.clone(),
            info: block.info.clone(),
            ..Self::default()
        }
    }

    /// The attributes of the element.
    pub(super) fn attributes(&self) -> String {
        let mut attributes = String::new();
        if !self.id.is_empty() {
            attributes = format!(" id=\"{}\"", escape(&self.id));
        }
        if !self.class.is_empty() {
            attributes.push_str(&format!(" class=\"{}\"", self.class));
        }
        attributes
    }

    /// The label and the inside.
    pub(super) fn content(&self) -> String {
        format!("{}{}", self.number, self.inner)
    }
}

/// A label before its text.
pub(super) fn number(label: &str) -> String {
    format!("<span class=\"number\">{}</span> ", escape(label))
}

/// The blocks of a document.
pub(super) fn of_document(document: &Document, notes: &Notes) -> Vec<Part> {
    let blocks = document.blocks.iter();
    blocks
        .map(|block| of_block(document, block, notes))
        .collect()
}

/// One block of a document.
pub(super) fn of_block(document: &Document, block: &Block, notes: &Notes) -> Part {
    let mut part = Part::frame(block);
    let stretch = Stretch {
        text: &block.text,
        marks: &block.marks,
        atoms: &block.atoms,
    };
    part.inner = match block.kind {
        Kind::Code => escape(&block.text),
        _ => inline::write(document, stretch, notes),
    };
    part
}
