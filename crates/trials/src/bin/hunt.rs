//! Damages real files until told to stop, and tells each law that is broken once, with its file.
//!
//! `cargo run --release -p trials --bin hunt -- SECONDS [FORMAT] [SEED]`

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a tool of developers speaks, and stops where it cannot go on"
)]

use std::{
    collections::BTreeMap,
    env, fs,
    panic::{self, AssertUnwindSafe},
    process,
    sync::Mutex,
    time::{Duration, Instant},
};

use formats::Format;
use trials::{Dice, Sample, laws, mutate, samples};

static COMPLAINT: Mutex<String> = Mutex::new(String::new());

fn main() {
    let mut arguments = env::args().skip(1);
    let seconds = arguments.next().and_then(|text| text.parse().ok());
    let format: Option<Format> = arguments.next().and_then(|text| text.parse().ok());
    let seed = arguments.next().and_then(|text| text.parse().ok());
    panic::set_hook(Box::new(|about| {
        let place = about.location().map(ToString::to_string);
        let payload = about.payload();
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
        let text = text.unwrap_or_default();
        let short: String = text.chars().take(300).collect();
        *COMPLAINT.lock().expect("one thread") = format!("{}: {short}", place.unwrap_or_default());
    }));
    let wanted = |sample: &Sample| format.is_none_or(|format| format == sample.format);
    let samples: Vec<Sample> = samples().into_iter().filter(wanted).collect();
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(60));
    if hunt(&samples, end, seed.unwrap_or(1)) > 0 {
        process::exit(1);
    }
}

/// How many places broke.
fn hunt(samples: &[Sample], end: Instant, mut seed: u64) -> usize {
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    let (mut rounds, mut slowest) = (0, Duration::ZERO);
    while Instant::now() < end {
        let mut dice = Dice::new(seed);
        let (original, bytes) = mutate(&mut dice, samples);
        let name = format!("hunt-{seed}.{}", original.format);
        let start = Instant::now();
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            laws::all(&mut dice, original, &bytes);
        }));
        if start.elapsed() > slowest {
            slowest = start.elapsed();
            println!("{slowest:?}: {name} of {}", original.name);
        }
        if outcome.is_err() {
            let complaint = COMPLAINT.lock().expect("one thread").clone();
            let place = complaint.split(": ").next().unwrap_or_default().to_owned();
            let count = broken.entry(place).or_default();
            *count += 1;
            if *count <= 3 {
                println!("BROKEN {name} of {}: {complaint}", original.name);
                fs::write(env::temp_dir().join(&name), &bytes).expect("a temporary file");
            }
        }
        (rounds, seed) = (rounds + 1, seed + 2);
    }
    println!("{rounds} rounds, slowest {slowest:?}, broken {broken:#?}");
    broken.len()
}
