use std::{fs, process::Command};

use crate::{
    files::{bad_files, heavy_files},
    run::{PATIENCE, Run, bounded, understory},
};

const OLD: &str = "# Scope\n\nOperators should avoid harm.\n\n尾矿库应当每月监测。\n";
const NEW: &str = "# Scope\n\nOperators shall avoid harm.\n\n尾矿库必须每月监测。\n";

/// A folder with `old.md` and `new.md`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("old.md"), OLD).expect("written");
    fs::write(folder.path().join("new.md"), NEW).expect("written");
    folder
}

#[track_caller]
fn check(folder: &tempfile::TempDir, line: &str, code: i32, stdout: &str, stderr: &str) {
    let run = Run::of(understory(folder.path()).args(line.split_whitespace()));
    assert_eq!(run.code, code, "{line}: {run:?}");
    assert!(run.stdout.contains(stdout), "{line}: {run:?}");
    assert!(run.stderr.contains(stderr), "{line}: {run:?}");
    assert_eq!(stderr.is_empty(), run.stderr.is_empty(), "{line}: {run:?}");
}

#[test]
fn redline_answers_as_diff_does() {
    let at = folder();
    check(
        &at,
        "redline old.md old.md --format json",
        0,
        r#""hunks":0"#,
        "",
    );
    check(
        &at,
        "redline old.md new.md --format json",
        1,
        r#""change":"edited""#,
        "",
    );
    check(
        &at,
        "redline old.md nope.md",
        2,
        "",
        "understory: nope.md: no such file or directory",
    );
    check(&at, "redline old.md", 2, "", "Usage:");
}

#[test]
fn a_template_gives_its_looks() {
    let at = folder();
    let quiet = |line: &str, code: i32| check(&at, line, code, "", "");
    quiet("convert old.md -o house.docx", 0);
    quiet("redline old.md new.md -o out.docx --template house.docx", 1);
    quiet("convert new.md -o new.docx --template house.docx", 0);
    quiet("redline new.md new.docx", 0);
    let refused = |line: &str, reason: &str| {
        check(&at, line, 2, "", &format!("understory: {reason}"));
    };
    refused(
        "redline old.md new.md -o bad.docx --template old.md",
        "old.md: the template cannot be used: this is no readable docx file: it is not a zip archive",
    );
    refused(
        "convert old.md -o bad.docx --template nope.docx",
        "nope.docx: no such file or directory",
    );
    refused(
        "redline old.md new.md --template house.docx",
        "house.docx: a template is for docx only",
    );
    assert!(!at.path().join("bad.docx").exists());
}

#[test]
fn a_glossary_keeps_terms_whole() {
    let at = folder();
    fs::write(at.path().join("old.md"), "企业应当按照缓解层级处理。\n").expect("written");
    fs::write(at.path().join("new.md"), "企业应当按照缓解措施处理。\n").expect("written");
    let line = "redline old.md new.md";
    check(&at, line, 1, "按照缓解[-层级-]{+措施+}处理", "");
    fs::write(
        at.path().join("terms.txt"),
        "\u{FEFF}尾矿库\r\n\r\n 缓解层级 \r\n",
    )
    .expect("written");
    let line = "redline old.md new.md --glossary terms.txt";
    check(&at, line, 1, "按照[-缓解层级-]{+缓解措施+}处理", "");
    fs::write(at.path().join("terms.txt"), b"\xff\xfe").expect("written");
    check(&at, line, 2, "", "terms.txt: it is not UTF-8 text");
    let line = "redline old.md new.md --glossary nope.txt";
    check(&at, line, 2, "", "nope.txt: no such file or directory");
}

#[test]
fn redline_writes_text_unless_told_otherwise() {
    let at = folder();
    check(
        &at,
        "redline old.md new.md",
        1,
        "Operators [-should-]{+shall+} avoid harm.",
        "",
    );
    check(
        &at,
        "redline old.md new.md",
        1,
        "尾矿库[-应当-]{+必须+}每月监测。",
        "",
    );
    check(&at, "redline old.md new.md -o -", 1, "[-should-]", "");
    check(&at, "redline old.md new.md --format html", 1, "<del", "");
    check(&at, "redline old.md new.md --format md", 1, "shall", "");
    let run = Run::of(understory(at.path()).args(["redline", "old.md", "new.md"]));
    assert!(
        !run.stdout.contains('\u{1b}'),
        "no colour into a pipe: {run:?}"
    );
}

#[test]
fn the_ending_of_the_output_tells_the_format() {
    let at = folder();
    for (name, start) in [("r.json", "{"), ("r.html", "<!"), ("r.docx", "PK")] {
        let out = at.path().join(name);
        check(&at, &format!("redline old.md new.md -o {name}"), 1, "", "");
        assert!(
            fs::read(&out)
                .expect("written")
                .starts_with(start.as_bytes()),
            "{name}"
        );
    }
    check(
        &at,
        "redline old.md new.md -o r.xyz",
        2,
        "",
        "r.xyz: its ending does not tell",
    );
    check(
        &at,
        "redline old.md new.md -o r.xyz --format json",
        1,
        "",
        "",
    );
    check(
        &at,
        "redline old.md new.md --format doc",
        2,
        "",
        "no format known here",
    );
}

#[test]
fn convert_goes_between_all_formats() {
    let at = folder();
    for step in [
        "old.md -o a.docx",
        "a.docx -o b.html",
        "b.html -o c.json",
        "c.json -o d.md",
    ] {
        check(&at, &format!("convert {step}"), 0, "", "");
    }
    assert_eq!(
        fs::read_to_string(at.path().join("d.md")).expect("written"),
        OLD
    );
    check(
        &at,
        "convert old.md -o /dev/stdout --format json",
        0,
        r#""kind": "heading""#,
        "",
    );
    check(
        &at,
        "convert old.md -o - --format json",
        0,
        r#""text": "Scope""#,
        "",
    );
    check(&at, "convert old.md -o -", 2, "", "name it with --format");
    check(&at, "convert old.md", 2, "", "--output");
    check(
        &at,
        "convert old.xyz -o a.md",
        2,
        "",
        "old.xyz: its ending does not tell",
    );
}

