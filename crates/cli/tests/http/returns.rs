//! A revision leaves as a Word file, is marked up, and comes back.

use reqwest::multipart::Form;
use serde_json::{Value, json};

use crate::{
    house::{Answer, House, Person, answer, file_form, part, with},
    whole_path::{FIRST, SECOND},
    word::Word,
};

const SLUG: &str = "mining";
const TEXT: &str = "# Guideline

Operators shall avoid impacts on critical habitat in every case.

Tailings facilities shall be monitored every month by independent experts.

| Metal | Limit |
|---|---|
| Lead | 5 mg per litre |

Offsets are the last resort. They shall last as long as the impact does.

A closure plan shall be agreed with the communities concerned.

Results shall be disclosed in full every year.
";

/// A guideline with a text, a comment on it, and people.
pub(crate) struct Scene {
    house: House,
    editor: Person,
    ana: Person,
    comment: Value,
}

impl Scene {
    pub(crate) async fn set(text: &str, words: &str) -> Self {
        let house = House::open().await;
        let editor = house.administrator("editor").await;
        let ana = house.person("ana").await;
        house.guideline(&editor, SLUG, "members").await;
        house.member(&editor, SLUG, &ana, "participant").await;
        house.publish(&editor, SLUG, text).await.expect(201);
        let place = house
            .find(&ana, "/guidelines/mining/revisions/1", words)
            .await;
        let new = json!({"revision": 1, "kind": "general", "body": "Which ones?"});
        let path = "/guidelines/mining/comments";
        let comment = house
            .call(Some(&ana), "POST", path, &with(place, new))
            .await;
        Self {
            comment: comment.expect(201).json(),
            house,
            editor,
            ana,
        }
    }

    async fn download(&self, path: &str) -> Word {
        let path = format!("/guidelines/{SLUG}/{path}");
        let file = self.house.get(Some(&self.ana), &path).await.expect(200);
        Word::open(&file.bytes)
    }

    pub(crate) async fn bytes(&self, path: &str) -> Vec<u8> {
        let path = format!("/guidelines/{SLUG}/{path}");
        self.house
            .get(Some(&self.ana), &path)
            .await
            .expect(200)
            .bytes
    }

    /// Ana brings a file.
    pub(crate) async fn bring_bytes(&self, file: &[u8]) -> Answer {
        self.bring_form(&self.ana, file_form("back.docx", file))
            .await
    }

    async fn revision_1(&self) -> Word {
        self.download("revisions/1?format=docx&comments=true").await
    }

    async fn bring(&self, who: &Person, file: &Word) -> Answer {
        self.bring_form(who, file_form("back.docx", &file.save()))
            .await
    }

    async fn bring_form(&self, who: &Person, form: Form) -> Answer {
        let path = format!("/guidelines/{SLUG}/returns");
        let request = self.house.request(Some(&who.token), "POST", &path);
        answer(request.multipart(form).send().await.unwrap()).await
    }

    async fn suggestions(&self, filter: &str) -> Vec<Value> {
        let path = format!("/guidelines/{SLUG}/suggestions?limit=500{filter}");
        let list = self
            .house
            .get(Some(&self.ana), &path)
            .await
            .expect(200)
            .json();
        list["items"].as_array().unwrap().clone()
    }

    async fn comments(&self) -> Vec<Value> {
        let path = format!("/guidelines/{SLUG}/comments");
        let list = self
            .house
            .get(Some(&self.ana), &path)
            .await
            .expect(200)
            .json();
        list["items"].as_array().unwrap().clone()
    }
}

/// New and known: suggestions, comments, replies.
pub(crate) fn counts(taken: &Value) -> ([usize; 3], [u64; 3]) {
    let new = |name: &str| taken[name].as_array().unwrap().len();
    let comments = taken["comments"].as_array().unwrap().iter();
    let replies: usize = comments
        .map(|it| it["replies"].as_array().unwrap().len())
        .sum();
    let known = |name: &str| taken["known"][name].as_u64().unwrap();
    (
        [
            new("suggestions"),
            new("comments"),
            new("replies") + replies,
        ],
        ["suggestions", "comments", "replies"].map(known),
    )
}

/// Who, what, and how it reads: `[-deleted-]{+inserted+}`, paragraphs by `¶`.
pub(crate) fn told(suggestion: &Value) -> String {
    let author = suggestion["written_by"]["name"].as_str().unwrap_or("-");
    let op = suggestion["op"].as_str().unwrap();
    let parts = suggestion["parts"].as_array().unwrap().iter();
    let parts: Vec<String> = parts.map(|part| redlined(&part["redline"])).collect();
    format!("{author} {op}: {}", parts.join(" & "))
}

