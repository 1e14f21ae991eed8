//! Rows that come and go, and names that must not meet.

use document::{Block, BlockId, Cell, Document, Kind, Mark, MarkKind};
use merge::{Clash, Dispute, Part, Pending, Property, accept, collide};
use proptest::prelude::*;

mod support;

use support::{ids, paragraph};

const COLUMNS: u32 = 2;

fn cell(id: &str, text: &str, (row, column): (u32, u32)) -> Block {
    Block {
        kind: Kind::Cell,
        cell: Some(Cell {
            table: "t1".to_owned(),
            row,
            column,
            row_span: 1,
            column_span: 1,
            header: false,
        }),
        ..paragraph(id, text)
    }
}

/// One row of a table: who it is and what it says; the ids of its cells come from the name.
type Row = (String, String);

fn cells(rows: &[Row], named: impl Fn(&str) -> bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (row, (name, text)) in (0..).zip(rows) {
        for column in 0..COLUMNS {
            let id = if named(name) {
                format!("{name}-{column}")
            } else {
                String::new()
            };
            blocks.push(cell(&id, &format!("{text}.{column}"), (row, column)));
        }
    }
    blocks
}

fn table(rows: &[Row]) -> Document {
    let mut blocks = vec![paragraph("before", "Before.")];
    blocks.extend(cells(rows, |_| true));
    blocks.push(paragraph("behind", "Behind."));
    Document {
        blocks,
        ..Document::default()
    }
}

fn base(count: usize) -> Vec<Row> {
    (0..count)
        .map(|row| (format!("r{row}"), format!("r{row}")))
        .collect()
}

/// The whole table as one part, its rows counted, as an editor sends it.
fn whole(before: &[Row], after: &[Row]) -> Vec<Part> {
    let known = |name: &str| before.iter().any(|(other, _)| other == name);
    let blocks = cells(before, |_| true);
    vec![Part {
        blocks: blocks.into_iter().map(|block| block.id).collect(),
        after: None,
        proposal: cells(after, known),
    }]
}

fn accept_all(base: &Document, suggestions: &[Vec<Part>]) -> Result<Document, Clash> {
    let mut draft = base.clone();
    for (index, parts) in suggestions.iter().enumerate() {
        accept(base, &draft, parts, &mut ids(&format!("s{index}-")), &[])?.apply(&mut draft);
    }
    Ok(draft)
}

/// The rows of the table, which must be counted without gap.
fn rows(document: &Document) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for block in &document.blocks {
        let Some(cell) = &block.cell else { continue };
        let row = usize::try_from(cell.row).expect("a small number");
        if row == rows.len() {
            rows.push(Vec::new());
        }
        assert_eq!(row + 1, rows.len(), "row by row: {}", block.text);
        assert_eq!(cell.column as usize, rows[row].len(), "{}", block.text);
        rows[row].push(block.text.clone());
    }
    rows
}

fn told(document: &Document) -> String {
    let first: Vec<String> = rows(document)
        .iter()
        .map(|row| row[0].trim_end_matches(".0").to_owned())
        .collect();
    first.join(" ")
}

fn with(rows: &[Row], at: usize, name: &str) -> Vec<Row> {
    let mut rows = rows.to_vec();
    rows.insert(at, (name.to_owned(), name.to_owned()));
    rows
}

fn but(rows: &[Row], at: usize) -> Vec<Row> {
    let mut rows = rows.to_vec();
    rows.remove(at);
    rows
}

#[test]
fn rows_from_two_suggestions_both_find_room() {
    let before = base(3);
    let text = table(&before);
    let one = whole(&before, &with(&before, 1, "one"));
    let two = whole(&before, &with(&before, 2, "two"));
    let gone = whole(&before, &but(&before, 1));
    let both = |first: &Vec<Part>, second: &Vec<Part>| {
        told(&accept_all(&text, &[first.clone(), second.clone()]).expect("go in"))
    };
    assert_eq!(both(&one, &two), "r0 one r1 two r2");
    assert_eq!(both(&two, &one), "r0 one r1 two r2");
    assert_eq!(both(&one, &gone), "r0 one r2");
    assert_eq!(both(&gone, &one), "r0 one r2");
    assert_eq!(both(&gone, &two), "r0 two r2");
    assert_eq!(both(&two, &gone), "r0 two r2");
    assert_eq!(both(&one, &one), "r0 one r1 r2");
}

