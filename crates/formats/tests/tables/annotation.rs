//! Web Annotations out and in.

use formats::annotation::{
    Annotation, AnnotationError, AnnotationLimits, Collection, Motivation, Page, Quote, Target,
    collection, page, read,
};
use serde_json::{Value, json};

fn annotations() -> Vec<Annotation> {
    let source = "https://u.example/guidelines/mining/revisions/2?language=zh";
    let comment = Annotation {
        id: "https://u.example/comments/c1".into(),
        creator: "李伟".into(),
        created: "2026-11-23T10:00:00Z".into(),
        modified: "2026-11-23T11:00:00Z".into(),
        body: "哪些尾矿库？\n请说明。".into(),
        language: "zh".into(),
        target: Target {
            source: source.into(),
            block: "b7".into(),
            quote: Some(Quote {
                exact: "尾矿库".into(),
                prefix: "避让 ".into(),
                suffix: "。".into(),
            }),
            position: Some((4, 7)),
        },
        ..Annotation::default()
    };
    let change = Annotation {
        id: "https://u.example/suggestions/s1".into(),
        motivation: Motivation::Editing,
        creator: "Ana".into(),
        body: "Clearer.".into(),
        proposed: "The operator must avoid it.".into(),
        target: Target {
            source: source.into(),
            block: "b8".into(),
            ..Target::default()
        },
        ..Annotation::default()
    };
    let answer = Annotation {
        id: "https://u.example/comments/c1/replies/r1".into(),
        motivation: Motivation::Replying,
        creator: "Zoë".into(),
        body: "All of them.".into(),
        target: Target {
            source: "https://u.example/comments/c1".into(),
            ..Target::default()
        },
        ..Annotation::default()
    };
    vec![comment, change, answer]
}

fn about(total: usize) -> Collection {
    Collection {
        id: "https://u.example/guidelines/mining/annotations".into(),
        label: "Mining".into(),
        total,
        page_size: 3,
    }
}

fn take(value: &Value) -> Vec<Annotation> {
    let read = read(value.to_string().as_bytes(), &AnnotationLimits::default()).unwrap();
    read.items.into_iter().map(|it| it.annotation).collect()
}

#[test]
fn what_is_written_is_read_back() {
    let all = annotations();
    assert_eq!(take(&collection(&about(3), &all)), all);
    let second = Page {
        number: 1,
        items: &all,
    };
    assert_eq!(take(&page(&about(7), second)), all);
    let one = collection(&about(3), &all)["first"]["items"][0].clone();
    assert_eq!(take(&one), all[..1]);
    assert_eq!(take(&json!([one])), all[..1]);
}

#[test]
fn the_shape_is_that_of_the_recommendation() {
    let value = collection(&about(7), &annotations());
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
    let empty = collection(&about(0), &[]);
    assert_eq!((&empty["total"], empty.get("first")), (&json!(0), None));
    let last = page(
        &about(7),
        Page {
            number: 2,
            items: &[],
        },
    );
    assert_eq!((last.get("next"), &last["startIndex"]), (None, &json!(6)));
}

#[test]
fn annotations_of_other_programs() {
    let value = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld"],
        "type": ["Annotation"],
        "motivation": ["oa:commenting"],
        "creator": [{"id": "acct:ana", "nickname": "ana"}],
        "body": [
            {"type": "TextualBody", "value": "<p>Why <b>two</b>?</p>", "format": "text/html"},
            {"type": "TextualBody", "value": "offsets", "purpose": "tagging"},
            "https://elsewhere.example/body",
        ],
        "target": [{
            "source": {"id": "https://u.example/r/2#b9"},
            "selector": [
                {"type": "XPathSelector", "value": "/html/body/p[2]"},
                {"type": "TextPositionSelector", "start": 9, "end": 3},
                {"type": "TextQuoteSelector", "exact": "two", "refinedBy": {"type": "WeatherSelector"}},
            ],
        }, "https://u.example/other"],
    });
    let read = read(value.to_string().as_bytes(), &AnnotationLimits::default()).unwrap();
    let found = &read.items[0].annotation;
    assert_eq!(
        (found.creator.as_str(), found.body.as_str()),
        ("ana", "Why two?")
    );
    assert_eq!(found.target.source, "https://u.example/r/2");
    assert_eq!(found.target.block, "b9");
    assert_eq!(found.target.quote.as_ref().unwrap().exact, "two");
    assert_eq!(found.target.position, None);
    let what: Vec<&str> = read.problems.iter().map(|it| it.what.as_str()).collect();
    for part in [
        "XPathSelector",
        "WeatherSelector",
        "position",
        "tag",
        "no text",
        "only the first",
    ] {
        assert!(what.iter().any(|it| it.contains(part)), "{part}: {what:?}");
    }
    let plain =
        json!({"type": "Annotation", "bodyValue": "Good.", "target": "https://u.example/r/2"});
    assert_eq!(take(&plain)[0].body, "Good.");
}

#[test]
fn hostile_files_are_refused_or_listed() {
    let limits = AnnotationLimits {
        bytes: 200_000,
        items: 10,
        text: 1000,
    };
    let refused = |bytes: &[u8]| read(bytes, &limits).unwrap_err();
    assert_eq!(refused(b" \n"), AnnotationError::Empty);
    assert!(matches!(refused(b"{"), AnnotationError::Malformed(_)));
    assert!(matches!(
        refused(b"{\"type\":\"Person\"}"),
        AnnotationError::Malformed(_)
    ));
    assert!(matches!(
        refused("[".repeat(100_000).as_bytes()),
        AnnotationError::Malformed(_)
    ));
    assert!(matches!(
        refused(&vec![b' '; 200_001]),
        AnnotationError::TooLarge(_)
    ));
    let one = json!({"type": "Annotation", "bodyValue": "x", "target": "t"});
    let many = Value::from(vec![one; 11]);
    assert!(matches!(
        refused(many.to_string().as_bytes()),
        AnnotationError::TooLarge(_)
    ));
    let long = json!({"type": "Annotation", "bodyValue": "x".repeat(1001)});
    assert!(matches!(
        refused(long.to_string().as_bytes()),
        AnnotationError::TooLarge(_)
    ));
    let mut deep = json!({"type": "TextQuoteSelector", "exact": "q"});
    for _ in 0..40 {
        deep = json!({"type": "FragmentSelector", "value": "b1", "refinedBy": deep});
    }
    let odd = json!([{"type": "Annotation", "bodyValue": "a\u{202E}b", "target": {"source": 7, "selector": deep}}, 3, null,
        {"type": "Annotation", "body": {"type": "Image", "id": "http://x"}}]);
    let read = read(odd.to_string().as_bytes(), &limits).unwrap();
    assert_eq!(read.items.len(), 1);
    assert_eq!(read.items[0].annotation.body, "ab");
    assert!(read.problems.len() >= 4, "{:?}", read.problems);
    let elsewhere = json!({"type": "AnnotationCollection", "first": "http://x/page"});
    let read = super::annotation::read(elsewhere.to_string().as_bytes(), &limits).unwrap();
    assert!(read.problems[0].what.contains("nothing is fetched"));
}
