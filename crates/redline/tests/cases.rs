//! Changes as a reader sees them: `[-gone-]`, `{+come+}`, `¶` for the end of a paragraph.

use document::{Atom, AtomKind, Block, BlockId, Cell, Document, Kind, Mark, MarkKind};
use redline::{
    Change, ChangeKind, Detail, Ids, Op, Options, PositionMap, Redline, carry_ids, compare, words,
};

fn document(paragraphs: &[&str]) -> Document {
    let blocks = paragraphs
        .iter()
        .map(|text| Block::new(Kind::Paragraph, *text))
        .collect();
    numbered(blocks)
}

fn numbered(blocks: Vec<Block>) -> Document {
    let mut document = Document {
        blocks,
        ..Document::default()
    };
    document.number_blocks();
    document
}

/// A line a change: a sign for its kind, then its text.
fn shown(redline: &Redline<'_>) -> Vec<String> {
    redline.changes.iter().map(shown_change).collect()
}

fn shown_change(change: &Change<'_>) -> String {
    let sign = match change.kind {
        ChangeKind::Same => "= ".to_owned(),
        ChangeKind::Edited | ChangeKind::Inserted | ChangeKind::Deleted => String::new(),
        ChangeKind::MovedFrom { move_id } => format!("{move_id}> "),
        ChangeKind::MovedTo { move_id } => format!(">{move_id} "),
        ChangeKind::Split => "split ".to_owned(),
        ChangeKind::Merged => "merged ".to_owned(),
        ChangeKind::Reformatted => "form ".to_owned(),
    };
    let mut text = sign;
    let mut before = Op::Same;
    for segment in &change.segments {
        let shown = if segment.paragraph_break {
            "¶"
        } else {
            segment.text
        };
        match (before == segment.op, segment.op) {
            (true, _) => {}
            (false, op) => {
                text.push_str(closing(before));
                text.push_str(opening(op));
            }
        }
        text.push_str(shown);
        before = segment.op;
    }
    text.push_str(closing(before));
    text
}

fn opening(op: Op) -> &'static str {
    match op {
        Op::Same => "",
        Op::Insert => "{+",
        Op::Delete => "[-",
    }
}

fn closing(op: Op) -> &'static str {
    match op {
        Op::Same => "",
        Op::Insert => "+}",
        Op::Delete => "-]",
    }
}

fn check(old: &str, new: &str, expect: &str) {
    check_all(&[old], &[new], &[expect]);
}

fn check_all(old: &[&str], new: &[&str], expect: &[&str]) {
    let (old, new) = (document(old), document(new));
    assert_eq!(shown(&compare(&old, &new, &Options::default())), expect);
}

#[test]
fn english_words() {
    check("the x z", "the y z", "the [-x-]{+y+} z");
    check("the z", "the y z", "the {+y +}z");
    check(
        "Mines shall restore.",
        "Mines shall restore and monitor.",
        "Mines shall restore{+ and monitor+}.",
    );
    check(
        "it doesn't apply",
        "it does apply",
        "it [-doesn't-]{+does+} apply",
    );
    check(
        "within 3.5 km of the site",
        "within 3.2 km of the site",
        "within [-3.5 km-]{+3.2 km+} of the site",
    );
    check(
        "Habitat loss",
        "habitat loss",
        "[-Habitat-]{+habitat+} loss",
    );
    check(
        "the “site” plan",
        "the \"site\" plan",
        "the [-“site”-]{+\"site\"+} plan",
    );
    check("One. Two.", "One. New. Two.", "One. {+New. +}Two.");
    check(
        "The dam. The pit.",
        "The dam. The road. The pit.",
        "The dam. {+The road. +}The pit.",
    );
    check("a b", "a  b", "a[- -]{+  +}b");
}

#[test]
fn islands_of_short_words_go() {
    check(
        "Companies will plan for closure of mines in river basins.",
        "Operators must prepare for decommissioning of mines in river basins.",
        "[-Companies will plan for closure-]{+Operators must prepare for decommissioning+} of mines in river basins.",
    );
    check(
        "The permit lists every dam and every pit of the mine. It applies to a site, and the plan of its owner, in the region.",
        "The permit lists every dam and every pit of the mine. Whoever operates or abandons a facility must by then, as the law demands, have told the public.",
        "The permit lists every dam and every pit of the mine. [-It applies to a site, and the plan of its owner, in the region-]{+Whoever operates or abandons a facility must by then, as the law demands, have told the public+}.",
    );
}

