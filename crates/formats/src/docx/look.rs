//! How a run looks, as far as it means something.

use document::{Mark, MarkKind};

use super::{names::Ns, tree::Element};

/// The simple marks of a run, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::docx) struct Look(u16);

/// Bit `n` of a look is the `n`th of these.
const KINDS: [MarkKind; 9] = [
    MarkKind::Strong,
    MarkKind::Emphasis,
    MarkKind::Code,
    MarkKind::Strike,
    MarkKind::Underline,
    MarkKind::Sub,
    MarkKind::Sup,
    MarkKind::SmallCaps,
    MarkKind::Highlight,
];
const STRONG: u16 = 0;
const EMPHASIS: u16 = 1;
const CODE: u16 = 2;
const STRIKE: u16 = 3;
const UNDERLINE: u16 = 4;
const SUB: u16 = 5;
const SUP: u16 = 6;
const SMALL_CAPS: u16 = 7;
const HIGHLIGHT: u16 = 8;

impl Look {
    /// This look changed by the properties of a run or of a style (`w:rPr`).
    pub(in crate::docx) fn with(mut self, properties: Element<'_>) -> Self {
        for property in properties.children() {
            let (Ns::W, name) = property.name() else {
                continue;
            };
            let value = property.w("val");
            let on = !matches!(value, Some("0" | "false" | "off" | "none"));
            match name {
                "b" => self.set(STRONG, on),
                "i" => self.set(EMPHASIS, on),
                "strike" | "dstrike" => self.set(STRIKE, on),
                "u" => self.set(UNDERLINE, on && value.is_some()),
                "smallCaps" => self.set(SMALL_CAPS, on),
                "highlight" => self.set(HIGHLIGHT, on),
                "vertAlign" => {
                    self.set(SUB, value == Some("subscript"));
                    self.set(SUP, value == Some("superscript"));
                }
                _ => {}
            }
        }
        self
    }

    pub(in crate::docx) fn code(mut self) -> Self {
        self.set(CODE, true);
        self
    }

    pub(in crate::docx) fn without_underline(mut self) -> Self {
        self.set(UNDERLINE, false);
        self
    }

    fn set(&mut self, bit: u16, on: bool) {
        if on {
            self.0 |= 1 << bit;
        } else {
            self.0 &= !(1 << bit);
        }
    }

    /// The marks of a stretch of text that looks like this.
    pub(in crate::docx) fn marks(self, start: usize, end: usize) -> impl Iterator<Item = Mark> {
        KINDS
            .iter()
            .enumerate()
            .filter(move |(bit, _)| self.0 >> bit & 1 == 1)
            .map(move |(_, kind)| Mark {
                start,
                end,
                kind: kind.clone(),
            })
    }

    /// Adds a mark; says whether it is one of the simple ones.
    pub(in crate::docx) fn add(&mut self, kind: &MarkKind) -> bool {
        let bit = KINDS.iter().position(|known| known == kind);
        if let Some(bit) = bit {
            self.0 |= 1 << bit;
        }
        bit.is_some()
    }

    pub(in crate::docx) fn is_code(self) -> bool {
        self.has(CODE)
    }

    fn has(self, bit: u16) -> bool {
        self.0 >> bit & 1 == 1
    }

    /// The properties of a run that looks like this, in the order of the schema (`CT_RPr`); code is
    /// a matter of style and not among them.
    pub(in crate::docx) fn write(self, out: &mut String) {
        for (bit, property) in [
            (STRONG, "<w:b/>"),
            (EMPHASIS, "<w:i/>"),
            (SMALL_CAPS, "<w:smallCaps/>"),
            (STRIKE, "<w:strike/>"),
            (HIGHLIGHT, "<w:highlight w:val=\"yellow\"/>"),
            (UNDERLINE, "<w:u w:val=\"single\"/>"),
            (SUB, "<w:vertAlign w:val=\"subscript\"/>"),
            (SUP, "<w:vertAlign w:val=\"superscript\"/>"),
        ] {
            if self.has(bit) && !(bit == SUB && self.has(SUP)) {
                out.push_str(property);
            }
        }
    }
}
