use std::{fs, path::Path};

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
    check(at, "migrate", "", "");
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
    check(at, "migrate", "", "");
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

/// Whatever is not meant to make a database makes none where a path is mistyped.
#[test]
fn a_database_that_is_not_there_is_not_made() {
    let at = tempfile::tempdir().expect("a folder");
    let at = at.path();
    fs::write(at.join("a.md"), "# A\n").expect("written");
    fs::write(at.join("a.csv"), "No,Comment\n1,Yes\n").expect("written");
    check(at, "convert a.md -o a.docx", "", "");
    for line in [
        "import a.md --guideline g",
        "returns a.docx --guideline g --by a@b.org",
        "comment-table export --guideline g -o b.csv",
        "comment-table import a.csv --guideline g --by a@b.org",
        "annotations export --guideline g -o b.json",
        "annotations import a.csv --guideline g --by a@b.org",
        "decide c1 --outcome noted",
        "draft show --guideline g",
        "draft publish --guideline g",
        "package --guideline g --revision 1 -o b.zip",
        "statistics --guideline g",
        "user add a@b.org --name A",
        "user list",
        "user role a@b.org admin",
        "user reset a@b.org",
    ] {
        for url in ["sqlite://typo.db", "sqlite:typo.db", "sqlite://no/typo.db"] {
            let why =
                "there is no database there; understory serve and understory migrate make one";
            let line = format!("{line} --database {url}");
            check_refused(at, &line, "", &format!("{url}: {why}"));
        }
    }
    let mut left: Vec<_> = fs::read_dir(at).expect("a folder").collect();
    left.retain(|entry| {
        let name = entry.as_ref().expect("an entry").file_name();
        !["a.md", "a.csv", "a.docx"].iter().any(|it| name == *it)
    });
    assert!(left.is_empty(), "{left:?}");
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