#[test]
fn what_reads_as_one_changes_as_one() {
    check(
        "Mesmo se você for um desenvolvedor",
        "Mesmo que você seja um desenvolvedor",
        "Mesmo [-se você for-]{+que você seja+} um desenvolvedor",
    );
    check(
        "Take a look at what String looks like under the covers",
        "Take a look at Figure 4-1 to see what is happening to String under the covers",
        "Take a look at [-what String looks like-]{+Figure 4-1 to see what is happening to String+} under the covers",
    );
    check(
        "你先不要通盘考虑该往哪里贡献，或者是它将如何看。",
        "你先不要通盘考虑你的第一个贡献会是什么，或者是它看起来如何。",
        "你先不要通盘考虑[-该往哪里贡献-]{+你的第一个贡献会是什么+}，或者是它[-将如何看-]{+看起来如何+}。",
    );
    check(
        "see [12], and for every other case [RFC7230]",
        "see [13], and for every other case [RFC9110]",
        "see [-[12]-]{+[13]+}, and for every other case [-[RFC7230]-]{+[RFC9110]+}",
    );
    check(
        "at http://a.org/b now",
        "at https://w.org/2016/http://a.org/b now",
        "at {+https://w.org/2016/+}http://a.org/b now",
    );
}

/// Changes are joined over what is short beside them: never over the end of a sentence or over a
/// picture, nor where it is words that stayed by which a move is seen.
#[test]
fn what_stays_between_changes_goes_with_them() {
    check(
        "The permit lists dams, pits, and roads.",
        "The permit lists mines; sites; or roads.",
        "The permit lists [-dams, pits, and-]{+mines; sites; or+} roads.",
    );
    check(
        "矿区设立两座甲级的尾矿库",
        "矿区建造三座甲级的蓄水库",
        "矿区[-设立两座甲级的尾矿库-]{+建造三座甲级的蓄水库+}",
    );
    check(
        "Whoever runs an open pit in the northern valley pays. It helps villages nearby and everybody who fishes.",
        "The owner of any tailings dam beyond the highest pass pays. It feeds all inhabitants downstream along both rivers.",
        "[-Whoever runs an open pit in the northern valley-]{+The owner of any tailings dam beyond the highest pass+} pays. It [-helps villages nearby and everybody who fishes-]{+feeds all inhabitants downstream along both rivers+}.",
    );
    check(
        "All operators of the older mines in the valley pay.",
        "The operators of the older mines in the valley do.",
        "[-All-]{+The+} operators of the older mines in the valley [-pay-]{+do+}.",
    );
}

#[test]
fn words_are_told_apart_for_those_who_follow_them() {
    let old = document(&["The permit lists dams, stacks, and roads."]);
    let new = document(&["The permit lists mines; stacks; or roads."]);
    let words = Options {
        detail: Detail::Words,
        ..Options::default()
    };
    let whole = "The permit lists [-dams, stacks, and-]{+mines; stacks; or+} roads.";
    assert_eq!(shown(&compare(&old, &new, &Options::default())), [whole]);
    let apart = "The permit lists [-dams,-]{+mines;+} stacks[-, and-]{+; or+} roads.";
    assert_eq!(shown(&compare(&old, &new, &words)), [apart]);
}

#[test]
fn a_picture_between_changes_stays() {
    let figure = |before: &str, after: &str| {
        let mut block = Block::new(Kind::Paragraph, format!("{before} \u{FFFC} {after}"));
        let kind = AtomKind::RemoteImage {
            href: "a.png".to_owned(),
        };
        let at = before.chars().count() + 1;
        block.atoms.push(Atom {
            at,
            kind,
            alt: String::new(),
        });
        numbered(vec![block])
    };
    let (old, new) = (figure("the dam", "closes"), figure("each pit", "opens"));
    let redline = compare(&old, &new, &Options::default());
    assert_eq!(
        shown(&redline),
        ["[-the dam-]{+each pit+} \u{FFFC} [-closes-]{+opens+}"]
    );
}

#[test]
fn code_is_compared_by_its_words() {
    let code = |text| numbered(vec![Block::new(Kind::Code, text)]);
    let (old, new) = (
        code("<img src=\"https://a.org/anna?s=180\">"),
        code("<img src=\"https://a.org/bob?s=180\">"),
    );
    let redline = compare(&old, &new, &Options::default());
    assert_eq!(
        shown(&redline),
        ["<img src=\"https://a.org/[-anna-]{+bob+}?s=180\">"]
    );
}

