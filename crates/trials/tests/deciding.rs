//! Real revisions, taken apart into suggestions and accepted in any order.

#![allow(
    clippy::print_stdout,
    reason = "skipping is said aloud; figures are shown when asked for"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use document::Document;
use formats::{Format, Limits, read};
use trials::{Dice, deciding, samples};

/// Of a text in which more changed, several changes are one suggestion.
const MOST: usize = 60;

/// Every pair of old and new text, with its name; none where the corpora are missing.
fn pairs() -> Vec<(String, PathBuf, PathBuf)> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let folder = std::env::var_os("UNDERSTORY_CORPORA").map_or(beside, PathBuf::from);
    let Ok(entries) = fs::read_dir(&folder) else {
        println!(
            "SKIPPED: no corpora at {}; set UNDERSTORY_CORPORA",
            folder.display()
        );
        return Vec::new();
    };
    let pair = |path: PathBuf| {
        let (old, new) = (path.join("old.md"), path.join("new.md"));
        let name = path.file_name()?.to_string_lossy().into_owned();
        (old.is_file() && new.is_file()).then_some((name, old, new))
    };
    let mut pairs: Vec<_> = entries
        .flatten()
        .filter_map(|entry| pair(entry.path()))
        .collect();
    pairs.sort();
    pairs
}

fn load(path: &Path) -> Document {
    let bytes = fs::read(path).expect("a readable file");
    let reading = read(Format::Markdown, &bytes, &Limits::default());
    reading.expect("a text").document
}

#[test]
fn suggestions_give_the_new_text_in_any_order() {
    let (mut changed, mut credited) = (0, 0);
    for (seed, (name, old, new)) in (1..).zip(pairs()) {
        let (old, new) = (load(&old), load(&new));
        let (all, known) = deciding::suggesting(&mut Dice::new(seed), &old, &new, MOST);
        println!("{name}: {all} characters changed, {known} credited");
        (changed, credited) = (changed + all, credited + known);
    }
    println!("{credited} of {changed} changed characters are credited");
    assert!(credited * 100 >= changed * 95, "{credited} of {changed}");
}

#[test]
fn nothing_that_is_proposed_spoils_a_text() {
    let mut dice = Dice::new(7);
    let texts: Vec<Document> = samples()
        .into_iter()
        .filter_map(|sample| {
            Some(
                read(sample.format, &sample.bytes, &Limits::default())
                    .ok()?
                    .document,
            )
        })
        .collect();
    for _ in 0..60 {
        let (Some(old), Some(new)) = (dice.pick(&texts).cloned(), dice.pick(&texts)) else {
            continue;
        };
        deciding::proposing_anything(&mut dice, &old, new);
    }
}
