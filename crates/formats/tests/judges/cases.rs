//! Small redlines, one for each kind of change.

use document::{Block, Document, ENDNOTE, MarkKind};

use crate::support::*;

/// A name, the older and the newer text.
pub(crate) type Case = (String, Document, Document);

pub(crate) const A: &str =
    "The operator shall avoid areas of high biodiversity value wherever possible.";
pub(crate) const B: &str = "Tailings facilities shall be monitored at least once every month.";
pub(crate) const C: &str = "Affected communities take part in the monitoring from the first day.";
pub(crate) const D: &str = "Offsets are the last resort and start before the impact.";

/// Every case, and each with its sides swapped.
pub(crate) fn all() -> Vec<Case> {
    let mut all = Vec::new();
    let kinds = [
        of_paragraphs(),
        of_ends(),
        of_lists(),
        of_tables(),
        of_notes(),
    ];
    for (name, old, new) in kinds.concat() {
        let (old, new) = (document(old), document(new));
        all.push((format!("{name}, swapped"), new.clone(), old.clone()));
        all.push((name.to_owned(), old, new));
    }
    all
}

/// Notes with several references. pandoc takes all but one of them for digits of the text.
#[allow(
    dead_code,
    reason = "shared by tests that do not all have judges for it"
)]
pub(crate) fn of_references() -> Vec<Case> {
    let texts = |one: &str, other: &str| {
        let one = with_notes(&format!("{A}{one}"));
        document(vec![
            one,
            with_notes(&format!("{B}{other}")),
            footnote("1", D),
        ])
    };
    let other = |text: Document| {
        let mut blocks = text.blocks;
        blocks.push(footnote("2", C));
        document(blocks)
    };
    let all = [
        (
            "the first of two references goes",
            texts("[1]", "[1]"),
            texts("", "[1]"),
        ),
        (
            "the second of two references goes",
            texts("[1]", "[1]"),
            texts("[1]", ""),
        ),
        (
            "a reference turns",
            texts("[1]", "[1]"),
            other(texts("[1]", "[2]")),
        ),
    ];
    let mut cases = Vec::new();
    for (name, old, new) in all {
        cases.push((format!("{name}, swapped"), new.clone(), old.clone()));
        cases.push((name.to_owned(), old, new));
    }
    cases
}

