//! How long a draft of a thousand blocks takes: to accept one suggestion, to accept five hundred, to
//! take one back, to say which of a thousand pairs collide, and whose the changes are.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use document::{Block, BlockId, Document, Kind};
use merge::{Part, Patch, Pending, Trace, accept, collide, collisions, without};
use redline::{Ids, Options, compare};

const BLOCKS: usize = 1000;
const SENTENCE: &str = "operators shall avoid harm to rivers and monitor the tailings facility every month \
    with the communities that depend on the water";

fn guideline() -> Document {
    let paragraph = |at: usize| Block {
        id: format!("b{at}").into(),
        ..Block::new(
            Kind::Paragraph,
            format!("{at} {SENTENCE}. {at} {SENTENCE}."),
        )
    };
    Document {
        blocks: (0..BLOCKS).map(paragraph).collect(),
        ..Document::default()
    }
}

/// Rewords one block; every fourth adds one behind it, too.
fn suggestion(origin: &Document, at: usize, word: &str) -> Vec<Part> {
    let mut block = origin.blocks[at].clone();
    block.text = block.text.replacen("month", word, 1);
    let mut proposal = vec![block];
    if at.is_multiple_of(4) {
        proposal.push(Block::new(Kind::Paragraph, format!("new {at} {SENTENCE}")));
    }
    vec![Part {
        blocks: vec![origin.blocks[at].id.clone()],
        after: None,
        proposal,
    }]
}

fn lay(origin: &Document, draft: &Document, parts: &[Part], who: usize) -> Patch {
    let mut count = 0;
    let mut fresh = || {
        count += 1;
        BlockId::from(format!("s{who}-{count}"))
    };
    accept(origin, draft, parts, &mut fresh, &[]).unwrap_or_default()
}

fn accept_all(origin: &Document, suggestions: &[Vec<Part>]) -> (Document, Vec<Patch>) {
    let mut draft = origin.clone();
    let mut steps = Vec::with_capacity(suggestions.len());
    for (who, parts) in suggestions.iter().enumerate() {
        let patch = lay(origin, &draft, parts, who);
        patch.apply(&mut draft);
        steps.push(patch);
    }
    (draft, steps)
}

fn accepting(criterion: &mut Criterion) {
    let origin = guideline();
    let many: Vec<Vec<Part>> = (0..500)
        .map(|at| suggestion(&origin, at * 2, "week"))
        .collect();
    let (draft, steps) = accept_all(&origin, &many);
    let rival = suggestion(&origin, 500, "single month");
    criterion.bench_function("accept one onto a changed draft", |bench| {
        bench.iter(|| lay(black_box(&origin), &draft, &rival, 0));
    });
    criterion.bench_function("accept 500", |bench| {
        bench.iter(|| accept_all(black_box(&origin), &many));
    });
    criterion.bench_function("replay 500 steps", |bench| {
        bench.iter_batched(
            || origin.clone(),
            |mut draft| steps.iter().for_each(|patch| patch.apply(&mut draft)),
            BatchSize::LargeInput,
        );
    });
    criterion.bench_function("take back the first of 500", |bench| {
        bench.iter(|| without(black_box(&origin), &steps, 0, &[]));
    });
}

fn pending<'a>(origin: &'a Document, parts: &'a [Part]) -> Pending<'a> {
    Pending { origin, parts }
}

fn colliding(criterion: &mut Criterion) {
    let origin = guideline();
    let at = |at: usize, word| suggestion(&origin, at, word);
    let ours: Vec<Vec<Part>> = (0..1000).map(|block| at(block, "week")).collect();
    let apart: Vec<Vec<Part>> = (0..1000)
        .map(|block| at((block + 1) % 1000, "year"))
        .collect();
    let against: Vec<Vec<Part>> = (0..1000).map(|block| at(block, "year")).collect();
    let pairs = |others: &[Vec<Part>]| {
        let pairs = ours.iter().zip(others);
        pairs
            .filter(|(one, other)| {
                collide(
                    &origin,
                    &pending(&origin, one),
                    &pending(&origin, other),
                    &[],
                )
                .is_some()
            })
            .count()
    };
    criterion.bench_function("1,000 pairs that share nothing", |bench| {
        bench.iter(|| pairs(black_box(&apart)));
    });
    let all: Vec<Pending<'_>> = ours
        .iter()
        .chain(&against)
        .map(|parts| pending(&origin, parts))
        .collect();
    criterion.bench_function("2,000 suggestions with 1,000 collisions", |bench| {
        bench.iter(|| collisions(black_box(&origin), &all, &[]).len());
    });
}

fn tracing(criterion: &mut Criterion) {
    let origin = guideline();
    let many: Vec<Vec<Part>> = (0..500)
        .map(|at| suggestion(&origin, at * 2, "week"))
        .collect();
    let (draft, steps) = accept_all(&origin, &many);
    let options = Options {
        ids: Ids::Trust,
        ..Options::default()
    };
    let redline = compare(&origin, &draft, &options);
    criterion.bench_function("credit 500 steps", |bench| {
        bench.iter(|| {
            let mut trace = Trace::new(black_box(&origin), &[]);
            for (who, patch) in steps.iter().enumerate() {
                trace.step(patch, who);
            }
            trace.publish(&draft);
            trace.attribute(&redline)
        });
    });
}

criterion_group!(benches, accepting, colliding, tracing);
criterion_main!(benches);
