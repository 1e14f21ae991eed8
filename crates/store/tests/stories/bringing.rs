//! Filled tables and annotations come in.

use review::{
    Actor, Became, BecameWhat, Brought, BroughtDecision, BroughtIn, BroughtItem, BroughtReply,
    BroughtWords, Comment, CommentKind, Happening, NewDecision, Outcome, PageRequest, Place,
    ReviewError, Role, Status, Suggestion, SuggestionFilter, SuggestionInText, Timestamp,
    WrittenBy, document::Document,
};

use super::{
    decisions::{Desk, decision},
    drafts::Scene,
};
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
        words: BroughtWords {
            remark: body.to_owned(),
            ..BroughtWords::default()
        },
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
        decisions: false,
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

/// Answers that were not kept: of whom, how each begins, and why.
fn unkept(brought: &BroughtIn) -> Vec<String> {
    let unkept = brought.items.iter().flat_map(|it| &it.unkept);
    unkept
        .map(|it| format!("{}, {}: {}", it.by, it.excerpt, it.reason))
        .collect()
}

/// No answer of a file is left out in silence.
pub async fn answers_that_are_not_kept(house: House) {
    let desk = Desk::set(house).await;
    let house = &desk.house;
    let text = house.text(&desk.ana, 1, "en").await;
    let reply = |body: &str| BroughtReply {
        body: body.to_owned(),
        written_by: Some(by("Cy")),
    };
    let with = |item: BroughtItem, bodies: &[&str]| BroughtItem {
        replies: bodies.iter().map(|body| reply(body)).collect(),
        ..item
    };
    let long = "word ".repeat(2_001);
    let asked = remark("1", at(&text, "critical habitat"), "Which?");
    let mut reworded = remark("2", at(&text, "every month"), "Faster.");
    reworded.proposal = Some("every week".to_owned());
    let empty = remark("3", at(&text, "last resort"), " ");
    let items = [
        with(asked.clone(), &["All.", &long, "a\u{0}b", " \n"]),
        with(reworded.clone(), &["Agreed."]),
        with(empty, &["To what?"]),
    ];
    let brought = house.bring(&desk.ana, &of(&items)).await;
    assert_eq!(words(&brought), ["comment", "suggestion", "left out"]);
    let start = &long[..60];
    let expect = [
        format!("Cy, {start}…: it has 10005 characters, more than 10000"),
        "Cy, ab: it has the control character U+0000 at character 2".to_owned(),
        "Cy, : it is empty".to_owned(),
        "Cy, Agreed.: a suggestion takes no answers from a file".to_owned(),
        "Cy, To what?: what it answers was left out".to_owned(),
    ];
    assert_eq!(unkept(&brought), expect);
    let more = [
        with(asked, &["All.", "And more."]),
        with(reworded, &["Agreed."]),
    ];
    let more = house.bring(&desk.ana, &of(&more)).await;
    assert_eq!(words(&more), ["known", "known"]);
    let known = "what it answers is here already, and takes no answers from a file";
    let expect = [
        format!("Cy, And more.: {known}"),
        format!("Cy, Agreed.: {known}"),
    ];
    assert_eq!(unkept(&more), expect);
    let comments = house.comments(&desk.ana, 1).await;
    assert_eq!(comments[0].replies.len(), 1);
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
    assert_eq!(unkept(&brought), ["Cy, : it is empty"]);
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
        assert_eq!(unkept(&again), ["Cy, : it is empty"]);
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

/// A comment as it went out in a table.
fn gone_out(comment: &Comment) -> BroughtItem {
    let place = comment.placement.as_ref().unwrap();
    let place = Place {
        block_id: place.block_id.clone(),
        start: place.start,
        end: place.end,
    };
    BroughtItem {
        written_by: Some(by(&comment.author.display_name)),
        ..remark("out", place, &comment.body)
    }
}

/// A suggestion as it went out in a table that says nowhere what its rows are on.
fn change_gone_out(suggestion: &Suggestion) -> BroughtItem {
    let proposed = suggestion.parts[0].proposal[0].text.clone();
    let reason = suggestion.rationale.clone();
    let body = format!("{reason}\n\nProposed change:\n{proposed}");
    BroughtItem {
        written_by: Some(by(&suggestion.author.display_name)),
        words: BroughtWords {
            remark: body.clone(),
            reason,
            proposed: Some(proposed),
        },
        ..remark("out", Place::default(), &body)
    }
}

fn deciding(item: BroughtItem, outcome: Outcome, reason: &str) -> BroughtItem {
    BroughtItem {
        decision: Some(BroughtDecision {
            outcome: Some(outcome),
            reason: reason.to_owned(),
            target: None,
            decided: None,
        }),
        ..item
    }
}

fn with_decisions(items: &[BroughtItem]) -> Brought {
    Brought {
        decisions: true,
        ..of(items)
    }
}

/// Of each: decided, why not, or nothing to say.
fn settled(brought: &BroughtIn) -> Vec<&str> {
    let items = brought.items.iter();
    let settled = items.map(|it| match it.decided {
        true => "decided",
        false => it.undecided.as_deref().unwrap_or(""),
    });
    settled.collect()
}

/// An editor fills a table that left here: what it says is decided, once, and what it does not say
/// clearly is listed.
pub async fn decisions_in_a_table(house: House) {
    let scene = Scene::set(house).await;
    let (house, ana) = (&scene.house, &scene.ana);
    let habitat = house.comment_on(ana, 1, "en", "critical habitat").await;
    let cure = house.comment_on(ana, 1, "en", "last resort").await;
    let (monthly, closure) = ("Tailings f", "A closure");
    let week = scene
        .suggest(ana, monthly, "every month", "every week")
        .await;
    let day = scene
        .suggest(ana, monthly, "every month", "every day")
        .await;
    let years = scene
        .suggest(ana, closure, "three years", "two years")
        .await;
    let mut unclear = deciding(gone_out(&cure), Outcome::Noted, "Accepted / rejected");
    unclear.decision.as_mut().unwrap().outcome = None;
    let text = house.text(ana, 1, "en").await;
    let new = remark("new", at(&text, "communities"), "Which?");
    let items = [
        deciding(gone_out(&habitat), Outcome::Rejected, "See clause 4."),
        unclear,
        deciding(change_gone_out(&week), Outcome::Accepted, ""),
        deciding(change_gone_out(&day), Outcome::Accepted, ""),
        deciding(change_gone_out(&years), Outcome::PartlyAccepted, "Half."),
        deciding(gone_out(&habitat), Outcome::Accepted, ""),
        deciding(new, Outcome::Rejected, ""),
    ];
    let brought = with_decisions(&items);
    only_where_it_is_asked(&scene, &items).await;

    let taken = house.bring(&scene.editor, &brought).await;
    let mut expect = vec!["known"; 6];
    expect.push("comment");
    assert_eq!(words(&taken), expect);
    let expect = [
        "decided",
        "\"Accepted / rejected\" does not say what was decided",
        "decided",
        "it does not go into the draft, which reads otherwise there by now",
        "what of it goes in has to be chosen here",
        "an earlier row decides on the same",
        "its reason is empty",
    ];
    assert_eq!(settled(&taken), expect);
    let decided = house.review.comment(ana, &habitat.id, None).await;
    let decided = decided.unwrap();
    let made = decision(&decided);
    assert_eq!(made.outcome, Outcome::Rejected);
    assert_eq!(made.reason, "See clause 4.");
    assert_eq!(made.by.as_ref().unwrap().display_name, "Editor");
    assert!(scene.draft().await[1].contains("every week"));
    assert_eq!(scene.told(ana).await.len(), 2, "the author is told");

    let again = house.bring(&scene.editor, &brought).await;
    assert!(again.is_empty());
    let again = settled(&again);
    assert_eq!((again[0], again[2]), ("", ""), "here already");
}

/// Nobody's decisions are taken over unasked, and only editors may ask.
async fn only_where_it_is_asked(scene: &Scene, items: &[BroughtItem]) {
    let (house, ana) = (&scene.house, &scene.ana);
    let brought = with_decisions(items);
    let refused = house.review.bring(ana, SLUG, &brought, None).await;
    assert_eq!(refused, Err(ReviewError::Forbidden));
    let places = of(&[items[0].clone(), items[1].clone()]);
    let nothing = house.bring(&scene.editor, &places).await;
    assert!(nothing.is_empty(), "not asked for");
    let asked = |why: &&str| why.contains("only where an editor asks");
    assert!(settled(&nothing).iter().all(asked));
}

/// What was decided since the table left is not decided back; what the table knows is.
pub async fn a_table_decides_only_over_what_it_knows(house: House) {
    let scene = Scene::set(house).await;
    let (house, review) = (&scene.house, &scene.house.review);
    let comment = house
        .comment_on(&scene.ana, 1, "en", "critical habitat")
        .await;
    let (from, to) = ("every month", "every week");
    let week = scene.suggest(&scene.ana, "Tailings f", from, to).await;
    let noted = NewDecision {
        outcome: Outcome::Noted,
        target: None,
        reason: String::new(),
        replaces: None,
    };
    let decided = review
        .decide_comment(&scene.second, &comment.id, noted)
        .await;
    let at = decision(&decided.unwrap()).at;
    let rejected = review::Ruling::plain(Outcome::Rejected);
    scene.decide(&week.id, rejected).await.unwrap();
    let knowing = |decided: Option<Timestamp>| {
        let mut item = deciding(gone_out(&comment), Outcome::Accepted, "");
        item.decision.as_mut().unwrap().decided = decided;
        item
    };
    let suggestion = deciding(change_gone_out(&week), Outcome::Accepted, "");
    for (item, why) in [
        (knowing(None), "it is decided otherwise here"),
        (
            knowing(Some(Timestamp(at.0 - 1))),
            "it was decided anew since the file was written",
        ),
        (suggestion, "it is decided otherwise here"),
        (knowing(Some(at)), "decided"),
    ] {
        let brought = with_decisions(&[item]);
        let taken = house.bring(&scene.editor, &brought).await;
        assert_eq!(settled(&taken), [why]);
    }
    let now = review.comment(&scene.ana, &comment.id, None).await;
    assert_eq!(decision(&now.unwrap()).outcome, Outcome::Accepted);
    let stays = review.suggestion(&scene.ana, &week.id).await.unwrap();
    let stays = stays.suggestion.handling.decision.unwrap();
    assert_eq!(stays.outcome, Outcome::Rejected);
}

/// The same filled table by two editors at one instant decides once.
pub async fn a_filled_table_at_once(house: House) {
    let scene = Scene::set(house).await;
    let (house, from) = (&scene.house, "last resort");
    for round in 0..10 {
        let comment = house.comment_on(&scene.ana, 1, "en", from).await;
        let to = format!("last resort ({round})");
        let suggestion = scene.suggest(&scene.bo, "Offsets", from, &to).await;
        let mut known = gone_out(&comment);
        known.id = comment.id.to_string();
        let items = [
            deciding(known, Outcome::Noted, "Read."),
            deciding(change_gone_out(&suggestion), Outcome::Noted, ""),
        ];
        let brought = with_decisions(&items);
        let (one, other) = tokio::join!(
            house.bring(&scene.editor, &brought),
            house.bring(&scene.second, &brought)
        );
        let count = |it: &BroughtIn| it.items.iter().filter(|it| it.decided).count();
        assert_eq!(count(&one) + count(&other), 2, "once");
        assert!(one.is_empty() != other.is_empty());
    }
    let comments = house.comments(&scene.ana, 1).await;
    assert!(comments.iter().all(|it| it.status == Status::Decided));
}
