//! What lists cost among 20,000 comments: `cargo test -p store --test measured -- --ignored
//! --nocapture` prints the median of each filter's first page on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::too_many_lines,
    reason = "for measuring only"
)]

mod support;

use std::{collections::BTreeMap, time::Instant};

use review::{
    Actor, AddComment, Change, CommentFilter, CommentId, CommentKind, Commit, ContributionId,
    Decide, Decision, GuidelineId, Head, Outcome, PageRequest, PersonId, Scope, Standing, Status,
    Store, Tag, Timestamp, Visibility, anchor,
};
use support::{
    house::{House, SLUG},
    postgres::Postgres,
    text::first_en,
};

const COMMENTS: usize = 20_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures, and proves nothing"]
async fn lists_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = support::sqlite(folder.path());
    measure("SQLite", &url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures, and proves nothing"]
async fn lists_on_postgres() {
    let Some(server) = Postgres::start() else {
        return;
    };
    measure("PostgreSQL", &server.url()).await;
}

async fn measure(engine: &str, url: &str) {
    let database = store::Database::open(url).await.unwrap();
    let house = House::new(database.clone());
    let (editor, guideline) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let mut people = Vec::new();
    for name in ["Ana", "Bo", "Chen"] {
        people.push(house.person(name).await.person().unwrap().clone());
    }
    fill(&house, &guideline.id, editor.person().unwrap(), &people).await;
    for (name, filter) in filters(&house, &editor, &people).await {
        let page = PageRequest::default();
        let mut times = Vec::new();
        let mut count = 0;
        for _ in 0..15 {
            let start = Instant::now();
            let found = house.review.comments(&editor, SLUG, &filter, &page).await;
            times.push(start.elapsed());
            count = found.unwrap().items.len();
        }
        times.sort();
        eprintln!("{engine:10} {name:24} {:8.2?} {count}", times[7]);
    }
    let mut times = Vec::new();
    for _ in 0..15 {
        let start = Instant::now();
        let scope = Scope::default();
        let found = house.review.statistics(&editor, SLUG, &scope).await;
        times.push(start.elapsed());
        assert_eq!(usize::try_from(found.unwrap().total.comments), Ok(COMMENTS));
    }
    times.sort();
    eprintln!("{engine:10} {:24} {:8.2?}", "statistics", times[7]);
    database.close().await;
}

async fn filters(
    house: &House,
    editor: &Actor,
    people: &[PersonId],
) -> Vec<(&'static str, CommentFilter)> {
    let any = CommentFilter::default;
    let text = house.text(editor, 1, "en").await;
    let block = Some(text.blocks[3].id.clone());
    let group = house.review.groups(editor, SLUG).await.unwrap();
    #[rustfmt::skip] // one line a case
    let filters = vec![
        ("all", any()),
        ("revision", CommentFilter { revision: Some(1), ..any() }),
        ("block", CommentFilter { block_id: block.clone(), ..any() }),
        ("block in revision", CommentFilter { revision: Some(1), block_id: block, ..any() }),
        ("status open", CommentFilter { status: Some(Status::Open), ..any() }),
        ("status proposed (none)", CommentFilter { status: Some(Status::Proposed), ..any() }),
        ("kind", CommentFilter { kind: Some(CommentKind::Translation), ..any() }),
        ("author (rare)", CommentFilter { author: Some(people[2].clone()), ..any() }),
        ("organisation (none)", CommentFilter { organisation: Some("none".into()), ..any() }),
        ("q (common)", CommentFilter { q: Some("habitat".into()), ..any() }),
        ("q (once)", CommentFilter { q: Some("number 19876".into()), ..any() }),
        ("q (none)", CommentFilter { q: Some("尾矿库".into()), ..any() }),
        ("outcome (rare)", CommentFilter { outcome: Some(Outcome::Deferred), ..any() }),
        ("assignee (none)", CommentFilter { assignee: Some(people[0].clone()), ..any() }),
        ("tag (rare)", CommentFilter { tag: Some("offset".into()), ..any() }),
        ("group", CommentFilter { group: Some(group[0].id.clone()), ..any() }),
        ("satisfied (none)", CommentFilter { satisfied: Some(false), ..any() }),
        ("tag and author and q", CommentFilter { tag: Some("offset".into()), q: Some("habitat".into()),
            author: Some(people[1].clone()), ..any() }),
    ];
    filters
}

/// Every fourth is decided, every hundredth is deferred and bears a tag; the first ones are a group.
async fn fill(house: &House, guideline: &GuidelineId, editor: &PersonId, people: &[PersonId]) {
    let actor = house.review.actor(editor).await.unwrap();
    let text = house.text(&actor, 1, "en").await;
    let tag = Tag {
        tag: "offset".to_owned(),
        labels: BTreeMap::from([("en".to_owned(), "Offset".to_owned())]),
    };
    house
        .review
        .set_tags(&actor, SLUG, vec![tag])
        .await
        .unwrap();
    let blocks: Vec<_> = text
        .blocks
        .iter()
        .filter(|block| block.text.len() > 40)
        .collect();
    for start in (0..COMMENTS).step_by(1_000) {
        let mut changes = Vec::new();
        let mut happenings = Vec::new();
        for index in start..start + 1_000 {
            let block = blocks[index % blocks.len()];
            let target = anchor::Target::Range {
                block: block.id.clone(),
                start: 2,
                end: 20,
            };
            let anchor = anchor::write_anchor(&text, 1, target).unwrap();
            let author = if index.is_multiple_of(500) {
                &people[2]
            } else {
                &people[index % 2]
            };
            let id = CommentId::from(format!("c{index:05}"));
            happenings.push(review::Happening::CommentAdded {
                comment: id.clone(),
            });
            changes.push(comment(&id, guideline, author, anchor, index));
            changes.extend(handled(&id, guideline, index));
        }
        let happened = happenings.into_iter().map(|happening| review::NewEvent {
            at: Timestamp(0),
            actor: Some(editor.clone()),
            happening,
        });
        let head = house
            .review
            .guideline(&actor, SLUG)
            .await
            .unwrap()
            .guideline
            .head;
        let commit = Commit {
            head: Some(Head {
                guideline: guideline.clone(),
                seen: head,
                moves: false,
            }),
            changes,
            events: happened.collect(),
            receipt: None,
        };
        house.database.commit(commit).await.unwrap();
    }
    let new = review::NewGroup {
        title: "The same".to_owned(),
        comments: (0..10).map(|index| format!("c{index:05}").into()).collect(),
    };
    house
        .review
        .add_group(&actor, SLUG, new, None)
        .await
        .unwrap();
}

fn comment(
    id: &CommentId,
    guideline: &GuidelineId,
    author: &PersonId,
    anchor: anchor::Anchor,
    index: usize,
) -> Change {
    let body = format!(
        "This is comment number {index}: the wording on critical habitat leaves open who decides \
         when an alternative is not feasible, and by which date the operator has to say so."
    );
    let kinds = [
        CommentKind::General,
        CommentKind::Technical,
        CommentKind::Editorial,
    ];
    Change::AddComment(AddComment {
        id: id.clone(),
        guideline: guideline.clone(),
        language: "en".to_owned(),
        anchor,
        kind: kinds[index % 3],
        body,
        author: author.clone(),
        written_by: None,
        created_at: Timestamp(0),
    })
}

fn handled(id: &CommentId, guideline: &GuidelineId, index: usize) -> Vec<Change> {
    let contribution = ContributionId::Comment(id.clone());
    let mut changes = Vec::new();
    if index.is_multiple_of(4) {
        let outcome = if index.is_multiple_of(100) {
            Outcome::Deferred
        } else {
            Outcome::Noted
        };
        changes.push(Change::Decide(Decide {
            contribution: contribution.clone(),
            guideline: guideline.clone(),
            seen: 0,
            replaces: None,
            decision: Decision {
                outcome,
                target: None,
                reason: "As discussed".to_owned(),
                wording: None,
                supersedes: Vec::new(),
                revision: 1,
                by: None,
                at: Timestamp(1),
                standing: Standing::Final,
                confirmed_by: None,
                confirmed_at: None,
                answer: None,
            },
        }));
    }
    if index.is_multiple_of(100) {
        changes.push(Change::SetTaggings {
            contribution,
            guideline: guideline.clone(),
            tags: vec!["offset".to_owned()],
        });
    }
    changes
}
