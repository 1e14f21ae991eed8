//! Editors decide on comments and suggestions, one by one: what is refused, and what follows.

use serde_json::{Value, json};

use crate::{
    house::{House, Person, with},
    postgres::Postgres,
};

const TEXT: &str = "# Tailings

Facilities shall be monitored every month by the operator.

Offsets are the last resort.

Water leaves the site clean.
";

/// A guideline with an editor and two participants, and another one of another editor.
pub(crate) struct Scene {
    pub(crate) house: House,
    pub(crate) editor: Person,
    pub(crate) ana: Person,
    pub(crate) bo: Person,
    pub(crate) stranger: Person,
    /// Keeps the database while it is used.
    _postgres: Option<Postgres>,
}

impl Scene {
    /// One on each engine that is here.
    pub(crate) async fn on_both_engines() -> Vec<Self> {
        let mut scenes = vec![Self::set(None).await];
        if let Some(postgres) = Postgres::start() {
            scenes.push(Self::set(Some(postgres)).await);
        }
        scenes
    }

    async fn set(postgres: Option<Postgres>) -> Self {
        let house = match &postgres {
            None => House::open().await,
            Some(postgres) => House::replayed(Some(&postgres.url())).await,
        };
        let editor = house.administrator("editor").await;
        let stranger = house.administrator("stranger").await;
        let (ana, bo) = (house.person("ana").await, house.person("bo").await);
        for (slug, editor) in [("mining", &editor), ("other", &stranger)] {
            house.guideline(editor, slug, "members").await;
            house.publish(editor, slug, TEXT).await.expect(201);
        }
        for person in [&ana, &bo] {
            house.member(&editor, "mining", person, "participant").await;
        }
        Self {
            house,
            editor,
            ana,
            bo,
            stranger,
            _postgres: postgres,
        }
    }

    /// Proposes in a guideline to put these words in the place of those.
    pub(crate) async fn propose(&self, who: &Person, slug: &str, words: [&str; 2]) -> String {
        let revision = format!("/guidelines/{slug}/revisions/1");
        let place = self.house.find(who, &revision, words[0]).await;
        let text = self.house.get(Some(who), &revision).await.json();
        let blocks = text["blocks"].as_array().unwrap().clone();
        let block = blocks.iter().find(|it| it["id"] == place["block_id"]);
        let text = block.unwrap()["text"].as_str().unwrap();
        let text = text.replace(words[0], words[1]);
        let new = json!({"revision": 1, "block_id": place["block_id"], "text": text});
        self.made(who, slug, "suggestions", &new).await
    }

    pub(crate) async fn remark(&self, who: &Person, slug: &str, body: &str) -> String {
        let new = json!({"revision": 1, "kind": "general", "body": body});
        self.made(who, slug, "comments", &new).await
    }

    async fn made(&self, who: &Person, slug: &str, what: &str, new: &Value) -> String {
        let path = format!("/guidelines/{slug}/{what}");
        let made = self.house.call(Some(who), "POST", &path, new).await;
        let made = made.expect(201).json();
        made["id"].as_str().unwrap().to_owned()
    }

    /// A decision that is refused with this status, of which nothing is kept; says what it is told.
    async fn refused(&self, what: &str, id: &str, body: &Value, expect: (u16, &str)) -> Value {
        let before = self.seen(what, id).await;
        let path = format!("/{what}/{id}/decision");
        let answer = self.house.call(Some(&self.editor), "PUT", &path, body);
        let (status, problem) = expect;
        let answer = answer.await;
        assert_eq!(answer.status, status, "{what} {body}: {}", answer.text());
        let told = answer.expect_problem(status, problem).json();
        assert_eq!(self.seen(what, id).await, before, "{what} {body}");
        told
    }

    pub(crate) async fn decided(&self, what: &str, id: &str, body: &Value) -> Value {
        let path = format!("/{what}/{id}/decision");
        let answer = self.house.call(Some(&self.editor), "PUT", &path, body);
        answer.await.expect(200).json()
    }

    pub(crate) async fn seen(&self, what: &str, id: &str) -> Value {
        let path = format!("/{what}/{id}");
        self.house
            .get(Some(&self.editor), &path)
            .await
            .expect(200)
            .json()
    }

    pub(crate) async fn draft(&self) -> String {
        let draft = self
            .house
            .get(Some(&self.editor), "/guidelines/mining/draft");
        draft.await.expect(200).text()
    }
}

const MONTHLY: [&str; 2] = ["every month", "every week"];
const LATER: [&str; 2] = ["the last resort", "a last resort"];

