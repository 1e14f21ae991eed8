//! What the server answers without anybody being signed in: pages, headers, problems, bounds.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod house;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use serde_json::Value;
use server::{Bounds, Rate};
use tower::ServiceExt;

use house::{broken_house, house, router};

const FIRST: &str = "# Mining\n\n## Scope\n\nAvoid <script>alert(1)</script> harm & loss.\n";
const SECOND: &str = "# Mining\n\n## Scope\n\nAvoid and minimise harm & loss.\n\nNew text.\n";

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let builder = Request::builder().method(method).uri(path);
    let builder = headers.iter().fold(builder, |builder, (name, value)| {
        builder.header(*name, *value)
    });
    builder.body(Body::from(body.to_owned())).unwrap()
}

async fn get(router: &Router, path: &str) -> Answer {
    ask(router, request("GET", path, &[], "")).await
}

async fn post_json(router: &Router, path: &str, body: &str) -> Answer {
    let headers = [("content-type", "application/json")];
    ask(router, request("POST", path, &headers, body)).await
}

fn two_revisions() -> Router {
    house(&[FIRST, SECOND], Bounds::default())
}

#[tokio::test]
async fn a_public_revision_is_a_page_without_script() {
    let router = two_revisions();
    let page = get(&router, "/g/mining/1").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("harm &amp; loss") && !page.text.contains("<script"));
    assert!(!page.text.contains(" style=") && !page.text.contains("<style"));
    assert!(page.text.contains("href=\"#b2\""), "an outline");
    assert!(page.text.contains("Revision 1"));
    assert_eq!(
        page.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
}

#[tokio::test]
async fn the_latest_revision_has_an_address_that_must_be_asked_again() {
    let router = two_revisions();
    let latest = get(&router, "/g/mining").await;
    assert!(latest.text.contains("Revision 2") && latest.text.contains("New text."));
    assert_eq!(latest.header("cache-control"), "public, no-cache");
    let tag = latest.header("etag").to_owned();
    let again = ask(
        &router,
        request("GET", "/g/mining", &[("if-none-match", &tag)], ""),
    )
    .await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn a_public_redline_shows_what_changed() {
    let page = get(&two_revisions(), "/g/mining/1..2").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("<ins") && page.text.contains("<del"));
    assert!(page.text.contains("Changes from revision 1 to revision 2"));
    assert!(
        page.text
            .contains("redline?from=1&amp;to=2&amp;format=docx")
    );
}

#[tokio::test]
async fn the_words_around_a_text_are_in_the_readers_language() {
    let router = two_revisions();
    let browser = [("accept-language", "zh-CN,zh;q=0.9")];
    let chinese = ask(&router, request("GET", "/g/mining/1", &browser, "")).await;
    assert!(chinese.text.contains("第 1 版"));
    assert!(
        chinese.text.contains("<html lang=\"en\">"),
        "the text is still English"
    );
    assert!(chinese.header("vary").contains("encoding"));
    let all: Vec<_> = chinese.headers.get_all("vary").iter().collect();
    assert!(all.iter().any(|value| *value == "accept-language"));
    let portuguese = get(&router, "/g/mining/1?language=pt").await;
    assert!(portuguese.text.contains("Revisão 1"));
}

#[tokio::test]
async fn what_is_not_open_to_all_answers_like_what_does_not_exist() {
    let router = two_revisions();
    let pairs = [
        ("/g/closed", "/g/absent"),
        ("/g/closed/1", "/g/absent/1"),
        ("/g/closed/1..2", "/g/absent/1..2"),
        ("/api/v1/guidelines/closed", "/api/v1/guidelines/absent"),
        (
            "/api/v1/guidelines/closed/revisions/1",
            "/api/v1/guidelines/absent/revisions/1",
        ),
    ];
    for (hidden, missing) in pairs {
        // The way to the door and back says only what was asked for.
        let unnamed = |text: &str| text.replace("closed", "absent");
        let (hidden, missing) = (get(&router, hidden).await, get(&router, missing).await);
        assert_eq!(hidden.status, 404);
        assert_eq!(unnamed(&hidden.text), missing.text);
        assert_eq!(hidden.headers, missing.headers);
    }
}

