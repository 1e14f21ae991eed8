//! What was said and what became of it, in numbers.

use review::{
    AddComment, Change, CommentId, CommentKind, Commit, ContributionId, Head, NewAnswer,
    NewAssignment, NewComment, NewEvent, NewOrganisation, NewSuggestion, NewWording, Outcome,
    Place, ProfilePatch, PublishDraft, ReviewError, Ruling, Scope, StakeholderGroup, Statistics,
    Status, Store, Tally, Timestamp, Wish, WrittenBy, anchor,
};

use super::decisions::{Desk, new};
use crate::support::{
    house::{House, SLUG},
    text::{AVOID, TAILINGS, first_zh, id_of, second_en},
};

const START: i64 = 1_790_000_000_000;

/// Two revisions; a comment before and a comment after the second; each kind of thing.
pub async fn what_was_said_and_what_became_of_it(house: House) {
    let desk = Desk::set(house).await;
    speak(&desk).await;
    let all = counted(&desk, Scope::default()).await;
    let total = Tally {
        comments: 5,
        suggestions: 2,
        total: 7,
        decided: 4,
        supports: 2,
    };
    assert_eq!(all.total, total);
    assert_eq!(all.draft_edits, 0);
    let clauses = all.clauses.iter();
    let clauses: Vec<_> = clauses
        .map(|row| (&*row.title, row.tally.comments, row.tally.suggestions))
        .collect();
    let expect = [("Offset", 1, 0), ("Avoid", 2, 1), ("Tailings", 1, 1)];
    assert_eq!(clauses, expect, "in the order of the second revision");
    assert_eq!(all.whole_guideline.comments, 1);
    let kinds = all.kinds.iter();
    let kinds: Vec<_> = kinds.map(|row| (row.kind, row.tally.total)).collect();
    let expect = [(CommentKind::General, 1), (CommentKind::Technical, 4)];
    assert_eq!(kinds, expect);
    let organisations = all.organisations.iter();
    let organisations: Vec<_> = organisations
        .map(|row| (row.name.as_deref(), row.stakeholder_group, row.tally.total))
        .collect();
    let ngo = Some(StakeholderGroup::Ngo);
    let expect = [(Some("Mining Watch"), ngo, 4), (None, None, 3)];
    assert_eq!(organisations, expect, "one of them in a file");
    let outcomes = all.outcomes.iter();
    let outcomes: Vec<_> = outcomes
        .map(|row| (row.status, row.outcome, row.tally.total))
        .collect();
    let expect = [
        (Status::Open, None, 3),
        (Status::Decided, Some(Outcome::Accepted), 1),
        (Status::Decided, Some(Outcome::Noted), 1),
        (Status::Decided, Some(Outcome::Rejected), 1),
        (Status::Decided, Some(Outcome::Withdrawn), 1),
    ];
    assert_eq!(outcomes, expect);
    editors_and_answers(&all);
    by_scope(&desk).await;
}

/// Ana speaks for Mining Watch, Bo for nobody.
async fn speak(desk: &Desk) {
    let review = &desk.house.review;
    let joins = ProfilePatch {
        organisation: Some(NewOrganisation {
            name: "Mining Watch".to_owned(),
            stakeholder_group: StakeholderGroup::Ngo,
        }),
        ..ProfilePatch::default()
    };
    review.change_me(&desk.ana, joins).await.unwrap();
    let bo = desk.house.person("Bo").await;
    let avoid = desk.comment().await;
    let offset = desk.house.comment_on(&bo, 1, "en", "last resort").await.id;
    for who in [&bo, &desk.second] {
        review.support(who, &avoid, true).await.unwrap();
    }
    let noted = new(Outcome::Noted, "As said");
    desk.decide(&desk.editor, &avoid, noted).await.unwrap();
    desk.decide(&desk.second, &offset, new(Outcome::Rejected, "No"))
        .await
        .unwrap();
    let satisfied = |satisfied| NewAnswer {
        satisfied,
        note: String::new(),
    };
    let answers = [(&desk.ana, &avoid, true), (&bo, &offset, false)];
    for (who, id, good) in answers {
        let id = ContributionId::Comment(id.clone());
        let answered = review.answer_decision(who, &id, Some(satisfied(good)));
        answered.await.unwrap();
    }
    suggestions(desk, &bo).await;
    let publish = PublishDraft {
        undecided: true,
        ..PublishDraft::default()
    };
    review
        .publish_draft(&desk.editor, SLUG, publish, None)
        .await
        .unwrap();
    let file = desk.house.publish(&desk.editor, vec![second_en()], None);
    file.await.unwrap();
    later(desk, &bo).await;
}