#[test]
fn chinese_words() {
    check(
        "采矿企业应当恢复栖息地。",
        "采矿企业必须恢复栖息地。",
        "采矿企业[-应当-]{+必须+}恢复栖息地。",
    );
    check(
        "尾矿库应当监测。",
        "尾矿库应当每年监测。",
        "尾矿库应当{+每年+}监测。",
    );
    check(
        "保护生物多样性。",
        "保护物种多样性。",
        "保护[-生物-]{+物种+}多样性。",
    );
    check(
        "甲方负责。乙方监督。",
        "甲方负责。丙方验收。乙方监督。",
        "甲方负责。{+丙方验收。+}乙方监督。",
    );
}

#[test]
fn portuguese_words() {
    check(
        "A lei não será aplicada.",
        "A lei será aplicada.",
        "A lei [-não -]será aplicada.",
    );
    check(
        "a água da região",
        "a água da bacia",
        "a água da [-região-]{+bacia+}",
    );
    check(
        "recuperação de áreas",
        "recuperação das áreas",
        "recuperação [-de-]{+das+} áreas",
    );
}

#[test]
fn clusters_stay_whole() {
    check("a 👩‍👩‍👧 b", "a 👩‍👩‍👦 b", "a [-👩‍👩‍👧-]{+👩‍👩‍👦+} b");
    check("e\u{301}te", "e\u{300}te", "[-e\u{301}te-]{+e\u{300}te+}");
    check("in 🇧🇷 now", "in 🇧🇪 now", "in [-🇧🇷-]{+🇧🇪+} now");
}

const A: &str = "Tailings dams shall be designed for a thousand-year flood.";
const B: &str = "Communities are consulted before any exploration begins on their land.";
const C: &str = "Water quality is measured monthly upstream and downstream.";

#[test]
fn blocks_come_go_and_move() {
    check_all(
        &[A, B],
        &[A, C, B],
        &[&format!("= {A}"), &format!("{{+{C}+}}"), &format!("= {B}")],
    );
    check_all(
        &[A, C, B],
        &[A, B],
        &[&format!("= {A}"), &format!("[-{C}-]"), &format!("= {B}")],
    );
    check_all(
        &[C, A, B],
        &[A, B, C],
        &[
            &format!("1> {C}"),
            &format!("= {A}"),
            &format!("= {B}"),
            &format!(">1 {C}"),
        ],
    );
    let edited = C.replace("monthly", "weekly");
    check_all(
        &[C, A, B],
        &[A, B, &edited],
        &[
            &format!("1> {C}"),
            &format!("= {A}"),
            &format!("= {B}"),
            ">1 Water quality is measured [-monthly-]{+weekly+} upstream and downstream.",
        ],
    );
    check_all(
        &["Yes.", A, B],
        &[A, B, "Yes."],
        &["[-Yes.-]", &format!("= {A}"), &format!("= {B}"), "{+Yes.+}"],
    );
}

#[test]
fn splits_and_merges() {
    let whole = format!("{A} {B}");
    let split = format!("split {A}[- -]{{+¶+}}{B}");
    check_all(&[&whole], &[A, B], &[&split]);
    let merged = format!("merged {A}[-¶-]{{+ +}}{B}");
    check_all(&[A, B], &[&whole], &[&merged]);
}

#[test]
fn labels_are_not_text() {
    let heading = |number: &str, level| Block {
        level: Some(level),
        number: Some(number.into()),
        ..Block::new(Kind::Heading, "Scope")
    };
    let (old, new) = (
        numbered(vec![heading("1", 1)]),
        numbered(vec![heading("2", 1)]),
    );
    let redline = compare(&old, &new, &Options::default());
    assert_eq!(redline.changes[0].kind, ChangeKind::Same);
    assert_eq!(
        redline.relabelled(&redline.changes[0]),
        Some((Some("1"), Some("2")))
    );
    assert!(!redline.is_empty());
    let new = numbered(vec![heading("1", 2)]);
    let redline = compare(&old, &new, &Options::default());
    assert_eq!(redline.changes[0].kind, ChangeKind::Reformatted);
}

