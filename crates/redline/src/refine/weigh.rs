use super::{Hunk, strand::Token};

/// What a hunk costs a reader beyond its text, in quarters of a scalar value: an island of text
/// between two hunks must spare more than that to be worth the jump.
const HUNK: u32 = 30;

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

const NEVER: u32 = u32::MAX / 2;

impl Table {
    fn fill(old: &[Token], new: &[Token]) -> Self {
        let width = new.len() + 1;
        let mut steps = vec![0u8; (old.len() + 1) * width];
        // of the row above and then of this row: cost at a match, cost inside a hunk
        let mut matched = vec![NEVER; width];
        let mut inside = vec![NEVER; width];
        matched[0] = 0;
        first_row(new, &mut inside, &mut steps);
        for (row, token) in old.iter().enumerate() {
            let steps = &mut steps[(row + 1) * width..(row + 2) * width];
            fill_row(token, new, &mut matched, &mut inside, steps);
        }
        Self {
            ends_in_hunk: inside[new.len()] < matched[new.len()],
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

fn first_row(new: &[Token], inside: &mut [u32], steps: &mut [u8]) {
    for (at, token) in new.iter().enumerate() {
        let (before, opened) = if at == 0 {
            (HUNK, OPENED)
        } else {
            (inside[at], 0)
        };
        inside[at + 1] = before + token.cost();
        steps[at + 1] = opened;
    }
}

fn fill_row(
    token: &Token,
    new: &[Token],
    matched: &mut [u32],
    inside: &mut [u32],
    steps: &mut [u8],
) {
    let cost = token.cost();
    let (mut diagonal_matched, mut diagonal_inside) = (matched[0], inside[0]);
    let (opened, open) = cheaper(inside[0], matched[0] + HUNK);
    (inside[0], matched[0]) = (open + cost, NEVER);
    steps[0] = DELETED | opened;
    for (at, other) in new.iter().enumerate() {
        let (above_matched, above_inside) = (matched[at + 1], inside[at + 1]);
        let (delete_opened, delete) = cheaper(above_inside, above_matched + HUNK);
        let (insert_opened, insert) = cheaper(inside[at], matched[at] + HUNK);
        let (delete, insert) = (delete + cost, insert + other.cost());
        let mut step = if delete < insert {
            DELETED | delete_opened
        } else {
            insert_opened
        };
        inside[at + 1] = delete.min(insert);
        matched[at + 1] = NEVER;
        if token.id == other.id {
            matched[at + 1] = diagonal_matched.min(diagonal_inside);
            step |= if diagonal_inside < diagonal_matched {
                MATCH_CLOSES
            } else {
                0
            };
        }
        steps[at + 1] = step;
        (diagonal_matched, diagonal_inside) = (above_matched, above_inside);
    }
}

/// The cheaper of going on inside a hunk and of opening one.
fn cheaper(inside: u32, opened: u32) -> (u8, u32) {
    if opened < inside {
        (OPENED, opened)
    } else {
        (0, inside)
    }
}
