//! Suggestions are decided, and the draft is what comes of it.

use review::{
    Actor, Clashing, Conflict, DraftEdit, NewSuggestion, NewWording, NoticeKind, Outcome,
    PageRequest, PublishDraft, ReviewError, Ruling, Selection, Status, Suggestion,
    SuggestionFilter, SuggestionId, SuggestionPatch, Target, Visibility, Wish, Wording,
    document::Document,
};

use crate::support::{
    house::{House, SLUG, once},
    text::{AVOID, CLOSURE, OFFSET, TAILINGS, first_en, first_zh, id_of, text},
};

/// A published text, its editors, and two who take part.
pub struct Scene {
    pub house: House,
    pub editor: Actor,
    pub second: Actor,
    pub ana: Actor,
    pub bo: Actor,
    text: std::sync::Arc<Document>,
}

impl Scene {
    pub async fn set(house: House) -> Self {
        let (editor, _) = house.guideline(Visibility::Members).await;
        let first = vec![first_en(), first_zh()];
        house.publish(&editor, first, None).await.unwrap();
        let second = house.person("Second").await;
        let invitee = review::Invitee::Email("second@example.org".to_owned());
        house
            .review
            .set_member(&editor, SLUG, &invitee, review::Role::Editor)
            .await
            .unwrap();
        Self {
            ana: house.participant(&editor, "Ana").await,
            bo: house.participant(&editor, "Bo").await,
            text: house.text(&editor, 1, "en").await,
            house,
            editor,
            second,
        }
    }

    /// Proposes other words for the paragraph that starts so.
    pub async fn suggest(&self, who: &Actor, start: &str, from: &str, to: &str) -> Suggestion {
        let (id, words) = reworded(&self.text, start, from, to);
        let new = NewSuggestion {
            revision: 1,
            language: None,
            wish: edit(id, words),
            rationale: format!("{to} reads better"),
        };
        let made = self.house.review.suggest(who, SLUG, new, None).await;
        made.unwrap().suggestion
    }

    pub async fn decide(
        &self,
        id: &SuggestionId,
        ruling: Ruling,
    ) -> Result<Suggestion, ReviewError> {
        self.decide_as(&self.editor, id, ruling).await
    }

    async fn decide_as(
        &self,
        who: &Actor,
        id: &SuggestionId,
        ruling: Ruling,
    ) -> Result<Suggestion, ReviewError> {
        let decided = self.house.review.decide_suggestion(who, id, ruling).await;
        decided.map(|found| found.suggestion)
    }

    /// The paragraphs of the draft without the headings.
    pub async fn draft(&self) -> Vec<String> {
        let draft = self.house.review.draft(&self.editor, SLUG, None).await;
        let blocks = draft.unwrap().draft.document.blocks.clone();
        let paragraphs = blocks.into_iter().filter(|block| block.level.is_none());
        paragraphs.map(|block| block.text).collect()
    }

    async fn listed(&self, filter: SuggestionFilter, target: Option<Target>) -> Vec<Listed> {
        let all = PageRequest {
            limit: PageRequest::MOST,
            cursor: None,
        };
        let page = self
            .house
            .review
            .suggestions(&self.editor, SLUG, &filter, target, &all)
            .await
            .unwrap();
        let listed = page.items.into_iter();
        listed.map(|one| (one.suggestion, one.carried)).collect()
    }

    pub async fn told(&self, who: &Actor) -> Vec<NoticeKind> {
        let person = who.person().unwrap();
        let notices = review::Store::notices(&self.house.database, person, None, 100).await;
        notices
            .unwrap()
            .iter()
            .map(|(_, notice)| notice.kind)
            .collect()
    }

    async fn publish_draft(&self, undecided: bool) -> Result<review::Published, ReviewError> {
        let publish = PublishDraft {
            note: "as decided".to_owned(),
            undecided,
            ..PublishDraft::default()
        };
        self.release(publish).await
    }

    async fn release(&self, publish: PublishDraft) -> Result<review::Published, ReviewError> {
        let review = &self.house.review;
        review
            .publish_draft(&self.editor, SLUG, publish, None)
            .await
    }