fn redlined(redline: &Value) -> String {
    let changes = redline["blocks"].as_array().unwrap().iter();
    let changes: Vec<String> = changes
        .map(|change| {
            let segments = change["segments"].as_array().unwrap().iter();
            segments.map(segment).collect()
        })
        .collect();
    changes.join("¶")
}

fn segment(segment: &Value) -> String {
    let text = segment["text"].as_str().unwrap();
    let text = if segment["break"] == true { "¶" } else { text };
    match segment["op"].as_str().unwrap() {
        "insert" => format!("{{+{text}+}}"),
        "delete" => format!("[-{text}-]"),
        _ => text.to_owned(),
    }
}

fn marked_up(file: &mut Word) {
    file.replace("Bo", "monitored every ", "month", "week");
    file.replace("Chen", "Tailings facilities ", "", "and dams ");
    file.replace("Bo", "", "5 mg", "2 mg");
    file.split("Chen", "They shall last");
    file.delete_paragraph("Bo", "A closure plan");
    file.add_paragraph("Chen", "Results shall be", "Nobody shall be resettled.");
    file.comment("Bo", "critical habitat", "Define it.");
    file.answer("Chen", "Define it.", "See annex 2.");
    file.answer("Bo", "Which ones?", "All of them.");
}

#[tokio::test]
async fn a_marked_up_file_becomes_suggestions_and_comments_once() {
    let scene = Scene::set(TEXT, "impacts").await;
    let mut file = scene.revision_1().await;
    let untouched = scene.bring(&scene.ana, &file).await.expect(200).json();
    assert_eq!(counts(&untouched), ([0, 0, 0], [0, 1, 0]));
    assert_eq!(untouched["recognised_by"], "imprint");

    marked_up(&mut file);
    let taken = scene.bring(&scene.ana, &file).await.expect(201).json();
    assert_eq!(counts(&taken), ([6, 1, 2], [0, 1, 0]), "{taken:#}");
    assert_eq!(taken["unplaced"], json!([]));
    let suggestions = scene.suggestions("").await;
    assert_eq!(taken["suggestions"].as_array().unwrap(), &suggestions);
    let told: Vec<String> = suggestions.iter().map(told).collect();
    assert_eq!(
        told,
        [
            "Chen edit: Tailings facilities {+and dams +}shall be monitored every month by independent \
         experts.",
            "Bo edit: Tailings facilities shall be monitored every [-month-]{+week+} by independent \
         experts.",
            "Bo edit: [-5 mg-]{+2 mg+} per litre",
            "Chen edit: Offsets are the last resort. {+¶+}They shall last as long as the impact does.",
            "Bo delete: [-A closure plan shall be agreed with the communities concerned.-]",
            "Chen insert_after: {+Nobody shall be resettled.+}",
        ]
    );
    assert_eq!(suggestions[0]["written_by"]["date"], crate::word::DATE);
    assert_eq!(suggestions[0]["author"]["display_name"], "ana");
    conversation(&scene).await;

    let again = scene.bring(&scene.editor, &file).await.expect(200).json();
    assert_eq!(counts(&again), ([0, 0, 0], [6, 2, 2]));
    file.replace("Bo", "disclosed in full every ", "year", "month");
    let more = scene.bring(&scene.ana, &file).await.expect(201).json();
    assert_eq!(counts(&more), ([1, 0, 0], [6, 2, 2]));
    found(&scene).await;
}

/// What was said in the file stands on its words, and in the thread that it answers.
async fn conversation(scene: &Scene) {
    let comments = scene.comments().await;
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[0]["id"], scene.comment["id"]);
    let reply = &comments[0]["replies"][0];
    assert_eq!(
        (&reply["body"], &reply["written_by"]["name"]),
        (&json!("All of them."), &json!("Bo"))
    );
    assert_eq!(comments[1]["quote"], "critical habitat");
    assert_eq!(comments[1]["body"], "Define it.");
    assert_eq!(comments[1]["written_by"]["name"], "Bo");
    assert_eq!(comments[1]["replies"][0]["body"], "See annex 2.");
}

async fn found(scene: &Scene) {
    let all = scene.suggestions("").await;
    let block = all[0]["parts"][0]["block_ids"][0].as_str().unwrap();
    assert_eq!(
        scene.suggestions(&format!("&block_id={block}")).await.len(),
        2
    );
    assert_eq!(scene.suggestions("&revision=1&status=open").await.len(), 7);
    assert_eq!(scene.suggestions("&revision=2").await.len(), 0);
    let path = format!("/suggestions/{}", all[3]["id"].as_str().unwrap());
    let one = scene.house.get(Some(&scene.ana), &path).await.expect(200);
    assert_eq!(one.json(), all[3]);
}

