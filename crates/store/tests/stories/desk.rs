//! What editors order comments by, what people are told, and one deed for many.

use std::collections::{BTreeMap, HashSet};

use review::{
    Actor, BulkDone, Comment, CommentFilter, CommentId, Contribution, ContributionId,
    GuidelinePatch, NewAssignment, NewComment, NewGroup, Notice, NoticeKind, Outcome, PageRequest,
    ReviewError, Selection, Status, Tag, TagChange, Timestamp, Unwritten, Visibility,
};

use super::decisions::{Desk, decision, found, new, of};
use crate::support::{
    house::{House, SLUG, on, once},
    text::second_en,
};

fn any() -> CommentFilter {
    CommentFilter::default()
}

fn id(comment: &CommentId) -> ContributionId {
    ContributionId::Comment(comment.clone())
}

fn tag(tag: &str, en: &str, zh: &str) -> Tag {
    let labels = [("en", en), ("zh", zh)];
    let labels = labels.map(|(language, label)| (language.to_owned(), label.to_owned()));
    Tag {
        tag: tag.to_owned(),
        labels: BTreeMap::from(labels),
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, ReviewError>, field: &str) {
    match result {
        Err(ReviewError::Invalid { errors }) => assert_eq!(errors[0].field, field),
        other => panic!("{other:?}"),
    }
}

/// Editors are told what they are to decide; only editors decide.
pub async fn assignments(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let comment = desk.comment().await;
    let about = id(&comment);
    let to = |person: &Actor, due: i64| {
        Some(NewAssignment {
            editor: person.person().unwrap().clone(),
            due_at: Some(Timestamp(due)),
        })
    };
    let participant = review.assign(&desk.editor, &about, to(&desk.ana, 7));
    refused(participant.await, "editor");
    for due in [7, 8] {
        let assigned = review.assign(&desk.editor, &about, to(&desk.second, due));
        assigned.await.unwrap();
    }
    let seen = review.comment(&desk.ana, &comment, None).await.unwrap();
    let assignment = seen.handling.assignment.unwrap();
    assert_eq!(assignment.editor.display_name, "Second");
    assert_eq!(assignment.due_at, Some(Timestamp(8)));
    let hers = CommentFilter {
        assignee: desk.second.person().cloned(),
        ..any()
    };
    assert_eq!(found(&desk, &hers).await, std::slice::from_ref(&comment));
    assert_eq!(desk.told(&desk.second).await, [NoticeKind::Assigned; 2]);
    assert_eq!(desk.told(&desk.ana).await, []);
    let own = review.assign(&desk.editor, &about, to(&desk.editor, 9));
    own.await.unwrap();
    assert_eq!(desk.told(&desk.editor).await, [], "nobody tells oneself");
    let released = review.assign(&desk.second, &about, None);
    released.await.unwrap();
    assert_eq!(found(&desk, &hers).await, []);
}

/// Tags have an order and labels; one that goes is taken from what bears it.
pub async fn tags(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let (avoid, offset) = (
        tag("avoid", "Avoid", "避免"),
        tag("offset", "Offset", "补偿"),
    );
    let both = vec![offset.clone(), avoid.clone()];
    let set = review.set_tags(&desk.editor, SLUG, both.clone()).await;
    assert_eq!(set.unwrap(), both);
    assert_eq!(review.tags(&desk.ana, SLUG).await.unwrap(), both);
    let comment = desk.comment().await;
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    let (about, unknown) = (id(&comment), names(&["restore"]));
    refused(review.tag(&desk.editor, &about, &unknown).await, "tags");
    let twice = names(&["avoid", "offset", "avoid"]);
    review
        .tag(&desk.editor, &id(&comment), &twice)
        .await
        .unwrap();
    let seen = review.comment(&desk.ana, &comment, None).await.unwrap();
    assert_eq!(
        seen.handling.tags,
        names(&["offset", "avoid"]),
        "in their order"
    );
    let tagged = |tag: &str| CommentFilter {
        tag: Some(tag.to_owned()),
        ..any()
    };
    assert_eq!(
        found(&desk, &tagged("avoid")).await,
        std::slice::from_ref(&comment)
    );

    let only = vec![tag("avoid", "Avoid impacts", "避免影响")];
    review
        .set_tags(&desk.second, SLUG, only.clone())
        .await
        .unwrap();
    assert_eq!(review.tags(&desk.ana, SLUG).await.unwrap(), only);
    let seen = review.comment(&desk.ana, &comment, None).await.unwrap();
    assert_eq!(seen.handling.tags, names(&["avoid"]));
    assert_eq!(found(&desk, &tagged("offset")).await, []);
}

/// Tags have names for programs and labels for people; only editors set them.
pub async fn tags_that_make_no_sense(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let avoid = tag("avoid", "Avoid", "避免");
    for (bad, field) in [
        (vec![tag("Avoid!", "A", "B")], "tag"),
        (vec![avoid.clone(), avoid.clone()], "tag"),
        (vec![tag("avoid", "", "B")], "labels"),
        (
            vec![Tag {
                labels: BTreeMap::new(),
                ..avoid.clone()
            }],
            "labels",
        ),
    ] {
        refused(review.set_tags(&desk.editor, SLUG, bad).await, field);
    }
    let hers = review.set_tags(&desk.ana, SLUG, vec![]).await;
    assert_eq!(hers, Err(ReviewError::Forbidden));
}

/// Comments that say the same are put together, change groups, and are answered once.
pub async fn groups(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let (a, b, c) = (
        desk.comment().await,
        desk.comment().await,
        desk.comment().await,
    );
    let group = |title: &str, comments: &[&CommentId]| NewGroup {
        title: title.to_owned(),
        comments: comments.iter().copied().cloned().collect(),
    };
    let key = once("g1", "group");
    let first = group("Critical habitat", &[&a, &b, &a]);
    let made = review.add_group(&desk.editor, SLUG, first.clone(), Some(&key));
    let made = made.await.unwrap();
    let again = review
        .add_group(&desk.editor, SLUG, first, Some(&key))
        .await;
    assert_eq!(again.unwrap(), made, "a request that comes again");
    assert_eq!(made.comments, [a.clone(), b.clone()]);
    let other = review.add_group(&desk.second, SLUG, group("Other", &[&b, &c]), None);
    let other = other.await.unwrap();
    let all = review.groups(&desk.ana, SLUG).await.unwrap();
    let of_which: Vec<_> = all.iter().map(|group| group.comments.len()).collect();
    assert_eq!(of_which, [1, 2], "a comment has one group");
    let members = CommentFilter {
        group: Some(other.id.clone()),
        ..any()
    };
    assert_eq!(found(&desk, &members).await, [b.clone(), c.clone()]);

    let renamed = group("Habitats", &[&c]);
    let renamed = review.set_group(&desk.editor, SLUG, &other.id, renamed);
    assert_eq!(renamed.await.unwrap().title, "Habitats");
    let all = review.groups(&desk.ana, SLUG).await.unwrap();
    assert_eq!(
        (&*all[1].title, &*all[1].comments),
        ("Habitats", &[c.clone()][..])
    );
    review
        .dissolve_group(&desk.editor, SLUG, &other.id)
        .await
        .unwrap();
    let gone = review.dissolve_group(&desk.editor, SLUG, &other.id).await;
    assert_eq!(gone, Err(ReviewError::NotFound));
    assert_eq!(review.groups(&desk.ana, SLUG).await.unwrap().len(), 1);
    let nowhere = group("X", &[&"nowhere".into()]);
    refused(
        review.add_group(&desk.editor, SLUG, nowhere, None).await,
        "comments",
    );
    let nothing = group("X", &[]);
    refused(
        review.add_group(&desk.editor, SLUG, nothing, None).await,
        "comments",
    );
}

/// One decision for a whole filter: all of it in one commit, the author told of each; what is
/// decided already is left as it is unless that is asked for.
pub async fn many_at_once(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(desk.comment().await);
    }
    desk.decide(&desk.second, &ids[0], new(Outcome::Accepted, ""))
        .await
        .unwrap();
    let all = Selection::Comments(any());
    let key = once("b1", "bulk");
    let duplicate = of(Outcome::Duplicate, ids[5].as_str());
    let mut answers = Vec::new();
    for _ in 0..2 {
        let done =
            review.decide_many_comments(&desk.editor, SLUG, &all, &duplicate, false, Some(&key));
        answers.push(done.await.unwrap());
    }
    assert_eq!(answers[0], answers[1], "a request that comes again");
    let left = vec![ids[0].to_string(), ids[5].to_string()];
    assert_eq!(answers[0], BulkDone { changed: 4, left });
    let told = desk.told(&desk.ana).await;
    assert_eq!(told, [NoticeKind::Decided; 5], "of each once");

    let these = Selection::TheseComments(ids[..2].to_vec());
    let wish = new(Outcome::Noted, "Thank you");
    let done = review.decide_many_comments(&desk.editor, SLUG, &these, &wish, true, None);
    assert_eq!(done.await.unwrap().changed, 2);
    let seen = review.comment(&desk.ana, &ids[0], None).await.unwrap();
    assert_eq!(decision(&seen).reason, "Thank you");

    let partly = Selection::TheseComments(vec![ids[5].clone(), "nowhere".into()]);
    let none = review.decide_many_comments(&desk.editor, SLUG, &partly, &wish, true, None);
    refused(none.await, "ids");
    let open = review.comment(&desk.ana, &ids[5], None).await.unwrap();
    assert_eq!(open.status, Status::Open, "all or none");
    let forbidden = review.decide_many_comments(&desk.ana, SLUG, &all, &wish, true, None);
    assert_eq!(forbidden.await, Err(ReviewError::Forbidden));

    desk.house
        .publish(&desk.editor, vec![second_en()], Some(1))
        .await
        .unwrap();
    let late = review.decide_many_comments(&desk.editor, SLUG, &all, &wish, true, None);
    assert_eq!(late.await.unwrap().changed, 1, "what stands is left");
}