    /// Only who knows of as many as there are publishes.
    async fn publishes_what_it_knows(&self, comments: u32, suggestions: u32) {
        let known = |comments, suggestions| PublishDraft {
            undecided: true,
            known: Some(review::Known {
                comments,
                suggestions,
            }),
            ..PublishDraft::default()
        };
        for other in [known(0, suggestions), known(suggestions, comments)] {
            let refused = self.release(other).await.unwrap_err();
            let expect = ReviewError::Undecided {
                comments,
                suggestions,
            };
            assert_eq!(refused, expect);
        }
        let checked = PublishDraft {
            check: true,
            ..known(0, 0)
        };
        let checked = self.release(checked).await.unwrap();
        let published = self.release(known(comments, suggestions)).await.unwrap();
        for counted in [checked, published] {
            assert_eq!(counted.undecided, comments + suggestions);
            assert_eq!(counted.waiting.comments.open, comments);
            assert_eq!(counted.waiting.suggestions.open, suggestions);
            assert_eq!(counted.waiting.total(), comments + suggestions);
        }
    }
}

type Listed = (Suggestion, Option<review::merge::Carried>);

fn reworded(
    text: &Document,
    start: &str,
    from: &str,
    to: &str,
) -> (review::document::BlockId, String) {
    let id = id_of(text, start);
    let words = &text.find(&id).unwrap().1.text;
    assert!(words.contains(from));
    (id, words.replace(from, to))
}

fn edit(block: review::document::BlockId, words: String) -> Wish {
    let wording = NewWording {
        text: Some(words),
        ..NewWording::default()
    };
    Wish::Edit { block, wording }
}

pub fn accepted() -> Ruling {
    Ruling::plain(Outcome::Accepted)
}

fn clash(outcome: Result<Suggestion, ReviewError>) -> Clashing {
    match outcome {
        Err(ReviewError::Clash(clashing)) => *clashing,
        other => panic!("{other:?}"),
    }
}

pub async fn edits_to_different_words_both_go_in(house: House) {
    let scene = Scene::set(house).await;
    let month = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let body = scene
        .suggest(&scene.bo, "Tailings f", "a body", "an expert body")
        .await;
    let other = scene
        .suggest(&scene.bo, "Tailings f", "every month", "every day")
        .await;
    scene.decide(&month.id, accepted()).await.unwrap();
    let decided = scene.decide(&body.id, accepted()).await.unwrap();
    assert_eq!(decided.status, Status::Decided);
    let expect = TAILINGS
        .replace("every month", "every week")
        .replace("a body", "an expert body");
    assert_eq!(scene.draft().await, [AVOID, &expect, OFFSET, CLOSURE]);
    let clashing = clash(scene.decide(&other.id, accepted()).await);
    assert_eq!(clashing.with[0], month.id);
    let conflict = &clashing.clash.conflicts[0];
    assert_eq!(conflict.base.text, TAILINGS);
    assert_eq!(conflict.ours.text, expect);
    assert!(conflict.theirs.text.contains("every day"));
    let open = scene.house.review.suggestion(&scene.bo, &other.id).await;
    assert_eq!(
        open.unwrap().suggestion.status,
        Status::Open,
        "nothing was decided"
    );
    // By a text that is written by hand onto the draft it goes in.
    let by_hand = expect.replace("every week", "every few days");
    let ruling = |onto: Option<&str>| Ruling {
        text: Some(NewWording {
            text: Some(by_hand.clone()),
            ..NewWording::default()
        }),
        onto: onto.map(str::to_owned),
        ..Ruling::plain(Outcome::AcceptedWithModification)
    };
    clash(scene.decide(&other.id, ruling(None)).await);
    let stale = scene.decide(&other.id, ruling(Some("1.1"))).await;
    assert!(matches!(stale, Err(ReviewError::StaleDraft { .. })));
    let decided = scene.decide(&other.id, ruling(Some("1.2"))).await.unwrap();
    let outcome = decided.handling.decision.unwrap().outcome;
    assert_eq!(outcome, Outcome::AcceptedWithModification);
    assert_eq!(scene.draft().await[1], by_hand);
    assert_eq!(scene.told(&scene.bo).await.len(), 2);
}

