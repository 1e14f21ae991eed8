//! Comments through the revisions.

use review::{
    Comment, CommentFilter, CommentId, NewPlacement, PageRequest, PlacementCounts, Visibility,
    anchor::State,
};

use crate::support::{
    house::{House, SLUG, on},
    text::{first_en, first_zh, id_of, thinned_en, thinned_zh},
};

/// A comment stays, shifts, gets fuzzy, is orphaned, and comes back with its text.
pub async fn comments_through_the_revisions(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let ana = house.participant(&editor, "Ana").await;
    let first = || vec![first_en(), first_zh()];
    house.publish(&editor, first(), None).await.unwrap();
    let made = [
        ("en", "reviewed every three years"),
        ("en", "Offsets are the last resort"),
        ("en", "shall be monitored every month by a body"),
        ("en", "document every alternative"),
        ("zh", "独立于经营者的机构"),
    ];
    let mut ids = Vec::new();
    for (language, words) in made {
        ids.push(house.comment_on(&ana, 1, language, words).await.id);
    }
    let [stays, moves, fades, goes, in_zh] = &ids[..] else {
        panic!("five were made");
    };
    let made = house.comments(&ana, 1).await;
    assert!(made.iter().all(|comment| state(comment) == State::Exact));

    let thinned = vec![thinned_en(), thinned_zh()];
    let published = house.publish(&editor, thinned, Some(1)).await.unwrap();
    let PlacementCounts {
        exact,
        shifted,
        fuzzy,
        ambiguous,
        orphaned,
    } = published.placements;
    assert_eq!(
        exact + shifted + fuzzy + ambiguous + orphaned,
        5,
        "each has a named placement"
    );
    let found = house.comments(&ana, 2).await;
    assert_eq!(state(of(&found, stays)), State::Exact);
    assert_eq!(state(of(&found, fades)), State::Fuzzy);
    assert_eq!(state(of(&found, goes)), State::Orphaned);
    for id in [moves, in_zh] {
        assert!(matches!(
            state(of(&found, id)),
            State::Exact | State::Shifted
        ));
    }

    house.publish(&editor, first(), Some(2)).await.unwrap();
    for comment in house.comments(&ana, 3).await {
        assert!(
            matches!(state(&comment), State::Exact | State::Shifted),
            "{comment:?}"
        );
    }
    let made = house.comments(&ana, 1).await;
    assert!(
        made.iter().all(|comment| state(comment) == State::Exact),
        "where it was made it stays"
    );
}

/// A comment on an old revision finds its way to the latest, and is found by the block there.
pub async fn a_late_comment(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    house
        .publish(&editor, vec![thinned_en()], None)
        .await
        .unwrap();
    let late = house
        .comment_on(&editor, 1, "en", "independent of the operator")
        .await
        .id;
    let other = house.comment_on(&editor, 1, "en", "Offsets are").await.id;
    let text = house.text(&editor, 2, "en").await;
    for (block, expect) in [("Tailings facilities", late), ("Offsets are", other)] {
        let filter = CommentFilter {
            revision: Some(2),
            block_id: Some(id_of(&text, block)),
            ..CommentFilter::default()
        };
        let all = PageRequest::default();
        let found = house
            .review
            .comments(&editor, SLUG, &filter, &all)
            .await
            .unwrap()
            .items;
        let found: Vec<&CommentId> = found.iter().map(|comment| &comment.id).collect();
        assert_eq!(found, [&expect]);
    }
}

/// A person says where an orphan belongs; later revisions start from there.
pub async fn a_place_that_a_person_confirms(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let ana = house.participant(&editor, "Ana").await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let goes = house
        .comment_on(&ana, 1, "en", "document every alternative")
        .await;
    house
        .publish(&editor, vec![thinned_en()], None)
        .await
        .unwrap();
    house
        .publish(&editor, vec![thinned_en()], None)
        .await
        .unwrap();
    assert_eq!(
        state(of(&house.comments(&ana, 3).await, &goes.id)),
        State::Orphaned
    );

    let text = house.text(&ana, 2, "en").await;
    let place = on(&text, 2, "shall be in place before").place;
    let new = NewPlacement {
        revision: 2,
        place: place.clone(),
    };
    let confirmed = house
        .review
        .place_comment(&ana, &goes.id, new)
        .await
        .unwrap();
    assert_eq!(
        confirmed.anchor, goes.anchor,
        "the anchor is never rewritten"
    );
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    for revision in [2, 3, 4] {
        let found = house
            .review
            .comment(&ana, &goes.id, Some(revision))
            .await
            .unwrap();
        let placement = found.placement.unwrap();
        assert_eq!(placement.block_id, place.block_id, "in revision {revision}");
        assert_ne!(placement.state, State::Orphaned);
    }
    let made = house.review.comment(&ana, &goes.id, Some(1)).await.unwrap();
    assert_ne!(
        made.placement.unwrap().block_id,
        place.block_id,
        "before, it stands as it stood"
    );
}

fn of<'a>(comments: &'a [Comment], id: &CommentId) -> &'a Comment {
    let mut comments = comments.iter();
    comments
        .find(|comment| comment.id == *id)
        .expect("it is listed")
}

fn state(comment: &Comment) -> State {
    comment.placement.as_ref().expect("it was asked for").state
}
