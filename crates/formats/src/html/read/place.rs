use document::{Cell, Kind};

/// In what a piece of a page stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Depth of lists.
    pub(super) list: u8,
    /// Depth of quotations.
    pub(super) quote: u8,
    /// Key of the footnote.
    pub(super) note: Option<String>,
    /// The note stands at the end of the text.
    pub(super) end: bool,
    /// Cell of a table.
    pub(super) cell: Option<Cell>,
    /// In the section of footnotes.
    pub(super) notes: bool,
    /// Depth of the tree.
    pub(super) depth: usize,
}

impl Place {
    /// One element further in.
    pub(super) fn deeper(&self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self.clone()
        }
    }

    /// What text here is a block of, unless it is a heading or an item.
    pub(super) fn kind(&self) -> Kind {
        if self.cell.is_some() {
            Kind::Cell
        } else if self.note.is_some() {
            Kind::Footnote
        } else if self.quote > 0 && self.list == 0 {
            Kind::Quote
        } else {
            Kind::Paragraph
        }
    }

    /// The level of such a block.
    pub(super) fn level(&self) -> Option<u8> {
        match self.kind() {
            Kind::Quote => Some(self.quote),
            Kind::Footnote => None,
            _ => (self.list > 0).then_some(self.list),
        }
    }

    /// Whether headings, items and tables can be blocks of their own here.
    pub(super) fn is_open(&self) -> bool {
        self.cell.is_none() && self.note.is_none()
    }
}
