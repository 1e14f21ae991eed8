//! Texts that make careless comparisons take for ever. The deadlines are a hundred times what
//! optimised code needs; they only tell work that grows out of bounds.

use std::time::{Duration, Instant};

use document::{Atom, AtomKind, Block, Document, Kind, Mark, MarkKind, PLACEHOLDER};
use redline::{Options, compare};

fn document(texts: impl Iterator<Item = String>) -> Document {
    let blocks = texts
        .map(|text| Block::new(Kind::Paragraph, text))
        .collect();
    let mut document = Document {
        blocks,
        ..Document::default()
    };
    document.number_blocks();
    document
}

/// A deterministic stream of numbers (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn text(&mut self, words: usize, vocabulary: u64) -> String {
        let words: Vec<String> = (0..words)
            .map(|_| format!("w{}", self.below(vocabulary)))
            .collect();
        words.join(" ")
    }
}

fn check(old: &Document, new: &Document) {
    let start = Instant::now();
    let redline = compare(old, new, &Options::default());
    let texts = |document: &Document| -> Vec<String> {
        document
            .blocks
            .iter()
            .map(|block| block.text.clone())
            .collect()
    };
    assert!(redline.old_texts() == texts(old) && redline.new_texts() == texts(new));
    assert!(
        start.elapsed() < Duration::from_secs(300),
        "took {:?}",
        start.elapsed()
    );
}

#[test]
fn a_rewritten_gap() {
    let gap = |seed| {
        let mut numbers = Numbers(seed);
        document((0..200).map(move |_| numbers.text(60, 400)))
    };
    check(&gap(1), &gap(2));
}

#[test]
fn ten_thousand_one_word_paragraphs() {
    let words = |seed, vocabulary| {
        let mut numbers = Numbers(seed);
        document((0..10_000).map(move |_| numbers.text(1, vocabulary)))
    };
    check(&words(1, 50), &words(2, 50));
    check(&words(1, 20_000), &words(2, 20_000));
}

#[test]
fn five_thousand_identical_paragraphs() {
    let copies =
        |count| document((0..count).map(|_| "This page is intentionally left blank.".to_owned()));
    check(&copies(5000), &copies(4000));
    let mut broken = copies(5000);
    for at in (0..5000).step_by(7) {
        broken.blocks[at].text = format!("Unlike all others, {at}.");
    }
    check(&broken, &copies(5000));
}

#[test]
fn unrelated_megabytes() {
    let many = |seed, shift: &'static str| {
        let mut numbers = Numbers(seed);
        document((0..3000).map(move |_| numbers.text(60, 30_000).replace('w', shift)))
    };
    check(&many(1, "w"), &many(2, "v"));
    check(&many(1, "w"), &many(2, "w"));
}

#[test]
fn one_paragraph_of_a_megabyte() {
    let single = |seed, vocabulary| {
        let mut numbers = Numbers(seed);
        document(std::iter::once(numbers.text(160_000, vocabulary)))
    };
    check(&single(1, 30_000), &single(2, 30_000));
    check(&single(1, 3), &single(2, 3));
}

#[test]
fn a_megabyte_without_a_border() {
    check(
        &document(std::iter::once("a".repeat(1 << 20))),
        &document(std::iter::once("a".repeat(1 << 19) + "b")),
    );
    check(
        &document(std::iter::once("矿".repeat(1 << 18))),
        &document(std::iter::once("矿".repeat(1 << 17) + "山")),
    );
    check(
        &document(std::iter::once("e".to_owned() + &"\u{301}".repeat(1 << 18))),
        &document(std::iter::once("e".to_owned() + &"\u{301}".repeat(1 << 17))),
    );
}

#[test]
fn a_paragraph_full_of_marks_and_images() {
    let full = |name: &str, step: usize| {
        let mut block = Block::default();
        for at in 0..20_000 {
            let start = at * 3;
            block.text.extend(['a', PLACEHOLDER, ' ']);
            if at % step == 0 {
                block.marks.push(Mark {
                    start,
                    end: start + 1,
                    kind: MarkKind::Strong,
                });
            }
            block.atoms.push(Atom {
                at: start + 1,
                kind: AtomKind::RemoteImage {
                    href: format!("{name}{}", at % 7),
                },
                alt: String::new(),
            });
        }
        Document {
            blocks: vec![block],
            ..Document::default()
        }
    };
    check(&full("a", 1), &full("a", 2));
    check(&full("a", 1), &full("b", 2));
}
