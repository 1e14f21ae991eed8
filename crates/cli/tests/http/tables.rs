//! Comment tables and Web Annotations go out and come in.

use formats::{
    Limits,
    tables::{self, CommentTable, TableFormat},
};
use reqwest::multipart::Form;
use serde_json::{Value, json};

use crate::house::{Answer, House, Person, answer, file_form, with};

const TEXT: &str = "# Guideline

Operators shall avoid impacts on critical habitat in every case.

## 2 Tailings

Tailings facilities shall be monitored every month by independent experts.

Offsets are the last resort. They shall last as long as the impact does.

| Metal | Limit |
|---|---|
| Lead | 5 mg per litre |

## 3 尾矿库

矿山企业应当避让生态保护红线，并采取措施保护栖息地。

Results shall be disclosed in full every year.
";

pub(crate) const LAYOUTS: [&str; 6] = ["iso", "ipcc", "ipbes", "cn", "cn_result", "full"];

pub(crate) struct Scene {
    house: House,
    editor: Person,
    ana: Person,
}

impl Scene {
    pub(crate) async fn set() -> Self {
        let house = House::open().await;
        let editor = house.administrator("editor").await;
        let ana = house.person("ana").await;
        let scene = Self { house, editor, ana };
        scene.guideline("mining").await;
        scene
    }

    async fn guideline(&self, slug: &str) {
        let house = &self.house;
        house.guideline(&self.editor, slug, "members").await;
        house
            .member(&self.editor, slug, &self.ana, "participant")
            .await;
        house.publish(&self.editor, slug, TEXT).await.expect(201);
    }

