//! Every route of the interface, asked by everybody; each cell has its answer, and what one may not
//! see answers exactly like what does not exist (OWASP API1, API5).

use std::collections::BTreeSet;

use document::Resource;
use serde_json::{Value, json};
use server::Access;

use crate::house::{Answer, House, Person, answer, file_form};

/// Who asks: nobody; signed in but no member; a reader; the participant who wrote the things in
/// question; another participant; an editor; an administrator who is no member.
const ASKERS: [&str; 7] = [
    "anonymous",
    "outsider",
    "reader",
    "author",
    "participant",
    "editor",
    "administrator",
];

/// One row: the route and what each asker gets.
type Row = (&'static str, &'static str, [u16; 7]);

const EVERYBODY: [u16; 7] = [200; 7];
const SIGNED_IN: [u16; 7] = [401, 200, 200, 200, 200, 200, 200];
const READERS: [u16; 7] = [404, 404, 200, 200, 200, 200, 200];
const KNOWN_READERS: [u16; 7] = [401, 404, 200, 200, 200, 200, 200];
const SLUG: &str = "/api/v1/guidelines/{slug}";
const COMMENT: &str = "/api/v1/comments/{id}";
const SUGGESTION: &str = "/api/v1/suggestions/{id}";

fn rows() -> Vec<Row> {
    let mut rows = vec![
        ("GET", "/api/v1/me", SIGNED_IN),
        ("PATCH", "/api/v1/me", SIGNED_IN),
        ("GET", "/api/v1/me/notices", SIGNED_IN),
        ("PUT", "/api/v1/me/notices/read", SIGNED_IN),
        ("GET", "/api/v1/guidelines", EVERYBODY),
        (
            "POST",
            "/api/v1/guidelines",
            [401, 403, 403, 403, 403, 403, 201],
        ),
    ];
    rows.extend(of_guideline());
    rows.extend(of_comment());
    rows.extend(of_decisions());
    rows.extend(of_desk());
    rows.extend(of_suggestion());
    rows.extend(of_draft());
    rows
}

fn of_guideline() -> [Row; 21] {
    let managing = |done| [401, 404, 403, 403, 403, done, done];
    [
        ("GET", SLUG, READERS),
        ("PATCH", SLUG, managing(200)),
        ("GET", "/api/v1/guidelines/{slug}/members", managing(200)),
        ("POST", "/api/v1/guidelines/{slug}/members", managing(201)),
        (
            "PUT",
            "/api/v1/guidelines/{slug}/members/{user_id}",
            managing(200),
        ),
        (
            "DELETE",
            "/api/v1/guidelines/{slug}/members/{user_id}",
            managing(204),
        ),
        ("GET", "/api/v1/guidelines/{slug}/revisions", READERS),
        (
            "POST",
            "/api/v1/guidelines/{slug}/revisions",
            [401, 404, 403, 403, 403, 201, 403],
        ),
        (
            "GET",
            "/api/v1/guidelines/{slug}/revisions/{number}",
            READERS,
        ),
        ("GET", "/api/v1/guidelines/{slug}/redline", READERS),
        (
            "GET",
            "/api/v1/guidelines/{slug}/resources/{digest}",
            READERS,
        ),
        ("GET", "/api/v1/guidelines/{slug}/comments", READERS),
        (
            "POST",
            "/api/v1/guidelines/{slug}/comments",
            [401, 404, 403, 201, 201, 201, 403],
        ),
        ("GET", COMMENT, READERS),
        (
            "POST",
            "/api/v1/guidelines/{slug}/returns",
            [401, 404, 403, 200, 200, 200, 403],
        ),
        ("GET", "/api/v1/guidelines/{slug}/comment-table", READERS),
        (
            "POST",
            "/api/v1/guidelines/{slug}/comment-table",
            [401, 404, 403, 201, 200, 200, 403],
        ),
        ("GET", "/api/v1/guidelines/{slug}/annotations", READERS),
        (
            "POST",
            "/api/v1/guidelines/{slug}/annotations",
            [401, 404, 403, 201, 200, 200, 403],
        ),
        ("GET", "/api/v1/guidelines/{slug}/suggestions", READERS),
        ("GET", SUGGESTION, READERS),
    ]
}

