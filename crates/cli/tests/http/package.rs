//! The closing package: what is in it, and that it is the same each time.

use std::{collections::BTreeMap, io::Read};

use assert_cmd::cargo::cargo_bin_cmd;
use document::{Digest, Document};
use formats::{Format, Limits, docx, docx::View};
use serde_json::{Value, json};

use crate::{
    house::{House, PUBLIC_URL},
    postgres::Postgres,
    replay::{Cast, NASTY, SLUG, find, told},
};

const PACKAGE: &str = "/guidelines/mining/revisions/2/package";

/// A package, unpacked.
pub(crate) struct Unpacked(BTreeMap<String, Vec<u8>>);

impl Unpacked {
    fn new(bytes: &[u8]) -> Self {
        Self::named(bytes, "mining-r2/")
    }

    /// Every name is one that any system unpacks into one folder.
    pub(crate) fn named(bytes: &[u8], folder: &str) -> Self {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut files = BTreeMap::new();
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            let name = entry.name().unwrap().into_owned();
            let path = name.strip_prefix(folder).unwrap().to_owned();
            let plain = |it: char| it.is_ascii_alphanumeric() || "-_./".contains(it);
            assert!(path.chars().all(plain) && !path.contains(".."), "{path}");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            assert!(files.insert(path, content).is_none());
        }
        Self(files)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        let bytes = self.0.get(path);
        String::from_utf8(bytes.unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path)).unwrap()
    }

    /// Every file but the list itself is in the list, and in the manifest with its size.
    pub(crate) fn sums_agree(&self, manifest: &Value) {
        let sums = self.text("SHA256SUMS");
        let listed: BTreeMap<&str, &str> = sums
            .lines()
            .map(|line| line.split_once("  ").unwrap())
            .map(|(sum, path)| (path, sum))
            .collect();
        assert_eq!(listed.len() + 1, self.0.len());
        for (path, bytes) in self.0.iter().filter(|(path, _)| *path != "SHA256SUMS") {
            assert_eq!(
                listed[path.as_str()],
                Digest::of_bytes(bytes).as_str(),
                "{path}"
            );
        }
        let files = manifest["files"].as_array().unwrap();
        assert_eq!(files.len() + 3, self.0.len());
        for file in files {
            let path = file["path"].as_str().unwrap();
            assert_eq!(file["bytes"], self.0[path].len(), "{path}");
            assert_eq!(file["sha256"], listed[path], "{path}");
        }
    }
}

async fn get(cast: &Cast, query: &str) -> Vec<u8> {
    let path = format!("{PACKAGE}{query}");
    let answer = cast.house.get(Some(&cast.editor), &path).await.expect(200);
    assert_eq!(answer.headers["content-type"], "application/zip");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.contains("mining-r2-package.zip"),
        "{disposition}"
    );
    answer.bytes
}