    pub(crate) async fn comment(&self, words: &str, kind: &str, body: &str) -> String {
        let new = json!({"revision": 1, "kind": kind, "body": body});
        let new = match words {
            "" => new,
            words => {
                let revision = "/guidelines/mining/revisions/1";
                with(self.house.find(&self.ana, revision, words).await, new)
            }
        };
        let path = "/guidelines/mining/comments";
        let comment = self.house.call(Some(&self.ana), "POST", path, &new).await;
        comment.expect(201).json()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub(crate) async fn table(&self, slug: &str, query: &str) -> Vec<u8> {
        let path = format!("/guidelines/{slug}/comment-table?{query}");
        self.house
            .get(Some(&self.ana), &path)
            .await
            .expect(200)
            .bytes
    }

    pub(crate) async fn csv(&self, slug: &str, query: &str) -> String {
        let bytes = self.table(slug, &format!("{query}&format=csv")).await;
        let text = String::from_utf8(bytes).unwrap();
        text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n")
    }

    async fn bring(&self, who: &Person, slug: &str, name: &str, bytes: &[u8]) -> Answer {
        self.form(who, slug, file_form(name, bytes)).await
    }

    /// As an editor does who wants what the file decides.
    async fn bring_decisions(&self, slug: &str, name: &str, bytes: &[u8]) -> Answer {
        let form = file_form(name, bytes).text("decisions", "true");
        self.form(&self.editor, slug, form).await
    }

    async fn form(&self, who: &Person, slug: &str, form: Form) -> Answer {
        let path = format!("/guidelines/{slug}/comment-table");
        let request = self.house.request(Some(&who.token), "POST", &path);
        answer(request.multipart(form).send().await.unwrap()).await
    }

    async fn list(&self, path: &str) -> Vec<Value> {
        let list = self
            .house
            .get(Some(&self.ana), path)
            .await
            .expect(200)
            .json();
        list["items"].as_array().unwrap().clone()
    }

    /// Comments on words, on blocks and on the whole, a reply, and a suggestion.
    pub(crate) async fn talk(&self) {
        self.comment(
            "last resort",
            "technical",
            "=1+1 is no \"reason\";\n1) one\n2) two",
        )
        .await;
        self.comment("应当避让", "editorial", "“应当”改为“必须”。")
            .await;
        self.comment("Lead", "general", "Which compounds?").await;
        let id = self.comment("", "general", "Well done.").await;
        let reply = json!({"body": "Thank you."});
        let path = format!("/comments/{id}/replies");
        let reply = self
            .house
            .call(Some(&self.editor), "POST", &path, &reply)
            .await;
        reply.expect(201);
        let rows = "章节号,原文,修改后内容,理由\n2,every month,每周一次,更快发现\n";
        let brought = self
            .bring(&self.ana, "mining", "a.csv", rows.as_bytes())
            .await;
        let brought = brought.expect(201).json();
        assert_eq!(brought["counts"]["suggestions"], 1, "{brought:#}");
    }
}

#[tokio::test]
async fn a_table_of_each_layout_comes_back_as_it_left() {
    let scene = Scene::set().await;
    scene.talk().await;
    for layout in LAYOUTS {
        for format in ["xlsx", "csv", "docx"] {
            let other = format!("{}-{format}", layout.replace('_', "-"));
            scene.guideline(&other).await;
            let query = format!("layout={layout}");
            let file = scene
                .table("mining", &format!("{query}&format={format}"))
                .await;
            let name = format!("table.{format}");
            let taken = scene
                .bring(&scene.editor, &other, &name, &file)
                .await
                .expect(201)
                .json();
            assert_eq!(taken["layout"], layout, "{taken:#}");
            assert_eq!(taken["counts"]["left_out"], 0, "{taken:#}");
            assert_eq!(taken["rows"].as_array().unwrap().len(), 5, "{taken:#}");
            if layout != "full" {
                let (before, after) = (
                    scene.csv("mining", &query).await,
                    scene.csv(&other, &query).await,
                );
                assert_eq!(after, before, "{layout} {format}");
            }
            let again = scene
                .bring(&scene.ana, &other, &name, &file)
                .await
                .expect(200)
                .json();
            assert_eq!(again["counts"]["known"], 5, "{layout} {format} {again:#}");
        }
    }
}

/// The columns of the full layout that another guideline can have in common.
#[tokio::test]
async fn the_full_table_brings_everything_that_can_be_brought() {
    let scene = Scene::set().await;
    scene.talk().await;
    scene.guideline("other").await;
    let file = scene.table("mining", "layout=full").await;
    scene
        .bring(&scene.editor, "other", "t.xlsx", &file)
        .await
        .expect(201);
    let comments = scene.list("/guidelines/other/comments").await;
    let well = comments
        .iter()
        .find(|it| it["body"] == "Well done.")
        .unwrap();
    assert_eq!(well["written_by"]["name"], "ana");
    assert_eq!(well["replies"][0]["body"], "Thank you.");
    assert_eq!(well["replies"][0]["written_by"]["name"], "editor");
    let here = scene.list("/guidelines/mining/comments").await;
    let quote = |list: &[Value]| {
        let found = list.iter().find(|it| it["kind"] == "technical").unwrap();
        (
            found["quote"].clone(),
            found["start"].clone(),
            found["body"].clone(),
        )
    };
    assert_eq!(quote(&comments), quote(&here));
    let suggestions = scene.list("/guidelines/other/suggestions").await;
    assert_eq!(suggestions[0]["rationale"], "更快发现");
}

#[tokio::test]
async fn a_table_filled_by_the_secretariat_decides() {
    let scene = Scene::set().await;
    let id = scene
        .comment("last resort", "technical", "Why not first?")
        .await;
    scene.comment("Lead", "general", "Which compounds?").await;
    let table = scene.csv("mining", "layout=iso").await;
    let filled = table.replace(
        "Why not first?,,",
        "Why not first?,,Not accepted: see clause 2",
    );
    assert_ne!(filled, table);
    for who in [&scene.ana, &scene.editor] {
        let taken = scene.bring(who, "mining", "iso.csv", filled.as_bytes());
        let taken = taken.await.expect(200).json();
        let counts = &taken["counts"];
        assert_eq!(
            (&counts["known"], &counts["decided"], &counts["undecided"]),
            (&json!(2), &json!(0), &json!(1)),
            "nobody asked"
        );
    }
    let form = file_form("iso.csv", filled.as_bytes()).text("decisions", "true");
    let participant = scene.form(&scene.ana, "mining", form).await;
    participant.expect_problem(403, "forbidden");
    let form = file_form("iso.csv", filled.as_bytes()).text("decisions", "perhaps");
    let unclear = scene.form(&scene.editor, "mining", form).await;
    unclear.expect_problem(422, "invalid");
    let taken = scene.bring_decisions("mining", "iso.csv", filled.as_bytes());
    let taken = taken.await.expect(201).json();
    assert_eq!(
        (&taken["counts"]["known"], &taken["counts"]["decided"]),
        (&json!(2), &json!(1))
    );
    let path = format!("/comments/{id}");
    let comment = scene
        .house
        .get(Some(&scene.ana), &path)
        .await
        .expect(200)
        .json();
    assert_eq!(comment["status"], "decided");
    assert_eq!(comment["decision"]["outcome"], "rejected");
    assert_eq!(comment["decision"]["reason"], "see clause 2");
    let again = scene.bring_decisions("mining", "iso.csv", filled.as_bytes());
    let again = again.await.expect(200).json();
    assert_eq!(again["counts"]["undecided"], 0, "{again:#}");
    let decided = scene.csv("mining", "layout=iso&outcome=rejected").await;
    assert!(decided.contains("Rejected: see clause 2"), "{decided}");
    assert!(!decided.contains("compounds"), "{decided}");
    let chinese = scene
        .csv("mining", "layout=cn_result&status=decided&language=zh")
        .await;
    assert!(chinese.contains("不采纳,see clause 2"), "{chinese}");
}

/// A table of each layout leaves, its columns for decisions are filled, and it comes back: each row is
/// known, a comment or a suggestion, and decided as the file says.
#[tokio::test]
async fn filled_tables_of_each_layout_decide_on_what_they_left_with() {
    for (layout, format) in [
        ("iso", TableFormat::Xlsx),
        ("ipcc", TableFormat::Csv),
        ("ipbes", TableFormat::Docx),
        ("cn_result", TableFormat::Csv),
        ("full", TableFormat::Xlsx),
    ] {
        let scene = Scene::set().await;
        scene.talk().await;
        let query = format!("layout={layout}&format={format}");
        let file = scene.table("mining", &query).await;
        let filled = filled(&file, format);
        let name = format!("filled.{format}");
        let taken = scene.bring_decisions("mining", &name, &filled).await;
        let taken = taken.expect(201).json();
        let counts = &taken["counts"];
        assert_eq!(counts["known"], 5, "{layout} {taken:#}");
        assert_eq!(counts["decided"], 5, "{layout} {taken:#}");
        let draft = scene
            .house
            .get(Some(&scene.editor), "/guidelines/mining/draft");
        assert!(
            draft.await.expect(200).text().contains("每周一次"),
            "{layout}"
        );
        for list in ["comments", "suggestions"] {
            let open = format!("/guidelines/mining/{list}?status=open");
            assert_eq!(scene.list(&open).await, Vec::<Value>::new(), "{layout}");
        }
        let again = scene.bring_decisions("mining", &name, &filled).await;
        let again = again.expect(200).json();
        assert_eq!(again["counts"]["known"], 5, "{layout} {again:#}");
        assert_eq!(again["counts"]["undecided"], 0, "{layout} {again:#}");
    }
}

/// The same table with a decision in each row.
fn filled(file: &[u8], format: TableFormat) -> Vec<u8> {
    let table = tables::read(format, file, &Limits::default()).unwrap();
    let rows = table.rows.into_iter().map(|read| tables::Row {
        outcome: Some(tables::Outcome::Accepted),
        response: "As discussed.".to_owned(),
        ..read.row
    });
    let filled = CommentTable {
        layout: table.layout,
        title: "Filled".to_owned(),
        guideline: String::new(),
        revision: None,
        date: "2026-11-23T12:00:00Z".to_owned(),
        remark: String::new(),
        language: "en".to_owned(),
        rows: rows.collect(),
    };
    tables::write(&filled, format).unwrap()
}

#[tokio::test]
async fn rows_are_placed_and_how_is_said() {
    let scene = Scene::set().await;
    let rows = "MB/NC,Line number,Clause/Subclause,Paragraph/Figure/Table,Type of comment,Comments,Proposed change\n\
        BR,,2 Tailings,para 2,te,Too weak.,Delete.\n\
        CN,,3,,ed,\"Why \"\"采取措施保护栖息地\"\"?\",\n\
        DE,,17,,ge,Where is clause 17?,\n\
        ,,,,,,\n\
        FR,,2,Table 1,te,\"1) First.\n2) Second.\",\n";
    let taken = scene
        .bring(&scene.ana, "mining", "iso.csv", rows.as_bytes())
        .await;
    let taken = taken.expect(201).json();
    let how: Vec<(&str, &str)> = taken["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["became"].as_str().unwrap(),
                row["place"]["how"].as_str().unwrap_or("-"),
            )
        })
        .collect();
    let expect = [
        ("comment", "by_paragraph"),
        ("comment", "by_clause_and_quote"),
        ("comment", "-"),
        ("comment", "by_paragraph"),
        ("comment", "by_paragraph"),
    ];
    assert_eq!(how, expect, "{taken:#}");
    assert_eq!(taken["counts"]["unplaced"], 1);
    let comments = scene.list("/guidelines/mining/comments").await;
    assert_eq!(comments[0]["written_by"]["name"], "BR");
    assert_eq!(
        comments[0]["body"],
        "Too weak.\n\nProposed change:\nDelete."
    );
    assert_eq!(comments[0]["kind"], "technical");
    assert_eq!(comments[2]["block_id"], Value::Null);
}