pub async fn some_of_a_suggestion_goes_in(house: House) {
    let scene = Scene::set(house).await;
    let id = id_of(&scene.text, "Offsets");
    let words = OFFSET
        .replace("last resort", "very last resort")
        .replace("does", "is felt");
    let new = NewSuggestion {
        revision: 1,
        language: None,
        wish: edit(id, words),
        rationale: String::new(),
    };
    let made = scene
        .house
        .review
        .suggest(&scene.ana, SLUG, new, None)
        .await;
    let made = made.unwrap().suggestion;
    let partly = |hunks| Ruling {
        wording: Some(Wording::Hunks(hunks)),
        ..Ruling::plain(Outcome::PartlyAccepted)
    };
    let refused = scene.decide(&made.id, partly(vec![7])).await;
    assert!(matches!(refused, Err(ReviewError::Invalid { .. })));
    let bare = Ruling::plain(Outcome::PartlyAccepted);
    assert!(scene.decide(&made.id, bare).await.is_err());
    scene.decide(&made.id, partly(vec![1])).await.unwrap();
    let expect = OFFSET.replace("does", "is felt");
    assert_eq!(scene.draft().await[2], expect);
}

pub async fn a_decision_is_undone_until_it_is_published(house: House) {
    let scene = Scene::set(house).await;
    let review = &scene.house.review;
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let body = scene
        .suggest(&scene.bo, "Tailings f", "a body", "an expert body")
        .await;
    scene.decide(&week.id, accepted()).await.unwrap();
    scene.decide(&body.id, accepted()).await.unwrap();
    review
        .undo_suggestion_decision(&scene.editor, &week.id)
        .await
        .unwrap();
    let expect = TAILINGS.replace("a body", "an expert body");
    assert_eq!(scene.draft().await[1], expect, "what came later stays");
    let again = review
        .undo_suggestion_decision(&scene.editor, &week.id)
        .await;
    assert_eq!(
        again.unwrap_err(),
        ReviewError::Conflict(Conflict::NotDecided)
    );
    scene.decide(&week.id, accepted()).await.unwrap();
    let refused = scene
        .decide(&week.id, Ruling::plain(Outcome::Rejected))
        .await;
    assert_eq!(
        refused.unwrap_err(),
        ReviewError::Conflict(Conflict::Decided)
    );
    assert!(scene.told(&scene.ana).await.contains(&NoticeKind::Undone));
    let published = scene.publish_draft(false).await.unwrap();
    assert_eq!((published.number, published.blocks.kept), (2, 8));
    let text = scene.house.text(&scene.ana, 2, "en").await;
    assert!(text.blocks[3].text.contains("every week by an expert body"));
    assert_eq!(text.blocks[3].id, scene.text.blocks[3].id);
    let zh = scene.house.text(&scene.ana, 2, "zh").await;
    assert_eq!(zh.blocks.len(), 8, "the other language goes along");
    let late = review
        .undo_suggestion_decision(&scene.editor, &week.id)
        .await;
    assert_eq!(
        late.unwrap_err(),
        ReviewError::Conflict(Conflict::DecisionStands)
    );
    let nothing = scene.publish_draft(true).await;
    let expect = ReviewError::Conflict(Conflict::NothingToPublish);
    assert_eq!(nothing.unwrap_err(), expect);
}