fn of_comment() -> [Row; 8] {
    let taking_part = |done| [401, 404, 403, done, done, done, 403];
    let rewording = [401, 404, 403, 200, 403, 403, 403];
    let withdrawing = |done| [401, 404, 403, done, 403, done, 403];
    let reply = "/api/v1/comments/{id}/replies/{reply_id}";
    [
        ("PATCH", COMMENT, rewording),
        ("DELETE", COMMENT, withdrawing(204)),
        ("PUT", "/api/v1/comments/{id}/placement", withdrawing(200)),
        ("POST", "/api/v1/comments/{id}/replies", taking_part(201)),
        ("PATCH", reply, rewording),
        ("DELETE", reply, withdrawing(204)),
        ("PUT", "/api/v1/comments/{id}/support", taking_part(200)),
        ("DELETE", "/api/v1/comments/{id}/support", taking_part(200)),
    ]
}

/// The author of everything asked for is a participant; the decisions asked for are proposed by
/// an editor who is not asking.
fn of_decisions() -> [Row; 11] {
    let deciding = |done| [401, 404, 403, 403, 403, done, 403];
    let answering = |done| [401, 404, 403, done, 403, 403, 403];
    let decision = "/api/v1/comments/{id}/decision";
    let confirmation = "/api/v1/comments/{id}/decision/confirmation";
    [
        ("PUT", decision, deciding(200)),
        ("PUT", confirmation, deciding(200)),
        ("DELETE", decision, deciding(204)),
        ("POST", "/api/v1/guidelines/{slug}/decisions", deciding(200)),
        (
            "POST",
            "/api/v1/guidelines/{slug}/confirmations",
            deciding(200),
        ),
        (
            "POST",
            "/api/v1/guidelines/{slug}/assignments",
            deciding(200),
        ),
        ("POST", "/api/v1/guidelines/{slug}/taggings", deciding(200)),
        ("PUT", "/api/v1/comments/{id}/answer", answering(200)),
        ("DELETE", "/api/v1/comments/{id}/answer", answering(204)),
        // Whether a decision on it is there or not, what is asked of a stranger's is refused.
        ("PUT", "/api/v1/suggestions/{id}/answer", answering(409)),
        ("DELETE", "/api/v1/suggestions/{id}/answer", answering(204)),
    ]
}

fn of_desk() -> [Row; 18] {
    let deciding = |done| [401, 404, 403, 403, 403, done, 403];
    let group = "/api/v1/guidelines/{slug}/groups/{group}";
    [
        ("PUT", "/api/v1/comments/{id}/assignment", deciding(200)),
        ("DELETE", "/api/v1/comments/{id}/assignment", deciding(204)),
        ("PUT", "/api/v1/suggestions/{id}/assignment", deciding(200)),
        (
            "DELETE",
            "/api/v1/suggestions/{id}/assignment",
            deciding(204),
        ),
        ("GET", "/api/v1/guidelines/{slug}/statistics", READERS),
        ("GET", "/api/v1/guidelines/{slug}/tags", READERS),
        ("PUT", "/api/v1/guidelines/{slug}/tags", deciding(200)),
        ("PUT", "/api/v1/comments/{id}/tags", deciding(200)),
        ("PUT", "/api/v1/suggestions/{id}/tags", deciding(200)),
        (
            "GET",
            "/api/v1/guidelines/{slug}/similar",
            [401, 404, 403, 200, 200, 200, 403],
        ),
        (
            "GET",
            "/api/v1/guidelines/{slug}/groups/proposed",
            deciding(200),
        ),
        ("GET", "/api/v1/guidelines/{slug}/groups", READERS),
        ("POST", "/api/v1/guidelines/{slug}/groups", deciding(201)),
        ("PUT", group, deciding(200)),
        ("DELETE", group, deciding(204)),
        ("GET", "/api/v1/guidelines/{slug}/reading", KNOWN_READERS),
        ("PUT", "/api/v1/guidelines/{slug}/reading", KNOWN_READERS),
        ("GET", "/api/v1/guidelines/{slug}/mine", KNOWN_READERS),
    ]
}

