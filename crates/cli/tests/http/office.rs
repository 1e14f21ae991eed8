//! Files that LibreOffice edited or saved come back over HTTP. Slow, so `make test-word` runs it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::json;

use crate::returns::{Scene, counts, told};

/// The scripts that ask LibreOffice.
fn script(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../formats/tests/word");
    folder.join(name)
}

fn python() -> Command {
    let python = env::var("UNDERSTORY_UNO_PYTHON");
    Command::new(python.unwrap_or_else(|_| "/usr/bin/python3".to_owned()))
}

/// Whether there is a LibreOffice that can be asked; with `CI=true` there must be.
fn is_there() -> bool {
    let runs = |command: &mut Command| command.output().is_ok_and(|it| it.status.success());
    let there =
        runs(python().args(["-c", "import uno"])) && runs(Command::new("soffice").arg("--version"));
    let must = env::var("CI").as_deref() == Ok("true");
    assert!(there || !must, "LibreOffice is missing");
    there
}

/// The file as LibreOffice saves it after a reviewer's edits, tracking on.
fn reviewed(file: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (text, out) = (
        folder.path().join("text.docx"),
        folder.path().join("out.docx"),
    );
    fs::write(&text, file).unwrap();
    let mut review = python();
    review.arg(script("review.py")).arg(&out).arg(&text);
    assert!(review.status().unwrap().success(), "review.py");
    fs::read(out).unwrap()
}

/// The file as LibreOffice saves it untouched.
fn saved(file: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (text, out) = (
        folder.path().join("text.docx"),
        folder.path().join("out.docx"),
    );
    fs::write(&text, file).unwrap();
    let mut office = python();
    let mut office = office
        .arg(script("office.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let jobs = json!([{"do": "save", "file": text, "to": out}]);
    serde_json::to_writer(office.stdin.take().unwrap(), &jobs).unwrap();
    assert!(office.wait().unwrap().success(), "office.py");
    fs::read(out).unwrap()
}

#[tokio::test]
#[ignore = "make test-word runs it"]
async fn what_libreoffice_edited_comes_back_once() {
    if !is_there() {
        return;
    }
    let text = include_str!("../../sample/en/revision-3.md");
    let scene = Scene::set(text, "residual impacts").await;
    let file = scene.bytes("revisions/1?format=docx").await;
    let file = reviewed(&file);
    let taken = scene.bring_bytes(&file).await.expect(201).json();
    assert_eq!(taken["recognised_by"], "imprint");
    assert_eq!(taken["unplaced"], json!([]));
    let suggestions = taken["suggestions"].as_array().unwrap();
    let told: Vec<String> = suggestions.iter().map(told).collect();
    for words in [
        "outside the [-project -]footprint {+of the project +}that",
        "[-significant -]residual impacts",
        "{+degraded habitat: area that has lost most of its native species.+}",
        "delete: [-residual impact: ",
        "Plug {+all +}boreholes",
    ] {
        let found = told.iter().any(|told| told.contains(words));
        assert!(found, "{words} is not in {told:#?}");
    }
    assert_eq!(counts(&taken), ([5, 0, 0], [0, 0, 0]), "{told:#?}");
    let again = scene.bring_bytes(&file).await.expect(200).json();
    assert_eq!(counts(&again), ([0, 0, 0], [5, 0, 0]));
}

#[tokio::test]
#[ignore = "make test-word runs it"]
async fn what_libreoffice_only_saved_brings_nothing() {
    if !is_there() {
        return;
    }
    let text = include_str!("../../sample/en/revision-3.md");
    let scene = Scene::set(text, "residual impacts").await;
    let file = scene.bytes("revisions/1?format=docx&comments=true").await;
    let taken = scene.bring_bytes(&saved(&file)).await.expect(200).json();
    assert_eq!(counts(&taken), ([0, 0, 0], [0, 1, 0]), "{taken:#}");
    assert_eq!(taken["unplaced"], json!([]));
}
