//! What people say and take back.

use review::{
    CommentFilter, CommentKind, CommentPatch, FieldError, Happening, NewComment, PageRequest,
    Place, ReviewError, Visibility,
};

use crate::support::{
    house::{House, SLUG, on},
    text::{first_en, id_of},
};

/// Comments, replies, support; filters and pages; tombstones; events.
pub async fn what_people_say_and_take_back(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    let ana = house.person("Ana").await;
    let li = house.person("李雷").await;
    let review = &house.review;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&ana, 1, "en").await;
    let about = house.comment_on(&ana, 1, "en", "critical habitat").await;
    let new = NewComment {
        place: Place::default(),
        quote: None,
        kind: CommentKind::General,
        body: "100 % AGREED_with ÜBER all of it".to_owned(),
        ..on(&text, 1, "critical")
    };
    let whole = review.add_comment(&li, SLUG, new, None).await.unwrap();
    let reply = review
        .reply(&li, &about.id, "And natural habitat?".to_owned(), None)
        .await
        .unwrap();
    assert_eq!(reply.author.display_name, "李雷");
    for _ in 0..2 {
        let support = review.support(&li, &about.id, true).await.unwrap();
        assert_eq!((support.count, support.mine), (1, true), "twice is once");
    }

    for (filter, expect) in [
        (
            CommentFilter {
                q: Some("über".into()),
                ..CommentFilter::default()
            },
            vec![&whole.id],
        ),
        (
            CommentFilter {
                q: Some("100 % agreed_".into()),
                ..CommentFilter::default()
            },
            vec![&whole.id],
        ),
        (
            CommentFilter {
                q: Some("1_0".into()),
                ..CommentFilter::default()
            },
            vec![],
        ),
        (
            CommentFilter {
                q: Some("CRITICAL hab".into()),
                ..CommentFilter::default()
            },
            vec![&about.id],
        ),
        (
            CommentFilter {
                q: Some("\0".into()),
                ..CommentFilter::default()
            },
            vec![],
        ),
        (
            CommentFilter {
                kind: Some(CommentKind::General),
                ..CommentFilter::default()
            },
            vec![&whole.id],
        ),
        (
            CommentFilter {
                author: ana.person().cloned(),
                ..CommentFilter::default()
            },
            vec![&about.id],
        ),
        (
            CommentFilter {
                author: Some("nobody\0".into()),
                ..CommentFilter::default()
            },
            vec![],
        ),
        (
            CommentFilter {
                organisation: Some("none".into()),
                ..CommentFilter::default()
            },
            vec![],
        ),
        (
            CommentFilter {
                block_id: Some(id_of(&text, "Operators")),
                ..CommentFilter::default()
            },
            vec![&about.id],
        ),
        (
            CommentFilter {
                status: Some(review::Status::Decided),
                ..CommentFilter::default()
            },
            vec![],
        ),
        (CommentFilter::default(), vec![&about.id, &whole.id]),
    ] {
        let found = review
            .comments(&ana, SLUG, &filter, &PageRequest::default())
            .await;
        let found = found.unwrap_or_else(|error| match error {
            ReviewError::Invalid { .. } => review::Page {
                items: vec![],
                next_cursor: None,
            },
            other => panic!("{filter:?}: {other}"),
        });
        let found: Vec<_> = found.items.iter().map(|comment| &comment.id).collect();
        assert_eq!(found, expect, "{filter:?}");
    }
    let one = PageRequest {
        limit: 1,
        cursor: None,
    };
    let page = review
        .comments(&ana, SLUG, &CommentFilter::default(), &one)
        .await
        .unwrap();
    assert_eq!(page.items[0].id, about.id);
    assert_eq!(page.items[0].replies.len(), 1);
    let next = PageRequest {
        limit: 1,
        cursor: page.next_cursor,
    };
    let page = review
        .comments(&ana, SLUG, &CommentFilter::default(), &next)
        .await
        .unwrap();
    assert_eq!((&page.items[0].id, page.next_cursor), (&whole.id, None));

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
    assert_eq!(
        house.comments(&li, 1).await.len(),
        1,
        "nothing is left of it"
    );

    refusals(&house, &ana).await;
    let events = review.events(&ana, SLUG, 0, 100).await.unwrap();
    let sequences: Vec<u64> = events.iter().map(|event| event.sequence).collect();
    assert_eq!(
        sequences,
        (1..=10).collect::<Vec<_>>(),
        "no gap: {events:?}"
    );
    assert_eq!(events[0].happening, Happening::GuidelineCreated);
    assert_eq!(
        events[1].happening,
        Happening::RevisionPublished { number: 1 }
    );
    assert_eq!(review.events(&ana, SLUG, 9, 100).await.unwrap().len(), 1);
}

/// What makes no sense is refused with what is wrong, and changes nothing.
async fn refusals(house: &House, ana: &review::Actor) {
    let text = house.text(ana, 1, "en").await;
    let good = on(&text, 1, "critical habitat");
    let place = |start, end| Place {
        start: Some(start),
        end: Some(end),
        ..good.place.clone()
    };
    let gone = Place {
        block_id: Some("p999".into()),
        ..good.place.clone()
    };
    let half = Place {
        end: None,
        ..good.place.clone()
    };
    let body = |body: &str| NewComment {
        body: body.to_owned(),
        ..good.clone()
    };
    let long = "x".repeat(10_001);
    for (new, field, what) in [
        (
            NewComment {
                revision: 9,
                ..good.clone()
            },
            "revision",
            "no revision 9",
        ),
        (
            NewComment {
                language: Some("pt".into()),
                ..good.clone()
            },
            "language",
            "\"pt\"",
        ),
        (
            NewComment {
                place: place(5, 99_999),
                ..good.clone()
            },
            "end",
            "lies outside",
        ),
        (
            NewComment {
                place: place(9, 3),
                ..good.clone()
            },
            "end",
            "lies outside",
        ),
        (
            NewComment {
                place: gone,
                ..good.clone()
            },
            "block_id",
            "no block p999",
        ),
        (
            NewComment {
                place: half,
                ..good.clone()
            },
            "end",
            "missing",
        ),
        (
            NewComment {
                quote: Some("critical habitats".into()),
                ..good.clone()
            },
            "quote",
            "reads \"critical habitat\"",
        ),
        (body(""), "body", "empty"),
        (body(" \n"), "body", "empty"),
        (body(&long), "body", "10001 characters"),
        (body("a\0b"), "body", "U+0000"),
        (body("a\u{202E}b"), "body", "U+202E"),
    ] {
        let refused = house.review.add_comment(ana, SLUG, new.clone(), None).await;
        let Err(ReviewError::Invalid { errors }) = refused else {
            panic!("{new:?} was not refused: {refused:?}");
        };
        let FieldError {
            field: found,
            what: said,
        } = &errors[0];
        assert!(found == field && said.contains(what), "{found}: {said}");
    }
    assert_eq!(house.comments(ana, 1).await.len(), 1);
}