/// Many are assigned and tagged at once; the editor is told once.
pub async fn many_are_ordered(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    for _ in 0..5 {
        desk.comment().await;
    }
    let all = Selection::Comments(any());
    let to = NewAssignment {
        editor: desk.second.person().unwrap().clone(),
        due_at: None,
    };
    let done = review
        .assign_many(&desk.editor, SLUG, &all, Some(&to), None)
        .await;
    assert_eq!(done.unwrap().changed, 5);
    assert_eq!(desk.told(&desk.second).await, [NoticeKind::Assigned]);
    let tags = vec![
        tag("avoid", "Avoid", "避免"),
        tag("offset", "Offset", "补偿"),
    ];
    review.set_tags(&desk.editor, SLUG, tags).await.unwrap();
    let change = |add: &[&str], remove: &[&str]| TagChange {
        add: add.iter().map(|&tag| tag.to_owned()).collect(),
        remove: remove.iter().map(|&tag| tag.to_owned()).collect(),
    };
    let put = |change: TagChange| {
        let (review, desk, all) = (&review, &desk, &all);
        async move {
            review
                .tag_many(&desk.editor, SLUG, all, &change, None)
                .await
        }
    };
    assert_eq!(put(change(&["avoid"], &[])).await.unwrap().changed, 5);
    assert_eq!(put(change(&["avoid"], &[])).await.unwrap().left.len(), 5);
    assert_eq!(
        put(change(&["offset"], &["avoid"])).await.unwrap().changed,
        5
    );
    refused(put(change(&["nothing"], &[])).await, "add");
    let tagged = CommentFilter {
        tag: Some("offset".to_owned()),
        assignee: desk.second.person().cloned(),
        ..any()
    };
    assert_eq!(found(&desk, &tagged).await.len(), 5);
}

