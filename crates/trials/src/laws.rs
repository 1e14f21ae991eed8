//! What holds for any file and any two documents. Each function panics where it does not.

use anchor::{Anchor, FUZZY, Placement, Placer, State, Target, survival, write_anchor};
use document::{Block, Document, Kind, MarkKind, char_slice};
use formats::{
    Format, Limits, MarginComment, MarginReply, Presentation, ReadError, Side, docx, read, write,
    write_redline,
};
use redline::{Options, PositionMap, Redline, compare};

use crate::{Dice, Sample, deciding};

/// The formats that are read.
pub const READ: [Format; 4] = [Format::Docx, Format::Markdown, Format::Html, Format::Json];

/// All laws on a damaged file and the one that it was made from.
pub fn all(dice: &mut Dice, original: &Sample, damaged: &[u8]) {
    let Some(document) = reading(original.format, damaged) else {
        return;
    };
    writing(original.format, &document);
    if let Some(original) = reading(original.format, &original.bytes) {
        pair(&original, &document);
        anchors(dice, &original, &document, 10);
        merging(&original, &document, &original);
        deciding::proposing_anything(dice, &original, &document);
        deciding::suggesting(dice, &original, &document, 30);
    }
}

/// Reads a file: it is refused, or it is a well-formed document.
pub fn reading(format: Format, bytes: &[u8]) -> Option<Document> {
    let reading = read(format, bytes, &Limits::default()).ok()?;
    assert_eq!(reading.document.defects(), [], "as {format}");
    for problem in &reading.problems {
        assert!(!problem.what.is_empty() && !problem.place.is_empty());
    }
    if format == Format::Docx
        && let Ok(rejected) = docx::read_as(bytes, &Limits::default(), docx::View::Rejected)
    {
        assert_eq!(rejected.document.defects(), [], "before its changes");
    }
    Some(reading.document)
}

/// A document from a reader can be written in every format, and what was written can be read: as
/// the same text from DOCX and JSON, and from whatever format it came.
pub fn writing(from: Format, document: &Document) {
    for format in READ {
        let written = write(format, document, &Presentation::default());
        let written = written.unwrap_or_else(|error| unreachable!("{format}: {error}"));
        let again = read(format, &written, &Limits::default());
        if !has_text(document) {
            continue;
        }
        if let Err(ReadError::TooLarge(_)) = again {
            continue;
        }
        let again = again.unwrap_or_else(|error| unreachable!("{format}: {error}"));
        assert_eq!(again.document.defects(), [], "{format}");
        if format == Format::Docx || format == Format::Json || format == from {
            assert_texts(&again.document, document, (from, format));
        }
    }
}

fn has_text(document: &Document) -> bool {
    let visible = |block: &Block| !block.text.trim().is_empty() || block.number.is_some();
    document.blocks.iter().any(visible)
}

/// The same blocks in order, those without text aside; notes in any, since damaged files have notes out
/// of the order of their references, and cells too where not every reader keeps them apart.
fn assert_texts(found: &Document, expected: &Document, (from, format): (Format, Format)) {
    if format != Format::Docx && has_lone_notes(expected) {
        return;
    }
    let blocks = |document: &Document| -> Vec<(bool, Option<String>, String)> {
        let blocks = document.blocks.iter();
        let seen = blocks.filter(|block| !block.text.trim().is_empty());
        let texts = seen.map(|block| {
            let cell = block.kind == Kind::Cell && from != Format::Docx;
            let apart = block.kind == Kind::Footnote || cell;
            (apart, block.number.clone(), block.text.clone())
        });
        let (mut apart, mut blocks): (Vec<_>, Vec<_>) = texts.partition(|text| text.0);
        apart.sort();
        blocks.append(&mut apart);
        blocks
    };
    let (found, expected) = (blocks(found), blocks(expected));
    for (one, other) in found.iter().zip(&expected) {
        assert_eq!(one, other, "{format}");
    }
    assert_eq!(found.len(), expected.len(), "{format}: number of blocks");
}

