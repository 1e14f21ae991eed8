//! How fast answered deeds become durable on SQLite: comments of 150 people at once, one person
//! alone, the publishing of a large revision with many comments, and what revisions cost on disk.
#![allow(clippy::print_stdout, reason = "figures are for reading")]
#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot run has nothing to say"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use review::{Actor, Visibility, document::Document};
use store::Database;
use support::{
    house::{House, SLUG, on},
    text::text,
};

const BLOCKS: usize = 1_000;

#[tokio::main]
async fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(
        Database::open(&support::sqlite(folder.path()))
            .await
            .unwrap(),
    );
    let (editor, _) = house.guideline(Visibility::Open).await;
    house.publish(&editor, vec![large(0)], None).await.unwrap();
    comments(&house, &editor, 1, Duration::from_secs(2)).await;
    comments(&house, &editor, 150, Duration::from_secs(5)).await;
    house.database.close().await;
    publishing().await;
}

/// A text of many paragraphs, of which each edit changes twenty.
fn large(edit: usize) -> Document {
    let paragraph = |index: usize| {
        let times = if (index + edit).is_multiple_of(50) {
            edit
        } else {
            0
        };
        format!(
            "In area {index} operators shall avoid impacts on critical habitat, minimise those that \
             remain, restore what was disturbed within {times} months, and offset the residual \
             loss of biodiversity value number {index} in the same landscape."
        )
    };
    let paragraphs: Vec<String> = (0..BLOCKS).map(paragraph).collect();
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    text("en", &paragraphs)
}

/// So many people comment without a pause for so long.
async fn comments(house: &House, person: &Actor, people: usize, time: Duration) {
    let text = house.text(person, 1, "en").await;
    let latest = Instant::now() + time;
    let waits = Arc::new(Mutex::new(Vec::new()));
    let commenting = (0..people).map(|index| {
        let (review, person, text) = (house.review.clone(), person.clone(), text.clone());
        let waits = Arc::clone(&waits);
        tokio::spawn(async move {
            while Instant::now() < latest {
                let asked = Instant::now();
                let words = format!("In area {index} operators");
                review
                    .add_comment(&person, SLUG, on(&text, 1, &words), None)
                    .await
                    .unwrap();
                waits.lock().unwrap().push(asked.elapsed());
            }
        })
    });
    let began = Instant::now();
    for commenting in commenting.collect::<Vec<_>>() {
        commenting.await.unwrap();
    }
    let took = began.elapsed();
    let mut waits = std::mem::take(&mut *waits.lock().unwrap());
    waits.sort_unstable();
    let rate = waits.len() as f64 / took.as_secs_f64();
    let (half, most) = (waits[waits.len() / 2], waits[waits.len() * 99 / 100]);
    println!(
        "{people:>3} at once: {rate:>6.0} durable comments a second, half within {half:.1?}, 99 % within {most:.1?}"
    );
}

/// A thousand comments follow a thousand paragraphs into the next revision.
async fn publishing() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(
        Database::open(&support::sqlite(folder.path()))
            .await
            .unwrap(),
    );
    let (editor, _) = house.guideline(Visibility::Open).await;
    house.publish(&editor, vec![large(0)], None).await.unwrap();
    let text = house.text(&editor, 1, "en").await;
    let next = AtomicUsize::new(0);
    let commenting = || async {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= BLOCKS {
                return;
            }
            let words = format!("biodiversity value number {index} in");
            let new = on(&text, 1, &words);
            house
                .review
                .add_comment(&editor, SLUG, new, None)
                .await
                .unwrap();
        }
    };
    tokio::join!(commenting(), commenting(), commenting(), commenting());
    let size = || {
        std::fs::metadata(folder.path().join("understory.db"))
            .unwrap()
            .len()
    };
    for edit in 1..=3 {
        let began = Instant::now();
        let published = house
            .publish(&editor, vec![large(edit)], None)
            .await
            .unwrap();
        let took = began.elapsed();
        println!(
            "publishing {BLOCKS} blocks with {BLOCKS} comments: {took:.0?} ({:?})",
            published.placements
        );
    }
    let before = size();
    for edit in 4..=23 {
        house
            .publish(&editor, vec![large(edit)], None)
            .await
            .unwrap();
    }
    println!(
        "each further revision of {BLOCKS} blocks with {BLOCKS} comments: {} kB on disk",
        (size() - before) / 20_000
    );
    house.database.close().await;
}