#[tokio::test]
async fn what_is_no_table_is_refused_in_words() {
    let scene = Scene::set().await;
    let bring =
        |name: &'static str, bytes: &'static [u8]| scene.bring(&scene.ana, "mining", name, bytes);
    bring("a.xlsx", b"PK")
        .await
        .expect_problem(422, "unreadable-file");
    bring("a.csv", b"")
        .await
        .expect_problem(422, "unreadable-file");
    bring("a.csv", b"a,b\n1,2\n")
        .await
        .expect_problem(422, "unreadable-file");
    let form = Form::new().text("file2", "x");
    scene
        .form(&scene.ana, "mining", form)
        .await
        .expect_problem(422, "invalid");
    for query in ["layout=din", "format=pdf", "of=none"] {
        let path = format!("/guidelines/mining/comment-table?{query}");
        scene
            .house
            .get(Some(&scene.ana), &path)
            .await
            .expect_problem(400, "malformed");
    }
    let form = file_form("a.csv", b"No,Comment\n1,x\n").text("revision", "9");
    scene
        .form(&scene.ana, "mining", form)
        .await
        .expect_problem(404, "not-found");
}

#[tokio::test]
async fn annotations_go_out() {
    let scene = Scene::set().await;
    scene.talk().await;
    let path = "/guidelines/mining/annotations";
    let out = scene.house.get(Some(&scene.ana), path).await.expect(200);
    assert!(
        out.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("application/ld+json")
    );
    let collection = out.json();
    assert_eq!(collection["total"], 6, "{collection:#}");
    let first = &collection["first"]["items"][0];
    let selector = &first["target"]["selector"];
    assert_eq!(selector["type"], "FragmentSelector");
    assert_eq!(selector["refinedBy"][0]["exact"], "last resort");
    assert_eq!(selector["refinedBy"][1]["start"], 16);
    let page = scene
        .house
        .get(Some(&scene.ana), &format!("{path}?page=0"))
        .await;
    assert_eq!(
        page.expect(200).json()["items"],
        collection["first"]["items"]
    );
    scene
        .house
        .get(Some(&scene.ana), &format!("{path}?page=7"))
        .await
        .expect(404);
}

