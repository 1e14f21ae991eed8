//! What the server answers is what its OpenAPI document says: no field that is not described, no
//! other type, no other word.

use serde_json::{Value, json};

use crate::{
    house::House,
    whole_path::{FIRST, FIRST_ZH, SECOND, SECOND_ZH, SLUG, comment, publish},
};

/// An address below a guideline, and the schema of its answer.
const ANSWERS: [(&str, &str); 8] = [
    ("", "GuidelineJson"),
    ("/members", "PageJson_MemberJson"),
    ("/revisions", "PageJson_RevisionJson"),
    ("/revisions/1", "RevisionTextJson"),
    ("/revisions/2?language=zh", "RevisionTextJson"),
    ("/redline?from=1&to=2", "RedlineJson"),
    ("/redline?from=2&to=1&language=zh", "RedlineJson"),
    ("/comments?revision=2", "PageJson_CommentJson"),
];

#[tokio::test]
async fn answers_are_as_described() {
    let house = House::open().await;
    let editor = house.administrator("editor").await;
    house.guideline(&editor, SLUG, "members").await;
    publish(&house, &editor, (FIRST, FIRST_ZH), 0, false).await;
    comment(&house, &editor).await;
    let published = publish(&house, &editor, (SECOND, SECOND_ZH), 1, false).await;
    let schemas = schemas(&house).await;
    check(&schemas, "PublishedJson", &published);
    for (path, schema) in ANSWERS {
        let path = format!("/guidelines/{SLUG}{path}");
        let answer = house.get(Some(&editor), &path).await.expect(200);
        check(&schemas, schema, &answer.json());
    }
}

#[tokio::test]
async fn the_check_sees_what_is_not_described() {
    let schemas = schemas(&House::open().await).await;
    let mark = |mark: Value| errors(&schemas, "MarkJson", &mark).len();
    assert_eq!(mark(json!({"start": 0, "end": 2, "type": "strong"})), 0);
    assert_eq!(mark(json!({"start": 0, "end": 2, "type": "loud"})), 1);
    assert_eq!(mark(json!({"start": 0, "end": 2})), 1);
    assert_eq!(
        mark(json!({"start": 0, "end": 2, "type": "strong", "more": 1})),
        1
    );
}

/// The schemas of the OpenAPI document, closed: a field that is not described is an error.
async fn schemas(house: &House) -> Value {
    let address = format!("{}/api/openapi.json", house.url);
    let answer = house.client.get(address).send().await.unwrap();
    let mut document: Value = answer.json().await.unwrap();
    for (_, schema) in document["components"]["schemas"].as_object_mut().unwrap() {
        if schema["properties"].is_object() {
            schema["additionalProperties"] = false.into();
        }
    }
    document["components"].take()
}

#[track_caller]
fn check(schemas: &Value, name: &str, answer: &Value) {
    assert_eq!(errors(schemas, name, answer), [""; 0], "{name}");
}

fn errors(schemas: &Value, name: &str, answer: &Value) -> Vec<String> {
    let schema = json!({"$ref": format!("#/components/schemas/{name}"), "components": schemas});
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors = validator.iter_errors(answer);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}
