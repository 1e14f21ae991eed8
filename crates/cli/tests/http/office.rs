//! Files that LibreOffice edited or saved come back over HTTP, and it sees in our spreadsheets what was
//! written. Slow, so `make test-word` runs it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::json;

use crate::{
    returns::{Scene, counts, told},
    tables,
};

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

/// Whether it opens spreadsheets; with `CI=true` it must.
fn has_calc() -> bool {
    let folders = env::var_os("PATH").unwrap_or_default();
    let programs = env::split_paths(&folders).map(|folder| folder.join("soffice"));
    let program = programs.filter_map(|path| path.canonicalize().ok()).next();
    let there = program.is_some_and(|path| path.with_file_name("libsclo.so").exists());
    let must = env::var("CI").as_deref() == Ok("true");
    assert!(there || !must, "LibreOffice Calc is missing");
    there
}

/// The first sheet of a spreadsheet as LibreOffice shows it: values, not what is behind them.
fn shown_cells(file: &[u8]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.xlsx");
    fs::write(&table, file).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        folder.path().display()
    );
    // comma, quotation mark, UTF-8, all cells as they are shown
    let csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false";
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", csv, "--outdir"]);
    let done = office.arg(folder.path()).arg(&table).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    let csv = fs::read_to_string(folder.path().join("table.csv")).unwrap();
    cells(&csv)
}

/// Each spreadsheet is the same table to LibreOffice as our CSV is, and nothing in it is a formula:
/// of one there would be its value.
#[tokio::test]
#[ignore = "make test-word runs it"]
async fn libreoffice_sees_in_each_layout_what_was_written() {
    if !is_there() || !has_calc() {
        return;
    }
    let scene = tables::Scene::set().await;
    scene.talk().await;
    let dangerous = [
        "=1+2",
        "+1+2",
        "-1+2",
        "@SUM(1,2)",
        "=HYPERLINK(\"https://example.org\")",
    ];
    for body in dangerous {
        scene.comment("", "general", body).await;
    }
    for layout in tables::LAYOUTS {
        for language in ["en", "zh"] {
            let query = format!("layout={layout}&language={language}");
            let expect = cells(&scene.csv("mining", &query).await);
            let expect: Vec<Vec<String>> = expect.into_iter().map(unguarded).collect();
            let sheet = scene.table("mining", &format!("{query}&format=xlsx")).await;
            let found = shown_cells(&sheet);
            let heading = found.iter().position(|row| row[0] == expect[0][0]);
            let found = &found[heading.unwrap()..];
            assert_eq!(found, expect, "{layout} in {language}");
            let all: Vec<&str> = found.iter().flatten().map(String::as_str).collect();
            for body in dangerous.iter().filter(|_| layout != "cn") {
                assert!(all.contains(body), "{layout}: {body}");
            }
        }
    }
}

/// CSV holds an apostrophe before what a spreadsheet would run.
fn unguarded(row: Vec<String>) -> Vec<String> {
    let bare = |cell: String| match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell,
    };
    row.into_iter().map(bare).collect()
}

/// The cells of a CSV.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let (mut quoted, mut signs) = (false, csv.trim_end().chars().peekable());
    while let Some(sign) = signs.next() {
        let row = rows.last_mut().unwrap();
        match sign {
            '"' if quoted && signs.next_if_eq(&'"').is_some() => row.last_mut().unwrap().push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' => {}
            _ => row.last_mut().unwrap().push(sign),
        }
    }
    rows
}
