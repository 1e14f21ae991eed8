//! What the server answers is what its OpenAPI document says: no field that is not described, no
//! other type, no other word.

use serde_json::{Value, json};

use crate::{
    house::{House, Person, answer, file_form},
    whole_path::{FIRST, FIRST_ZH, SECOND, SECOND_ZH, SLUG, comment, publish},
    word::Word,
};

/// An address below a guideline, and the schema of its answer.
const ANSWERS: [(&str, &str); 9] = [
    ("", "GuidelineJson"),
    ("/members", "PageJson_MemberJson"),
    ("/revisions", "PageJson_RevisionJson"),
    ("/revisions/1", "RevisionTextJson"),
    ("/revisions/2?language=zh", "RevisionTextJson"),
    ("/redline?from=1&to=2", "RedlineJson"),
    ("/redline?from=2&to=1&language=zh", "RedlineJson"),
    ("/comments?revision=2", "PageJson_CommentJson"),
    ("/suggestions", "PageJson_SuggestionJson"),
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
    check(
        &schemas,
        "TakenBackJson",
        &taken_back(&house, &editor).await,
    );
    for (path, schema) in ANSWERS {
        let path = format!("/guidelines/{SLUG}{path}");
        let answer = house.get(Some(&editor), &path).await.expect(200);
        check(&schemas, schema, &answer.json());
    }
}

/// What came of a file with a change, a comment and answers, one of them out of place.
async fn taken_back(house: &House, editor: &Person) -> Value {
    let path = format!("/guidelines/{SLUG}/revisions/1?format=docx&comments=true");
    let file = house.get(Some(editor), &path).await.expect(200);
    let mut file = Word::open(&file.bytes);
    file.replace("Bo", "associated facilities", "", " and what serves them");
    file.comment("Bo", "critical habitat", "Define it.");
    file.answer("Chen", "Define it.", "See annex 2.");
    file.answer("Chen", "Which ones?", "All of them.");
    file.comment("Bo", "critical habitat", &"x".repeat(10_001));
    let path = format!("/guidelines/{SLUG}/returns");
    let request = house.request(Some(&editor.token), "POST", &path);
    let form = file_form("back.docx", &file.save());
    let taken = answer(request.multipart(form).send().await.unwrap()).await;
    let taken = taken.expect(201).json();
    for name in ["suggestions", "comments", "replies", "unplaced"] {
        assert_eq!(
            taken[name].as_array().unwrap().len(),
            1,
            "{name}: {taken:#}"
        );
    }
    taken
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
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    let shared: Vec<String> = schemas.values().flat_map(ingredients).collect();
    for (name, schema) in schemas {
        if schema["allOf"].is_array() {
            schema["unevaluatedProperties"] = false.into();
        } else if schema["properties"].is_object() && !shared.contains(name) {
            schema["additionalProperties"] = false.into();
        }
    }
    document["components"].take()
}

/// The schemas that this one takes the fields of.
fn ingredients(schema: &Value) -> Vec<String> {
    let all = schema["allOf"].as_array().into_iter().flatten();
    let named = all.filter_map(|it| it["$ref"].as_str()?.rsplit('/').next());
    named.map(String::from).collect()
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
