use std::ops::Range;

/// Translates between the three ways to count text: scalar values (ours), bytes (Rust's strings)
/// and UTF-16 units (browsers). Built once a text; ASCII costs nothing.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    /// Byte offset of each scalar value; empty for ASCII, where they are the same.
    bytes: Vec<usize>,
}

impl<'a> Offsets<'a> {
    /// Prepares a text.
    pub fn new(text: &'a str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(byte, _)| byte).collect()
        };
        Self { text, bytes }
    }

    /// The length in scalar values.
    pub fn length(&self) -> usize {
        if self.bytes.is_empty() {
            self.text.len()
        } else {
            self.bytes.len()
        }
    }

    /// The byte offset of a scalar offset; the end of the text for what lies beyond it.
    pub fn byte(&self, scalar: usize) -> usize {
        if self.bytes.is_empty() {
            scalar.min(self.text.len())
        } else {
            self.bytes.get(scalar).copied().unwrap_or(self.text.len())
        }
    }

    /// The scalar offset of a byte offset; inside a character, that of the next one.
    pub fn scalar(&self, byte: usize) -> usize {
        if self.bytes.is_empty() {
            byte.min(self.text.len())
        } else {
            self.bytes.partition_point(|&start| start < byte)
        }
    }

    /// The scalar offset of a UTF-16 offset; none between the halves of a pair or beyond the end.
    pub fn from_utf16(&self, unit: usize) -> Option<usize> {
        let mut units = 0;
        for (scalar, character) in self.text.chars().enumerate() {
            if units >= unit {
                return (units == unit).then_some(scalar);
            }
            units += character.len_utf16();
        }
        (units == unit).then(|| self.length())
    }

    /// The text of a range in scalar values.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        let start = self.byte(range.start);
        &self.text[start..self.byte(range.end).max(start)]
    }
}

/// The text of one range in scalar values; cut at the end of the text.
pub fn char_slice(text: &str, range: Range<usize>) -> &str {
    Offsets::new(text).slice(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_counts_agree() {
        let text = "a尾😀b";
        let offsets = Offsets::new(text);
        assert_eq!(offsets.length(), 4);
        assert_eq!(
            (0..=5).map(|at| offsets.byte(at)).collect::<Vec<_>>(),
            [0, 1, 4, 8, 9, 9]
        );
        for scalar in 0..=4 {
            assert_eq!(offsets.scalar(offsets.byte(scalar)), scalar);
        }
        assert_eq!(offsets.from_utf16(2), Some(2));
        assert_eq!(
            offsets.from_utf16(3),
            None,
            "between the halves of a surrogate pair"
        );
        assert_eq!(offsets.from_utf16(5), Some(4));
        assert_eq!(offsets.from_utf16(6), None);
        assert_eq!(char_slice(text, 1..3), "尾😀");
        assert_eq!(char_slice(text, 3..99), "b");
        assert_eq!(char_slice("plain", 1..3), "la");
    }
}
