//! The redline of the two largest revisions of the sample, in the library: the goal is 20 ms.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use document::Document;
use formats::{Format, Limits, read};
use redline::{Options, compare};

fn revision(language: &str, number: u32) -> Document {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample");
    let bytes = std::fs::read(format!("{folder}/{language}/revision-{number}.md"))
        .expect("the sample lies beside this crate");
    let reading = read(Format::Markdown, &bytes, &Limits::default());
    reading.expect("the sample is Markdown").document
}

fn redlines(criterion: &mut Criterion) {
    for language in ["en", "zh"] {
        let (old, new) = (revision(language, 2), revision(language, 3));
        criterion.bench_function(&format!("sample redline {language}"), |bencher| {
            bencher.iter(|| compare(black_box(&old), black_box(&new), &Options::default()));
        });
    }
}

criterion_group!(benches, redlines);
criterion_main!(benches);
