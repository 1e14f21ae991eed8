use document::{Block, Kind};

use super::*;
use crate::WrittenBy;

const DAY: i64 = 86_400_000;

fn person(id: &str, organisation: Option<(&str, StakeholderGroup)>) -> PersonRef {
    PersonRef {
        id: id.into(),
        display_name: id.to_uppercase(),
        organisation: organisation.map(|(name, stakeholder_group)| Organisation {
            id: name.to_lowercase().into(),
            name: name.to_owned(),
            stakeholder_group,
        }),
    }
}

fn comment(author: &str, block: Option<&str>, day: i64) -> CountedContribution {
    CountedContribution {
        what: CountedWhat::Comment(CommentKind::Technical),
        revision: 1,
        language: "en".to_owned(),
        block: block.map(BlockId::from),
        author: author.into(),
        written_by: None,
        created_at: Timestamp(day * DAY),
        status: Status::Open,
        decision: None,
        assigned: None,
        supports: 0,
    }
}

fn suggestion(author: &str, block: &str, draft: bool) -> CountedContribution {
    CountedContribution {
        what: CountedWhat::Suggestion {
            operation: Operation::Edit,
            draft,
        },
        ..comment(author, Some(block), 0)
    }
}

fn decided(it: CountedContribution, outcome: Outcome, by: &str) -> CountedContribution {
    CountedContribution {
        status: Status::Decided,
        decision: Some(CountedDecision {
            outcome,
            standing: Standing::Final,
            by: Some(by.into()),
            at: Timestamp(2 * DAY),
            confirmed_by: None,
            confirmed_at: None,
            satisfied: None,
        }),
        ..it
    }
}

fn in_file(it: CountedContribution, name: &str) -> CountedContribution {
    CountedContribution {
        written_by: Some(WrittenBy {
            name: name.to_owned(),
            initials: String::new(),
            date: None,
        }),
        ..it
    }
}

/// Headings `a` and `c`, each with a paragraph.
fn document(first: &str) -> Arc<Document> {
    let block = |id: &str, kind: Kind, text: &str| Block {
        id: id.into(),
        ..Block::new(kind, text)
    };
    Arc::new(Document {
        blocks: vec![
            block("a", Kind::Heading, first),
            block("b", Kind::Paragraph, "Avoid impacts"),
            block("c", Kind::Heading, "Offset"),
            block("d", Kind::Paragraph, "Offsets are the last resort"),
        ],
        ..Document::default()
    })
}

fn counted(contributions: Vec<CountedContribution>) -> Statistics {
    let people = vec![
        person("ana", Some(("ABNT", StakeholderGroup::Ngo))),
        person("bo", None),
        person("ed", None),
        person("fe", None),
    ];
    let counted = Counted {
        contributions,
        people,
    };
    let mut texts = Texts::new((2, "en".to_owned()));
    texts.add(1, "en".to_owned(), document("Avoid"));
    texts.add(2, "en".to_owned(), document("Avoidance"));
    statistics(&counted, &texts, Scope::default(), Timestamp(10 * DAY))
}

fn tally(comments: u32, suggestions: u32, decided: u32) -> Tally {
    Tally {
        comments,
        suggestions,
        total: comments + suggestions,
        decided,
        supports: 0,
    }
}

#[test]
fn nothing_was_said() {
    assert_eq!(counted(Vec::new()), Statistics::default());
}

#[test]
fn clauses_are_named_as_they_are_now() {
    let found = counted(vec![
        suggestion("ana", "d", false),
        comment("ana", Some("b"), 0),
        comment("ana", Some("a"), 0),
        comment("ana", None, 0),
        comment("ana", Some("gone"), 0),
    ]);
    let clauses = found.clauses.iter();
    let clauses: Vec<_> = clauses
        .map(|it| (&*it.block_id, &*it.title, it.tally))
        .collect();
    assert_eq!(
        clauses,
        [
            ("a", "Avoidance", tally(2, 0, 0)),
            ("c", "Offset", tally(0, 1, 0))
        ]
    );
    let apart = (found.whole_guideline, found.no_clause, found.total);
    assert_eq!(apart, (tally(1, 0, 0), tally(1, 0, 0), tally(4, 1, 0)));
}

#[test]
fn who_brings_a_file_does_not_speak_in_it() {
    let found = counted(vec![
        in_file(comment("bo", None, 0), "Li Wei (abnt)"),
        in_file(comment("bo", None, 0), "Rosa (Movimento (Sul))"),
        in_file(comment("bo", None, 0), "Rosa (Movimento (Sul))"),
        in_file(comment("bo", None, 0), "Somebody"),
        in_file(comment("bo", None, 0), "abnt"),
        in_file(comment("bo", None, 0), ""),
        comment("ana", None, 0),
    ]);
    let rows = found.organisations.iter();
    let rows: Vec<_> = rows
        .map(|row| (row.name.as_deref(), row.stakeholder_group, row.tally.total))
        .collect();
    assert_eq!(
        rows,
        [
            (Some("ABNT"), Some(StakeholderGroup::Ngo), 3),
            (Some("Movimento (Sul)"), None, 2),
            (None, None, 2)
        ]
    );
    let groups = found.stakeholder_groups.iter();
    let groups: Vec<_> = groups
        .map(|row| (row.stakeholder_group, row.tally.total))
        .collect();
    assert_eq!(groups, [(Some(StakeholderGroup::Ngo), 3), (None, 4)]);
    assert_eq!(
        found.voices,
        Voices {
            people: 2,
            names_in_files: 4,
            organisations: 2
        }
    );
}

