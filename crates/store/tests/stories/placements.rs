//! Comments through the revisions.

use review::{
    CommentFilter, NewPlacement, PageRequest, PlacementCounts, Visibility,
    anchor::{Placement, State},
};

use crate::support::{
    house::{House, SLUG, on},
    text::{CLOSURE, OFFSET, ZH_CLOSURE, ZH_OFFSET, ZH_TAILINGS, first_en, first_zh, id_of, text},
};

/// A comment stays, shifts, gets fuzzy, is orphaned, and comes back with its text.
pub async fn comments_through_the_revisions(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let ana = house.participant(&editor, "Ana").await;
    house
        .publish(&editor, vec![first_en(), first_zh()], None)
        .await
        .unwrap();
    let stays = house
        .comment_on(&ana, 1, "en", "reviewed every three years")
        .await;
    let moves = house
        .comment_on(&ana, 1, "en", "Offsets are the last resort")
        .await;
    let fades = house
        .comment_on(&ana, 1, "en", "shall be monitored every month by a body")
        .await;
    let goes = house
        .comment_on(&ana, 1, "en", "document every alternative")
        .await;
    let in_zh = house.comment_on(&ana, 1, "zh", "独立于经营者的机构").await;
    let placed = house.comments(&ana, 1).await;
    assert!(
        placed
            .iter()
            .all(|comment| state(&comment.placement) == State::Exact)
    );

    let second = text(
        "en",
        &[
            "# Offset",
            OFFSET,
            "# Tailings",
            "Tailings facilities shall be monitored every week by a body that is independent of the \
         operator.",
            "# Closure",
            CLOSURE,
        ],
    );
    let zh = text(
        "zh",
        &[
            "# 抵消",
            ZH_OFFSET,
            "# 尾矿",
            ZH_TAILINGS,
            "# 闭矿",
            ZH_CLOSURE,
        ],
    );
    let published = house
        .publish(&editor, vec![second, zh], Some(1))
        .await
        .unwrap();
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
    let places = house.comments(&ana, 2).await;
    let find = |id: &review::CommentId| {
        let found = places.iter().find(|comment| comment.id == *id);
        state(&found.expect("it is listed").placement)
    };
    assert_eq!(find(&stays.id), State::Exact);
    assert!(matches!(find(&moves.id), State::Exact | State::Shifted));
    assert_eq!(find(&fades.id), State::Fuzzy);
    assert_eq!(find(&goes.id), State::Orphaned);
    assert!(matches!(find(&in_zh.id), State::Exact | State::Shifted));

    // A person says where the orphan belongs; the next revision starts from there.
    let en2 = house.text(&ana, 2, "en").await;
    let there = on(&en2, 2, "shall be in place before").place;
    let new = NewPlacement {
        revision: 2,
        place: there.clone(),
    };
    let confirmed = house
        .review
        .place_comment(&ana, &goes.id, new)
        .await
        .unwrap();
    assert_eq!(confirmed.placement.unwrap().block_id, there.block_id);
    assert_eq!(
        confirmed.anchor, goes.anchor,
        "the anchor is never rewritten"
    );

    // The first text is restored, and so are the comments on it.
    house
        .publish(&editor, vec![first_en(), first_zh()], Some(2))
        .await
        .unwrap();
    let places = house.comments(&ana, 3).await;
    for comment in &places {
        let placement = comment.placement.as_ref().unwrap();
        if comment.id == goes.id {
            assert_eq!(placement.block_id, there.block_id, "as the person said");
        } else {
            assert!(
                matches!(placement.state, State::Exact | State::Shifted),
                "{placement:?}"
            );
        }
    }
    let first = house.comments(&ana, 1).await;
    let places = first.iter().map(|comment| state(&comment.placement));
    assert!(
        places.into_iter().all(|state| state == State::Exact),
        "where it was made it stays"
    );

    // A comment on an old revision finds its way to the latest, and only blocks asked for are told.
    let late = house
        .comment_on(&ana, 1, "en", "independent of the operator")
        .await;
    let filter = CommentFilter {
        revision: Some(3),
        block_id: Some(id_of(
            &*house.text(&ana, 3, "en").await,
            "Tailings facilities",
        )),
        ..CommentFilter::default()
    };
    let found = house
        .review
        .comments(&ana, SLUG, &filter, &PageRequest::default())
        .await
        .unwrap();
    let found: Vec<_> = found.items.into_iter().map(|comment| comment.id).collect();
    assert!(
        found.contains(&late.id) && found.contains(&fades.id),
        "{found:?}"
    );
    assert!(!found.contains(&stays.id));
}

fn state(placement: &Option<Placement>) -> State {
    placement.as_ref().expect("it was asked for").state
}