/// Each cell has a suggestion of its own, by `author`.
fn of_suggestion() -> [Row; 12] {
    let taking_part = |done| [401, 404, 403, done, done, done, 403];
    let own = |done| [401, 404, 403, done, 403, 403, 403];
    let deciding = [401, 404, 403, 403, 403, 200, 403];
    let reply = "/api/v1/suggestions/{id}/replies/{reply_id}";
    let decision = "/api/v1/suggestions/{id}/decision";
    let confirmation = "/api/v1/suggestions/{id}/decision/confirmation";
    [
        (
            "POST",
            "/api/v1/guidelines/{slug}/suggestions",
            taking_part(201),
        ),
        ("PATCH", SUGGESTION, own(200)),
        ("DELETE", SUGGESTION, own(204)),
        ("PUT", "/api/v1/suggestions/{id}/support", taking_part(200)),
        (
            "DELETE",
            "/api/v1/suggestions/{id}/support",
            taking_part(200),
        ),
        ("POST", "/api/v1/suggestions/{id}/replies", taking_part(201)),
        ("PATCH", reply, own(204)),
        ("DELETE", reply, [401, 404, 403, 204, 403, 204, 403]),
        ("PUT", decision, deciding),
        ("DELETE", decision, deciding),
        ("PUT", confirmation, deciding),
        (
            "GET",
            "/api/v1/guidelines/{slug}/conflicts",
            [401, 404, 403, 403, 403, 200, 403],
        ),
    ]
}

fn of_draft() -> [Row; 4] {
    let deciding = |done| [401, 404, 403, 403, 403, done, 403];
    let block = "/api/v1/guidelines/{slug}/draft/blocks/{block_id}";
    [
        ("GET", "/api/v1/guidelines/{slug}/draft", deciding(200)),
        (
            "GET",
            "/api/v1/guidelines/{slug}/revisions/{number}/package",
            deciding(200),
        ),
        // The draft that was read is another than this scene's.
        ("PATCH", block, deciding(412)),
        (
            "POST",
            "/api/v1/guidelines/{slug}/draft/changes",
            deciding(412),
        ),
    ]
}

/// The guideline `closed` for members only, and what is in it.
struct Scene {
    house: House,
    founder: Person,
    askers: Vec<Option<Person>>,
    guest: Person,
    digest: String,
    /// The first revision as a file.
    file: Vec<u8>,
    suggestion: String,
}

/// Fresh things for one cell.
struct Things {
    slug: &'static str,
    comment: String,
    reply: String,
    suggestion: String,
    group: String,
    guest: String,
}

#[tokio::test]
async fn every_route_answers_everybody_as_it_should() {
    let scene = Scene::set().await;
    for (method, path, expected) in rows() {
        for (column, status) in expected.into_iter().enumerate() {
            let things = scene.things(method, path).await;
            let asker = scene.askers[column].as_ref();
            let seen = scene.ask(asker, method, path, &things).await;
            let cell = format!("{method} {path} by {}", ASKERS[column]);
            assert_eq!(seen.status, status, "{cell}: {}", seen.text());
            if status == 404 {
                let missing = scene.ask(asker, method, path, &Things::missing()).await;
                assert_eq!(seen.status, missing.status, "{cell}");
                assert_eq!(seen.text(), missing.text(), "{cell}");
                assert_eq!(names(&seen), names(&missing), "{cell}");
            }
        }
    }
}