/// One is accepted, the other withdrawn.
async fn suggestions(desk: &Desk, bo: &review::Actor) {
    let review = &desk.house.review;
    let text = desk.house.text(bo, 1, "en").await;
    let mut ids = Vec::new();
    for (words, from, to) in [
        (TAILINGS, "every month", "every week"),
        (AVOID, "starts", "begins"),
    ] {
        let new = NewSuggestion {
            revision: 1,
            language: None,
            wish: Wish::Edit {
                block: id_of(&text, &words[..20]),
                wording: NewWording {
                    text: Some(words.replace(from, to)),
                    ..NewWording::default()
                },
            },
            rationale: String::new(),
        };
        let made = review.suggest(bo, SLUG, new, None).await.unwrap();
        ids.push(made.suggestion.id);
    }
    let accepted = Ruling::plain(Outcome::Accepted);
    let decided = review.decide_suggestion(&desk.editor, &ids[0], accepted);
    decided.await.unwrap();
    review.withdraw_suggestion(bo, &ids[1]).await.unwrap();
}

/// On the third revision: on the whole, on tailings, and in a file that Bo brought; assigned to the
/// second editor.
async fn later(desk: &Desk, bo: &review::Actor) {
    let review = &desk.house.review;
    let whole = NewComment {
        revision: 3,
        language: None,
        place: Place::default(),
        quote: None,
        kind: CommentKind::General,
        body: "Well done".to_owned(),
    };
    let whole = review.add_comment(&desk.ana, SLUG, whole, None).await;
    let tailings = desk
        .house
        .comment_on(&desk.ana, 3, "en", "Tailings fac")
        .await;
    for (id, due) in [(whole.unwrap().id, START), (tailings.id, i64::MAX)] {
        let to = NewAssignment {
            editor: desk.second.person().unwrap().clone(),
            due_at: Some(Timestamp(due)),
        };
        let id = ContributionId::Comment(id);
        review.assign(&desk.editor, &id, Some(to)).await.unwrap();
    }
    let text = desk.house.text(bo, 3, "en").await;
    let block = id_of(&text, "Operators shall avoid");
    let target = anchor::Target::Block { block };
    brought(desk, bo, anchor::write_anchor(&text, 3, target).unwrap()).await;
}

async fn brought(desk: &Desk, bo: &review::Actor, anchor: anchor::Anchor) {
    let store = &desk.house.database;
    let (guideline, _) = store.guideline(SLUG, None).await.unwrap().unwrap();
    let id = CommentId::from("brought");
    let comment = AddComment {
        id: id.clone(),
        guideline: guideline.id.clone(),
        language: "en".to_owned(),
        anchor,
        kind: CommentKind::Technical,
        body: "As we wrote".to_owned(),
        author: bo.person().unwrap().clone(),
        written_by: Some(WrittenBy {
            name: "Li Wei (mining  watch)".to_owned(),
            initials: String::new(),
            date: None,
        }),
        created_at: Timestamp(START),
    };
    let event = NewEvent {
        at: Timestamp(START),
        actor: None,
        happening: review::Happening::CommentAdded { comment: id },
    };
    let commit = Commit {
        head: Some(Head {
            guideline: guideline.id,
            seen: guideline.head,
            moves: false,
        }),
        changes: vec![Change::AddComment(comment)],
        events: vec![event],
        receipt: None,
    };
    store.commit(commit).await.unwrap();
}

