//! Files that people marked up come back.

use review::{
    Actor, CommentId, CommentKind, CommentPatch, Happening, LeftOutKind, Operation, PageRequest,
    RecognisedBy, ReturnedChange, ReturnedFile, ReturnedImprint, ReturnedPlace, ReturnedRemark,
    ReturnedReplacement, ReturnedReply, ReviewError, SuggestionFilter, TakenBack, Timestamp,
    Visibility, WhichRevision,
    document::{Block, BlockId, Document, Kind},
};

use crate::support::{
    house::{House, SLUG, once},
    text::{CLOSURE, TAILINGS, first_en, first_zh, id_of, second_en, text, thinned_en},
};

const NOON: &str = "2026-11-20T12:00:00Z";

/// A file made from a revision that nobody has done anything to yet.
fn untouched(text: &Document, revision: u32) -> ReturnedFile {
    ReturnedFile {
        imprint: Some(ReturnedImprint {
            guideline: SLUG.to_owned(),
            language: text.language.clone(),
            revision: Some(revision),
        }),
        text: text.clone(),
        ..ReturnedFile::default()
    }
}

fn at(text: &Document, start: &str) -> usize {
    let id = id_of(text, start);
    text.find(&id).unwrap().0
}

/// Ana replaces words of a paragraph.
fn edit(text: &Document, start: &str, from: &str, to: &str) -> ReturnedChange {
    let index = at(text, start);
    let mut block = text.blocks[index].clone();
    block.text = block.text.replace(from, to);
    change("Ana", vec![(index, index + 1, vec![block])])
}

fn change(author: &str, replacements: Vec<(usize, usize, Vec<Block>)>) -> ReturnedChange {
    let replacements = replacements.into_iter();
    ReturnedChange {
        author: author.to_owned(),
        date: Some(NOON.to_owned()),
        replacements: replacements
            .map(|(start, end, blocks)| ReturnedReplacement {
                old: start..end,
                blocks,
            })
            .collect(),
    }
}

/// Bo comments on words of a paragraph.
fn remark(text: &Document, words: &str, body: &str) -> ReturnedRemark {
    let holds = |block: &&Block| block.text.contains(words);
    let block = text.blocks.iter().find(holds).unwrap();
    let start = block.text.find(words).unwrap();
    ReturnedRemark {
        author: "Bo".to_owned(),
        initials: "B".to_owned(),
        date: Some(NOON.to_owned()),
        body: body.to_owned(),
        place: Some(ReturnedPlace {
            block: text.find(&block.id).unwrap().0,
            start,
            end: start + words.len(),
        }),
        quote: words.to_owned(),
        ..ReturnedRemark::default()
    }
}

fn reply(author: &str, body: &str) -> ReturnedReply {
    ReturnedReply {
        author: author.to_owned(),
        date: Some(NOON.to_owned()),
        body: body.to_owned(),
        ..ReturnedReply::default()
    }
}

/// Words as they leave in a file: with the time to the second.
fn left(author: &str, at: Timestamp, body: &str) -> ReturnedReply {
    ReturnedReply {
        date: Some(Timestamp(at.0 / 1_000 * 1_000).to_string()),
        ..reply(author, body)
    }
}

/// The same file as a program saves it that writes replies as comments of their own.
fn flattened(file: &ReturnedFile) -> ReturnedFile {
    let mut flat = file.clone();
    for remark in &mut flat.remarks {
        remark.replies.clear();
    }
    for remark in &file.remarks {
        let stray = |reply: &ReturnedReply| ReturnedRemark {
            author: reply.author.clone(),
            date: reply.date.clone(),
            body: reply.body.clone(),
            ..remark.clone()
        };
        let strays = remark.replies.iter().map(stray);
        flat.remarks.extend(strays.map(|stray| ReturnedRemark {
            replies: Vec::new(),
            ..stray
        }));
    }
    flat
}

impl House {
    async fn take_back(&self, who: &Actor, file: &ReturnedFile) -> TakenBack {
        self.try_to_take_back(who, file).await.unwrap()
    }

    async fn try_to_take_back(
        &self,
        who: &Actor,
        file: &ReturnedFile,
    ) -> Result<TakenBack, ReviewError> {
        let which = WhichRevision::default();
        self.review
            .take_back(who, SLUG, file.clone(), &which, None)
            .await
    }

    async fn suggestions(&self, who: &Actor, filter: SuggestionFilter) -> Vec<Operation> {
        let all = PageRequest::default();
        let found = self
            .review
            .suggestions(who, SLUG, &filter, None, &all)
            .await;
        let found = found.unwrap().items.into_iter();
        found.map(|it| it.suggestion.operation()).collect()
    }
}

