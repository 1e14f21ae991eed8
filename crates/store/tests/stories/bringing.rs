//! Filled tables and annotations come in.

use review::{
    Actor, Became, BecameWhat, Brought, BroughtIn, BroughtItem, BroughtReply, CommentKind,
    Happening, PageRequest, Place, Role, SuggestionFilter, SuggestionInText, Timestamp, WrittenBy,
    document::Document,
};

use super::decisions::Desk;
use crate::support::{
    house::{House, SLUG, email, on, once},
    text::{TAILINGS, first_en, second_en, thinned_en},
};

/// A remark of Bo's, with how the file says where.
fn remark(cited: &str, place: Place, body: &str) -> BroughtItem {
    BroughtItem {
        id: String::new(),
        language: "en".to_owned(),
        place,
        cited: cited.to_owned(),
        kind: CommentKind::Technical,
        body: body.to_owned(),
        proposal: None,
        written_by: Some(by("Bo")),
        replies: Vec::new(),
        decision: None,
    }
}

fn by(name: &str) -> WrittenBy {
    WrittenBy {
        name: name.to_owned(),
        initials: String::new(),
        date: Timestamp::parse("2026-11-20T12:00:00Z"),
    }
}

fn of(items: &[BroughtItem]) -> Brought {
    Brought {
        revision: 1,
        items: items.to_vec(),
    }
}

/// Where these words stand.
fn at(text: &Document, words: &str) -> Place {
    on(text, 1, words).place
}

/// A remark on words, one on nothing, one with answers, and other words for some.
fn table(text: &Document) -> Vec<BroughtItem> {
    let reply = |body: &str| BroughtReply {
        body: body.to_owned(),
        written_by: Some(by("Cy")),
    };
    let mut discussed = remark("3", at(text, "independent"), "Of whom?");
    discussed.replies = vec![
        reply("Of the operator."),
        reply(""),
        reply("And the state."),
    ];
    let mut reworded = remark("2", at(text, "every month"), "Faster.");
    reworded.proposal = Some("every week".to_owned());
    vec![
        remark("1", at(text, "critical habitat"), "Which?"),
        remark("17", Place::default(), "Where is clause 17?"),
        discussed,
        reworded,
    ]
}

impl House {
    async fn bring(&self, who: &Actor, brought: &Brought) -> BroughtIn {
        let brought = self.review.bring(who, SLUG, brought, None).await;
        brought.unwrap()
    }

    async fn all_suggestions(&self, who: &Actor) -> Vec<SuggestionInText> {
        let (any, all) = (SuggestionFilter::default(), PageRequest::default());
        let found = self.review.suggestions(who, SLUG, &any, None, &all).await;
        found.unwrap().items
    }

    async fn happenings(&self, who: &Actor) -> Vec<Happening> {
        let events = self.review.events(who, SLUG, 0, 1_000).await.unwrap();
        events.into_iter().map(|event| event.happening).collect()
    }
}

fn words(brought: &BroughtIn) -> Vec<&'static str> {
    let word = |it: &Became| match it.what {
        BecameWhat::Comment { .. } => "comment",
        BecameWhat::Suggestion { .. } => "suggestion",
        BecameWhat::Known { .. } => "known",
        BecameWhat::LeftOut { .. } => "left out",
    };
    brought.items.iter().map(word).collect()
}