#[tokio::test]
async fn a_package_holds_everything_and_each_sum_agrees() {
    let cast = told(House::open().await, "members").await;
    let package = Unpacked::new(&get(&cast, "?layout=iso,cn_result").await);
    let manifest = package.json("manifest.json");
    assert_eq!(manifest["guideline"], SLUG);
    assert_eq!(
        (&manifest["revision"], &manifest["from"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(manifest["languages"], json!(["en", "zh"]));
    assert_eq!(manifest["layouts"], json!(["full", "iso", "cn_result"]));
    package.sums_agree(&manifest);
    let mut expected = vec![
        "README.txt".to_owned(),
        "manifest.json".into(),
        "SHA256SUMS".into(),
    ];
    for language in ["en", "zh"] {
        for ending in ["docx", "pdf", "html", "md"] {
            expected.push(format!("text/mining-r2-{language}.{ending}"));
            expected.push(format!("redline/mining-r1-r2-{language}.{ending}"));
        }
    }
    for layout in ["full", "iso", "cn-result"] {
        let endings = ["xlsx", "csv", "docx"].into_iter();
        expected.extend(endings.map(|ending| format!("comments/comments-{layout}.{ending}")));
    }
    let records = [
        "decisions.json",
        "participants.json",
        "participants.csv",
        "statistics.json",
        "statistics.csv",
    ];
    expected.extend(records.map(str::to_owned));
    expected.sort();
    let found: Vec<&String> = package.0.keys().collect();
    assert_eq!(found, expected.iter().collect::<Vec<_>>(), "{manifest:#}");
    assert_eq!(manifest["left_out"], json!([]));
    let readme = package.text("README.txt");
    assert!(readme.contains("revisions 1 to 2"), "{readme}");
    assert!(!readme.contains('{'), "{readme}");
}

#[tokio::test]
async fn the_sides_of_the_redline_are_the_texts() {
    let cast = told(House::open().await, "members").await;
    let package = Unpacked::new(&get(&cast, "").await);
    let words = |document: &Document| -> Vec<String> {
        document
            .blocks
            .iter()
            .map(|block| block.text.clone())
            .collect()
    };
    for language in ["en", "zh"] {
        let redline = &package.0[&format!("redline/mining-r1-r2-{language}.docx")];
        let side = |view| {
            docx::read_as(redline, &Limits::default(), view)
                .unwrap()
                .document
        };
        let text = &package.0[&format!("text/mining-r2-{language}.docx")];
        let text = formats::read(Format::Docx, text, &Limits::default()).unwrap();
        assert_eq!(
            words(&side(View::Accepted)),
            words(&text.document),
            "{language}"
        );
        let markdown = &package.0[&format!("text/mining-r2-{language}.md")];
        let markdown = formats::read(Format::Markdown, markdown, &Limits::default()).unwrap();
        assert_eq!(
            words(&markdown.document),
            words(&text.document),
            "{language}"
        );
        let path = format!("/guidelines/mining/revisions/1?language={language}");
        let older = cast
            .house
            .get(Some(&cast.ana), &path)
            .await
            .expect(200)
            .json();
        let older = older["blocks"].as_array().unwrap().iter();
        let older: Vec<&str> = older.map(|block| block["text"].as_str().unwrap()).collect();
        assert_eq!(words(&side(View::Rejected)), older, "{language}");
    }
    let changed = package.text("redline/mining-r1-r2-en.md");
    assert!(changed.contains("{++very ++}last resort"), "{changed}");
    assert!(package.0["text/mining-r2-zh.pdf"].starts_with(b"%PDF"));
}

#[tokio::test]
async fn the_table_and_the_decisions_have_every_contribution() {
    let cast = told(House::open().await, "members").await;
    let package = Unpacked::new(&get(&cast, "").await);
    let decisions = package.json("decisions.json");
    let entries = decisions["contributions"].as_array().unwrap();
    let table = package.text("comments/comments-full.csv");
    let living = cast.list("comments").await.len() + cast.list("suggestions").await.len();
    assert_eq!((entries.len(), living), (9, 9), "{decisions:#}");
    for (entry, number) in entries.iter().zip(1..) {
        assert_eq!(entry["number"], number);
        let line = format!("{number},{},", entry["id"].as_str().unwrap());
        assert!(table.contains(&line), "{line} in {table}");
    }
    let of = |words: &str| {
        let id = find(entries, "body", words);
        entries.iter().find(|entry| entry["id"] == *id).unwrap()
    };
    let rejected = of("Why not every week?");
    assert_eq!(rejected["decision"]["outcome"], "rejected");
    assert_eq!(rejected["decision"]["decided_by"]["name"], "editor");
    assert_eq!(rejected["decision"]["answer"]["note"], NASTY);
    assert_eq!(rejected["author"]["stakeholder_group"], "ngo");
    assert_eq!(rejected["group"], decisions["groups"][0]["id"]);
    let both = [&rejected["number"], &of("Weekly would")["number"]];
    assert_eq!(decisions["groups"][0]["contributions"], json!(both));
    assert_eq!(of("应改为")["replies"][0]["body"], "Who would?");
    assert_eq!(of("应改为")["decision"], Value::Null);
    assert_eq!(of("Who pays?")["author"]["organisation"], "Institute");
    assert_eq!(
        of("To be clear.")["proposed"]
            .as_str()
            .unwrap()
            .matches("very")
            .count(),
        1
    );
    assert!(!package.text("decisions.json").contains("@example.org"));
}

#[tokio::test]
async fn participants_are_counted_by_group_and_organisation_without_addresses() {
    let cast = told(House::open().await, "members").await;
    let package = Unpacked::new(&get(&cast, "").await);
    let participants = package.json("participants.json");
    assert_eq!(participants["people"], 3, "{participants:#}");
    assert_eq!(participants["organisations"], 2);
    let counts = ["comments", "suggestions", "replies"].map(|name| participants[name].clone());
    assert_eq!(counts, [6, 3, 1].map(|count| json!(count)));
    let ngo = &participants["groups"][0];
    assert_eq!(ngo["stakeholder_group"], "ngo");
    assert_eq!(ngo["organisations"][0]["organisation"], "Green, \"Trust\"");
    let ana =
        json!({"name": "ana", "from_file": false, "comments": 3, "suggestions": 1, "replies": 0});
    assert_eq!(ngo["organisations"][0]["people"], json!([ana]));
    let csv = package.text("participants.csv");
    assert!(
        csv.contains("ngo,\"Green, \"\"Trust\"\"\",ana,false,3,1,0\r\n"),
        "{csv}"
    );
    assert!(csv.contains(",Institute,Li Lei,true,1,0,0\r\n"), "{csv}");
    let statistics = package.json("statistics.json");
    assert_eq!(statistics["total"]["comments"], 6, "{statistics:#}");
    assert_eq!(statistics["editors"][0]["editor"]["display_name"], "editor");
    let numbers = package.text("statistics.csv");
    assert!(numbers.contains("all,,,comments,6\r\n"), "{numbers}");
    assert!(
        numbers.contains("editor,,editor,decided,4\r\n"),
        "{numbers}"
    );
    for text in [
        csv,
        numbers,
        participants.to_string(),
        statistics.to_string(),
    ] {
        assert!(!text.contains('@'), "{text}");
    }
}

#[tokio::test]
async fn who_asks_for_what_is_not_there_is_told() {
    let cast = told(House::open().await, "members").await;
    let ask = async |path: &str, status: u16, slug: &str| {
        let answer = cast.house.get(Some(&cast.editor), path).await;
        answer.expect_problem(status, slug).json()["detail"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let invalid = "invalid";
    let from = "From: is the number of an earlier revision.";
    for query in ["?from=2", "?from=0", "?from=9"] {
        assert_eq!(ask(&format!("{PACKAGE}{query}"), 422, invalid).await, from);
    }
    let language = ask(&format!("{PACKAGE}?language=en,fr"), 422, invalid).await;
    assert!(
        language.contains("\"fr\", in which the revision has no text"),
        "{language}"
    );
    let layout = ask(&format!("{PACKAGE}?layout=iso,word"), 400, "malformed").await;
    assert!(layout.contains("these are iso, ipcc"), "{layout}");
    ask(&format!("{PACKAGE}?from=x"), 400, "malformed").await;
    ask("/guidelines/mining/revisions/9/package", 404, "not-found").await;
    let participant = cast.house.get(Some(&cast.ana), PACKAGE).await;
    participant.expect_problem(403, "forbidden");
}

#[tokio::test]
async fn one_language_and_the_first_revision_alone_are_packages_too() {
    let cast = told(House::open().await, "members").await;
    let package = Unpacked::new(&get(&cast, "?language=zh").await);
    assert!(package.0.contains_key("text/mining-r2-zh.docx"));
    assert!(!package.0.keys().any(|path| path.contains("-en.")));
    let path = "/guidelines/mining/revisions/1/package";
    let first = cast
        .house
        .get(Some(&cast.editor), path)
        .await
        .expect(200)
        .bytes;
    let names = zip::ZipArchive::new(std::io::Cursor::new(first)).unwrap();
    let names: Vec<_> = names
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert!(
        names.contains(&"mining-r1/text/mining-r1-en.md".to_owned()),
        "{names:?}"
    );
    assert!(
        !names.iter().any(|name| name.contains("redline")),
        "{names:?}"
    );
}

#[tokio::test]
async fn a_package_is_the_same_from_any_server_at_any_time() {
    let query = "?layout=iso,ipbes";
    let cast = told(House::replayed(None).await, "members").await;
    let package = get(&cast, query).await;
    cast.house.pass(3);
    let (one, other) = tokio::join!(get(&cast, query), get(&cast, query));
    same(&package, &one);
    same(&package, &other);
    let Cast {
        house,
        editor,
        ana,
        ben,
    } = cast;
    let cast = Cast {
        house: house.again().await,
        editor,
        ana,
        ben,
    };
    same(&package, &get(&cast, query).await);
    let other = told(House::replayed(None).await, "members").await;
    same(&package, &get(&other, query).await);
    cast.comment(&cast.ana, "en", "", "general", "One more.")
        .await;
    assert_ne!(package, get(&cast, query).await, "the state is another");
}

#[tokio::test]
async fn a_package_is_the_same_from_both_engines() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let here = told(House::replayed(None).await, "members").await;
    let there = told(House::replayed(Some(&postgres.url())).await, "members").await;
    same(&get(&here, "").await, &get(&there, "").await);
}

/// Tells which files differ.
#[track_caller]
fn same(one: &[u8], other: &[u8]) {
    let (first, second) = (Unpacked::new(one), Unpacked::new(other));
    for (path, bytes) in &first.0 {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let again = &second.0[path];
        if matches!(path.rsplit('.').next(), Some("json" | "txt" | "csv" | "md")) {
            assert_eq!(text(bytes), text(again), "{path}");
        }
        assert!(bytes == again, "{path} differs");
    }
    assert!(one == other, "the archives differ");
}

#[tokio::test]
async fn the_console_writes_the_same_bytes() {
    let cast = told(House::replayed(None).await, "members").await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mining.zip");
    let mut command: assert_cmd::Command = cargo_bin_cmd!("understory");
    command
        .args([
            "package",
            "--guideline",
            SLUG,
            "--layout",
            "iso",
            "--from",
            "1",
        ])
        .args([
            "--database",
            &cast.house.database_url(),
            "--public-url",
            PUBLIC_URL,
        ])
        .arg("-o")
        .arg(&file);
    let ran = tokio::task::spawn_blocking(move || command.assert().success()).await;
    let said = String::from_utf8(ran.unwrap().get_output().stdout.clone()).unwrap();
    let written = std::fs::read(&file).unwrap();
    assert!(said.contains(Digest::of_bytes(&written).as_str()), "{said}");
    same(&get(&cast, "?layout=iso&from=1").await, &written);
}

#[tokio::test]
async fn the_console_says_what_is_not_there() {
    let cast = told(House::open().await, "members").await;
    for (arguments, expect) in [
        (
            vec!["--guideline", "nowhere"],
            "nowhere: There is no such thing here.",
        ),
        (
            vec!["--guideline", SLUG, "--revision", "9"],
            "There is no such thing here.",
        ),
        (
            vec!["--guideline", SLUG, "--from", "2"],
            "From: is the number of an earlier revision.",
        ),
        (
            vec!["--guideline", SLUG, "--layout", "word"],
            "\"word\" is no layout",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out.zip");
        let mut command: assert_cmd::Command = cargo_bin_cmd!("understory");
        let database = cast.house.database_url();
        command
            .arg("package")
            .args(&arguments)
            .args(["--database", &database, "-o"]);
        command.arg(&file);
        let ran = tokio::task::spawn_blocking(move || command.assert().failure()).await;
        let said = String::from_utf8(ran.unwrap().get_output().stderr.clone()).unwrap();
        assert!(said.contains(expect), "{arguments:?}: {said}");
        assert!(!file.exists());
    }
}

/// While people write, a package holds exactly what was said up to the event that it names.
#[tokio::test]
async fn a_package_is_of_one_state_while_others_write() {
    let cast = told(House::open().await, "members").await;
    let state = |bytes: &[u8]| {
        let package = Unpacked::new(bytes);
        let event = package.json("manifest.json")["state"]["sequence"].as_u64();
        let decisions = package.json("decisions.json");
        let said = decisions["contributions"].as_array().unwrap().len();
        let statistics = package.json("statistics.json");
        assert_eq!(statistics["total"]["total"], said);
        (event.unwrap(), said)
    };
    let (event, said) = state(&get(&cast, "?language=zh").await);
    let writing = async {
        for number in 0..40 {
            let body = format!("Remark {number}");
            cast.comment(&cast.ben, "en", "", "general", &body).await;
        }
    };
    let packing = async {
        let path = format!("{PACKAGE}?language=zh");
        let mut made = Vec::new();
        for _ in 0..4 {
            made.push(cast.house.get(Some(&cast.editor), &path).await);
        }
        made
    };
    let ((), made) = tokio::join!(writing, packing);
    for answer in made {
        if answer.status == 503 {
            assert!(answer.headers.contains_key("retry-after"));
            continue;
        }
        let (at, count) = state(&answer.expect(200).bytes);
        assert_eq!(count as u64, said as u64 + at - event);
    }
    let (at, count) = state(&get(&cast, "?language=zh").await);
    assert_eq!((at, count), (event + 40, said + 40));
}