pub async fn what_is_undecided_is_confirmed_and_carried_on(house: House) {
    use review::merge::Carried;
    let scene = Scene::set(house).await;
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let same = scene
        .suggest(&scene.bo, "Tailings f", "every month", "every week")
        .await;
    let body = scene
        .suggest(&scene.bo, "Tailings f", "a body", "an expert body")
        .await;
    let day = scene
        .suggest(&scene.bo, "Tailings f", "every month", "every day")
        .await;
    let last = scene
        .suggest(&scene.bo, "Offsets", "last resort", "very last resort")
        .await;
    scene
        .house
        .comment_on(&scene.ana, 1, "en", "three years")
        .await;
    scene.decide(&week.id, accepted()).await.unwrap();
    let refused = scene.publish_draft(false).await.unwrap_err();
    let expect = ReviewError::Undecided {
        comments: 1,
        suggestions: 4,
    };
    assert_eq!(refused, expect);
    scene.publishes_what_it_knows(1, 4).await;
    let open = SuggestionFilter {
        status: Some(Status::Open),
        ..SuggestionFilter::default()
    };
    for target in [Target::Revision(2), Target::Draft] {
        let listed = scene.listed(open.clone(), Some(target)).await;
        let fate = |suggestion: &Suggestion| {
            let mut found = listed.iter();
            let found = found.find(|(other, _)| other.id == suggestion.id);
            found.unwrap().1.clone().unwrap()
        };
        assert_eq!(fate(&same), Carried::AlreadyDone);
        assert_eq!(fate(&body), Carried::Merges);
        assert_eq!(fate(&last), Carried::Exact);
        assert!(matches!(fate(&day), Carried::Clashes(_)));
    }
    // Accepting one of an earlier revision goes into the next draft.
    scene.decide(&body.id, accepted()).await.unwrap();
    assert!(scene.draft().await[1].contains("every week by an expert body"));
    // What the text has already is accepted without a change.
    scene.decide(&same.id, accepted()).await.unwrap();
    let draft = scene.house.review.draft(&scene.editor, SLUG, None).await;
    assert_eq!(draft.unwrap().draft.steps.len(), 1);
}

pub async fn changed_words_know_where_they_come_from(house: House) {
    use review::{Origin, merge::Side, redline};
    let scene = Scene::set(house).await;
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let last = scene
        .suggest(&scene.bo, "Offsets", "last resort", "very last resort")
        .await;
    scene.decide(&week.id, accepted()).await.unwrap();
    scene.decide(&last.id, accepted()).await.unwrap();
    scene.publish_draft(false).await.unwrap();
    let mut third = Document::clone(&*scene.house.text(&scene.ana, 2, "en").await);
    third.blocks[1].text = third.blocks[1].text.replace("critical", "natural");
    scene
        .house
        .publish(&scene.editor, vec![third, first_zh()], None)
        .await
        .unwrap();
    let review = &scene.house.review;
    let sides = review.redline_sides(&scene.ana, SLUG, 1, 3, None).await;
    let (old, new) = sides.unwrap();
    let provenance = review.provenance(&old, &new).await.unwrap();
    let options = redline::Options {
        ids: redline::Ids::Trust,
        glossary: &[],
        ..redline::Options::default()
    };
    let redline = redline::compare(&old.document, &new.document, &options);
    let told: Vec<_> = provenance
        .authorship(&redline)
        .words
        .into_iter()
        .filter(|(credit, _)| credit.side == Side::New)
        .map(|(credit, origin)| {
            let text = new.document.blocks[credit.block].text.chars();
            let words: String = text
                .skip(credit.start)
                .take(credit.end - credit.start)
                .collect();
            let from = match origin {
                Origin::Suggestion(suggestion) => suggestion.id.to_string(),
                Origin::Import { revision, .. } => format!("file {revision}"),
            };
            (words.trim().to_owned(), origin.author().to_owned(), from)
        })
        .collect();
    let told: Vec<_> = told.iter().map(|(a, b, c)| (&**a, &**b, &**c)).collect();
    let expect = [
        ("natural", "Editor", "file 3"),
        ("week", "Ana", week.id.as_str()),
        ("very", "Bo", last.id.as_str()),
    ];
    assert_eq!(told, expect);
}

pub async fn one_of_many_is_chosen(house: House) {
    let scene = Scene::set(house).await;
    let review = &scene.house.review;
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let day = scene
        .suggest(&scene.bo, "Tailings f", "every month", "every day")
        .await;
    scene
        .suggest(&scene.bo, "Offsets", "last resort", "very last resort")
        .await;
    let support = review.support_suggestion(&scene.bo, &week.id, true).await;
    assert_eq!(support.unwrap().count, 1);
    let all = PageRequest {
        limit: PageRequest::MOST,
        cursor: None,
    };
    let board = review
        .disputes(&scene.editor, SLUG, None, &all)
        .await
        .unwrap();
    assert_eq!(board.items.len(), 1);
    let dispute = &board.items[0];
    assert_eq!(dispute.blocks[0].text, TAILINGS);
    assert_eq!(dispute.proposals.len(), 2);
    assert_eq!(dispute.proposals[0].supporters[0].display_name, "Bo");
    assert_eq!(dispute.collisions[0].0, week.id);
    choose_one(&scene, &week.id, &day.id).await;
}