#[test]
fn rows_need_not_be_counted_by_who_proposes() {
    let before = base(3);
    let text = table(&before);
    let mut new = cells(&base(1), |_| false);
    new.iter_mut()
        .for_each(|block| block.text = block.text.replace("r0", "new"));
    for block in &mut new {
        block.cell.as_mut().expect("a cell").row = 1;
    }
    let new = vec![Part {
        blocks: Vec::new(),
        after: Some("r0-1".into()),
        proposal: new,
    }];
    let gone = vec![Part {
        blocks: vec!["r1-0".into(), "r1-1".into()],
        after: None,
        proposal: Vec::new(),
    }];
    let reworded = vec![Part {
        blocks: vec!["r2-0".into()],
        after: None,
        proposal: vec![cell("r2-0", "better.0", (2, 0))],
    }];
    let mut expect = ["r0 new better".to_owned()].to_vec();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
        let all = [&new, &gone, &reworded];
        let all = order.map(|at| all[at].clone());
        expect.push(told(&accept_all(&text, &all).expect("go in")));
    }
    expect.dedup();
    assert_eq!(expect, ["r0 new better"]);
}

#[test]
fn columns_that_meet_are_disputed() {
    let before = base(2);
    let text = table(&before);
    let column = |name: &str| -> Vec<Part> {
        let add = |row: u32| Part {
            blocks: Vec::new(),
            after: Some(BlockId::from(format!("r{row}-1"))),
            proposal: vec![cell("", &format!("{name}{row}"), (row, 2))],
        };
        vec![add(0), add(1)]
    };
    let clash = accept_all(&text, &[column("a"), column("b")]).expect_err("clash");
    let property = Property::Cell;
    assert_eq!(
        clash.conflicts[0].disputes,
        [Dispute::Property { property }]
    );
    let (a, b) = (column("a"), column("b"));
    let pending = |parts| Pending {
        origin: &text,
        parts,
    };
    let collision = collide(&text, &pending(&a), &pending(&b), &[]).expect("collide");
    assert_eq!(collision.conflicts[0].disputes, clash.conflicts[0].disputes);
    let again = accept_all(&text, &[column("a"), column("a")]).expect("already done");
    assert_eq!(
        rows(&again),
        [["r0.0", "r0.1", "a0"], ["r1.0", "r1.1", "a1"]]
    );
}

#[test]
fn a_cell_over_several_rows_is_not_torn() {
    let before = base(3);
    let mut text = table(&before);
    // The first cell covers rows 1 and 2.
    text.blocks[3].cell.as_mut().expect("a cell").row_span = 2;
    text.blocks.remove(5);
    let parts = |blocks: &[&str], after: Option<&str>, proposal| {
        vec![Part {
            blocks: blocks.iter().map(|id| BlockId::from(*id)).collect(),
            after: after.map(BlockId::from),
            proposal,
        }]
    };
    let front = vec![cell("", "new.0", (0, 0)), cell("", "new.1", (0, 1))];
    let front = parts(&[], Some("before"), front);
    let inside = vec![cell("", "in.1", (2, 1))];
    let inside = parts(&[], Some("r1-1"), inside);
    let draft = accept_all(&text, std::slice::from_ref(&front)).expect("goes in");
    let spanning = draft
        .find(&"r1-0".into())
        .and_then(|(_, block)| block.cell.clone());
    assert_eq!(spanning.map(|cell| (cell.row, cell.row_span)), Some((2, 2)));
    let clash = accept_all(&text, &[front, inside]).expect_err("clash");
    let property = Property::Cell;
    assert_eq!(
        clash.conflicts[0].disputes,
        [Dispute::Property { property }]
    );
}

/// A suggestion that adds a note to one of two paragraphs.
fn noted(id: &str, words: &str, key: &str, note: &str) -> Vec<Part> {
    let mut block = paragraph(id, &format!("{words}\u{FFFC}"));
    let end = block.length();
    block.marks.push(Mark {
        start: end - 1,
        end,
        kind: MarkKind::Note {
            note: key.to_owned(),
        },
    });
    let note = Block {
        kind: Kind::Footnote,
        note: Some(key.to_owned()),
        ..paragraph("", note)
    };
    vec![
        Part {
            blocks: vec![id.into()],
            after: None,
            proposal: vec![block],
        },
        Part {
            blocks: Vec::new(),
            after: Some("p2".into()),
            proposal: vec![note],
        },
    ]
}