/// What a table says is kept where it belongs, under the names in it, and once.
pub async fn a_table_comes_in(house: House) {
    let desk = Desk::set(house).await;
    let house = &desk.house;
    let text = house.text(&desk.ana, 1, "en").await;
    let before = house.comment_on(&desk.ana, 1, "en", "last resort").await;
    let mut items = table(&text);
    items.push(remark("x", at(&text, "last resort"), &before.body));
    let brought = house.bring(&desk.ana, &of(&items)).await;
    let expect = ["comment", "comment", "comment", "suggestion", "known"];
    assert_eq!(words(&brought), expect);
    let known = BecameWhat::Known {
        id: before.id.to_string(),
    };
    assert_eq!(brought.items[4].what, known);

    let comments = house.comments(&desk.ana, 1).await;
    let comments: Vec<_> = comments.iter().filter(|it| it.id != before.id).collect();
    let [which, nowhere, discussed] = &*comments else {
        panic!("{comments:?}")
    };
    assert_eq!(which.anchor.quote, "critical habitat");
    assert_eq!(nowhere.anchor.target, review::anchor::Target::Guideline);
    assert_eq!(nowhere.body, "Where is clause 17?");
    let written = which.written_by.as_ref().map(|it| &*it.name);
    assert_eq!((written, &*which.author.display_name), (Some("Bo"), "Ana"));
    let replies = discussed.replies.iter();
    let replies: Vec<_> = replies
        .map(|it| (&*it.body, it.written_by.as_ref().map(|it| &*it.name)))
        .collect();
    let cy = Some("Cy");
    assert_eq!(replies, [("Of the operator.", cy), ("And the state.", cy)]);
    let suggestions = house.all_suggestions(&desk.ana).await;
    assert_eq!(suggestions.len(), 1);
    let suggestion = &suggestions[0].suggestion;
    let weekly = TAILINGS.replace("every month", "every week");
    assert_eq!(suggestion.parts[0].proposal[0].text, weekly);
    assert_eq!(suggestion.rationale, "Faster.");

    let told = house.happenings(&desk.ana).await;
    for who in [&desk.ana, &desk.editor] {
        let again = house.bring(who, &of(&items)).await;
        assert_eq!(words(&again), ["known"; 5]);
        assert!(again.is_empty());
    }
    assert_eq!(house.happenings(&desk.ana).await, told, "nothing new");
    let more = [items[1].clone(), remark("5", Place::default(), "And 18?")];
    let more = house.bring(&desk.ana, &of(&more)).await;
    assert_eq!(words(&more), ["known", "comment"]);
}

/// What cannot be kept is left out with the reason, and keeps nothing else out.
pub async fn rows_that_make_no_sense(house: House) {
    let desk = Desk::set(house).await;
    let house = &desk.house;
    let text = house.text(&desk.ana, 1, "en").await;
    let proposes = |words: &str, proposal: &str| BroughtItem {
        proposal: Some(proposal.to_owned()),
        ..remark(words, at(&text, words), "")
    };
    let nowhere = BroughtItem {
        place: Place::default(),
        ..proposes("every month", "every week")
    };
    let elsewhere = Place {
        block_id: Some("b99".into()),
        ..Place::default()
    };
    let items = [
        remark("1", at(&text, "last resort"), "  "),
        remark("2", at(&text, "last resort"), &"x".repeat(10_001)),
        proposes("every month", "every month"),
        proposes("every month", "every\u{0}week"),
        nowhere,
        remark("3", elsewhere, "Not there any more"),
    ];
    let brought = house.bring(&desk.ana, &of(&items)).await;
    let reasons = brought.items.iter().map(|it| match &it.what {
        BecameWhat::LeftOut { reason } => reason.as_str(),
        _ => "kept",
    });
    let expect = [
        "it is empty",
        "it has 10001 characters, more than 10000",
        "it proposes what stands there",
        "it has the control character U+0000 at character 6",
        "it names no words",
        "kept",
    ];
    assert_eq!(reasons.collect::<Vec<_>>(), expect);
    let comments = house.comments(&desk.ana, 1).await;
    assert_eq!(comments.len(), 1);
    let target = &comments[0].anchor.target;
    assert_eq!(*target, review::anchor::Target::Guideline);
    let elsewhere = BroughtItem {
        language: "pt".to_owned(),
        ..remark("4", Place::default(), "Olá")
    };
    let many = vec![items[5].clone(); 5_001];
    for (items, why) in [
        (many, "file: has 5001 comments, more than 5000"),
        (
            vec![elsewhere],
            "language: revision 1 has no text in \"pt\"",
        ),
    ] {
        let refused = house.review.bring(&desk.ana, SLUG, &of(&items), None).await;
        assert_eq!(refused.unwrap_err().to_string(), why);
    }
}

