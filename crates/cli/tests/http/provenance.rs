//! Three people of two organisations, an editor and a file change a text over three revisions;
//! everything that shows the changes names whose each is, and nobody where nobody knows.

use serde_json::{Value, json};

use crate::{
    house::{House, Person},
    word::Word,
};

const SLUG: &str = "mining";
const TEXT: &str = "# Guideline

Operators should avoid harm to rivers and to lakes.

Tailings facilities are monitored every month by experts who report to the operator.

Offsets are the last resort in every case.

A closure plan is agreed with the communities concerned.

Results are disclosed in full at the end of every year.
";

struct Scene {
    house: House,
    editor: Person,
    ana: Person,
    bo: Person,
    chen: Person,
}

impl Scene {
    async fn set() -> Self {
        let house = House::open().await;
        let editor = house.administrator("editor").await;
        let people = [
            ("ana", "Serra & Rio <b>", "ngo"),
            ("bo", "Serra & Rio <b>", "ngo"),
            ("chen", "Ministry of Mines", "government"),
        ];
        let mut made = Vec::new();
        house.guideline(&editor, SLUG, "public").await;
        for (name, organisation, group) in people {
            let person = house.person(name).await;
            let body = json!({"organisation": {"name": organisation, "stakeholder_group": group}});
            let me = house.call(Some(&person), "PATCH", "/me", &body).await;
            me.expect(200);
            house.member(&editor, SLUG, &person, "participant").await;
            made.push(person);
        }
        house.publish(&editor, SLUG, TEXT).await.expect(201);
        let [ana, bo, chen] = made.try_into().unwrap();
        Self {
            house,
            editor,
            ana,
            bo,
            chen,
        }
    }

    /// Proposes to put words in place of others, and answers the suggestion.
    async fn propose(&self, who: &Person, change: &[(&str, &str)], rationale: &str) -> Value {
        let of = "/guidelines/mining/revisions/1";
        let place = self.house.find(who, of, change[0].0).await;
        let text = self.house.get(Some(who), of).await.expect(200).json();
        let blocks = text["blocks"].as_array().unwrap();
        let mut found = blocks.iter().filter(|it| it["id"] == place["block_id"]);
        let text = found.next().unwrap()["text"].as_str().unwrap();
        let text = change
            .iter()
            .fold(text.to_owned(), |text, (old, new)| text.replace(old, new));
        self.suggest(
            who,
            json!({"block_id": place["block_id"], "text": text, "rationale": rationale}),
        )
        .await
    }

    async fn suggest(&self, who: &Person, mut wish: Value) -> Value {
        wish["revision"] = json!(1);
        let path = "/guidelines/mining/suggestions";
        let made = self.house.call(Some(who), "POST", path, &wish).await;
        made.expect(201).json()
    }

    async fn decide(&self, suggestion: &Value, ruling: Value) {
        let path = format!("/suggestions/{}/decision", id(suggestion));
        let decided = self.house.call(Some(&self.editor), "PUT", &path, &ruling);
        decided.await.expect(200);
    }

    async fn block(&self, words: &str) -> Value {
        let of = "/guidelines/mining/revisions/1";
        self.house.find(&self.ana, of, words).await["block_id"].clone()
    }