/// What people are told goes on page by page, and is read up to a moment; a reply is told, too.
pub async fn notices(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let mut ids = Vec::new();
    for _ in 0..7 {
        ids.push(desk.comment().await);
    }
    let all = Selection::Comments(any());
    let wish = new(Outcome::Noted, "");
    let done = review.decide_many_comments(&desk.editor, SLUG, &all, &wish, false, None);
    done.await.unwrap();
    for who in [&desk.second, &desk.ana] {
        let reply = review
            .reply(who, &ids[0], "And rivers?".to_owned(), None)
            .await;
        reply.unwrap();
    }
    let seen = page_by_page(&desk, 8).await;
    let about: HashSet<_> = seen
        .iter()
        .map(|notice| notice.contribution.as_str())
        .collect();
    assert_eq!((seen.len(), about.len()), (8, 7), "each once");
    assert_eq!(
        (seen[0].kind, &*seen[0].guideline),
        (NoticeKind::Replied, SLUG)
    );
    assert!(
        seen[1..]
            .iter()
            .all(|notice| notice.kind == NoticeKind::Decided)
    );
    assert_eq!(seen[0].contribution, id(&ids[0]));
    let left = review.read_notices(&desk.ana, seen[1].at).await.unwrap();
    assert_eq!(left, 1, "all but the reply");
    let all = review
        .notices(&desk.ana, &PageRequest::default())
        .await
        .unwrap();
    let read = all
        .page
        .items
        .iter()
        .filter(|notice| notice.read_at.is_some());
    assert_eq!(read.count(), 7);
    let strange = PageRequest {
        limit: 3,
        cursor: Some("x".to_owned()),
    };
    refused(review.notices(&desk.ana, &strange).await, "cursor");
}