#[tokio::test]
async fn every_html_answer_forbids_what_pages_do_not_need() {
    let router = two_revisions();
    let pages = [
        "/g/mining",
        "/g/mining/1",
        "/g/mining/1..2",
        "/g/none",
        "/api/docs",
        "/g/mining/x",
    ];
    for path in pages {
        let page = get(&router, path).await;
        assert_eq!(
            page.header("content-type"),
            "text/html; charset=utf-8",
            "{path}"
        );
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("default-src 'self'") && !policy.contains("unsafe"),
            "{path}"
        );
        for rule in [
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(rule), "{path}: {rule}");
        }
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert!(
            page.header("strict-transport-security").contains("max-age"),
            "{path}"
        );
        assert!(
            !page.text.contains("<script") && !page.text.contains(" style="),
            "{path}"
        );
    }
}

#[tokio::test]
async fn downloads_are_attachments_with_plain_names() {
    let router = two_revisions();
    #[track_caller]
    fn check(answer: &Answer, name: &str, media_type: &str) {
        let disposition = format!("attachment; filename=\"{name}\"");
        assert_eq!(answer.header("content-disposition"), disposition);
        assert_eq!(answer.header("content-type"), media_type);
    }
    let revision = "/api/v1/guidelines/mining/revisions/1?format=";
    let redline = "/api/v1/guidelines/mining/redline?from=1&to=2&format=";
    let markdown = get(&router, &format!("{revision}md")).await;
    check(&markdown, "mining-r1-en.md", "text/markdown; charset=utf-8");
    let html = get(&router, &format!("{redline}html")).await;
    check(
        &html,
        "mining-r1-r2-en-redline.html",
        "text/html; charset=utf-8",
    );
    let unknown = get(&router, &format!("{redline}exe")).await;
    assert_eq!(unknown.status, 400);
    assert!(unknown.json()["detail"].as_str().unwrap().contains("docx"));
    let pdf = get(&router, &format!("{redline}pdf")).await;
    let built = cfg!(feature = "pdf");
    assert_eq!(pdf.status, if built { 200 } else { 501 });
}

#[tokio::test]
async fn the_blocks_and_the_changes_come_as_json() {
    let router = two_revisions();
    let text = get(&router, "/api/v1/guidelines/mining/revisions/1")
        .await
        .json();
    assert_eq!(text["number"], 1);
    assert_eq!(text["guideline"], "mining");
    assert_eq!(text["blocks"][0]["kind"], "heading");
    let redline = get(&router, "/api/v1/guidelines/mining/redline?from=1&to=2")
        .await
        .json();
    assert!(redline["stats"]["inserted_chars"].as_u64().unwrap() > 0);
}

