//! The same request again, with the same key.

use reqwest::multipart::Form;
use serde_json::{Value, json};

use crate::house::{Answer, House, Person, answer, file_form};

impl House {
    async fn post_once(&self, who: &Person, path: &str, key: &str, body: &Value) -> Answer {
        let request = self.request(Some(&who.token), "POST", path);
        let request = request.header("Idempotency-Key", key).json(body);
        answer(request.send().await.unwrap()).await
    }
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_creates_nothing() {
    let house = House::open().await;
    let editor = house.administrator("editor").await;
    let new = json!({"slug": "mining", "title": "Mining", "language": "en"});
    let first = house
        .post_once(&editor, "/guidelines", "k1", &new)
        .await
        .expect(201);
    let again = house
        .post_once(&editor, "/guidelines", "k1", &new)
        .await
        .expect(201);
    assert_eq!(first.text(), again.text());

    house
        .publish(&editor, "mining", "# Mining\n\nText.\n")
        .await
        .expect(201);
    let comments = "/guidelines/mining/comments";
    let comment = json!({"revision": 1, "kind": "general", "body": "Well done."});
    let first = house
        .post_once(&editor, comments, "k2", &comment)
        .await
        .expect(201)
        .json();
    let again = house
        .post_once(&editor, comments, "k2", &comment)
        .await
        .expect(201)
        .json();
    assert_eq!(first, again);
    let other = json!({"revision": 1, "kind": "general", "body": "Something else."});
    let reused = house.post_once(&editor, comments, "k2", &other).await;
    reused.expect_problem(422, "key-reused");
    let all = house.get(Some(&editor), comments).await.expect(200).json();
    assert_eq!(all["items"].as_array().unwrap().len(), 1);

    let replies = format!("/comments/{}/replies", first["id"].as_str().unwrap());
    let reply = json!({"body": "Thank you."});
    let first = house
        .post_once(&editor, &replies, "k3", &reply)
        .await
        .expect(201)
        .json();
    let again = house
        .post_once(&editor, &replies, "k3", &reply)
        .await
        .expect(201)
        .json();
    assert_eq!(first["id"], again["id"]);
}

#[tokio::test]
async fn an_upload_with_a_key_publishes_once() {
    let house = House::open().await;
    let editor = house.administrator("editor").await;
    house.guideline(&editor, "mining", "members").await;
    let upload = async |text: &str| {
        let request = house.request(Some(&editor.token), "POST", "/guidelines/mining/revisions");
        let request = request.header("Idempotency-Key", "upload");
        let form = file_form("draft.md", text.as_bytes());
        answer(request.multipart(form).send().await.unwrap()).await
    };
    let first = upload("# Mining\n").await.expect(201);
    let again = upload("# Mining\n").await.expect(201);
    assert_eq!(first.text(), again.text());
    upload("# Other\n").await.expect_problem(422, "key-reused");
    let guideline = house
        .get(Some(&editor), "/guidelines/mining")
        .await
        .expect(200)
        .json();
    assert_eq!(guideline["latest_revision"], 1);
}

#[tokio::test]
async fn a_table_and_annotations_with_a_key_are_taken_in_once() {
    let house = House::open().await;
    let editor = house.administrator("editor").await;
    house.guideline(&editor, "mining", "members").await;
    let text = "# Mining\n\nOperators report.\n";
    house.publish(&editor, "mining", text).await.expect(201);
    let post = |path: &str, key: &str| {
        let path = format!("/guidelines/mining/{path}");
        let request = house.request(Some(&editor.token), "POST", &path);
        request.header("Idempotency-Key", key)
    };
    let table = async |form: Form| {
        let request = post("comment-table", "table").multipart(form);
        answer(request.send().await.unwrap()).await
    };
    let csv = "No,Comment\n1,Too vague\n";
    let form = |csv: &str| file_form("table.csv", csv.as_bytes());
    let first = table(form(csv)).await.expect(201);
    assert_eq!(table(form(csv)).await.expect(201).text(), first.text());
    let deciding = form(csv).text("decisions", "true");
    table(deciding).await.expect_problem(422, "key-reused");
    let annotations = async |query: &str| {
        let body = json!([{"type": "Annotation", "body": "Too short", "target": "urn:mining"}]);
        let request = post(&format!("annotations{query}"), "annotations").json(&body);
        answer(request.send().await.unwrap()).await
    };
    let first = annotations("").await.expect(201);
    assert_eq!(annotations("").await.expect(201).text(), first.text());
    let elsewhere = annotations("?revision=1").await;
    elsewhere.expect_problem(422, "key-reused");
    let comments = house.get(Some(&editor), "/guidelines/mining/comments");
    let comments = comments.await.expect(200).json();
    assert_eq!(comments["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn lists_come_in_stretches() {
    let house = House::open().await;
    let editor = house.administrator("editor").await;
    house.guideline(&editor, "mining", "members").await;
    house
        .publish(&editor, "mining", "# Mining\n")
        .await
        .expect(201);
    for number in 0..5 {
        let body = json!({"revision": 1, "kind": "general", "body": format!("Remark {number}")});
        house
            .call(Some(&editor), "POST", "/guidelines/mining/comments", &body)
            .await
            .expect(201);
    }
    let mut bodies = Vec::new();
    let mut path = "/guidelines/mining/comments?limit=2".to_owned();
    loop {
        let page = house.get(Some(&editor), &path).await.expect(200).json();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        bodies.extend(
            items
                .iter()
                .map(|item| item["body"].as_str().unwrap().to_owned()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/guidelines/mining/comments?limit=2&cursor={cursor}");
    }
    let expected: Vec<_> = (0..5).map(|number| format!("Remark {number}")).collect();
    assert_eq!(bodies, expected);
    let wrong = house
        .get(Some(&editor), "/guidelines/mining/comments?cursor=x'--")
        .await;
    wrong.expect(422);
}
