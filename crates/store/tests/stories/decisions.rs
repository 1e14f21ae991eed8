//! Editors decide on comments, authors answer.

use review::{
    Actor, Comment, CommentFilter, CommentId, Conflict, ContributionId, Decision, GuidelinePatch,
    NewAnswer, NewDecision, NoticeKind, Outcome, PageRequest, ReviewError, Role, Standing, Status,
    Visibility,
};

use crate::support::{
    house::{House, SLUG, email},
    text::{first_en, second_en},
};

/// A guideline with a revision and a second editor.
pub struct Desk {
    pub house: House,
    pub editor: Actor,
    pub second: Actor,
    pub ana: Actor,
}

impl Desk {
    pub async fn set(house: House) -> Self {
        let (editor, _) = house.guideline(Visibility::Open).await;
        let second = house.person("Second").await;
        let who = review::Invitee::Email(email("Second"));
        let review = &house.review;
        let set = review.set_member(&editor, SLUG, &who, Role::Editor).await;
        set.unwrap();
        let ana = house.person("Ana").await;
        let published = house.publish(&editor, vec![first_en()], None).await;
        published.unwrap();
        Self {
            house,
            editor,
            second,
            ana,
        }
    }

    pub async fn comment(&self) -> CommentId {
        let words = "critical habitat";
        self.house.comment_on(&self.ana, 1, "en", words).await.id
    }

    pub async fn decide(
        &self,
        editor: &Actor,
        id: &CommentId,
        new: NewDecision,
    ) -> Result<Comment, ReviewError> {
        self.house.review.decide_comment(editor, id, new).await
    }

    /// What a person was told, newest first.
    pub async fn told(&self, person: &Actor) -> Vec<NoticeKind> {
        let page = PageRequest::default();
        let notices = self.house.review.notices(person, &page).await.unwrap();
        let kinds = notices.page.items.iter().map(|notice| notice.kind);
        kinds.collect()
    }

    pub async fn two_steps(&self) {
        let patch = GuidelinePatch {
            two_step: Some(true),
            ..GuidelinePatch::default()
        };
        let review = &self.house.review;
        let changed = review.change_guideline(&self.editor, SLUG, patch).await;
        assert!(changed.unwrap().guideline.two_step);
    }
}

pub fn new(outcome: Outcome, reason: &str) -> NewDecision {
    NewDecision {
        outcome,
        target: None,
        reason: reason.to_owned(),
        replaces: None,
    }
}

pub fn of(outcome: Outcome, target: &str) -> NewDecision {
    NewDecision {
        target: Some(target.to_owned()),
        ..new(outcome, "")
    }
}

pub fn decision(comment: &Comment) -> &Decision {
    comment.handling.decision.as_ref().unwrap()
}

fn conflict<T>(conflict: Conflict) -> Result<T, ReviewError> {
    Err(ReviewError::Conflict(conflict))
}

/// A decision is made, replaced by who knows of it, and undone.
pub async fn a_decision(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let id = desk.comment().await;
    let noted = desk
        .decide(&desk.editor, &id, new(Outcome::Noted, ""))
        .await;
    let noted = noted.unwrap();
    let first = decision(&noted).clone();
    assert_eq!(
        (noted.status, first.outcome, first.standing, first.revision),
        (Status::Decided, Outcome::Noted, Standing::Final, 1)
    );
    assert_eq!(first.by.clone().unwrap().display_name, "Editor");
    let again = desk
        .decide(&desk.editor, &id, new(Outcome::Noted, ""))
        .await;
    assert_eq!(
        decision(&again.unwrap()),
        &first,
        "a request that comes again"
    );

    let other = new(Outcome::Rejected, "Not here");
    let unknowing = desk.decide(&desk.second, &id, other.clone()).await;
    assert_eq!(unknowing, conflict(Conflict::DecidedMeanwhile));
    let knowing = NewDecision {
        replaces: Some(first.at),
        ..other
    };
    let rejected = desk.decide(&desk.second, &id, knowing).await.unwrap();
    assert_eq!(decision(&rejected).reason, "Not here");
    assert_eq!(
        decision(&rejected).by.clone().unwrap().display_name,
        "Second"
    );

    let forbidden = desk.decide(&desk.ana, &id, new(Outcome::Noted, "")).await;
    assert_eq!(forbidden, Err(ReviewError::Forbidden));
    review.undecide_comment(&desk.editor, &id).await.unwrap();
    review.undecide_comment(&desk.editor, &id).await.unwrap();
    let open = review.comment(&desk.ana, &id, None).await.unwrap();
    assert_eq!((open.status, open.handling.decision), (Status::Open, None));
    let told = [NoticeKind::Undone, NoticeKind::Decided, NoticeKind::Decided];
    assert_eq!(desk.told(&desk.ana).await, told);
}