/// (suggestions, comments, replies) that are new, and that were known.
type Counts = ((usize, usize, usize), (u32, u32, u32));

fn counts(taken: &TakenBack) -> Counts {
    let in_comments: usize = taken.comments.iter().map(|it| it.replies.len()).sum();
    let replies = taken.replies.len() + in_comments;
    let known = taken.known;
    (
        (taken.suggestions.len(), taken.comments.len(), replies),
        (known.suggestions, known.comments, known.replies),
    )
}

/// Two people change a file and talk about it.
fn marked_up(text: &Document, file: &mut ReturnedFile) {
    let new = Block::new(Kind::Paragraph, "Nobody shall be resettled.");
    let closure = at(text, "A closure plan");
    file.changes = vec![
        edit(text, "Tailings facilities", "every month", "every week"),
        change("Bo", vec![(closure, closure + 1, vec![])]),
        change("Bo", vec![(8, 8, vec![new])]),
        change(
            "Bo",
            vec![(1, 2, vec![]), (8, 8, vec![text.blocks[1].clone()])],
        ),
    ];
    let mut discussed = remark(text, "critical habitat", "Which?");
    discussed.replies = vec![reply("Ana", "All.")];
    file.remarks = vec![discussed];
}

/// What two people did to a file is kept under their names, once.
pub async fn a_file_comes_back(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let ana = house.participant(&editor, "Ana").await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&ana, 1, "en").await;
    let mut file = untouched(&text, 1);
    let nothing = house.take_back(&ana, &file).await;
    assert_eq!(counts(&nothing), ((0, 0, 0), (0, 0, 0)));
    assert!(nothing.is_empty());

    marked_up(&text, &mut file);
    let taken = house.take_back(&ana, &file).await;
    assert_eq!(counts(&taken), ((4, 1, 1), (0, 0, 0)));
    assert_eq!(
        (taken.revision, taken.recognised_by),
        (1, RecognisedBy::Imprint)
    );
    use Operation::{Delete, Edit, InsertAfter, Move};
    let any = SuggestionFilter::default();
    let all = house.suggestions(&ana, any).await;
    assert_eq!(all, [Edit, Delete, InsertAfter, Move]);
    let written = taken.suggestions[1].written_by.as_ref().unwrap();
    assert_eq!(written.name, "Bo");
    assert_eq!(written.date, Timestamp::parse(NOON));
    assert_eq!(taken.suggestions[1].author.display_name, "Ana");
    let kept = house
        .review
        .suggestion(&ana, &taken.suggestions[0].id)
        .await
        .unwrap();
    assert_eq!(kept.suggestion, taken.suggestions[0]);
    assert_eq!(kept.text, text);

    let again = house.take_back(&ana, &file).await;
    assert_eq!(counts(&again), ((0, 0, 0), (4, 1, 1)));
    file.changes
        .push(edit(&text, "Tailings facilities", "shall", "must"));
    file.remarks.push(remark(&text, "independent", "Which?"));
    file.remarks[0].replies.push(reply("Bo", "Thanks."));
    let more = house.take_back(&ana, &file).await;
    assert_eq!(counts(&more), ((1, 1, 1), (4, 1, 1)));

    found_again(&house, &ana, &editor).await;
    told_once(&house, &ana).await;
}

/// Suggestions are found by where they are, whose they are, and the revision.
async fn found_again(house: &House, ana: &Actor, editor: &Actor) {
    use Operation::{Delete, Edit, InsertAfter, Move};
    let text = house.text(ana, 1, "en").await;
    let on = |start: &str| SuggestionFilter {
        block_id: Some(id_of(&text, start)),
        ..SuggestionFilter::default()
    };
    assert_eq!(house.suggestions(ana, on("Tailings f")).await, [Edit, Edit]);
    assert_eq!(
        house.suggestions(ana, on("A closure")).await,
        [Delete, InsertAfter, Move]
    );
    let of = |author: &Actor| SuggestionFilter {
        author: author.person().cloned(),
        revision: Some(1),
        ..SuggestionFilter::default()
    };
    assert_eq!(house.suggestions(ana, of(editor)).await, []);
    assert_eq!(house.suggestions(ana, of(ana)).await.len(), 5);
    let later = SuggestionFilter {
        revision: Some(2),
        ..SuggestionFilter::default()
    };
    assert_eq!(house.suggestions(ana, later).await, []);
}