#[test]
fn editors_are_who_decides_and_who_is_to_decide() {
    let assigned = |it, due: Option<i64>| CountedContribution {
        assigned: Some(("ed".into(), due.map(Timestamp))),
        ..it
    };
    let mut proposed = decided(comment("ana", None, 0), Outcome::Noted, "ed");
    proposed.status = Status::Proposed;
    let decision = proposed.decision.as_mut().unwrap();
    decision.standing = Standing::Proposed;
    let mut confirmed = decided(comment("ana", None, 0), Outcome::Rejected, "ed");
    let decision = confirmed.decision.as_mut().unwrap();
    decision.confirmed_by = Some("fe".into());
    decision.confirmed_at = Some(Timestamp(3 * DAY));
    decision.satisfied = Some(false);
    let found = counted(vec![
        assigned(confirmed, Some(DAY)),
        assigned(proposed, Some(DAY)),
        assigned(comment("ana", None, 0), Some(10 * DAY)),
        assigned(comment("ana", None, 0), None),
        decided(suggestion("ana", "b", false), Outcome::Withdrawn, "ana"),
        decided(suggestion("ed", "b", true), Outcome::Accepted, "ed"),
    ]);
    let editors = found.editors.iter();
    let editors: Vec<_> = editors
        .map(|row| {
            let name = row.editor.as_ref().map(|it| it.display_name.as_str());
            let decisions = (row.decided, row.proposed, row.confirmed);
            (name, decisions, (row.assigned, row.to_do, row.overdue))
        })
        .collect();
    assert_eq!(
        editors,
        [
            (Some("ED"), (2, 1, 0), (4, 3, 1)),
            (Some("FE"), (0, 0, 1), (0, 0, 0))
        ]
    );
    assert_eq!(found.draft_edits, 1);
    let answers = found.answers;
    let answers = (answers.satisfied, answers.not_satisfied, answers.none);
    assert_eq!(answers, (0, 1, 1));
    let outcomes = found.outcomes.iter();
    let outcomes: Vec<_> = outcomes
        .map(|row| (row.status, row.outcome, row.tally.total))
        .collect();
    assert_eq!(
        outcomes,
        [
            (Status::Open, None, 2),
            (Status::Proposed, None, 1),
            (Status::Decided, Some(Outcome::Accepted), 1),
            (Status::Decided, Some(Outcome::Rejected), 1),
            (Status::Decided, Some(Outcome::Withdrawn), 1)
        ]
    );
}

#[test]
fn days_are_those_of_utc() {
    let mut late = comment("ana", None, 0);
    late.created_at = Timestamp(DAY - 1);
    let found = counted(vec![
        late,
        decided(suggestion("ana", "b", false), Outcome::Noted, "ed"),
        comment("ana", None, 1),
    ]);
    let days = found.days.iter();
    let days: Vec<_> = days
        .map(|it| {
            (
                &*it.day,
                it.comments,
                it.suggestions,
                it.received,
                it.decided,
            )
        })
        .collect();
    assert_eq!(
        days,
        [
            ("1970-01-01", 1, 1, 2, 0),
            ("1970-01-02", 1, 0, 1, 0),
            ("1970-01-03", 0, 0, 0, 1)
        ]
    );
}

#[test]
fn each_way_of_counting_counts_everything() {
    let found = counted(vec![
        comment("ana", Some("b"), 0),
        in_file(comment("bo", Some("d"), 0), "X (Y)"),
        decided(suggestion("ana", "b", false), Outcome::Accepted, "ed"),
        comment("bo", None, 4),
    ]);
    let sum = |tallies: &mut dyn Iterator<Item = Tally>| {
        let mut sum = Tally::default();
        tallies.for_each(|tally| sum.join(tally));
        sum
    };
    let clauses = found.clauses.iter().map(|row| row.tally);
    let apart = [found.whole_guideline, found.no_clause];
    assert_eq!(sum(&mut clauses.chain(apart)), found.total);
    let kinds = found.kinds.iter().map(|row| row.tally);
    let operations = found.operations.iter().map(|row| row.tally);
    assert_eq!(sum(&mut kinds.chain(operations)), found.total);
    let groups = found.stakeholder_groups.iter();
    assert_eq!(sum(&mut groups.map(|row| row.tally)), found.total);
    let organisations = found.organisations.iter();
    assert_eq!(sum(&mut organisations.map(|row| row.tally)), found.total);
    let outcomes = found.outcomes.iter();
    assert_eq!(sum(&mut outcomes.map(|row| row.tally)), found.total);
    let days = found.days.iter();
    let days = days.fold((0, 0), |(received, decided), day| {
        (received + day.received, decided + day.decided)
    });
    assert_eq!(days, (found.total.total, found.total.decided));
}

#[test]
fn the_table_has_a_row_for_each_number() {
    let found = counted(vec![in_file(comment("bo", Some("b"), 0), "X (=1+1)")]);
    let records = found.records();
    let clause = ["clause", "a", "Avoidance", "comments", "1"];
    assert!(records.iter().any(|record| *record == clause));
    let organisation = ["organisation", "", "=1+1", "total", "1"];
    assert!(records.iter().any(|record| *record == organisation));
    assert_eq!(records[0], ["all", "", "", "comments", "1"]);
}