#[tokio::test]
async fn a_decision_that_makes_no_sense_is_refused_and_leaves_nothing() {
    for scene in Scene::on_both_engines().await {
        let Scene { ana, stranger, .. } = &scene;
        let suggestion = scene.propose(ana, "mining", MONTHLY).await;
        let comment = scene.remark(ana, "mining", "Too seldom.").await;
        let foreign = [
            scene.propose(stranger, "other", LATER).await,
            scene.remark(stranger, "other", "Not yours.").await,
        ];
        let own = [&suggestion, &comment];
        for (at, what) in ["suggestions", "comments"].into_iter().enumerate() {
            let duplicate = |of: &str| json!({"outcome": "duplicate", "reason": "x", "target": of});
            let missing = scene
                .refused(what, own[at], &duplicate("nowhere"), (422, "invalid"))
                .await;
            let elsewhere = scene
                .refused(what, own[at], &duplicate(&foreign[at]), (422, "invalid"))
                .await;
            assert_eq!(elsewhere["errors"], missing["errors"], "{what}");
            let cases = [
                duplicate(own[at]),
                duplicate(own[1 - at]),
                json!({"outcome": "duplicate", "reason": "x"}),
                json!({"outcome": "deferred", "reason": "x"}),
                json!({"outcome": "deferred", "reason": "x", "target": " "}),
                json!({"outcome": "withdrawn", "reason": "x"}),
                json!({"outcome": "noted", "reason": "x".repeat(10_001)}),
            ];
            for body in &cases {
                scene.refused(what, own[at], body, (422, "invalid")).await;
            }
            let unknown = json!({"outcome": "perhaps", "reason": "x"});
            scene
                .refused(what, own[at], &unknown, (422, "invalid"))
                .await;
        }
        let cases = [
            json!({"outcome": "partly_accepted"}),
            json!({"outcome": "accepted_with_modification"}),
            json!({"outcome": "rejected", "text": "Other words."}),
            json!({"outcome": "noted", "supersedes": ["nowhere"]}),
            json!({"outcome": "superseded", "target": "nowhere"}),
            json!({"outcome": "superseded", "target": suggestion}),
        ];
        for body in &cases {
            let refused = scene.refused("suggestions", &suggestion, body, (422, "invalid"));
            refused.await;
        }
        assert!(!scene.draft().await.contains(MONTHLY[1]));
    }
}

#[tokio::test]
async fn duplicates_lead_to_one_and_never_back() {
    for scene in Scene::on_both_engines().await {
        let ana = &scene.ana;
        let mut ids = Vec::new();
        for words in [MONTHLY, ["every month", "each week"], LATER] {
            ids.push(scene.propose(ana, "mining", words).await);
        }
        let of = |target: &str| json!({"outcome": "duplicate", "target": target});
        scene.decided("suggestions", &ids[0], &of(&ids[1])).await;
        scene.decided("suggestions", &ids[1], &of(&ids[2])).await;
        let back = of(&ids[0]);
        let told = scene
            .refused("suggestions", &ids[2], &back, (422, "invalid"))
            .await;
        assert_eq!(told["errors"][0]["field"], "target");
        let undone = format!("/suggestions/{}/decision", ids[1]);
        let undone = scene
            .house
            .call(Some(&scene.editor), "DELETE", &undone, &Value::Null);
        undone.await.expect(200);
        scene.decided("suggestions", &ids[2], &back).await;
    }
}

#[tokio::test]
async fn what_is_decided_stays_until_it_is_undone_and_what_is_published_stays() {
    for scene in Scene::on_both_engines().await {
        let (house, ana, editor) = (&scene.house, &scene.ana, Some(&scene.editor));
        let accepted = scene.propose(ana, "mining", MONTHLY).await;
        let rival = scene
            .propose(&scene.bo, "mining", ["every month", "each day"])
            .await;
        let taken_back = scene.propose(ana, "mining", LATER).await;
        let path = format!("/suggestions/{taken_back}");
        let own = house.call(Some(ana), "DELETE", &path, &Value::Null);
        own.await.expect(204);
        let undo = async |id: &str| {
            let path = format!("/suggestions/{id}/decision");
            house.call(editor, "DELETE", &path, &Value::Null).await
        };
        undo(&accepted).await.expect_problem(409, "conflict");
        let yes = json!({"outcome": "accepted", "supersedes": [rival]});
        scene.decided("suggestions", &accepted, &yes).await;
        let seen = scene.seen("suggestions", &rival).await;
        assert_eq!(seen["decision"]["outcome"], "superseded");
        assert_eq!(seen["decision"]["target"], accepted.as_str());
        let noted = json!({"outcome": "noted"});
        for id in [&accepted, &rival, &taken_back] {
            let refused = scene.refused("suggestions", id, &noted, (409, "conflict"));
            refused.await;
        }
        undo(&accepted).await.expect(200);
        assert_eq!(scene.seen("suggestions", &rival).await["status"], "open");
        assert!(!scene.draft().await.contains(MONTHLY[1]));
        scene.decided("suggestions", &accepted, &yes).await;
        let comment = scene.remark(ana, "mining", "Well done.").await;
        scene.decided("comments", &comment, &noted).await;
        let release = json!({"note": "Decided", "undecided": true});
        let path = "/guidelines/mining/revisions";
        let published = house.call(editor, "POST", path, &release).await;
        published.expect(201);
        for id in [&accepted, &rival, &taken_back] {
            let refused = scene.refused("suggestions", id, &noted, (409, "conflict"));
            refused.await;
        }
        undo(&accepted).await.expect_problem(409, "conflict");
        let at = scene.seen("comments", &comment).await["decision"]["decided_at"].clone();
        let again = json!({"outcome": "rejected", "reason": "x", "replaces": at});
        let refused = scene.refused("comments", &comment, &again, (409, "conflict"));
        refused.await;
        let path = format!("/comments/{comment}/decision");
        let kept = house.call(editor, "DELETE", &path, &Value::Null).await;
        kept.expect_problem(409, "conflict");
    }
}