/// Each new thing has its event, in order and without a gap; each place in the list is its own.
async fn told_once(house: &House, ana: &Actor) {
    let events = house.review.events(ana, SLUG, 0, 100).await.unwrap();
    let sequences: Vec<u64> = events.iter().map(|event| event.sequence).collect();
    assert_eq!(
        sequences,
        (1..=u64::try_from(events.len()).unwrap()).collect::<Vec<_>>()
    );
    let count = |wanted: fn(&Happening) -> bool| {
        events
            .iter()
            .filter(|event| wanted(&event.happening))
            .count()
    };
    assert_eq!(
        count(|it| matches!(it, Happening::SuggestionAdded { .. })),
        5
    );
    assert_eq!(count(|it| matches!(it, Happening::CommentAdded { .. })), 2);
    assert_eq!(count(|it| matches!(it, Happening::ReplyAdded { .. })), 2);
    assert_eq!(house.comments(ana, 1).await.len(), 2);
}

/// What left in a file as a comment is known when it comes back, and takes the answers to it.
pub async fn comments_that_left_come_back(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    let ana = house.person("Ana").await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&ana, 1, "en").await;
    let about = house.comment_on(&ana, 1, "en", "critical habitat").await;
    let answer = house
        .review
        .reply(&editor, &about.id, "See annex 2.".into(), None);
    let answer = answer.await.unwrap();
    let mut known = remark(&text, "critical habitat", &about.body);
    known.author = "Ana".to_owned();
    known.date = left("", about.created_at, "").date;
    known.replies = vec![
        left("Editor", answer.created_at, "See  annex 2."),
        reply("Bo", "It lists too few."),
    ];
    let mut file = untouched(&text, 1);
    file.remarks = vec![known];
    let taken = house.take_back(&editor, &file).await;
    assert_eq!(counts(&taken), ((0, 0, 1), (0, 1, 1)));
    assert_eq!(taken.replies[0].comment, about.id);
    let seen = house.review.comment(&ana, &about.id, None).await.unwrap();
    let bodies: Vec<_> = seen.replies.iter().map(|it| &*it.body).collect();
    assert_eq!(bodies, ["See annex 2.", "It lists too few."]);
    let written = seen.replies[1].written_by.as_ref().unwrap();
    assert_eq!(
        (&*written.name, &*seen.replies[1].author.display_name),
        ("Bo", "Editor")
    );

    let taken = house.take_back(&editor, &flattened(&file)).await;
    assert_eq!(
        counts(&taken),
        ((0, 0, 0), (0, 1, 2)),
        "replies as comments"
    );

    changed_here_since(&house, &ana, &editor, &about.id, &file).await;
}

/// A comment that was reworded or taken back after it left in a file.
async fn changed_here_since(
    house: &House,
    ana: &Actor,
    editor: &Actor,
    about: &CommentId,
    file: &ReturnedFile,
) {
    let patch = CommentPatch {
        body: Some("Reworded since.".into()),
        kind: None,
    };
    house.review.edit_comment(ana, about, patch).await.unwrap();
    let again = house.take_back(editor, file).await;
    assert_eq!(
        counts(&again),
        ((0, 0, 0), (0, 1, 2)),
        "reworded is not new"
    );
    house.review.delete_comment(ana, about).await.unwrap();
    let again = house.take_back(editor, file).await;
    assert_eq!(
        counts(&again),
        ((0, 0, 0), (0, 1, 2)),
        "taken back does not rise again"
    );
}

/// Remarks of one minute that read alike are told apart by where they stand.
pub async fn remarks_that_read_alike(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    let typo = |words| remark(&text, words, "Typo?");
    let mut file = untouched(&text, 1);
    file.remarks = vec![typo("critical"), typo("critical"), typo("independent")];
    assert_eq!(
        counts(&house.take_back(&editor, &file).await),
        ((0, 3, 0), (0, 0, 0))
    );
    file.remarks.insert(1, typo("habitat"));
    let taken = house.take_back(&editor, &file).await;
    assert_eq!(counts(&taken), ((0, 1, 0), (0, 3, 0)));
    assert_eq!(taken.comments[0].anchor.quote, "habitat");
    assert_eq!(taken.comments[0].kind, CommentKind::Technical);
    let gone = &taken.comments[0].id;
    house.review.delete_comment(&editor, gone).await.unwrap();
    assert_eq!(
        counts(&house.take_back(&editor, &file).await),
        ((0, 0, 0), (0, 4, 0)),
        "taken back does not rise again"
    );
    file.remarks.push(remark(&text, "every month", "Weekly?"));
    let taken = house.take_back(&editor, &file).await;
    assert_eq!(counts(&taken), ((0, 1, 0), (0, 4, 0)), "of the same minute");
}

