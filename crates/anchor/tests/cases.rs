//! Where anchors stand, case by case. In the older text the passage stands in brackets; the
//! placement is told as its state and reason, and the newer text with brackets around the place.

use anchor::{Anchor, Placement, Placer, Target, write_anchor};
use document::{Block, BlockId, Document, Kind};
use redline::{Detail, Ids, Options};

fn document(paragraphs: &[&str]) -> Document {
    let blocks = paragraphs
        .iter()
        .map(|text| Block::new(Kind::Paragraph, *text));
    let mut document = Document {
        blocks: blocks.collect(),
        ..Document::default()
    };
    document.number_blocks();
    document
}

/// A revision of `old`, whose ids are carried over as publishing does.
fn revision(old: &Document, paragraphs: &[&str]) -> Document {
    let mut new = document(paragraphs);
    let mut count = 0;
    let mut fresh = || {
        count += 1;
        BlockId::from(format!("n{count}"))
    };
    let options = Options {
        ids: Ids::Trust,
        detail: Detail::Words,
        ..Options::default()
    };
    redline::carry_ids(old, &mut new, &options, &mut fresh);
    new
}

/// Takes the brackets out: the document and the anchor they tell.
fn origin(paragraphs: &[&str]) -> (Document, Anchor) {
    let bare: Vec<String> = paragraphs
        .iter()
        .map(|text| text.replace(['[', ']'], ""))
        .collect();
    let document = document(&bare.iter().map(String::as_str).collect::<Vec<_>>());
    let index = paragraphs
        .iter()
        .position(|text| text.contains('['))
        .expect("a well-formed case");
    let place = |bracket: char| {
        paragraphs[index]
            .chars()
            .position(|found| found == bracket)
            .expect("a well-formed case")
    };
    let block = document.blocks[index].id.clone();
    let target = Target::Range {
        block,
        start: place('['),
        end: place(']') - 1,
    };
    let anchor = write_anchor(&document, 1, target).expect("a well-formed case");
    (document, anchor)
}

fn tell(placement: &Placement, document: &Document) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut told = word(serde_json::to_value(placement.state).expect("a well-formed case"));
    if let Some(reason) = placement.reason {
        told += " ";
        told += &word(serde_json::to_value(reason).expect("a well-formed case"));
    }
    if let (Some(id), Some(start), Some(end)) =
        (&placement.block_id, placement.start, placement.end)
    {
        told += ": ";
        told += &bracketed(document, id, start, end);
    }
    for candidate in &placement.candidates {
        let (start, end) = (candidate.start.unwrap_or(0), candidate.end.unwrap_or(0));
        told += " | ";
        told += &bracketed(document, &candidate.block_id, start, end);
    }
    told
}

fn bracketed(document: &Document, id: &BlockId, start: usize, end: usize) -> String {
    let text: Vec<char> = document
        .find(id)
        .expect("a well-formed case")
        .1
        .text
        .chars()
        .collect();
    let part = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    format!(
        "{}[{}]{}",
        part(0, start),
        part(start, end),
        part(end, text.len())
    )
}

fn check(old: &[&str], new: &[&str], expect: &str) {
    let (old, anchor) = origin(old);
    let new = revision(&old, new);
    let placement = Placer::new(&old, &new).place(&anchor);
    assert_eq!(tell(&placement, &new), expect);
}

const SCOPE: &str = "These guidelines apply to every phase of a mine.";
const CLOSURE: &str = "Closure is planned from the start.";

