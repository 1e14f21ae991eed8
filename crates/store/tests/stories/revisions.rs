//! Revisions in two languages.

use review::{
    BlockCounts, PageRequest, Publish, ReviewError, Visibility,
    document::{BlockId, Document},
};

use crate::support::{
    house::{House, SLUG, publication},
    text::{first_en, first_zh, id_of, second_en, second_zh},
};

/// Ids live through edits, splits and moves, and are shared by what corresponds.
pub async fn revisions_in_two_languages(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let both = vec![first_zh(), first_en()];
    let first = house.publish(&editor, both, Some(0)).await.unwrap();
    let all_new = BlockCounts {
        kept: 0,
        added: 8,
        removed: 0,
    };
    assert_eq!((first.number, first.blocks), (1, all_new));
    let en = house.text(&editor, 1, "en").await;
    let zh = house.text(&editor, 1, "zh").await;
    assert_eq!(ids(&en), ids(&zh), "blocks that correspond share an id");

    let both = vec![second_en(), second_zh()];
    let dry = Publish {
        check: true,
        ..publication(both.clone(), Some(1))
    };
    let foreseen = house
        .review
        .publish(&editor, SLUG, dry, None)
        .await
        .unwrap();
    let latest = house.review.latest(&editor, SLUG, None).await.unwrap();
    assert_eq!(latest.revision.number, 1, "a check changes nothing");
    let published = house.publish(&editor, both, Some(1)).await.unwrap();
    assert_eq!(published, foreseen);
    let split_and_new = BlockCounts {
        kept: 8,
        added: 2,
        removed: 0,
    };
    assert_eq!(published.blocks, split_and_new);
    let en2 = house.text(&editor, 2, "en").await;
    let zh2 = house.text(&editor, 2, "zh").await;
    for start in [
        "Offset",
        "Offsets are",
        "Tailings facilities",
        "A closure plan",
    ] {
        assert_eq!(
            id_of(&en2, start),
            id_of(&en, start),
            "{start} keeps its id"
        );
    }
    let resettled = id_of(&en2, "Nobody shall");
    assert_eq!(
        id_of(&zh2, "未经同意"),
        resettled,
        "the new paragraph is new in both"
    );
    assert_eq!(id_of(&zh2, "抵消是最后"), id_of(&en2, "Offsets are"));
}

/// A translation that lags gives way to the guideline's language; what is stale is refused.
pub async fn a_translation_that_lags(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let both = vec![first_en(), first_zh()];
    let first = house.publish(&editor, both.clone(), None).await.unwrap();
    house
        .publish(&editor, vec![second_en()], None)
        .await
        .unwrap();
    let review = &house.review;
    let second = review.revision(&editor, SLUG, 2, Some("zh")).await.unwrap();
    assert_eq!((&*second.language, second.revision.block_count), ("en", 10));
    let list = review
        .revisions(&editor, SLUG, &PageRequest::default())
        .await
        .unwrap();
    let numbers: Vec<u32> = list.items.iter().map(|revision| revision.number).collect();
    assert_eq!(numbers, [2, 1], "newest first");
    assert_eq!(list.items[1].languages, ["en", "zh"]);
    assert_eq!(list.items[1].sha256, first.sha256);
    let sides = review
        .redline_sides(&editor, SLUG, 1, 2, Some("zh"))
        .await
        .unwrap();
    assert_eq!(
        (&*sides.0.language, &*sides.1.language),
        ("en", "en"),
        "both in one language"
    );

    house.publish(&editor, both, Some(2)).await.unwrap();
    let back = house.text(&editor, 3, "zh").await;
    let zh = house.text(&editor, 1, "zh").await;
    assert_eq!(
        id_of(&back, "尾矿库"),
        id_of(&zh, "尾矿库"),
        "the translation goes on"
    );
    let stale = house.publish(&editor, vec![first_en()], Some(2)).await;
    assert_eq!(stale, Err(ReviewError::Stale { current: 3 }));
    let without_main = house.publish(&editor, vec![first_zh()], None).await;
    assert!(matches!(without_main, Err(ReviewError::Invalid { .. })));
    let missing = review.revision(&editor, SLUG, 4, None).await;
    assert_eq!(missing, Err(ReviewError::NotFound));
}

fn ids(text: &Document) -> Vec<&BlockId> {
    text.blocks.iter().map(|block| &block.id).collect()
}
