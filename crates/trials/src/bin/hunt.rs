//! Damages real files until told to stop, and tells each law that is broken once, with its file.
//!
//! `cargo run --release -p trials --bin hunt -- SECONDS [FORMAT|tables] [SEED]`; `tables` are comment tables and
//! annotations, of which every fourth round of all is, too.

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
use trials::{Dice, Remarks, Sample, laws, mutate, mutate_remarks, remarks, samples, taken};

static COMPLAINT: Mutex<String> = Mutex::new(String::new());

fn main() {
    let mut arguments = env::args().skip(1);
    let seconds = arguments.next().and_then(|text| text.parse().ok());
    let kind = arguments.next();
    let format: Option<Format> = kind.as_deref().and_then(|text| text.parse().ok());
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
    let files = Files {
        samples: samples().into_iter().filter(wanted).collect(),
        remarks: remarks(),
        tables_each: match (format, kind.as_deref()) {
            (_, Some("tables")) => 1,
            (None, _) => 4,
            (Some(_), _) => u64::MAX,
        },
    };
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(60));
    if hunt(&files, end, seed.unwrap_or(1)) > 0 {
        process::exit(1);
    }
}

/// What is damaged.
struct Files {
    samples: Vec<Sample>,
    remarks: Vec<Remarks>,
    /// One of so many is a table or annotations.
    tables_each: u64,
}

#[derive(Clone, Copy)]
enum Original<'a> {
    Text(&'a Sample),
    Table(&'a Remarks),
}

impl Original<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Text(sample) => &sample.name,
            Self::Table(remarks) => &remarks.name,
        }
    }

    fn ending(&self) -> String {
        match self {
            Self::Text(sample) => sample.format.to_string(),
            Self::Table(remarks) => remarks.name.clone(),
        }
    }
}

/// How many places broke.
fn hunt(files: &Files, end: Instant, mut seed: u64) -> usize {
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    let (mut rounds, mut slowest) = (0_u64, Duration::ZERO);
    while Instant::now() < end {
        let mut dice = Dice::new(seed);
        let is_table = rounds % files.tables_each == files.tables_each - 1;
        let (original, bytes) = if is_table {
            let (original, bytes) = mutate_remarks(&mut dice, &files.remarks);
            (Original::Table(original), bytes)
        } else {
            let (original, bytes) = mutate(&mut dice, &files.samples);
            (Original::Text(original), bytes)
        };
        let name = format!("hunt-{seed}.{}", original.ending());
        let start = Instant::now();
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| match original {
            Original::Text(original) => laws::all(&mut dice, original, &bytes),
            Original::Table(original) => taken(original.table, &bytes),
        }));
        if start.elapsed() > slowest {
            slowest = start.elapsed();
            println!("{slowest:?}: {name} of {}", original.name());
        }
        if outcome.is_err() {
            let complaint = COMPLAINT.lock().expect("one thread").clone();
            let place = complaint.split(": ").next().unwrap_or_default().to_owned();
            let count = broken.entry(place).or_default();
            *count += 1;
            if *count <= 3 {
                println!("BROKEN {name} of {}: {complaint}", original.name());
                fs::write(env::temp_dir().join(&name), &bytes).expect("a temporary file");
            }
        }
        (rounds, seed) = (rounds + 1, seed + 2);
    }
    println!("{rounds} rounds, slowest {slowest:?}, broken {broken:#?}");
    broken.len()
}