/// Of what one may no longer read nothing is told, nor that there is something.
pub async fn notices_of_what_is_closed(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let comment = desk.comment().await;
    let noted = new(Outcome::Noted, "");
    let decided = desk.decide(&desk.editor, &comment, noted).await;
    let told = decision(&decided.unwrap()).at;
    let seen = || async {
        let page = PageRequest::default();
        let notices = review.notices(&desk.ana, &page).await.unwrap();
        (notices.page.items.len(), notices.unread)
    };
    assert_eq!(seen().await, (1, 1));
    let open_to = |visibility| {
        let patch = GuidelinePatch {
            visibility: Some(visibility),
            ..GuidelinePatch::default()
        };
        review.change_guideline(&desk.editor, SLUG, patch)
    };
    open_to(Visibility::Members).await.unwrap();
    assert_eq!(seen().await, (0, 0));
    let before = Timestamp(told.0 - 1);
    let left = review.read_notices(&desk.ana, before).await.unwrap();
    assert_eq!(left, 0);
    open_to(Visibility::Public).await.unwrap();
    assert_eq!(seen().await, (1, 1), "kept for whoever may read again");
}

async fn page_by_page(desk: &Desk, unread: u32) -> Vec<Notice> {
    let review = &desk.house.review;
    let mut page = PageRequest {
        limit: 3,
        cursor: None,
    };
    let mut seen = Vec::new();
    loop {
        let notices = review.notices(&desk.ana, &page).await.unwrap();
        assert_eq!(notices.unread, unread);
        seen.extend(notices.page.items);
        page.cursor = notices.page.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    seen
}

/// Everybody learns of the own reading alone, and nobody in particular of none.
async fn the_list_says_what_was_read(desk: &Desk) {
    for (who, expect) in [
        (&desk.ana, Some(1)),
        (&desk.second, None),
        (&Actor::Operator, None),
    ] {
        let list = desk
            .house
            .review
            .guidelines(who, &PageRequest::default())
            .await;
        let list = list.unwrap().items;
        let read: Vec<_> = list.iter().map(|listed| listed.last_read).collect();
        assert_eq!(read, [expect], "as {who:?}");
    }
}

/// What a person last read, and what became of what the person said.
pub async fn what_became_of_it(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    assert_eq!(review.last_read(&desk.ana, SLUG).await.unwrap(), None);
    refused(review.set_last_read(&desk.ana, SLUG, 2).await, "revision");
    let (first, second) = (desk.comment().await, desk.comment().await);
    desk.house
        .comment_on(&desk.second, 1, "en", "every month")
        .await;
    desk.decide(&desk.editor, &first, new(Outcome::Accepted, ""))
        .await
        .unwrap();
    desk.house
        .publish(&desk.editor, vec![second_en()], Some(1))
        .await
        .unwrap();
    for revision in [1, 2, 1] {
        review
            .set_last_read(&desk.ana, SLUG, revision)
            .await
            .unwrap();
        assert_eq!(
            review.last_read(&desk.ana, SLUG).await.unwrap(),
            Some(revision)
        );
    }
    assert_eq!(review.last_read(&desk.second, SLUG).await.unwrap(), None);
    the_list_says_what_was_read(&desk).await;
    let mut page = PageRequest {
        limit: 1,
        cursor: None,
    };
    let mut mine: Vec<Comment> = Vec::new();
    loop {
        let found = review.mine(&desk.ana, SLUG, &page).await.unwrap();
        for one in found.items {
            let Contribution::Comment(comment) = one else {
                panic!("she made no suggestion");
            };
            mine.push(*comment);
        }
        page.cursor = found.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    let ids: Vec<_> = mine.iter().map(|comment| comment.id.clone()).collect();
    assert_eq!(ids, [first, second]);
    assert_eq!(decision(&mine[0]).outcome, Outcome::Accepted);
    assert!(mine.iter().all(|comment| comment.placement.is_some()));
    let nobody = review.mine(&Actor::Anonymous, SLUG, &page).await;
    assert_eq!(nobody, Err(ReviewError::SignInNeeded));
}

/// Comments that say the same are found while one writes, and proposed as groups until they are
/// put together or decided.
pub async fn likeness(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let text = desk.house.text(&desk.ana, 1, "en").await;
    let mut ids = Vec::new();
    for body in [
        "Please have tailings facilities monitored monthly by an independent body.",
        "Who pays for the closure plan when the operator is bankrupt?",
        "The monitoring of tailings facilities needs an independent body, monthly.",
    ] {
        let said = NewComment {
            body: body.to_owned(),
            ..on(&text, 1, "every month")
        };
        let comment = review.add_comment(&desk.ana, SLUG, said, None).await;
        ids.push(comment.unwrap().id);
    }
    let writing = |text: &str| Unwritten {
        text: text.to_owned(),
        ..Unwritten::default()
    };
    let words = writing("independent monitoring of tailings facilities");
    let alike = review.similar(&desk.ana, SLUG, &words).await.unwrap();
    let found: HashSet<_> = alike.iter().map(|alike| alike.comment.id.clone()).collect();
    assert_eq!(found, HashSet::from([ids[0].clone(), ids[2].clone()]));
    let chinese = Unwritten {
        language: Some("zh".to_owned()),
        ..words.clone()
    };
    assert_eq!(review.similar(&desk.ana, SLUG, &chinese).await.unwrap(), []);
    let long = writing(&"x".repeat(2_001));
    refused(review.similar(&desk.ana, SLUG, &long).await, "text");

    let proposed = review.proposed_groups(&desk.editor, SLUG).await.unwrap();
    let members: Vec<_> = proposed[0]
        .comments
        .iter()
        .map(|(id, ..)| id.clone())
        .collect();
    assert_eq!(
        (proposed.len(), &members[..]),
        (1, &[ids[0].clone(), ids[2].clone()][..])
    );
    let hers = review.proposed_groups(&desk.ana, SLUG).await;
    assert_eq!(hers, Err(ReviewError::Forbidden));
    let group = NewGroup {
        title: proposed[0].title.clone(),
        comments: members,
    };
    review
        .add_group(&desk.editor, SLUG, group, None)
        .await
        .unwrap();
    let proposed = review.proposed_groups(&desk.editor, SLUG).await.unwrap();
    assert_eq!(proposed, []);
    desk.decide(&desk.editor, &ids[0], new(Outcome::Noted, ""))
        .await
        .unwrap();
    let alike = review.similar(&desk.ana, SLUG, &words).await.unwrap();
    assert_eq!(alike.len(), 1, "only what is open");
}