#[test]
fn a_failure_leaves_what_was_there() {
    let at = folder();
    fs::write(at.path().join("empty.md"), "").expect("written");
    fs::write(at.path().join("kept.docx"), "precious").expect("written");
    check(
        &at,
        "convert empty.md -o kept.docx",
        2,
        "",
        "empty.md: the file is empty",
    );
    check(
        &at,
        "convert old.md -o no/such/folder/a.md",
        2,
        "",
        "no/such/folder/a.md: no such",
    );
    check(&at, "convert old.md -o .", 2, "", ".: ");
    assert_eq!(
        fs::read(at.path().join("kept.docx")).expect("kept"),
        b"precious"
    );
    check(&at, "convert old.md -o kept.docx", 0, "", "");
    assert!(
        fs::read(at.path().join("kept.docx"))
            .expect("written")
            .starts_with(b"PK")
    );
    let names = fs::read_dir(at.path()).expect("a folder").count();
    assert_eq!(names, 4, "nothing is left beside old, new, empty and kept");
}

#[test]
fn what_is_read_is_never_written_over() {
    let at = folder();
    let reason = "this is what is read";
    check(&at, "redline old.md new.md -o old.md", 2, "", reason);
    check(&at, "redline old.md new.md -o ./new.md", 2, "", reason);
    check(&at, "convert old.md -o old.md", 2, "", reason);
    let kept = |name| fs::read_to_string(at.path().join(name)).expect("kept");
    assert_eq!(
        (kept("old.md").as_str(), kept("new.md").as_str()),
        (OLD, NEW)
    );
}

#[cfg(unix)]
#[test]
fn files_are_as_readable_as_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let at = folder();
    let mode = |name: &str| {
        let found = fs::metadata(at.path().join(name)).expect("a file");
        found.permissions().mode() & 0o777
    };
    fs::write(at.path().join("plain"), "").expect("written");
    check(&at, "convert old.md -o a.json", 0, "", "");
    assert_eq!(mode("a.json"), mode("plain"));
    let mine = fs::Permissions::from_mode(0o600);
    fs::set_permissions(at.path().join("a.json"), mine).expect("set");
    check(&at, "convert old.md -o a.json", 0, "", "");
    assert_eq!(
        mode("a.json"),
        0o600,
        "what was there keeps its permissions"
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_that_closes_is_no_error() {
    let at = folder();
    let long = "A paragraph of some length, again and again.\n\n".repeat(20_000);
    fs::write(at.path().join("long.md"), long).expect("written");
    let binary = assert_cmd::cargo::cargo_bin!("understory");
    let pipe = "{ \"$0\" convert long.md -o - --format json; echo code $? >&2; } | head -c 10";
    let mut shell = Command::new("sh");
    let run = Run::of(shell.args(["-c", pipe]).arg(binary).current_dir(at.path()));
    assert_eq!(run.stderr, "code 0\n", "{run:?}");
}

#[test]
fn help_reads_well() {
    let at = folder();
    check(&at, "--help", 0, "redline", "");
    check(&at, "redline --help", 0, "Exit status, as of diff", "");
    check(&at, "convert --help", 0, "standard error", "");
    check(&at, "--version", 0, env!("CARGO_PKG_VERSION"), "");
}

#[test]
fn bad_files_are_refused_with_the_reason() {
    let at = folder();
    for bad in bad_files() {
        let path = at.path().join(bad.name);
        fs::write(&path, &bad.bytes).expect("written");
        for line in [
            "convert BAD -o out.json",
            "redline old.md BAD",
            "redline BAD old.md -o out.html",
        ] {
            let line = line.replace("BAD", bad.name);
            let mut command = bounded(at.path());
            command.args(line.split_whitespace());
            let run = Run::within(PATIENCE, &mut command);
            assert_eq!(run.code, 2, "{line}: {run:?}");
            assert!(
                run.stderr
                    .starts_with(&format!("understory: {}: ", bad.name)),
                "{run:?}"
            );
            assert!(run.stderr.contains(bad.reason), "{line}: {run:?}");
            assert_eq!(run.stderr.lines().count(), 1, "one sentence: {run:?}");
            assert!(!at.path().join("out.json").exists() && !at.path().join("out.html").exists());
        }
        fs::remove_file(&path).expect("removed");
    }
}

#[test]
fn heavy_files_are_taken_in_time_and_memory() {
    let at = folder();
    for heavy in heavy_files() {
        let path = at.path().join(heavy.name);
        fs::write(&path, &heavy.bytes).expect("written");
        let mut command = bounded(at.path());
        command.args(["convert", heavy.name, "-o", "out.json"]);
        let run = Run::within(PATIENCE, &mut command);
        assert!(matches!(run.code, 0 | 2), "{}: {run:?}", heavy.name);
        assert!(!run.stderr.contains("panicked"), "{run:?}");
        fs::remove_file(&path).expect("removed");
    }
}

#[test]
fn letters_with_separate_accents_are_the_same_letters() {
    let at = folder();
    fs::write(at.path().join("nfc.md"), "Caf\u{e9} near the mine.\n").expect("written");
    fs::write(at.path().join("nfd.md"), "Cafe\u{301} near the mine.\n").expect("written");
    check(&at, "redline nfc.md nfd.md", 0, "", "nfd.md: whole file: ");
}
