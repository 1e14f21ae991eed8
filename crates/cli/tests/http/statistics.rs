//! What was said and what became of it, in numbers.

use serde_json::{Value, json};

use crate::house::{House, Person, with};

const TEXT: &str = "# Guideline

## 2 Tailings

Tailings facilities shall be monitored every month by independent experts.

## 3 Offsets

Offsets are the last resort.
";

const PATH: &str = "/guidelines/mining/statistics";

struct Scene {
    house: House,
    editor: Person,
    ana: Person,
}

impl Scene {
    /// Ana speaks for an organisation whose name a spreadsheet would run.
    async fn set() -> Self {
        let house = House::open().await;
        let editor = house.administrator("editor").await;
        let ana = house.person("ana").await;
        house.guideline(&editor, "mining", "members").await;
        house.member(&editor, "mining", &ana, "participant").await;
        house.publish(&editor, "mining", TEXT).await.expect(201);
        let named = json!({"name": "=HYPERLINK(\"x\")", "stakeholder_group": "ngo"});
        let joins = json!({"organisation": named});
        house
            .call(Some(&ana), "PATCH", "/me", &joins)
            .await
            .expect(200);
        let scene = Self { house, editor, ana };
        let id = scene.comment("every month", "technical").await;
        scene.comment("last resort", "editorial").await;
        let decision = json!({"outcome": "rejected", "reason": "No"});
        let path = format!("/comments/{id}/decision");
        let decided = scene
            .house
            .call(Some(&scene.editor), "PUT", &path, &decision);
        decided.await.expect(200);
        scene
    }

    async fn comment(&self, words: &str, kind: &str) -> String {
        let new = json!({"revision": 1, "kind": kind, "body": "Say more"});
        let revision = "/guidelines/mining/revisions/1";
        let new = with(self.house.find(&self.ana, revision, words).await, new);
        let path = "/guidelines/mining/comments";
        let comment = self.house.call(Some(&self.ana), "POST", path, &new).await;
        comment.expect(201).json()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    async fn json(&self, query: &str) -> Value {
        let path = format!("{PATH}{query}");
        self.house
            .get(Some(&self.ana), &path)
            .await
            .expect(200)
            .json()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guideline_in_numbers() {
    let scene = Scene::set().await;
    let found = scene.json("").await;
    let tally = |comments: u32, decided: u32| {
        json!({"comments": comments, "suggestions": 0, "total": comments, "decided": decided,
               "supports": 0})
    };
    assert_eq!(found["total"], tally(2, 1));
    let clauses = found["clauses"].as_array().unwrap();
    let names: Vec<_> = clauses
        .iter()
        .map(|it| (&it["number"], &it["title"]))
        .collect();
    let expect = [
        (&json!("2"), &json!("Tailings")),
        (&json!("3"), &json!("Offsets")),
    ];
    assert_eq!(names, expect);
    assert_eq!(clauses[0]["above"], json!(["Guideline"]));
    assert_eq!(found["outcomes"][1]["outcome"], "rejected");
    assert_eq!(found["stakeholder_groups"][0]["stakeholder_group"], "ngo");
    assert_eq!(found["editors"][0]["editor"]["display_name"], "editor");
    assert_eq!(
        found["answers"],
        json!({"satisfied": 0, "not_satisfied": 0, "none": 1})
    );
    assert_eq!(found["scope"]["from"], Value::Null);
    let same = scene.json("?from=1&to=1&language=en").await;
    assert_eq!(same["total"], found["total"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_for_spreadsheets() {
    let scene = Scene::set().await;
    let path = format!("{PATH}?format=csv");
    let answer = scene.house.get(Some(&scene.ana), &path).await.expect(200);
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    let named = &answer.headers["content-disposition"];
    assert_eq!(named, "attachment; filename=\"mining-statistics.csv\"");
    let csv = answer.text();
    assert!(
        csv.starts_with("\u{FEFF}by,id,name,count,number\r\n"),
        "{csv}"
    );
    assert!(csv.contains(",2 Tailings,comments,1\r\n"), "{csv}");
    assert!(
        csv.contains(",\"'=HYPERLINK(\"\"x\"\")\",total,2\r\n"),
        "{csv}"
    );
    assert!(csv.contains("outcome,rejected,,decided,1\r\n"), "{csv}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scopes_that_make_no_sense() {
    let scene = Scene::set().await;
    for (query, field) in [
        ("from=2", "from"),
        ("to=0", "to"),
        ("language=fr", "language"),
    ] {
        let path = format!("{PATH}?{query}");
        let refused = scene.house.get(Some(&scene.ana), &path).await;
        let problem = refused.expect_problem(422, "invalid").json();
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    for query in ["from=x", "format=xml"] {
        let path = format!("{PATH}?{query}");
        scene.house.get(Some(&scene.ana), &path).await.expect(400);
    }
}