    /// Whose the changed words of a redline are: `+words who where from`, where nobody is known `?`.
    async fn told(&self, who: Option<&Person>, path: &str) -> Vec<String> {
        let answer = self.house.get(who, path).await.expect(200).json();
        let redline = answer.get("redline").unwrap_or(&answer);
        let changes = redline["blocks"].as_array().unwrap().iter();
        changes.flat_map(told).collect()
    }
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

fn told(change: &Value) -> Vec<String> {
    let kind = change["change"].as_str().unwrap();
    let mut told = Vec::new();
    if ["moved_from", "moved_to", "reformatted"].contains(&kind) {
        told.push(format!("{kind} {}", whose(change)));
    }
    for segment in change["segments"].as_array().unwrap() {
        let sign = match segment["op"].as_str().unwrap() {
            "insert" => '+',
            "delete" => '-',
            _ if segment.get("old_marks").is_some() => '~',
            _ => continue,
        };
        let of = if sign == '~' { change } else { segment };
        let text = segment["text"].as_str().unwrap().trim();
        told.push(format!("{sign}{text} {}", whose(of)));
    }
    told
}

fn whose(of: &Value) -> String {
    let from = match (of.get("suggestion"), of.get("import")) {
        (Some(suggestion), None) => suggestion.as_str().unwrap().to_owned(),
        (None, Some(import)) => format!("file {import}"),
        _ => return "?".to_owned(),
    };
    format!("{} {from}", of["author"].as_str().unwrap())
}

/// The changes of a Word file: element, author, words.
fn tracked(main: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, sign) in [
        ("ins", '+'),
        ("del", '-'),
        ("moveTo", '>'),
        ("moveFrom", '<'),
    ] {
        for (at, _) in main.match_indices(&format!("<w:{name} ")) {
            let (tag, rest) = main[at..].split_once('>').unwrap();
            if tag.ends_with('/') {
                continue;
            }
            let author = tag.split("w:author=\"").nth(1).unwrap();
            let author = author.split('"').next().unwrap();
            let inside = rest.split(&format!("</w:{name}>")).next().unwrap();
            let texts = inside
                .split("<w:t")
                .skip(1)
                .chain(inside.split("<w:delText").skip(1));
            let words: String = texts
                .filter_map(|it| it.split_once('>')?.1.split('<').next())
                .collect();
            if !words.trim().is_empty() {
                found.push((at, format!("{sign}{} {author}", words.trim())));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, told)| told).collect()
}

impl Scene {
    /// Three people propose, and it is accepted: as it is, in part, in other words. Ana also moves a
    /// paragraph. Answers the ids.
    async fn decided(&self) -> [String; 4] {
        let duty = &[("should", "shall")];
        let duty = self.propose(&self.ana, duty, "A duty").await;
        let ruling = json!({"outcome": "accepted", "reason": "It is law."});
        self.decide(&duty, ruling).await;
        let often = &[("month", "week"), ("the operator", "the public")];
        let often = self.propose(&self.bo, often, "").await;
        let ruling = json!({"outcome": "partly_accepted", "hunks": [0], "reason": "Not yet."});
        self.decide(&often, ruling).await;
        let never = &[("in every case", "everywhere")];
        let never = self.propose(&self.chen, never, "Shorter.").await;
        let text = "Offsets are the last resort in all cases.";
        let ruling =
            json!({"outcome": "accepted_with_modification", "text": text, "reason": "So."});
        self.decide(&never, ruling).await;
        let (closure, avoid) = (self.block("A closure").await, self.block("avoid").await);
        let wish = json!({"op": "move", "block_id": closure, "after": avoid});
        let moved = self.suggest(&self.ana, wish).await;
        self.decide(&moved, json!({"outcome": "accepted"})).await;
        [duty, often, never, moved].map(|suggestion| id(&suggestion).to_owned())
    }

    /// Two people give one paragraph another form.
    async fn formed_by_two(&self) {
        self.formed(&self.bo, (0, 7)).await;
        self.formed(&self.chen, (12, 21)).await;
    }

    /// Somebody gives words of the paragraph another form.
    async fn formed(&self, who: &Person, (start, end): (u32, u32)) {
        let results = self.block("Results").await;
        let marks = json!([{"start": start, "end": end, "type": "strong"}]);
        let wish = json!({"block_id": results, "marks": marks});
        let bold = self.suggest(who, wish).await;
        self.decide(&bold, json!({"outcome": "accepted"})).await;
    }

    async fn release(&self) {
        let path = "/guidelines/mining/revisions";
        let release = json!({"note": "Decided.", "undecided": true});
        let released = self.house.call(Some(&self.editor), "POST", path, &release);
        released.await.expect(201);
    }

    /// The second revision with other words, as a file.
    async fn file_over(&self, words: &[(&str, &str)]) {
        let second = "/guidelines/mining/revisions/2?format=md";
        let text = self.house.get(None, second).await.expect(200).text();
        let text = words
            .iter()
            .fold(text, |text, (old, new)| text.replace(old, new));
        let published = self.house.publish(&self.editor, SLUG, &text);
        published.await.expect(201);
    }

    /// A page without script, which may be kept for ever.
    /// The redline as a file.
    async fn file(&self, from: &str, to: &str) -> String {
        let path = format!("/guidelines/{SLUG}/redline?from={from}&to={to}&format=html");
        let answer = self.house.get(Some(&self.ana), &path).await.expect(200);
        String::from_utf8(answer.bytes).unwrap()
    }