#[test]
fn marks_are_changes_where_they_differ() {
    let strong = |start, end| Block {
        marks: vec![Mark {
            start,
            end,
            kind: MarkKind::Strong,
        }],
        ..Block::new(Kind::Paragraph, "avoid and minimise")
    };
    let (old, new) = (numbered(vec![strong(0, 5)]), numbered(vec![strong(0, 9)]));
    let redline = compare(&old, &new, &Options::default());
    let change = &redline.changes[0];
    assert_eq!(change.kind, ChangeKind::Reformatted);
    let differing: Vec<&str> = change
        .segments
        .iter()
        .filter(|segment| segment.old_marks.is_some())
        .map(|segment| segment.text)
        .collect();
    assert_eq!(differing, [" and"]);
}

#[test]
fn renumbered_notes_are_the_same_notes() {
    let noted = |key: &str| Block {
        marks: vec![Mark {
            start: 4,
            end: 5,
            kind: MarkKind::Note { note: key.into() },
        }],
        ..Block::new(Kind::Paragraph, "dams\u{FFFC} leak")
    };
    let note = |key: &str, text: &str| Block {
        note: Some(key.into()),
        ..Block::new(Kind::Footnote, text)
    };
    let old = numbered(vec![noted("1"), note("1", "See the annex on dams.")]);
    let new = numbered(vec![
        noted("2"),
        note("1", "A first note."),
        note("2", "See the annex on dams."),
    ]);
    let redline = compare(&old, &new, &Options::default());
    assert_eq!(
        shown(&redline),
        [
            "= dams\u{FFFC} leak",
            "{+A first note.+}",
            "= See the annex on dams."
        ]
    );
    let other = numbered(vec![
        noted("1"),
        note("1", "Quite another thing altogether!"),
    ]);
    let redline = compare(&old, &other, &Options::default());
    assert_eq!(
        redline.changes[0].kind,
        ChangeKind::Edited,
        "the reference is to another note"
    );
}

fn table(rows: &[&[&str]]) -> Document {
    let mut blocks = Vec::new();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            blocks.push(Block {
                cell: Some(Cell {
                    table: "t1".into(),
                    row,
                    column,
                    row_span: 1,
                    column_span: 1,
                    header: row == 0,
                }),
                ..Block::new(Kind::Cell, *text)
            });
        }
    }
    numbered(blocks)
}

#[test]
fn tables_by_rows_and_cells() {
    let old = table(&[
        &["Measure", "Phase", "Cost"],
        &["Fence", "Closure", "10"],
        &["Reseed", "Operation", "20"],
    ]);
    let new = table(&[
        &["Measure", "Phase", "Cost"],
        &["Detour", "Design", "5"],
        &["Fence", "Closure", "12"],
        &["Reseed", "Operation", "20"],
    ]);
    let redline = compare(&old, &new, &Options::default());
    let expect = [
        "= Measure",
        "= Phase",
        "= Cost",
        "{+Detour+}",
        "{+Design+}",
        "{+5+}",
        "= Fence",
        "= Closure",
        "[-10-]{+12+}",
        "= Reseed",
        "= Operation",
        "= 20",
    ];
    assert_eq!(shown(&redline), expect);
    let wide = table(&[
        &["Measure", "Where", "Phase", "Cost"],
        &["Fence", "Pit", "Closure", "10"],
        &["Reseed", "Heap", "Operation", "20"],
    ]);
    let redline = compare(&old, &wide, &Options::default());
    let changed: Vec<String> = shown(&redline)
        .into_iter()
        .filter(|line| !line.starts_with('='))
        .collect();
    assert_eq!(changed, ["{+Where+}", "{+Pit+}", "{+Heap+}"]);
}

#[test]
fn a_list_becomes_a_table() {
    let old = document(&[A, "Bad: The dam was inspected by the operator in spring."]);
    let cells = table(&[
        &["Bad", "Good"],
        &[
            "The dam was inspected by the operator in spring.",
            "The operator inspected it.",
        ],
    ]);
    let mut blocks = document(&[A]).blocks;
    blocks.extend(cells.blocks);
    let new = numbered(blocks);
    let redline = compare(&old, &new, &Options::default());
    let expect = [
        &format!("= {A}"),
        "1> Bad: The dam was inspected by the operator in spring.",
        "{+Bad+}",
        "{+Good+}",
        ">1 [-Bad: -]The dam was inspected by the operator in spring.",
        "{+The operator inspected it.+}",
    ];
    assert_eq!(shown(&redline), expect);
}