type Blocks = (&'static str, Vec<Block>, Vec<Block>);

fn of_paragraphs() -> Vec<Blocks> {
    let texts = |texts: &[&str]| -> Vec<Block> { texts.iter().map(|t| paragraph(t)).collect() };
    let both = format!("{A} {B}");
    let weekly = B.replace("month", "week");
    let edited = A.replace("high", "very high");
    let strong = marked(paragraph(A), vec![mark(4, 12, MarkKind::Strong)]);
    vec![
        ("edit", texts(&[A, B]), texts(&[A, &weekly])),
        ("insert", texts(&[A, B]), texts(&[A, C, B])),
        ("at the start", texts(&[A, B]), texts(&[C, A, B])),
        ("at the end", texts(&[A, B]), texts(&[A, B, C])),
        ("all", texts(&[A, B]), texts(&[C, D])),
        ("split", texts(&[&both, C]), texts(&[A, B, C])),
        ("split at the end", texts(&[C, &both]), texts(&[C, A, B])),
        ("move", texts(&[A, B, C, D]), texts(&[C, A, B, D])),
        (
            "move to the end",
            texts(&[A, B, C, D]),
            texts(&[B, C, D, A]),
        ),
        (
            "move and edit",
            texts(&[A, B, C, D]),
            texts(&[B, C, D, &edited]),
        ),
        (
            "chinese",
            texts(&["尾矿库应当每月监测一次。"]),
            texts(&["尾矿库应当每周监测两次。"]),
        ),
        ("emoji", texts(&["a 👩‍👩‍👧 b"]), texts(&["a 👩‍👧 b 😀"])),
        (
            "white space",
            texts(&["a  b\tc\nd "]),
            texts(&["a b\tc\n\nd"]),
        ),
        ("marks only", texts(&[A]), vec![strong]),
        (
            "a kind",
            texts(&[A, B]),
            vec![heading(2, None, A), paragraph(B)],
        ),
    ]
}

/// What was added at the end of a paragraph, before more that was added; where two run on as one.
fn of_ends() -> Vec<Blocks> {
    let text = |text: &str| paragraph(text);
    let longer = format!("{A} {C}");
    let title = || heading(2, None, "Monitoring");
    let mut linked = paragraph(A);
    let href = "https://example.org/".to_owned();
    linked.marks = vec![mark(4, 12, MarkKind::Link { href, title: None })];
    vec![
        (
            "an addition before a heading",
            vec![text(A), text(B)],
            vec![text(&longer), title(), text(B)],
        ),
        (
            "an addition without a stop before a heading",
            vec![text("Scope"), text(B)],
            vec![text("Scope and terms"), title(), text(B)],
        ),
        (
            "a rewritten end before a heading",
            vec![text(&A.replace("possible", "feasible")), text(B)],
            vec![text(A), title(), text(B)],
        ),
        (
            "a split at other words",
            vec![text(
                "Operators monitor tailings facilities; districts audit them.",
            )],
            vec![
                text("Operators monitor tailings facilities monthly."),
                text("Regional districts audit them."),
            ],
        ),
        (
            "a link moves",
            vec![linked.clone(), text(B), text(C), text(D)],
            vec![text(B), text(C), text(D), linked],
        ),
    ]
}

fn of_lists() -> Vec<Blocks> {
    let bullets = |items: &[&str]| items.iter().map(|text| item(1, None, text)).collect();
    let numbered = |items: &[(u8, &str, &str)]| -> Vec<Block> {
        let items = items.iter();
        items
            .map(|(level, label, text)| item(*level, Some(label), text))
            .collect()
    };
    let headings = |labels: &[(&str, &str)]| -> Vec<Block> {
        let labels = labels.iter();
        labels
            .map(|(label, text)| heading(1, Some(label), text))
            .collect()
    };
    vec![
        ("items", bullets(&[A, B]), bullets(&[A, C, B])),
        (
            "numbered items",
            numbered(&[(1, "1.", A), (1, "2.", B)]),
            numbered(&[(1, "1.", A), (1, "2.", C), (1, "3.", B)]),
        ),
        (
            "items within items",
            numbered(&[(1, "1.", A), (2, "(a)", B), (2, "(b)", C), (1, "2.", D)]),
            numbered(&[(1, "1.", A), (2, "(a)", C), (1, "2.", D)]),
        ),
        (
            "labels",
            headings(&[("I", A), ("3bis", B)]),
            headings(&[("I", A), ("3ter", B)]),
        ),
        (
            "articles",
            headings(&[("第一条", A), ("第二条", B)]),
            headings(&[("第一条", A), ("第二条", C), ("第三条", B)]),
        ),
    ]
}

fn of_tables() -> Vec<Blocks> {
    let head: &[&str] = &["Phase", "Measure"];
    let two = table(&[head, &["Design", A], &["Closure", B]]);
    let weekly = B.replace("month", "week");
    vec![
        (
            "a row",
            two.clone(),
            table(&[head, &["Design", A], &["Works", C], &["Closure", B]]),
        ),
        (
            "a cell",
            two.clone(),
            table(&[head, &["Design", A], &["Closure", &weekly]]),
        ),
        (
            "a column",
            two.clone(),
            table(&[
                &["Phase", "Who", "Measure"],
                &["Design", "operator", A],
                &["Closure", "state", B],
            ]),
        ),
        (
            "a table",
            vec![paragraph(C), paragraph(D)],
            [vec![paragraph(C)], two.clone(), vec![paragraph(D)]].concat(),
        ),
        (
            "a table alone",
            vec![paragraph(C)],
            [vec![paragraph(C)], two].concat(),
        ),
    ]
}

/// The same text with its notes at the end.
fn at_end(mut blocks: Vec<Block>) -> Vec<Block> {
    for block in blocks.iter_mut().filter(|it| it.note.is_some()) {
        block.info = Some(ENDNOTE.to_owned());
    }
    blocks
}

fn of_notes() -> Vec<Blocks> {
    let noted = |text: &str| vec![with_notes(&format!("{A}[1] {C}")), footnote("1", text)];
    let two = vec![
        with_notes(&format!("{A}[1] {C}[2]")),
        footnote("1", D),
        footnote("2", B),
    ];
    vec![
        (
            "inside a note",
            noted(B),
            noted(&B.replace("month", "week")),
        ),
        ("a note", noted(B), vec![paragraph(&format!("{A} {C}"))]),
        ("a note before", noted(B), two.clone()),
        ("endnotes", at_end(two.clone()), at_end(noted(D))),
        ("a footnote becomes an endnote", two.clone(), at_end(two)),
    ]
}
