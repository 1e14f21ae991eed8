use std::ops::Range;

use document::{Atom, Document, Mark, MarkKind};

use crate::{
    Op, Segment,
    plan::{Run, Span},
};

/// Spells a script out with the marks and atoms of both sides.
pub(crate) fn segments<'a>(
    old: &'a Document,
    new: &'a Document,
    script: &[Run],
) -> Vec<Segment<'a>> {
    let mut segments = Vec::with_capacity(script.len());
    let (mut old_reader, mut new_reader) = (Reader::new(old), Reader::new(new));
    for run in script {
        match run.op {
            Op::Same => {
                let old = old_reader.read(&run.old);
                same(&old, new_reader.read(&run.new), &mut segments);
            }
            Op::Delete => segments.push(old_reader.read(&run.old).segment(run)),
            Op::Insert => segments.push(new_reader.read(&run.new).segment(run)),
        }
    }
    segments
}

/// A stretch of one block with what lies over it, counted from its start.
struct Stretch<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    atoms: Vec<Atom>,
}

impl<'a> Stretch<'a> {
    fn segment(self, run: &Run) -> Segment<'a> {
        Segment {
            op: run.op,
            text: self.text,
            marks: self.marks,
            old_marks: None,
            atoms: self.atoms,
            paragraph_break: run.paragraph_break,
        }
    }
}

/// Reads stretches in order, counting scalar values as it goes.
struct Reader<'a> {
    document: &'a Document,
    block: usize,
    byte: usize,
    scalar: usize,
    marks: Marks<'a>,
    atoms: Atoms<'a>,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            document,
            block: usize::MAX,
            byte: 0,
            scalar: 0,
            marks: Marks::new(&[]),
            atoms: Atoms::new(&[]),
        }
    }

    fn read(&mut self, span: &Span) -> Stretch<'a> {
        if self.block != span.block {
            self.open(span.block);
        }
        let start = self.advance(span.bytes.start);
        let range = start..self.advance(span.bytes.end);
        Stretch {
            text: &self.document.blocks[span.block].text[span.bytes.clone()],
            marks: self.marks.slice(&range),
            atoms: self.atoms.slice(&range),
        }
    }

    fn open(&mut self, block: usize) {
        (self.block, self.byte, self.scalar) = (block, 0, 0);
        let block = &self.document.blocks[block];
        (self.marks, self.atoms) = (Marks::new(&block.marks), Atoms::new(&block.atoms));
    }

    fn advance(&mut self, byte: usize) -> usize {
        let text = &self.document.blocks[self.block].text[self.byte..byte];
        self.scalar += text.chars().count();
        self.byte = byte;
        self.scalar
    }
}

/// Marks, sliced by ranges that come in order.
struct Marks<'m> {
    by_start: Vec<&'m Mark>,
    next: usize,
    open: Vec<&'m Mark>,
}

impl<'m> Marks<'m> {
    fn new(marks: &'m [Mark]) -> Self {
        let mut by_start: Vec<&Mark> = marks.iter().collect();
        by_start.sort_by_key(|mark| mark.start);
        Self {
            by_start,
            next: 0,
            open: Vec::new(),
        }
    }

    /// The marks that lie over a part of a range.
    fn over(&mut self, range: &Range<usize>) -> &[&'m Mark] {
        self.open.retain(|mark| mark.end > range.start);
        while let Some(mark) = self.by_start.get(self.next)
            && mark.start < range.end
        {
            self.next += 1;
            if mark.end > range.start {
                self.open.push(mark);
            }
        }
        &self.open
    }

    /// The marks over a range, counted from its start.
    fn slice(&mut self, range: &Range<usize>) -> Vec<Mark> {
        if range.is_empty() {
            return Vec::new();
        }
        let cut = |mark: &&Mark| Mark {
            start: mark.start.max(range.start) - range.start,
            end: mark.end.min(range.end) - range.start,
            kind: mark.kind.clone(),
        };
        self.over(range).iter().map(cut).collect()
    }

    fn kinds(&mut self, range: &Range<usize>) -> Vec<&'m MarkKind> {
        let mut kinds: Vec<&MarkKind> = self.over(range).iter().map(|mark| &mark.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

/// Atoms, sliced by ranges that come in order.
struct Atoms<'m> {
    by_place: Vec<&'m Atom>,
    next: usize,
}

impl<'m> Atoms<'m> {
    fn new(atoms: &'m [Atom]) -> Self {
        let mut by_place: Vec<&Atom> = atoms.iter().collect();
        by_place.sort_by_key(|atom| atom.at);
        Self { by_place, next: 0 }
    }

    fn slice(&mut self, range: &Range<usize>) -> Vec<Atom> {
        let mut found = Vec::new();
        while let Some(atom) = self.by_place.get(self.next)
            && atom.at < range.end
        {
            self.next += 1;
            found.push(Atom {
                at: atom.at.saturating_sub(range.start),
                ..(*atom).clone()
            });
        }
        found
    }
}

/// Shared text, cut where its marks begin or cease to differ.
fn same<'a>(old: &Stretch<'a>, new: Stretch<'a>, segments: &mut Vec<Segment<'a>>) {
    if old.marks == new.marks {
        segments.push(same_segment(new, None));
        return;
    }
    let (mut old_marks, mut new_marks) = (Marks::new(&old.marks), Marks::new(&new.marks));
    let mut atoms = Atoms::new(&new.atoms);
    let mut rest = new.text;
    for (range, differs) in mark_ranges(&old.marks, &new.marks, new.text.chars().count()) {
        let bytes = rest
            .char_indices()
            .nth(range.len())
            .map_or(rest.len(), |(byte, _)| byte);
        let (text, tail) = rest.split_at(bytes);
        rest = tail;
        let part = Stretch {
            text,
            marks: new_marks.slice(&range),
            atoms: atoms.slice(&range),
        };
        let before = old_marks.slice(&range);
        segments.push(same_segment(part, differs.then_some(before)));
    }
}

fn same_segment(stretch: Stretch<'_>, old_marks: Option<Vec<Mark>>) -> Segment<'_> {
    Segment {
        op: Op::Same,
        text: stretch.text,
        marks: stretch.marks,
        old_marks,
        atoms: stretch.atoms,
        paragraph_break: false,
    }
}

/// The stretches on which the marks of both sides agree or differ throughout.
fn mark_ranges(old: &[Mark], new: &[Mark], length: usize) -> Vec<(Range<usize>, bool)> {
    let mut borders: Vec<usize> = old
        .iter()
        .chain(new)
        .flat_map(|mark| [mark.start, mark.end])
        .chain([0, length])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let (mut old, mut new) = (Marks::new(old), Marks::new(new));
    let mut ranges: Vec<(Range<usize>, bool)> = Vec::new();
    for border in borders.windows(2) {
        let range = border[0]..border[1];
        let differs = old.kinds(&range) != new.kinds(&range);
        match ranges.last_mut().filter(|(_, before)| *before == differs) {
            Some((last, _)) => last.end = range.end,
            None => ranges.push((range, differs)),
        }
    }
    ranges
}