/// All that holds for two documents.
pub fn pair(old: &Document, new: &Document) {
    let redline = compare(old, new, &Options::default());
    exactness(&redline);
    emptiness(old);
    let back = compare(new, old, &Options::default());
    exactness(&back);
    assert_eq!(redline.stats().inserted_chars, back.stats().deleted_chars);
    positions(old, new);
    rendering(&redline);
}

/// Accepting all changes gives the newer text, rejecting all the older.
pub fn exactness(redline: &Redline<'_>) {
    assert_eq!(redline.old_texts(), texts(redline.old));
    assert_eq!(redline.new_texts(), texts(redline.new));
    assert_eq!(
        *redline,
        compare(redline.old, redline.new, &Options::default())
    );
}

/// A document against itself is empty.
pub fn emptiness(document: &Document) {
    assert!(compare(document, document, &Options::default()).is_empty());
}

fn texts(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect()
}

/// What survived is found in the other text, and from there where it was.
pub fn positions(old: &Document, new: &Document) {
    let map = |from, to| PositionMap::new(&compare(from, to, &Options::default()));
    let (there, back) = (map(old, new), map(new, old));
    for (index, block) in old.blocks.iter().enumerate() {
        let length = block.length();
        for at in (0..length).step_by(length / 40 + 1) {
            let Some(mapped) = there.map(index, at..at + 1) else {
                continue;
            };
            let home = back.map(mapped.block, mapped.range);
            let home = home.map(|home| (home.block, home.range));
            assert_eq!(home, Some((index, at..at + 1)));
        }
    }
}

/// Every format of a redline can be written, remarks on either side included; a tracked DOCX gives
/// both texts back.
pub fn rendering(redline: &Redline<'_>) {
    let presentation = Presentation {
        author: "A <b>".to_owned(),
        date: "2026-11-23T12:00:00Z".to_owned(),
        notes: remarks(redline),
        ..Presentation::default()
    };
    for format in [Format::Html, Format::Markdown, Format::Text, Format::Json] {
        let written = write_redline(format, redline, &presentation);
        assert!(written.is_ok(), "{format}: {written:?}");
    }
    let written = write_redline(Format::Docx, redline, &presentation);
    let written = written.unwrap_or_else(|error| unreachable!("{error}"));
    for (view, document) in [
        (docx::View::Accepted, redline.new),
        (docx::View::Rejected, redline.old),
    ] {
        let again = docx::read_as(&written, &Limits::default(), view);
        if has_text(document) {
            let again = again.unwrap_or_else(|error| unreachable!("{view:?}: {error}"));
            assert_same_words(&again.document, document, view);
        }
    }
}

/// Whether there are notes that the text does not refer to, which not every format can hold as notes.
fn has_lone_notes(document: &Document) -> bool {
    let body = document.blocks.iter();
    let referred = references(body.filter(|block| block.kind != Kind::Footnote));
    document.blocks.iter().any(|block| {
        let key = block.note.as_ref();
        block.kind == Kind::Footnote && key.is_none_or(|key| !referred.contains(&key))
    })
}

/// The key of each reference to a note.
fn references<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<&'a String> {
    let marks = blocks.flat_map(|block| &block.marks);
    let notes = marks.filter_map(|mark| match &mark.kind {
        MarkKind::Note { note } => Some(note),
        _ => None,
    });
    notes.collect()
}