    async fn page(&self, path: &str) -> String {
        let url = format!("{}/g/{SLUG}/{path}", self.house.url);
        let answer = self.house.client.get(url).send().await.unwrap();
        let kept = answer.headers()["cache-control"].to_str().unwrap();
        assert!(kept.contains("immutable"), "{kept}");
        answer.text().await.unwrap()
    }
}

#[tokio::test]
async fn every_change_names_where_it_comes_from() {
    let scene = Scene::set().await;
    let [first, second, third, fourth] = scene.decided().await;
    scene.formed_by_two().await;
    let accepted = [
        format!("-should ana {first}"),
        format!("+shall ana {first}"),
        format!("moved_to ana {fourth}"),
        format!("-month bo {second}"),
        format!("+week bo {second}"),
        format!("-every case chen {third}"),
        format!("+all cases chen {third}"),
        format!("moved_from ana {fourth}"),
        "reformatted ?".to_owned(),
        "~Results ?".to_owned(),
        "~disclosed ?".to_owned(),
    ];
    let draft = "/guidelines/mining/draft?redline=true";
    assert_eq!(scene.told(Some(&scene.editor), draft).await, accepted);
    scene.release().await;
    let published = "/guidelines/mining/redline?from=1&to=2";
    assert_eq!(scene.told(None, published).await, accepted);

    let words = [("to lakes", "to natural lakes"), ("week", "day")];
    scene.file_over(&words).await;
    let told = scene.told(None, OVER_THREE).await;
    let expect = [
        format!("-should ana {first}"),
        format!("+shall ana {first}"),
        "+natural editor file 3".to_owned(),
        format!("moved_to ana {fourth}"),
        format!("-month bo {second}"),
        "+day editor file 3".to_owned(),
    ];
    assert_eq!(told[..6], expect);
    let backwards = "/guidelines/mining/redline?from=3&to=1";
    let told = scene.told(None, backwards).await;
    assert!(told.iter().all(|it| it.ends_with('?')), "{told:?}");
}

const OVER_THREE: &str = "/guidelines/mining/redline?from=1&to=3";

#[tokio::test]
async fn a_word_file_has_each_change_under_its_author() {
    let scene = Scene::set().await;
    scene.decided().await;
    scene.formed(&scene.bo, (0, 7)).await;
    scene.release().await;
    let words = [("to lakes", "to natural lakes"), ("week", "day")];
    scene.file_over(&words).await;
    let path = format!("{OVER_THREE}&format=docx");
    let docx = scene.house.get(None, &path).await.expect(200);
    let main = Word::open(&docx.bytes).part("word/document.xml");
    assert_eq!(
        tracked(&main),
        [
            "-should ana",
            "+shall ana",
            "+natural editor",
            ">A closure plan is agreed with the communities concerned. ana",
            "-month bo",
            "+day editor",
            "-every case chen",
            "+all cases chen",
            "<A closure plan is agreed with the communities concerned. ana",
        ]
    );
    let form = main.split("<w:rPrChange ").nth(1).unwrap();
    let form = form.split('>').next().unwrap();
    assert!(form.contains("w:author=\"bo\""), "{form}");
}

/// The notes of a page, without markup.
fn notes(page: &str) -> Vec<String> {
    let notes = page.split("<details class=\"whence\"").skip(1);
    notes
        .map(|note| {
            let note = note.split("</details>").next().unwrap();
            let note = note.split_once('>').unwrap().1;
            let pieces = note
                .split('<')
                .map(|it| it.split_once('>').map_or(it, |it| it.1));
            let pieces: Vec<_> = pieces.map(str::trim).filter(|it| !it.is_empty()).collect();
            pieces.join(" ")
        })
        .collect()
}

#[tokio::test]
async fn the_page_without_script_says_it_too() {
    let scene = Scene::set().await;
    let why = "A <script>duty</script>\nby law";
    let duty = scene.propose(&scene.ana, &[("should", "shall")], why).await;
    let ruling = json!({"outcome": "accepted", "reason": "\"Yes\" & <i>"});
    scene.decide(&duty, ruling).await;
    scene.formed_by_two().await;
    scene.release().await;

    let html = scene.page("1..2?language=en").await;
    let at = duty["created_at"].as_str().unwrap();
    let day = at.split('T').next().unwrap();
    assert_eq!(
        notes(&html),
        [
            format!(
                "Who changed this: ana should shall ana , Serra &amp; Rio &lt;b&gt; · proposed {day} \
                 Why: A &lt;script&gt;duty&lt;/script&gt; by law \
                 Accepted · {day} · editor : &quot;Yes&quot; &amp; &lt;i&gt; \
                 The proposal and its discussion"
            ),
            "Who changed this: unknown Who made the change is not known.".to_owned(),
        ]
    );
    let link = format!("href=\"/guidelines/mining/suggestions?id={}\"", id(&duty));
    assert!(html.contains(&link), "{html}");
    assert_eq!(scene.page("1..2?language=en").await, html);

    let file = scene.file("1", "2").await;
    assert_eq!(notes(&file), notes(&html));
    let how = "Behind each changed paragraph stands who proposed the change and what was decided.";
    assert!(file.contains(&format!("<p>{how}</p>")), "{file}");
    let site = &scene.house.url;
    let link = format!(
        "href=\"{site}/guidelines/mining/suggestions?id={}\"",
        id(&duty)
    );
    assert!(file.contains(&link), "{file}");
    assert!(!file.contains("<script"), "{file}");
}

#[tokio::test]
async fn the_page_without_script_names_a_file_once_and_knows_nothing_backwards() {
    let scene = Scene::set().await;
    scene.decided().await;
    scene.release().await;
    scene.file_over(&[("to lakes", "to natural lakes")]).await;
    let html = scene.page("2..3?language=en").await;
    assert_eq!(notes(&html), [""; 0]);
    let once = "Revision 3 was published from a file by editor on ";
    assert!(html.contains(once), "{html}");
    let file = scene.file("2", "3").await;
    assert_eq!(notes(&file), [""; 0]);
    assert!(file.contains(once), "{file}");
    let html = scene.page("1..3?language=zh").await;
    let told = notes(&html);
    assert!(told[0].contains("随第 3 版的文件发布"), "{told:?}");
    let html = scene.page("3..1?language=pt").await;
    assert_eq!(notes(&html), [""; 0]);
    assert!(html.contains("Não há registo de quem propôs estas alterações."));
}
