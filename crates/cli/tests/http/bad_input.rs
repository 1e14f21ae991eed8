//! What must not be taken in: each gets a problem document in good time, and nothing changes.

use std::{
    io::{Cursor, Write},
    time::{Duration, Instant},
};

use reqwest::multipart::Form;
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::house::{House, Person, answer, file_form, with};

const TEXT: &str = "# Mining\n\nAvoid harm to rivers, lakes and wetlands.\n";
/// Generous: the machine may be busy, and the promise is kept by the limits, not by luck.
const DEADLINE: Duration = Duration::from_secs(15);

struct Scene {
    house: House,
    editor: Person,
}

impl Scene {
    async fn set() -> Self {
        let house = House::open().await;
        let editor = house.administrator("editor").await;
        house.guideline(&editor, "mining", "members").await;
        house.publish(&editor, "mining", TEXT).await.expect(201);
        Self { house, editor }
    }

    async fn refused(&self, what: &str, form: Form, status: u16, slug: &str) {
        let started = Instant::now();
        let answer = self.house.upload(&self.editor, "mining", form).await;
        assert!(
            started.elapsed() < DEADLINE,
            "{what} took {:?}",
            started.elapsed()
        );
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        answer.expect_problem(status, slug);
    }

    /// Nothing of all this was kept.
    async fn unchanged(&self) {
        let guideline = self
            .house
            .get(Some(&self.editor), "/guidelines/mining")
            .await;
        assert_eq!(guideline.expect(200).json()["latest_revision"], 1);
        let comments = self
            .house
            .get(Some(&self.editor), "/guidelines/mining/comments")
            .await;
        assert_eq!(comments.expect(200).json()["items"], json!([]));
    }
}

#[tokio::test]
async fn files_that_are_no_documents_are_refused() {
    let scene = Scene::set().await;
    let docx = |bytes: &[u8]| file_form("draft.docx", bytes);
    let unreadable = "unreadable-file";
    let whole = word_file(b"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body/></w:document>");
    scene
        .refused("no DOCX", docx(b"plain text"), 422, unreadable)
        .await;
    scene
        .refused(
            "half a DOCX",
            docx(&whole[..whole.len() / 2]),
            422,
            unreadable,
        )
        .await;
    scene.refused("nothing", docx(b""), 422, unreadable).await;
    scene
        .refused("nothing", file_form("draft.md", b""), 422, unreadable)
        .await;
    scene
        .refused(
            "an entity bomb",
            docx(&word_file(&entity_bomb())),
            422,
            unreadable,
        )
        .await;
    scene
        .refused("a NUL", file_form("draft.md", b"# A\0B\n"), 422, unreadable)
        .await;
    let bidi = "# Mining \u{202E}gninim\n";
    scene
        .refused(
            "a bidi control",
            file_form("draft.md", bidi.as_bytes()),
            422,
            unreadable,
        )
        .await;
    scene
        .refused(
            "no UTF-8",
            file_form("draft.md", b"# A\xff\xfeB"),
            422,
            unreadable,
        )
        .await;
    scene
        .refused("a program", file_form("draft.exe", b"MZ"), 422, "invalid")
        .await;
    scene
        .refused("no file", Form::new().text("note", "x"), 422, "invalid")
        .await;
    scene.unchanged().await;
}

#[tokio::test]
async fn files_beyond_the_limits_are_refused() {
    let scene = Scene::set().await;
    let bomb = word_file(&vec![b' '; 300 << 20]);
    assert!(bomb.len() < 1 << 20);
    let form = file_form("draft.docx", &bomb);
    scene.refused("a zip bomb", form, 413, "too-large").await;
    let large = vec![b'a'; 60 << 20];
    let form = file_form("draft.md", &large);
    scene
        .refused("sixty megabytes", form, 413, "too-large")
        .await;
    scene.unchanged().await;
}

#[tokio::test]
async fn markdown_nested_without_end_is_refused_or_read_in_good_time() {
    let scene = Scene::set().await;
    for piece in ["> ", "- ", "[", "*a_", "(", "<b>"] {
        let nested = format!("{}text\n", piece.repeat(100_000));
        let started = Instant::now();
        let form = file_form("draft.md", nested.as_bytes()).text("check", "true");
        let answer = scene.house.upload(&scene.editor, "mining", form).await;
        assert!(
            started.elapsed() < DEADLINE,
            "{piece:?} took {:?}",
            started.elapsed()
        );
        let status = answer.status.as_u16();
        assert!(
            [200, 413, 422].contains(&status),
            "{piece:?}: {}",
            answer.text()
        );
    }
    scene.unchanged().await;
}

