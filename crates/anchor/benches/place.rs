//! 5,000 anchors on a guideline of 1,000 paragraphs, the pair of revisions prepared once.

use std::hint::black_box;

use anchor::{Anchor, Placer, Target, write_anchor};
use criterion::{Criterion, criterion_group, criterion_main};
use document::{Block, Document, Kind};

const PARAGRAPHS: usize = 1000;
const ANCHORS: usize = 5000;

/// A paragraph of about 300 characters that is like the others without being one of them.
fn paragraph(number: usize) -> String {
    const WORDS: [&str; 8] = [
        "tailings",
        "habitat",
        "operators",
        "monitoring",
        "closure",
        "offset",
        "baseline",
        "water",
    ];
    let word = |step: usize| WORDS[(number * 7 + step * (number % 5 + 1)) % WORDS.len()];
    let words: Vec<_> = (0..36).map(word).collect();
    format!(
        "Measure {number}: {} in year {}.",
        words.join(" "),
        number * 3
    )
}

fn document(text: impl Fn(usize) -> String) -> Document {
    let blocks = (0..PARAGRAPHS).map(|number| Block::new(Kind::Paragraph, text(number)));
    let mut document = Document {
        blocks: blocks.collect(),
        ..Document::default()
    };
    document.number_blocks();
    document
}

fn anchors(document: &Document) -> Vec<Anchor> {
    let anchor = |index: usize| {
        let block = document.blocks[index * 31 % PARAGRAPHS].id.clone();
        let start = index % 200;
        let end = start + 5 + index % 60;
        write_anchor(document, 1, Target::Range { block, start, end })
    };
    (0..ANCHORS)
        .filter_map(|index| anchor(index).ok())
        .collect()
}

fn place_all(criterion: &mut Criterion) {
    let old = document(paragraph);
    let anchors = anchors(&old);
    let edited = document(|number| match number % 20 {
        0 => paragraph(number).replace("operators", "all companies"),
        _ => paragraph(number),
    });
    let rewritten = document(|number| paragraph(number + 5000).replace("in year", "until"));
    for (name, new) in [
        ("one in twenty edited", &edited),
        ("all rewritten", &rewritten),
    ] {
        let placer = Placer::new(&old, new);
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                for anchor in &anchors {
                    black_box(placer.place(anchor));
                }
            });
        });
    }
}

criterion_group!(benches, place_all);
criterion_main!(benches);
