use std::collections::HashMap;

use document::Block;
use redline::{Change, ChangeKind, Op, Redline};

use crate::{MarginComment, Side};

/// A stretch of a change that is written in one go: a segment, or the part of one that ends where a
/// remark is to be put.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub(super) op: Op,
    /// In scalar values.
    length: usize,
    pub(super) paragraph_break: bool,
    /// What is said behind it.
    pub(super) remarks: Vec<&'a MarginComment>,
    /// It is just the passage that a remark is on.
    pub(super) quoted: bool,
}

/// The remarks by the block that they are on.
#[derive(Debug, Default)]
pub(super) struct Remarks<'a> {
    on_passage: HashMap<(Side, usize), Vec<&'a MarginComment>>,
    on_whole: HashMap<(Side, usize), Vec<&'a MarginComment>>,
}

impl<'a> Remarks<'a> {
    pub(super) fn of(redline: &Redline<'_>, notes: &'a [MarginComment]) -> Self {
        let mut remarks = Self::default();
        for note in notes {
            let document = match note.side {
                Side::Old => redline.old,
                Side::New => redline.new,
            };
            let length = document.blocks.get(note.block).map_or(0, Block::length);
            let map = if note.start < note.end && note.end <= length {
                &mut remarks.on_passage
            } else {
                &mut remarks.on_whole
            };
            map.entry((note.side, note.block)).or_default().push(note);
        }
        remarks
    }

    /// Those on passages of a block.
    fn on(&self, place: Place) -> &[&'a MarginComment] {
        let found = self.on_passage.get(&(place.side, place.block));
        found.map_or(&[], Vec::as_slice)
    }

    /// Those on a block that are on no passage of it.
    pub(super) fn on_whole(&self, side: Side, block: usize) -> &[&'a MarginComment] {
        let found = self.on_whole.get(&(side, block));
        found.map_or(&[], Vec::as_slice)
    }
}

/// Where the blocks of both sides are to be cut.
#[derive(Debug)]
pub(super) struct BothCuts {
    pub(super) old: Vec<Vec<usize>>,
    pub(super) new: Vec<Vec<usize>>,
}

/// A block and a place in its text.
#[derive(Debug, Clone, Copy)]
struct Place {
    side: Side,
    block: usize,
    at: usize,
}

impl Place {
    fn pass(&mut self, piece: &Piece<'_>) {
        self.at += piece.length;
        if piece.paragraph_break {
            (self.block, self.at) = (self.block + 1, 0);
        }
    }
}

/// Where both sides of a change start; `None` for a side that it has not.
fn starts(change: &Change<'_>) -> [Option<Place>; 2] {
    [(Side::Old, &change.old), (Side::New, &change.new)].map(|(side, blocks)| {
        let block = blocks.start;
        (!blocks.is_empty()).then_some(Place { side, block, at: 0 })
    })
}

/// On which sides this stands.
fn stands(op: Op) -> [bool; 2] {
    [op != Op::Insert, op != Op::Delete]
}

/// The pieces of a change.
pub(super) fn of_change<'a>(change: &Change<'_>, remarks: &Remarks<'a>) -> Vec<Piece<'a>> {
    let mut places = starts(change);
    let mut pieces = Vec::new();
    for segment in &change.segments {
        let Some(op) = shown_op(change.kind, segment.op) else {
            continue;
        };
        let stretch = Piece {
            op,
            length: segment.text.chars().count(),
            paragraph_break: segment.paragraph_break,
            remarks: Vec::new(),
            quoted: false,
        };
        let here = [0, 1].map(|side| places[side].filter(|_| stands(op)[side]));
        pieces.extend(cut_up(&stretch, here, remarks));
        for (place, stands) in places.iter_mut().zip(stands(op)) {
            if let Some(place) = place.as_mut().filter(|_| stands) {
                place.pass(&stretch);
            }
        }
    }
    pieces
}

/// Where a block moved, one half is gone and the other is new; what was edited on the way is not
/// shown a second time.
fn shown_op(kind: ChangeKind, op: Op) -> Option<Op> {
    match kind {
        ChangeKind::MovedFrom { .. } => Some(Op::Delete),
        ChangeKind::MovedTo { .. } => (op != Op::Delete).then_some(Op::Insert),
        _ => Some(op),
    }
}

/// Cuts a stretch where a remark on it starts or ends.
fn cut_up<'a>(
    stretch: &Piece<'a>,
    here: [Option<Place>; 2],
    remarks: &Remarks<'a>,
) -> Vec<Piece<'a>> {
    let length = stretch.length;
    let mut ends: Vec<(usize, &MarginComment)> = Vec::new();
    let mut borders = vec![0, length];
    for place in here
        .into_iter()
        .flatten()
        .filter(|_| !stretch.paragraph_break)
    {
        let inside = place.at + 1..=place.at + length;
        for remark in remarks
            .on(place)
            .iter()
            .filter(|remark| inside.contains(&remark.end))
        {
            ends.push((remark.end - place.at, remark));
            borders.extend([remark.end - place.at, remark.start.max(place.at) - place.at]);
        }
    }
    borders.sort_unstable();
    borders.dedup();
    if length == 0 {
        borders.push(0);
    }
    let piece = |pair: &[usize]| {
        let ending = ends.iter().filter(|(at, _)| *at == pair[1]);
        let said: Vec<&MarginComment> = ending.map(|(_, remark)| *remark).collect();
        let whole = |remark: &&MarginComment| remark.end - remark.start == pair[1] - pair[0];
        Piece {
            length: pair[1] - pair[0],
            quoted: said.iter().any(whole),
            remarks: said,
            op: stretch.op,
            paragraph_break: stretch.paragraph_break,
        }
    };
    borders.windows(2).map(piece).collect()
}

/// Where each piece starts in the blocks of either side.
pub(super) fn cuts(redline: &Redline<'_>, pieces: &[Vec<Piece<'_>>]) -> BothCuts {
    let mut cuts = BothCuts {
        old: vec![Vec::new(); redline.old.blocks.len()],
        new: vec![Vec::new(); redline.new.blocks.len()],
    };
    for (change, pieces) in redline.changes.iter().zip(pieces) {
        let mut places = starts(change);
        for piece in pieces {
            for (place, stands) in places.iter_mut().zip(stands(piece.op)) {
                let Some(place) = place.as_mut().filter(|_| stands) else {
                    continue;
                };
                let side = match place.side {
                    Side::Old => &mut cuts.old,
                    Side::New => &mut cuts.new,
                };
                if let Some(block) = side.get_mut(place.block).filter(|_| !piece.paragraph_break) {
                    block.push(place.at);
                }
                place.pass(piece);
            }
        }
    }
    cuts
}
