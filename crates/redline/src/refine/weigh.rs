use super::{Hunk, strand::Token};

/// What a hunk costs a reader beyond its text, in quarters of a scalar value: an island of text
/// between two hunks must spare more than that to be worth the jump.
const HUNK: i32 = 30;

/// The hunks that cost a reader least: the weight of what was deleted and inserted, and a constant
/// for each hunk (Gotoh, "An improved algorithm for matching biological sequences", 1982, with one
/// state for gaps on either side).
pub(crate) fn lightest(old: &[Token], new: &[Token]) -> Vec<Hunk> {
    Table::fill(old, new).trace(old, new)
}

/// How a cell was reached best, in one byte: inside a hunk by a deletion or an insertion, each from
/// inside a hunk or by opening one; at a match from inside a hunk or from a match.
const DELETED: u8 = 1;
const OPENED: u8 = 2;
const MATCH_CLOSES: u8 = 4;

struct Table {
    steps: Vec<u8>,
    /// Whether the last cell is reached best inside a hunk.
    ends_in_hunk: bool,
}

const NEVER: i32 = i32::MAX / 2;

impl Table {
    fn fill(old: &[Token], new: &[Token]) -> Self {
        let width = new.len() + 1;
        let mut steps = vec![0u8; (old.len() + 1) * width];
        let mut row = Row::first(new, &mut steps[..width]);
        for (token, steps) in old.iter().zip(steps.chunks_exact_mut(width).skip(1)) {
            row.advance(token, steps);
        }
        Self {
            ends_in_hunk: row.inside[new.len()] < row.matched[new.len()],
            steps,
        }
    }

    fn trace(&self, old: &[Token], new: &[Token]) -> Vec<Hunk> {
        let (mut i, mut j, mut in_hunk) = (old.len(), new.len(), self.ends_in_hunk);
        let mut end = (i, j);
        let mut hunks = Vec::new();
        while i > 0 || j > 0 {
            let step = self.steps[i * (new.len() + 1) + j];
            if !in_hunk {
                in_hunk = step & MATCH_CLOSES != 0;
                (i, j) = (i - 1, j - 1);
                end = (i, j);
                continue;
            }
            if step & DELETED != 0 {
                i -= 1;
            } else {
                j -= 1;
            }
            if step & OPENED != 0 {
                in_hunk = false;
                hunks.push(Hunk {
                    old: i..end.0,
                    new: j..end.1,
                });
            }
        }
        hunks.reverse();
        hunks
    }
}

/// The costs of one row of cells, and what is told of the new tokens in all of them; in columns, so
/// that the processor works on several cells at once.
struct Row {
    ids: Vec<u32>,
    costs: Vec<i32>,
    /// Cost at a match.
    matched: Vec<i32>,
    /// The same of the row above.
    above: Vec<i32>,
    /// Cost inside a hunk.
    inside: Vec<i32>,
    /// The same by a deletion alone, of the row that is being filled.
    deleted: Vec<i32>,
}

impl Row {
    fn first(new: &[Token], steps: &mut [u8]) -> Self {
        let costs: Vec<i32> = new.iter().map(|token| token.cost().cast_signed()).collect();
        let mut row = Self {
            ids: new.iter().map(|token| token.id).collect(),
            matched: vec![NEVER; new.len() + 1],
            above: vec![NEVER; new.len() + 1],
            inside: vec![NEVER; new.len() + 1],
            deleted: vec![NEVER; new.len()],
            costs,
        };
        row.matched[0] = 0;
        let mut before = HUNK;
        for (at, cost) in row.costs.iter().enumerate() {
            before += cost;
            row.inside[at + 1] = before;
        }
        if let Some(step) = steps.get_mut(1) {
            *step = OPENED;
        }
        row
    }

    /// Goes on to the row of the next old token.
    fn advance(&mut self, token: &Token, steps: &mut [u8]) {
        let cost = token.cost().cast_signed();
        std::mem::swap(&mut self.matched, &mut self.above);
        let (first, steps) = steps.split_at_mut(1);
        let (opened, open) = cheaper(self.inside[0], self.above[0] + HUNK);
        first[0] = DELETED | opened;
        self.delete(cost, steps);
        self.keep(token.id, steps);
        (self.inside[0], self.matched[0]) = (open + cost, NEVER);
        self.insert(steps);
    }

    /// Deletions, which need only the row above; each cell by itself.
    fn delete(&mut self, cost: i32, steps: &mut [u8]) {
        let above = self.inside[1..].iter().zip(&self.above[1..]);
        for ((deleted, step), (inside, matched)) in self.deleted.iter_mut().zip(steps).zip(above) {
            let (opened, open) = cheaper(*inside, matched + HUNK);
            *deleted = open + cost;
            *step = DELETED | opened;
        }
    }

    /// Matches, likewise.
    fn keep(&mut self, id: u32, steps: &mut [u8]) {
        let diagonal = self.inside.iter().zip(&self.above);
        let cells = self.matched[1..].iter_mut().zip(&self.ids).zip(steps);
        for (((cell, other), step), (inside, matched)) in cells.zip(diagonal) {
            let equal = *other == id;
            *cell = if equal { *matched.min(inside) } else { NEVER };
            *step |= if equal & (inside < matched) {
                MATCH_CLOSES
            } else {
                0
            };
        }
    }

    /// Insertions, cell after cell.
    fn insert(&mut self, steps: &mut [u8]) {
        let (mut inside, mut matched) = (self.inside[0], self.matched[0]);
        let cells = self.inside[1..].iter_mut().zip(&self.matched[1..]);
        let tokens = self.costs.iter().zip(&self.deleted);
        for (((cell, at_match), (cost, deleted)), step) in cells.zip(tokens).zip(steps) {
            let (opened, open) = cheaper(inside, matched + HUNK);
            let inserted = open + cost;
            if *deleted >= inserted {
                *step = *step & MATCH_CLOSES | opened;
            }
            (inside, matched) = (inserted.min(*deleted), *at_match);
            *cell = inside;
        }
    }
}

/// The cheaper of going on inside a hunk and of opening one.
fn cheaper(inside: i32, opened: i32) -> (u8, i32) {
    let opens = opened < inside;
    (if opens { OPENED } else { 0 }, inside.min(opened))
}
