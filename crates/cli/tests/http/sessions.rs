//! Signing in, staying in, getting out.

use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};

use crate::house::{Answer, House, PASSWORD, answer};

impl House {
    async fn with_cookie(&self, path: &str, cookie: &str) -> Answer {
        let request = self.request(None, "POST", path).header(COOKIE, cookie);
        answer(request.send().await.unwrap()).await
    }

    async fn refresh(&self, cookie: &str) -> Answer {
        self.with_cookie("/auth/refresh", cookie).await
    }

    async fn come_in(&self, email: &str) -> Answer {
        let login = json!({"email": email, "password": PASSWORD});
        self.call(None, "POST", "/auth/login", &login)
            .await
            .expect(200)
    }

    async fn is_in(&self, answer: &Answer) -> bool {
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        let me = self
            .request(Some(&token), "GET", "/me")
            .send()
            .await
            .unwrap();
        me.status() == 200
    }
}

/// The refresh cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    let cookies = answer.headers.get_all(SET_COOKIE).iter();
    let mut cookies = cookies.map(|value| value.to_str().unwrap());
    let cookie = cookies.find(|value| value.starts_with("understory_refresh="));
    let cookie = cookie.expect("a refresh cookie").to_owned();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_replayed_refresh_token_ends_the_session() {
    let house = House::open().await;
    house.person("ana").await;
    let first = house.come_in("ana@example.org").await;
    let second = house.refresh(&cookie(&first)).await.expect(200);
    let third = house.refresh(&cookie(&second)).await.expect(200);
    assert!(house.is_in(&third).await);
    house
        .refresh(&cookie(&first))
        .await
        .expect_problem(401, "sign-in-needed");
    house
        .refresh(&cookie(&third))
        .await
        .expect_problem(401, "sign-in-needed");
    assert!(!house.is_in(&third).await, "access tokens end with it");
    assert!(house.is_in(&house.come_in("ana@example.org").await).await);
}

#[tokio::test]
async fn a_lost_answer_costs_nobody_the_session() {
    let house = House::open().await;
    house.person("ana").await;
    let first = house.come_in("ana@example.org").await;
    house.refresh(&cookie(&first)).await.expect(200);
    let again = house.refresh(&cookie(&first)).await.expect(200);
    assert!(house.is_in(&again).await);
}

#[tokio::test]
async fn signing_out_ends_access_at_once() {
    let house = House::open().await;
    house.person("ana").await;
    let grant = house.come_in("ana@example.org").await;
    assert!(house.is_in(&grant).await);
    let out = house
        .with_cookie("/auth/logout", &cookie(&grant))
        .await
        .expect(204);
    assert!(cookie(&out).ends_with('='), "the cookie is emptied");
    assert!(!house.is_in(&grant).await);
    house
        .refresh(&cookie(&grant))
        .await
        .expect_problem(401, "sign-in-needed");
}