/// Which revision a file was made from, and which it cannot be.
pub async fn which_revision(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    for documents in [
        vec![first_en(), first_zh()],
        vec![second_en()],
        vec![thinned_en()],
    ] {
        house.publish(&editor, documents, None).await.unwrap();
    }
    let which = |revision| WhichRevision {
        revision,
        language: None,
    };
    let take = async |file: &ReturnedFile, revision| {
        let which = which(revision);
        house
            .review
            .take_back(&editor, SLUG, file.clone(), &which, None)
            .await
    };
    for (number, language) in [(1, "en"), (2, "en"), (1, "zh")] {
        let text = house.text(&editor, number, language).await;
        let mut file = untouched(&text, number);
        file.imprint = None;
        file.text.number_blocks();
        let last = file.text.blocks.len() - 1;
        file.text.blocks[last].text.push_str(" 2026.");
        let taken = take(&file, None).await.unwrap();
        assert_eq!((taken.revision, &*taken.language), (number, language));
        assert_eq!(taken.recognised_by, RecognisedBy::Likeness);
        assert_eq!(
            counts(&taken),
            ((1, 0, 0), (0, 0, 0)),
            "{number} {language}"
        );
        assert_eq!(taken.suggestions[0].written_by, None);
        let proposed = &taken.suggestions[0].parts[0].proposal[0];
        assert_eq!(proposed.id, text.blocks[last].id);
        let taken = take(&file, Some(number)).await.unwrap();
        assert_eq!(taken.recognised_by, RecognisedBy::Request);
        assert_eq!(counts(&taken), ((0, 0, 0), (1, 0, 0)));
    }
}

/// Files that are of no revision here.
pub async fn files_of_elsewhere(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    let early = house
        .try_to_take_back(&editor, &ReturnedFile::default())
        .await;
    assert!(sentence(early).contains("no revision yet"));
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let take = async |file: &ReturnedFile, revision| {
        let which = WhichRevision {
            revision,
            language: None,
        };
        let taken = house
            .review
            .take_back(&editor, SLUG, file.clone(), &which, None);
        taken.await
    };
    let text = house.text(&editor, 1, "en").await;
    let bread = self::text("en", &["A recipe for bread", "Let it rise all day long."]);
    let mut strange = untouched(&bread, 1);
    strange.imprint = None;
    assert!(sentence(take(&strange, None).await).contains("like none"));
    assert!(sentence(take(&strange, Some(9)).await).contains("no revision 9"));
    let mut foreign = untouched(&text, 1);
    foreign.imprint.as_mut().unwrap().guideline = "water".to_owned();
    assert!(
        sentence(take(&foreign, None).await).contains("made for guideline water, not for mining")
    );
    assert!(sentence(take(&untouched(&text, 9), None).await).contains("revision 9"));
    let mut crowded = untouched(&text, 1);
    crowded.changes = vec![change("Ana", vec![]); 2_001];
    assert!(sentence(take(&crowded, None).await).contains("2001 changes"));
}

