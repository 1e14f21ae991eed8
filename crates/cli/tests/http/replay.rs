//! A small review, told in the same words each time: two languages, all that people do with
//! comments and suggestions, two revisions.

use serde_json::{Value, json};

use crate::house::{House, Person, file_form, part, with};

pub(crate) const SLUG: &str = "mining";
pub(crate) const NASTY: &str = "<script>alert(1)</script>=1+1 & \"x\"";

const ENGLISH: &str = "# Guideline

Operators shall avoid impacts on critical habitat in every case.

## 2 Tailings

Tailings facilities shall be monitored every month by independent experts.

Offsets are the last resort. They shall last as long as the impact does.

Results shall be disclosed in full every year.
";

const CHINESE: &str = "# 指南

矿山企业应当避让生态保护红线。

## 2 尾矿库

尾矿设施应当每月由独立专家监测。

抵消是最后手段。

结果应当每年全部公开。
";

/// Who says what.
pub(crate) struct Cast {
    pub(crate) house: House,
    pub(crate) editor: Person,
    pub(crate) ana: Person,
    pub(crate) ben: Person,
}

/// The whole story.
pub(crate) async fn told(house: House, visibility: &str) -> Cast {
    let editor = house.administrator("editor").await;
    let cast = Cast {
        ana: house.person("ana").await,
        ben: house.person("ben").await,
        editor,
        house,
    };
    cast.opens(visibility).await;
    cast.speaks().await;
    cast.proposes().await;
    cast.decides().await;
    cast.publishes().await;
    cast
}

impl Cast {
    async fn opens(&self, visibility: &str) {
        let house = &self.house;
        house.guideline(&self.editor, SLUG, visibility).await;
        let organisation = json!({"name": "Green, \"Trust\"", "stakeholder_group": "ngo"});
        let me = json!({"organisation": organisation});
        self.call(&self.ana, "PATCH", "/me", &me, 200).await;
        let me = json!({"display_name": format!("Ben {NASTY}")});
        self.call(&self.ben, "PATCH", "/me", &me, 200).await;
        for person in [&self.ana, &self.ben] {
            house
                .member(&self.editor, SLUG, person, "participant")
                .await;
        }
        let form = file_form("draft.md", ENGLISH.as_bytes())
            .part("file_zh", part("draft.md", CHINESE.as_bytes()));
        house.upload(&self.editor, SLUG, form).await.expect(201);
    }

    /// Comments on words, a block, the whole, and one that is taken back.
    async fn speaks(&self) {
        let (ana, ben) = (&self.ana, &self.ben);
        self.comment(
            ana,
            "en",
            "every month",
            "technical",
            "Why not every week?\n\nWe do.",
        )
        .await;
        self.comment(
            ben,
            "en",
            "every month",
            "technical",
            "Weekly would be better.",
        )
        .await;
        self.comment(ben, "en", "critical habitat", "editorial", NASTY)
            .await;
        self.comment(ana, "zh", "每月", "general", "应改为“每周”。")
            .await;
        self.comment(ana, "en", "", "general", "Well done.").await;
        let gone = self
            .comment(ana, "en", "last resort", "general", "Taken back")
            .await;
        self.call(
            ana,
            "DELETE",
            &format!("/comments/{gone}"),
            &Value::Null,
            204,
        )
        .await;
        let rows = "No,Chapter,Comment,Reviewer\n1,2,\"Who pays?\",\"Li Lei (Institute)\"\n";
        let form = file_form("table.csv", rows.as_bytes());
        let path = format!("/guidelines/{SLUG}/comment-table");
        let request = self.house.request(Some(&self.editor.token), "POST", &path);
        let answer = request.multipart(form).send().await.unwrap();
        assert_eq!(answer.status(), 201);
    }

    async fn proposes(&self) {
        let (ana, ben) = (&self.ana, &self.ben);
        self.suggest(ana, "last resort", "very last resort", "To be clear.")
            .await;
        self.suggest(ben, "every year", "every two years", NASTY)
            .await;
        let withdrawn = self.suggest(ben, "in full", "in part", "").await;
        let path = format!("/suggestions/{withdrawn}");
        self.call(ben, "DELETE", &path, &Value::Null, 204).await;
    }

