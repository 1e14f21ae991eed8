//! The public page that answers for everything that was said.

use reqwest::StatusCode;
use serde_json::json;

use crate::{
    house::{Answer, House, answer, file_form},
    replay::{Cast, NASTY, SLUG, find, told},
};

async fn page(house: &House, path: &str, language: &str) -> Answer {
    let url = format!("{}{path}", house.url);
    let request = house.client.get(url).header("Accept-Language", language);
    answer(request.send().await.unwrap()).await
}

async fn responses(cast: &Cast, query: &str) -> String {
    let path = format!("/g/{SLUG}/2/responses{query}");
    page(&cast.house, &path, "en").await.expect(200).text()
}

/// Where each of these stands, in this order.
#[track_caller]
fn in_order(page: &str, words: &[&str]) {
    let mut from = 0;
    for words in words {
        let found = page[from..].find(words);
        from += found.unwrap_or_else(|| panic!("{words:?} is not behind, in {page}"));
    }
}

#[tokio::test]
async fn everything_that_was_said_is_answered_in_the_order_of_the_text() {
    let cast = told(House::open().await, "public").await;
    let page = responses(&cast, "").await;
    in_order(
        &page,
        &[
            "<h1>Responses to comments on revisions 1 to 2</h1>",
            "<th scope=\"row\">Accepted</th><td>0</td><td>1</td><td>1</td>",
            "<th scope=\"row\">Not accepted</th><td>2</td><td>0</td><td>2</td>",
            "<th scope=\"row\">Withdrawn by its author</th><td>0</td><td>1</td><td>1</td>",
            "<th scope=\"row\">Not decided yet</th><td>3</td><td>1</td><td>4</td>",
            "<th scope=\"row\">Total</th><td>6</td><td>3</td><td>9</td>",
            "<blockquote lang=\"en\">critical habitat</blockquote>",
            "<strong>Not decided yet</strong>",
            "2 Tailings</h2>",
            "2 comments that say the same: <q dir=\"auto\">Weekly &lt;monitoring&gt;</q>",
            "<strong>ana</strong>, Green, &quot;Trust&quot;, NGO",
            "Why not every week?</p><p dir=\"auto\">We do.</p>",
            "Weekly would be better.",
            "<strong>Not accepted</strong>",
            "Too costly.",
            "very ",
            "<strong>Accepted</strong>",
            "Clearer.",
            "On the text as a whole",
            "On the text in 中文",
            "应改为",
        ],
    );
    assert_eq!(page.matches("Too costly.").count(), 1, "answered once");
    assert!(!page.contains("Taken back"));
    assert!(!page.contains("Who would?"), "replies are not the editors'");
    assert!(
        page.contains("<strong>Li Lei</strong>, Institute"),
        "{page}"
    );
    let ids = page.matches(" id=\"").count();
    let unique: std::collections::BTreeSet<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(unique.len(), ids, "no id twice");
}

#[tokio::test]
async fn what_people_write_stays_text() {
    let cast = told(House::open().await, "public").await;
    for language in ["en", "zh", "pt"] {
        let page = responses(&cast, &format!("?language={language}")).await;
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("alert(1)</script>"));
        let safe = "&lt;script&gt;alert(1)&lt;/script&gt;=1+1 &amp; &quot;x&quot;";
        assert!(page.matches(safe).count() >= 4, "{language}: {page}");
        assert!(!page.contains(NASTY));
    }
}

#[tokio::test]
async fn the_words_around_are_the_readers() {
    let cast = told(House::open().await, "public").await;
    let path = format!("/g/{SLUG}/2/responses");
    let chinese = page(&cast.house, &path, "zh-CN,zh;q=0.9").await.expect(200);
    assert!(
        chinese.headers["vary"]
            .to_str()
            .unwrap()
            .contains("accept-encoding")
    );
    let vary: Vec<_> = chinese.headers.get_all("vary").iter().collect();
    assert!(vary.iter().any(|it| *it == "accept-language"), "{vary:?}");
    let text = chinese.text();
    in_order(
        &text,
        &[
            "<html lang=\"zh\">",
            "对第 1 版至第 2 版意见的答复",
            "不采纳",
            "答复",
        ],
    );
    let portuguese = page(&cast.house, &format!("{path}?language=pt"), "zh").await;
    let text = portuguese.expect(200).text();
    in_order(
        &text,
        &[
            "<html lang=\"pt\">",
            "Respostas aos comentários",
            "Não aceito",
        ],
    );
    let read = page(&cast.house, &format!("/g/{SLUG}/2"), "en")
        .await
        .expect(200);
    assert!(
        read.text()
            .contains("<a href=\"/g/mining/2/responses\">Responses to comments</a>")
    );
}