/// No answer is left out in silence, of a table as of annotations.
#[tokio::test]
async fn answers_that_are_not_kept_are_listed() {
    let scene = Scene::set().await;
    let long = "x".repeat(10_001);
    let rows = format!(
        "No,Comment,Replies\n1,Why?,\"▸ Bo (2026-11-20): Because.\n▸ Cy (2026-11-20): {long}\n▸ (2026-11-21):\"\n"
    );
    let expect = json!([
        format!(
            "an answer of Cy “{}…” was left out: it has 10001 characters, more than 10000",
            "x".repeat(60)
        ),
        "an answer was left out: it is empty",
    ]);
    for status in [201, 200] {
        let taken = scene.bring(&scene.ana, "mining", "a.csv", rows.as_bytes());
        let taken = taken.await.expect(status).json();
        let problems = taken["problems"].as_array().unwrap().iter();
        let (place, what): (Vec<_>, Vec<_>) = problems
            .map(|it| (it["place"].clone(), it["what"].clone()))
            .unzip();
        assert_eq!(json!(what), expect, "{taken:#}");
        assert_eq!(place, ["row 2", "row 2"]);
    }
    let comments = scene.list("/guidelines/mining/comments").await;
    let replies = comments[0]["replies"].as_array().unwrap();
    assert_eq!(replies.len(), 1, "{comments:#?}");

    let annotation = |id: &str, motivation: &str, target: &str, body: &str| {
        json!({"type": "Annotation", "id": id, "motivation": motivation, "bodyValue": body,
            "target": target, "creator": {"name": "Bo"}})
    };
    let page = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [
        annotation("urn:a/1", "commenting", "urn:x", "What for?"),
        annotation("urn:a/2", "replying", "urn:a/1", &long),
    ]});
    let path = "/guidelines/mining/annotations";
    let taken = scene.house.call(Some(&scene.ana), "POST", path, &page);
    let taken = taken.await.expect(201).json();
    let what = taken["problems"][0]["what"].as_str().unwrap();
    assert!(what.starts_with("an answer of Bo “xxx"), "{taken:#}");
}