/// Once a later revision is published, what was decided before stands; what is gone is missing.
pub async fn a_decision_that_stands(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let id = desk.comment().await;
    let accepted = desk
        .decide(&desk.editor, &id, new(Outcome::Accepted, ""))
        .await;
    let seen = decision(&accepted.unwrap()).at;
    let published = desk.house.publish(&desk.editor, vec![second_en()], Some(1));
    published.await.unwrap();
    let late = NewDecision {
        replaces: Some(seen),
        ..new(Outcome::Noted, "")
    };
    let late = desk.decide(&desk.editor, &id, late).await;
    assert_eq!(late, conflict(Conflict::DecisionStands));
    let undone = review.undecide_comment(&desk.editor, &id).await;
    assert_eq!(undone, conflict(Conflict::DecisionStands));

    let gone = desk.comment().await;
    review.delete_comment(&desk.ana, &gone).await.unwrap();
    let gone = desk
        .decide(&desk.editor, &gone, new(Outcome::Noted, ""))
        .await;
    assert_eq!(gone, Err(ReviewError::NotFound));
}

/// What is deferred stays open to decision in later revisions.
pub async fn a_deferred_decision(house: House) {
    let desk = Desk::set(house).await;
    let id = desk.comment().await;
    let later = of(Outcome::Deferred, "the revision of 2028");
    let deferred = desk.decide(&desk.editor, &id, later).await.unwrap();
    let at = decision(&deferred).at;
    let published = desk.house.publish(&desk.editor, vec![second_en()], Some(1));
    published.await.unwrap();
    let now = NewDecision {
        replaces: Some(at),
        ..new(Outcome::Accepted, "")
    };
    let now = desk.decide(&desk.second, &id, now).await.unwrap();
    assert_eq!(decision(&now).revision, 2);
}

/// With two steps one editor proposes and another confirms; only then does it count.
pub async fn a_decision_in_two_steps(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    desk.two_steps().await;
    let id = desk.comment().await;
    let nothing = review.confirm_comment_decision(&desk.second, &id).await;
    assert_eq!(nothing, conflict(Conflict::NothingProposed));
    let proposed = desk
        .decide(&desk.editor, &id, new(Outcome::Noted, ""))
        .await;
    let proposed = proposed.unwrap();
    assert_eq!(proposed.status, Status::Proposed);
    assert_eq!(desk.told(&desk.ana).await, [], "it does not count yet");
    let early = answer(&desk, &id, true).await;
    assert_eq!(early, conflict(Conflict::NothingDecided));
    let own = review.confirm_comment_decision(&desk.editor, &id).await;
    assert_eq!(own, conflict(Conflict::OwnProposal));

    let done = review.confirm_comment_decision(&desk.second, &id).await;
    let done = done.unwrap();
    let (before, after) = (decision(&proposed), decision(&done));
    assert_eq!((done.status, after.at), (Status::Decided, before.at));
    assert_eq!(after.by, before.by);
    assert_eq!(after.confirmed_by.clone().unwrap().display_name, "Second");
    assert!(after.confirmed_at.is_some());
    assert_eq!(desk.told(&desk.ana).await, [NoticeKind::Decided]);
    let twice = review.confirm_comment_decision(&desk.second, &id).await;
    assert_eq!(twice, conflict(Conflict::NothingProposed));
    answer(&desk, &id, false).await.unwrap();
}

async fn answer(desk: &Desk, id: &CommentId, satisfied: bool) -> Result<(), ReviewError> {
    let id = ContributionId::Comment(id.clone());
    let new = NewAnswer {
        satisfied,
        note: "尚可".to_owned(),
    };
    let review = &desk.house.review;
    review.answer_decision(&desk.ana, &id, Some(new)).await
}

/// The author answers, takes it back, and another decision has no answer yet.
pub async fn answers(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let id = desk.comment().await;
    let contribution = ContributionId::Comment(id.clone());
    assert_eq!(
        answer(&desk, &id, true).await,
        conflict(Conflict::NothingDecided)
    );
    let noted = desk
        .decide(&desk.editor, &id, new(Outcome::Noted, ""))
        .await;
    let at = decision(&noted.unwrap()).at;
    answer(&desk, &id, false).await.unwrap();
    assert_eq!(desk.told(&desk.editor).await, [NoticeKind::Answered]);
    let satisfied = |satisfied| CommentFilter {
        satisfied: Some(satisfied),
        ..CommentFilter::default()
    };
    assert_eq!(
        found(&desk, &satisfied(false)).await,
        std::slice::from_ref(&id)
    );
    assert_eq!(found(&desk, &satisfied(true)).await, []);
    let seen = review.comment(&desk.editor, &id, None).await.unwrap();
    let said = decision(&seen).answer.clone().unwrap();
    assert_eq!((said.satisfied, &*said.note), (false, "尚可"));
    let not_hers = review.answer_decision(&desk.editor, &contribution, None);
    assert_eq!(not_hers.await, Err(ReviewError::Forbidden));
    let back = review.answer_decision(&desk.ana, &contribution, None);
    back.await.unwrap();
    let back = review.answer_decision(&desk.ana, &contribution, None);
    back.await.unwrap();
    assert_eq!(found(&desk, &satisfied(false)).await, []);

    answer(&desk, &id, false).await.unwrap();
    let better = NewDecision {
        replaces: Some(at),
        ..new(Outcome::Accepted, "You are right")
    };
    let better = desk.decide(&desk.second, &id, better).await.unwrap();
    assert_eq!(decision(&better).answer, None, "to what is decided now");
}