#[track_caller]
fn sentence(taken: Result<TakenBack, ReviewError>) -> String {
    match taken {
        Err(error @ ReviewError::Invalid { .. }) => error.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

/// What has no place is listed with its words, its author and the reason.
pub async fn what_has_no_place(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    let mut file = untouched(&text, 1);
    let tailings = at(&text, "Tailings facilities");
    file.text.blocks[tailings].text = TAILINGS.replace("every month", "every single year");
    let mut tracked = file.text.blocks[tailings].clone();
    tracked.text = tracked.text.replace("single year", "week");
    file.changes = vec![change("Bo", vec![(tailings, tailings + 1, vec![tracked])])];
    let mut long = remark(&text, "critical", &"x".repeat(10_001));
    long.replies = vec![reply("Ana", "Of everybody.")];
    file.remarks = vec![long];
    let taken = house.take_back(&editor, &file).await;
    assert_eq!(counts(&taken), ((1, 0, 0), (0, 0, 0)), "the untracked edit");
    let left_out: Vec<_> = taken
        .left_out
        .iter()
        .map(|it| (it.what, &*it.author, &*it.reason))
        .collect();
    use LeftOutKind::{Change, Comment, Reply};
    assert_eq!(
        left_out,
        [
            (
                Change,
                "Bo",
                "the same words were also changed without tracking"
            ),
            (Comment, "Bo", "it has 10001 characters, more than 10000"),
            (Reply, "Ana", "the comment that it answers has no place"),
        ]
    );
    assert!(taken.left_out[0].text.contains("every week"));
    assert!(taken.left_out[0].quote.contains("every single year"));
}

/// A comment on no words is kept on the guideline as a whole, and one that is marked as done stays open;
/// both are told.
pub async fn what_is_kept_otherwise(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    let mut file = untouched(&text, 1);
    let mut whole = remark(&text, "independent", "Of whom?");
    whole.place = None;
    whole.replies = vec![reply("Ana", "Of everybody.")];
    let mut done = remark(&text, "critical", "Which ones?");
    done.resolved = true;
    file.remarks = vec![whole, done];
    let taken = house.take_back(&editor, &file).await;
    assert_eq!(counts(&taken), ((0, 2, 1), (0, 0, 0)));
    assert_eq!(taken.left_out, []);
    assert_eq!(
        taken.comments[0].anchor.target,
        review::anchor::Target::Guideline
    );
    let status = |comment: &review::Comment| comment.status == review::Status::Open;
    assert!(taken.comments.iter().all(status));
    let told = |taken: &TakenBack| -> Vec<String> {
        let told = taken.problems.iter();
        told.map(|it| format!("{}; {}", it.place, it.what))
            .collect()
    };
    let done = "comment of Bo: Which ones?; it is marked as done in the file; here it is open until \
                the editors decide on it";
    let whole = "comment of Bo: Of whom?; it was put on no words of the text; it is kept as a \
                 comment on the guideline as a whole";
    assert_eq!(told(&taken), [whole, done]);
    let again = house.take_back(&editor, &file).await;
    assert_eq!(counts(&again), ((0, 0, 0), (0, 2, 1)));
    assert_eq!(told(&again), [done]);
}

/// Several people bring their files at once, one of them twice; nothing is lost and nothing doubled.
pub async fn files_at_once(house: House) {
    let (editor, _) = house.guideline(Visibility::Open).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    let mut waiting = Vec::new();
    for number in 0..12 {
        // Two of each.
        let name = format!("Person {}", number / 2);
        let mut file = untouched(&text, 1);
        file.changes = vec![edit(
            &text,
            "A closure plan",
            "three",
            &format!("{name} and three"),
        )];
        file.changes[0].author.clone_from(&name);
        file.remarks = vec![remark(&text, "critical habitat", &name)];
        let (house, editor) = (house.clone(), editor.clone());
        waiting.push(tokio::spawn(async move {
            let which = WhichRevision::default();
            let taken = house.review.take_back(&editor, SLUG, file, &which, None);
            counts(&taken.await.unwrap())
        }));
    }
    let (mut new, mut known) = (0, 0);
    for one in waiting {
        let ((suggestions, comments, _), before) = one.await.unwrap();
        assert_eq!(suggestions, comments, "all or nothing");
        new += suggestions;
        known += before.0;
    }
    assert_eq!((new, known), (6, 6));
    assert_eq!(house.comments(&editor, 1).await.len(), 6);
    assert_eq!(
        house
            .suggestions(&editor, SuggestionFilter::default())
            .await
            .len(),
        6
    );
}

/// Only who takes part may bring a file; the same key gives the same answer.
pub async fn who_may_bring_a_file(house: House) {
    let (editor, _) = house.guideline(Visibility::Public).await;
    let li = house.person("李雷").await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let text = house.text(&editor, 1, "en").await;
    let mut file = untouched(&text, 1);
    file.changes = vec![edit(&text, "A closure plan", "three", "two")];
    let refused = house.try_to_take_back(&li, &file).await;
    assert_eq!(refused, Err(ReviewError::Forbidden));
    let refused = house.try_to_take_back(&Actor::Anonymous, &file).await;
    assert_eq!(refused, Err(ReviewError::SignInNeeded));
    let key = once("k1", "file");
    let take = async || {
        let (file, which) = (file.clone(), WhichRevision::default());
        let taken = house
            .review
            .take_back(&editor, SLUG, file, &which, Some(&key));
        taken.await.unwrap()
    };
    let (first, again) = (take().await, take().await);
    assert_eq!(first, again);
    assert_eq!(first.suggestions.len(), 1);
    let missing = house.review.suggestion(&li, &"none".into()).await;
    assert_eq!(missing.err(), Some(ReviewError::NotFound));
    let after = first.suggestions[0].parts[0].blocks[0].clone();
    assert_eq!(after, BlockId::from(id_of(&text, &CLOSURE[..9]).as_str()));
}