async fn choose_one(scene: &Scene, chosen: &SuggestionId, left: &SuggestionId) {
    let review = &scene.house.review;
    let all = PageRequest {
        limit: PageRequest::MOST,
        cursor: None,
    };
    let ruling = Ruling {
        // Named twice by a clumsy sender; decided once.
        supersedes: vec![left.clone(), left.clone()],
        ..accepted()
    };
    scene.decide(chosen, ruling).await.unwrap();
    let other = review.suggestion(&scene.bo, left).await.unwrap().suggestion;
    let decision = other.handling.decision.unwrap();
    assert_eq!(decision.outcome, Outcome::Superseded);
    assert_eq!(decision.target.as_deref(), Some(chosen.as_str()));
    assert_eq!(scene.told(&scene.bo).await, [NoticeKind::Decided]);
    let board = review
        .disputes(&scene.editor, SLUG, None, &all)
        .await
        .unwrap();
    assert!(board.items.is_empty());
    review
        .undo_suggestion_decision(&scene.editor, chosen)
        .await
        .unwrap();
    let open = review.suggestion(&scene.bo, left).await.unwrap().suggestion;
    assert_eq!(
        open.status,
        Status::Open,
        "what it superseded is open again"
    );
}

pub async fn a_second_editor_confirms(house: House) {
    let scene = Scene::set(house).await;
    let review = &scene.house.review;
    let patch = review::GuidelinePatch {
        two_step: Some(true),
        ..review::GuidelinePatch::default()
    };
    review
        .change_guideline(&scene.editor, SLUG, patch)
        .await
        .unwrap();
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let proposed = scene.decide(&week.id, accepted()).await.unwrap();
    assert_eq!(proposed.status, Status::Proposed);
    assert_eq!(scene.draft().await[1], TAILINGS, "not yet");
    assert!(scene.told(&scene.ana).await.is_empty(), "not yet");
    let own = review
        .confirm_suggestion_decision(&scene.editor, &week.id)
        .await;
    assert_eq!(
        own.unwrap_err(),
        ReviewError::Conflict(Conflict::OwnProposal)
    );
    let confirmed = review
        .confirm_suggestion_decision(&scene.second, &week.id)
        .await;
    let decision = confirmed.unwrap().suggestion.handling.decision.unwrap();
    assert_eq!(decision.by.unwrap().display_name, "Editor");
    assert_eq!(decision.confirmed_by.unwrap().display_name, "Second");
    assert!(scene.draft().await[1].contains("every week"));
    assert_eq!(scene.told(&scene.ana).await, [NoticeKind::Decided]);
}