#[test]
fn a_paragraph_becomes_a_list() {
    check_all(
        &[A, "| Break-in | Dropout | Sit-in | Sellout |", B],
        &[A, "Break-in", "Dropout", "Sit-in", "Sellout", B],
        &[
            &format!("= {A}"),
            "split [-| -]Break-in[- | -]{+¶+}Dropout[- | -]{+¶+}Sit-in[- | -]{+¶+}Sellout[- |-]",
            &format!("= {B}"),
        ],
    );
}

#[test]
fn what_takes_the_place_of_a_paragraph_is_its_new_text() {
    check_all(
        &[A, "Our plans", B],
        &[A, "Nossos planos", B],
        &[
            &format!("= {A}"),
            "[-Our plans-]{+Nossos planos+}",
            &format!("= {B}"),
        ],
    );
}

#[test]
fn figures_count_scalar_values() {
    let (old, new) = (
        document(&["a 尾矿库 b", A, C]),
        document(&["a 矿山 b", C, A]),
    );
    let stats = compare(&old, &new, &Options::default()).stats();
    assert_eq!((stats.inserted_chars, stats.deleted_chars), (2, 3));
    assert_eq!(stats.moved_chars, A.len().min(C.len()));
    assert_eq!((stats.hunks, stats.blocks_changed), (1, 2));
}

#[test]
fn positions_follow_the_text() {
    let (old, new) = (
        document(&["one two three", A, C]),
        document(&["one too three", C, A]),
    );
    let map = PositionMap::new(&compare(&old, &new, &Options::default()));
    let place = |block, range| {
        map.map(block, range)
            .map(|place| (place.block, place.range, place.kept, place.moved))
    };
    assert_eq!(place(0, 8..13), Some((0, 8..13, 5, false)));
    assert_eq!(place(0, 0..13), Some((0, 0..13, 10, false)));
    assert_eq!(place(0, 4..7), None);
    assert_eq!(place(1, 0..8), Some((2, 0..8, 8, true)));
    assert_eq!(place(2, 0..5), Some((1, 0..5, 5, false)));
    assert_eq!(place(9, 0..5), None);
    assert_eq!(place(0, 3..3), Some((0, 3..3, 0, false)));
}

#[test]
fn ids_are_carried() {
    let carried = |old: &[&str], new: &[&str]| -> Vec<String> {
        let (old, mut new) = (document(old), document(new));
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            BlockId::from(format!("n{next}"))
        };
        carry_ids(&old, &mut new, &Options::default(), &mut fresh);
        new.blocks
            .iter()
            .map(|block| block.id.to_string())
            .collect()
    };
    assert_eq!(carried(&[A, B], &[C, A, B]), ["n1", "b1", "b2"]);
    assert_eq!(carried(&[A, B, C], &[C, A, B]), ["b3", "b1", "b2"]);
    let whole = format!("{A} {B}");
    assert_eq!(
        carried(&[&whole], &[A, B]),
        ["n1", "b1"],
        "the longer part keeps the id"
    );
    assert_eq!(carried(&[A, B], &[&whole]), ["b2"]);
}

#[test]
fn trusted_ids_decide_between_equals() {
    let (old, mut new) = (
        document(&["Reserved.", A]),
        document(&["Reserved.", "Reserved.", A]),
    );
    for (block, id) in new.blocks.iter_mut().zip(["x", "b1", "b2"]) {
        block.id = id.into();
    }
    let trust = Options {
        ids: Ids::Trust,
        ..Options::default()
    };
    let redline = compare(&old, &new, &trust);
    assert_eq!(redline.changes[0].kind, ChangeKind::Inserted);
    new.blocks[2].id = "b1".into();
    let redline = compare(&old, &new, &trust);
    let kept = redline.changes.iter().find(|change| change.new == (2..3));
    assert_eq!(
        kept.map(|change| change.old.clone()),
        Some(1..2),
        "content is the judge"
    );
}

#[test]
fn segmentation_is_open_to_others() {
    assert_eq!(
        words("can't stop, 3.5 km", &[]),
        ["can't", " ", "stop", ",", " ", "3.5 km"]
    );
    assert_eq!(words("建设尾矿库。", &[]), ["建设", "尾矿库", "。"]);
    let glossary = ["缓解层级".to_owned()];
    assert_eq!(
        words("按缓解层级处理", &glossary),
        ["按", "缓解层级", "处理"]
    );
}