fn editors_and_answers(all: &Statistics) {
    let editors = all.editors.iter();
    let editors: Vec<_> = editors
        .map(|row| {
            let name = row.editor.as_ref().map(|it| it.display_name.as_str());
            (name, row.decided, row.assigned, row.to_do, row.overdue)
        })
        .collect();
    let expect = [(Some("Editor"), 2, 0, 0, 0), (Some("Second"), 1, 2, 2, 1)];
    assert_eq!(editors, expect, "Bo withdrew and is none");
    let answers = all.answers;
    let answers = (answers.satisfied, answers.not_satisfied, answers.none);
    assert_eq!(answers, (1, 1, 1));
    let voices = all.voices;
    let voices = (voices.people, voices.names_in_files, voices.organisations);
    assert_eq!(voices, (2, 1, 1));
    let days = all.days.iter();
    let days: Vec<_> = days
        .map(|day| (&*day.day, day.comments, day.suggestions, day.decided))
        .collect();
    assert_eq!(days, [("2026-09-21", 5, 2, 4)]);
}

/// What was said on some revisions, and what nobody said.
async fn by_scope(desk: &Desk) {
    let on = |from: Option<u32>, to: Option<u32>| Scope {
        from,
        to,
        ..Scope::default()
    };
    for (from, to, expect) in [
        (Some(1), Some(1), 4),
        (Some(2), Some(2), 0),
        (Some(2), None, 3),
        (None, Some(3), 7),
    ] {
        let found = counted(desk, on(from, to)).await;
        assert_eq!(found.total.total, expect, "{from:?} to {to:?}");
    }
    let review = &desk.house.review;
    for (scope, field) in [
        (on(Some(4), None), "from"),
        (on(None, Some(0)), "to"),
        (on(Some(3), Some(2)), "to"),
        (
            Scope {
                language: Some("fr".to_owned()),
                ..Scope::default()
            },
            "language",
        ),
    ] {
        match review.statistics(&desk.ana, SLUG, &scope).await {
            Err(ReviewError::Invalid { errors }) => assert_eq!(errors[0].field, field),
            other => panic!("{other:?}"),
        }
    }
}

/// Neither what was deleted nor what stands only for the sake of its replies.
pub async fn what_is_not_there_is_not_counted(house: House) {
    let desk = Desk::set(house).await;
    let review = &desk.house.review;
    let (gone, tombstone) = (desk.comment().await, desk.comment().await);
    let reply = review.reply(&desk.second, &tombstone, "Why?".to_owned(), None);
    reply.await.unwrap();
    for id in [&gone, &tombstone] {
        review.delete_comment(&desk.ana, id).await.unwrap();
    }
    let none = counted(&desk, Scope::default()).await;
    let expect = Statistics {
        scope: none.scope.clone(),
        ..Statistics::default()
    };
    assert_eq!(none, expect);
    let chinese = vec![crate::support::text::first_en(), first_zh()];
    let published = desk.house.publish(&desk.editor, chinese, None).await;
    published.unwrap();
    desk.house
        .comment_on(&desk.ana, 2, "zh", "关键栖息地")
        .await;
    let zh = Scope {
        language: Some("zh".to_owned()),
        ..Scope::default()
    };
    let zh = counted(&desk, zh).await;
    let all = counted(&desk, Scope::default()).await;
    assert_eq!(zh.clauses[0].title, "避免");
    assert_eq!(
        all.clauses[0].title, "Avoid",
        "as the guideline's text has it"
    );
    assert_eq!(all.clauses[0].block_id, zh.clauses[0].block_id);
    let stranger = review::Actor::Anonymous;
    let any = Scope::default();
    let seen = review.statistics(&stranger, "nothing", &any).await;
    assert_eq!(seen, Err(ReviewError::NotFound));
}

async fn counted(desk: &Desk, scope: Scope) -> Statistics {
    let found = desk.house.review.statistics(&desk.ana, SLUG, &scope).await;
    found.unwrap()
}
