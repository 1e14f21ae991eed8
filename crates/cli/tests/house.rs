//! The rules of the house, held by a test: which room may use which, what the engines never touch,
//! which lints all share, which licences come in.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// A room and what it may use; docs/architecture.md says why. Its tests may use no more.
const ARROWS: [(&str, &[&str]); 11] = [
    ("document", &[]),
    ("auth", &[]),
    ("redline", &["document"]),
    ("anchor", &["redline", "document"]),
    ("merge", &["redline", "document"]),
    ("formats", &["redline", "document"]),
    ("review", &["merge", "anchor", "redline", "document"]),
    ("store", &["review", "auth"]),
    ("server", &["review", "formats", "auth"]),
    (
        "trials",
        &["formats", "merge", "anchor", "redline", "document"],
    ),
    (
        "cli",
        &["server", "store", "formats", "redline", "document"],
    ),
];

/// Rooms that are pure: the same input gives the same output, on any machine, at any time.
const PURE: [&str; 4] = ["document", "redline", "anchor", "merge"];

/// Words that a pure room never says.
const IMPURE: [&str; 11] = [
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::time",
    "std::thread",
    "SystemTime",
    "Instant",
    "rand::",
    "tokio",
    "sqlx",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What cargo knows.
fn metadata(arguments: &[&str]) -> Value {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1"])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata: {complaint}");
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Our crates with the names of what they depend on, for tests and builds too.
fn rooms() -> Vec<(String, BTreeSet<String>)> {
    let metadata = metadata(&["--no-deps"]);
    let room = |package: &Value| {
        let dependencies = list(package, "dependencies").iter();
        let names = dependencies.map(|dependency| text(dependency, "name").to_owned());
        (text(package, "name").to_owned(), names.collect())
    };
    list(&metadata, "packages").iter().map(room).collect()
}

#[test]
fn every_room_is_on_the_map() {
    let found: BTreeSet<String> = rooms().into_iter().map(|(name, _)| name).collect();
    let known: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(
        found, known,
        "docs/architecture.md and this test name the rooms"
    );
}

#[test]
fn no_room_uses_another_than_the_map_allows() {
    for (name, dependencies) in rooms() {
        let on_map = ARROWS.iter().find(|(room, _)| *room == name);
        let allowed = on_map.map_or(&[][..], |(_, allowed)| allowed);
        for (other, _) in ARROWS {
            let uses = dependencies.contains(other);
            assert!(
                !uses || allowed.contains(&other),
                "{name} must not use {other}"
            );
        }
    }
}

#[test]
fn pure_rooms_touch_nothing_impure() {
    for room in PURE {
        for file in sources(&root().join("crates").join(room)) {
            let source = fs::read_to_string(&file).expect("a source is text");
            for word in IMPURE {
                assert!(!says(&source, word), "{} says {word}", file.display());
            }
        }
    }
    for (name, dependencies) in rooms().iter().filter(|(name, _)| PURE.contains(&&**name)) {
        for impure in ["rand", "tokio", "sqlx", "time", "axum"] {
            assert!(
                !dependencies.contains(impure),
                "{name} must not use {impure}"
            );
        }
    }
}

/// Whether the code, comments aside, says this word.
fn says(source: &str, word: &str) -> bool {
    let is_letter = |character: char| character.is_alphanumeric() || character == '_';
    let said = |line: &str| {
        line.match_indices(word).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + word.len()..].chars().next();
            let ends = word.ends_with(':') || !after.is_some_and(is_letter);
            ends && !before.is_some_and(is_letter)
        })
    };
    let code = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    code.into_iter().any(said)
}

/// Every Rust file under `src`.
fn sources(room: &Path) -> Vec<PathBuf> {
    let mut folders = vec![room.join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)
            .expect("a folder of sources")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn a_word_counts_in_code_only() {
    assert!(says("use std::fs::File;", "std::fs"));
    assert!(says("let now = Instant::now();", "Instant"));
    assert!(says("let drawn = rand::random();", "rand::"));
    assert!(!says("// std::fs is not used here", "std::fs"));
    assert!(!says("fn instantly() {}", "Instant"));
    assert!(!says("struct InstantAnswer;", "Instant"));
    assert!(!says("let sum = operand::of(x);", "rand::"));
}

#[test]
fn every_room_has_the_shared_lints() {
    for (room, _) in ARROWS {
        let manifest = read_toml(&root().join("crates").join(room).join("Cargo.toml"));
        let shared = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"));
        let shared = shared.and_then(toml::Value::as_bool);
        assert_eq!(shared, Some(true), "{room} has its own lints");
    }
}

#[test]
fn every_licence_is_allowed() {
    let allowed = allowed_licences();
    let metadata = metadata(&["--all-features", "--filter-platform", &host()]);
    let nodes = list(&metadata["resolve"], "nodes").iter();
    let used: BTreeSet<&str> = nodes.map(|node| text(node, "id")).collect();
    let packages = list(&metadata, "packages").iter();
    for package in packages.filter(|package| used.contains(text(package, "id"))) {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        assert!(
            is_allowed(licence, &allowed),
            "{name} comes under \"{licence}\""
        );
    }
}

#[test]
fn licence_expressions_are_understood() {
    let allowed = vec!["MIT".to_owned(), "BSD-3-Clause".to_owned()];
    assert!(is_allowed("MIT/Apache-2.0", &allowed));
    assert!(is_allowed(
        "GPL-3.0-only OR (MIT AND BSD-3-Clause)",
        &allowed
    ));
    assert!(!is_allowed("MIT AND Apache-2.0", &allowed));
    assert!(!is_allowed("AGPL-3.0-only", &allowed));
    assert!(!is_allowed("", &allowed));
}

/// Whether an SPDX expression can be met with these licences.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let Ok(expression) = spdx::Expression::parse_mode(expression, spdx::ParseMode::LAX) else {
        return false;
    };
    expression.evaluate(|licence| allowed.contains(&licence.to_string()))
}

/// The list of deny.toml, so that there is one.
fn allowed_licences() -> Vec<String> {
    let deny = read_toml(&root().join("deny.toml"));
    let allow = deny["licenses"]["allow"]
        .as_array()
        .expect("a list of licences");
    let names = allow.iter().filter_map(toml::Value::as_str);
    names.map(str::to_owned).collect()
}

fn read_toml(path: &Path) -> toml::Value {
    let text = fs::read_to_string(path).expect("a readable file");
    toml::from_str(&text).expect("well-formed TOML")
}

/// The platform that this test runs on, as rustc names it.
fn host() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().expect("rustc runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.expect("rustc tells its host").to_owned()
}