#[test]
fn the_rows_are_all_routes_and_agree_with_their_access() {
    let listed: BTreeSet<_> = rows()
        .into_iter()
        .map(|(method, path, _)| (method.to_owned(), path.to_owned()))
        .collect();
    let routes = server::routes().into_iter();
    let routes =
        routes.filter(|route| route.path.starts_with("/api/v1") && !route.path.contains("/auth/"));
    let routes: Vec<_> = routes.collect();
    let known: BTreeSet<_> = routes
        .iter()
        .map(|route| (route.method.clone(), route.path.clone()))
        .collect();
    assert_eq!(listed, known);
    for (method, path, expected) in rows() {
        let is_it = |route: &&server::Route| route.method == method && route.path == path;
        let access = routes.iter().find(is_it).unwrap().access;
        let agrees = match access {
            Access::Anyone => expected == EVERYBODY,
            Access::Reader | Access::PageReader => expected == READERS,
            Access::SignedIn => expected == SIGNED_IN,
            Access::Administrator => expected[..6] == [401, 403, 403, 403, 403, 403],
            Access::KnownReader => expected == KNOWN_READERS,
            Access::Participant => expected[..3] == [401, 404, 403] && expected[4] < 300,
            Access::Author => {
                let allowed = expected[3] < 300 || expected[3] == 409;
                expected[..3] == [401, 404, 403] && allowed && expected[4] == 403
            }
            // 412: whether one may is asked first.
            Access::Editor => {
                let allowed = expected[5] < 300 || expected[5] == 412;
                expected[..5] == [401, 404, 403, 403, 403] && allowed
            }
        };
        assert!(agrees, "{method} {path} is for {access:?}");
    }
}

impl Things {
    fn missing() -> Self {
        Self {
            slug: "missing",
            comment: "missing".to_owned(),
            reply: "missing".to_owned(),
            suggestion: "missing".to_owned(),
            group: "missing".to_owned(),
            guest: "missing".to_owned(),
        }
    }
}

impl Scene {
    async fn set() -> Self {
        let house = House::open().await;
        let editor = house.administrator("founder").await;
        house.guideline(&editor, "closed", "members").await;
        let mut askers = vec![None];
        for name in &ASKERS[1..6] {
            askers.push(Some(house.person(name).await));
        }
        askers.push(Some(house.administrator("administrator").await));
        let roles = [
            (2, "reader"),
            (3, "participant"),
            (4, "participant"),
            (5, "editor"),
        ];
        for (asker, role) in roles {
            house
                .member(&editor, "closed", askers[asker].as_ref().unwrap(), role)
                .await;
        }
        let (text, digest) = text_with_picture();
        let form = file_form("draft.json", text.as_bytes());
        house.upload(&editor, "closed", form).await.expect(201);
        let guest = house.person("guest").await;
        let word = "/guidelines/closed/revisions/1?format=docx";
        let file = house.get(Some(&editor), word).await.expect(200).bytes;
        let suggestion = suggested(&house, askers[3].as_ref().unwrap()).await;
        let two_steps = json!({"two_step": true});
        house
            .call(Some(&editor), "PATCH", "/guidelines/closed", &two_steps)
            .await
            .expect(200);
        Self {
            house,
            founder: editor,
            askers,
            guest,
            digest,
            file,
            suggestion,
        }
    }

    /// Somebody else proposes a decision where one is to be confirmed, and it is confirmed where
    /// one is to be answered; some comments have a group.
    async fn decide(&self, path: &str, comment: &str) -> String {
        let editor = self.askers[5].as_ref().unwrap();
        let of = format!("/comments/{comment}/decision");
        if path.ends_with("/confirmation") || path.ends_with("/answer") {
            let noted = json!({"outcome": "noted"});
            let done = self.house.call(Some(&self.founder), "PUT", &of, &noted);
            done.await.expect(200);
        }
        if path.ends_with("/answer") {
            let of = format!("{of}/confirmation");
            let done = self.house.call(Some(editor), "PUT", &of, &Value::Null);
            done.await.expect(200);
        }
        if !path.ends_with("{group}") {
            return String::new();
        }
        let group = json!({"title": "The same", "comments": [comment]});
        let path = "/guidelines/closed/groups";
        let made = self.house.call(Some(editor), "POST", path, &group).await;
        made.expect(201).json()["id"].as_str().unwrap().to_owned()
    }