pub async fn found(desk: &Desk, filter: &CommentFilter) -> Vec<CommentId> {
    let page = PageRequest::default();
    let review = &desk.house.review;
    let found = review.comments(&desk.ana, SLUG, filter, &page).await;
    let found = found.unwrap().items.into_iter();
    found.map(|comment| comment.id).collect()
}

/// A duplicate is one of another comment here, never of itself by whatever way.
pub async fn duplicates(house: House) {
    let desk = Desk::set(house).await;
    let review = desk.house.review.clone();
    let (a, b, c) = (
        desk.comment().await,
        desk.comment().await,
        desk.comment().await,
    );
    let target = |refused: Result<Comment, ReviewError>| match refused {
        Err(ReviewError::Invalid { errors }) => assert_eq!(errors[0].field, "target"),
        other => panic!("{other:?}"),
    };
    let duplicate = |of_which: &CommentId| of(Outcome::Duplicate, of_which.as_str());
    target(desk.decide(&desk.editor, &a, duplicate(&a)).await);
    target(
        desk.decide(&desk.editor, &a, of(Outcome::Duplicate, "nowhere"))
            .await,
    );
    let done = desk.decide(&desk.editor, &a, duplicate(&b)).await.unwrap();
    assert_eq!(decision(&done).target.as_deref(), Some(b.as_str()));
    desk.decide(&desk.editor, &b, duplicate(&c)).await.unwrap();
    target(desk.decide(&desk.editor, &c, duplicate(&a)).await);
    target(desk.decide(&desk.editor, &c, duplicate(&b)).await);
    review.undecide_comment(&desk.editor, &b).await.unwrap();
    desk.decide(&desk.editor, &c, duplicate(&a)).await.unwrap();
    let outcome = CommentFilter {
        outcome: Some(Outcome::Duplicate),
        ..CommentFilter::default()
    };
    assert_eq!(found(&desk, &outcome).await, [a.clone(), c.clone()]);
    let gone = desk.comment().await;
    review.delete_comment(&desk.ana, &gone).await.unwrap();
    target(desk.decide(&desk.editor, &b, duplicate(&gone)).await);
}

/// Two editors decide one comment at the same instant: the decision of exactly one is there, and
/// the other learns it; two that make each other duplicates never both do.
pub async fn deciding_at_once(house: House) {
    let desk = Desk::set(house).await;
    for round in 0..100 {
        let id = desk.comment().await;
        let (yes, no) = tokio::join!(
            desk.decide(&desk.editor, &id, new(Outcome::Accepted, "")),
            desk.decide(&desk.second, &id, new(Outcome::Rejected, "No")),
        );
        let (won, lost) = if yes.is_ok() { (yes, no) } else { (no, yes) };
        assert_eq!(lost, conflict(Conflict::DecidedMeanwhile), "round {round}");
        let kept = desk.house.review.comment(&desk.ana, &id, None).await;
        assert_eq!(decision(&kept.unwrap()), decision(&won.unwrap()));
    }
    for _ in 0..20 {
        let (a, b) = (desk.comment().await, desk.comment().await);
        let (of_b, of_a) = tokio::join!(
            desk.decide(&desk.editor, &a, of(Outcome::Duplicate, b.as_str())),
            desk.decide(&desk.second, &b, of(Outcome::Duplicate, a.as_str())),
        );
        assert_eq!([of_b, of_a].iter().filter(|done| done.is_ok()).count(), 1);
    }
}

/// A decision, its undoing, its confirmation and its answer at the same instant leave one state
/// that some order explains.
pub async fn a_desk_in_a_hurry(house: House) {
    let desk = Desk::set(house).await;
    desk.two_steps().await;
    let third = desk.house.person("Third").await;
    let who = review::Invitee::Email(email("Third"));
    let review = desk.house.review.clone();
    let set = review.set_member(&desk.editor, SLUG, &who, Role::Editor);
    set.await.unwrap();
    for _ in 0..30 {
        let id = desk.comment().await;
        let proposed = desk
            .decide(&desk.editor, &id, new(Outcome::Noted, ""))
            .await;
        proposed.unwrap();
        let (one, other, undone) = tokio::join!(
            review.confirm_comment_decision(&desk.second, &id),
            review.confirm_comment_decision(&third, &id),
            review.undecide_comment(&desk.editor, &id),
        );
        undone.unwrap();
        assert!(!(one.is_ok() && other.is_ok()), "it is confirmed once");
        let left = review.comment(&desk.ana, &id, None).await.unwrap();
        assert_eq!((left.status, left.handling.decision), (Status::Open, None));
    }
    let told = desk.told(&desk.ana).await;
    let count = |kind| told.iter().filter(|told| **told == kind).count();
    assert_eq!(count(NoticeKind::Decided), count(NoticeKind::Undone));
}
