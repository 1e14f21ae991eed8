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