#[tokio::test]
async fn annotations_come_in_once() {
    let scene = Scene::set().await;
    scene.talk().await;
    let path = "/guidelines/mining/annotations";
    let out = scene.house.get(Some(&scene.ana), path).await;
    let collection = out.expect(200).json();
    let same = scene
        .house
        .call(Some(&scene.ana), "POST", path, &collection)
        .await;
    assert_eq!(same.expect(200).json()["counts"]["known"], 5);
    scene.guideline("other").await;
    let other = "/guidelines/other/annotations";
    let taken = scene
        .house
        .call(Some(&scene.ana), "POST", other, &collection)
        .await;
    let taken = taken.expect(201).json();
    assert_eq!(taken["counts"]["comments"], 4, "{taken:#}");
    assert_eq!(taken["counts"]["suggestions"], 1, "{taken:#}");
    let again = scene
        .house
        .call(Some(&scene.editor), "POST", other, &collection)
        .await;
    assert_eq!(again.expect(200).json()["counts"]["known"], 5);
    let comments = scene.list("/guidelines/other/comments").await;
    assert_eq!(comments[0]["quote"], "last resort");
    assert_eq!(comments[0]["written_by"]["name"], "ana");
    let replied = comments
        .iter()
        .find(|it| it["body"] == "Well done.")
        .unwrap();
    assert_eq!(replied["replies"][0]["body"], "Thank you.");
    let wrong = json!({"type": "Person"});
    let wrong = scene
        .house
        .call(Some(&scene.ana), "POST", other, &wrong)
        .await;
    wrong.expect_problem(422, "unreadable-file");
}
