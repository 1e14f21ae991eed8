use super::island::Texts;
use crate::{
    Op,
    plan::{Run, Span},
};

/// A script in which these islands, by their places in order, are part of the changes around them.
pub(super) fn joined(texts: &Texts<'_>, script: &[Run], dropped: &[usize]) -> Vec<Run> {
    let changed = |at: usize| script[at].op != Op::Same || dropped.binary_search(&at).is_ok();
    let mut runs = Vec::with_capacity(script.len());
    let mut at = 0;
    while at < script.len() {
        let end = (at..script.len()).find(|&end| !changed(end));
        let end = end.unwrap_or(script.len());
        add(texts, &script[at..end], &mut runs);
        if let Some(kept) = script.get(end) {
            keep(kept.clone(), &mut runs);
        }
        at = end + 1;
    }
    runs
}

/// Adds one change, which takes the islands in it with it; a space that both sides of it end with
/// now is none of it.
fn add(texts: &Texts<'_>, change: &[Run], runs: &mut Vec<Run>) {
    let Some(island) = change.iter().find(|run| run.op == Op::Same) else {
        return runs.extend_from_slice(change);
    };
    let mut old = around(&island.old, change.iter().map(|run| &run.old));
    let mut new = around(&island.new, change.iter().map(|run| &run.new));
    let space =
        usize::from(ends_with_space(texts.old_text(&old)) && ends_with_space(texts.new_text(&new)));
    let cut = |span: &mut Span| {
        let end = span.bytes.end;
        span.bytes.end -= space;
        part(span, end - space..end)
    };
    let kept = run(Op::Same, cut(&mut old), cut(&mut new));
    runs.push(run(Op::Delete, old, Span::default()));
    runs.push(run(Op::Insert, Span::default(), new));
    keep(kept, runs);
}

/// Whether a text ends with a single space, which is no part of anything before it.
fn ends_with_space(text: &str) -> bool {
    let before = text.strip_suffix(' ');
    before.is_some_and(|text| text.ends_with(|last: char| !last.is_whitespace()))
}

/// Adds text that stayed to what stayed before it.
fn keep(kept: Run, runs: &mut Vec<Run>) {
    match runs.last_mut() {
        _ if kept.op == Op::Same && kept.old.bytes.is_empty() => {}
        Some(last) if last.op == Op::Same && last.old.block == kept.old.block => {
            last.old.bytes.end = kept.old.bytes.end;
            last.new.bytes.end = kept.new.bytes.end;
        }
        _ => runs.push(kept),
    }
}

/// From the first to the last of one side of a change that has this island.
fn around<'s>(island: &Span, spans: impl Iterator<Item = &'s Span>) -> Span {
    let mut bytes = island.bytes.clone();
    for span in spans.filter(|span| !span.bytes.is_empty()) {
        bytes.start = bytes.start.min(span.bytes.start);
        bytes.end = bytes.end.max(span.bytes.end);
    }
    part(island, bytes)
}

fn part(span: &Span, bytes: std::ops::Range<usize>) -> Span {
    Span {
        block: span.block,
        bytes,
    }
}

fn run(op: Op, old: Span, new: Span) -> Run {
    Run {
        op,
        old,
        new,
        paragraph_break: false,
    }
}