/// The cookie for pages without script, as a browser sends it back.
fn for_pages(answer: &Answer) -> String {
    let cookies = answer.headers.get_all(SET_COOKIE).iter();
    let mut cookies = cookies.map(|value| value.to_str().unwrap());
    let cookie = cookies.find(|value| value.starts_with("understory_pages="));
    let cookie = cookie.expect("a cookie for pages").to_owned();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/g"] {
        let is_there = cookie.split("; ").any(|it| it == attribute);
        assert!(is_there, "{attribute} in {cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

impl House {
    async fn page(&self, path: &str, cookie: &str) -> Answer {
        let request = self.client.get(format!("{}{path}", self.url));
        answer(request.header(COOKIE, cookie).send().await.unwrap()).await
    }
}

const TEXT: &str = "# Tailings\n\nSealed words.\n\n![Map](map.png)\n";

/// A guideline for members only with two revisions, and the cookies of a member and of a stranger.
async fn sealed() -> (House, Answer, Answer) {
    let house = House::open().await;
    let editor = house.administrator("editor").await;
    house.guideline(&editor, "mining", "members").await;
    house.publish(&editor, "mining", TEXT).await.expect(201);
    let next = TEXT.replace("Sealed", "Still sealed");
    house.publish(&editor, "mining", &next).await.expect(201);
    let ana = house.person("ana").await;
    house.person("bo").await;
    house.member(&editor, "mining", &ana, "reader").await;
    let said = json!({"revision": 2, "kind": "general", "body": "Only among us."});
    let path = "/guidelines/mining/comments";
    let said = house.call(Some(&editor), "POST", path, &said).await;
    said.expect(201);
    let ana = house.come_in("ana@example.org").await;
    let bo = house.come_in("bo@example.org").await;
    (house, ana, bo)
}

const PAGES: [(&str, &str); 4] = [
    ("/g/mining", "Still sealed words."),
    ("/g/mining/1", "Sealed words."),
    ("/g/mining/1..2", "sealed"),
    ("/g/mining/2/responses", "Only among us."),
];

#[tokio::test]
async fn members_have_pages_without_script_and_nobody_else_learns_of_them() {
    let (house, ana, bo) = sealed().await;
    for (path, words) in PAGES {
        let shown = house.page(path, &for_pages(&ana)).await.expect(200);
        assert!(shown.text().contains(words), "{path}: {}", shown.text());
        assert_eq!(shown.headers["cache-control"], "no-store", "{path}");
        assert!(!shown.headers.contains_key("etag"));
        assert!(
            !shown.text().contains("/api/v1/"),
            "no link that leads nowhere"
        );
        for stranger in [
            for_pages(&bo),
            "understory_pages=x".to_owned(),
            String::new(),
        ] {
            let hidden = house.page(path, &stranger).await.expect(404);
            let missing = path.replace("mining", "nowhere");
            let missing = house.page(&missing, &stranger).await.expect(404);
            let unnamed = missing.text().replace("nowhere", "mining");
            assert_eq!(hidden.text(), unnamed, "{path}");
            assert_eq!(hidden.headers["cache-control"], "no-store", "{path}");
        }
        let again = house.page(path, &for_pages(&ana)).await.expect(200);
        assert!(again.text().contains(words));
    }
}

#[tokio::test]
async fn the_cookie_for_pages_is_good_for_pages_alone_and_as_long_as_the_session() {
    let (house, ana, _) = sealed().await;
    let cookie = for_pages(&ana);
    let token = cookie.split_once('=').unwrap().1;
    let me = house.request(Some(token), "GET", "/me").send().await;
    assert_eq!(me.unwrap().status(), 401, "it is no access token");
    let path = "/api/v1/guidelines/mining";
    house.page(path, &cookie).await.expect(404);
    let (path, _) = PAGES[3];
    let access = ana.json()["access_token"].as_str().unwrap().to_owned();
    let access = format!("understory_pages={access}");
    house.page(path, &access).await.expect(404);
    house.pass(11 * 60);
    house.page(path, &cookie).await.expect(200);
    house.pass(2 * 60);
    house.page(path, &cookie).await.expect(404);
    let renewed = house.refresh(&self::cookie(&ana)).await.expect(200);
    let cookie = for_pages(&renewed);
    house.page(path, &cookie).await.expect(200);
    let leaving = self::cookie(&renewed);
    let out = house
        .with_cookie("/auth/logout", &leaving)
        .await
        .expect(204);
    assert!(for_pages(&out).ends_with('='));
    house.page(path, &cookie).await.expect(404);
}

#[tokio::test]
async fn what_is_closed_to_the_public_is_still_there_for_members() {
    let (house, ana, _) = sealed().await;
    let editor = house.come_in("editor@example.org").await;
    let editor = editor.json()["access_token"].as_str().unwrap().to_owned();
    for (visibility, anyone) in [("public", 200), ("members", 404)] {
        let change = json!({"visibility": visibility});
        let request = house.request(Some(&editor), "PATCH", "/guidelines/mining");
        let changed = request.json(&change).send().await.unwrap();
        assert_eq!(changed.status(), 200);
        for (path, _) in PAGES {
            house.page(path, "").await.expect(anyone);
            let shown = house.page(path, &for_pages(&ana)).await.expect(200);
            let kept = shown.headers["cache-control"].to_str().unwrap().to_owned();
            assert_eq!(kept.starts_with("public"), anyone == 200, "{path}: {kept}");
        }
    }
}

#[tokio::test]
async fn an_access_token_runs_out_after_five_minutes() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    house.get(Some(&ana), "/me").await.expect(200);
    house.pass(6);
    house
        .get(Some(&ana), "/me")
        .await
        .expect_problem(401, "sign-in-needed");
    house
        .get(Some(&ana), "/guidelines")
        .await
        .expect_problem(401, "sign-in-needed");
}

#[tokio::test]
async fn an_address_that_is_taken_is_not_given_away() {
    let house = House::open().await;
    let account = |name: &str, email: &str| json!({"email": email, "password": "another password 9", "display_name": name});
    house.person("ana").await;
    let taken = house
        .call(
            None,
            "POST",
            "/auth/register",
            &account("X", "ana@example.org"),
        )
        .await;
    let free = house
        .call(
            None,
            "POST",
            "/auth/register",
            &account("X", "bo@example.org"),
        )
        .await;
    let (taken, free) = (taken.expect(201), free.expect(201));
    assert_eq!(taken.json()["display_name"], free.json()["display_name"]);
    house.come_in("ana@example.org").await;
    let wrong = json!({"email": "ana@example.org", "password": "another password 9"});
    let unknown = json!({"email": "nobody@example.org", "password": "another password 9"});
    let wrong = house
        .call(None, "POST", "/auth/login", &wrong)
        .await
        .expect(401);
    let unknown = house
        .call(None, "POST", "/auth/login", &unknown)
        .await
        .expect(401);
    assert_eq!(wrong.text(), unknown.text());
}

#[tokio::test]
async fn a_profile_is_the_persons_own() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let organisation = json!({"name": "River Watch", "stakeholder_group": "ngo"});
    let change =
        json!({"display_name": "Ana Silva", "organisation": organisation, "language": "pt"});
    house
        .call(Some(&ana), "PATCH", "/me", &change)
        .await
        .expect(200);
    let me = house.get(Some(&ana), "/me").await.expect(200).json();
    assert_eq!(me["organisation"]["name"], "River Watch");
    assert_eq!(me["email"], "ana@example.org");
    let more = json!({"admin": true});
    house
        .call(Some(&ana), "PATCH", "/me", &more)
        .await
        .expect_problem(422, "invalid");
    let me = house.get(Some(&ana), "/me").await.expect(200).json();
    assert_eq!(me["admin"], Value::Bool(false));
}
