//! What deciding costs with 5,000 pending suggestions on 1,000 blocks: `cargo test -p store --test
//! measured_deciding -- --ignored --nocapture` prints it for both engines.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "for measuring only"
)]

mod support;

use std::time::{Duration, Instant};

use review::{
    Actor, AddComment, AddSuggestion, Change, CommentKind, Commit, Guideline, Happening, Head,
    NewEvent, Outcome, PageRequest, Part, PersonId, PublishDraft, Ruling, Selection, Store,
    SuggestionId, Timestamp, Visibility, anchor,
    document::{Block, Document},
};
use support::{
    house::{House, SLUG},
    postgres::Postgres,
    text::text,
};

const BLOCKS: usize = 1_000;
const PENDING: usize = 5_000;
const WORDS: [(&str, &str); 5] = [
    ("avoid", "prevent"),
    ("every alternative", "each alternative"),
    ("critical habitat", "natural habitat"),
    ("starts", "begins"),
    ("critical habitat", "modified habitat"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures, and proves nothing"]
async fn deciding_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    measure("SQLite", &support::sqlite(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures, and proves nothing"]
async fn deciding_on_postgres() {
    let Some(server) = Postgres::start() else {
        return;
    };
    measure("PostgreSQL", &server.url()).await;
}

async fn measure(engine: &str, url: &str) {
    let database = store::Database::open(url).await.unwrap();
    let house = House::new(database.clone());
    let (editor, guideline) = house.guideline(Visibility::Open).await;
    let paragraphs: Vec<String> = (0..BLOCKS).map(paragraph).collect();
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let documents = vec![text("en", &paragraphs)];
    house.publish(&editor, documents, None).await.unwrap();
    let text = house.text(&editor, 1, "en").await;
    let ids = fill(&house, &guideline, &editor, &text).await;
    let review = &house.review;
    let accepted = || Ruling::plain(Outcome::Accepted);
    let mut times = Vec::new();
    for id in &ids[..21] {
        let start = Instant::now();
        let decided = review.decide_suggestion(&editor, id, accepted());
        decided.await.unwrap();
        times.push(start.elapsed());
    }
    times.sort();
    say(engine, "accept one, median of 21", times[10]);
    let start = Instant::now();
    let many = Selection::TheseSuggestions(ids[21..521].to_vec());
    let done = review.decide_suggestions(&editor, SLUG, &many, accepted(), None);
    assert_eq!(done.await.unwrap().changed, 500);
    say(engine, "accept 500 in one deed", start.elapsed());
    let start = Instant::now();
    let page = PageRequest::default();
    let board = review.disputes(&editor, SLUG, None, &page).await.unwrap();
    say(
        engine,
        &format!("the first {} of the conflict board", board.items.len()),
        start.elapsed(),
    );
    let start = Instant::now();
    let publish = PublishDraft {
        undecided: true,
        ..PublishDraft::default()
    };
    let published = review.publish_draft(&editor, SLUG, publish, None).await;
    let placed = published.unwrap().placements;
    say(
        engine,
        &format!("publish with {} comments in place", placed.exact),
        start.elapsed(),
    );
    database.close().await;
}

fn say(engine: &str, what: &str, time: Duration) {
    eprintln!(
        "{engine:>10}  {what:<45} {:>8.1} ms",
        time.as_secs_f64() * 1e3
    );
}

fn paragraph(number: usize) -> String {
    format!(
        "Operators of site {number} shall avoid impacts on critical habitat, and shall document \
         every alternative that they considered before work starts in the area concerned."
    )
}

/// Suggestions to all blocks in turn, five to each, of which two collide; and as many comments.
async fn fill(
    house: &House,
    guideline: &Guideline,
    editor: &Actor,
    text: &Document,
) -> Vec<SuggestionId> {
    let made = Made {
        guideline,
        author: editor.person().unwrap(),
        text,
    };
    let suggestions: Vec<_> = (0..PENDING).map(|number| made.suggestion(number)).collect();
    let ids = suggestions.iter().map(|new| new.id.clone()).collect();
    let comments: Vec<_> = (0..PENDING).map(|number| made.comment(number)).collect();
    let added = suggestions.iter().map(|new| Happening::SuggestionAdded {
        suggestion: new.id.clone(),
    });
    let said = comments.iter().map(|new| Happening::CommentAdded {
        comment: new.id.clone(),
    });
    let events = added.chain(said).map(event).collect();
    let found = house.database.guideline(SLUG, None).await.unwrap();
    let head = Head {
        guideline: guideline.id.clone(),
        seen: found.unwrap().0.head,
        moves: false,
    };
    let suggestions = suggestions.into_iter().map(Change::AddSuggestion);
    let comments = comments.into_iter().map(Change::AddComment);
    let commit = Commit {
        head: Some(head),
        changes: suggestions.chain(comments).collect(),
        events,
        receipt: None,
    };
    house.database.commit(commit).await.unwrap();
    ids
}

/// What all of them have in common.
struct Made<'a> {
    guideline: &'a Guideline,
    author: &'a PersonId,
    text: &'a Document,
}

impl Made<'_> {
    fn suggestion(&self, number: usize) -> AddSuggestion {
        let block = &self.text.blocks[number % BLOCKS];
        let (from, to) = WORDS[number / BLOCKS];
        let proposal = Block {
            text: block.text.replace(from, to),
            ..block.clone()
        };
        AddSuggestion {
            id: format!("suggestion-{number:05}").into(),
            guideline: self.guideline.id.clone(),
            language: "en".to_owned(),
            revision: 1,
            parts: vec![Part {
                blocks: vec![block.id.clone()],
                after: None,
                proposal: vec![proposal],
            }],
            origin: None,
            rationale: String::new(),
            author: self.author.clone(),
            written_by: None,
            created_at: Timestamp(0),
        }
    }

    fn comment(&self, number: usize) -> AddComment {
        let target = anchor::Target::Block {
            block: self.text.blocks[number % BLOCKS].id.clone(),
        };
        AddComment {
            id: format!("comment-{number:05}").into(),
            guideline: self.guideline.id.clone(),
            language: "en".to_owned(),
            anchor: anchor::write_anchor(self.text, 1, target).unwrap(),
            kind: CommentKind::Technical,
            body: format!("Remark {number}"),
            author: self.author.clone(),
            written_by: None,
            created_at: Timestamp(0),
        }
    }
}

fn event(happening: Happening) -> NewEvent {
    NewEvent {
        at: Timestamp(0),
        actor: None,
        happening,
    }
}
