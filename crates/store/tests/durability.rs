//! An answered deed is kept, whatever happens to the process, the disk or the server.

#![allow(clippy::unwrap_used, clippy::panic, reason = "for tests only")]

mod support;

use std::{
    collections::HashSet,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use review::{ReviewError, Visibility};
use store::Database;
use support::{
    house::{House, SLUG, on},
    postgres::Postgres,
    text::first_en,
};

/// Where the writing child finds its database.
const CHILD: &str = "UNDERSTORY_TEST_WRITER";
/// Tells a child that its disk gets full.
const FULL: &str = "UNDERSTORY_TEST_FULL_DISK";

/// What the child runs: 32 people who comment without end, each answer told on standard output.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writing_child() {
    let Ok(url) = std::env::var(CHILD) else {
        return;
    };
    let house = House::new(Database::open(&url).await.unwrap());
    let name = format!("Child {}", std::process::id());
    let person = house.person(&name.replace(' ', "-")).await;
    let text = house.text(&person, 1, "en").await;
    let writers = (0..32).map(|_| {
        let (house, person, text) = (house.clone(), person.clone(), text.clone());
        tokio::spawn(async move {
            loop {
                let new = on(&text, 1, "critical habitat");
                let comment = house
                    .review
                    .add_comment(&person, SLUG, new, None)
                    .await
                    .unwrap();
                let line = format!("\n+{}\n", comment.id);
                std::io::stdout().write_all(line.as_bytes()).unwrap();
            }
        })
    });
    let writers: Vec<tokio::task::JoinHandle<()>> = writers.collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_loses_nothing_it_answered() {
    let folder = tempfile::tempdir().unwrap();
    let url = support::sqlite(folder.path());
    let house = House::new(Database::open(&url).await.unwrap());
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    house.database.close().await;
    let mut answered = HashSet::new();
    for round in 0..8_u64 {
        let millis = 150 + 97 * (round * 5 % 8);
        answered.extend(killed_after(&url, Duration::from_millis(millis)));
    }
    assert!(answered.len() > 100, "only {} answers", answered.len());
    check_whole(&url, folder.path(), &answered).await;
}

/// The ids that a writing child answered before it was killed.
fn killed_after(url: &str, time: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writing_child", "--nocapture"])
        .env(CHILD, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = child.stdout.take().unwrap();
    let (answers, answered) = mpsc::channel();
    std::thread::spawn(move || {
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        let ids = lines.filter_map(|line| line.strip_prefix('+').map(str::to_owned));
        // A killed process may leave half a line.
        for id in ids.filter(|id| id.len() == 32) {
            answers.send(id).unwrap();
        }
    });
    let first = answered
        .recv_timeout(Duration::from_secs(30))
        .expect("the child writes");
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
    std::iter::once(first).chain(answered).collect()
}

/// Every answered comment is there once, each with its event, and the file is sound.
async fn check_whole(url: &str, folder: &Path, answered: &HashSet<String>) {
    let house = House::new(Database::open(url).await.unwrap());
    let reader = house.person("Reader").await;
    let mut kept = HashSet::new();
    let mut page = review::PageRequest {
        limit: review::PageRequest::MOST,
        cursor: None,
    };
    loop {
        let filter = review::CommentFilter::default();
        let found = house
            .review
            .comments(&reader, SLUG, &filter, &page)
            .await
            .unwrap();
        for comment in found.items {
            assert!(
                kept.insert(comment.id.to_string()),
                "a comment is there twice"
            );
        }
        page.cursor = found.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    let lost: Vec<_> = answered.difference(&kept).collect();
    assert!(lost.is_empty(), "{} answered comments are lost", lost.len());
    let events = house
        .review
        .events(&reader, SLUG, 0, 1_000_000)
        .await
        .unwrap();
    assert!(
        events
            .iter()
            .map(|event| event.sequence)
            .eq(1..=kept.len() as u64 + 2)
    );
    house.database.close().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("understory.db"));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let verdict: (String,) = sqlx::query_as("PRAGMA integrity_check")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(verdict.0, "ok");
}

/// A full disk refuses what is written, serves what is read, and heals by itself. The disk is a
/// limit on the size of files; it counts for a process, so the story is told in one of its own.
#[test]
fn a_full_disk_is_told_and_heals() {
    let told = Command::new("sh")
        // Without this, growing beyond the limit kills the process instead of failing.
        .args([
            "-c",
            "trap '' XFSZ; exec \"$0\" --exact full_disk_child --nocapture",
        ])
        .arg(std::env::current_exe().unwrap())
        .env(FULL, "yes")
        .output()
        .unwrap();
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn full_disk_child() {
    if std::env::var(FULL).is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(
        Database::open(&support::sqlite(folder.path()))
            .await
            .unwrap(),
    );
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    limit_files("1500000");
    let mut answered = 0;
    let refused = loop {
        let comment = on(&text, 1, "critical habitat");
        match house.review.add_comment(&editor, SLUG, comment, None).await {
            Ok(_) => answered += 1,
            Err(error) => break error,
        }
        assert!(answered < 10_000, "the disk never got full");
    };
    assert!(
        matches!(refused, ReviewError::Unavailable(_)),
        "{refused:?}"
    );
    assert!(answered > 0);
    assert_eq!(
        house.comments(&editor, 1).await.len(),
        answered,
        "reading goes on"
    );
    limit_files("unlimited");
    house.comment_on(&editor, 1, "en", "critical").await;
    assert_eq!(house.comments(&editor, 1).await.len(), answered + 1);
    house.database.close().await;
}

/// Sets the size in bytes that no file of this process outgrows.
fn limit_files(size: &str) {
    let pid = std::process::id().to_string();
    let limit = format!("--fsize={size}:");
    let limited = Command::new("prlimit")
        .args(["--pid", &pid, &limit])
        .status();
    assert!(limited.unwrap().success());
}

/// When PostgreSQL goes away, that is told; when it is back, so are we, with all that was answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restarted_server_is_found_again() {
    let Some(mut server) = Postgres::start() else {
        return;
    };
    let house = House::new(Database::open(&server.url()).await.unwrap());
    assert_eq!(house.database.warnings(), [""; 0]);
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    let add = || {
        house
            .review
            .add_comment(&editor, SLUG, on(&text, 1, "critical"), None)
    };
    add().await.unwrap();
    server.kill();
    let refused = add().await;
    assert!(
        matches!(refused, Err(ReviewError::Unavailable(_))),
        "{refused:?}"
    );
    server.restart();
    add().await.unwrap();
    assert_eq!(house.comments(&editor, 1).await.len(), 2);
    house.database.close().await;
}

/// A server that answers before it is sure is warned of.
#[tokio::test]
async fn a_careless_server_is_warned_of() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let careless = format!("{}&options[synchronous_commit]=off", server.url());
    let database = Database::open(&careless).await.unwrap();
    let warnings = database.warnings();
    assert!(
        warnings.len() == 1 && warnings[0].contains("synchronous_commit"),
        "{warnings:?}"
    );
    database.close().await;
}

/// Two servers on one PostgreSQL: of two who publish one wins, and no event is lost or doubled.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_share_a_database() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let one = House::new(Database::open(&server.url()).await.unwrap());
    let two = House::new(Database::open(&server.url()).await.unwrap());
    let (editor, _) = one.guideline(Visibility::Open).await;
    one.publish(&editor, vec![first_en()], None).await.unwrap();
    let text = one.text(&editor, 1, "en").await;
    let working = (0..60).map(|index| {
        let house = if index % 2 == 0 {
            one.clone()
        } else {
            two.clone()
        };
        let (editor, new) = (editor.clone(), on(&text, 1, "critical habitat"));
        tokio::spawn(async move {
            if index < 4 {
                usize::from(
                    house
                        .publish(&editor, vec![first_en()], Some(1))
                        .await
                        .is_ok(),
                )
            } else {
                house
                    .review
                    .add_comment(&editor, SLUG, new, None)
                    .await
                    .unwrap();
                0
            }
        })
    });
    let mut published = 0;
    for work in working.collect::<Vec<_>>() {
        published += work.await.unwrap();
    }
    assert_eq!(published, 1);
    let events = two.review.events(&editor, SLUG, 0, 1_000).await.unwrap();
    assert!(events.iter().map(|event| event.sequence).eq(1..=59));
    assert_eq!(two.comments(&editor, 2).await.len(), 56);
    one.database.close().await;
    two.database.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_database_is_readable_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("private.db");
    let url = format!("sqlite://{}", file.display());
    let database = store::Database::open(&url).await.unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
    }
    database.close().await;
}
