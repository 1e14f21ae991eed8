//! What people say and take back.

use review::{
    CommentFilter, CommentKind, CommentPatch, Happening, NewComment, PageRequest, Place,
    ReviewError, Visibility,
};

use crate::support::{
    house::{House, SLUG, on},
    text::{first_en, id_of},
};

/// Comments are found by what they say, where they stand and whose they are; lists go on.
pub async fn looking_for_comments(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    let ana = house.person("Ana").await;
    let li = house.person("李雷").await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&ana, 1, "en").await;
    let about = house.comment_on(&ana, 1, "en", "critical habitat").await.id;
    let new = NewComment {
        place: Place::default(),
        quote: None,
        kind: CommentKind::General,
        body: "100 % AGREED_with ÜBER all of it".to_owned(),
        ..on(&text, 1, "critical")
    };
    let whole = house
        .review
        .add_comment(&li, SLUG, new, None)
        .await
        .unwrap()
        .id;

    let any = CommentFilter::default;
    let q = |text: &str| CommentFilter {
        q: Some(text.to_owned()),
        ..any()
    };
    let block = Some(id_of(&text, "Operators"));
    let decided = Some(review::Status::Decided);
    #[rustfmt::skip] // one line a case
    let cases = [
        (any(), vec![&about, &whole]),
        (q("über"), vec![&whole]),
        (q("100 % agreed_"), vec![&whole]),
        (q("1_0"), vec![]),
        (q("CRITICAL hab"), vec![&about]),
        (CommentFilter { kind: Some(CommentKind::General), ..any() }, vec![&whole]),
        (CommentFilter { author: ana.person().cloned(), ..any() }, vec![&about]),
        (CommentFilter { author: Some("nobody\0".into()), ..any() }, vec![]),
        (CommentFilter { organisation: Some("none".into()), ..any() }, vec![]),
        (CommentFilter { block_id: block, ..any() }, vec![&about]),
        (CommentFilter { status: decided, ..any() }, vec![]),
    ];
    for (filter, expect) in cases {
        let all = PageRequest::default();
        let found = house
            .review
            .comments(&ana, SLUG, &filter, &all)
            .await
            .unwrap();
        let found: Vec<_> = found.items.iter().map(|comment| &comment.id).collect();
        assert_eq!(found, expect, "{filter:?}");
    }
}

/// A list goes on where it stopped; supporting twice counts once.
pub async fn lists_and_support(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    let ana = house.person("Ana").await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let about = house.comment_on(&ana, 1, "en", "critical habitat").await.id;
    let whole = house.comment_on(&ana, 1, "en", "every month").await.id;
    for (on, expect) in [(true, 1), (true, 1), (false, 0), (false, 0), (true, 1)] {
        let support = house.review.support(&editor, &about, on).await.unwrap();
        assert_eq!((support.count, support.mine), (expect, on));
    }
    let any = CommentFilter::default;
    let mut page = PageRequest {
        limit: 1,
        cursor: None,
    };
    for expect in [&about, &whole] {
        let found = house
            .review
            .comments(&ana, SLUG, &any(), &page)
            .await
            .unwrap();
        assert_eq!((found.items.len(), &found.items[0].id), (1, expect));
        page.cursor = found.next_cursor;
    }
    assert_eq!(page.cursor, None);
}

/// Words can be changed and taken back by their author; replies keep the place of a comment.
pub async fn words_taken_back(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    let ana = house.person("Ana").await;
    let li = house.person("李雷").await;
    let review = &house.review;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let about = house.comment_on(&ana, 1, "en", "critical habitat").await;
    let reply = review
        .reply(&li, &about.id, "And rivers?".to_owned(), None)
        .await
        .unwrap();
    assert_eq!(reply.author.display_name, "李雷");
    let patch = CommentPatch {
        body: Some("Shorter.".into()),
        kind: None,
    };
    let hers = review.edit_comment(&li, &about.id, patch.clone()).await;
    assert_eq!(hers, Err(ReviewError::Forbidden), "only her own words");
    let edited = review.edit_comment(&ana, &about.id, patch).await.unwrap();
    assert!(edited.edited_at.is_some() && edited.body == "Shorter.");
    assert_eq!(
        review.delete_comment(&li, &about.id).await,
        Err(ReviewError::Forbidden)
    );

    review.delete_comment(&ana, &about.id).await.unwrap();
    let stone = review.comment(&li, &about.id, Some(1)).await.unwrap();
    assert_eq!(
        (stone.deleted, &*stone.body, stone.replies.len()),
        (true, "", 1)
    );
    assert_eq!(
        review.delete_comment(&ana, &about.id).await,
        Err(ReviewError::NotFound)
    );
    review
        .edit_reply(&li, &about.id, &reply.id, "Better put.".to_owned())
        .await
        .unwrap();
    review
        .delete_reply(&editor, &about.id, &reply.id)
        .await
        .unwrap();
    assert_eq!(
        review.comment(&li, &about.id, None).await,
        Err(ReviewError::NotFound)
    );
    assert_eq!(house.comments(&li, 1).await, [], "nothing is left of it");

    let events = review.events(&ana, SLUG, 0, 100).await.unwrap();
    let sequences: Vec<u64> = events.iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, (1..=8).collect::<Vec<_>>(), "no gap: {events:?}");
    assert_eq!(events[0].happening, Happening::GuidelineCreated);
    assert_eq!(
        events[1].happening,
        Happening::RevisionPublished { number: 1 }
    );
    assert_eq!(review.events(&ana, SLUG, 7, 100).await.unwrap().len(), 1);
}

/// What makes no sense is refused with what is wrong, and changes nothing.
pub async fn comments_that_make_no_sense(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    let good = on(&text, 1, "critical habitat");
    let place = |start, end| Place {
        start: Some(start),
        end: Some(end),
        ..good.place.clone()
    };
    let at = |place| NewComment {
        place,
        ..good.clone()
    };
    let mut gone = good.place.clone();
    gone.block_id = Some("p999".into());
    let mut half = good.place.clone();
    half.end = None;
    let says = |body: &str| NewComment {
        body: body.to_owned(),
        ..good.clone()
    };
    let quote = Some("critical habitats".to_owned());
    #[rustfmt::skip] // one line a case
    let cases = [
        (NewComment { revision: 9, ..good.clone() }, "revision", "no revision 9"),
        (NewComment { language: Some("pt".into()), ..good.clone() }, "language", "\"pt\""),
        (NewComment { quote, ..good.clone() }, "quote", "reads \"critical habitat\""),
        (at(place(5, 99_999)), "end", "lies outside"),
        (at(place(9, 3)), "end", "lies outside"),
        (at(place(9, 9)), "end", "is empty"),
        (at(gone), "block_id", "no block p999"),
        (at(half), "end", "missing"),
        (says(""), "body", "empty"),
        (says(" \n"), "body", "empty"),
        (says(&"x".repeat(10_001)), "body", "10001 characters"),
        (says("a\0b"), "body", "U+0000"),
        (says("a\u{202E}b"), "body", "U+202E"),
    ];
    for (new, field, what) in cases {
        let refused = house
            .review
            .add_comment(&editor, SLUG, new.clone(), None)
            .await;
        let Err(ReviewError::Invalid { errors }) = refused else {
            panic!("{new:?} was not refused: {refused:?}");
        };
        let error = &errors[0];
        assert!(
            error.field == field && error.what.contains(what),
            "{error:?}"
        );
    }
    assert_eq!(house.comments(&editor, 1).await, []);
}
