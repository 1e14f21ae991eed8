//! The third pass: hunks that begin and end where a reader would begin and end them, and no more of
//! them than a reader wants to follow.

use super::{
    Hunk,
    sequence::join,
    strand::{Class, Token},
};

/// What one short word between two changes costs at most, in quarters of a scalar value.
const SHORT: u32 = 24;
/// What a few words cost at most.
const FEW: u32 = 80;

/// Makes one of hunks of a sentence between which next to nothing stands: one short word between
/// changes of words, or a few that weigh less than the changes on either side.
pub(crate) fn bridge(old: &[Token], new: &[Token], hunks: &mut Vec<Hunk>) {
    let mut bridged: Vec<Hunk> = Vec::with_capacity(hunks.len());
    let (mut before, mut words_before) = (0, false);
    for hunk in hunks.iter() {
        let (gone, come) = (&old[hunk.old.clone()], &new[hunk.new.clone()]);
        let change = cost(gone).max(cost(come));
        let words = has_words(gone) || has_words(come);
        let short = if words && words_before { SHORT } else { 0 };
        let room = change.min(before).clamp(short, FEW);
        match bridged.last_mut() {
            Some(last) if is_island(&old[last.old.end..hunk.old.start], room) => {
                (last.old.end, last.new.end) = (hunk.old.end, hunk.new.end);
            }
            _ => bridged.push(hunk.clone()),
        }
        (before, words_before) = (change, words);
    }
    *hunks = bridged;
}

/// Whether a stretch of one sentence costs no more than this.
fn is_island(tokens: &[Token], most: u32) -> bool {
    let parted = |token: &Token| matches!(token.class, Class::SentenceEnd | Class::Break);
    cost(tokens) <= most && !tokens.iter().any(parted)
}

fn has_words(tokens: &[Token]) -> bool {
    let word = |token: &Token| matches!(token.class, Class::Word | Class::Han);
    tokens.iter().any(word)
}

fn cost(tokens: &[Token]) -> u32 {
    tokens.iter().map(Token::cost).fold(0, u32::saturating_add)
}

/// Shifts hunks that only insert or only delete within what they may be exchanged with.
pub(crate) fn shift(old: &[Token], new: &[Token], hunks: &mut Vec<Hunk>) {
    for at in 0..hunks.len() {
        let before = at
            .checked_sub(1)
            .map_or((0, 0), |at| (hunks[at].old.end, hunks[at].new.end));
        let after = hunks.get(at + 1).map_or((old.len(), new.len()), |next| {
            (next.old.start, next.new.start)
        });
        let Hunk {
            old: gone,
            new: come,
        } = hunks[at].clone();
        let shift = if gone.is_empty() {
            best_shift(new, &come, before.1..after.1)
        } else if come.is_empty() {
            best_shift(old, &gone, before.0..after.0)
        } else {
            0
        };
        let by = |range: std::ops::Range<usize>| {
            range.start.wrapping_add_signed(shift)..range.end.wrapping_add_signed(shift)
        };
        hunks[at] = Hunk {
            old: by(gone),
            new: by(come),
        };
    }
    *hunks = join(std::mem::take(hunks));
}

/// By how much to shift a range of tokens inside its room so that its borders are the clearest.
fn best_shift(
    tokens: &[Token],
    range: &std::ops::Range<usize>,
    room: std::ops::Range<usize>,
) -> isize {
    let equal = |a: usize, b: usize| tokens[a].id == tokens[b].id;
    let left = (1..=range.start - room.start)
        .take_while(|by| equal(range.start - by, range.end - by))
        .count();
    let right = (0..room.end - range.end)
        .take_while(|by| equal(range.start + by, range.end + by))
        .count();
    let clarity = |by: isize| {
        let start = range.start.wrapping_add_signed(by);
        let end = range.end.wrapping_add_signed(by);
        border(tokens, start) + border(tokens, end)
    };
    let (left, right) = (left.cast_signed(), right.cast_signed());
    (-left..=right)
        .max_by_key(|&by| (clarity(by), std::cmp::Reverse(by.unsigned_abs()), by))
        .unwrap_or(0)
}

/// How clear a border between two tokens is: of paragraphs, sentences, clauses, words.
fn border(tokens: &[Token], at: usize) -> u32 {
    let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].class);
    match (before(1), tokens.get(at).map(|token| token.class)) {
        (None | Some(Class::Break), _) | (_, None | Some(Class::Break)) => 5,
        (Some(Class::Space), _) => match before(2) {
            Some(Class::SentenceEnd) => 5,
            Some(Class::ClauseEnd) => 4,
            _ => 3,
        },
        (Some(Class::SentenceEnd), Some(Class::Space)) => 3,
        (Some(Class::SentenceEnd), _) => 4,
        (Some(Class::ClauseEnd), Some(Class::Space)) => 2,
        (Some(Class::ClauseEnd), _) => 3,
        (_, Some(Class::Space)) => 2,
        _ => 1,
    }
}
