use std::collections::HashMap;

use serde_json::{Value, json};

use super::{SLUG, of};
use crate::house::{Answer, House, Person, file_form, part, with};

const TEXTS: [(&str, &str); 3] = [
    (
        include_str!("../../../sample/en/revision-1.md"),
        include_str!("../../../sample/zh/revision-1.md"),
    ),
    (
        include_str!("../../../sample/en/revision-2.md"),
        include_str!("../../../sample/zh/revision-2.md"),
    ),
    (
        include_str!("../../../sample/en/revision-3.md"),
        include_str!("../../../sample/zh/revision-3.md"),
    ),
];

/// The people of the sample, and what they have done so far.
pub(crate) struct Cast {
    pub(super) house: House,
    /// By address.
    people: HashMap<String, Person>,
    names: HashMap<String, String>,
    /// The sample's comments, each with its `id` once it is made.
    pub(super) comments: Vec<Value>,
    /// The sample's suggestions, each with its `id` once it is made.
    pub(super) suggestions: Vec<Value>,
}

impl Cast {
    /// Everybody signs in, says for which body, and gets a role.
    pub(crate) async fn gather() -> Self {
        let house = House::open().await;
        let cast = list(include_str!("../../../sample/people.json"));
        assert_eq!(cast.len(), 14);
        let (mut people, mut names) = (HashMap::new(), HashMap::new());
        let mut first = None;
        for one in &cast {
            let email = text(one, "email");
            let name = email.split('@').next().unwrap();
            let person = if first.is_none() {
                house.administrator(name).await
            } else {
                house.person(name).await
            };
            let profile = json!({
                "display_name": one["display_name"],
                "organisation": one["organisation"],
                "language": one["language"],
            });
            let me = house.call(Some(&person), "PATCH", "/me", &profile).await;
            me.expect(200);
            if first.is_none() {
                house.guideline(&person, SLUG, "open").await;
            }
            let editor = first.get_or_insert_with(|| person.clone());
            house.member(editor, SLUG, &person, text(one, "role")).await;
            names.insert(email.to_owned(), text(one, "display_name").to_owned());
            people.insert(email.to_owned(), person);
        }
        Self {
            house,
            people,
            names,
            comments: list(include_str!("../../../sample/comments.json")),
            suggestions: list(include_str!("../../../sample/suggestions.json")),
        }
    }

    pub(super) fn person(&self, email: &str) -> &Person {
        &self.people[email]
    }

    pub(super) fn name(&self, email: &str) -> &str {
        &self.names[email]
    }

    pub(super) fn editor(&self) -> &Person {
        self.person("amara.diallo@example.org")
    }

    pub(super) fn second_editor(&self) -> &Person {
        self.person("lin.yuehua@example.org")
    }

    pub(super) async fn call(
        &self,
        who: &Person,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Answer {
        self.house.call(Some(who), method, path, body).await
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        let answer = self.house.get(Some(self.editor()), path).await;
        answer.expect(200).json()
    }

    /// All pages of a list.
    pub(super) async fn all(&self, who: &Person, path: &str) -> Vec<Value> {
        let mut found = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("{path}limit=50{cursor}");
            let page = self.house.get(Some(who), &path).await.expect(200).json();
            found.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return found,
            }
        }
    }

    pub(crate) async fn publish(&self, revision: usize) {
        let (english, chinese) = TEXTS[revision - 1];
        let form = file_form("draft.md", english.as_bytes())
            .part("file_zh", part("draft.md", chinese.as_bytes()))
            .text("note", format!("Revision {revision}"));
        let published = self.house.upload(self.editor(), SLUG, form).await;
        let published = published.expect(201).json();
        assert_eq!(published["number"], revision);
        assert_eq!(published["problems"], json!([]));
    }

    /// The blocks of a revision.
    pub(super) async fn text(&self, revision: usize, language: &str) -> Vec<Value> {
        let path = of(&format!("revisions/{revision}?language={language}"));
        let text = self.get(&path).await;
        text["blocks"].as_array().unwrap().clone()
    }
}

/// Where words stand, or a block that starts with them.
pub(super) fn place(blocks: &[Value], start: &str, quote: Option<&str>) -> Value {
    let fits = |block: &&Value| {
        let whole = text(block, "text");
        whole.starts_with(start) && whole.contains(quote.unwrap_or_default())
    };
    let block = blocks.iter().find(fits);
    let block = block.unwrap_or_else(|| panic!("{start:?} {quote:?} stands nowhere"));
    let place = json!({"block_id": block["id"]});
    let Some(quote) = quote else { return place };
    let whole = text(block, "text");
    let at = whole[..whole.find(quote).unwrap()].chars().count();
    let end = at + quote.chars().count();
    with(place, json!({"start": at, "end": end, "quote": quote}))
}

pub(super) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
}

fn list(json: &str) -> Vec<Value> {
    serde_json::from_str(json).unwrap()
}
