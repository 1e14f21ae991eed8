use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};

use crate::{
    http::{get, post},
    program::{Serving, run},
};

#[cfg(unix)]
#[test]
fn a_served_account_signs_in_and_a_restart_forgets_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let password = "avoid and restore";
    run(at, "migrate", "");
    run(
        at,
        "user add ana@example.org --name Ana --password-stdin",
        password,
    );
    let wish = json!({"email": "ana@example.org", "password": password});
    for _ in 0..2 {
        let serving = Serving::start(at, "serve");
        assert_eq!(get(&serving.address, "/healthz").status, 200);
        assert_eq!(get(&serving.address, "/readyz").status, 200);
        let answer = post(&serving.address, "/api/v1/auth/login", &wish);
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(serving.terminate(), 0, "asked to end, it ends well");
    }
}

#[test]
fn the_demo_tells_its_story() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mut demo = Serving::start(at, "demo --database sqlite://demo.db");
    let lines = demo.lines_until("Without signing in");
    let accounts = lines.iter().filter(|line| line.contains("@example.org"));
    assert_eq!(accounts.count(), 14);
    let told = lines
        .iter()
        .find_map(|line| line.trim().split_once("with the password "));
    let (_, password) = told.expect("the password is told");
    let wish = json!({"email": "oliver.brandt@example.org", "password": password});
    let answer = post(&demo.address, "/api/v1/auth/login", &wish);
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(get(&demo.address, "/g/mining-biodiversity").status, 200);
    check_revisions(&demo.address);
    check_suggestions(&demo.address);
    check_comments(&demo.address);
    drop(demo);
    check_statistics(at);
    check_returns(at);
    check_import(at);
    let again = Serving::start(at, "demo --database sqlite://demo.db");
    let path = "/api/v1/guidelines/mining-biodiversity";
    let guideline = get(&again.address, path).json();
    assert_eq!(
        guideline["latest_revision"], 4,
        "the story is told once: {guideline}"
    );
}

fn check_revisions(address: &str) {
    let path = "/api/v1/guidelines/mining-biodiversity/revisions";
    let revisions = get(address, path).json();
    let items = revisions["items"].as_array().expect("a list");
    let numbers: Vec<&Value> = items.iter().map(|item| &item["number"]).collect();
    assert_eq!(numbers, [3, 2, 1]);
    for item in items {
        assert_eq!(item["languages"], json!(["en", "zh"]));
        assert!(item["block_count"].as_u64() >= Some(90), "{item}");
    }
}

/// Every comment has a place in the last revision or says why it has none.
fn check_comments(address: &str) {
    let path = "/api/v1/guidelines/mining-biodiversity/comments?revision=3&limit=200";
    let comments = get(address, path).json();
    let items = comments["items"].as_array().expect("a list");
    assert_eq!(items.len(), 60);
    let decided = items.iter().filter(|item| item["status"] == "decided");
    assert_eq!(decided.count(), 33, "those on the revisions before");
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        let placement = &item["placement"];
        let state = placement["state"].as_str().expect("a state");
        *states.entry(state).or_default() += 1;
        assert_eq!(
            state == "exact",
            placement.get("reason").is_none(),
            "{placement}"
        );
    }
    for state in ["exact", "shifted", "fuzzy", "orphaned"] {
        assert!(states.contains_key(state), "{states:?}");
    }
    assert!(states["exact"] >= 10, "{states:?}");
}

/// Forty suggestions, a few of them decided.
fn check_suggestions(address: &str) {
    let path = "/api/v1/guidelines/mining-biodiversity/suggestions?limit=100";
    let suggestions = get(address, path).json();
    let items = suggestions["items"].as_array().expect("a list");
    assert_eq!(items.len(), 40);
    let open = items.iter().filter(|item| item["status"] == "open");
    assert_eq!(open.count(), 36);
}