#[test]
fn the_same_words_at_the_same_place_are_exact() {
    let old = [
        SCOPE,
        "Operators [avoid harm] to critical habitat.",
        CLOSURE,
    ];
    let expect = "exact: Operators [avoid harm] to critical habitat.";
    check(
        &old,
        &[SCOPE, "Operators avoid harm to critical habitat.", CLOSURE],
        expect,
    );
    check(
        &old,
        &["New.", "Operators avoid harm to critical habitat."],
        expect,
    );
    check(
        &old,
        &[
            SCOPE,
            "Operators avoid harm to all natural habitat.",
            CLOSURE,
        ],
        "exact: Operators [avoid harm] to all natural habitat.",
    );
    check(
        &["[尾矿库]应当每月监测一次。"],
        &["尾矿库应当每周监测一次。"],
        "exact: [尾矿库]应当每周监测一次。",
    );
    check(
        &["Plant 🌿[👩‍👩‍👧 together] in spring."],
        &["Plant 🌿👩‍👩‍👧 together in autumn."],
        "exact: Plant 🌿[👩‍👩‍👧 together] in autumn.",
    );
}

#[test]
fn the_same_words_at_another_place_are_shifted() {
    let annex = "Annex: forms for the yearly report to the regulator.";
    let old = [
        SCOPE,
        "Operators [avoid harm] to critical habitat.",
        CLOSURE,
        annex,
    ];
    check(
        &old,
        &[
            SCOPE,
            "All operators avoid harm to critical habitat.",
            CLOSURE,
            annex,
        ],
        "shifted text_before: All operators [avoid harm] to critical habitat.",
    );
    check(
        &old,
        &[
            SCOPE,
            CLOSURE,
            annex,
            "Monitoring goes on for as long as harm can come of the site.",
            "Operators avoid harm to critical habitat.",
        ],
        "shifted moved: Operators [avoid harm] to critical habitat.",
    );
    check(
        &["矿山应当[编制闭坑计划]。"],
        &["所有矿山都应当编制闭坑计划。"],
        "shifted text_before: 所有矿山都应当[编制闭坑计划]。",
    );
    check(
        &["🌿 [restore] soil"],
        &["🌿🌱 first restore soil"],
        "shifted text_before: 🌿🌱 first [restore] soil",
    );
}

#[test]
fn a_sentence_that_moves_takes_its_comment_along() {
    check(
        &[
            "Baselines are taken over a full year. [Seasonal streams are sampled twice.] Data are open.",
            "Monitoring follows the same methods.",
        ],
        &[
            "Baselines are taken over a full year. Data are open.",
            "Monitoring follows the same methods. Seasonal streams are sampled twice.",
        ],
        "shifted moved: Monitoring follows the same methods. [Seasonal streams are sampled twice.]",
    );
    check(
        &[
            "Baselines are taken over a full year. [Seasonal streams are sampled twice in every year.] Data are open.",
            "Monitoring follows the same methods.",
        ],
        &[
            "Baselines are taken over a full year. Data are open.",
            "Monitoring follows the same methods. Seasonal streams are sampled three times in every year.",
        ],
        "fuzzy moved_and_reworded: Monitoring follows the same methods. [Seasonal streams are sampled three times in every year.]",
    );
}

#[test]
fn split_and_merged_paragraphs_keep_their_comments() {
    let whole =
        "Tailings are stored safely for ever. [Dams are inspected every month] by engineers.";
    check(
        &[SCOPE, whole, CLOSURE],
        &[
            SCOPE,
            "Tailings are stored safely for ever.",
            "Dams are inspected every month by engineers.",
            CLOSURE,
        ],
        "shifted split: [Dams are inspected every month] by engineers.",
    );
    check(
        &[
            "Tailings are stored safely for ever.",
            "Dams are [inspected] every month by engineers.",
        ],
        &["Tailings are stored safely for ever. Dams are inspected every month by engineers."],
        "shifted merged: Tailings are stored safely for ever. Dams are [inspected] every month by engineers.",
    );
}

