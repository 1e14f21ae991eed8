use std::ops::Range;

use document::Document;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{
    Op,
    note::Notes,
    plan::{Link, Run, Span},
    strand::{Interner, Side, Token, span},
    word::Segmenter,
};

/// What changed word by word inside a pair, deletions before insertions.
pub(crate) fn refine(
    old: &Document,
    new: &Document,
    link: &Link,
    notes: &Notes,
    segmenter: &Segmenter,
) -> Vec<Run> {
    let mut interner = Interner::new(notes);
    let old_tokens = strand(old, link.old.clone(), Side::Old, segmenter, &mut interner);
    let new_tokens = strand(new, link.new.clone(), Side::New, segmenter, &mut interner);
    runs(&old_tokens, &new_tokens, &matches(&old_tokens, &new_tokens))
}

fn strand<'t>(
    document: &'t Document,
    blocks: Range<usize>,
    side: Side,
    segmenter: &Segmenter,
    interner: &mut Interner<'t>,
) -> Vec<Token> {
    let mut tokens = Vec::new();
    for index in blocks.clone() {
        let block = &document.blocks[index];
        let whole = span(index, 0..block.text.len());
        interner.tokens(block, &whole, side, segmenter, &mut tokens);
        if index + 1 < blocks.end {
            tokens.push(interner.paragraph_break(index, block.text.len()));
        }
    }
    tokens
}

/// Where equal tokens begin on the old and on the new side, and how many there are.
type Match = (usize, usize, usize);

fn matches(old: &[Token], new: &[Token]) -> Vec<Match> {
    let old_ids: Vec<u32> = old.iter().map(|token| token.id).collect();
    let new_ids: Vec<u32> = new.iter().map(|token| token.id).collect();
    capture_diff_slices(Algorithm::Patience, &old_ids, &new_ids)
        .into_iter()
        .filter_map(|op| match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => Some((old_index, new_index, len)),
            _ => None,
        })
        .collect()
}

/// Spells out the matches and what lies between them.
fn runs(old: &[Token], new: &[Token], matches: &[Match]) -> Vec<Run> {
    let mut runs = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for &(old_start, new_start, length) in matches.iter().chain([&(old.len(), new.len(), 0)]) {
        one_sided(Op::Delete, &old[old_at..old_start], &mut runs);
        one_sided(Op::Insert, &new[new_at..new_start], &mut runs);
        (old_at, new_at) = (old_start + length, new_start + length);
        shared(&old[old_start..old_at], &new[new_start..new_at], &mut runs);
    }
    runs
}

fn one_sided(op: Op, tokens: &[Token], runs: &mut Vec<Run>) {
    for piece in tokens.chunk_by(|a, b| !a.paragraph_break && !b.paragraph_break) {
        let (text, nothing) = (joined(piece), span(0, 0..0));
        let (old, new) = match op {
            Op::Insert => (nothing, text),
            _ => (text, nothing),
        };
        runs.push(Run {
            op,
            old,
            new,
            paragraph_break: piece[0].paragraph_break,
        });
    }
}

fn shared(old: &[Token], new: &[Token], runs: &mut Vec<Run>) {
    if old.is_empty() {
        return;
    }
    let (old, new) = (joined(old), joined(new));
    if let Some(last) = runs.last_mut().filter(|last| last.op == Op::Same) {
        last.old.bytes.end = old.bytes.end;
        last.new.bytes.end = new.bytes.end;
        return;
    }
    runs.push(Run {
        op: Op::Same,
        old,
        new,
        paragraph_break: false,
    });
}

fn joined(tokens: &[Token]) -> Span {
    let last = tokens.len() - 1;
    span(
        tokens[0].span.block,
        tokens[0].span.bytes.start..tokens[last].span.bytes.end,
    )
}
