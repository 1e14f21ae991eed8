//! A second editor confirms what another proposed, many in one deed.

use review::{
    Actor, BulkDone, CommentFilter, CommentId, Conflict, GuidelinePatch, NoticeKind, Outcome,
    ReviewError, Ruling, Selection, Status, SuggestionFilter, SuggestionId,
};

use super::{
    decisions::{Desk, decision, new},
    drafts::{Scene, accepted},
};
use crate::support::{
    house::{House, SLUG, once},
    text::{AVOID, CLOSURE, OFFSET, TAILINGS},
};

fn done(changed: u32, left: &[&str]) -> BulkDone {
    BulkDone {
        changed,
        left: left.iter().map(|&id| id.to_owned()).collect(),
    }
}

impl House {
    async fn confirm(&self, who: &Actor, selection: Selection) -> Result<BulkDone, ReviewError> {
        self.review.confirm_many(who, SLUG, &selection, None).await
    }
}

/// What others proposed on comments counts; the own proposals and the rest are left as they are.
pub async fn proposals_on_comments_are_confirmed_together(house: House) {
    let desk = Desk::set(house).await;
    let (house, review) = (&desk.house, &desk.house.review);
    desk.two_steps().await;
    let mut ids: Vec<CommentId> = Vec::new();
    for _ in 0..5 {
        ids.push(desk.comment().await);
    }
    for (id, who) in ids.iter().zip([&desk.editor, &desk.editor, &desk.second]) {
        let proposed = desk.decide(who, id, new(Outcome::Noted, "Read.")).await;
        assert_eq!(proposed.unwrap().status, Status::Proposed);
    }
    let these = Selection::TheseComments(ids[..4].to_vec());
    let participant = house.confirm(&desk.ana, these.clone()).await;
    assert_eq!(participant, Err(ReviewError::Forbidden));
    let key = once("confirm", "four");
    for _ in 0..2 {
        let key = Some(&key);
        let confirmed = review.confirm_many(&desk.second, SLUG, &these, key).await;
        let left = done(2, &[ids[2].as_str(), ids[3].as_str()]);
        assert_eq!(confirmed, Ok(left), "the same answer");
    }
    let first = review.comment(&desk.ana, &ids[0], None).await.unwrap();
    assert_eq!(first.status, Status::Decided);
    let by = decision(&first).confirmed_by.as_ref();
    assert_eq!(by.unwrap().display_name, "Second");
    assert_eq!(desk.told(&desk.ana).await, [NoticeKind::Decided; 2]);

    let all = || Selection::Comments(CommentFilter::default());
    let own = ids[2].as_str();
    assert_eq!(
        house.confirm(&desk.second, all()).await,
        Ok(done(0, &[own]))
    );
    assert_eq!(house.confirm(&desk.editor, all()).await, Ok(done(1, &[])));
    let open = Selection::TheseComments(vec![ids[4].clone(), "elsewhere".into()]);
    let strange = house.confirm(&desk.editor, open).await.unwrap_err();
    assert_eq!(
        strange.to_string(),
        "ids: \"elsewhere\" is not of this guideline"
    );
}

/// A proposal is taken back while it is confirmed: it is open in the end, and the others count.
pub async fn confirming_while_another_takes_back(house: House) {
    let desk = Desk::set(house).await;
    let (house, review) = (&desk.house, &desk.house.review);
    desk.two_steps().await;
    for _ in 0..20 {
        let (one, other) = (desk.comment().await, desk.comment().await);
        for id in [&one, &other] {
            let noted = new(Outcome::Noted, "");
            desk.decide(&desk.editor, id, noted).await.unwrap();
        }
        let these = Selection::TheseComments(vec![one.clone(), other.clone()]);
        let (confirmed, undone) = tokio::join!(
            house.confirm(&desk.second, these),
            review.undecide_comment(&desk.editor, &one)
        );
        undone.unwrap();
        let changed = confirmed.unwrap().changed;
        assert!(changed == 1 || changed == 2, "{changed}");
        let status = async |id| review.comment(&desk.ana, id, None).await.unwrap().status;
        assert_eq!(status(&one).await, Status::Open);
        assert_eq!(status(&other).await, Status::Decided);
    }
}