/// What was said on the sample, in numbers.
fn check_statistics(at: &std::path::Path) {
    let line = "statistics --database sqlite://demo.db --guideline";
    let done = run(at, &format!("{line} mining-biodiversity"), "");
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
    let found: Value = serde_json::from_str(&done.stdout).expect("JSON");
    assert_eq!(found["total"]["comments"], 60);
    assert_eq!(found["total"]["suggestions"], 40);
    let csv = run(
        at,
        &format!("{line} mining-biodiversity --format csv -o numbers.csv"),
        "",
    );
    assert_eq!(csv.code, 0, "{csv:?}");
    let csv = fs::read_to_string(at.join("numbers.csv")).expect("written");
    assert!(csv.contains("all,,,comments,60\r\n"), "{csv}");
    for (rest, why) in [
        ("nowhere", "there is no guideline nowhere"),
        ("mining-biodiversity --to 9", "to: there is no revision 9"),
    ] {
        let refused = run(at, &format!("{line} {rest}"), "");
        assert_eq!(refused.code, 2, "{refused:?}");
        assert_eq!(refused.stderr, format!("understory: {why}\n"));
    }
}

/// A file that was edited without tracking and does not say which revision it was made from.
fn check_returns(at: &std::path::Path) {
    let text = include_str!("../../sample/en/revision-3.md");
    let (old, new) = (
        "reviewed by independent experts",
        "reviewed by three experts",
    );
    assert!(text.contains(old));
    fs::write(at.join("back.md"), text.replace(old, new)).expect("written");
    let converted = run(at, "convert back.md -o back.docx", "");
    assert_eq!(converted.code, 0, "{converted:?}");
    let line = "returns --guideline mining-biodiversity --by amara.diallo@example.org \
                --database sqlite://demo.db";
    let back = |files: &str| run(at, &format!("{line} {files}"), "");
    let done = back("back.docx");
    let new = "back.docx: from revision 3 (en); new suggestions: 1, comments: 0, replies: 0; here \
               already: 0; without a place: 0\n";
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
    assert_eq!(done.stdout, new);
    let again = back("missing.docx back.md back.docx");
    assert_eq!(again.code, 2);
    assert!(again.stdout.contains("new suggestions: 0"), "{again:?}");
    assert!(again.stdout.contains("here already: 1"), "{again:?}");
    let errors: Vec<&str> = again.stderr.lines().collect();
    assert_eq!(
        errors[0],
        "understory: missing.docx: no such file or directory"
    );
    assert!(errors[1].starts_with("understory: back.md: "), "{errors:?}");
    assert_eq!(errors.len(), 2);
    let refused = back("back.docx --revision 9");
    assert!(
        refused
            .stderr
            .contains("back.docx: revision: there is no revision 9"),
        "{refused:?}"
    );
    let stranger = line.replace("amara.diallo", "nobody");
    let refused = run(at, &format!("{stranger} back.docx"), "");
    assert_eq!(
        refused.stderr,
        "understory: there is no account nobody@example.org\n"
    );
    let elsewhere = line.replace("mining-biodiversity", "nowhere");
    let refused = run(at, &format!("{elsewhere} back.docx"), "");
    assert_eq!(
        refused.stderr,
        "understory: there is no guideline nowhere\n"
    );
}

fn check_import(at: &std::path::Path) {
    fs::write(
        at.join("next.md"),
        "# A short revision\n\nOperators avoid harm.\n",
    )
    .expect("written");
    fs::write(at.join("zh.md"), "# 短修订\n\n经营者应避免损害。\n").expect("written");
    let line = "import next.md --translation zh=zh.md --note Shorter --guideline mining-biodiversity --database sqlite://demo.db";
    let done = run(at, line, "");
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
    assert!(
        done.stdout
            .starts_with("mining-biodiversity: revision 4 is published"),
        "{done:?}"
    );
    let line = "import next.md --guideline nowhere --database sqlite://demo.db";
    let refused = run(at, line, "");
    assert_eq!(refused.code, 2);
    assert_eq!(
        refused.stderr,
        "understory: there is no guideline nowhere\n"
    );
}
