//! Many at once, and trouble.

use std::{collections::HashSet, time::Duration};

use auth::Accounts;
use review::{ReviewError, Visibility};

use crate::support::{
    house::{House, SLUG, on},
    text::first_en,
};

/// Of those who saw the same revision, one publishes the next.
pub async fn publishing_at_once(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    house
        .publish(&editor, vec![first_en()], Some(0))
        .await
        .unwrap();
    let publishing = (0..8).map(|_| {
        let (house, editor) = (house.clone(), editor.clone());
        tokio::spawn(async move { house.publish(&editor, vec![first_en()], Some(1)).await })
    });
    let mut won = 0;
    for publishing in publishing.collect::<Vec<_>>() {
        match publishing.await.unwrap() {
            Ok(published) => won += usize::from(published.number == 2),
            Err(error) => assert_eq!(error, ReviewError::Stale { current: 2 }),
        }
    }
    assert_eq!(won, 1);
    let view = house.review.guideline(&editor, SLUG).await.unwrap();
    assert_eq!(view.guideline.latest_revision, Some(2));

    // Without an expectation each publishes on top of the others.
    let publishing = (0..4).map(|_| house.publish(&editor, vec![first_en()], None));
    let mut numbers = HashSet::new();
    for publishing in publishing {
        numbers.insert(publishing.await.unwrap().number);
    }
    assert_eq!(numbers, HashSet::from([3, 4, 5, 6]));
}

/// A room full of people: every answered comment is there once, in one order without gaps.
pub async fn a_hundred_and_fifty_people_comment_at_once(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let ana = house.person("Ana").await;
    let text = house.text(&ana, 1, "en").await;
    let commenting = (0..150).map(|_| {
        let (review, ana) = (house.review.clone(), ana.clone());
        let new = on(&text, 1, "critical habitat");
        tokio::spawn(async move { review.add_comment(&ana, SLUG, new, None).await.unwrap().id })
    });
    let mut answered = HashSet::new();
    for commenting in commenting.collect::<Vec<_>>() {
        answered.insert(commenting.await.unwrap());
    }
    let kept: Vec<_> = house
        .comments(&ana, 1)
        .await
        .into_iter()
        .map(|comment| comment.id)
        .collect();
    assert_eq!((kept.len(), answered.len()), (150, 150));
    assert_eq!(kept.into_iter().collect::<HashSet<_>>(), answered);
    let events = house.review.events(&ana, SLUG, 0, 1_000).await.unwrap();
    assert!(events.iter().map(|event| event.sequence).eq(1..=152));
}

/// Those who stop waiting do not harm those who wait.
pub async fn callers_that_stop_waiting(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    let commenting: Vec<_> = (0..100_u64)
        .map(|index| {
            let (review, editor) = (house.review.clone(), editor.clone());
            let new = on(&text, 1, "critical habitat");
            let patience = if index % 2 == 0 {
                Duration::from_micros(index * 20)
            } else {
                Duration::MAX
            };
            tokio::spawn(async move {
                let comment = review.add_comment(&editor, SLUG, new, None);
                tokio::time::timeout(patience, comment)
                    .await
                    .ok()
                    .map(Result::unwrap)
            })
        })
        .collect();
    let mut answered = Vec::new();
    for commenting in commenting {
        answered.extend(commenting.await.unwrap().map(|comment| comment.id));
    }
    assert!(answered.len() >= 50);
    let kept = house.comments(&editor, 1).await;
    let kept: HashSet<_> = kept.into_iter().map(|comment| comment.id).collect();
    assert!(answered.iter().all(|id| kept.contains(id)));
}

/// A closed database is told as such.
pub async fn a_closed_database(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    house.database.close().await;
    let review = &house.review;
    let comment = review
        .add_comment(&editor, SLUG, on(&text, 1, "critical"), None)
        .await;
    assert!(
        matches!(comment, Err(ReviewError::Unavailable(_))),
        "{comment:?}"
    );
    assert!(matches!(
        review.ready().await,
        Err(ReviewError::Unavailable(_))
    ));
    assert!(
        house
            .database
            .set_admin(&"nobody".into(), true)
            .await
            .is_err()
    );
    house.database.close().await;
}