pub async fn editors_edit_the_draft(house: House) {
    let scene = Scene::set(house).await;
    let review = &scene.house.review;
    let change = |wish: Wish, seen: &str| DraftEdit {
        language: None,
        wish,
        rationale: "in short".to_owned(),
        seen: seen.to_owned(),
        supersedes: Vec::new(),
    };
    let (id, words) = reworded(&scene.text, "Tailings f", "every month", "weekly");
    let wish = edit(id.clone(), words.clone());
    let drafted = review
        .edit_draft(&scene.editor, SLUG, change(wish.clone(), "1.0"))
        .await;
    let drafted = drafted.unwrap();
    assert_eq!(drafted.draft.tag(), "1.1");
    assert_eq!(drafted.suggestion.suggestion.status, Status::Decided);
    let stale = review
        .edit_draft(&scene.second, SLUG, change(wish, "1.0"))
        .await;
    let Err(ReviewError::StaleDraft { tag, block }) = stale else {
        panic!("{stale:?}")
    };
    assert_eq!((&*tag, &block.unwrap().text), ("1.1", &words));
    let new = Wish::InsertAfter {
        after: Some(id),
        wording: NewWording {
            text: Some("A new paragraph.".to_owned()),
            ..NewWording::default()
        },
    };
    let drafted = review
        .edit_draft(&scene.editor, SLUG, change(new, "1.1"))
        .await
        .unwrap();
    let place = 4;
    let inserted = drafted.draft.document.blocks[place].clone();
    assert_eq!(inserted.text, "A new paragraph.");
    // What the draft added can be edited in it, too.
    let wish = edit(inserted.id.clone(), "A newer paragraph.".to_owned());
    let drafted = review
        .edit_draft(&scene.second, SLUG, change(wish, "1.2"))
        .await
        .unwrap();
    assert_eq!(
        drafted.draft.document.blocks[place].text,
        "A newer paragraph."
    );
    let first = &drafted.draft.steps[1].suggestion;
    let entangled = review.undo_suggestion_decision(&scene.editor, first).await;
    let last = drafted.suggestion.suggestion.id.clone();
    assert_eq!(
        entangled.unwrap_err(),
        ReviewError::BuiltUpon { by: vec![last] }
    );
    scene.publish_draft(false).await.unwrap();
    let text = scene.house.text(&scene.ana, 2, "en").await;
    assert_eq!(text.blocks[place].id, inserted.id);
}

pub async fn a_file_becomes_the_next_revision_meanwhile(house: House) {
    let scene = Scene::set(house).await;
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let last = scene
        .suggest(&scene.bo, "Offsets", "last resort", "very last resort")
        .await;
    scene.decide(&week.id, accepted()).await.unwrap();
    scene.decide(&last.id, accepted()).await.unwrap();
    let tailings = TAILINGS.replace("every month", "every week");
    let file = text(
        "en",
        &[
            "# Avoid",
            AVOID,
            "# Tailings",
            &tailings,
            "# Offset",
            OFFSET,
            "# Closure",
            CLOSURE,
        ],
    );
    let files = vec![file, first_zh()];
    let published = scene
        .house
        .publish(&scene.editor, files, None)
        .await
        .unwrap();
    assert_eq!(published.reopened, std::slice::from_ref(&last.id));
    let open = scene.house.review.suggestion(&scene.bo, &last.id).await;
    assert_eq!(open.unwrap().suggestion.status, Status::Open);
    assert_eq!(scene.draft().await[2], OFFSET);
    scene.decide(&last.id, accepted()).await.unwrap();
    assert!(scene.draft().await[2].contains("very last resort"));
}

pub async fn many_are_decided_in_one_deed_or_none(house: House) {
    let scene = Scene::set(house).await;
    let review = &scene.house.review;
    let mut all = Vec::new();
    for (start, from, to) in [
        ("Tailings f", "every month", "every week"),
        ("Offsets", "last resort", "very last resort"),
        ("Tailings f", "every month", "every day"),
    ] {
        all.push(scene.suggest(&scene.ana, start, from, to).await.id);
    }
    let these = |ids: &[SuggestionId]| Selection::TheseSuggestions(ids.to_vec());
    let outcome = review
        .decide_suggestions(&scene.editor, SLUG, &these(&all), accepted(), None)
        .await;
    let Err(ReviewError::Clash(clashing)) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(clashing.suggestion, all[2]);
    assert_eq!(
        scene.draft().await,
        [AVOID, TAILINGS, OFFSET, CLOSURE],
        "none went in"
    );
    let key = once("bulk", "two");
    for _ in 0..2 {
        let count = review
            .decide_suggestions(
                &scene.editor,
                SLUG,
                &these(&all[..2]),
                accepted(),
                Some(&key),
            )
            .await;
        assert_eq!(count.unwrap().changed, 2, "once");
    }
    let by_ana = SuggestionFilter {
        author: scene.ana.person().cloned(),
        ..SuggestionFilter::default()
    };
    let rest = Selection::Suggestions(by_ana);
    let rejected = Ruling::plain(Outcome::Rejected);
    let count = review
        .decide_suggestions(&scene.editor, SLUG, &rest, rejected, None)
        .await;
    assert_eq!(count.unwrap().changed, 1, "those that are open");
}