/// The same file by two people at the same instant is there once.
pub async fn the_same_table_at_once(house: House) {
    let desk = Desk::set(house).await;
    let house = &desk.house;
    let text = house.text(&desk.ana, 1, "en").await;
    for round in 0..12 {
        let mut items = table(&text);
        for item in &mut items {
            item.body = format!("{} {round}", item.body);
        }
        let brought = of(&items);
        let (one, other) = tokio::join!(
            house.bring(&desk.ana, &brought),
            house.bring(&desk.editor, &brought)
        );
        let mut both = [words(&one), words(&other)];
        both.sort();
        let new = vec!["comment", "comment", "comment", "suggestion"];
        assert_eq!(both, [new, vec!["known"; 4]], "all by one");
    }
    assert_eq!(house.comments(&desk.ana, 1).await.len(), 36);
    assert_eq!(house.all_suggestions(&desk.ana).await.len(), 12);
    let replies = house.happenings(&desk.ana).await;
    let replies = replies.iter();
    let replies = replies.filter(|it| matches!(it, Happening::ReplyAdded { .. }));
    assert_eq!(replies.count(), 24);
}

/// A table is taken in while revisions are published: it is brought once, and its comments are
/// placed in what is published meanwhile.
pub async fn a_table_while_the_text_moves_on(house: House) {
    let desk = Desk::set(house).await;
    let house = &desk.house;
    let text = house.text(&desk.ana, 1, "en").await;
    for round in 0..9_u32 {
        let body = format!("Which of them, {round}?");
        let items = [remark("1", at(&text, "last resort"), &body)];
        let brought = of(&items);
        let next = [second_en, thinned_en, first_en][round as usize % 3];
        let (taken, published) = tokio::join!(
            house.bring(&desk.ana, &brought),
            house.publish(&desk.editor, vec![next()], None)
        );
        assert_eq!(words(&taken), ["comment"]);
        let latest = published.unwrap().number;
        assert_eq!(latest, round + 2);
        let comments = house.comments(&desk.ana, latest).await;
        assert_eq!(comments.len(), round as usize + 1);
        let placed = |it: &review::Comment| {
            let placement = it.placement.as_ref();
            placement.is_some_and(|it| it.block_id.is_some())
        };
        assert!(comments.iter().all(placed), "{comments:?}");
        let again = house.bring(&desk.ana, &brought).await;
        assert!(again.is_empty());
    }
}

/// Only who takes part brings anything; the same request again gives the same answer.
pub async fn who_may_bring_a_table(house: House) {
    let (editor, _) = house.guideline(review::Visibility::Public).await;
    let published = house.publish(&editor, vec![first_en()], None).await;
    published.unwrap();
    let ana = house.participant(&editor, "Ana").await;
    let li = house.person("李雷").await;
    let text = house.text(&editor, 1, "en").await;
    let brought = of(&table(&text));
    let review = &house.review;
    for (who, why) in [
        (&li, review::ReviewError::Forbidden),
        (&Actor::Anonymous, review::ReviewError::SignInNeeded),
    ] {
        assert_eq!(review.bring(who, SLUG, &brought, None).await, Err(why));
    }
    let key = once("k1", "table");
    let first = review.bring(&ana, SLUG, &brought, Some(&key)).await;
    let again = review.bring(&ana, SLUG, &brought, Some(&key)).await;
    assert_eq!(first, again, "the same answer");
    assert!(!first.unwrap().is_empty());
    let other = once("k1", "another table");
    let reused = review.bring(&ana, SLUG, &brought, Some(&other)).await;
    assert_eq!(reused, Err(review::ReviewError::KeyReused));
    let who = review::Invitee::Email(email("Ana"));
    let left = review.set_member(&editor, SLUG, &who, Role::Reader).await;
    left.unwrap();
    let reader = review.bring(&ana, SLUG, &brought, None).await;
    assert_eq!(reader, Err(review::ReviewError::Forbidden));
}