#[tokio::test]
async fn two_people_bring_their_files_at_once() {
    let scene = Scene::set(TEXT, "impacts").await;
    let (mut first, mut second) = (scene.revision_1().await, scene.revision_1().await);
    first.replace("Bo", "monitored every ", "month", "week");
    second.replace("Chen", "monitored every ", "month", "day");
    second.comment("Chen", "critical habitat", "Define it.");
    let (one, other) = tokio::join!(
        scene.bring(&scene.ana, &first),
        scene.bring(&scene.editor, &second)
    );
    assert_eq!(counts(&one.expect(201).json()), ([1, 0, 0], [0, 1, 0]));
    assert_eq!(counts(&other.expect(201).json()), ([1, 1, 0], [0, 1, 0]));
    assert_eq!(scene.suggestions("").await.len(), 2);
    let (same, again) = tokio::join!(
        scene.bring(&scene.ana, &second),
        scene.bring(&scene.editor, &first)
    );
    assert_eq!(counts(&same.expect(200).json()), ([0, 0, 0], [1, 2, 0]));
    assert_eq!(counts(&again.expect(200).json()), ([0, 0, 0], [1, 1, 0]));
}

#[tokio::test]
async fn what_was_changed_without_tracking_is_found() {
    let scene = Scene::set(TEXT, "impacts").await;
    let mut file = scene.revision_1().await;
    file.retype("in every case", "wherever they can");
    file.retype("independent experts", "three independent experts");
    file.replace("Bo", "monitored every ", "month", "week");
    let taken = scene.bring(&scene.ana, &file).await.expect(201).json();
    assert_eq!(counts(&taken), ([3, 0, 0], [0, 1, 0]));
    let told: Vec<String> = scene.suggestions("").await.iter().map(told).collect();
    assert_eq!(
        told,
        [
            "Bo edit: Tailings facilities shall be monitored every [-month-]{+week+} by independent \
         experts.",
            "- edit: Operators shall avoid impacts on critical habitat [-in every case-]{+wherever \
         they can+}.",
            "- edit: Tailings facilities shall be monitored every month by {+three +}independent \
         experts.",
        ]
    );
    let again = scene.bring(&scene.ana, &file).await.expect(200).json();
    assert_eq!(counts(&again), ([0, 0, 0], [3, 1, 0]));
    file.retype("wherever they can", "where");
    file.replace("Bo", " on critical habitat ", "where", "there");
    let taken = scene.bring(&scene.ana, &file).await.expect(201).json();
    let unplaced = &taken["unplaced"][0];
    assert_eq!(
        (&unplaced["what"], &unplaced["author"]),
        (&json!("change"), &json!("Bo"))
    );
    assert!(unplaced["text"].as_str().unwrap().contains("habitat there"));
    assert!(
        unplaced["reason"]
            .as_str()
            .unwrap()
            .contains("without tracking")
    );
}

#[tokio::test]
async fn a_file_that_forgot_who_it_is_is_known_by_its_words() {
    let scene = Scene::set(FIRST, "associated facilities").await;
    scene
        .house
        .publish(&scene.editor, SLUG, SECOND)
        .await
        .expect(201);
    for number in [1, 2] {
        let mut file = scene
            .download(&format!("revisions/{number}?format=docx&comments=true"))
            .await;
        file.forget_who_you_are();
        let words = if number == 1 {
            "associated facilities"
        } else {
            "critical habitat"
        };
        file.replace("Bo", words, "", " and what serves them");
        let taken = scene.bring(&scene.ana, &file).await.expect(201).json();
        assert_eq!(taken["revision"], number);
        assert_eq!(taken["recognised_by"], "likeness");
        assert_eq!(counts(&taken), ([1, 0, 0], [0, 1, 0]), "{taken:#}");
        let suggestion = &taken["suggestions"][0];
        let block = suggestion["parts"][0]["block_ids"][0].as_str().unwrap();
        let path = format!("/guidelines/{SLUG}/revisions/{number}");
        let place = scene.house.find(&scene.ana, &path, words).await;
        assert_eq!(place["block_id"], block);
        let proposed = suggestion["parts"][0]["proposal"][0]["text"]
            .as_str()
            .unwrap();
        assert!(proposed.contains(&format!("{words} and what serves them")));
    }
}