#[tokio::test]
async fn what_is_anothers_is_as_if_it_were_not_there() {
    for scene in Scene::on_both_engines().await {
        let (house, stranger) = (&scene.house, Some(&scene.stranger));
        let suggestion = scene.propose(&scene.ana, "mining", MONTHLY).await;
        let comment = scene.remark(&scene.ana, "mining", "Too seldom.").await;
        let noted = json!({"outcome": "noted"});
        // Administrators may know of it, but do not decide.
        let outsider = house.person("outsider").await;
        for (what, id) in [("suggestions", &suggestion), ("comments", &comment)] {
            for (method, rest, body) in [
                ("PUT", "decision", &noted),
                ("DELETE", "decision", &Value::Null),
                ("PUT", "decision/confirmation", &Value::Null),
                ("PUT", "answer", &json!({"satisfied": true})),
                ("PUT", "assignment", &json!({"editor": outsider.id})),
            ] {
                let here = format!("/{what}/{id}/{rest}");
                let nowhere = format!("/{what}/nowhere/{rest}");
                let theirs = house.call(Some(&outsider), method, &here, body).await;
                let missing = house.call(Some(&outsider), method, &nowhere, body).await;
                let theirs = theirs.expect_problem(404, "not-found");
                assert_eq!(theirs.text(), missing.text(), "{method} {here}");
                let known = house.call(stranger, method, &here, body).await;
                known.expect_problem(403, "forbidden");
            }
        }
    }
}

#[tokio::test]
async fn some_changes_of_a_suggestion_go_in_and_can_come_out_again() {
    for scene in Scene::on_both_engines().await {
        let words = [
            "Facilities shall be monitored every month by the operator.",
            "Facilities must be monitored every week by the operator.",
        ];
        let id = scene.propose(&scene.ana, "mining", words).await;
        let none = json!({"outcome": "partly_accepted", "hunks": [7]});
        let refused = scene.refused("suggestions", &id, &none, (422, "invalid"));
        refused.await;
        let one = json!({"outcome": "partly_accepted", "reason": "Not must.", "hunks": [1]});
        let decided = scene.decided("suggestions", &id, &one).await;
        assert_eq!(decided["decision"]["hunks"], json!([1]));
        let half = "Facilities shall be monitored every week by the operator.";
        assert!(scene.draft().await.contains(half));
        let path = format!("/suggestions/{id}/decision");
        let undo = scene
            .house
            .call(Some(&scene.editor), "DELETE", &path, &Value::Null);
        assert_eq!(undo.await.expect(200).json()["status"], "open");
        assert!(scene.draft().await.contains(words[0]));
    }
}

