//! What placements promise whatever the texts.

use anchor::{Anchor, FUZZY, Placement, Placer, State, Target, survival, write_anchor};
use document::{Block, BlockId, Document, Kind};
use proptest::prelude::*;
use redline::{Detail, Ids, Options};

fn document(paragraphs: &[String]) -> Document {
    let blocks = paragraphs
        .iter()
        .map(|text| Block::new(Kind::Paragraph, text));
    let mut document = Document {
        blocks: blocks.collect(),
        ..Document::default()
    };
    document.number_blocks();
    document
}

/// A revision of `old`, whose ids are carried over as publishing does.
fn revision(old: &Document, paragraphs: &[String]) -> Document {
    let mut new = document(paragraphs);
    let mut count = old.blocks.len();
    let mut fresh = || {
        count += 1;
        BlockId::from(format!("{}-{count}", old.blocks.len()))
    };
    let options = Options {
        ids: Ids::Trust,
        detail: Detail::Words,
        ..Options::default()
    };
    redline::carry_ids(old, &mut new, &options, &mut fresh);
    new
}

/// Few words, so that they repeat; with characters of one to four bytes, and clusters.
fn paragraph() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "avoid ",
        "minimise ",
        "restore ",
        "offset ",
        "impact ",
        "the ",
        "shall ",
        "尾矿库",
        "应当",
        "监测",
        "，",
        "。",
        "🌿",
        "👩‍👩‍👧 ",
        "e\u{301}",
        ". ",
        "\n",
    ]);
    proptest::collection::vec(word, 0..16).prop_map(|words| words.concat())
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(paragraph(), 1..7)
}

/// Paragraphs, and a passage of one of them.
fn passage() -> impl Strategy<Value = (Vec<String>, usize, usize, usize)> {
    (
        paragraphs(),
        any::<prop::sample::Index>(),
        any::<[prop::sample::Index; 2]>(),
    )
        .prop_map(|(mut paragraphs, block, ends)| {
            let block = block.index(paragraphs.len());
            if paragraphs[block].is_empty() {
                paragraphs[block].push_str("restore");
            }
            let length = paragraphs[block].chars().count();
            let start = ends[0].index(length);
            let end = start + 1 + ends[1].index(length - start);
            (paragraphs, block, start, end)
        })
}

fn write(document: &Document, block: usize, start: usize, end: usize) -> Anchor {
    let block = document.blocks[block].id.clone();
    write_anchor(document, 1, Target::Range { block, start, end }).expect("inside the text")
}

fn placed_text<'a>(placement: &Placement, document: &'a Document) -> Option<&'a str> {
    let (_, block) = document.find(placement.block_id.as_ref()?)?;
    Some(document::char_slice(
        &block.text,
        placement.start?..placement.end?,
    ))
}

/// Whether the placed text is as like the quote as the state says.
fn keeps_its_word(placement: &Placement, quote: &str, document: &Document) -> bool {
    let text = placed_text(placement, document);
    match placement.state {
        State::Exact | State::Shifted => text == Some(quote),
        State::Fuzzy => text.is_some_and(|text| text == quote || survival(quote, text) >= FUZZY),
        State::Ambiguous | State::Orphaned => text.is_none() && placement.block_id.is_none(),
    }
}

proptest! {
    #[test]
    fn a_text_that_stayed_has_its_anchors_where_they_were((paragraphs, block, start, end) in passage()) {
        let old = document(&paragraphs);
        let placement = Placer::new(&old, &old).place(&write(&old, block, start, end));
        prop_assert_eq!(placement.state, State::Exact);
        prop_assert_eq!(placement.block_id.as_ref(), Some(&old.blocks[block].id));
        prop_assert_eq!((placement.start, placement.end), (Some(start), Some(end)));
    }

    #[test]
    fn a_state_claims_no_more_than_the_text_bears_out(
        (paragraphs, block, start, end) in passage(),
        others in paragraphs(),
    ) {
        let old = document(&paragraphs);
        let new = revision(&old, &others);
        let anchor = write(&old, block, start, end);
        let placement = Placer::new(&old, &new).place(&anchor);
        prop_assert!(keeps_its_word(&placement, &anchor.quote, &new), "{placement:?}");
        prop_assert_eq!(placement.reason.is_none(), placement.state == State::Exact);
        prop_assert_eq!(&Placer::new(&old, &new).place(&anchor), &placement);
    }

    #[test]
    fn edits_of_other_paragraphs_leave_its_words(
        (paragraphs, block, start, end) in passage(),
        others in proptest::collection::vec(paragraph(), 7),
    ) {
        let old = document(&paragraphs);
        let mut new = old.clone();
        for (index, other) in others.into_iter().enumerate().take(paragraphs.len()) {
            if index != block {
                new.blocks[index].text = other;
            }
        }
        let anchor = write(&old, block, start, end);
        let placement = Placer::new(&old, &new).place(&anchor);
        let stays = matches!(placement.state, State::Exact | State::Shifted);
        prop_assert!(stays && keeps_its_word(&placement, &anchor.quote, &new), "{placement:?}");
    }

    #[test]
    fn a_sentence_before_or_after_at_most_shifts_it(
        (paragraphs, block, start, end) in passage(),
        before in any::<bool>(),
    ) {
        let passage: String = paragraphs[block].chars().skip(start).take(end - start).collect();
        prop_assume!(!passage.trim().is_empty());
        let old = document(&paragraphs);
        let anchor = write(&old, block, start, end);
        let mut new = old.clone();
        let text = &mut new.blocks[block].text;
        // Of letters that no passage has.
        let sentence = " ΞΨ ΞΨ ";
        *text = if before { format!("{sentence}{text}") } else { format!("{text}{sentence}") };
        let placement = Placer::new(&old, &new).place(&anchor);
        let expected = if before { State::Shifted } else { State::Exact };
        prop_assert_eq!(placement.state, expected, "{:?}", placement);
        let shift = if before { sentence.chars().count() } else { 0 };
        prop_assert_eq!((placement.start, placement.end), (Some(start + shift), Some(end + shift)));
    }

    #[test]
    fn restoring_the_text_restores_the_placement(
        (paragraphs, block, start, end) in passage(),
        between in paragraphs(),
    ) {
        let first = document(&paragraphs);
        let second = revision(&first, &between);
        let third = revision(&second, &paragraphs);
        let anchor = write(&first, block, start, end);
        let placement = Placer::new(&first, &third).place(&anchor);
        prop_assert!(
            matches!(placement.state, State::Exact | State::Shifted),
            "{placement:?} in {third:?}"
        );
    }

    #[test]
    fn whole_paragraphs_are_never_placed_beside_themselves(
        (paragraphs, block, ..) in passage(),
        others in paragraphs(),
    ) {
        let old = document(&paragraphs);
        let new = revision(&old, &others);
        let target = Target::Block { block: old.blocks[block].id.clone() };
        let anchor = write_anchor(&old, 1, target).expect("a block of it");
        let placement = Placer::new(&old, &new).place(&anchor);
        prop_assert_eq!((placement.start, placement.end), (None, None));
        let text = placement.block_id.as_ref().and_then(|id| new.find(id)).map(|(_, block)| &block.text);
        let same = text == Some(&old.blocks[block].text);
        prop_assert_eq!(same, matches!(placement.state, State::Exact | State::Shifted), "{:?}", placement);
    }
}
