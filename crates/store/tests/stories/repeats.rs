//! Requests that come again.

use review::{CommentPatch, ReviewError, Visibility};

use crate::support::{
    house::{House, SLUG, on, once, publication},
    text::first_en,
};

/// The same key gives the same answer and creates nothing; with another request it is refused.
pub async fn a_request_that_comes_again(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    let ana = house.person("Ana").await;
    let review = &house.review;
    let first = publication(vec![first_en()], Some(0));
    let key = once("k1", "publish");
    let published = review
        .publish(&editor, SLUG, first.clone(), Some(&key))
        .await
        .unwrap();
    let again = review
        .publish(&editor, SLUG, first, Some(&key))
        .await
        .unwrap();
    assert_eq!(
        published, again,
        "though the revision it expected is no longer the latest"
    );

    let text = house.text(&ana, 1, "en").await;
    let new = on(&text, 1, "critical habitat");
    let key = once("k1", "comment");
    let comment = review
        .add_comment(&ana, SLUG, new.clone(), Some(&key))
        .await
        .unwrap();
    let patch = CommentPatch {
        body: Some("Edited".into()),
        kind: None,
    };
    review.edit_comment(&ana, &comment.id, patch).await.unwrap();
    let again = review
        .add_comment(&ana, SLUG, new.clone(), Some(&key))
        .await
        .unwrap();
    assert_eq!(comment, again, "the answer of then, not of now");
    let other = once("k1", "another comment");
    let reused = review
        .add_comment(&ana, SLUG, new.clone(), Some(&other))
        .await;
    assert_eq!(reused, Err(ReviewError::KeyReused));
    let li = house.person("Li").await;
    let theirs = review
        .add_comment(&li, SLUG, new.clone(), Some(&other))
        .await;
    assert!(theirs.is_ok(), "a key counts for one person");

    let key = once("k2", "at once");
    let ask = || review.add_comment(&ana, SLUG, new.clone(), Some(&key));
    let (one, two, three) = tokio::join!(ask(), ask(), ask());
    let (one, two, three) = (one.unwrap(), two.unwrap(), three.unwrap());
    assert!(
        one.id == two.id && two.id == three.id,
        "also when they come at the same time"
    );
    assert_eq!(house.comments(&ana, 1).await.len(), 3);
}