#[track_caller]
fn check_problem(answer: &Answer, status: u16, slug: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["type"], format!("/problems/{slug}"));
    assert_eq!(problem["status"], status);
    for member in ["title", "detail"] {
        assert!(!problem[member].as_str().unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_a_problem_document() {
    let router = two_revisions();
    let guideline = "/api/v1/guidelines/mining";
    let rows = [
        ("/api/v1/nowhere", 404, "not-found"),
        ("/nowhere", 404, "not-found"),
        ("/api/v1/auth/login", 405, "method-not-allowed"),
        (&format!("{guideline}/revisions/one"), 404, "not-found"),
        (&format!("{guideline}/revisions/9"), 404, "not-found"),
        (&format!("{guideline}/redline"), 400, "malformed"),
        ("/api/v1/guidelines?limit=x", 400, "malformed"),
        ("/api/v1/me", 401, "sign-in-needed"),
    ];
    for (path, status, slug) in rows {
        check_problem(&get(&router, path).await, status, slug);
    }
    let deleted = ask(&router, request("DELETE", "/", &[], "")).await;
    check_problem(&deleted, 405, "method-not-allowed");
}

#[tokio::test]
async fn a_body_that_makes_no_sense_is_a_problem_document() {
    let router = two_revisions();
    let login = "/api/v1/auth/login";
    let large = format!("{{\"email\": \"{}\"}}", "x".repeat(2 << 20));
    let rows = [
        ("{", 400, "malformed"),
        ("{\"email\": 1}", 422, "invalid"),
        (
            "{\"email\": \"\\ud800\", \"password\": \"x\"}",
            400,
            "malformed",
        ),
        (
            "{\"email\": \"a\", \"password\": \"x\", \"admin\": true}",
            422,
            "invalid",
        ),
        (&large, 413, "too-large"),
        (
            "{\"email\": \"a@b.org\", \"password\": \"wrong\"}",
            401,
            "sign-in-needed",
        ),
    ];
    for (body, status, slug) in rows {
        check_problem(&post_json(&router, login, body).await, status, slug);
    }
    let headers = [("content-type", "text/plain")];
    let plain = ask(&router, request("POST", login, &headers, "{}")).await;
    check_problem(&plain, 415, "unsupported-media-type");
}

#[tokio::test]
async fn a_token_that_is_no_good_is_refused_even_where_none_is_needed() {
    let headers = [("authorization", "Bearer not.a.token")];
    let request = request("GET", "/api/v1/guidelines", &headers, "");
    let answer = ask(&two_revisions(), request).await;
    check_problem(&answer, 401, "sign-in-needed");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn a_storage_that_does_not_answer_is_a_503_that_gives_nothing_away() {
    let router = broken_house();
    for path in ["/readyz", "/api/v1/guidelines", "/api/v1/guidelines/mining"] {
        let answer = get(&router, path).await;
        assert_eq!(answer.status, 503, "{path}");
        assert_eq!(answer.header("retry-after"), "2");
        assert!(!answer.text.contains("secret") && !answer.text.contains("disk"));
    }
    let page = get(&router, "/g/mining/1").await;
    assert_eq!(page.status, 503);
    assert!(!page.text.contains("secret"));
    assert_eq!(get(&router, "/healthz").await.status, 200);
}

#[tokio::test]
async fn pages_of_other_sites_cannot_act_for_a_person() {
    let router = two_revisions();
    for path in ["login", "register", "refresh", "logout"] {
        let path = format!("/api/v1/auth/{path}");
        let headers = [
            ("sec-fetch-site", "cross-site"),
            ("content-type", "application/json"),
        ];
        let answer = ask(&router, request("POST", &path, &headers, "{}")).await;
        assert_eq!(answer.status, 403, "{path}");
        assert_eq!(answer.json()["type"], "/problems/cross-site");
    }
}

#[tokio::test]
async fn registering_tells_all_that_is_wrong_at_once() {
    let router = two_revisions();
    let body = "{\"email\": \"nobody\", \"password\": \"short\", \"display_name\": \"\"}";
    let answer = post_json(&router, "/api/v1/auth/register", body).await;
    assert_eq!(answer.status, 422);
    let fields: Vec<_> = answer.json()["errors"].as_array().unwrap().clone();
    assert!(fields.iter().any(|error| error["field"] == "email"));
    assert!(fields.iter().any(|error| error["field"] == "display_name"));
    let weak = "{\"email\": \"a@b.org\", \"password\": \"password\", \"display_name\": \"A\"}";
    let answer = post_json(&router, "/api/v1/auth/register", weak).await;
    assert_eq!(answer.json()["errors"][0]["field"], "password");
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let bounds = Bounds {
        sign_in_by_account: Rate::new(2, 1),
        ..Bounds::default()
    };
    let router = house(&[FIRST], bounds);
    let guess = |email: &str| format!("{{\"email\": \"{email}\", \"password\": \"guess\"}}");
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let answer = post_json(&router, "/api/v1/auth/login", &guess("ana@example.org")).await;
        statuses.push((
            answer.status.as_u16(),
            !answer.header("retry-after").is_empty(),
        ));
    }
    assert_eq!(statuses, [(401, false), (401, false), (429, true)]);
    let other = post_json(&router, "/api/v1/auth/login", &guess("bo@example.org")).await;
    assert_eq!(other.status, 401);
}

#[tokio::test]
async fn without_https_nothing_insists_on_it() {
    let router = router(&[FIRST], Bounds::default(), "http://127.0.0.1:8080", false);
    let page = get(&router, "/g/mining/1").await;
    assert_eq!(page.header("strict-transport-security"), "");
}

#[tokio::test]
async fn pages_are_sent_compressed_to_those_who_take_it() {
    let long = format!("# Mining\n\n{}", "A paragraph of the text.\n\n".repeat(200));
    let router = house(&[&long], Bounds::default());
    let headers = [("accept-encoding", "gzip")];
    let page = ask(&router, request("GET", "/g/mining/1", &headers, "")).await;
    assert_eq!(page.header("content-encoding"), "gzip");
    assert_eq!(
        get(&router, "/g/mining/1").await.header("content-encoding"),
        ""
    );
}