/// The words in order, those of notes and cells in any; where paragraphs end is held by tests that other
/// programs judge.
fn assert_same_words(found: &Document, expected: &Document, view: docx::View) {
    let words = |document: &Document| -> String {
        let is_note = |block: &&Block| matches!(block.kind, Kind::Footnote | Kind::Cell);
        let (mut notes, blocks): (Vec<&Block>, Vec<&Block>) =
            document.blocks.iter().partition(is_note);
        notes.sort_by_key(|note| &note.text);
        let texts = blocks.iter().chain(&notes).map(|block| block.text.as_str());
        texts
            .flat_map(str::chars)
            .filter(|letter| !letter.is_whitespace())
            .collect()
    };
    let (found, expected) = (words(found), words(expected));
    let same = found
        .bytes()
        .zip(expected.bytes())
        .take_while(|(one, other)| one == other);
    let near = |text: &str, at: usize| {
        let bytes = text.as_bytes();
        let range = at.saturating_sub(60).min(bytes.len())..(at + 60).min(bytes.len());
        String::from_utf8_lossy(&bytes[range]).into_owned()
    };
    let at = same.count();
    assert!(
        found == expected,
        "{view:?}: {:?} where {:?} should stand",
        near(&found, at),
        near(&expected, at)
    );
}

/// A remark on the start of some blocks of either side.
fn remarks(redline: &Redline<'_>) -> Vec<MarginComment> {
    let side = |side: Side, document: &Document| -> Vec<MarginComment> {
        let blocks = document.blocks.iter().enumerate().step_by(5).take(20);
        let remark = |(index, block): (usize, &Block)| MarginComment {
            id: format!("{side:?}{index}"),
            author: "B".to_owned(),
            side,
            block: index,
            block_id: block.id.clone(),
            end: block.length().min(12),
            body: "Why {++this++}?\nAnd <that>?".to_owned(),
            replies: vec![MarginReply::default()],
            ..MarginComment::default()
        };
        blocks.map(remark).collect()
    };
    [side(Side::Old, redline.old), side(Side::New, redline.new)].concat()
}

/// Anchors at rolled places: none claims more than the text it is placed on bears out.
pub fn anchors(dice: &mut Dice, old: &Document, new: &Document, count: usize) {
    let (placer, unchanged) = (Placer::new(old, new), Placer::new(old, old));
    for _ in 0..count {
        let Some(block) = dice.pick(&old.blocks) else {
            return;
        };
        let place = dice.stretch(block.length(), 60);
        let target = Target::Range {
            block: block.id.clone(),
            start: place.start,
            end: place.end,
        };
        let Ok(anchor) = write_anchor(old, 1, target) else {
            continue;
        };
        let placement = placer.place(&anchor);
        assert!(keeps_its_word(&placement, &anchor, new), "{placement:?}");
        assert_eq!(placer.place(&anchor), placement);
        assert_eq!(unchanged.place(&anchor).state, State::Exact);
    }
}

fn keeps_its_word(placement: &Placement, anchor: &Anchor, document: &Document) -> bool {
    let quote = anchor.quote.as_str();
    let text = || {
        let (_, block) = document.find(placement.block_id.as_ref()?)?;
        Some(char_slice(&block.text, placement.start?..placement.end?))
    };
    match placement.state {
        State::Exact | State::Shifted => text() == Some(quote),
        State::Fuzzy => text().is_some_and(|text| text == quote || survival(quote, text) >= FUZZY),
        State::Ambiguous | State::Orphaned => placement.block_id.is_none(),
    }
}

/// Two versions of each block are merged: nothing changes what nobody changed.
pub fn merging(base: &Document, ours: &Document, theirs: &Document) {
    let blocks = base.blocks.iter().zip(&ours.blocks).zip(&theirs.blocks);
    for ((base, ours), theirs) in blocks.take(200) {
        let alone = merge::merge(base, ours, base, &[]);
        assert_eq!(
            alone.map(|block| block.text).ok().as_ref(),
            Some(&ours.text)
        );
        let there = merge::merge(base, ours, theirs, &[]);
        let back = merge::merge(base, theirs, ours, &[]);
        assert_eq!(there.is_ok(), back.is_ok(), "whoever comes first");
        if let (Ok(one), Ok(other)) = (there, back) {
            assert_eq!(one.text, other.text);
        }
    }
}
