//! Pages and lines that comments cite.

use document::{Block, Kind};
use formats::pdf;

use crate::support::{document, letters, poppler, presentation, sample};

/// The numbered lines of a page as printed: number and text.
fn printed(page: &str) -> Vec<(usize, String)> {
    let numbered = page.lines().filter_map(|line| {
        let (number, text) = line.trim_start().split_once(' ')?;
        Some((number.parse().ok()?, text.trim().to_owned()))
    });
    numbered.collect()
}

/// What is said of a block is what is printed beside its first and last words.
#[test]
fn places_are_the_printed_ones() {
    let sample = sample("en", 2);
    let bytes = pdf::write(&sample, &presentation()).unwrap();
    let places = pdf::places(&sample, &presentation()).unwrap();
    let Some(text) = poppler("pdftotext", &["-layout"], &bytes) else {
        return;
    };
    let pages: Vec<_> = text.split('\u{c}').map(printed).collect();
    let at = |page: usize, line: usize| {
        let found = pages[page - 1].iter().find(|(number, _)| *number == line);
        found.map_or_else(String::new, |(_, text)| letters(text))
    };
    let mut checked = 0;
    for place in places {
        let block = &sample.blocks[place.block];
        if block.kind == Kind::Cell || block.text.contains(['\u{FFFC}', '\n']) {
            continue;
        }
        let words = letters(&block.text);
        let start: String = words.chars().take(12).collect();
        let back = words.chars().rev().take(4).collect::<Vec<_>>();
        let end: String = back.into_iter().rev().collect();
        let first = at(place.first_page, place.first_line);
        let last = at(place.last_page, place.last_line);
        assert!(
            first.contains(&start),
            "{place:?}: {start} is not in {first}"
        );
        assert!(last.ends_with(&end), "{place:?}: {end} does not end {last}");
        checked += 1;
    }
    assert!(checked > 80, "{checked} blocks");
}

#[test]
fn every_block_has_a_place_in_order() {
    let sample = sample("en", 3);
    let places = pdf::places(&sample, &presentation()).unwrap();
    let blocks: Vec<usize> = places.iter().map(|place| place.block).collect();
    assert_eq!(blocks, (0..sample.blocks.len()).collect::<Vec<_>>());
    let mut before = (0, 0);
    for place in &places {
        let first = (place.first_page, place.first_line);
        let last = (place.last_page, place.last_line);
        assert!(first <= last, "{place:?}");
        let kind = sample.blocks[place.block].kind;
        if kind != Kind::Footnote && kind != Kind::Cell {
            assert!(before <= first, "{place:?} after {before:?}");
            before = last;
        }
    }
}

#[test]
fn lines_are_counted_afresh_on_each_page() {
    let block = |number: usize| Block::new(Kind::Paragraph, format!("Paragraph {number}."));
    let text = document("en", (0..200).map(block).collect());
    let places = pdf::places(&text, &presentation()).unwrap();
    let tops = places.iter().filter(|place| place.first_line == 1);
    let pages: Vec<usize> = tops.map(|place| place.first_page).collect();
    assert_eq!(pages[0], 2, "after the title page");
    assert!(pages.windows(2).all(|pair| pair[1] == pair[0] + 1));
    assert!(pages.len() > 3);
}
