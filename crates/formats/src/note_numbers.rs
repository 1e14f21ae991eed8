//! The numbers that notes are shown under: 1, 2, 3 for footnotes, i, ii, iii for endnotes, as Word has it.

use crate::docx::roman;

/// How many notes of each kind were counted.
#[derive(Debug, Default)]
pub(crate) struct NoteNumbers {
    foot: u32,
    end: u32,
}

impl NoteNumbers {
    /// The number of the next note.
    pub(crate) fn next(&mut self, end: bool) -> String {
        if end {
            self.end += 1;
            roman(self.end)
        } else {
            self.foot += 1;
            self.foot.to_string()
        }
    }
}
