//! Text with its marks and atoms, built from left to right by the readers.

use document::{Atom, AtomKind, Block, Kind, Mark, MarkKind, PLACEHOLDER, normalise_marks};
use unicode_normalization::UnicodeNormalization;

use crate::intake::is_normal;

/// White space between what was pushed and what will be.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Pending {
    #[default]
    Nothing,
    /// A line end of the source: a space, or nothing between two CJK characters.
    SoftBreak,
    /// One space.
    Space,
}

/// The inside of a block while it is being read. Offsets count scalar values.
#[derive(Debug, Default)]
pub(crate) struct Spans {
    text: String,
    length: usize,
    marks: Vec<Mark>,
    atoms: Vec<Atom>,
    /// White space whose form depends on what follows.
    pending: Pending,
    /// Where a space stands that came before a mark opened; the mark starts behind it.
    joins: Vec<usize>,
    /// A mark opened while white space was pending.
    opened: bool,
    /// The last character that is not a placeholder.
    last: Option<char>,
}

impl Spans {
    /// Where the next character will stand, pending white space aside.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// The start for [`Spans::mark`].
    pub(crate) fn open(&mut self) -> usize {
        self.opened |= self.pending != Pending::Nothing;
        self.length
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn push(&mut self, text: &str) {
        let Some(first) = text.chars().find(|&character| character != PLACEHOLDER) else {
            return;
        };
        self.settle(first);
        if text.contains(PLACEHOLDER) {
            self.add(&text.replace(PLACEHOLDER, ""));
        } else {
            self.add(text);
        }
    }

    fn add(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count();
        self.last = text.chars().next_back().or(self.last);
    }

    /// The source wraps its line here.
    pub(crate) fn soft_break(&mut self) {
        if self.pending == Pending::Nothing {
            self.pending = Pending::SoftBreak;
        }
    }

    /// White space that counts as one space, and as nothing at the ends of a line.
    pub(crate) fn space(&mut self) {
        self.pending = Pending::Space;
    }

    /// The author breaks the line here.
    pub(crate) fn hard_break(&mut self) {
        self.pending = Pending::Nothing;
        self.push("\n");
    }

    /// Marks what was pushed since `start`.
    pub(crate) fn mark(&mut self, start: usize, kind: MarkKind) {
        let start = start + usize::from(self.joins.binary_search(&start).is_ok());
        if start < self.length {
            let end = self.length;
            self.marks.push(Mark { start, end, kind });
        }
    }

    pub(crate) fn atom(&mut self, kind: AtomKind, alt: String) {
        let at = self.placeholder();
        self.atoms.push(Atom { at, kind, alt });
    }

    pub(crate) fn note(&mut self, key: String) {
        let at = self.placeholder();
        self.mark(at, MarkKind::Note { note: key });
    }

    fn placeholder(&mut self) -> usize {
        self.settle(PLACEHOLDER);
        self.text.push(PLACEHOLDER);
        self.length += 1;
        self.length - 1
    }

    /// Writes the pending white space, which is none at the ends of a line.
    fn settle(&mut self, next: char) {
        let pending = std::mem::take(&mut self.pending);
        let inside = !self.text.is_empty() && !self.text.ends_with('\n') && next != '\n';
        let wide = self.last.is_some_and(is_cjk) && is_cjk(next);
        let spaced = pending == Pending::Space || pending == Pending::SoftBreak && !wide;
        let opened = std::mem::take(&mut self.opened);
        if inside && spaced {
            if opened {
                self.joins.push(self.length);
            }
            self.text.push(' ');
            self.length += 1;
        }
    }

    /// The block, with its text in normal form C.
    pub(crate) fn into_block(self, kind: Kind) -> Block {
        let mut block = Block::new(kind, self.text);
        block.marks = self.marks;
        block.atoms = self.atoms;
        normalise_marks(&mut block.marks, self.length);
        if !is_normal(&block.text) {
            normalise(&mut block);
        }
        block
    }
}

/// Letters whose lines are joined without a space: Han, kana, bopomofo and their punctuation.
pub(crate) fn is_cjk(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{2FDF}' | '\u{3000}'..='\u{312F}' | '\u{31A0}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Composes letters between the borders of marks and moves the offsets along.
pub(crate) fn normalise(block: &mut Block) {
    let borders = borders(block);
    let mut moved = vec![0; borders.last().copied().unwrap_or(0) + 1];
    let (mut text, mut length) = (String::with_capacity(block.text.len()), 0);
    let offsets = document::Offsets::new(&block.text);
    for pair in borders.windows(2) {
        moved[pair[0]] = length;
        for character in offsets.slice(pair[0]..pair[1]).nfc() {
            text.push(character);
            length += 1;
        }
        moved[pair[1]] = length;
    }
    for mark in &mut block.marks {
        (mark.start, mark.end) = (moved[mark.start], moved[mark.end]);
    }
    for atom in &mut block.atoms {
        atom.at = moved[atom.at];
    }
    block.text = text;
}

/// Every offset that a mark or atom names, with both ends of the text.
fn borders(block: &Block) -> Vec<usize> {
    let mut borders = vec![0, block.length()];
    for mark in &block.marks {
        borders.extend([mark.start, mark.end]);
    }
    for atom in &block.atoms {
        borders.extend([atom.at, atom.at + 1]);
    }
    borders.sort_unstable();
    borders.dedup();
    borders
}

/// Moves the label that a person typed before the text into the block's number, where the block is
/// one that can have it and the label is plain text.
pub(crate) fn take_label(block: &mut Block) {
    let split = match block.kind {
        Kind::Heading => document::split_label(&block.text),
        Kind::Paragraph | Kind::ListItem => document::split_paragraph_label(&block.text),
        _ => None,
    };
    let Some((label, rest)) = split else { return };
    let cut = block.text[..block.text.len() - rest.len()].chars().count();
    if !is_plain(block, cut) {
        return;
    }
    let (label, rest) = (label.to_owned(), rest.to_owned());
    block.number = Some(label);
    block.text = rest;
    cut_start(block, cut);
}

/// Whether the start of the text is neither linked nor code, and holds no object.
fn is_plain(block: &Block, end: usize) -> bool {
    let literal = |mark: &Mark| {
        matches!(
            mark.kind,
            MarkKind::Link { .. } | MarkKind::Code | MarkKind::Note { .. }
        )
    };
    let marked = |mark: &Mark| mark.start < end && literal(mark);
    !block.marks.iter().any(marked) && block.atoms.iter().all(|atom| atom.at >= end)
}

fn cut_start(block: &mut Block, cut: usize) {
    for mark in &mut block.marks {
        mark.start = mark.start.saturating_sub(cut);
        mark.end = mark.end.saturating_sub(cut);
    }
    for atom in &mut block.atoms {
        atom.at -= cut;
    }
    let length = block.length();
    normalise_marks(&mut block.marks, length);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_joined(lines: &[&str], expect: &str) {
        let mut spans = Spans::default();
        for line in lines {
            spans.push(line);
            spans.soft_break();
        }
        assert_eq!(spans.into_block(Kind::Paragraph).text, expect);
    }

    #[test]
    fn soft_wraps_join_as_a_reader_expects() {
        check_joined(&["one", "two"], "one two");
        check_joined(&["尾矿", "库。", "应当"], "尾矿库。应当");
        check_joined(&["尾矿", "TSF", "库"], "尾矿 TSF 库");
        check_joined(&["", "one"], "one");
    }

    fn check_label(marks: &[(usize, usize, MarkKind)], expect: (&str, usize)) {
        let mut block = Block::new(Kind::Paragraph, "(b) the buffer");
        block.marks = marks
            .iter()
            .map(|(start, end, kind)| Mark {
                start: *start,
                end: *end,
                kind: kind.clone(),
            })
            .collect();
        take_label(&mut block);
        let end = block.marks.first().map_or(0, |mark| mark.end);
        assert_eq!((block.text.as_str(), end), expect);
    }

    #[test]
    fn a_label_leaves_and_the_marks_move_along() {
        check_label(&[], ("the buffer", 0));
        check_label(&[(0, 3, MarkKind::Strong)], ("the buffer", 0));
        check_label(&[(0, 7, MarkKind::Strong)], ("the buffer", 3));
        check_label(&[(0, 3, MarkKind::Code)], ("(b) the buffer", 3));
    }

    #[test]
    fn composing_moves_what_stands_behind() {
        let mut spans = Spans::default();
        spans.push("e\u{301}");
        let start = spans.length();
        spans.push("ab");
        spans.mark(start, MarkKind::Strong);
        spans.note("1".into());
        let block = spans.into_block(Kind::Paragraph);
        assert_eq!(block.text, "éab\u{FFFC}");
        assert_eq!((block.marks[0].start, block.marks[0].end), (1, 3));
        assert_eq!(block.marks[1].start, 3);
    }
}