#[test]
fn a_passage_that_a_split_tears_is_where_most_of_it_is() {
    let whole =
        "Tailings are stored [safely for ever. Dams are inspected every month by] engineers.";
    check(
        &[SCOPE, whole, CLOSURE],
        &[
            SCOPE,
            "Tailings are stored safely for ever.",
            "Dams are inspected every month by engineers.",
            CLOSURE,
        ],
        "fuzzy split: [Dams are inspected every month by] engineers.",
    );
    check(
        &[
            SCOPE,
            "Tailings are stored safely for ever. [Dams are inspected every month] by engineers.",
            CLOSURE,
        ],
        &[
            SCOPE,
            "Tailings are stored safely for ever.",
            "Dams are inspected every week by engineers.",
            CLOSURE,
        ],
        "fuzzy reworded: [Dams are inspected every] week by engineers.",
    );
}

#[test]
fn most_of_the_words_are_fuzzy() {
    check(
        &[
            SCOPE,
            "Operators [shall monitor water quality every month] and publish.",
        ],
        &[
            SCOPE,
            "Operators [shall monitor water quality every week] and publish."
                .replace(['[', ']'], "")
                .as_str(),
        ],
        "fuzzy reworded: Operators [shall monitor water quality every] week and publish.",
    );
    check(
        &["Operators [shall monitor water and report] in public."],
        &["Operators shall monitor surface water weekly and report in public."],
        "fuzzy reworded: Operators [shall monitor surface water weekly and report] in public.",
    );
    check(
        &["应当[对尾矿库进行每月一次的安全监测]并公开。"],
        &["应当对尾矿库进行每周一次的安全监测并公开。"],
        "fuzzy reworded: 应当[对尾矿库进行每周一次的安全监测]并公开。",
    );
}

#[test]
fn words_that_are_gone_leave_an_orphan_that_says_so() {
    check(
        &[
            SCOPE,
            "Operators [avoid harm] to critical habitat.",
            CLOSURE,
        ],
        &[SCOPE, CLOSURE],
        "orphaned paragraph_deleted",
    );
    check(
        &["Operators restore land[, where feasible,] after closure of the mine."],
        &["Operators restore land after closure of the mine."],
        "orphaned deleted | []Operators restore land after closure of the mine.",
    );
    check(
        &[
            "Operators restore land. [Planting trees is not restoration.] Grassland is sown by hand.",
        ],
        &["Operators restore land. Grassland is sown by hand, with local seed."],
        "orphaned deleted | []Operators restore land. Grassland is sown by hand, with local seed.",
    );
    check(
        &[
            "Operators report [at least once in every calendar year] to the public and to the regulator.",
        ],
        &[
            "Operators report whenever the monitoring plan so demands to the public and to the regulator.",
        ],
        "orphaned rewritten | []Operators report whenever the monitoring plan so demands to the public and to the regulator.",
    );
}

#[test]
fn equal_words_that_belong_to_others_are_no_home() {
    check(
        &[
            "The tailings facility is lined.",
            "Inspect [the tailings facility] monthly.",
            "Close the tailings facility.",
        ],
        &[
            "The tailings facility is lined.",
            "Close the tailings facility.",
        ],
        "orphaned paragraph_deleted",
    );
    check(
        &["Mines [shall] report.", CLOSURE],
        &[
            "Rivers are protected, and ministries shall pay for it.",
            CLOSURE,
        ],
        "orphaned rewritten | []Rivers are protected, and ministries shall pay for it.",
    );
}

#[test]
fn several_equal_homes_are_ambiguous() {
    let moved = "Seasonal streams are sampled twice in every year.";
    check(
        &[
            "Baselines are taken. [Seasonal streams are sampled twice in every year.] Data are open.",
            "Part one.",
            "Part two.",
        ],
        &[
            "Baselines are taken. Data are open.",
            "Part one.",
            moved,
            "Part two.",
            moved,
        ],
        "ambiguous repeated | [Seasonal streams are sampled twice in every year.] | [Seasonal streams are sampled twice in every year.]",
    );
}

