//! What editors do at the console: tables, annotations, decisions, the draft.

use std::{fs, path::Path};

use crate::program::{Run, Serving, run};

const OF: &str = "--guideline mining-biodiversity --database sqlite://demo.db";
const EDITOR: &str = "--by lin.yuehua@example.org";

/// A folder with the sample in a database.
fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let line = "demo --database sqlite://demo.db";
    let mut demo = Serving::start(folder.path(), line);
    demo.lines_until("Without signing in");
    folder
}

#[track_caller]
fn check(folder: &Path, line: &str, stdout: &[&str]) -> Run {
    let run = run(folder, line, "");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}: {run:?}");
    for part in stdout {
        assert!(run.stdout.contains(part), "{line}: {part:?} in {run:?}");
    }
    run
}

#[track_caller]
fn refused(folder: &Path, line: &str, stderr: &str) {
    let run = run(folder, line, "");
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{line}: {run:?}");
    assert!(run.stderr.contains(stderr), "{line}: {run:?}");
    assert_eq!(run.stderr.trim_end().lines().count(), 1, "{run:?}");
}

/// The ids of suggestions that came in, in the order of the file.
fn suggestions(run: &Run) -> Vec<String> {
    let lines = run.stdout.lines();
    let ids = lines.filter_map(|line| line.split_once(": suggestion ")?.1.split(':').next());
    ids.map(str::to_owned).collect()
}

/// A table that somebody filled.
fn written(folder: &Path, rows: &str) {
    fs::write(folder.join("new.csv"), rows).expect("written");
}

#[test]
fn tables_and_annotations_go_out_and_come_in() {
    let folder = sample();
    let at = folder.path();
    check(at, &format!("comment-table export {OF} -o all.xlsx"), &[]);
    assert!(
        fs::read(at.join("all.xlsx"))
            .expect("a file")
            .starts_with(b"PK")
    );
    let iso = format!("comment-table export {OF} --layout iso --format csv --of comments -o -");
    check(
        at,
        &iso,
        &["MB/NC,Line number", "Observations of the secretariat"],
    );
    let none = check(
        at,
        &format!("{iso} --status decided --containing zzzz"),
        &["MB/NC"],
    );
    assert_eq!(none.stdout.lines().count(), 1, "{none:?}");
    refused(
        at,
        &format!("comment-table export {OF} -o a.odt"),
        "none of .xlsx, .csv and .docx",
    );
    let known = check(
        at,
        &format!("comment-table import {OF} {EDITOR} all.xlsx"),
        &[
            "all.xlsx: revision 3; new comments: 0",
            "suggestions: 0;",
            ": known ",
        ],
    );
    assert!(!known.stdout.contains("here already: 0"), "{known:?}");
    written(at, "No,Chapter,Comment\n1,99,Where is it?\n");
    let new = format!("comment-table import {OF} {EDITOR} new.csv");
    check(
        at,
        &new,
        &[
            "new comments: 1 (1 without a place)",
            ": on the guideline as a whole",
        ],
    );
    check(at, &new, &["new comments: 0", "here already: 1"]);
    written(
        at,
        "No,Chapter,Comment,Replies\n1,99,Where is it now?,▸ Bo (2026-11-20):\n",
    );
    let unkept = ": an answer of Bo was left out: it is empty\n";
    check(at, &new, &["new comments: 1", unkept]);

    check(at, &format!("annotations export {OF} -o all.json"), &[]);
    let annotations = format!("annotations import {OF} {EDITOR} all.json");
    let known = check(at, &annotations, &["all.json: revision 3; new comments: 0"]);
    assert!(!known.stdout.contains("here already: 0"), "{known:?}");
}

#[test]
fn what_cannot_be_exchanged_is_said_in_a_sentence() {
    let folder = sample();
    let at = folder.path();
    fs::write(at.join("a.csv"), "a,b\n1,2\n").expect("written");
    let import = |what: &str, options: &str| format!("{what} import {OF} {options} a.csv");
    refused(at, &import("comment-table", EDITOR), "a.csv: ");
    refused(at, &import("annotations", EDITOR), "a.csv: ");
    let stranger = "--by nobody@example.org";
    refused(
        at,
        &import("annotations", stranger),
        "there is no account nobody@example.org",
    );
    fs::write(at.join("a.csv"), "No,Comment\n1,Yes\n").expect("written");
    let participant = "--by camila.andrade@example.org --decisions";
    refused(at, &import("comment-table", participant), "not yours to do");
    let elsewhere = "comment-table export --guideline none --database sqlite://demo.db -o a.xlsx";
    refused(at, elsewhere, "none: ");
}

#[test]
fn editors_decide_and_publish_at_the_console() {
    let folder = sample();
    let at = folder.path();
    let words = "exceed its losses by at least 10 %";
    let rows = format!(
        "章节号,原文,修改后内容,理由\n,{words},exceed its losses by at least 20 %,a\n,{words},exceed its losses by at least 5 %,b\n"
    );
    fs::write(at.join("cn.csv"), rows).expect("written");
    let import = format!("comment-table import {OF} {EDITOR} cn.csv");
    let came = check(at, &import, &["suggestions: 2;", "by quote"]);
    let ids = suggestions(&came);
    assert_eq!(ids.len(), 2, "{came:?}");
    let database = "--database sqlite://demo.db";
    let decide = |id: &str, rest: &str| format!("decide {id} {database} {rest}");
    let first = decide(&ids[0], &format!("--outcome accepted {EDITOR}"));
    check(at, &first, &["suggestion ", ": accepted"]);
    for (line, said) in [
        (first, "decided"),
        (
            decide(&ids[1], "--outcome accepted"),
            "does not go into the draft",
        ),
    ] {
        let conflict = run(at, &line, "");
        assert_eq!(
            (conflict.code, conflict.stderr.as_str()),
            (1, ""),
            "{conflict:?}"
        );
        assert!(conflict.stdout.contains(said), "{conflict:?}");
    }
    let clash = run(at, &decide(&ids[1], "--outcome accepted"), "");
    for part in ["was: ", "draft: ", "proposed: ", "20 %", "5 %", &ids[0]] {
        assert!(clash.stdout.contains(part), "{part}: {clash:?}");
    }
    refused(
        at,
        &decide("none", "--outcome noted"),
        "no comment and no suggestion none",
    );
    let rejected = decide(&ids[1], "--outcome rejected --reason Decided");
    check(at, &rejected, &["suggestion ", ": rejected"]);

    check(
        at,
        &format!("draft show {OF}"),
        &["goes on from revision 3", "{+20"],
    );
    refused(
        at,
        &format!("draft publish {OF}"),
        "publish with --undecided-confirmed",
    );
    let publish = format!("draft publish {OF} --note Agreed --undecided-confirmed");
    check(
        at,
        &format!("{publish} --check"),
        &["revision 4 would be published"],
    );
    check(at, &publish, &["revision 4 is published"]);
    refused(at, &publish, "mining-biodiversity: ");
}
