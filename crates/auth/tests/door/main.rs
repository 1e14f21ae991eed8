//! The stories of signing in, told at the door.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod memory;

use std::sync::Arc;

use auth::{
    AccessTokens, Accounts, Created, Door, DoorError, Email, Grant, Millis, Passwords, Purpose,
    Registration, Terms,
};
use memory::Memory;

const NOW: Millis = 1_790_000_000_000;
const DAY: Millis = 24 * 60 * 60 * 1000;
const PASSWORD: &str = "tailings facility 7";

struct House {
    memory: Arc<Memory>,
    door: Door,
}

impl House {
    async fn with_ana() -> Self {
        let memory = Arc::new(Memory::default());
        let tokens = AccessTokens::new(&[7; 32], "https://review.example.org").unwrap();
        let door = Door::new(memory.clone(), Passwords::new(4), tokens, Terms::default());
        let house = Self { memory, door };
        assert_eq!(
            house.register("ana@example.org", PASSWORD).await,
            Created::New
        );
        house
    }

    async fn register(&self, address: &str, password: &str) -> Created {
        let email = Email::parse(address).unwrap();
        let registration = Registration {
            password: self.door.choose_password(password, &email).unwrap(),
            email,
            display_name: "Ana Silva".to_owned(),
        };
        self.door.register(registration, NOW).await.unwrap()
    }

    async fn ana(&self) -> auth::Account {
        let email = Email::parse("ana@example.org").unwrap();
        self.memory.account_by_email(&email).await.unwrap().unwrap()
    }

    async fn sign_in(&self) -> Grant {
        self.door
            .sign_in("ana@example.org", PASSWORD, NOW)
            .await
            .unwrap()
    }

    async fn refresh(&self, grant: &Grant, now: Millis) -> Result<Grant, DoorError> {
        self.door.refresh(&grant.refresh_token.reveal(), now).await
    }

    async fn lets_in(&self, grant: &Grant, now: Millis) -> bool {
        self.door
            .identify(&grant.access_token, Purpose::Interface, now)
            .await
            .is_ok()
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the stories read better without a borrow"
)]
fn refused<T>(result: Result<T, DoorError>) -> bool {
    matches!(result, Err(DoorError::Refused))
}

#[tokio::test]
async fn who_knows_the_password_comes_in() {
    let house = House::with_ana().await;
    let grant = house
        .door
        .sign_in(" ANA@example.org", PASSWORD, NOW)
        .await
        .unwrap();
    let identity = house
        .door
        .identify(&grant.access_token, Purpose::Interface, NOW)
        .await
        .unwrap();
    assert_eq!(identity.account, house.ana().await);
    assert!(refused(
        house.door.sign_in("ana@example.org", "wrong", NOW).await
    ));
    assert!(refused(
        house.door.sign_in("bob@example.org", PASSWORD, NOW).await
    ));
    assert!(refused(
        house.door.sign_in("no address", PASSWORD, NOW).await
    ));
}

#[tokio::test]
async fn a_taken_address_keeps_its_first_account() {
    let house = House::with_ana().await;
    assert_eq!(
        house.register("Ana@Example.org", "another password").await,
        Created::Taken
    );
    assert!(refused(
        house
            .door
            .sign_in("ana@example.org", "another password", NOW)
            .await
    ));
    house.sign_in().await;
}

#[tokio::test]
async fn each_refresh_token_is_exchanged_for_the_next() {
    let house = House::with_ana().await;
    let mut grant = house.sign_in().await;
    for step in 1..5 {
        grant = house.refresh(&grant, NOW + step * DAY).await.unwrap();
        assert!(house.lets_in(&grant, NOW + step * DAY).await);
    }
}

#[tokio::test]
async fn a_lost_answer_is_forgiven_and_a_replay_ends_the_family() {
    let house = House::with_ana().await;
    let first = house.sign_in().await;
    let lost = house.refresh(&first, NOW).await.unwrap();
    let again = house
        .refresh(&first, NOW)
        .await
        .expect("its successor was never used");
    let next = house.refresh(&again, NOW).await.unwrap();
    assert!(
        refused(house.refresh(&first, NOW).await),
        "its successor was used"
    );
    assert!(
        refused(house.refresh(&next, NOW).await),
        "the whole family is over"
    );
    assert!(refused(house.refresh(&lost, NOW).await));
    assert!(!house.lets_in(&next, NOW).await, "access ends with it");
    house.sign_in().await;
}

#[tokio::test]
async fn a_successor_that_was_passed_over_counts_as_a_copy() {
    let house = House::with_ana().await;
    let first = house.sign_in().await;
    let lost = house.refresh(&first, NOW).await.unwrap();
    let again = house.refresh(&first, NOW).await.unwrap();
    assert!(refused(house.refresh(&lost, NOW).await));
    assert!(refused(house.refresh(&again, NOW).await));
}

#[tokio::test]
async fn one_of_many_at_once_is_enough_and_none_ends_the_family() {
    let house = Arc::new(House::with_ana().await);
    let token = house.sign_in().await.refresh_token.reveal();
    let tasks: Vec<_> = (0..2)
        .map(|_| {
            let (house, token) = (house.clone(), token.clone());
            tokio::spawn(async move { house.door.refresh(&token, NOW).await })
        })
        .collect();
    let mut granted = 0;
    for task in tasks {
        granted += usize::from(task.await.unwrap().is_ok());
    }
    assert_eq!(granted, 2);
    let alive = |session: &auth::Session| session.ended_at.is_none();
    assert!(house.memory.sessions.lock().unwrap().values().all(alive));
}

#[tokio::test]
async fn signing_out_ends_refresh_and_access_of_that_session_alone() {
    let house = House::with_ana().await;
    let (here, there) = (house.sign_in().await, house.sign_in().await);
    house
        .door
        .sign_out(&here.refresh_token.reveal(), NOW)
        .await
        .unwrap();
    assert!(refused(house.refresh(&here, NOW).await));
    assert!(!house.lets_in(&here, NOW).await);
    assert!(house.lets_in(&there, NOW).await);
    house.door.sign_out("no token at all", NOW).await.unwrap();
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let house = House::with_ana().await;
    let (here, there) = (house.sign_in().await, house.sign_in().await);
    let id = house.ana().await.id;
    house
        .memory
        .set_password(&id, &"$argon2id$new".into(), NOW)
        .await
        .unwrap();
    for grant in [here, there] {
        assert!(refused(house.refresh(&grant, NOW).await));
        assert!(!house.lets_in(&grant, NOW).await);
    }
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let house = House::with_ana().await;
    let grant = house.sign_in().await;
    house
        .memory
        .set_disabled(&house.ana().await.id, true, NOW)
        .await
        .unwrap();
    assert!(!house.lets_in(&grant, NOW).await);
    assert!(refused(house.refresh(&grant, NOW).await));
    assert!(refused(
        house.door.sign_in("ana@example.org", PASSWORD, NOW).await
    ));
}

#[tokio::test]
async fn sessions_end_when_unused_and_in_any_case() {
    let house = House::with_ana().await;
    let grant = house.sign_in().await;
    assert!(
        refused(house.refresh(&grant, NOW + 30 * DAY).await),
        "unused"
    );
    let mut busy = house.sign_in().await;
    for day in 1..90 {
        busy = house.refresh(&busy, NOW + day * DAY).await.unwrap();
    }
    assert!(
        refused(house.refresh(&busy, NOW + 90 * DAY).await),
        "in any case"
    );
    assert!(!house.lets_in(&busy, NOW + 90 * DAY).await);
}
