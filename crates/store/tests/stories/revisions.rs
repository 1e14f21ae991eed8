//! Revisions in two languages.

use review::{BlockCounts, PageRequest, Publish, ReviewError, Visibility};

use crate::support::{
    house::{House, SLUG, publication},
    text::{
        AVOID, CLOSURE, OFFSET, TAILINGS, ZH_AVOID, ZH_CLOSURE, ZH_OFFSET, ZH_TAILINGS, first_en,
        first_zh, id_of, text,
    },
};

/// Ids live through edits, splits and moves, and are shared by what corresponds.
pub async fn three_revisions_in_two_languages(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let first = house
        .publish(&editor, vec![first_zh(), first_en()], Some(0))
        .await
        .unwrap();
    let all_new = BlockCounts {
        kept: 0,
        added: 8,
        removed: 0,
    };
    assert_eq!((first.number, first.blocks), (1, all_new));
    let en = house.text(&editor, 1, "en").await;
    let zh = house.text(&editor, 1, "zh").await;
    let ids = |text: &review::document::Document| -> Vec<_> {
        text.blocks.iter().map(|block| block.id.clone()).collect()
    };
    assert_eq!(ids(&en), ids(&zh), "blocks that correspond share an id");

    // The offsets move to the front, the first paragraph is split, one is new.
    let (avoid, document) = AVOID.split_once(", and ").unwrap();
    let second = text(
        "en",
        &[
            "# Offset",
            OFFSET,
            "# Avoid",
            &format!("{avoid}."),
            &format!("Operators {document}"),
            "# Tailings",
            TAILINGS,
            "# Closure",
            CLOSURE,
            "Nobody shall be resettled without consent.",
        ],
    );
    let (zh_avoid, zh_document) = ZH_AVOID.split_once('，').unwrap();
    let zh_second = text(
        "zh",
        &[
            "# 抵消",
            ZH_OFFSET,
            "# 避免",
            &format!("{zh_avoid}。"),
            &format!("经营者应当{zh_document}"),
            "# 尾矿",
            ZH_TAILINGS,
            "# 闭矿",
            ZH_CLOSURE,
            "未经同意不得迁移任何人。",
        ],
    );
    let dry = Publish {
        check: true,
        ..publication(vec![second.clone(), zh_second.clone()], Some(1))
    };
    let foreseen = house
        .review
        .publish(&editor, SLUG, dry, None)
        .await
        .unwrap();
    let view = house.review.guideline(&editor, SLUG).await.unwrap();
    assert_eq!(
        view.guideline.latest_revision,
        Some(1),
        "a check changes nothing"
    );
    let published = house
        .publish(&editor, vec![second, zh_second], Some(1))
        .await
        .unwrap();
    assert_eq!(published, foreseen);
    assert_eq!(
        published.blocks,
        BlockCounts {
            kept: 8,
            added: 2,
            removed: 0
        }
    );
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

    // The translation lags: it falls back to the guideline's language.
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let fallback = house
        .review
        .revision(&editor, SLUG, 3, Some("zh"))
        .await
        .unwrap();
    assert_eq!(
        (&*fallback.language, fallback.revision.block_count),
        ("en", 8)
    );
    let revisions = house
        .review
        .revisions(&editor, SLUG, &PageRequest::default())
        .await
        .unwrap();
    let numbers: Vec<u32> = revisions
        .items
        .iter()
        .map(|revision| revision.number)
        .collect();
    assert_eq!(numbers, [3, 2, 1], "newest first");
    assert_eq!(revisions.items[2].languages, ["en", "zh"]);
    assert_eq!(revisions.items[2].sha256, first.sha256);
    let (old, new) = house
        .review
        .redline_sides(&editor, SLUG, 1, 3, Some("zh"))
        .await
        .unwrap();
    assert_eq!(
        (&*old.language, &*new.language),
        ("en", "en"),
        "both sides in one language"
    );

    let stale = house.publish(&editor, vec![first_en()], Some(2)).await;
    assert_eq!(stale, Err(ReviewError::Stale { current: 3 }));
    let without_main = house.publish(&editor, vec![first_zh()], None).await;
    assert!(matches!(without_main, Err(ReviewError::Invalid { .. })));
}
