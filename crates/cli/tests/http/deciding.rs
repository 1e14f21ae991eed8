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