#[tokio::test]
async fn only_what_anyone_may_read_is_shown_and_only_what_is_there() {
    let closed = told(House::open().await, "members").await;
    for path in ["/g/mining/2/responses", "/g/nowhere/1/responses"] {
        let answer = page(&closed.house, path, "en").await.expect(404);
        assert!(answer.text().contains("There is no such page"));
    }
    let open = told(House::open().await, "open").await;
    for place in [
        "9/responses",
        "0/responses",
        "x/responses",
        "1..2/responses",
        "2/responses?page=0",
        "2/responses?page=2",
        "2/responses?page=-1",
        "2/responses?page=99999999999999999999",
        "2/responses?from=2",
        "2/responses?from=0",
        "2/responses?from=%3Cb%3E",
    ] {
        let answer = page(&open.house, &format!("/g/mining/{place}"), "en").await;
        let text = answer.expect(404).text();
        assert!(text.contains("There is no such page"), "{place}: {text}");
    }
    let first = page(&open.house, "/g/mining/1/responses", "en")
        .await
        .expect(200)
        .text();
    assert!(first.contains("<h1>Responses to comments on revision 1</h1>"));
}

#[tokio::test]
async fn a_page_is_kept_until_something_happens() {
    let cast = told(House::open().await, "public").await;
    let path = format!("/g/{SLUG}/2/responses");
    let before = page(&cast.house, &path, "en").await.expect(200);
    assert_eq!(before.headers["cache-control"], "public, no-cache");
    let again = |etag: reqwest::header::HeaderValue| {
        let url = format!("{}{path}", cast.house.url);
        let request = cast.house.client.get(url).header("If-None-Match", etag);
        async { request.send().await.unwrap().status() }
    };
    let etag = before.headers["etag"].clone();
    assert_eq!(again(etag.clone()).await, StatusCode::NOT_MODIFIED);
    let comments = cast.list("comments").await;
    let noted = json!({"outcome": "deferred", "reason": "<i>Later</i>", "target": "2028 <b>"});
    cast.decide("comments", &find(&comments, "body", "Who pays?"), &noted)
        .await;
    assert_eq!(again(etag).await, StatusCode::OK);
    let page = responses(&cast, "").await;
    in_order(
        &page,
        &[
            "Who pays?",
            "Deferred</strong>: 2028 &lt;b&gt;",
            "&lt;i&gt;Later",
        ],
    );
}

#[tokio::test]
async fn what_is_only_proposed_is_open_and_its_reason_untold() {
    let cast = told(House::open().await, "public").await;
    let two_step = json!({"two_step": true});
    let path = format!("/guidelines/{SLUG}");
    cast.call(&cast.editor, "PATCH", &path, &two_step, 200)
        .await;
    let comments = cast.list("comments").await;
    let rejected = json!({"outcome": "rejected", "reason": "Perhaps not."});
    cast.decide("comments", &find(&comments, "body", "Who pays?"), &rejected)
        .await;
    let page = responses(&cast, "").await;
    in_order(
        &page,
        &[
            "Who pays?",
            "Not decided yet: a decision waits to be confirmed",
        ],
    );
    assert!(!page.contains("Perhaps not."));
    let again = json!({"outcome": "duplicate", "target": find(&comments, "body", "Weekly would")});
    let id = find(&comments, "body", "应改为");
    cast.decide("comments", &id, &again).await;
    let second = cast.house.administrator("second").await;
    cast.house
        .member(&cast.editor, SLUG, &second, "editor")
        .await;
    let path = format!("/comments/{id}/decision/confirmation");
    cast.call(&second, "PUT", &path, &json!(null), 200).await;
    let page = responses(&cast, "").await;
    in_order(
        &page,
        &[
            "应改为",
            "Answered with another</strong> <a href=",
            "see number",
        ],
    );
}

/// A list of 1,200 is cut into pages, none of which is large, and each is on one of them.
#[tokio::test]
async fn many_comments_are_on_many_pages() {
    let cast = told(House::open().await, "public").await;
    let mut rows = "No,Chapter,Comment,Reviewer\n".to_owned();
    for at in 0..1_200 {
        rows.push_str(&format!("{at},2,Remark number {at}.,Reader {at}\n"));
    }
    let path = format!("/guidelines/{SLUG}/comment-table");
    let request = cast.house.request(Some(&cast.editor.token), "POST", &path);
    let form = file_form("table.csv", rows.as_bytes());
    let sent = request.multipart(form).send().await.unwrap();
    assert_eq!(sent.status(), 201);
    let first = responses(&cast, "").await;
    assert!(first.contains("Page 1 of 25"), "{first}");
    let mut seen = 0;
    for number in 1..=25 {
        let page = responses(&cast, &format!("?page={number}")).await;
        assert!(page.len() < 100_000, "{} bytes", page.len());
        seen += page.matches("Remark number ").count();
        assert_eq!(page.contains("rel=\"prev\""), number > 1);
        assert_eq!(page.contains("rel=\"next\""), number < 25);
    }
    assert_eq!(seen, 1_200);
}
