use super::{
    Hunk,
    strand::{Token, span},
};
use crate::{
    Op,
    plan::{Link, Run, Span},
};

/// Spells hunks out, and what lies between them.
pub(crate) fn runs(old: &[Token], new: &[Token], hunks: &[Hunk]) -> Vec<Run> {
    let mut runs = Vec::with_capacity(hunks.len() * 3 + 1);
    let (mut old_at, mut new_at) = (0, 0);
    for hunk in hunks {
        shared(
            &old[old_at..hunk.old.start],
            &new[new_at..hunk.new.start],
            &mut runs,
        );
        one_sided(Op::Delete, &old[hunk.old.clone()], &mut runs);
        one_sided(Op::Insert, &new[hunk.new.clone()], &mut runs);
        (old_at, new_at) = (hunk.old.end, hunk.new.end);
    }
    shared(&old[old_at..], &new[new_at..], &mut runs);
    runs
}

/// The one run of a pair of equal text.
pub(crate) fn equal(link: &Link, length: usize) -> Run {
    Run {
        op: Op::Same,
        old: span(link.old.start, 0..length),
        new: span(link.new.start, 0..length),
        paragraph_break: false,
    }
}

fn one_sided(op: Op, tokens: &[Token], runs: &mut Vec<Run>) {
    for piece in tokens.chunk_by(|a, b| !a.is_break() && !b.is_break()) {
        let (text, nothing) = (joined(piece), span(0, 0..0));
        let (old, new) = match op {
            Op::Insert => (nothing, text),
            _ => (text, nothing),
        };
        runs.push(Run {
            op,
            old,
            new,
            paragraph_break: piece[0].is_break(),
        });
    }
}

fn shared(old: &[Token], new: &[Token], runs: &mut Vec<Run>) {
    if !old.is_empty() {
        runs.push(Run {
            op: Op::Same,
            old: joined(old),
            new: joined(new),
            paragraph_break: false,
        });
    }
}

fn joined(tokens: &[Token]) -> Span {
    let last = tokens.len() - 1;
    span(
        tokens[0].span.block,
        tokens[0].span.bytes.start..tokens[last].span.bytes.end,
    )
}