impl Scene {
    async fn two_steps(&self) {
        let patch = GuidelinePatch {
            two_step: Some(true),
            ..GuidelinePatch::default()
        };
        let review = &self.house.review;
        let changed = review.change_guideline(&self.editor, SLUG, patch).await;
        changed.unwrap();
    }

    async fn status(&self, id: &SuggestionId) -> Status {
        let found = self.house.review.suggestion(&self.ana, id).await;
        found.unwrap().suggestion.status
    }
}

fn these(ids: &[&SuggestionId]) -> Selection {
    Selection::TheseSuggestions(ids.iter().map(|&id| id.clone()).collect())
}

/// What others proposed to accept goes into the draft in one deed, or nothing does.
pub async fn proposals_on_suggestions_are_confirmed_together(house: House) {
    let scene = Scene::set(house).await;
    let house = &scene.house;
    scene.two_steps().await;
    let mut ids = Vec::new();
    for (start, from, to) in [
        ("Tailings f", "every month", "every week"),
        ("Offsets", "last resort", "very last resort"),
        ("Tailings f", "every month", "every day"),
        ("A closure", "three years", "two years"),
    ] {
        ids.push(scene.suggest(&scene.ana, start, from, to).await.id);
    }
    for id in &ids[..3] {
        scene.decide(id, accepted()).await.unwrap();
    }
    let all = || Selection::Suggestions(SuggestionFilter::default());
    let clash = house.confirm(&scene.second, all()).await;
    let Err(ReviewError::Clash(clashing)) = clash else {
        panic!("{clash:?}")
    };
    assert_eq!(clashing.suggestion, ids[2]);
    assert_eq!(
        scene.draft().await,
        [AVOID, TAILINGS, OFFSET, CLOSURE],
        "none went in"
    );
    assert!(scene.told(&scene.ana).await.is_empty(), "nothing counts");
    let two = these(&[&ids[0], &ids[1], &ids[3]]);
    let own = house.confirm(&scene.editor, two.clone()).await.unwrap();
    assert_eq!((own.changed, own.left.len()), (0, 3), "the own are left");
    let confirmed = house.confirm(&scene.second, two).await;
    assert_eq!(confirmed, Ok(done(2, &[ids[3].as_str()])));
    let draft = scene.draft().await;
    assert!(draft[1].contains("every week") && draft[2].contains("very last"));
    assert_eq!(scene.told(&scene.ana).await, [NoticeKind::Decided; 2]);
}

/// What two leave no room for is superseded once; where something is decided on it, who names it
/// is left.
pub async fn what_is_superseded_by_many(house: House) {
    let scene = Scene::set(house).await;
    let house = &scene.house;
    scene.two_steps().await;
    let week = ("Tailings f", "every month", "every week");
    let mut ids = Vec::new();
    for (start, from, to) in [
        week,
        ("Offsets", "last resort", "very last resort"),
        ("Tailings f", "every month", "every day"),
        ("A closure", "three years", "two years"),
    ] {
        ids.push(scene.suggest(&scene.ana, start, from, to).await.id);
    }
    let leaving_no_room_for = |id: &SuggestionId| Ruling {
        supersedes: vec![id.clone()],
        ..accepted()
    };
    for id in &ids[..2] {
        let ruling = leaving_no_room_for(&ids[2]);
        scene.decide(id, ruling).await.unwrap();
    }
    let closing = leaving_no_room_for(&ids[2]);
    scene.decide(&ids[3], closing).await.unwrap();
    let both = these(&[&ids[0], &ids[1]]);
    assert_eq!(house.confirm(&scene.second, both).await, Ok(done(2, &[])));
    let found = house.review.suggestion(&scene.ana, &ids[2]).await.unwrap();
    let decision = found.suggestion.handling.decision.unwrap();
    assert_eq!(decision.outcome, Outcome::Superseded);
    assert_eq!(decision.target.as_deref(), Some(ids[0].as_str()));
    let late = these(&[&ids[3]]);
    let left = done(0, &[ids[3].as_str()]);
    assert_eq!(house.confirm(&scene.second, late).await, Ok(left));
    let review = &house.review;
    let alone = review
        .confirm_suggestion_decision(&scene.second, &ids[3])
        .await;
    assert_eq!(alone.unwrap_err(), ReviewError::Conflict(Conflict::Decided));
    assert_eq!(scene.status(&ids[3]).await, Status::Proposed);
}
