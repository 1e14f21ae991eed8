//! Editors decide on suggestions.

use serde_json::{Value, json};

use crate::house::{House, Person};

const TEXT: &str = "# Tailings

Facilities shall be monitored every month.

Offsets are the last resort.
";

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

    /// Proposes these words for the block that has those.
    async fn suggest(&self, who: &Person, words: &str, text: &str) -> String {
        let revision = "/guidelines/mining/revisions/1";
        let place = self.house.find(who, revision, words).await;
        let new = json!({"revision": 1, "block_id": place["block_id"], "text": text});
        let path = "/guidelines/mining/suggestions";
        let made = self.house.call(Some(who), "POST", path, &new).await;
        let made = made.expect(201).json();
        made["id"].as_str().unwrap().to_owned()
    }
}

/// What goes in is said in one way: none of it is passed over in silence.
#[tokio::test]
async fn wordings_that_contradict_each_other_are_refused() {
    let scene = Scene::set().await;
    let weekly = "Facilities must be monitored every week.";
    let id = scene.suggest(&scene.editor, "every month", weekly).await;
    let path = format!("/suggestions/{id}/decision");
    let text = || json!({"text": "Facilities shall be monitored daily."});
    let hunks = || json!({"hunks": [0]});
    let parts = || json!({"parts": [{"block_ids": [], "proposal": []}]});
    let marks = || json!({"marks": []});
    let cases: [(&str, [Value; 2], &str); 5] = [
        ("partly_accepted", [hunks(), text()], "hunks"),
        ("accepted", [hunks(), text()], "hunks"),
        ("accepted", [hunks(), parts()], "hunks"),
        ("accepted_with_modification", [parts(), text()], "parts"),
        ("partly_accepted", [hunks(), marks()], "hunks"),
    ];
    for (outcome, said, field) in cases {
        let mut body = json!({"outcome": outcome, "reason": "As discussed."});
        for said in &said {
            let members = said.as_object().unwrap().clone();
            body.as_object_mut().unwrap().extend(members);
        }
        let answer = scene.house.call(Some(&scene.editor), "PUT", &path, &body);
        let problem = answer.await.expect_problem(422, "invalid").json();
        assert_eq!(problem["errors"][0]["field"], field, "{body}: {problem}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("send one of them"), "{detail}");
    }
    let suggestion = format!("/suggestions/{id}");
    let open = scene.house.get(Some(&scene.editor), &suggestion).await;
    assert_eq!(open.expect(200).json()["status"], "open");
    let body = json!({"outcome": "partly_accepted", "reason": "Only this.", "hunks": [0]});
    let decided = scene.house.call(Some(&scene.editor), "PUT", &path, &body);
    decided.await.expect(200);
}

/// In a guideline with two steps the second editor confirms all at once.
#[tokio::test]
async fn many_proposals_are_confirmed_in_one_request() {
    let scene = Scene::set().await;
    let (house, editor) = (&scene.house, &scene.editor);
    let second = house.person("second").await;
    house.member(editor, "mining", &second, "editor").await;
    let two_step = json!({"two_step": true});
    let changed = house.call(Some(editor), "PATCH", "/guidelines/mining", &two_step);
    changed.await.expect(200);
    let weekly = "Facilities shall be monitored every week.";
    let suggestion = scene.suggest(editor, "every month", weekly).await;
    let noted = json!({"revision": 1, "kind": "general", "body": "Well done."});
    let path = "/guidelines/mining/comments";
    let comment = house.call(Some(editor), "POST", path, &noted).await;
    let comment = comment.expect(201).json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let all = "/guidelines/mining/confirmations";
    for (kind, id, outcome) in [
        ("suggestions", &suggestion, "accepted"),
        ("comments", &comment, "noted"),
    ] {
        let path = format!("/{kind}/{id}/decision");
        let body = json!({"outcome": outcome});
        let proposed = house.call(Some(editor), "PUT", &path, &body).await;
        assert_eq!(proposed.expect(200).json()["status"], "proposed");
        let body = json!({"contributions": kind, "filter": {}});
        let own = house.call(Some(editor), "POST", all, &body).await;
        let left = json!({"changed": 0, "left": [id]});
        assert_eq!(own.expect(200).json(), left);
        if kind == "comments" {
            let check = json!({"check": true});
            let path = "/guidelines/mining/revisions";
            let checked = house.call(Some(editor), "POST", path, &check).await;
            let none = json!({"open": 0, "proposed": 0});
            let waiting = json!({"comments": {"open": 0, "proposed": 1}, "suggestions": none});
            assert_eq!(checked.expect(200).json()["waiting"], waiting);
        }
        let confirmed = house.call(Some(&second), "POST", all, &body).await;
        assert_eq!(
            confirmed.expect(200).json(),
            json!({"changed": 1, "left": []})
        );
        let one = house.get(Some(editor), &format!("/{kind}/{id}")).await;
        assert_eq!(one.expect(200).json()["status"], "decided");
    }
    let draft = house.get(Some(editor), "/guidelines/mining/draft").await;
    assert!(draft.expect(200).text().contains(weekly));
    for body in [
        json!({}),
        json!({"filter": {}, "ids": []}),
        json!({"outcome": "noted"}),
    ] {
        let answer = house.call(Some(&second), "POST", all, &body).await;
        assert!(
            [400, 422].contains(&answer.status.as_u16()),
            "{}",
            answer.text()
        );
    }
}