    /// A suggestion and a reply to it.
    async fn proposed(&self, author: &Person) -> (String, String) {
        let path = "/guidelines/closed/suggestions";
        let body = json!({"revision": 1, "op": "insert_after", "text": "A proposed paragraph."});
        let made = self.house.call(Some(author), "POST", path, &body).await;
        let id = made.expect(201).json()["id"].as_str().unwrap().to_owned();
        let path = format!("/suggestions/{id}/replies");
        let body = json!({"body": "More"});
        let reply = self.house.call(Some(author), "POST", &path, &body).await;
        let reply = reply.expect(201).json()["id"].as_str().unwrap().to_owned();
        (id, reply)
    }

    async fn things(&self, method: &str, path: &str) -> Things {
        let (author, editor) = (
            self.askers[3].as_ref().unwrap(),
            self.askers[5].as_ref().unwrap(),
        );
        self.house
            .member(editor, "closed", &self.guest, "reader")
            .await;
        let body = json!({"revision": 1, "kind": "general", "body": "A remark"});
        let comments = "/guidelines/closed/comments";
        let comment = self
            .house
            .call(Some(author), "POST", comments, &body)
            .await
            .expect(201);
        let comment = comment.json()["id"].as_str().unwrap().to_owned();
        let group = self.decide(path, &comment).await;
        let replies = format!("/comments/{comment}/replies");
        let reply = self
            .house
            .call(Some(author), "POST", &replies, &json!({"body": "More"}))
            .await;
        let mut reply = reply.expect(201).json()["id"].as_str().unwrap().to_owned();
        let mut suggestion = self.suggestion.clone();
        if path.starts_with("/api/v1/suggestions/") {
            (suggestion, reply) = self.proposed(author).await;
        }
        let undone = ("DELETE", "/api/v1/suggestions/{id}/decision");
        let confirmed = "/api/v1/suggestions/{id}/decision/confirmation";
        if (method, path) == undone || path == confirmed {
            let path = format!("/suggestions/{suggestion}/decision");
            let body = json!({"outcome": "noted"});
            let decided = self.house.call(Some(&self.founder), "PUT", &path, &body);
            decided.await.expect(200);
        }
        Things {
            slug: "closed",
            comment,
            reply,
            suggestion,
            group,
            guest: self.guest.id.clone(),
        }
    }

    async fn ask(
        &self,
        asker: Option<&Person>,
        method: &str,
        path: &str,
        things: &Things,
    ) -> Answer {
        let concrete = path
            .trim_start_matches("/api/v1")
            .replace("{slug}", things.slug)
            .replace(
                "{id}",
                if path.starts_with(SUGGESTION) {
                    &things.suggestion
                } else {
                    &things.comment
                },
            )
            .replace("{reply_id}", &things.reply)
            .replace("{group}", &things.group)
            .replace("{block_id}", "p1")
            .replace("{user_id}", &things.guest)
            .replace("{number}", "1")
            .replace("{digest}", &self.digest);
        let concrete = if path.ends_with("/redline") {
            format!("{concrete}?from=1&to=1")
        } else if path.ends_with("/similar") {
            format!("{concrete}?text=A%20remark")
        } else {
            concrete
        };
        let token = asker.map(|person| person.token.as_str());
        let request = self.house.request(token, method, &concrete);
        let request = request.header("If-Match", "\"0.0\"");
        let request = match (method, path.rsplit('/').next()) {
            ("POST", Some("revisions")) => request.multipart(file_form("draft.md", b"# Next\n")),
            ("POST", Some("comment-table")) => {
                request.multipart(file_form("table.csv", b"No,Comment\n1,From a table\n"))
            }
            ("POST", Some("returns")) => request.multipart(file_form("back.docx", &self.file)),
            _ => match self.body(method, path, things) {
                Value::Null => request,
                body => request.json(&body),
            },
        };
        answer(request.send().await.unwrap()).await
    }