#[tokio::test]
async fn comments_that_do_not_fit_the_text_are_refused() {
    let scene = Scene::set().await;
    let path = "/guidelines/mining/comments";
    let base = json!({"revision": 1, "kind": "technical", "body": "Why?", "block_id": "b2"});
    let rows = [
        ("range outside", json!({"start": 0, "end": 10_000}), 422),
        ("range backwards", json!({"start": 5, "end": 2}), 422),
        ("half a range", json!({"start": 5}), 422),
        ("negative", json!({"start": -1, "end": 2}), 422),
        (
            "another quote",
            json!({"start": 0, "end": 5, "quote": "other"}),
            422,
        ),
        ("no such block", json!({"block_id": "b999"}), 422),
        ("no such kind", json!({"kind": "rude"}), 422),
        ("empty", json!({"body": " "}), 422),
        ("endless", json!({"body": "x".repeat(20_000)}), 422),
        ("a NUL", json!({"body": "a\0b"}), 422),
        ("a bidi control", json!({"body": "a\u{202E}b"}), 422),
        ("an unknown field", json!({"status": "decided"}), 422),
    ];
    let block = scene
        .house
        .find(&scene.editor, "/guidelines/mining/revisions/1", "Avoid")
        .await;
    let base = with(base, json!({"block_id": block["block_id"]}));
    for (what, change, status) in rows {
        let body = with(base.clone(), change);
        let answer = scene
            .house
            .call(Some(&scene.editor), "POST", path, &body)
            .await;
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        answer.expect_problem(status, "invalid");
    }
    let unknown = with(base.clone(), json!({"revision": 7}));
    let answer = scene
        .house
        .call(Some(&scene.editor), "POST", path, &unknown)
        .await;
    assert!(answer.status.is_client_error(), "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    lone_surrogate(&scene, path, &base).await;
    scene.unchanged().await;
}

/// JSON can write half a character; a text cannot hold it.
async fn lone_surrogate(scene: &Scene, path: &str, base: &Value) {
    let text = with(base.clone(), json!({"body": "HERE"})).to_string();
    let text = text.replace("HERE", "\\ud83d");
    let request = scene.house.request(Some(&scene.editor.token), "POST", path);
    let request = request
        .header("content-type", "application/json")
        .body(text);
    answer(request.send().await.unwrap())
        .await
        .expect_problem(400, "malformed");
}

#[tokio::test]
async fn what_came_too_late_is_refused() {
    let scene = Scene::set().await;
    let form = file_form("draft.md", b"# Next\n").text("expected", "0");
    let answer = scene.house.upload(&scene.editor, "mining", form).await;
    let problem = answer.expect_problem(409, "stale-revision").json();
    assert_eq!(problem["current"], 1);
    let form = file_form("draft.md", b"# Next\n").text("expected", "one");
    scene.refused("no number", form, 422, "invalid").await;
    scene.unchanged().await;
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let scene = Scene::set().await;
    let paths = [
        "/guidelines/none",
        "/guidelines/mining/revisions/2",
        "/guidelines/mining/revisions/0",
        "/guidelines/mining/redline?from=1&to=2",
        "/guidelines/mining/resources/00",
        "/comments/none",
        "/guidelines/..%2F..%2Fetc",
        "/guidelines/a'--",
        "/guidelines/%00",
    ];
    for path in paths {
        let answer = scene.house.get(Some(&scene.editor), path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
        answer.expect_problem(404, "not-found");
    }
    let odt = scene.house.get(
        Some(&scene.editor),
        "/guidelines/mining/redline?from=1&to=1&format=odt",
    );
    let problem = odt.await.expect_problem(400, "malformed").json();
    assert!(problem["detail"].as_str().unwrap().contains("docx"));
}

#[tokio::test]
async fn decomposed_text_is_composed_and_says_so() {
    let scene = Scene::set().await;
    let text = "# Conservac\u{327}a\u{303}o\n";
    let form = file_form("draft.md", text.as_bytes()).text("check", "true");
    let answer = scene
        .house
        .upload(&scene.editor, "mining", form)
        .await
        .expect(200)
        .json();
    assert_eq!(answer["problems"].as_array().unwrap().len(), 1, "{answer}");
    scene.unchanged().await;
}

/// The least that a .docx is, with this as its main part.
fn word_file(document: &[u8]) -> Vec<u8> {
    let types = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations),
        ("word/document.xml", document),
    ];
    for (name, bytes) in parts {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A billion laughs.
fn entity_bomb() -> Vec<u8> {
    let mut text = String::from("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY e0 \"ha\">");
    for level in 1..10 {
        let inner = format!("&e{};", level - 1).repeat(10);
        text += &format!("<!ENTITY e{level} \"{inner}\">");
    }
    text += "]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>";
    text.into_bytes()
}