/// What each paragraph refers to.
fn notes(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for block in &document.blocks {
        for mark in &block.marks {
            let MarkKind::Note { note } = &mark.kind else {
                continue;
            };
            let is_it = |block: &&Block| block.note.as_ref() == Some(note);
            let texts = document
                .blocks
                .iter()
                .filter(is_it)
                .map(|block| block.text.clone());
            found.push((block.id.to_string(), texts.collect::<Vec<_>>().join("|")));
        }
    }
    found
}

#[test]
fn notes_of_one_key_stay_apart() {
    let text = Document {
        blocks: vec![paragraph("p1", "One."), paragraph("p2", "Two.")],
        ..Document::default()
    };
    let one = noted("p1", "One.", "1", "First.");
    let two = noted("p2", "Two.", "1", "Second.");
    let expect = |one: &str, two: &str| {
        vec![
            ("p1".to_owned(), one.to_owned()),
            ("p2".to_owned(), two.to_owned()),
        ]
    };
    let draft = accept_all(&text, &[one.clone(), two.clone()]).expect("go in");
    assert_eq!(notes(&draft), expect("First.", "Second."));
    let draft = accept_all(&text, &[two.clone(), one.clone(), two.clone()]).expect("go in");
    assert_eq!(notes(&draft), expect("First.", "Second."));
    assert_eq!(
        draft.blocks.len(),
        4,
        "what is there already is not added again"
    );

    let first = accept_all(&text, std::slice::from_ref(&one)).expect("goes in");
    let next = accept_all(&first, &[two]).expect("goes in");
    assert_eq!(notes(&next), expect("First.", "Second."));
}

#[test]
fn new_tables_of_one_name_stay_apart() {
    let text = table(&base(1));
    let new = |text: &str| {
        vec![Part {
            blocks: Vec::new(),
            after: Some("behind".into()),
            proposal: vec![cell("", text, (0, 0)), cell("", text, (1, 0))],
        }]
    };
    let draft = accept_all(&text, &[new("a"), new("b"), new("a")]).expect("go in");
    let names = draft.blocks.iter().filter_map(|block| block.cell.as_ref());
    let names: Vec<&str> = names.map(|cell| cell.table.as_str()).collect();
    assert_eq!(names, ["t1", "t1", "t1-2", "t1-2", "t1-3", "t1-3"]);
}

/// Rows to add behind others, and rows to take out.
fn changed(rows: &[Row], new: &[usize], gone: &[usize], who: &str) -> Vec<Row> {
    let mut after = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if !gone.contains(&at) {
            after.push(row.clone());
        }
        for (number, _) in new.iter().enumerate().filter(|(_, place)| **place == at) {
            let name = format!("{who}{at}n{number}");
            after.push((name.clone(), name));
        }
    }
    after
}

proptest! {
    #[test]
    fn tables_stay_whole_whoever_comes_first(
        count in 2..7_usize,
        ours in (proptest::collection::vec(0..7_usize, 0..3), proptest::collection::vec(0..7_usize, 0..2)),
        theirs in (proptest::collection::vec(0..7_usize, 0..3), proptest::collection::vec(0..7_usize, 0..2)),
    ) {
        let before = base(count);
        let text = table(&before);
        // Behind one row only one of them adds anything, so that the order is given.
        let (ours_new, theirs_new): (Vec<usize>, Vec<usize>) = (
            ours.0.iter().map(|at| at / 2 * 2).collect(),
            theirs.0.iter().map(|at| at / 2 * 2 + 1).collect(),
        );
        let gone = |gone: &[usize], others: &[usize]| -> Vec<usize> {
            gone.iter().copied().filter(|at| !others.contains(at) && !others.contains(&(at + 1))).collect()
        };
        let busy: Vec<usize> = ours_new.iter().chain(&theirs_new).copied().collect();
        let (ours_gone, theirs_gone) = (gone(&ours.1, &busy), gone(&theirs.1, &busy));
        let ours = whole(&before, &changed(&before, &ours_new, &ours_gone, "o"));
        let theirs = whole(&before, &changed(&before, &theirs_new, &theirs_gone, "t"));
        let alone = accept_all(&text, std::slice::from_ref(&ours)).expect("goes in");
        prop_assert_eq!(rows(&alone).len(), ours[0].proposal.len() / 2);
        let one = accept_all(&text, &[ours.clone(), theirs.clone()]).expect("go in");
        let other = accept_all(&text, &[theirs.clone(), ours.clone()]).expect("go in");
        let pending = |parts| Pending { origin: &text, parts };
        prop_assert_eq!(one.defects(), []);
        prop_assert_eq!(rows(&one), rows(&other));
        prop_assert_eq!(collide(&text, &pending(&ours), &pending(&theirs), &[]), None);
    }
}
