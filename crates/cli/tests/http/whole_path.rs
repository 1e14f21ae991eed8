//! From two drafts to a redline that Word opens, with a comment that survives.

use serde_json::{Value, json};

use crate::house::{House, Person, part, with};

pub(crate) const FIRST: &str = include_str!("../../sample/en/revision-1.md");
pub(crate) const SECOND: &str = include_str!("../../sample/en/revision-2.md");
pub(crate) const FIRST_ZH: &str = include_str!("../../sample/zh/revision-1.md");
pub(crate) const SECOND_ZH: &str = include_str!("../../sample/zh/revision-2.md");
pub(crate) const SLUG: &str = "mining-and-biodiversity";
const PASSAGE: &str = "associated facilities";

#[tokio::test]
async fn a_comment_survives_the_next_revision_and_word_gets_a_redline() {
    let house = House::open().await;
    let editor = house.administrator("editor").await;
    let participant = house.person("participant").await;
    house.guideline(&editor, SLUG, "members").await;
    house
        .member(&editor, SLUG, &participant, "participant")
        .await;

    let published = publish(&house, &editor, (FIRST, FIRST_ZH), 0, false).await;
    assert_eq!(published["number"], 1);
    let comment = comment(&house, &participant).await;
    answered(&house, &editor, &comment).await;

    let checked = publish(&house, &editor, (SECOND, SECOND_ZH), 1, true).await;
    assert_eq!(checked["number"], 2);
    assert_eq!(
        latest(&house, &participant).await,
        1,
        "a check keeps nothing"
    );
    let published = publish(&house, &editor, (SECOND, SECOND_ZH), 1, false).await;
    assert_eq!(published["placements"], checked["placements"]);
    assert!(published["blocks"]["kept"].as_u64().unwrap() > 80);
    assert_eq!(latest(&house, &participant).await, 2);

    placed_on_the_same_words(&house, &participant).await;
    redlines(&house, &participant).await;
}

pub(crate) async fn publish(
    house: &House,
    editor: &Person,
    (english, chinese): (&str, &str),
    expected: u32,
    check: bool,
) -> Value {
    let form = crate::house::file_form("draft.md", english.as_bytes())
        .part("file_zh", part("draft.md", chinese.as_bytes()))
        .text("note", "For the symposium")
        .text("expected", expected.to_string())
        .text("check", check.to_string());
    let answer = house.upload(editor, SLUG, form).await;
    answer.expect(if check { 200 } else { 201 }).json()
}

pub(crate) async fn comment(house: &House, participant: &Person) -> Value {
    let revision = format!("/guidelines/{SLUG}/revisions/1");
    let place = house.find(participant, &revision, PASSAGE).await;
    let new = with(
        place,
        json!({"revision": 1, "kind": "technical", "body": "Which ones?"}),
    );
    let path = format!("/guidelines/{SLUG}/comments");
    let comment = house
        .call(Some(participant), "POST", &path, &new)
        .await
        .expect(201)
        .json();
    assert_eq!(comment["quote"], PASSAGE);
    assert_eq!(comment["status"], "open");
    assert!(
        !comment.to_string().contains("@example.org"),
        "no address in what others see"
    );
    comment
}

async fn answered(house: &House, editor: &Person, comment: &Value) {
    let path = format!("/comments/{}", comment["id"].as_str().unwrap());
    let reply = json!({"body": "See the definition in section 2."});
    house
        .call(Some(editor), "POST", &format!("{path}/replies"), &reply)
        .await
        .expect(201);
    let support = house
        .call(
            Some(editor),
            "PUT",
            &format!("{path}/support"),
            &Value::Null,
        )
        .await;
    assert_eq!(
        support.expect(200).json(),
        json!({"count": 1, "mine": true})
    );
    let seen = house.get(Some(editor), &path).await.expect(200).json();
    assert_eq!(seen["replies"][0]["body"], reply["body"]);
    assert_eq!(seen["support"]["count"], 1);
}

async fn latest(house: &House, person: &Person) -> u64 {
    let guideline = house
        .get(Some(person), &format!("/guidelines/{SLUG}"))
        .await;
    let guideline = guideline.expect(200).json();
    assert_eq!(guideline["my_role"], "participant");
    guideline["latest_revision"].as_u64().unwrap()
}

async fn placed_on_the_same_words(house: &House, person: &Person) {
    let path = format!("/guidelines/{SLUG}/comments?revision=2");
    let comments = house.get(Some(person), &path).await.expect(200).json();
    let placement = &comments["items"][0]["placement"];
    let state = placement["state"].as_str().unwrap();
    assert!(["exact", "shifted"].contains(&state), "{placement}");
    let path = format!("/guidelines/{SLUG}/revisions/2");
    let text = house.get(Some(person), &path).await.expect(200).json();
    let blocks = text["blocks"].as_array().unwrap();
    let block = blocks
        .iter()
        .find(|block| block["id"] == placement["block_id"])
        .unwrap();
    let at = |name: &str| usize::try_from(placement[name].as_u64().unwrap()).unwrap();
    let words: String = block["text"].as_str().unwrap().chars().collect::<Vec<_>>()
        [at("start")..at("end")]
        .iter()
        .collect();
    assert_eq!(words, PASSAGE);
}

async fn redlines(house: &House, person: &Person) {
    let path = format!("/guidelines/{SLUG}/redline?from=1&to=2");
    let redline = house.get(Some(person), &path).await.expect(200);
    assert_eq!(
        redline.headers["cache-control"], "no-store",
        "it is for members"
    );
    assert!(redline.json()["stats"]["inserted_chars"].as_u64().unwrap() > 0);
    let chinese = house
        .get(Some(person), &format!("{path}&language=zh"))
        .await
        .expect(200);
    assert!(chinese.text().contains('矿'));
    for comments in ["false", "true"] {
        let path = format!("{path}&format=docx&comments={comments}");
        let word = house.get(Some(person), &path).await.expect(200);
        assert!(word.bytes.starts_with(b"PK"), "a zip archive");
        let disposition = word.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment; filename=\"mining-and-biodiversity-r1-r2"));
    }
}