#[test]
fn a_repeated_word_is_told_apart_by_its_surroundings() {
    let old =
        "Avoid impact where possible; minimise [impact] where not; offset impact that remains.";
    check(
        &[old],
        &[
            "Avoid impact where possible; always minimise impact where not; offset impact that remains.",
        ],
        "shifted text_before: Avoid impact where possible; always minimise [impact] where not; offset impact that remains.",
    );
    check(
        &[old],
        &["Minimise impact where not; offset impact that remains."],
        "shifted text_before: Minimise [impact] where not; offset impact that remains.",
    );
}

#[test]
fn one_letter_is_told_apart_by_its_surroundings() {
    check(
        &["The site map shows zone [B] in green."],
        &["The enclosed site map shows zone B in green."],
        "shifted text_before: The enclosed site map shows zone [B] in green.",
    );
}

fn check_block(old: &[&str], which: usize, new: &[&str], expect: &str) {
    let old = document(old);
    let block = old.blocks[which].id.clone();
    let anchor = write_anchor(&old, 1, Target::Block { block }).expect("a well-formed case");
    let new = revision(&old, new);
    let placement = Placer::new(&old, &new).place(&anchor);
    assert_eq!((placement.start, placement.end), (None, None));
    let block = placement.block_id.clone();
    let text = block.map_or("-", |id| &new.find(&id).expect("a well-formed case").1.text);
    assert_eq!(format!("{} at {text}", tell(&placement, &new)), expect);
}

#[test]
fn whole_paragraphs_are_placed_as_wholes() {
    let old = [SCOPE, "Operators avoid harm to critical habitat.", CLOSURE];
    check_block(
        &old,
        1,
        &old,
        "exact at Operators avoid harm to critical habitat.",
    );
    check_block(
        &[
            &old[..],
            &["Annex: forms for the yearly report to the regulator."],
        ]
        .concat(),
        1,
        &[
            SCOPE,
            CLOSURE,
            "Annex: forms for the yearly report to the regulator.",
            old[1],
        ],
        "shifted moved at Operators avoid harm to critical habitat.",
    );
    check_block(
        &old,
        1,
        &[SCOPE, "Operators avoid harm to all habitat.", CLOSURE],
        "fuzzy reworded at Operators avoid harm to all habitat.",
    );
    check_block(
        &old,
        1,
        &[
            SCOPE,
            "Operators avoid harm to critical habitat. They report.",
            CLOSURE,
        ],
        "fuzzy reworded at Operators avoid harm to critical habitat. They report.",
    );
    check_block(
        &old,
        1,
        &[SCOPE, CLOSURE],
        "orphaned paragraph_deleted at -",
    );
}

#[test]
fn an_anchor_that_does_not_fit_its_origin_is_an_orphan() {
    let (old, mut anchor) = origin(&["Operators [avoid] harm."]);
    anchor.quote = "restore".to_owned();
    assert_eq!(
        tell(&Placer::new(&old, &old).place(&anchor), &old),
        "orphaned unknown_origin"
    );
    anchor.target = Target::Block { block: "b7".into() };
    assert_eq!(
        tell(&Placer::new(&old, &old).place(&anchor), &old),
        "orphaned unknown_origin"
    );
    anchor.target = Target::Guideline;
    assert_eq!(tell(&Placer::new(&old, &old).place(&anchor), &old), "exact");
}

#[test]
fn restoring_the_text_restores_the_placement() {
    let paragraphs = [
        SCOPE,
        "Operators [avoid harm] to critical habitat.",
        CLOSURE,
    ];
    let (first, anchor) = origin(&paragraphs);
    let second = revision(&first, &[SCOPE, CLOSURE]);
    let third = revision(
        &second,
        &[SCOPE, "Operators avoid harm to critical habitat.", CLOSURE],
    );
    let told = |revision| tell(&Placer::new(&first, revision).place(&anchor), revision);
    assert_eq!(told(&second), "orphaned paragraph_deleted");
    assert_eq!(
        told(&third),
        "exact: Operators [avoid harm] to critical habitat."
    );
}
