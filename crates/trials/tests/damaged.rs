//! Real files, damaged: each is refused or read, and then every law holds, in little memory.

#![allow(
    clippy::print_stdout,
    reason = "what is printed is shown when the test fails"
)]

use std::time::{Duration, Instant};

use formats::Format;
use trials::{Dice, Sample, laws, mutate, mutate_remarks, peak_bytes, remarks, samples, taken};

/// A hundred times what it takes; only tells work that grows out of bounds.
const DEADLINE: Duration = Duration::from_secs(60);
const MEMORY: u64 = 256 << 20;

fn check(rounds: usize, format: Format, seed: u64) {
    let samples: Vec<Sample> = samples()
        .into_iter()
        .filter(|sample| sample.format == format)
        .collect();
    assert!(!samples.is_empty(), "no sample of {format}");
    let mut dice = Dice::new(seed);
    for round in 0..rounds {
        let (sample, bytes) = mutate(&mut dice, &samples);
        println!("{format} {round}: {}", sample.name);
        let start = Instant::now();
        laws::all(&mut dice, sample, &bytes);
        assert!(start.elapsed() < DEADLINE, "took {:?}", start.elapsed());
    }
    let peak = peak_bytes().unwrap_or(0);
    assert!(peak < MEMORY, "{} MB", peak >> 20);
}

#[test]
fn markdown() {
    check(15, Format::Markdown, 1);
}

#[test]
fn html() {
    check(15, Format::Html, 2);
}

#[test]
fn json() {
    check(15, Format::Json, 3);
}

#[test]
fn docx() {
    check(25, Format::Docx, 4);
}

/// Comment tables and annotations, of every layout and format.
#[test]
fn comments_that_people_send() {
    let all = remarks();
    let mut dice = Dice::new(5);
    for round in 0..200 {
        let (original, bytes) = mutate_remarks(&mut dice, &all);
        println!("{round}: {}", original.name);
        let start = Instant::now();
        taken(original.table, &bytes);
        assert!(start.elapsed() < DEADLINE, "took {:?}", start.elapsed());
    }
    let peak = peak_bytes().unwrap_or(0);
    assert!(peak < MEMORY, "{} MB", peak >> 20);
}
