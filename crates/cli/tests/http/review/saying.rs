use serde_json::{Value, json};

use super::{
    cast::{Cast, place, text},
    of,
};
use crate::house::with;

impl Cast {
    /// Everybody says what the sample has them say about this revision.
    pub(crate) async fn comment_on(&mut self, revision: usize) {
        for index in 0..self.comments.len() {
            if self.comments[index]["revision"] == revision {
                let id = self.comment(&self.comments[index]).await;
                self.comments[index]["id"] = id;
            }
        }
    }

    async fn comment(&self, remark: &Value) -> Value {
        let author = self.person(text(remark, "author"));
        let revision = usize::try_from(remark["revision"].as_u64().unwrap()).unwrap();
        let language = text(remark, "language");
        let (start, quote) = (remark["in_block"].as_str(), remark["quote"].as_str());
        let whole = start.is_none() && quote.is_none();
        let blocks = self.text(revision, language).await;
        let place = match whole {
            true => json!({}),
            false => place(&blocks, start.unwrap_or_default(), quote),
        };
        let what = json!({
            "revision": revision,
            "language": language,
            "kind": remark["kind"],
            "body": remark["body"],
        });
        let new = with(place, what);
        let made = self.call(author, "POST", &of("comments"), &new).await;
        let id = made.expect(201).json()["id"].clone();
        for reply in remark["replies"].as_array().unwrap() {
            let path = format!("/comments/{}/replies", id.as_str().unwrap());
            let who = self.person(text(reply, "author"));
            let said = json!({"body": reply["body"]});
            self.call(who, "POST", &path, &said).await.expect(201);
        }
        id
    }

    /// The editors decide as the sample tells, and the authors answer.
    pub(crate) async fn decide_comments_on(&self, revision: usize) {
        let on_it = |it: &&Value| it["revision"] == revision && !it["decision"].is_null();
        for remark in self.comments.iter().filter(on_it) {
            let path = format!("/comments/{}", text(remark, "id"));
            let decision = &remark["decision"];
            let mut wish = decision.clone();
            wish.as_object_mut().unwrap().remove("by");
            let editor = self.person(text(decision, "by"));
            let decided = self
                .call(editor, "PUT", &format!("{path}/decision"), &wish)
                .await
                .expect(200)
                .json();
            assert_eq!(decided["status"], "decided");
            if remark["answer"].is_object() {
                let author = self.person(text(remark, "author"));
                let path = format!("{path}/answer");
                let answered = self.call(author, "PUT", &path, &remark["answer"]).await;
                answered.expect(200);
            }
        }
    }

    /// Each of the sixty stands somewhere in the third revision, or says honestly that it does not;
    /// what was said about a paragraph that was gone returned with it.
    pub(crate) async fn every_comment_has_its_place(&self) {
        let editor = self.editor();
        let listed = self.all(editor, &of("comments?revision=3&")).await;
        assert_eq!(listed.len(), 60);
        let state = |comment: &Value| comment["placement"]["state"].as_str().map(str::to_owned);
        assert!(listed.iter().all(|comment| state(comment).is_some()));
        let second = self.all(editor, &of("comments?revision=2&")).await;
        let about = |comments: &[Value]| {
            let of_five = |it: &&Value| {
                it["quote"]
                    .as_str()
                    .is_some_and(|it| it.contains("for five"))
            };
            state(comments.iter().find(of_five).unwrap()).unwrap()
        };
        assert_eq!(about(&second), "orphaned");
        assert!(["exact", "shifted"].contains(&about(&listed).as_str()));
    }

    /// Everybody proposes, supports and discusses what the sample tells.
    pub(crate) async fn suggest(&mut self) {
        for index in 0..self.suggestions.len() {
            let id = self.propose(&self.suggestions[index]).await;
            self.suggestions[index]["id"] = id;
        }
        let listed = self.all(self.editor(), &of("suggestions?")).await;
        assert_eq!(listed.len(), 40);
    }

    async fn propose(&self, proposal: &Value) -> Value {
        let author = self.person(text(proposal, "author"));
        let language = text(proposal, "language");
        let blocks = self.text(3, language).await;
        let at = place(&blocks, text(proposal, "block"), None);
        let whole = blocks.iter().find(|block| block["id"] == at["block_id"]);
        let whole = text(whole.unwrap(), "text");
        let op = proposal["op"].as_str().unwrap_or("edit");
        let mut wish = with(
            at,
            json!({
                "revision": 3,
                "language": language,
                "op": op,
                "rationale": proposal["rationale"],
            }),
        );
        let new = proposal["new"].as_str().unwrap_or_default();
        let change = match (op, proposal["old"].as_str()) {
            ("edit", Some(old)) => json!({"text": whole.replacen(old, new, 1)}),
            ("move", _) => {
                json!({"after": place(&blocks, text(proposal, "after"), None)["block_id"]})
            }
            ("delete", _) => json!({}),
            _ => json!({"text": new}),
        };
        wish = with(wish, change);
        let made = self.call(author, "POST", &of("suggestions"), &wish).await;
        let id = made.expect(201).json()["id"].clone();
        let path = format!("/suggestions/{}", id.as_str().unwrap());
        for supporter in proposal["supporters"].as_array().unwrap() {
            let who = self.person(supporter.as_str().unwrap());
            let path = format!("{path}/support");
            self.call(who, "PUT", &path, &Value::Null).await.expect(200);
        }
        for reply in proposal["replies"].as_array().unwrap() {
            let who = self.person(text(reply, "author"));
            let said = json!({"body": reply["body"]});
            let path = format!("{path}/replies");
            self.call(who, "POST", &path, &said).await.expect(201);
        }
        id
    }
}