pub async fn proposers_change_their_minds(house: House) {
    let scene = Scene::set(house).await;
    let review = &scene.house.review;
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let (id, words) = reworded(&scene.text, "Tailings f", "every month", "twice a week");
    let patch = SuggestionPatch {
        wish: Some(edit(id, words)),
        rationale: None,
        version: Some(1),
    };
    let foreign = review
        .edit_suggestion(&scene.bo, &week.id, patch.clone())
        .await;
    assert_eq!(foreign.unwrap_err(), ReviewError::Forbidden);
    let changed = review
        .edit_suggestion(&scene.ana, &week.id, patch.clone())
        .await;
    assert_eq!(changed.unwrap().suggestion.version, 2);
    let again = review.edit_suggestion(&scene.ana, &week.id, patch).await;
    assert_eq!(
        again.unwrap_err(),
        ReviewError::Conflict(Conflict::Reworded)
    );
    let unread = Ruling {
        version: Some(1),
        ..accepted()
    };
    let refused = scene.decide(&week.id, unread).await;
    assert_eq!(
        refused.unwrap_err(),
        ReviewError::Conflict(Conflict::Reworded)
    );
    let reply = review
        .discuss_suggestion(&scene.bo, &week.id, "Why?".to_owned(), None)
        .await;
    let reply = reply.unwrap();
    assert_eq!(scene.told(&scene.ana).await, [NoticeKind::Replied]);
    review
        .edit_discussion(&scene.bo, &week.id, &reply.id, None)
        .await
        .unwrap();
    review
        .withdraw_suggestion(&scene.ana, &week.id)
        .await
        .unwrap();
    let late = scene.decide(&week.id, accepted()).await;
    assert_eq!(late.unwrap_err(), ReviewError::Conflict(Conflict::Decided));
    let found = review
        .suggestion(&scene.bo, &week.id)
        .await
        .unwrap()
        .suggestion;
    assert_eq!(found.handling.decision.unwrap().outcome, Outcome::Withdrawn);
    assert!(found.replies.is_empty());
}

/// Of two overlapping suggestions accepted at the same instant one goes in and the other is a
/// conflict; the text is that of one serial order.
pub async fn overlapping_acceptances_at_once(house: House) {
    let scene = Scene::set(house).await;
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    let day = scene
        .suggest(&scene.bo, "Tailings f", "every month", "every day")
        .await;
    for _ in 0..200 {
        let (one, other) = tokio::join!(
            scene.decide_as(&scene.editor, &week.id, accepted()),
            scene.decide_as(&scene.second, &day.id, accepted()),
        );
        let (winner, loser, words) = match (one, other) {
            (Ok(winner), loser) => (winner, loser, "every week"),
            (loser, Ok(winner)) => (winner, loser, "every day"),
            both => panic!("{both:?}"),
        };
        assert_eq!(clash(loser).with, std::slice::from_ref(&winner.id));
        assert_eq!(
            scene.draft().await[1],
            TAILINGS.replace("every month", words)
        );
        let undone = scene
            .house
            .review
            .undo_suggestion_decision(&scene.editor, &winner.id);
        undone.await.unwrap();
    }
}

/// Accepted and rejected at once: exactly one of them.
pub async fn two_outcomes_at_once(house: House) {
    let scene = Scene::set(house).await;
    let week = scene
        .suggest(&scene.ana, "Tailings f", "every month", "every week")
        .await;
    for _ in 0..100 {
        let (yes, no) = tokio::join!(
            scene.decide_as(&scene.editor, &week.id, accepted()),
            scene.decide_as(&scene.second, &week.id, Ruling::plain(Outcome::Rejected)),
        );
        assert!(yes.is_ok() != no.is_ok(), "{yes:?} {no:?}");
        let is_in = scene.draft().await[1].contains("every week");
        assert_eq!(is_in, yes.is_ok());
        let lost = if yes.is_ok() { no } else { yes };
        assert_eq!(lost.unwrap_err(), ReviewError::Conflict(Conflict::Decided));
        let undone = scene
            .house
            .review
            .undo_suggestion_decision(&scene.editor, &week.id);
        undone.await.unwrap();
    }
}