#[tokio::test]
async fn a_redline_comes_back() {
    let scene = Scene::set(TEXT, "closure plan").await;
    let second = TEXT
        .replace(
            "A closure plan shall be agreed with the communities concerned.\n\n",
            "",
        )
        .replace("every month", "every week");
    scene
        .house
        .publish(&scene.editor, SLUG, &second)
        .await
        .expect(201);
    let mut file = scene
        .download("redline?from=1&to=2&format=docx&comments=true")
        .await;
    assert!(
        file.part("word/comments.xml").contains("Which ones?"),
        "on the deleted words"
    );
    let untouched = scene.bring(&scene.ana, &file).await.expect(200).json();
    assert_eq!(counts(&untouched), ([0, 0, 0], [0, 1, 0]), "{untouched:#}");
    assert_eq!(untouched["revision"], 2);
    file.replace("Bo", "disclosed in full every ", "year", "month");
    file.answer("Bo", "Which ones?", "Those of annex 2.");
    let taken = scene.bring(&scene.ana, &file).await.expect(201).json();
    assert_eq!(counts(&taken), ([1, 0, 1], [0, 1, 0]), "{taken:#}");
    assert_eq!(taken["suggestions"][0]["revision"], 2);
    let comments = scene.comments().await;
    assert_eq!(comments[0]["replies"][0]["body"], "Those of annex 2.");
}

#[tokio::test]
async fn what_leaves_again_comes_back_as_known() {
    let scene = Scene::set(TEXT, "impacts").await;
    let mut file = scene.revision_1().await;
    marked_up(&mut file);
    scene.bring(&scene.ana, &file).await.expect(201);
    let exported = scene.revision_1().await;
    let comments = exported.part("word/comments.xml");
    assert!(comments.contains("w:author=\"Bo\"") && comments.contains("w:author=\"Chen\""));
    let taken = scene.bring(&scene.ana, &exported).await.expect(200).json();
    assert_eq!(counts(&taken), ([0, 0, 0], [0, 2, 2]), "{taken:#}");
}

#[tokio::test]
async fn files_that_cannot_come_back_here() {
    let scene = Scene::set(TEXT, "impacts").await;
    let (house, editor) = (&scene.house, &scene.editor);
    house.guideline(editor, "water", "members").await;
    house.publish(editor, "water", TEXT).await.expect(201);
    let path = "/guidelines/water/revisions/1?format=docx";
    let elsewhere = house.get(Some(editor), path).await.expect(200);
    let refused = scene.bring(&scene.ana, &Word::open(&elsewhere.bytes)).await;
    let refused = refused.expect_problem(422, "invalid").json();
    let detail = "File: was made for guideline water, not for mining.";
    assert_eq!(refused["detail"], detail);
    for bytes in [&b"# No DOCX\n"[..], b"", b"PK\x03\x04 broken"] {
        let form = file_form("back.docx", bytes);
        let refused = scene.bring_form(&scene.ana, form).await;
        refused.expect_problem(422, "unreadable-file");
    }
    let mut file = scene.revision_1().await;
    file.forget_who_you_are();
    let form = file_form("back.docx", &file.save()).text("revision", "7");
    let refused = scene.bring_form(&scene.ana, form).await.expect(422).json();
    assert_eq!(refused["detail"], "Revision: there is no revision 7.");
    let outsider = house.person("outsider").await;
    scene.bring(&outsider, &file).await.expect(404);
    house.member(editor, SLUG, &outsider, "reader").await;
    scene.bring(&outsider, &file).await.expect(403);
    assert_eq!(scene.suggestions("").await, [] as [Value; 0]);
}

#[tokio::test]
async fn forms_that_make_no_sense() {
    let scene = Scene::set(TEXT, "impacts").await;
    let form = || file_form("a.docx", b"x");
    #[rustfmt::skip] // one line a case
    let forms = [
        (Form::new().text("revision", "1"), "File: is missing."),
        (form().text("revision", "two"), "Revision: is the number of a revision."),
        (form().text("more", "1"), "Form: the form takes file, revision and language."),
        (form().part("file", part("b.docx", b"y")), "File: comes twice."),
    ];
    for (form, detail) in forms {
        let refused = scene.bring_form(&scene.ana, form).await;
        assert_eq!(refused.expect(422).json()["detail"], detail);
    }
    let path = format!("/guidelines/{SLUG}/returns");
    let body = json!({"file": 1});
    let refused = scene
        .house
        .call(Some(&scene.ana), "POST", &path, &body)
        .await;
    refused.expect_problem(415, "unsupported-media-type");
}

#[tokio::test]
async fn the_same_request_again_gives_the_same_answer() {
    let scene = Scene::set(TEXT, "impacts").await;
    let mut file = scene.revision_1().await;
    file.replace("Bo", "monitored every ", "month", "week");
    let post = async |file: &Word| {
        let request =
            scene
                .house
                .request(Some(&scene.ana.token), "POST", "/guidelines/mining/returns");
        let request = request.header("Idempotency-Key", "k1");
        let form = file_form("back.docx", &file.save());
        answer(request.multipart(form).send().await.unwrap()).await
    };
    let first = post(&file).await.expect(201);
    let again = post(&file).await.expect(201);
    assert_eq!(first.text(), again.text());
    file.replace("Bo", "disclosed in full every ", "year", "month");
    post(&file).await.expect_problem(422, "key-reused");
}