    /// A body that is welcome at this route.
    fn body(&self, method: &str, path: &str, things: &Things) -> Value {
        let last = path.rsplit('/').next().unwrap();
        match (method, last) {
            ("PATCH", "me") => json!({"language": "en"}),
            ("POST", "guidelines") => {
                json!({"slug": format!("new-{}", things.comment), "title": "New", "language": "en"})
            }
            ("PATCH", "{slug}") => json!({"title": "Another title"}),
            ("POST", "members") => json!({"email": self.guest.email, "role": "reader"}),
            ("PUT", "{user_id}") => json!({"role": "reader"}),
            ("POST", "comments") => json!({"revision": 1, "kind": "general", "body": "Text"}),
            ("PATCH", "{id}") if path == SUGGESTION => json!({"rationale": "Because"}),
            ("PUT", "decision") => json!({"outcome": "noted"}),
            ("POST", "suggestions") => {
                json!({"revision": 1, "op": "insert_after", "text": "One more paragraph."})
            }
            ("PATCH", "{block_id}") => json!({"text": "Other words"}),
            ("POST", "changes") => json!({"op": "insert_after", "text": "One more paragraph."}),
            ("PATCH", "{id}" | "{reply_id}") => json!({"body": "Other words"}),
            ("POST", "annotations") => {
                json!({"type": "Annotation", "bodyValue": "From elsewhere", "target": "http://x"})
            }
            ("PUT", "placement") => json!({"revision": 1}),
            ("POST", "replies") => json!({"body": "An answer"}),
            _ => self.body_of_decisions(method, last, things),
        }
    }

    fn body_of_decisions(&self, method: &str, last: &str, things: &Things) -> Value {
        let editor = &self.askers[5].as_ref().unwrap().id;
        let ids = [&things.comment];
        match (method, last) {
            ("PUT", "decision") => json!({"outcome": "noted"}),
            ("POST", "decisions") => json!({"ids": ids, "outcome": "noted"}),
            ("POST", "assignments") => json!({"ids": ids, "editor": editor}),
            ("POST", "taggings" | "confirmations") => json!({"filter": {"tag": "none"}}),
            ("PUT", "answer") => json!({"satisfied": true}),
            ("PUT", "assignment") => json!({"editor": editor}),
            ("PUT", "tags") => json!([]),
            ("POST", "groups") | ("PUT", "{group}") => {
                json!({"title": "The same", "comments": ids})
            }
            ("PUT", "reading") => json!({"revision": 1}),
            ("PUT", "read") => json!({"until": "2030-01-01T00:00:00Z"}),
            _ => Value::Null,
        }
    }
}

/// A suggestion to the guideline, from a file that was edited without tracking.
async fn suggested(house: &House, editor: &Person) -> String {
    let block = json!({"id": "b1", "kind": "paragraph", "text": "Another text.", "marks": []});
    let text = json!({"title": "Mining", "language": "en", "blocks": [block]});
    let text = serde_json::from_value(text).unwrap();
    let file = formats::docx::write(&text, &formats::Presentation::default()).unwrap();
    let form = file_form("back.docx", &file).text("revision", "1");
    let request = house.request(Some(&editor.token), "POST", "/guidelines/closed/returns");
    let taken = answer(request.multipart(form).send().await.unwrap()).await;
    let taken = taken.expect(201).json();
    taken["suggestions"][0]["id"].as_str().unwrap().to_owned()
}

/// The names of an answer's headers; their values must be alike, too, but for the date.
fn names(answer: &Answer) -> Vec<(String, String)> {
    let headers = answer.headers.iter().filter(|(name, _)| *name != "date");
    let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
    headers
        .map(|(name, value)| (name.to_string(), text(value)))
        .collect()
}

/// A document in our own JSON with one picture, and the picture's digest.
fn text_with_picture() -> (String, String) {
    let picture = Resource {
        media_type: "image/png".to_owned(),
        bytes: b"\x89PNG\r\n\x1a\nnot much of one".to_vec(),
    };
    let digest = picture.id().to_string();
    let atom = json!({"at": 0, "type": "image", "resource": digest, "alt": "A map"});
    let block =
        json!({"id": "b1", "kind": "paragraph", "text": "\u{FFFC}", "marks": [], "atoms": [atom]});
    let document = json!({
        "title": "Mining", "language": "en", "blocks": [block],
        "resources": {digest.clone(): picture},
    });
    (document.to_string(), digest)
}
