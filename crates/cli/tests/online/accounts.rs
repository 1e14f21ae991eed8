use std::path::Path;

use crate::program::{Run, run};

#[track_caller]
fn check(folder: &Path, line: &str, stdin: &str, stdout: &str) -> Run {
    let run = run(folder, line, stdin);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}: {run:?}");
    assert!(run.stdout.contains(stdout), "{line}: {run:?}");
    run
}

#[track_caller]
fn check_refused(folder: &Path, line: &str, stdin: &str, stderr: &str) {
    let run = run(folder, line, stdin);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{line}: {run:?}");
    assert_eq!(run.stderr, format!("understory: {stderr}\n"), "{line}");
}

#[test]
fn accounts_are_made_listed_and_changed() {
    let at = tempfile::tempdir().expect("a folder");
    let at = at.path();
    let made = check(
        at,
        "user add Ana@Example.org --name Ana",
        "",
        "ana@example.org: the account is made",
    );
    assert!(
        made.stdout.contains("Password, shown only now: "),
        "{made:?}"
    );
    check_refused(
        at,
        "user add ana@example.org --name Ana",
        "",
        "ana@example.org: there is an account with this address already",
    );
    check(
        at,
        "user add li@example.org --name 李雷 --admin --password-stdin",
        "avoid and restore\n",
        "made",
    );
    let list = check(at, "user list", "", "ana@example.org");
    let lines: Vec<&str> = list.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{list:?}");
    assert!(
        lines[0].contains("Ana") && lines[0].contains("member"),
        "{list:?}"
    );
    assert!(
        lines[1].contains("李雷") && lines[1].contains("admin"),
        "{list:?}"
    );
    check(
        at,
        "user role ana@example.org admin",
        "",
        "ana@example.org: admin by now",
    );
    check(
        at,
        "user role li@example.org member",
        "",
        "li@example.org: member by now",
    );
    check(
        at,
        "user reset ana@example.org",
        "",
        "Password, shown only now: ",
    );
}

#[test]
fn bad_accounts_are_refused() {
    let at = tempfile::tempdir().expect("a folder");
    let at = at.path();
    check_refused(
        at,
        "user add nobody --name N",
        "",
        "nobody: this is no e-mail address",
    );
    check_refused(
        at,
        "user reset who@example.org",
        "",
        "who@example.org: there is no account with this address",
    );
    check_refused(
        at,
        "user add a@example.org --name A --password-stdin",
        "short\n",
        "the password must have at least 8 characters",
    );
    check(at, "user list", "", "");
}

#[test]
fn migrating_twice_is_migrating_once() {
    let at = tempfile::tempdir().expect("a folder");
    check(at.path(), "migrate --database sqlite://new.db", "", "");
    check(at.path(), "migrate --database sqlite://new.db", "", "");
    assert!(at.path().join("new.db").exists());
}

#[test]
fn an_unusable_database_is_named_without_its_password() {
    let at = tempfile::tempdir().expect("a folder");
    let unusable = [
        ("mysql://me:s3cret@host/name", "no database address"),
        ("postgres://me:s3cret@127.0.0.1:1/name", "cannot be opened"),
    ];
    for (url, reason) in unusable {
        let run = run(at.path(), &format!("migrate --database {url}"), "");
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stderr.starts_with("understory: "), "{run:?}");
        assert!(run.stderr.contains(reason), "{run:?}");
        assert!(!run.stderr.contains("s3cret"), "{run:?}");
        assert_eq!(run.stderr.lines().count(), 1, "one sentence: {run:?}");
    }
    check_refused_part(at.path(), "serve --listen nowhere", "nowhere: ");
}

#[track_caller]
fn check_refused_part(folder: &Path, line: &str, part: &str) {
    let run = run(folder, line, "");
    assert_eq!(run.code, 2, "{line}: {run:?}");
    assert!(run.stderr.contains(part), "{line}: {run:?}");
}

#[test]
fn the_interface_describes_itself() {
    let at = tempfile::tempdir().expect("a folder");
    let document = check(at.path(), "openapi", "", "openapi");
    let document: serde_json::Value = serde_json::from_str(&document.stdout).expect("JSON");
    assert!(document["paths"]["/api/v1/guidelines"].is_object());
}
