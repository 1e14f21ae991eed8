//! The redlines that are judged: the small cases, the sample, and every real pair of revisions.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use document::Document;
use formats::{Format, Limits, Presentation, docx};
use redline::{Options, compare};

use crate::judges::cases::{self, Case};

/// Larger texts take a word processor too long.
const MOST_BYTES: u64 = 200_000;

/// Every redline to be judged.
pub(crate) fn redlines() -> Vec<Case> {
    let small = cases::all();
    let sample = sample();
    let revisions = revisions();
    println!(
        "judged: {} small redlines, {} of the sample, {} real pairs",
        small.len(),
        sample.len(),
        revisions.len()
    );
    [small, sample, revisions].concat()
}

pub(crate) fn sample() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/sample");
    let mut cases = Vec::new();
    for language in ["en", "zh"] {
        let revision = |number: u8| load(&folder.join(format!("{language}/revision-{number}.md")));
        for (from, to) in [(1, 2), (2, 3), (3, 1)] {
            let name = format!("sample {language} {from} to {to}");
            cases.push((name, revision(from), revision(to)));
        }
    }
    cases
}

/// The real pairs that are small enough. They stay out of the project's tree, so that a clone alone
/// judges the sample, and says so.
fn revisions() -> Vec<Case> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let folder = env::var_os("UNDERSTORY_CORPORA").map_or(beside, PathBuf::from);
    if !folder.is_dir() {
        println!(
            "SKIPPED: no real pairs at {}: only the sample is judged; set UNDERSTORY_CORPORA",
            folder.display()
        );
        return Vec::new();
    }
    let mut pairs: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|pair| small_enough(&pair.join("old.md")) && small_enough(&pair.join("new.md")))
        .collect();
    pairs.sort();
    pairs.iter().map(|pair| case(pair)).collect()
}

fn case(pair: &Path) -> Case {
    let name = pair.file_name().unwrap().to_string_lossy().into_owned();
    (name, load(&pair.join("old.md")), load(&pair.join("new.md")))
}

fn small_enough(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() < MOST_BYTES)
}

fn load(path: &Path) -> Document {
    let bytes = fs::read(path).unwrap();
    let reading = formats::read(Format::Markdown, &bytes, &Limits::default());
    reading.unwrap().document
}

/// The redline as a Word file.
pub(crate) fn write((_, old, new): &Case) -> Vec<u8> {
    let presentation = Presentation {
        author: "A. Reviewer & Co".to_owned(),
        date: "2026-11-23T12:00:00Z".to_owned(),
        ..Presentation::default()
    };
    let redline = compare(old, new, &Options::default());
    docx::write_redline(&redline, &presentation).unwrap()
}