#[tokio::test]
async fn many_are_decided_together_or_none_is() {
    for scene in Scene::on_both_engines().await {
        let (house, editor) = (&scene.house, Some(&scene.editor));
        let foreign = [
            scene.propose(&scene.stranger, "other", LATER).await,
            scene.remark(&scene.stranger, "other", "Not yours.").await,
        ];
        let path = "/guidelines/mining/decisions";
        for (at, what) in ["suggestions", "comments"].into_iter().enumerate() {
            let mut ids = Vec::new();
            for words in ["each day", "each week", "each year"] {
                ids.push(match what {
                    "comments" => scene.remark(&scene.ana, "mining", words).await,
                    _ => {
                        scene
                            .propose(&scene.ana, "mining", ["every month", words])
                            .await
                    }
                });
            }
            let all = |more: Value| with(json!({"contributions": what}), more);
            for strange in [foreign[at].as_str(), "nowhere"] {
                let with_strange = [ids.clone(), vec![strange.to_owned()]].concat();
                let body = all(json!({"ids": with_strange, "outcome": "noted"}));
                let refused = house.call(editor, "POST", path, &body).await;
                refused.expect_problem(422, "invalid");
            }
            for id in &ids {
                assert_eq!(scene.seen(what, id).await["status"], "open", "{what}");
            }
            let same = json!({"filter": {}, "outcome": "duplicate", "reason": "The same.",
                "target": ids[0]});
            let done = house.call(editor, "POST", path, &all(same)).await;
            let expect = json!({"changed": 2, "left": [ids[0]]});
            assert_eq!(done.expect(200).json(), expect, "{what}");
            for id in &ids[1..] {
                let seen = scene.seen(what, id).await;
                assert_eq!(seen["decision"]["target"], ids[0].as_str());
            }
            assert_eq!(scene.seen(what, &ids[0]).await["status"], "open");
        }
    }
}

#[tokio::test]
async fn authors_answer_final_decisions_on_their_own_and_editors_see_it() {
    for scene in Scene::on_both_engines().await {
        let (house, ana) = (&scene.house, Some(&scene.ana));
        let suggestion = scene.propose(&scene.ana, "mining", MONTHLY).await;
        let comment = scene.remark(&scene.ana, "mining", "Too seldom.").await;
        for (what, id) in [("suggestions", &suggestion), ("comments", &comment)] {
            let path = format!("/{what}/{id}/answer");
            let no = json!({"satisfied": false, "note": "Nobody read it."});
            let early = house.call(ana, "PUT", &path, &no).await;
            early.expect_problem(409, "conflict");
            let rejected = json!({"outcome": "rejected", "reason": "Too costly."});
            scene.decided(what, id, &rejected).await;
            let others = house.call(Some(&scene.bo), "PUT", &path, &no).await;
            others.expect_problem(403, "forbidden");
            house.call(ana, "PUT", &path, &no).await.expect(200);
            let answer = &scene.seen(what, id).await["decision"]["answer"];
            assert_eq!(answer["satisfied"], false);
            assert_eq!(answer["note"], "Nobody read it.");
            let yes = json!({"satisfied": true});
            house.call(ana, "PUT", &path, &yes).await.expect(200);
            let seen = scene.seen(what, id).await;
            assert_eq!(seen["decision"]["answer"]["satisfied"], true);
            for _ in 0..2 {
                let back = house.call(ana, "DELETE", &path, &Value::Null).await;
                back.expect(204);
            }
            let seen = scene.seen(what, id).await;
            assert!(seen["decision"].get("answer").is_none(), "{seen:#}");
        }
    }
}

#[tokio::test]
async fn an_editor_is_assigned_until_a_day() {
    for scene in Scene::on_both_engines().await {
        let (house, editor) = (&scene.house, Some(&scene.editor));
        let suggestion = scene.propose(&scene.ana, "mining", MONTHLY).await;
        let comment = scene.remark(&scene.ana, "mining", "Too seldom.").await;
        for (what, id) in [("suggestions", &suggestion), ("comments", &comment)] {
            let path = format!("/{what}/{id}/assignment");
            for body in [
                json!({"editor": "nowhere"}),
                json!({"editor": scene.ana.id}),
                json!({"editor": scene.stranger.id}),
                json!({"editor": scene.editor.id, "due_at": "tomorrow"}),
                json!({"editor": scene.editor.id, "due_at": "2026-02-30T00:00:00Z"}),
            ] {
                let refused = house.call(editor, "PUT", &path, &body).await;
                refused.expect_problem(422, "invalid");
            }
            let due = json!({"editor": scene.editor.id, "due_at": "2027-01-31T10:00:00+02:00"});
            let assigned = house.call(editor, "PUT", &path, &due).await;
            let assigned = assigned.expect(200).json()["assignment"].clone();
            assert_eq!(assigned["due_at"], "2027-01-31T08:00:00Z");
            assert_eq!(assigned["editor"]["id"], scene.editor.id.as_str());
            let list = format!("/guidelines/mining/{what}?assignee={}", scene.editor.id);
            let mine = async || house.get(editor, &list).await.expect(200).json();
            assert_eq!(mine().await["items"][0]["id"], id.as_str());
            let open = json!({"editor": scene.editor.id});
            let assigned = house.call(editor, "PUT", &path, &open).await;
            assert!(assigned.expect(200).json()["assignment"]["due_at"].is_null());
            let released = house.call(editor, "DELETE", &path, &Value::Null).await;
            released.expect(204);
            assert_eq!(mine().await["items"], json!([]));
        }
    }
}