    /// One answer for two that say the same, one of each other kind, one left open.
    async fn decides(&self) {
        let comments = self.list("comments").await;
        let id = |body: &str| find(&comments, "body", body);
        let same = [id("Why not every week?"), id("Weekly would")];
        let group = json!({"title": "Weekly <monitoring>", "comments": same});
        let path = format!("/guidelines/{SLUG}/groups");
        let group = self.call(&self.editor, "POST", &path, &group, 201).await;
        let many = json!({"filter": {"group": group["id"]}, "outcome": "rejected",
            "reason": format!("Too costly. {NASTY}")});
        let path = format!("/guidelines/{SLUG}/decisions");
        self.call(&self.editor, "POST", &path, &many, 200).await;
        let noted = json!({"outcome": "noted", "reason": "Thank you."});
        self.decide("comments", &id("Well done."), &noted).await;
        let answer = json!({"satisfied": false, "note": NASTY});
        let path = format!("/comments/{}/answer", same[0]);
        self.call(&self.ana, "PUT", &path, &answer, 200).await;
        let reply = json!({"body": "Who would?"});
        let path = format!("/comments/{}/replies", id("应改为"));
        self.call(&self.ben, "POST", &path, &reply, 201).await;
        let suggestions = self.list("suggestions").await;
        let accepted = json!({"outcome": "accepted", "reason": "Clearer."});
        let which = find(&suggestions, "rationale", "To be clear.");
        self.decide("suggestions", &which, &accepted).await;
    }

    async fn publishes(&self) {
        let path = format!("/guidelines/{SLUG}/revisions");
        let release = json!({"expected": 1, "undecided": true, "note": "Second"});
        self.call(&self.editor, "POST", &path, &release, 201).await;
    }

    /// Asks, and gives what was answered.
    pub(crate) async fn call(
        &self,
        who: &Person,
        method: &str,
        path: &str,
        body: &Value,
        status: u16,
    ) -> Value {
        let answer = self.house.call(Some(who), method, path, body).await;
        let answer = answer.expect(status);
        match answer.bytes.is_empty() {
            true => Value::Null,
            false => answer.json(),
        }
    }

    pub(crate) async fn comment(
        &self,
        who: &Person,
        language: &str,
        words: &str,
        kind: &str,
        body: &str,
    ) -> String {
        let new = json!({"revision": 1, "language": language, "kind": kind, "body": body});
        let revision = format!("/guidelines/{SLUG}/revisions/1?language={language}");
        let new = match words {
            "" => new,
            words => with(self.house.find(who, &revision, words).await, new),
        };
        let path = format!("/guidelines/{SLUG}/comments");
        let comment = self.call(who, "POST", &path, &new, 201).await;
        comment["id"].as_str().unwrap().to_owned()
    }

    /// Other words in place of some of a block.
    pub(crate) async fn suggest(
        &self,
        who: &Person,
        words: &str,
        instead: &str,
        rationale: &str,
    ) -> String {
        let revision = format!("/guidelines/{SLUG}/revisions/1");
        let text = self
            .house
            .get(Some(who), &revision)
            .await
            .expect(200)
            .json();
        let blocks = text["blocks"].as_array().unwrap();
        let has = |block: &&Value| block["text"].as_str().unwrap().contains(words);
        let block = blocks.iter().find(has).unwrap();
        let text = block["text"].as_str().unwrap().replace(words, instead);
        let new =
            json!({"revision": 1, "block_id": block["id"], "text": text, "rationale": rationale});
        let path = format!("/guidelines/{SLUG}/suggestions");
        let suggestion = self.call(who, "POST", &path, &new, 201).await;
        suggestion["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn decide(&self, what: &str, id: &str, decision: &Value) {
        let path = format!("/{what}/{id}/decision");
        self.call(&self.editor, "PUT", &path, decision, 200).await;
    }

    pub(crate) async fn list(&self, what: &str) -> Vec<Value> {
        let path = format!("/guidelines/{SLUG}/{what}");
        let list = self.house.get(Some(&self.editor), &path).await.expect(200);
        list.json()["items"].as_array().unwrap().clone()
    }
}

/// The id of what says this.
pub(crate) fn find(list: &[Value], field: &str, words: &str) -> String {
    let says = |it: &&Value| it[field].as_str().unwrap().contains(words);
    let found = list.iter().find(says);
    let found = found.unwrap_or_else(|| panic!("nothing says {words:?}"));
    found["id"].as_str().unwrap().to_owned()
}
